"""Quarters of a year, and parts of a month that are one word with it, as spans of days (pure)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from service.reading.when.periods import period_of
from service.reading.when.scene import DaySpan, Scene
from service.reading.when.span_patterns import one_line

_HALVES = {1: "first_half", 2: "second_half", -1: "second_half"}
_THIRDS = {1: "first_third", 2: "second_third", 3: "last_third", -1: "last_third"}


def quarters(scene: Scene) -> Iterator[DaySpan]:
    """ "by the end of Q3 2026", "before the second quarter closes": the calendar's quarters."""
    for match in scene.patterns.quarter.finditer(scene.folded, *scene.bounds):
        number = scene.patterns.quarters[one_line(match["quarter"])]
        first, last = _quarter(number, int(match["year"] or 0), scene.anchor.sent)
        place = scene.patterns.edges.get(one_line(match["edge"] or ""), "")
        over = scene.patterns.over.match(scene.folded, match.end())
        if over and not place:
            first = last
        elif match["before"] and not place:
            first, last = scene.anchor.sent, first - timedelta(days=1)
        elif place == "start":
            first, last = period_of(first, None, first.month, place) or (first, last)
        elif place in ("end", "last_day"):
            month = last.replace(day=1)
            first, last = period_of(month, None, month.month, place) or (first, last)
        yield DaySpan(match.start(), over.end() if over else match.end(), min(first, last), last)


def _quarter(number: int, year: int, sent: date) -> tuple[date, date]:
    """(first, last) of that quarter of that year, else of the next that is not over."""
    year = year or sent.year + (3 * number < sent.month)
    month = 3 * number
    return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])


def month_parts(scene: Scene) -> Iterator[DaySpan]:
    """ "in der ersten Februarhälfte", "im letzten Märzdrittel"."""
    for match in scene.patterns.month_part.finditer(scene.folded, *scene.bounds):
        parts = _HALVES if match["half"] else _THIRDS
        part = parts.get(scene.patterns.ordinals[one_line(match["n"])])
        month = scene.patterns.months[match["month"]]
        found = period_of(scene.anchor.sent, None, month, part) if part else None
        if found:
            yield DaySpan(match.start(), match.end(), *found)
