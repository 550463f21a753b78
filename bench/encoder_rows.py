"""The mail that the encoder is trained on: the English part of what the nets see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench import demo_mail, open_mail, spam_assassin
from bench.kind_rows import ORDINARY, SHARE_OF_ORDINARY
from bench.training_mail import Sample, samples
from service.reading.kind.encoder.encoder import encoded
from service.reading.kind.encoder.pieces import Encoded, Vocabulary
from service.reading.kind.features import features_of
from service.reading.model import Kind
from service.reading.view import View

KINDS = tuple(Kind)
_COPIES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One message as the encoder sees it; `text` names the text it was made from."""

    kind: Kind
    text: str
    weight: float
    encoded: Encoded
    marks: frozenset[str]

    @property
    def is_ordinary(self) -> bool:
        """Real mail about something else, not written to train on."""
        return self.text.startswith(ORDINARY)


def lines(vocabulary: Vocabulary) -> list[Line]:
    """Each English message that passes the first look; a text weighs one, whatever its copies."""
    written = [*samples(_COPIES), *open_mail.samples(1), *demo_mail.samples()]
    made = Counter(sample.text for sample in written)
    ordinary = [
        Sample(sample.kind, sample.message, f"{ORDINARY}#{number}")
        for number, sample in enumerate(spam_assassin.ordinary())
    ]
    found = []
    for sample in (*written, *ordinary):
        view = View(sample.message)
        if view.language != "en" or not view.may_concern_a_job:
            continue
        weight = 1 / made[sample.text] if sample.text in made else SHARE_OF_ORDINARY
        marks = features_of(view).marks
        found.append(Line(sample.kind, sample.text, weight, encoded(vocabulary, view), marks))
    return found


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
