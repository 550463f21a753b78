"""Fit the weights of promises: `python -m bench.train_promises GROUP...` (groups: bench/fit.py).

Writes service/reading/promise/likely.json.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.fit import Question, fit, held_apart, unseen, write
from service.reading.interview import interview_of
from service.reading.model import Kind
from service.reading.promise import likely
from service.reading.promise.find import spans_spoken_of
from service.reading.promise.sentences import Spoken

WEIGHTS = Path(likely.__file__).with_name(likely.FILE)
NEVER = ("other", "job_marketing", "outreach", "rejection", "offer")
"""Kinds whose promises are not asked for."""


def main() -> None:
    """Fit, say how many mails are read rightly when held apart, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="+")
    parser.add_argument("--mean", action="store_true", help="with the weights that are there")
    options = parser.parse_args()
    asked = list(questions(options.groups))
    rightly = np.array(held_apart(asked))
    none = np.array([one.right[-1] for one in asked])
    print(f"{len(asked)} mails; read rightly when held apart: {rightly[~none].mean():.3f} of those")
    print(f"with a promise, {rightly[none].mean():.3f} of those without one")
    write(WEIGHTS, fit(asked), mean=options.mean)


def questions(groups: Sequence[str]) -> Iterator[Question]:
    """One question a mail with gold facts."""
    for text in unseen(groups):
        raw, view, tagged = text.raw, text.view, text.opinion.tagged
        gold = raw.get("gold")
        if gold is None or raw["kind"] in NEVER or tagged is None:
            continue
        kind = Kind(raw["kind"])
        chosen = interview_of(view, kind, tagged)
        day = chosen.interview.start.date() if chosen else None
        sent = view.message.date or view.message.received_at
        spoken = spans_spoken_of(view.prose, sent, day, view.language)
        found = likely.features(spoken, tagged, kind, english=view.language == "en")
        kept = gold.get("decision_range")
        yield Question(found, [*(_keeps(one, kept) for one in spoken), kept is None])


def _keeps(one: Spoken, kept: Any) -> bool:
    return kept is not None and kept[0] <= one.span.last.isoformat() <= kept[1]


if __name__ == "__main__":
    main()
