"""The picture of one application over time: where each mark lies, and the same in words (pure).

One row a matter, time from left to right: the interviews, what they wrote and promised, what the
candidate wrote, and the window of each letter. Lengths are SVG user units, drawn 1:1 in CSS pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.policy import Stage
from service.read_message import ReadMessage
from service.reading.model import Kind

ROW, TOP, GUTTER, MARGIN = 26, 26, 96, 14
"""Height of a row; room above the first; room for the rows' names; room at the right."""

FOOT = 28
"""Room for the dates below."""

A_DATE = 56
"""Room that a date takes with some air."""

SHORTEST = 8
"""A window is never drawn narrower, so that it can be seen."""

_DECISIONS = {Kind.REJECTION: "a rejection", Kind.OFFER: "an offer"}
_STEPS = (1, 2, 7, 14, 28, 56, 91, 182)
_STATES = {
    "waiting": "waits",
    "placed": "is ready in Drafts",
    "sent": "was sent",
    "withdrawn": "was taken back",
    "skipped": "is not written",
    "closed": "is over",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in a row. `kind` is its look: interview, cancelled, they, decision, promise, you."""

    x: float
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A letter's window. `state` is that of `preview`'s contract.""" ""

    x: float
    width: float
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its name."""

    y: float
    name: str
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn. `words` tells the same to whoever cannot see it."""

    width: int
    height: int
    left: int
    right: int
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    today_x: float
    words: tuple[str, ...]

    @property
    def today_name_x(self) -> float:
        """The middle of the word "today": above its line, and never cut off."""
        return min(max(self.today_x, self.left + 16), self.right - 4)

    @property
    def foot(self) -> int:
        """Where the rows end and the dates begin."""
        return self.height - FOOT


Row = dict[str, Any]


def picture(
    application: Row,
    messages: Iterable[ReadMessage],
    now: datetime,
    zone: ZoneInfo,
    width: int,
) -> Picture:
    """The picture of an application as `views.application` gives it, with its messages."""
    ordered = sorted(messages, key=lambda m: m.sent_at)
    scale = _Scale.of(_moments(application, ordered, zone), now, zone, width)
    rows = [
        ("Interview", _interviews(application, scale), ()),
        ("They wrote", _theirs(ordered, scale), ()),
        ("You wrote", _ours(ordered, scale), ()),
        *((name, (), bars) for name, bars in _windows(application, scale)),
    ]
    shown = [row for row in rows if row[1] or row[2]]
    lines = tuple(
        Line(TOP + ROW * place + ROW / 2, name, tuple(marks), tuple(bars))
        for place, (name, marks, bars) in enumerate(shown)
    )
    return Picture(
        width=width,
        height=TOP + ROW * len(lines) + FOOT,
        left=GUTTER,
        right=width - MARGIN,
        lines=lines,
        ticks=tuple(scale.ticks()),
        today_x=scale.x(now),
        words=tuple(
            each.words
            for part in ("marks", "bars")
            for line in lines
            for each in getattr(line, part)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: datetime
    last: datetime
    zone: ZoneInfo
    width: int

    @classmethod
    def of(cls, moments: Sequence[datetime], now: datetime, zone: ZoneInfo, width: int) -> _Scale:
        first, last = min([*moments, now]), max([*moments, now])
        room = max((last - first) * 0.04, timedelta(hours=12))
        return cls(first - room, last + room, zone, width)

    def x(self, at: datetime) -> float:
        share = (at - self.first) / (self.last - self.first)
        return round(GUTTER + share * (self.width - GUTTER - MARGIN), 1)

    def ticks(self) -> list[Tick]:
        """Midnights a round number of days apart, as many as there is room for."""
        most = (self.width - GUTTER - MARGIN) // A_DATE
        days = (self.last - self.first).days + 1
        step = next((step for step in _STEPS if days / step <= most), _STEPS[-1] * 2)
        day = self.first.astimezone(self.zone).date() + timedelta(days=1)
        if step >= 7:
            day += timedelta(days=(7 - day.weekday()) % 7)
        found = []
        while (at := datetime.combine(day, time(), self.zone)) < self.last:
            if GUTTER + 16 <= self.x(at) <= self.width - MARGIN - 16:
                found.append(Tick(self.x(at), f"{day:%-d %b}"))
            day += timedelta(days=step)
        return found

    def words(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%a %-d %b %Y, %H:%M}"


def _moments(application: Row, messages: Sequence[ReadMessage], zone: ZoneInfo) -> list[datetime]:
    told = [each["start"] for each in application["interviews"]]
    for each in application["follow_ups"]:
        told += [each["opens_at"], each["closes_at"]]
    promised = [_kept_by(last, zone) for _, last in _promises(messages)]
    return [
        *(datetime.fromisoformat(each) for each in told if each),
        *(m.sent_at for m in messages),
        *promised,
    ]


def _interviews(application: Row, scale: _Scale) -> list[Mark]:
    marks = []
    for each in application["interviews"]:
        at = datetime.fromisoformat(each["start"])
        gone = each["status"] in ("cancelled", "postponed")
        word = {"cancelled": " (cancelled)", "postponed": " (postponed)", "proposed": " (proposed)"}
        kind = "cancelled" if gone else "interview"
        words = f"Interview on {scale.words(at)}{word.get(each['status'], '')}."
        marks.append(Mark(scale.x(at), kind, words))
    return marks


def _theirs(messages: Sequence[ReadMessage], scale: _Scale) -> list[Mark]:
    marks = [
        Mark(
            scale.x(m.sent_at),
            "decision" if m.facts.kind in _DECISIONS else "they",
            f"They wrote on {scale.words(m.sent_at)}"
            + (f": {_DECISIONS[m.facts.kind]}." if m.facts.kind in _DECISIONS else "."),
        )
        for m in messages
        if not m.outbound
    ]
    promised = [
        Mark(
            scale.x(_kept_by(last, scale.zone)),
            "promise",
            f"They promised to decide by {last:%a %-d %b %Y}.",
        )
        for _, last in _promises(messages)
    ]
    return [*marks, *promised]


def _promises(messages: Sequence[ReadMessage]) -> list[tuple[datetime, date]]:
    return [(m.sent_at, m.facts.promise.last) for m in messages if m.facts.promise]


def _kept_by(last: date, zone: ZoneInfo) -> datetime:
    """The end of the promised day."""
    return datetime.combine(last, time(18), zone)


def _ours(messages: Sequence[ReadMessage], scale: _Scale) -> list[Mark]:
    return [
        Mark(scale.x(m.sent_at), "you", f"You wrote on {scale.words(m.sent_at)}.")
        for m in messages
        if m.outbound
    ]


def _windows(application: Row, scale: _Scale) -> list[tuple[str, list[Bar]]]:
    rows = []
    for stage in Stage:
        mine = [each for each in application["follow_ups"] if each["stage"] == stage]
        bars = [_bar(each, stage, scale) for each in mine if each["opens_at"] and each["closes_at"]]
        if bars:
            rows.append((stage.words.capitalize(), bars))
    return rows


def _bar(follow_up: Row, stage: Stage, scale: _Scale) -> Bar:
    opens = datetime.fromisoformat(follow_up["opens_at"])
    closes = datetime.fromisoformat(follow_up["closes_at"])
    state = follow_up["state"]
    x = scale.x(opens)
    words = (
        f"The {stage.words} {_STATES[state]}; its window is {scale.words(opens)} "
        f"to {scale.words(closes)}."
    )
    return Bar(x, max(SHORTEST, round(scale.x(closes) - x, 1)), state, words)
