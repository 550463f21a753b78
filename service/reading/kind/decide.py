"""The last word on a message's kind: the model, held to what the structure says outright (pure).

The rules here are few, and each is one of the conventions of DESIGN section 8 or guards the dearest
mistake: taking an ordinary meeting for an interview.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.reading.kind.features import Features
from service.reading.kind.guard import OTHER_INTERVIEWS, OTHERS, chance_of_one
from service.reading.kind.opinion import INTERVIEWS, Opinions, about
from service.reading.model import Kind

FIXED = frozenset({Kind.INTERVIEW_CONFIRMATION, Kind.INTERVIEW_RESCHEDULE})
SURE_OF_INTERVIEW = 0.5
"""Below this probability a calendar is not read as an interview's: a false one costs more."""
SURE_OF_KIND = 0.4
"""Below it a mail without a sign of an application is read as of no kind."""
LEAST_SURE = 0.46
"""Below it no mail is read as of a kind, whatever its signs."""
SURE_OF_ONE, SURE_ELSEWHERE = 0.74, 0.6
"""How likely it must be, by all that speaks of an application (guard.py), that a fixed interview is
the reader's; the same in other languages than English, in which no ordinary mail was measured.
"""
SURE_OF_OTHER, SURE_AGAINST_THE_NETS = 0.7, 0.6
"""Where the nets hold process news so surely for no kind, both together must be so sure of it."""
SIGNS = {"interview": 3, "application": 1, "to_candidate": 1}
"""What a signal weighs as a sign: ordinary mail speaks of applications, hardly of interviews."""
SIGN_OF_A_SYSTEM = 2
PLAIN, SURE_IF_PLAIN, SURE_IF_PLAIN_ELSEWHERE = 3, 0.65, 0.5
"""Signs that weigh so much suffice where the models are about so sure ("your interview is ...") and
no signal names another sort of interview."""
SURE_OF_OFFER = 0.5
"""An offer ends an application: below this probability a mail is not read as one."""
MOST_DENIED = 2
FEWEST_TO_ALL = 2
"""Signs that mail to a list must show, other mail one, to be believed though its kind is unsure."""
NEARLY_CERTAIN = 0.9
WORTH_A_NAME = 0.25
"""Below it what is left over gives no name: that it is an ordinary meeting is likelier."""
_TO_ANYBODY = frozenset({Kind.JOB_MARKETING, Kind.OUTREACH})
_OF_ONE = frozenset(Kind) - _TO_ANYBODY - {Kind.OTHER}
"""Kinds of mail to one person: a mailing list must be nearly certain to be read so."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind, how sure, and by which rule."""

    kind: Kind
    score: float
    rule: str


def decide(features: Features, opinions: Opinions) -> Verdict:
    """The kind of a message by what the models say of it (opinion.py)."""
    scores = opinions.kinds
    kind = max(scores, key=lambda one: scores[one])
    verdict = Verdict(kind, round(scores[kind], 4), "model")
    return _by_calendar(features, scores) or _by_convention(
        features, _guarded(features, opinions, verdict)
    )


def _by_calendar(features: Features, scores: Mapping[Kind, float]) -> Verdict | None:
    """A calendar's own word, where the event is an interview's and of no other sort."""
    talk = sum(scores[kind] for kind in (*INTERVIEWS, Kind.INTERVIEW_INVITATION))
    plain = features.has("interview") and not features.has(*OTHERS)
    if "method:CANCEL" in features.marks and (plain or talk > SURE_OF_INTERVIEW):
        return Verdict(Kind.INTERVIEW_CANCELLATION, max(round(talk, 4), 0.9), "calendar:CANCEL")
    called_off = scores[Kind.INTERVIEW_CANCELLATION] > SURE_OF_INTERVIEW
    fixed = max(FIXED, key=lambda kind: scores[kind])
    fixed = Kind.INTERVIEW_CANCELLATION if called_off else fixed
    if "sequence" in features.marks and fixed is Kind.INTERVIEW_CONFIRMATION:
        confirmed, moved = scores[fixed], scores[Kind.INTERVIEW_RESCHEDULE]
        is_moved = features.has("reschedule") or 2 * moved > confirmed
        fixed = Kind.INTERVIEW_RESCHEDULE if is_moved else fixed
    if "method:REQUEST" in features.marks and plain and talk > 0.2:
        return Verdict(fixed, max(round(talk, 4), 0.9), "calendar:REQUEST")
    return None


def _guarded(features: Features, opinions: Opinions, verdict: Verdict) -> Verdict:
    """The fewer signs that the reader's application is meant, the surer must the models be."""
    scores = opinions.kinds
    signs = _signs_of_application(features)
    if verdict.kind not in FIXED:
        to_all = "bulk" in features.marks and verdict.kind in _OF_ONE
        least = NEARLY_CERTAIN if to_all and signs < 1 else SURE_OF_KIND
        unsure = signs < (FEWEST_TO_ALL if to_all else 1) and verdict.score < least
        unsure = unsure or verdict.score < LEAST_SURE
        against = verdict.kind is Kind.STATUS_UPDATE and opinions.nets[Kind.OTHER] >= SURE_OF_OTHER
        unsure = unsure or (against and verdict.score < SURE_AGAINST_THE_NETS)
        unsure = unsure or (verdict.kind is Kind.OFFER and verdict.score < SURE_OF_OFFER)
        return Verdict(Kind.OTHER, round(scores[Kind.OTHER], 4), "unsure") if unsure else verdict
    elsewhere = "language:other" in features.marks
    least = SURE_ELSEWHERE if elsewhere else SURE_OF_ONE
    enough = SURE_IF_PLAIN_ELSEWHERE if elsewhere else SURE_IF_PLAIN
    plain = signs >= PLAIN and about(scores) >= enough and not features.has(*OTHER_INTERVIEWS)
    if plain or chance_of_one(features, opinions) >= least:
        return verdict
    rest = {kind: score for kind, score in scores.items() if kind not in INTERVIEWS}
    kind = max(rest, key=lambda one: rest[one])
    if rest[kind] < WORTH_A_NAME or (kind is Kind.INTERVIEW_INVITATION and not signs):
        kind = Kind.OTHER
    return Verdict(kind, round(rest[kind], 4), "model, without a sign of an application")


def _signs_of_application(features: Features) -> int:
    """What says that an application of the reader's is meant, less what denies it."""
    named = sum(
        weight
        for name, weight in SIGNS.items()
        if features.has(name) or f"q:{name}" in features.marks
    )
    system = bool({"sender:tracking", "sender:scheduling"} & features.marks)
    others = sum(features.has(name) for name in OTHERS)
    return named + system * SIGN_OF_A_SYSTEM - min(others, MOST_DENIED)


def _by_convention(features: Features, verdict: Verdict) -> Verdict:
    """One fixed slot that waits for a yes is a confirmation, and so is a calendar's own.

    Several to choose from are none. A talk that was missed and may be held yet is moved.
    """
    again = features.has("reschedule", "move_asked", "ask_times", "invite")
    if verdict.kind is Kind.INTERVIEW_CANCELLATION and features.has("not_held") and again:
        return Verdict(Kind.INTERVIEW_RESCHEDULE, verdict.score, "not held, to be held yet")
    if verdict.kind is Kind.INTERVIEW_INVITATION and "method:REQUEST" in features.marks:
        return Verdict(Kind.INTERVIEW_CONFIRMATION, verdict.score, "calendar:REQUEST")
    one = "times:1" in features.marks and "time:coming" in features.marks
    asks = features.has("ask_times") or "link:scheduling" in features.marks
    if verdict.kind is Kind.INTERVIEW_INVITATION and one and features.has("propose") and not asks:
        return Verdict(Kind.INTERVIEW_CONFIRMATION, verdict.score, "one slot to confirm")
    return verdict
