"""The interview a message states: its time among the times named, and how it is held (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.reading.kind.phrases import matches
from service.reading.kind.language import languages
from service.reading.model import Interview, InterviewStatus, Kind
from service.reading.view import View
from service.reading.when import Cue, TimeMention, find_times
from service.reading.who.links import join_link, medium_of, place_of
from service.reading.who.phone import phone_in

_NOT_THE_INTERVIEW = frozenset({Cue.DEADLINE, Cue.SENT, Cue.START_OF_WORK})
_STATUS = {
    Kind.INTERVIEW_CONFIRMATION: InterviewStatus.CONFIRMED,
    Kind.INTERVIEW_RESCHEDULE: InterviewStatus.RESCHEDULED,
    Kind.INTERVIEW_CANCELLATION: InterviewStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The time chosen: where it stands and in which part ("text" or "subject")."""

    interview: Interview
    mention: TimeMention | None = None
    in_subject: bool = False


def times_of(view: View, time_zone: str | None) -> tuple[TimeMention, ...]:
    """The times named in the new text."""
    return _times(view, view.body, time_zone)


def from_text(view: View, kind: Kind, time_zone: str | None) -> Chosen | None:
    """The interview that the words name: in the new text, else in the subject."""
    if kind not in _STATUS:
        return None
    mention = _pick(times_of(view, time_zone), kind, view)
    in_subject = False
    if mention is None:
        mention = _pick(_times(view, view.subject, time_zone), kind, view)
        in_subject = mention is not None
    if mention is None:
        return None
    return Chosen(_interview(view, kind, mention), mention, in_subject)


def status_of(view: View, kind: Kind) -> InterviewStatus:
    """Proposed where a single fixed slot waits for the candidate's word."""
    if kind is Kind.INTERVIEW_CONFIRMATION and _asks_to_confirm(view):
        return InterviewStatus.PROPOSED
    return _STATUS[kind]


def _times(view: View, text: str, time_zone: str | None) -> tuple[TimeMention, ...]:
    message = view.message
    return find_times(
        text,
        reference=message.date or message.received_at,
        default_zone=time_zone,
        language=view.language,
        sender_zone_known=message.date is not None,
    )


def _pick(mentions: Sequence[TimeMention], kind: Kind, view: View) -> TimeMention | None:
    """The mention that is the interview's: labelled before cued before first, never a deadline."""
    usable = [m for m in mentions if m.has_time and m.cue not in _NOT_THE_INTERVIEW]
    if kind is not Kind.INTERVIEW_CANCELLATION:
        usable = [m for m in usable if m.cue is not Cue.PREVIOUS] or []
    moment = view.message.date or view.message.received_at
    coming = [m for m in usable if m.start > moment - timedelta(hours=12)]
    pool = [m for m in coming or usable if m.has_date and not m.approximate] or [
        m for m in coming or usable if m.has_date
    ]
    if not pool:
        return None
    return max(pool, key=lambda m: (_rank(m), -m.span[0]))


def _rank(mention: TimeMention) -> int:
    return 2 * mention.labelled + (mention.cue is Cue.INTERVIEW) - 3 * (mention.cue is Cue.ARRIVAL)


def _interview(view: View, kind: Kind, mention: TimeMention) -> Interview:
    text = f"{view.subject}\n{view.body}"
    url = join_link(text)
    return Interview(
        start=mention.start,
        end=mention.end,
        time_zone=mention.time_zone,
        status=status_of(view, kind),
        medium=medium_of(text, view.language, url),
        place=place_of(view.body),
        join_url=url,
        phone=phone_in(view.body),
    )


def _asks_to_confirm(view: View) -> bool:
    known = languages()
    return any(
        next(matches(known[code].signals.get("propose", ()), view.low_body), None)
        for code in dict.fromkeys((view.language, "en"))
    )


def moved_from(mentions: Sequence[TimeMention]) -> datetime | None:
    """The earlier start, where a move names one with its time."""
    previous = [m for m in mentions if m.cue is Cue.PREVIOUS and m.has_time and m.has_date]
    return previous[0].start if previous else None
