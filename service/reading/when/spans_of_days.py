"""Spans of days in words: "within 10 business days", "early next month", "by March 14" (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from service.reading.when.dates import DatePiece
from service.reading.when.lexicon import Data, Lexicon, alternation, lexicon
from service.reading.when.periods import named_day, period_of, plus_units


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


@dataclass(frozen=True, slots=True)
class _Scene:
    folded: str
    bounds: tuple[int, int]
    dates: list[DatePiece]
    anchor: Anchor
    patterns: _Patterns

    def earlier_date(self, position: int) -> date | None:
        """The last day named before `position`, in this text ("the following week")."""
        before = [piece for piece in self.dates if piece.end <= position]
        if not before:
            return self.anchor.interview
        weeks = 1 if self.patterns.later(before[-1], self.folded) else 0
        return before[-1].day + timedelta(weeks=weeks)


def promise_data(words: Lexicon) -> list[Data]:
    """The [promise] sections of the languages."""
    return [data["promise"] for data in words.languages if "promise" in data]


def find_spans(
    folded: str,
    bounds: tuple[int, int],
    dates: list[DatePiece],
    words: Lexicon,
    anchor: Anchor,
) -> Iterator[DaySpan]:
    """The spans of days named in `folded` within `bounds`; `dates` are those of the whole text."""
    scene = _Scene(folded, bounds, dates, anchor, _patterns(words.code))
    taken: list[tuple[int, int]] = []
    for finder in _FINDERS:
        for span in finder(scene):
            if not any(span.start < end and span.end > start for start, end in taken):
                taken.append((span.start, span.end))
                yield span


def _next_days(scene: _Scene) -> Iterator[DaySpan]:
    """ "the morning after", counted from the day named before."""
    for match in scene.patterns.next_day.finditer(scene.folded, *scene.bounds):
        earlier = scene.earlier_date(match.start())
        if earlier:
            day = earlier + timedelta(days=1)
            yield DaySpan(match.start(), match.end(), day, day)


def _same_time(scene: _Scene) -> Iterator[DaySpan]:
    """ "that same evening", "later that week": of the day named before, else the interview's."""
    for match in scene.patterns.same_day.finditer(scene.folded, *scene.bounds):
        day = scene.earlier_date(match.start())
        if day:
            yield DaySpan(match.start(), match.end(), day, day)
    for match in scene.patterns.same_week.finditer(scene.folded, *scene.bounds):
        day = scene.earlier_date(match.start())
        if day:
            friday = day + timedelta(days=max(4 - day.weekday(), 0))
            yield DaySpan(match.start(), match.end(), day, friday)


def _week_numbers(scene: _Scene) -> Iterator[DaySpan]:
    """ "KW 12": from Monday to Friday of that week by ISO 8601, this year's or the next."""
    for match in scene.patterns.week_number.finditer(scene.folded, *scene.bounds):
        number = int(next(group for group in match.groups() if group))
        if not 1 <= number <= 52:
            continue
        year = scene.anchor.sent.isocalendar().year
        if date.fromisocalendar(year, number, 5) < scene.anchor.sent:
            year += 1
        first = date.fromisocalendar(year, number, 1)
        yield DaySpan(match.start(), match.end(), first, first + timedelta(days=4))


def _named_days(scene: _Scene) -> Iterator[DaySpan]:
    """ "before Thanksgiving", "by Christmas": kept on any day until then."""
    for match in scene.patterns.named_day.finditer(scene.folded, *scene.bounds):
        said = scene.patterns.named_days[re.sub(r"\s", " ", match["name"])]
        day = named_day(said, scene.anchor.sent)
        if day is not None:
            last = day - timedelta(days=1) if match["before"] else day
            first = min(scene.anchor.sent, last) if match["before"] or match["by"] else last
            yield DaySpan(match.start(), match.end(), first, last)


def _one_or_two(scene: _Scene) -> Iterator[DaySpan]:
    """ "a day or two", "a week or so after the interview"."""
    for match in scene.patterns.one_or_two.finditer(scene.folded, *scene.bounds):
        unit = scene.patterns.units[match["unit"]]
        base, end = _counted_from(scene, match.end())
        high = {"so": 1, "2": 2}.get(match["more"]) or scene.patterns.numbers.get(match["more"], 2)
        last = plus_units(base, high, unit)
        if match["more"] == "so":
            last += timedelta(days=1)
        yield DaySpan(match.start(), end, plus_units(base, 1, unit), last)


def _amounts(scene: _Scene) -> Iterator[DaySpan]:
    """ "within 10 business days", "24-48 hours", "a week after your interview"."""
    for match in scene.patterns.amount.finditer(scene.folded, *scene.bounds):
        low = scene.patterns.number(match["n"])
        high = scene.patterns.number(match["n2"]) if match["n2"] else low
        if any(match.start() <= p.start < match.end() < p.end for p in scene.dates):
            continue
        unit = scene.patterns.units[re.sub(r"\s", " ", match["unit"])]
        base, end = _counted_from(scene, match.end())
        last = plus_units(base, max(low, high), unit)
        first = plus_units(base, low, unit) if match["n2"] else base
        yield DaySpan(match.start(), end, min(first, last), last)


def _counted_from(scene: _Scene, position: int) -> tuple[date, int]:
    """(the day an amount counts from, the end of the words that say so)."""
    then = scene.patterns.thereof.match(scene.folded, position, scene.bounds[1])
    earlier = scene.earlier_date(position) if then else None
    if then and earlier:
        return earlier, then.end()
    after = scene.patterns.after.match(scene.folded, position, scene.bounds[1])
    if not after:
        return scene.anchor.sent, position
    named = [
        p for p in scene.dates if after.end() <= p.start <= min(after.end() + 60, scene.bounds[1])
    ]
    if named:
        return named[0].day, named[0].end
    interview = scene.patterns.interview.match(scene.folded, after.end(), scene.bounds[1])
    if interview:
        return scene.anchor.interview or scene.anchor.sent, interview.end()
    that = scene.patterns.that.match(scene.folded, after.end(), scene.bounds[1])
    if that is None:
        that = scene.patterns.event.match(scene.folded, after.end(), scene.bounds[1])
    earlier = scene.earlier_date(position) if that else None
    return (earlier, that.end()) if that and earlier else (scene.anchor.sent, position)


def _periods(scene: _Scene) -> Iterator[DaySpan]:
    """ "by the end of next week", "mid-March", "in the coming weeks"."""
    for match in scene.patterns.period.finditer(scene.folded, *scene.bounds):
        named = {
            key: re.sub(r"\s", " ", value) for key, value in match.groupdict().items() if value
        }
        name, edge = named.get("period"), named.get("edge")
        month = scene.patterns.months.get(named.get("month", ""))
        kind = scene.patterns.periods.get(name or "")
        place = scene.patterns.edges.get(edge or "")
        if place == "week_of" or (month is None and kind is None):
            continue
        base = scene.anchor.sent
        if kind == "end_of_day" and any(0 <= p.start - match.end() <= 8 for p in scene.dates):
            continue
        if name and scene.patterns.following.match(name):
            base = scene.earlier_date(match.start()) or base
        bare = name in scene.patterns.bare and named.get("by") not in scene.patterns.this
        if kind in ("this_week", "this_month") and bare and not place:
            continue
        if _belongs_to_a_date(scene, match):
            continue
        if month is not None and not place and not named.get("by"):
            continue
        found = period_of(base, kind, month, place)
        of_month = month is not None or kind in ("this_month", "next_month")
        if found and of_month and place == "middle" and named.get("by") in scene.patterns.until:
            found = found[0], max(found[0], min(found[1], found[1].replace(day=15)))
        if found:
            yield DaySpan(match.start(), match.end(), *found)


def _belongs_to_a_date(scene: _Scene, match: re.Match[str]) -> bool:
    """Whether a date holds it ("Tuesday of next week") or follows ("the week of 8 May")."""
    for piece in scene.dates:
        if piece.start < match.end() <= piece.end and not piece.weak:
            return True
        if piece.start >= match.end():
            between = scene.folded[match.end() : piece.start]
            return scene.patterns.of_date.fullmatch(between) is not None
    return False


def _single_days(scene: _Scene) -> Iterator[DaySpan]:
    """ "by March 14", "on Friday", "before Friday", "the week of March 9"."""
    for piece in scene.dates:
        if not scene.bounds[0] <= piece.start < scene.bounds[1] or piece.weak:
            continue
        left = scene.folded[max(scene.bounds[0], piece.start - 24) : piece.start]
        day = _following_weekday(scene, piece, left)
        last = piece.last or day
        if scene.patterns.later(piece, scene.folded):
            day = last = day + timedelta(days=7)
        week = scene.patterns.week_of.search(left)
        if week:
            monday = day - timedelta(days=day.weekday())
            yield DaySpan(piece.start - len(week.group()), piece.end, monday, monday + timedelta(4))
            continue
        lead = scene.patterns.lead.search(left)
        start = piece.start - (len(lead.group()) if lead else 0)
        over = scene.patterns.over.match(scene.folded, piece.end)
        if lead and lead["before"] and not over:
            last -= timedelta(days=1)
        first = day if lead is None or not lead["open"] else scene.anchor.sent
        end = over.end() if over else piece.end
        yield DaySpan(start, end, min(first, last), last, weekday=piece.weekday_only)


def _following_weekday(scene: _Scene, piece: DatePiece, left: str) -> date:
    earlier = scene.earlier_date(piece.start)
    if not piece.weekday_only or not earlier or not scene.patterns.following_before.search(left):
        return piece.day
    return earlier + timedelta(days=(piece.day.weekday() - earlier.weekday()) % 7 or 7)


_FINDERS = (
    _next_days,
    _same_time,
    _week_numbers,
    _named_days,
    _one_or_two,
    _amounts,
    _periods,
    _single_days,
)


@dataclass(frozen=True)
class _Patterns:
    amount: re.Pattern[str]
    after: re.Pattern[str]
    interview: re.Pattern[str]
    that: re.Pattern[str]
    period: re.Pattern[str]
    next_day: re.Pattern[str]
    same_day: re.Pattern[str]
    same_week: re.Pattern[str]
    week_number: re.Pattern[str]
    thereof: re.Pattern[str]
    week_later: re.Pattern[str]
    lead: re.Pattern[str]
    week_of: re.Pattern[str]
    over: re.Pattern[str]
    following: re.Pattern[str]
    following_before: re.Pattern[str]
    event: re.Pattern[str]
    one_or_two: re.Pattern[str]
    named_day: re.Pattern[str]
    of_date: re.Pattern[str]
    named_days: dict[str, str]
    this: frozenset[str]
    units: dict[str, str]
    numbers: dict[str, int]
    edges: dict[str, str]
    periods: dict[str, str]
    months: dict[str, int]
    bare: frozenset[str]
    until: frozenset[str]

    def later(self, piece: DatePiece, folded: str) -> bool:
        """Whether a weekday is that of the week after: "Friday week"."""
        return piece.weekday_only and self.week_later.match(folded, piece.end) is not None

    def number(self, text: str) -> int:
        text = re.sub(r"\s", " ", text)
        return min(int(text), 400) if text.isdecimal() else self.numbers[text]


@cache
def _patterns(code: str) -> _Patterns:
    words = lexicon(code)
    sections = promise_data(words)

    def flat(key: str) -> dict[str, str]:
        return {
            word: name
            for data in reversed(sections)
            for name, entries in data.get(key, {}).items()
            for word in entries
        }

    def listed(key: str) -> list[str]:
        return [word for data in sections for word in data.get(key, ())]

    def regex(key: str) -> str:
        return "|".join(data[key] for data in sections if data.get(key)) or "(?!)"

    def any_of(key: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(listed(key)) or '(?!)'})(?!\w)")

    numbers: dict[str, Any] = dict(words.numbers)
    for data in reversed(sections):
        numbers.update(data.get("numbers", {}))
    units, edges, periods = flat("units"), flat("edges"), flat("periods")
    named_days = flat("named_days")
    number = rf"\d{{1,3}}|{alternation(numbers)}"
    join = alternation(["-", *listed("to")])
    extra = "|".join(listed("amount_extra_re")) or "(?!)"
    return _Patterns(
        amount=re.compile(
            rf"(?<![\w.,/$€£-])(?P<n>{number})(?:\s?\([^()\n]{{1,8}}\))?"
            rf"(?:\s?(?:{join})\s?(?P<n2>{number}))?[\s-](?:(?:{extra})\s)?(?P<unit>{alternation(units)})(?!\w)"
        ),
        after=re.compile(rf"\s(?:{regex('after_re')})\s"),
        interview=re.compile(rf"(?:{regex('interview_re')})(?!\w)"),
        that=re.compile(rf"(?:{regex('that_re')})(?!\w)"),
        period=re.compile(
            rf"(?<!\w)(?:(?P<by>{alternation(listed('by'))}|{alternation(listed('in'))})\s)?"
            rf"(?:(?P<edge>{alternation(edges)})[\s-]?)?(?:(?P<period>{alternation(periods)})|(?P<month>{alternation(words.months)}))"
            rf"(?![\w])(?!\.?\s\d{{1,2}}(?!\d))"
        ),
        next_day=re.compile("|".join(listed("next_day_re")) or "(?!)"),
        same_day=any_of("same_day_re"),
        same_week=any_of("same_week_re"),
        week_number=any_of("week_number_re"),
        thereof=re.compile(
            rf"\s(?:{'|'.join(listed('thereof_re')) or '(?!)'})(?!\w)(?=[\s.,;!)]*(?:$|[.,;!)]))"
        ),
        week_later=re.compile(r"\sweek(?!\w)"),
        lead=re.compile(
            rf"(?<!\w)(?:(?P<before>{alternation(listed('before'))})|(?P<open>{alternation(listed('by'))}))"
            rf"\s(?:{words.pattern('the')})?\s?$|(?P<none>(?!))"
        ),
        week_of=re.compile(rf"(?:{alternation(w for w, e in edges.items() if e == 'week_of')})\s$"),
        over=re.compile(rf"(?:{regex('last_day_over_re')})"),
        following=re.compile(rf"(?:{alternation(listed('following'))})"),
        following_before=re.compile(rf"(?:{alternation(listed('following'))})\s$"),
        event=re.compile(rf"(?:{regex('event_re')})(?!\w)"),
        one_or_two=re.compile(
            rf"(?<!\w)(?:{regex('one_re')})\s(?P<unit>{alternation(units)})\s(?:{join})\s"
            rf"(?P<more>so|{alternation(numbers)}|\d)(?!\w)"
        ),
        named_day=re.compile(
            rf"(?<!\w)(?:(?:(?P<before>{alternation(listed('before'))})|(?P<by>{alternation(listed('by'))}))"
            rf"\s)?(?P<name>{alternation(named_days)})(?!\w)"
        ),
        of_date=re.compile(rf"\s(?:{regex('of_date_re')})\s(?:{words.pattern('the')})?\s?"),
        named_days=named_days,
        this=frozenset(listed("this")),
        units=units,
        numbers=numbers,
        edges=edges,
        periods=periods,
        months=words.months,
        until=frozenset(listed("by")),
        bare=frozenset(word for word in periods if " " not in word or word in listed("bare")),
    )
