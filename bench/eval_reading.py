"""How well the reader reads: `make eval`. Prints tables, writes bench/results/reading.json.

Measures on tests/mail/open (tuned on), tests/mail/held_out (never looked at: the headline; its
mistakes are only counted unless --show-held-out is given), and, where ../shared/corpus is beside
the repository, on the corpora there; the SpamAssassin parts that no training saw as well.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import baselines, corpora, spam_assassin, speed
from bench.scoring import FIXED, Tally, judge, kind_table
from gmail.message.errors import UnreadableMessageError
from gmail.message.model import Message
from gmail.message.parse import parse
from service.reading.reader import read

ROOT = Path(__file__).parent.parent
MAIL = ROOT / "tests/mail"
RESULTS = Path(__file__).parent / "results/reading.json"
FIGURES = (
    "kind", "automatic", "start", "no interview", "end", "status", "medium", "join_url",
    "company", "role", "interviewers", "promise", "no promise",
)  # fmt: skip


def main() -> None:
    """Run every measurement and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show-held-out", action="store_true", help="print held-out mistakes")
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared/corpus")
    parser.add_argument("--quick", action="store_true", help="fixtures alone")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    for name in ("open", "held_out"):
        tally = fixtures(name)
        results[name] = _report(name, tally)
        if name == "open" or options.show_held_out:
            print("\n".join(f"  {line}" for line in tally.mistakes))
        else:
            print(f"  {len(tally.mistakes)} mistakes, not shown so that nobody tunes on them")
    if not options.quick:
        results["baselines"] = _baselines()
        results |= _on_corpora(options.corpus)
        results["speed"] = speed.measure(options.corpus)
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"written: {os.path.relpath(RESULTS, ROOT)}")


def fixtures(name: str) -> Tally:
    """The reader's facts of one set of fixtures against their gold."""
    tally = Tally()
    for path in sorted((MAIL / name).glob("*.eml")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        message = parse(path.read_bytes())
        facts = read(message, me=frozenset({gold["me"]}), time_zone=gold["time_zone"])
        judge(tally, path.stem, gold, facts)
    return tally


def _report(name: str, tally: Tally) -> dict[str, Any]:
    table = kind_table(tally.kinds)
    print(f"\n{name}: {sum(tally.kinds.values())} messages")
    print(f"  {'kind':26} {'precision':>9} {'recall':>9} {'F1':>9} {'count':>6}")
    for kind, row in table.items():
        print(
            f"  {kind:26} {row['precision']:9.3f} {row['recall']:9.3f} {row['f1']:9.3f}"
            f" {row['count']:6.0f}"
        )
    shares = {figure: tally.share(figure) for figure in FIGURES}
    for figure, share in shares.items():
        print(f"  {figure:26} {share!s:>9} of {tally.judged[figure]}")
    return {"kinds": table, "figures": shares, "mistakes": len(tally.mistakes)}


def _baselines() -> dict[str, Any]:
    """The two simple readers on the same fixtures: kinds alone."""
    results: dict[str, Any] = {}
    ways: dict[str, Callable[[Message], str]] = {
        "keyword rule": baselines.by_keyword,
        "TF-IDF with logistic regression": baselines.by_words(),
    }
    for way, guess in ways.items():
        for name in ("open", "held_out"):
            kinds: Counter[tuple[str, str]] = Counter()
            for path in sorted((MAIL / name).glob("*.eml")):
                gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
                kinds[gold["kind"], guess(parse(path.read_bytes()))] += 1
            table = kind_table(kinds)
            print(
                f"\nbaseline {way}, {name}: macro F1 {table['macro']['f1']:.3f}, interviews"
                f" {table['interviews']['precision']:.3f} / {table['interviews']['recall']:.3f}"
            )
            results[f"{way}, {name}"] = {"macro": table["macro"], "interviews": table["interviews"]}
    return results


def _on_corpora(folder: Path) -> dict[str, Any]:
    results: dict[str, Any] = {}
    if folder.is_dir():
        for name in ("job_generated", "job_fixtures"):
            tally = corpora.labelled(folder / f"{name}.jsonl")
            results[name] = {"kinds": kind_table(tally.kinds), "kind": tally.share("kind")}
            row = results[name]["kinds"]["interviews"]
            print(f"\n{name}: kind {tally.share('kind')}, interviews {row}")
            print("\n".join(f"  {line}" for line in tally.mistakes[:40]))
        results["automatic"] = corpora.automatic(folder)
        print(f"\nautomatic mail of the corpora: {results['automatic']}")
    else:
        print(f"\nskipped: the corpora, for there is no {folder.name} folder beside the repository")
    results["ordinary"] = _false_interviews(folder)
    return results


def _false_interviews(folder: Path) -> dict[str, Any]:
    """Ordinary messages taken for a confirmed or moved interview, per 10,000."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    if folder.is_dir():
        for name, message in corpora.ordinary(folder):
            _count(name, message, counts, wrong)
    for number, raw in enumerate(spam_assassin.messages(spam_assassin.MEASURING)):
        try:
            _count(f"spam-assassin#{number}", parse(raw), counts, wrong)
        except UnreadableMessageError:
            counts["unreadable"] += 1
    if not counts["all"]:
        print("skipped: false interviews, for no ordinary mail is at hand")
        return {}
    rate = round(10_000 * counts["false"] / counts["all"], 2)
    print(f"\nfalse interviews: {counts['false']} of {counts['all']}, {rate} per 10,000")
    print("\n".join(f"  {line}" for line in wrong[:60]))
    return {**counts, "per_10_000": rate}


def _count(name: str, message: Message, counts: Counter[str], wrong: list[str]) -> None:
    facts = read(message, time_zone="America/Chicago")
    counts["all"] += 1
    counts[f"read as {facts.kind}"] += 1
    if facts.kind in FIXED:
        counts["false"] += 1
        wrong.append(f"{name}: {facts.kind} {facts.score} {facts.evidence[-1].quote[:80]!r}")


if __name__ == "__main__":
    main()
