"""Which date belongs to which time of day (pure).

A time takes the date beside it, else the nearest one before it in its sentence, else the one its
block stands under ("Date: ..." above "Time: ..."), else the one just after.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from service.reading.when.clock_patterns import ClockPatterns
from service.reading.when.clocks import ClockPiece
from service.reading.when.dates import DatePiece

_NEAR_AFTER = 40
_SENTENCE = 120
_BLOCK = 2500
_STOP = re.compile(r"[.!?]\s+[^\d\s]|\n[ >]*\n")


@dataclass(frozen=True, slots=True)
class Pair:
    """A time of day with its date; `beside` where nothing but links stands between them.

    `until` is the date piece of the end where a range names its own ("Mar 5 2pm - Mar 6 1pm").
    """

    clock: ClockPiece
    date: DatePiece | None
    beside: bool
    until: DatePiece | None = None
    closing: ClockPiece | None = None


def attach(
    blanked: str,
    dates: list[DatePiece],
    clocks: list[ClockPiece],
    patterns: ClockPatterns,
    asides: frozenset[int],
    *,
    loose: bool = False,
) -> list[Pair]:
    """One pair for every time that has a date or stands for itself.

    `loose`: also for a bare number ("come at 11") that no date stands beside.

    `asides` are the starts of dates that are somebody's deadline or tell what is past: a time
    further on in the block is not theirs.
    """
    starts = [piece.start for piece in dates]
    pairs: list[Pair] = []
    for index, clock in enumerate(clocks):
        closed = pairs[-1] if pairs else None
        closing = _closes(blanked, closed, clock, dates, patterns) if closed else None
        if closed and closing:
            pairs[-1] = closing
            continue
        following = clocks[index + 1].start if index + 1 < len(clocks) else len(blanked)
        pair = _attach_one(blanked, dates, starts, clock, following, patterns, asides, loose=loose)
        if pair:
            pairs.append(pair)
    return pairs


def _closes(
    blanked: str, opened: Pair, clock: ClockPiece, dates: list[DatePiece], patterns: ClockPatterns
) -> Pair | None:
    """The pair with its end, where `clock` only closes it ("Mar 5 2pm - Mar 5 3pm", "End: 3pm")."""
    if opened.clock.ends or opened.closing or clock.ends:
        return None
    if patterns.moved_from.search(blanked, max(0, opened.clock.start - 80), opened.clock.start):
        return None
    anchor = max(opened.clock.end, opened.date.end if opened.date and opened.beside else 0)
    if clock.start - anchor > 60 or not patterns.closing_gap.fullmatch(
        blanked[anchor : clock.start]
    ):
        return None
    inside = [each for each in dates if anchor <= each.start < clock.start]
    after = [each for each in dates if clock.end <= each.start <= clock.end + 4]
    if not inside and clock.start - anchor < 3:
        return None
    until = next(iter(inside or after), None)
    return Pair(opened.clock, opened.date, opened.beside, until, clock)


def _attach_one(
    blanked: str,
    dates: list[DatePiece],
    starts: list[int],
    clock: ClockPiece,
    following: int,
    patterns: ClockPatterns,
    asides: frozenset[int],
    *,
    loose: bool,
) -> Pair | None:
    index = bisect_right(starts, clock.start)
    before = dates[index - 1] if index else None
    after = dates[index] if index < len(dates) else None
    if before and _linked(blanked, before.end, clock.start, patterns):
        return Pair(clock, before, beside=True)
    if after and after.start < following and _follows(blanked, clock, after, patterns):
        return Pair(clock, after, beside=True)
    strong = [each for each in dates[:index] if not each.weak]
    labelled = _label_above(blanked, clock, strong, patterns)
    near = labelled or next(reversed(strong), None)
    if near and (labelled or _same_sentence(blanked, near.end, clock.start)):
        return Pair(clock, near, beside=False)
    if not clock.sure and not clock.zone_named and not loose:
        return None
    above = [each for each in strong if each.start not in asides]
    later = after if after and not after.weak else None
    return Pair(clock, _from_afar(blanked, clock, above, later, following), beside=False)


def _from_afar(
    blanked: str,
    clock: ClockPiece,
    above: list[DatePiece],
    later: DatePiece | None,
    following: int,
) -> DatePiece | None:
    """The date further on in the sentence, else the last one above, else the next one."""
    own = later and later.start < following
    if later and own and _same_sentence(blanked, clock.end, later.start):
        return later
    if above and clock.start - above[-1].end <= _BLOCK:
        return above[-1]
    return later if later and later.start - clock.end <= 4 * _NEAR_AFTER else None


def _label_above(
    blanked: str, clock: ClockPiece, dates: list[DatePiece], patterns: ClockPatterns
) -> DatePiece | None:
    """The last date behind a label ("Date: ..."), where the time stands behind one, too."""
    if not _behind_label(blanked, clock.start, patterns):
        return None
    near = [date for date in dates if clock.start - date.end <= _BLOCK]
    return next((d for d in reversed(near) if _behind_label(blanked, d.start, patterns)), None)


def _behind_label(blanked: str, start: int, patterns: ClockPatterns) -> bool:
    return bool(patterns.label_before.search(blanked, max(0, start - 24), start))


def _linked(blanked: str, end: int, start: int, patterns: ClockPatterns) -> bool:
    if start - end > 60 or start < end:
        return False
    gap = blanked[end:start]
    closed = ")" in gap and "\n" in gap  # "(replaces Tuesday, November 4)" above the first time
    return bool(patterns.link_gap.fullmatch(gap)) and gap.count("\n") <= 2 and not closed


def _follows(blanked: str, clock: ClockPiece, after: DatePiece, patterns: ClockPatterns) -> bool:
    if after.start - clock.end > _NEAR_AFTER:
        return False
    gap = blanked[clock.end : after.start]
    return bool(patterns.link_gap.fullmatch(gap)) and "\n" not in gap.strip(" ")[1:]


def _same_sentence(blanked: str, end: int, start: int) -> bool:
    return 0 <= start - end <= _SENTENCE and not _STOP.search(blanked, end, start)
