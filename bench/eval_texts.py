"""How well whole texts with gold facts are read: `python -m bench.eval_texts [FILE...] [--given]`.

FILE names texts of bench/data/training ("d55"); all that carry gold facts if none. With --given
each is read with its true kind, so that the facts alone are judged. bench/data/README.md says which
files were trained on: only the others tell how well unseen mail is read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from bench.scoring import Tally, judge, kind_table
from bench.training_mail import DATA, message_of
from service.reading.encoder.encoder import encoder
from service.reading.kind.decide import Verdict
from service.reading.kind.features import features_of
from service.reading.model import Facts, Kind
from service.reading.quoted import quoted_in
from service.reading.reader import facts_of, read
from service.reading.view import View

FIGURES = ("kind", "start", "no interview", "end", "company", "role", "interviewers", "promise",
           "no promise")  # fmt: skip


def main() -> None:
    """Print what is wrong, and the share that is right for each kind and fact."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", help="names of files, such as d55; all if none")
    parser.add_argument("--given", action="store_true", help="with the true kinds")
    parser.add_argument("--figure", help="print the mistakes of this figure alone")
    options = parser.parse_args()
    tally = Tally()
    for name, raw in texts(options.files):
        facts = _with_kind(raw) if options.given else _read(raw)
        judge(tally, name, _gold(raw), facts)
    for mistake in tally.mistakes:
        if options.figure is None or f": {options.figure}:" in mistake:
            print(mistake)
    for kind, row in kind_table(tally.kinds).items():
        print(f"  {kind:26} {row['precision']:6.3f} {row['recall']:6.3f} {row['f1']:6.3f}")
    for figure in FIGURES:
        print(f"  {figure:16} {tally.share(figure)!s:>8} of {tally.judged[figure]}")


def texts(names: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The texts of the files, with what each is called; of all that carry gold facts if none."""
    for path in sorted((DATA / "training").glob("*.jsonl")):
        if names and path.stem not in names:
            continue
        raws = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if any(raw.get("gold") for raw in raws):
            yield from ((f"{path.stem}#{number}", raw) for number, raw in enumerate(raws))


def _gold(raw: dict[str, Any]) -> dict[str, Any]:
    """In the form of tests/mail; what these texts do not judge is left out."""
    gold = raw.get("gold") or {}
    promised = gold.get("decision_range")
    unscored = ["interview.status", "interview.medium", "interview.join_url"]
    unscored += [] if gold else ["company", "role", "interviewers", "decision_by"]
    interview = gold.get("interview")
    bulk = raw.get("bulk") and raw["kind"] in ("other", "job_marketing", "outreach")
    return {
        "kind": raw["kind"],
        "automatic": raw["automatic"] if "raw" in raw else "bulk" if bulk else None,
        "company": gold.get("company"),
        "role": gold.get("role"),
        "interviewers": [{"name": name} for name in gold.get("interviewers", ())],
        "interview": {"end": None, **interview} if interview else None,
        "decision_by": promised[1] if promised else None,
        "decision_range": promised,
        "unscored": unscored,
    }


def _read(raw: dict[str, Any]) -> Facts:
    me = frozenset({raw["me"]} if raw.get("me") else ())
    return read(message_of(raw), me=me, time_zone=raw.get("time_zone"))


def _with_kind(raw: dict[str, Any]) -> Facts:
    me = frozenset({raw["me"]} if raw.get("me") else ())
    view = View(message_of(raw), me, raw.get("time_zone"))
    features = features_of(view)
    tagged = encoder().reads(view, features.marks).tagged
    verdict = Verdict(Kind(raw["kind"]), 1.0, "gold")
    return facts_of(view, features, verdict, tagged, quoted_in(view))


if __name__ == "__main__":
    main()
