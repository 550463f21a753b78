"""Which of a text's times is the interview's (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from service.reading.when.model import Cue, TimeMention

KindHint = Literal["confirmation", "reschedule", "cancellation", "invitation"]

_NEVER = frozenset({Cue.DEADLINE, Cue.SENT, Cue.START_OF_WORK})
_OF_CHANCE, _STEPS = 5, (0.3, 0.6)
"""What each step of a model's certainty weighs that a mention is the interview's."""
_SURE, _ABOUT_AS_SURE = 0.6, 0.1
"""A chance that is believed, and by how much less another is as good."""
_LIKELY, _UNLIKELY = 0.5, 0.3
"""Chances from which on a mention is no mere offer, and below which it opens or spans no day."""
_SESSIONS = 3
"""From as many starts on one day on, they are its programme and the first is the interview's."""
_DAY = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class ChosenTime:
    """The interview's time in a text.

    `mention` is None where the text names none, or offers several to choose from (`offered`, in
    order). `moved_from` is the earlier start a move names.
    """

    mention: TimeMention | None
    moved_from: datetime | None = None
    offered: tuple[TimeMention, ...] = ()


def choose_interview_time(
    mentions: Sequence[TimeMention],
    *,
    reference: datetime,
    kind_hint: KindHint | None = None,
) -> ChosenTime:
    """The interview's time among the mentions of one message.

    A time of day is needed; a date without one is chosen never. New beats previous, a time with a
    date one without, the interview's own words plain mention, coming past. Several sessions of one
    day are one span. For a cancellation the time that falls out is the interview's.
    """
    timed = _believed([mention for mention in mentions if mention.has_time])
    previous = [mention for mention in timed if mention.cue is Cue.PREVIOUS]
    offered = tuple(
        mention
        for mention in timed
        if mention.cue is Cue.OFFERED_SLOT and (mention.chance or 0.0) < _LIKELY
    )
    fit = [m for m in timed if m.cue not in _NEVER and m.cue is not Cue.PREVIOUS]
    fit = fit or [m for m in timed if _yet_to_come(m, reference)]
    if not fit and kind_hint == "confirmation":
        fit = [replace(m, cue=None) for m in previous if (m.chance or 0.0) >= _SURE]
    fixed = [m for m in fit if m not in offered and not m.approximate]
    if kind_hint == "reschedule" and not previous:
        previous, fixed = _before_and_after(fixed, reference)
    best = _best(fixed, reference)
    if best is None and kind_hint in ("confirmation", "reschedule"):
        about = [m for m in fit if m.approximate and m.has_date and m not in offered]
        best = day_span(offered) or _best(about, reference)
    if best is None or (offered and kind_hint != "confirmation" and _weak(best, reference)):
        if len({mention.start for mention in offered}) > 1:
            return ChosenTime(None, _moved_from(previous, None), offered)
        best = best or _best(list(offered), reference)
    if best is None and kind_hint in ("cancellation", None):
        return ChosenTime(_best(previous, reference), None, offered)
    sessions = [*fixed, *offered] if kind_hint == "confirmation" else fixed
    whole = _programme(best, fit) if best else None
    if whole is None and best and kind_hint != "reschedule":
        whole = _whole_day(best, sessions)
    whole = whole or best
    return ChosenTime(whole, _moved_from(previous, whole), offered)


def _believed(timed: list[TimeMention]) -> list[TimeMention]:
    """What a model surely takes for the interview's is no deadline ("ok voor vrijdag om 17u").

    Beside one that nothing denies it may well be: the end ("9:30 ... done by 10:30").
    """
    sure = [mention for mention in timed if (mention.chance or 0.0) >= _SURE]
    if any(mention.cue not in _NEVER for mention in sure):
        return timed
    return [
        replace(mention, cue=None)
        if mention in sure and mention.has_date and mention.cue in _NEVER
        else mention
        for mention in timed
    ]


def _yet_to_come(mention: TimeMention, reference: datetime) -> bool:
    """What looks like the date of an older mail cannot be one if it is still ahead."""
    return mention.cue is Cue.SENT and mention.start > reference


def day_span(mentions: Sequence[TimeMention]) -> TimeMention | None:
    """One mention from the first start to the last end of the sessions of one day.

    None unless there are two or more sessions on one day that follow each other without overlap.
    """
    sessions = _distinct(mentions)
    if len(sessions) < 2 or len({mention.start.date() for mention in sessions}) != 1:
        return None
    for earlier, later in pairwise(sessions):
        if earlier.end and earlier.end > later.start:
            return None
    first, last = sessions[0], sessions[-1]
    end = last.end or last.start
    if end - first.start > _DAY or end <= first.start:
        return None
    return replace(first, end=end, chance=max((m.chance or 0.0 for m in mentions), default=None))


def _distinct(mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """The mentions by start, one for each start: the one that knows its end."""
    by_start: dict[datetime, TimeMention] = {}
    for mention in sorted(mentions, key=lambda each: (each.start, each.end is None)):
        by_start.setdefault(mention.start, mention)
    return list(by_start.values())


def _whole_day(best: TimeMention, fixed: list[TimeMention]) -> TimeMention:
    """The day's span where sessions with their own ends stand on the chosen day."""
    same_day = [
        mention
        for mention in fixed
        if mention.has_date
        and mention.cue is not Cue.ARRIVAL
        and mention.start.date() == best.start.date()
    ]
    chain = _chain(same_day)
    if best.chance is not None and best.chance >= _LIKELY and best not in chain:
        same_day = [m for m in same_day if m.start >= best.start or (m.chance or 0) >= _UNLIKELY]
    ranged = [mention for mention in same_day if mention.end]
    outer = [m for m in ranged if all(_inside(other, m) for other in same_day)]
    if outer and len({mention.start for mention in same_day}) > 1:
        return outer[0]
    starts = sorted({mention.start for mention in same_day})
    if not ranged and len(starts) >= _SESSIONS:
        return min(same_day, key=lambda mention: mention.start)
    sessions = [*ranged, *(m for m in same_day if m.end is None and len(ranged) > 1)]
    return day_span(sessions) or best


def _programme(best: TimeMention, fit: list[TimeMention]) -> TimeMention | None:
    """The span of a day's programme, line by line, to which the best belongs; None if it does not.

    Of a list of which a model surely takes one other than the first, that one is the reader's.
    """
    rows = [m for m in fit if m.in_row and m.has_date and m.start.date() == best.start.date()]
    starts = [mention.start for mention in rows]
    if len(rows) < _SESSIONS or best.start not in starts or starts != sorted(set(starts)):
        return None
    chances = [mention.chance or 0.0 for mention in rows]
    at = starts.index(best.start)
    others_unlikely = all(c < _UNLIKELY for c in [*chances[:at], *chances[at + 1 :]])
    if at and rows[at].cue is not Cue.ARRIVAL and chances[at] >= _SURE and others_unlikely:
        return None
    talks = [mention for mention in rows if mention.cue is not Cue.ARRIVAL] or rows
    return replace(talks[0], end=rows[-1].end, chance=max(chances))


def _chain(sessions: list[TimeMention]) -> list[TimeMention]:
    """The sessions that follow each other without a gap, from the first on: a day's programme."""
    ranged = sorted((m for m in sessions if m.end), key=lambda mention: mention.start)
    chain = ranged[:1]
    for one, other in pairwise(ranged):
        if one.end != other.start:
            break
        chain.append(other)
    return chain if len(chain) >= _SESSIONS else []


def _inside(inner: TimeMention, outer: TimeMention) -> bool:
    if outer.end is None:
        return False
    return outer.start <= inner.start and (inner.end or inner.start) <= outer.end


def _best(mentions: list[TimeMention], reference: datetime) -> TimeMention | None:
    if not mentions:
        return None
    ranked = sorted(mentions, key=lambda mention: (-_score(mention, reference), mention.span))
    best = ranked[0]
    if best.end is None:
        same = [m for m in mentions if m.start == best.start and m.end]
        return replace(best, end=same[0].end) if same else best
    return best


def _score(mention: TimeMention, reference: datetime) -> int:
    score = (
        _OF_CHANCE * sum((mention.chance or 0.0) >= step for step in _STEPS)
        + 8 * mention.has_date
        + 3 * (mention.cue is Cue.INTERVIEW)
        + 2 * mention.labelled
    )
    score += 2 * (mention.zone_source == "text") + (mention.end is not None)
    score += mention.explicit_year - mention.approximate
    score -= 6 * (mention.cue is Cue.ARRIVAL)
    if mention.start < reference - timedelta(minutes=30):
        score -= 6
    return score


def _weak(best: TimeMention, reference: datetime) -> bool:
    return not best.has_date or best.start < reference


def _before_and_after(
    fixed: list[TimeMention], reference: datetime
) -> tuple[list[TimeMention], list[TimeMention]]:
    """(previous, new) of a move that says neither.

    A calendar's update names the new time first; of two that a model is sure of, it is the last.
    """
    dated = [mention for mention in fixed if mention.has_date and mention.cue is not Cue.ARRIVAL]
    starts = list(dict.fromkeys(mention.start for mention in dated))
    if len(starts) != 2:
        return [], fixed
    ahead = [start for start in starts if start >= reference] or starts
    chances = {m.start: m.chance for m in dated if m.chance is not None}
    most = max(chances.get(start, 0.0) for start in ahead)
    likeliest = [s for s in ahead if most - chances.get(s, 0.0) <= _ABOUT_AS_SURE]
    new = likeliest[-1] if most else ahead[0]
    return (
        [mention for mention in dated if mention.start != new],
        [mention for mention in fixed if mention.start == new or not mention.has_date],
    )


def _moved_from(previous: list[TimeMention], chosen: TimeMention | None) -> datetime | None:
    starts = [mention.start for mention in previous if mention.has_date]
    return next((start for start in starts if chosen is None or start != chosen.start), None)
