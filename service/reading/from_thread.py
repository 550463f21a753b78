"""The interview's time where a short answer leaves it, or its day, to what it quotes (pure).

"That works", "the second one", "12:30 instead of 14:00, same day": each older mail is read as of
the day it was sent, since its "tomorrow" is not the answer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from service.reading.kind.decide import FIXED
from service.reading.model import Kind
from service.reading.view import SHORT, View
from service.reading.when import Cue, TimeMention
from service.reading.when.picked import NOT_MEANT, picked
from service.reading.when.shift import shift_of

LIKELY = 0.42
"""Chance from which a day or time that stands apart is the interview's."""
UNLIKELY = 0.2
"""Chance below which a day that is named is another's."""
_A_DAY = timedelta(days=1)
_OLD = frozenset({Cue.PREVIOUS})
_SPOKEN_OF = frozenset({None, Cue.INTERVIEW, Cue.OFFERED_SLOT})


def from_thread(view: View, kind: Kind, own: Sequence[TimeMention]) -> TimeMention | None:
    """The time that the thread tells; `own` are the answer's days and times, with their chances.

    None for other mail than short answers, and where the thread leaves open which time is meant.
    """
    if not view.is_reply or len(view.body) > SHORT:
        return None
    sent = view.message.date or view.message.received_at
    mails = _mails_to_come(view, sent)
    fit = _spoken_of(mails)
    found = None
    if kind in FIXED:
        hour = _at_its_hour(own, mails, kind)
        taken = picked(view.body, view.loose_mentions, fit, view.language)
        found = (hour or taken) if kind is Kind.INTERVIEW_RESCHEDULE else (taken or hour)
    if found is None and kind is not Kind.INTERVIEW_RESCHEDULE:
        found = _only_one(fit, own)
    if found and kind is Kind.INTERVIEW_RESCHEDULE and _is_old(found, own):
        return None
    return found if found and found.start > sent else None


def _is_old(found: TimeMention, own: Sequence[TimeMention]) -> bool:
    """Whether the answer itself says that this time falls out ("tomorrow at 4 won't happen")."""
    return any(m.cue in _OLD and m.has_time and m.start == found.start for m in own)


def shifted(view: View, own: Sequence[TimeMention]) -> tuple[TimeMention, datetime] | None:
    """(new time, old start) where a move tells only by how much: "an hour later than agreed".

    The old time is the mail's one whole time that the encoder does not take for the new one, or
    the one that the quoted mail speaks of. A shift of days may name its own hour.
    """
    by = shift_of(view.body, view.language)
    if by is None:
        return None
    whole = [m for m in own if m.has_date and m.has_time and m.cue not in (NOT_MEANT - _OLD)]
    if any((m.chance or 0) >= LIKELY and m.cue is not Cue.PREVIOUS for m in whole):
        return None
    sent = view.message.date or view.message.received_at
    known = whole or (_spoken_of(_mails_to_come(view, sent)) if view.is_reply else [])
    if len({m.start for m in known}) != 1:
        return None
    old = known[0]
    new = replace(old, start=old.start + by, end=old.end and old.end + by)
    hours = [m for m in own if m.has_time and not m.has_date and (m.chance or 0) >= LIKELY]
    if hours and not by % _A_DAY:
        new = max(hours, key=lambda mention: mention.chance or 0).on(new.start.date())
    return (new, old.start) if new.start > sent else None


def _mails_to_come(view: View, sent: datetime) -> list[list[TimeMention]]:
    """The days and times to come of each quoted mail."""
    return [[m for m in mail if _may_be_meant(m, sent)] for mail in _mails(view, sent)]


def _spoken_of(mails: Sequence[Sequence[TimeMention]]) -> list[TimeMention]:
    """The whole times of the mails that may be an interview's."""
    return [m for mail in mails for m in mail if m.has_time and m.cue in _SPOKEN_OF]


def _mails(view: View, sent: datetime) -> Iterator[list[TimeMention]]:
    """The days and times of each quoted mail, the newest first, as of when it was sent."""
    text = view.history
    heads = [m for m in view.times_in(text) if _heads_a_mail(m, sent)]
    begins = [0, *(head.span[1] for head in heads)]
    ends = [*(head.span[0] for head in heads), len(text)]
    moments = [sent, *(head.start for head in heads)]
    for begin, end, moment in zip(begins, ends, moments, strict=True):
        yield list(view.times_in(text[begin:end], sent=moment))


def _heads_a_mail(mention: TimeMention, sent: datetime) -> bool:
    """Whether it is the time at which a quoted mail was sent: whole, with its year, and past."""
    whole = mention.has_date and mention.has_time and mention.explicit_year
    return whole and mention.start <= sent


def _may_be_meant(mention: TimeMention, sent: datetime) -> bool:
    to_come = mention.start > sent - _A_DAY
    return mention.has_date and to_come and mention.cue not in NOT_MEANT and not mention.approximate


def _at_its_hour(
    own: Sequence[TimeMention], mails: Sequence[Sequence[TimeMention]], kind: Kind
) -> TimeMention | None:
    """The answer's time of day on the one day that the newest mail with a day to come names."""
    if any(m.has_date and (m.chance is None or m.chance >= UNLIKELY) for m in own):
        return None
    hours = [m for m in own if m.has_time and (m.chance or 0) >= LIKELY]
    days = _days(next((mail for mail in mails if mail), ()))
    if len(days) != 1 or not hours:
        return None
    (day,) = days
    old = {m.start.time() for mail in mails for m in mail if m.has_time and m.start.date() == day}
    moved = [m for m in hours if m.start.time() not in old]
    hours = moved if moved and kind is Kind.INTERVIEW_RESCHEDULE else hours
    best = max(hours, key=lambda mention: mention.chance or 0)
    return best.on(day)


def _days(mentions: Sequence[TimeMention]) -> set[date]:
    return {mention.start.date() for mention in mentions}


def _only_one(fit: Sequence[TimeMention], own: Sequence[TimeMention]) -> TimeMention | None:
    """The one time that the thread speaks of, or the one on a day that the answer names."""
    named = {m.start.date() for m in own if m.has_date}
    of_them = [m for m in fit if m.start.date() in named] if named else list(fit)
    return of_them[0] if len({m.start for m in of_them}) == 1 else None
