"""The last word on a message's kind: what the structure says outright, then the model (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from service.reading.kind.features import Features
from service.reading.kind.model import model
from service.reading.model import Kind

INTERVIEWS = frozenset(
    {Kind.INTERVIEW_CONFIRMATION, Kind.INTERVIEW_RESCHEDULE, Kind.INTERVIEW_CANCELLATION}
)
SURE_OF_INTERVIEW = 0.5
"""Below this probability a mail is not read as about a fixed interview: a false one costs more."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind, how sure, and by which rule."""

    kind: Kind
    score: float
    rule: str


def decide(features: Features) -> Verdict:
    """The kind of a message."""
    scores = model().scores(features)
    kind = max(scores, key=lambda one: scores[one])
    about = sum(scores[one] for one in (*INTERVIEWS, Kind.INTERVIEW_INVITATION))
    if "method:CANCEL" in features.marks and about + scores[Kind.REJECTION] > SURE_OF_INTERVIEW:
        return Verdict(Kind.INTERVIEW_CANCELLATION, max(about, 0.9), "calendar:CANCEL")
    return Verdict(kind, round(scores[kind], 4), "model")
