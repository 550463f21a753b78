"""What `when` finds in a text: plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

ZoneSource = Literal["text", "sender", "default"]


class Cue(StrEnum):
    """What the words around a time say it is."""

    INTERVIEW = "interview"
    PREVIOUS = "previous"
    """The time before a move ("originally", "moved from")."""
    DEADLINE = "deadline"
    """Until when something is asked ("please reply by")."""
    SENT = "sent"
    """When something happened ("applied on", "On ... wrote:")."""
    OFFERED_SLOT = "offered_slot"
    """One of several times to choose from."""
    ARRIVAL = "arrival"
    """When to be there, before the interview begins."""
    START_OF_WORK = "start_of_work"
    """The first day of the job."""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One date or time named in a text.

    `start` and `end` are aware and carry the offset of `time_zone` (an IANA name, or None where
    only an offset is known). Without a time of day (`has_time` False) `start` is that day's
    midnight; without a date (`has_date` False) it is the next such time after the reference.
    `span` counts characters of the text and `quote` is the text there. `zone_source` says where
    the zone comes from: the text, the sender's own offset, or the default zone.
    `weekday_conflict`: the weekday named is not that date's. `approximate`: an afternoon, a week,
    "around 2". `labelled`: stands behind a label such as "When:" or "Date:". `chance`: how likely
    it names the interview's time, where a model has said so. `date_span`: where the date of a time
    stands that is not beside it. `in_row`: the time begins a line, as in a programme.
    """

    start: datetime
    end: datetime | None
    time_zone: str | None
    zone_source: ZoneSource
    span: tuple[int, int]
    quote: str
    has_date: bool
    has_time: bool
    explicit_year: bool = False
    weekday_conflict: bool = False
    approximate: bool = False
    labelled: bool = False
    cue: Cue | None = None
    chance: float | None = None
    date_span: tuple[int, int] | None = None
    in_row: bool = False

    def on(self, day: date) -> TimeMention:
        """The same time of day on a day."""
        start = datetime.combine(day, self.start.timetz())
        end = start + (self.end - self.start) if self.end else None
        return replace(self, start=start, end=end, has_date=True)
