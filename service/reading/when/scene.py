"""What spans of days are sought in, and what they are (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from service.reading.when.dates import DatePiece
from service.reading.when.span_patterns import SpanPatterns

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
        if not before or (self.anchor.interview and position - before[-1].end > NEAR):
            return self.anchor.interview
        return before[-1].day
