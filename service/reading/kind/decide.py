"""The last word on a message's kind: the model, held to what the structure says outright (pure).

The rules here are few, and each is one of the conventions of DESIGN section 8 or guards the dearest
mistake: taking an ordinary meeting for an interview.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.reading.kind.features import Features
from service.reading.kind.model import model
from service.reading.model import Kind

FIXED = frozenset({Kind.INTERVIEW_CONFIRMATION, Kind.INTERVIEW_RESCHEDULE})
INTERVIEWS = FIXED | {Kind.INTERVIEW_CANCELLATION}
SURE_OF_INTERVIEW = 0.5
"""Below this probability a mail is not read as about a fixed interview: a false one costs more."""
SURE_BY_SIGNS = (0.985, 0.9, 0.72)
"""The same by the number of signs of an application that show: none, one, more."""
NEARLY_CERTAIN = 0.9
WORTH_A_NAME = 0.25
"""Below it nothing left over is called a pitch: that would take the mail from its application."""
_TO_ANYBODY = frozenset({Kind.JOB_MARKETING, Kind.OUTREACH})
_OF_ONE = frozenset(Kind) - _TO_ANYBODY - {Kind.OTHER}
"""Kinds of mail to one person: a mailing list must be nearly certain to be read so."""
_OTHERS = (
    "other_research", "other_press", "other_coaching", "other_authority", "other_school",
    "other_medical", "other_housing", "other_sales", "other_business", "other_interview",
    "employer_side",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind, how sure, and by which rule."""

    kind: Kind
    score: float
    rule: str


def decide(features: Features) -> Verdict:
    """The kind of a message."""
    scores = _without_half_a_doubt(features, model().scores(features))
    kind = max(scores, key=lambda one: scores[one])
    verdict = Verdict(kind, round(scores[kind], 4), "model")
    return _by_calendar(features, scores) or _by_slots(
        features, _guarded(features, scores, verdict)
    )


def _without_half_a_doubt(features: Features, scores: dict[Kind, float]) -> dict[Kind, float]:
    """Where signs show and the rest is nearly all about interviews, `other` needs more than half.

    Which of the interview kinds it is may be open while that it is one is not.
    """
    other = scores[Kind.OTHER]
    about = sum(scores[kind] for kind in (*INTERVIEWS, Kind.INTERVIEW_INVITATION))
    split = other < 0.5 and about > 0.75 * (1 - other)
    if not split or _signs_of_application(features) < 2:
        return scores
    return {kind: 0.0 if kind is Kind.OTHER else p / (1 - other) for kind, p in scores.items()}


def _by_calendar(features: Features, scores: dict[Kind, float]) -> Verdict | None:
    """A calendar's own word, where the event is an interview's and of no other sort."""
    about = sum(scores[kind] for kind in (*INTERVIEWS, Kind.INTERVIEW_INVITATION))
    plain = features.has("interview") and not features.has(*_OTHERS)
    if "method:CANCEL" in features.marks and (plain or about > SURE_OF_INTERVIEW):
        return Verdict(Kind.INTERVIEW_CANCELLATION, max(round(about, 4), 0.9), "calendar:CANCEL")
    fixed = max(FIXED | {Kind.INTERVIEW_CANCELLATION}, key=lambda kind: scores[kind])
    if "sequence" in features.marks and fixed is Kind.INTERVIEW_CONFIRMATION:
        confirmed, moved = scores[fixed], scores[Kind.INTERVIEW_RESCHEDULE]
        fixed = Kind.INTERVIEW_RESCHEDULE if 2 * moved > confirmed else fixed
    if "method:REQUEST" in features.marks and plain and about > 0.2:
        return Verdict(fixed, max(round(about, 4), 0.9), "calendar:REQUEST")
    return None


def _guarded(features: Features, scores: dict[Kind, float], verdict: Verdict) -> Verdict:
    """The fewer signs that the reader's application is meant, the surer must the model be."""
    signs = _signs_of_application(features)
    if verdict.kind not in FIXED:
        to_all = "bulk" in features.marks and verdict.kind in _OF_ONE
        unsure = signs < 1 and verdict.score < (NEARLY_CERTAIN if to_all else SURE_OF_INTERVIEW)
        return Verdict(Kind.OTHER, round(scores[Kind.OTHER], 4), "unsure") if unsure else verdict
    about = sum(scores[kind] for kind in INTERVIEWS)
    if about >= SURE_BY_SIGNS[max(0, min(signs, 2))]:
        return verdict
    rest = {kind: score for kind, score in scores.items() if kind not in INTERVIEWS}
    kind = max(rest, key=lambda one: rest[one])
    faint = kind in _TO_ANYBODY and rest[kind] < WORTH_A_NAME
    if faint or (kind is Kind.INTERVIEW_INVITATION and not signs):
        kind = Kind.OTHER
    return Verdict(kind, round(rest[kind], 4), "model, without a sign of an application")


def _signs_of_application(features: Features) -> int:
    """How many things say that an application of the reader's is meant, less what denies it."""
    named = sum(
        features.has(name) or f"q:{name}" in features.marks
        for name in ("interview", "application", "to_candidate")
    )
    system = bool({"sender:tracking", "sender:scheduling"} & features.marks)
    others = sum(features.has(name) for name in _OTHERS)
    outright = "language:other" in features.marks and features.has("interview") and not others
    return named + system + outright - max(others - 1, 0)


def _by_slots(features: Features, verdict: Verdict) -> Verdict:
    """One fixed slot that waits for a yes is a confirmation; several to choose from are none."""
    one = "times:1" in features.marks and "time:coming" in features.marks
    asks = features.has("ask_times") or "link:scheduling" in features.marks
    if verdict.kind is Kind.INTERVIEW_INVITATION and one and features.has("propose") and not asks:
        return Verdict(Kind.INTERVIEW_CONFIRMATION, verdict.score, "one slot to confirm")
    return verdict
