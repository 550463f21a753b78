"""What spans of days are sought in, and what they are (pure)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from service.reading.when.dates import DatePiece
from service.reading.when.periods import named_day
from service.reading.when.span_patterns import SpanPatterns, one_line

NEAR = 160
"""Characters within which a day is still spoken of."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What days are counted from: the day of the message, and the interview's if known."""

    sent: date
    interview: date | None


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A span of days with its place in the text: kept on any day from `first` to `last`."""

    start: int
    end: int
    first: date
    last: date
    weekday: bool = False
    """Whether only a weekday was named ("Monday")."""
    weak: bool = False
    """Whether it hardly looks like a day ("the 23rd", "9/22") and nothing leads to it ("by")."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A text in which spans are sought, within `bounds`; `dates` are those of the whole text."""

    folded: str
    bounds: tuple[int, int]
    dates: list[DatePiece]
    anchor: Anchor
    patterns: SpanPatterns
    weak: bool

    def earlier_date(self, position: int) -> date | None:
        """The last day named before `position` ("the following week"): the interview's, if known,
        goes before one named far above.
        """
        before = [piece for piece in self.dates if piece.end <= position]
        begin = max(before[-1].end if before else 0, position - NEAR)
        numbered = [day for _, day in self.numbered(begin, position)]
        if numbered:
            return numbered[-1]
        if not before or (self.anchor.interview and position - before[-1].end > NEAR):
            return self.anchor.interview
        return before[-1].day

    def numbered(self, start: int, end: int) -> Iterator[tuple[re.Match[str], date]]:
        """Days told by their number alone ("the 7th", "día 26"), each the next of that number."""
        for match in self.patterns.day_number.finditer(self.folded, start, end):
            led = match["before"] or match["by"] or ""
            named = (
                match["the"] or match["ordinal"] or led.rpartition(" ")[2] in self.patterns.day_the
            )
            if not named or not (led or (match["the"] and match["ordinal"])):
                continue
            if not any(
                p.start < match.end() and p.end > match.start() and not p.weak for p in self.dates
            ):
                yield match, _next_of_number(self.anchor.sent, int(match["day"]))

    def feast_day(self, match: re.Match[str]) -> date | None:
        """The next such day from the mail on of the feast that a match's `name` names."""
        return named_day(self.patterns.named_days[one_line(match["name"])], self.anchor.sent)


def _next_of_number(after: date, number: int) -> date:
    """The first day behind another that is that day of its month."""
    month = after.replace(day=1)
    while True:
        if number <= monthrange(month.year, month.month)[1]:
            day = month.replace(day=number)
            if day > after:
                return day
        month = (month + timedelta(days=32)).replace(day=1)
