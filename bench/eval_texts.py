"""How well the facts are found where the kind is known: `python -m bench.eval_facts [FILE...]`.

Reads the training mail that carries gold facts (bench/data/training, texts to tune on, never to
report), each with its true kind, and prints the figures and every mistake.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from bench.scoring import Tally, judge
from bench.training_mail import DATA, message_of
from service.reading.kind.decide import Verdict
from service.reading.kind.features import features_of
from service.reading.model import Facts, Kind
from service.reading.reader import facts_of
from service.reading.view import View

FIGURES = ("start", "no interview", "end", "company", "role", "interviewers", "promise",
           "no promise")  # fmt: skip


def main() -> None:
    """Print the share that is right for each fact and, after it, what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", help="names of files, such as c31; all if none")
    parser.add_argument("--figure", help="print the mistakes of this figure alone")
    options = parser.parse_args()
    tally = Tally()
    for name, raw in _texts(options.files):
        judge(tally, name, _gold(raw), _facts(raw))
    for mistake in tally.mistakes:
        if options.figure is None or f": {options.figure}:" in mistake:
            print(mistake)
    for figure in FIGURES:
        print(f"  {figure:16} {tally.share(figure)!s:>8} of {tally.judged[figure]}")


def _texts(names: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((DATA / "training").glob("*.jsonl")):
        if names and path.stem not in names:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            raw = json.loads(line)
            if raw.get("gold"):
                yield f"{path.stem}#{number}", raw


def _gold(raw: dict[str, Any]) -> dict[str, Any]:
    """In the form of tests/mail; what these texts do not judge is left out."""
    gold = raw["gold"]
    interview = gold["interview"]
    unscored = ["interview.status", "interview.medium", "interview.join_url"]
    promised = gold["decision_range"]
    return {
        "kind": raw["kind"],
        "automatic": None,
        "company": gold["company"],
        "role": gold["role"],
        "interviewers": [{"name": name} for name in gold["interviewers"]],
        "interview": interview,
        "decision_by": promised[1] if promised else None,
        "decision_range": promised,
        "unscored": unscored,
    }


def _facts(raw: dict[str, Any]) -> Facts:
    view = View(message_of(raw), frozenset({raw["me"]}), raw["time_zone"])
    return facts_of(view, features_of(view), Verdict(Kind(raw["kind"]), 1.0, "gold"))


if __name__ == "__main__":
    main()
