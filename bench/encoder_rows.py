"""The mail that the encoder is trained on, and what its words name.

A text whose quotes are known is also shown under other names, so that what is learned is where
names stand, not which.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench import demo_mail, open_mail, spam_assassin
from bench.kind_rows import ORDINARY, SHARE_OF_ORDINARY
from bench.other_names import renamed
from bench.quotes import Quotes, labelled
from bench.training_mail import Sample, samples
from service.reading.encoder.encoder import encoded, texts_of
from service.reading.encoder.pieces import Encoded, Vocabulary
from service.reading.encoder.tags import OUTPUTS, TAGS, Tag
from service.reading.kind.features import features_of
from service.reading.model import Kind
from service.reading.view import View

KINDS = tuple(Kind)
_COPIES = 2
_NOTHING = Quotes({})
"""Mail about something else names no fact of an application, whatever stands in it."""
_OTHER_NAMES = 2
"""Forms under other names beside the text as it is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message's words as the encoder takes them, with what each is: a row of TAGS twice a word.

    `tags` are 0 and 1, first whether a word bears a tag, then whether a run of it begins; `judged`
    is 0 where nobody knows.
    """

    encoded: Encoded
    tags: np.ndarray
    judged: np.ndarray


@dataclass(frozen=True, slots=True)
class Line:
    """One message in all its forms; `text` names the text it was made from."""

    kind: Kind
    text: str
    weight: float
    forms: tuple[Shown, ...]
    marks: frozenset[str]

    @property
    def is_ordinary(self) -> bool:
        """Real mail about something else, not written to train on."""
        return self.text.startswith(ORDINARY)


def lines(vocabulary: Vocabulary, without: tuple[str, ...], seed: int = 11) -> list[Line]:
    """Each message that passes the first look; a text weighs one, whatever its copies.

    No mail is shown under names of the texts whose names begin as in `without`.
    """
    written = [*samples(_COPIES), *open_mail.samples(1), *demo_mail.samples()]
    made = Counter(sample.text for sample in written)
    ordinary = [
        Sample(sample.kind, sample.message, f"{ORDINARY}#{number}")
        for number, sample in enumerate(spam_assassin.ordinary())
    ]
    lot = random.Random(seed)  # noqa: S311 - names to train on, no secret
    found = []
    for sample in (*written, *ordinary):
        view = View(sample.message)
        if not view.may_concern_a_job:
            continue
        weight = 1 / made[sample.text] if sample.text in made else SHARE_OF_ORDINARY
        marks = features_of(view).marks
        forms = tuple(_forms(vocabulary, sample, view, lot, without))
        found.append(Line(sample.kind, sample.text, weight, forms, marks))
    return found


def _forms(
    vocabulary: Vocabulary,
    sample: Sample,
    view: View,
    lot: random.Random,
    without: tuple[str, ...],
) -> Iterator[Shown]:
    nothing = _NOTHING if sample.kind is Kind.OTHER else None
    yield _shown(vocabulary, view, sample.quotes or nothing)
    for _ in range(_OTHER_NAMES if sample.quotes else 0):
        assert sample.quotes
        message, quotes = renamed(sample.message, sample.quotes, view.language, lot, without)
        yield _shown(vocabulary, View(message), quotes)


def _shown(vocabulary: Vocabulary, view: View, quotes: Quotes | None) -> Shown:
    read = encoded(vocabulary, view)
    tags = np.zeros((len(read.words), OUTPUTS), dtype=np.float32)
    if quotes is None:
        return Shown(read, tags, np.zeros_like(tags))
    judged = np.ones_like(tags)
    for tag in quotes.unknown:
        _of_tag(judged, tag)[:] = 0
    for run in sorted(
        labelled(quotes, texts_of(view)), key=lambda run: (run.end - run.start, run.sure)
    ):
        there = [
            at
            for at, word in enumerate(read.words)
            if word.part is run.part and word.start < run.end and word.end > run.start
        ]
        if not there:
            continue
        if run.tag in quotes.unknown or not run.sure:
            _of_tag(judged, run.tag)[there] *= 0
            continue
        _of_tag(judged, run.tag)[there] = 1
        _of_tag(tags, run.tag)[there] = (1, 0)
        _of_tag(tags, run.tag)[there[0]] = (1, 1)
    return Shown(read, tags, judged)


def _of_tag(table: np.ndarray, tag: Tag) -> np.ndarray:
    """The two columns of a tag, to be written to."""
    return table[:, TAGS.index(tag) :: len(TAGS)]


def marks_of(known: Sequence[Line]) -> list[str]:
    """Marks seen twice, sorted."""
    counts = Counter(mark for line in known for mark in line.marks)
    return sorted(mark for mark, count in counts.items() if count > 1)


def weights_of(known: Sequence[Line]) -> np.ndarray:
    """What each message weighs, one in the mean; a rare kind weighs more than its number."""
    kinds = np.array([KINDS.index(line.kind) for line in known])
    weights = np.array([line.weight for line in known])
    written = np.array([not line.is_ordinary for line in known])
    whole = np.bincount(kinds[written], weights=weights[written], minlength=len(KINDS))
    weights = weights * (np.median(whole) / whole[kinds]) ** 0.5
    balanced: np.ndarray = weights / weights.mean()
    return balanced
