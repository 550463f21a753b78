"""Fit the weights of promises: `python -m bench.train_promises FILE... [--encoder FOLDER]`.

Writes service/reading/promise/likely.json. FILE names texts of bench/data/training that the encoder
in FOLDER was not trained on, since its word on what it was trained on is too sure; without FOLDER
the encoder that ships is asked.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.eval_texts import texts
from bench.fit import Question, fit, held_apart, write
from bench.training_mail import message_of
from service.reading.encoder.encoder import Encoder, encoder, load
from service.reading.interview import interview_of
from service.reading.kind.features import features_of
from service.reading.model import Kind
from service.reading.promise import likely
from service.reading.promise.find import spans_spoken_of
from service.reading.promise.sentences import Spoken
from service.reading.view import View

WEIGHTS = Path(likely.__file__).with_name(likely.FILE)
NEVER = ("other", "job_marketing", "outreach", "rejection", "offer")
"""Kinds whose promises are not asked for."""


def main() -> None:
    """Fit, say how many mails are read rightly when held apart, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--encoder", type=Path, help="the folder of an encoder trained apart")
    options = parser.parse_args()
    asked = list(questions(options.files, load(options.encoder) if options.encoder else encoder()))
    rightly = np.array(held_apart(asked))
    none = np.array([one.right[-1] for one in asked])
    print(f"{len(asked)} mails; read rightly when held apart: {rightly[~none].mean():.3f} of those")
    print(f"with a promise, {rightly[none].mean():.3f} of those without one")
    write(WEIGHTS, fit(asked))


def questions(files: Sequence[str], reads: Encoder) -> Iterator[Question]:
    """One question a mail with gold facts."""
    for _, raw in texts(files):
        gold = raw.get("gold")
        if gold is None or raw["kind"] in NEVER:
            continue
        kind = Kind(raw["kind"])
        view = View(message_of(raw), frozenset({raw["me"]}), raw["time_zone"])
        tagged = reads.reads(view, features_of(view).marks).tagged
        if tagged is None:
            continue
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
