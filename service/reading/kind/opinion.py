"""What the models say of a message: the nets of pieces, and the encoder (pure).

The encoder knows the order of words and what they mean beside each other, and tells what they name.
It costs more; so it is asked where the nets do not already hold the mail for about no job at all.
docs/reading.md has the measurements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from service.reading.encoder.encoder import Opinion, encoder
from service.reading.encoder.tags import Tagged
from service.reading.kind.features import Features
from service.reading.kind.model import model
from service.reading.model import Kind
from service.reading.quoted import Quoted
from service.reading.view import View

WORD_OF_THE_ENCODER, WORD_BESIDE_SIGNALS = 0.7, 0.3
"""Its weight in the mean with the nets; in other languages than English, where a signal names the
interview: the nets know the signals of every language, the encoder has seen less of it."""
SURE_OF_NOTHING = 0.9
"""Probability of `other` from which the nets are taken at their word."""
INTERVIEWS = frozenset(
    {Kind.INTERVIEW_CONFIRMATION, Kind.INTERVIEW_RESCHEDULE, Kind.INTERVIEW_CANCELLATION}
)
LIKE_ONE = 0.03
"""Probability from which a mail is like one about a fixed interview at all."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """The probability of each kind: by both, by the nets, by the encoder where it was asked.

    `tagged` is what its words name. `thread` is how likely the quoted mail is about somebody's
    application or a job: None where there is none, or where it does not matter.
    """

    kinds: Mapping[Kind, float]
    nets: Mapping[Kind, float]
    encoded: Mapping[Kind, float] | None = None
    tagged: Tagged | None = None
    thread: float | None = None


def about(kinds: Mapping[Kind, float]) -> float:
    """The probability that a mail is about a fixed interview, be it a cancelled one."""
    return sum(kinds[kind] for kind in INTERVIEWS)


def opinion_of(view: View, features: Features, quoted: Quoted | None = None) -> Opinions:
    """What the models say of a message, and of the mail that it quotes."""
    nets = model().scores(features)
    if nets[Kind.OTHER] >= SURE_OF_NOTHING:
        return Opinions(nets, nets)
    opinions = weighed(view, features, nets, encoder().reads(view, features.marks))
    if about(opinions.kinds) < LIKE_ONE or quoted is None:
        return opinions
    return replace(opinions, thread=quoted.about_a_job)


def weighed(view: View, features: Features, nets: Mapping[Kind, float], read: Opinion) -> Opinions:
    """The mean of what the nets and the encoder say."""
    told = view.language != "en" and features.has("interview")
    weight = WORD_BESIDE_SIGNALS if told else WORD_OF_THE_ENCODER
    kinds = {k: (1 - weight) * score + weight * read.kinds[k] for k, score in nets.items()}
    return Opinions(kinds, nets, read.kinds, read.tagged)
