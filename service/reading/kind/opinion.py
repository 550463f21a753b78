"""What the models say of a message's kind: the nets of pieces, in English also the encoder (pure).

The encoder knows the order of words and what they mean beside each other, but English alone; it is
asked where the nets do not already hold the mail for about no job at all. docs/reading.md has the
measurements.
"""

from __future__ import annotations

from service.reading.kind.encoder.encoder import encoder
from service.reading.kind.features import Features
from service.reading.kind.model import model
from service.reading.model import Kind
from service.reading.view import View

WORD_OF_THE_ENCODER = 0.5
"""Its weight in the mean with the nets."""
SURE_OF_NOTHING = 0.9
"""Probability of `other` from which the nets are taken at their word."""


def scores_of(view: View, features: Features) -> dict[Kind, float]:
    """The probability of each kind; they sum to one."""
    nets = model().scores(features)
    if view.language != "en" or nets[Kind.OTHER] >= SURE_OF_NOTHING:
        return nets
    read = encoder().scores(view, features.marks)
    weight = WORD_OF_THE_ENCODER
    return {kind: (1 - weight) * score + weight * read[kind] for kind, score in nets.items()}
