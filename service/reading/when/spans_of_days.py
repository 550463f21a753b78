"""Spans of days in words: "within 10 business days", "early next month", "by March 14" (pure)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from service.reading.when.dates import DatePiece
from service.reading.when.lexicon import Lexicon
from service.reading.when.parts_of_year import month_parts, quarters
from service.reading.when.periods import period_of, plus_units, working_day
from service.reading.when.scene import NEAR, Anchor, DaySpan, Scene
from service.reading.when.span_patterns import one_line, span_patterns

_EVENT = 60
"""Characters in which what days are counted from is named."""
_LEAD = 24
"""Characters before a day or a period in which words that lead to it end ("the week of the ")."""
_CLOCK_HOURS = range(5, 24)
"""Numbers of hours that are a time of day ("14 h") rather than a span."""
_COUNTED = frozenset({"week_or_so", "fortnight_or_so", "fortnight", "day_or_so", "coming_days"})
_DAYS = frozenset({"day", "business_day"})
_DAYS_AFTER = 3
"""Working days within which "after Easter" is kept."""


def find_spans(
    folded: str,
    bounds: tuple[int, int],
    dates: list[DatePiece],
    words: Lexicon,
    anchor: Anchor,
    *,
    weak: bool = False,
) -> Iterator[DaySpan]:
    """The spans of days named in `folded` within `bounds`; `dates` are those of the whole text.

    With `weak` also those that hardly look like a day.
    """
    scene = Scene(folded, bounds, dates, anchor, span_patterns(words.code), weak)
    taken: list[tuple[int, int]] = []
    for finder in _FINDERS:
        for span in finder(scene):
            if not any(span.start < end and span.end > start for start, end in taken):
                taken.append((span.start, span.end))
                yield span


def _next_days(scene: Scene) -> Iterator[DaySpan]:
    """ "the morning after", counted from the day named before, or from what is named behind."""
    for match in scene.patterns.next_day.finditer(scene.folded, *scene.bounds):
        event = _event(scene, match.end() + 1) if scene.folded[match.end() :][:1] == " " else None
        earlier = scene.earlier_date(match.start())
        to_come = event if event and event[0] > scene.anchor.sent else None
        day, end = to_come or (earlier, match.end())
        if day:
            after = day + timedelta(days=1)
            yield DaySpan(match.start(), end, after, after)


def _same_time(scene: Scene) -> Iterator[DaySpan]:
    """ "that same evening", "later that week": of the day named before, else the interview's."""
    for match in scene.patterns.same_day.finditer(scene.folded, *scene.bounds):
        day = scene.earlier_date(match.start())
        if day:
            yield DaySpan(match.start(), match.end(), day, day)
    for match in scene.patterns.same_week.finditer(scene.folded, *scene.bounds):
        day = scene.earlier_date(match.start())
        if day:
            edge = scene.patterns.edge_before.search(scene.folded, *_left_of(scene, match))
            place = scene.patterns.edges[edge["edge"]] if edge else None
            first, last = period_of(day, "this_week", None, place) or (day, day)
            yield DaySpan(match.start(), match.end(), first, last)


def _week_numbers(scene: Scene) -> Iterator[DaySpan]:
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


def _named_days(scene: Scene) -> Iterator[DaySpan]:
    """ "before Thanksgiving", "by Christmas": kept on any day until then."""
    for match in scene.patterns.named_day.finditer(scene.folded, *scene.bounds):
        day = scene.feast_day(match)
        if match["after"] and any(
            p.weekday_only and p.end + 1 == match.start() for p in scene.dates
        ):
            continue  # "the Monday after Thanksgiving" is that Monday
        if day is not None and match["after"] and (week := _week_before(scene, match)):
            monday, friday = _working_week(day + timedelta(weeks=1))
            yield DaySpan(week.start(), match.end(), monday, friday)
        elif day is not None and match["after"]:
            first = day + timedelta(days=1)
            last = plus_units(day, _DAYS_AFTER, "business_day")
            yield DaySpan(match.start(), match.end(), first, last)
        elif day is not None:
            last = working_day(day - timedelta(days=1)) if match["before"] else day
            first = min(scene.anchor.sent, last) if match["before"] or match["by"] else last
            yield DaySpan(match.start(), match.end(), first, last)


def _week_before(scene: Scene, match: re.Match[str]) -> re.Match[str] | None:
    """The words of "the week after" that end before the name of a feast."""
    name = match.start("name")
    begin = max(scene.bounds[0], name - _LEAD)
    found = scene.patterns.week_after.finditer(scene.folded, begin, name)
    return next((week for week in found if week.end() == name - 1), None)


def _one_or_two(scene: Scene) -> Iterator[DaySpan]:
    """ "a day or two", "a week or so after the interview"."""
    for match in scene.patterns.one_or_two.finditer(scene.folded, *scene.bounds):
        unit = scene.patterns.units[match["unit"]]
        base, end = _counted_from(scene, match.end())
        high = {"so": 1, "2": 2}.get(match["more"]) or scene.patterns.numbers.get(match["more"], 2)
        last = plus_units(base, high, unit)
        if match["more"] == "so":
            last += timedelta(days=1)
        yield DaySpan(match.start(), end, plus_units(base, 1, unit), last)


def _amounts(scene: Scene) -> Iterator[DaySpan]:
    """ "within 10 business days", "24-48 hours", "a week after your interview"."""
    for match in scene.patterns.amount.finditer(scene.folded, *scene.bounds):
        low = scene.patterns.number(match["n"])
        high = scene.patterns.number(match["n2"]) if match["n2"] else low
        if any(match.start() <= p.start < match.end() < p.end for p in scene.dates):
            continue
        if " " in match["n"].strip() and _belongs_to_a_date(scene, match):
            continue
        unit = scene.patterns.units[one_line(match["unit"])]
        if unit == "hour" and low == high and low in _CLOCK_HOURS:
            continue
        base, end = _counted_from(scene, match.end())
        last = plus_units(base, max(low, high), unit)
        first = plus_units(base, low, unit) if match["n2"] else base
        yield DaySpan(match.start(), end, min(first, last), last)


def _counted_from(scene: Scene, position: int) -> tuple[date, int]:
    """(the day an amount counts from, the end of the words that say so)."""
    then = scene.patterns.thereof.match(scene.folded, position, scene.bounds[1])
    earlier = scene.earlier_date(position) if then else None
    if then and earlier:
        return earlier, then.end()
    after = scene.patterns.after.match(scene.folded, position, scene.bounds[1])
    if not after:
        return _led_by(scene, position) or scene.anchor.sent, position
    return _event(scene, after.end()) or (scene.anchor.sent, position)


def _led_by(scene: Scene, position: int) -> date | None:
    """The interview's day, where the sentence begins with it: "After your call, within a week"."""
    led = scene.patterns.after_interview.search(scene.folded, scene.bounds[0], position)
    if led is None or any(led.start() <= piece.start < position for piece in scene.dates):
        return None
    return scene.anchor.interview


def _event(scene: Scene, position: int) -> tuple[date, int] | None:
    """(the day, the end of its words) of what is named at `position`: a date, the interview, this
    mail, or something that was to be on the day named before.
    """
    end = scene.bounds[1]
    stop = scene.patterns.stop.search(scene.folded, position, min(position + _EVENT, end))
    last = stop.start() if stop else min(position + _EVENT, end)
    named = next((p for p in scene.dates if position <= p.start <= last), None)
    if named:
        return named.day, named.end
    feast = scene.patterns.feast.match(scene.folded, position, end)
    if feast and (day := scene.feast_day(feast)):
        return day, feast.end()
    sent = scene.patterns.sent.match(scene.folded, position, end)
    if sent:
        return scene.anchor.sent, sent.end()
    earlier = scene.earlier_date(position)
    interview = scene.patterns.interview.match(scene.folded, position, end)
    near = any(0 <= position - piece.end <= NEAR for piece in scene.dates)
    if interview:
        # "The board sits on the 24th, and you will hear within three days of that meeting."
        there = near and scene.patterns.that.match(scene.folded, position, end)
        known = earlier if there else scene.anchor.interview
        return known or earlier or scene.anchor.sent, interview.end()
    for pattern in (scene.patterns.that, scene.patterns.event):
        found = pattern.match(scene.folded, position, end)
        if found and earlier:
            return earlier, found.end()
    return (earlier, last) if earlier and near and earlier > scene.anchor.sent else None


def _nth_days(scene: Scene) -> Iterator[DaySpan]:
    """ "the first working day after Pentecost", "on the second day after it"."""
    for match in scene.patterns.nth_day.finditer(scene.folded, *scene.bounds):
        if scene.patterns.of_date.match(scene.folded, match.end()):
            continue  # "the first days of October" are a part of that month
        unit = scene.patterns.units[one_line(match["unit"])]
        number = scene.patterns.ordinals[one_line(match["n"])]
        base, end = _counted_from(scene, match.end())
        if unit in _DAYS and number > 0 and end > match.end():
            day = plus_units(base, number, unit)
            yield DaySpan(match.start(), end, day, day)


def _days_before(scene: Scene) -> Iterator[DaySpan]:
    """ "two days before Thanksgiving", "la veille de Noël", "the day before March 5"."""
    for match in scene.patterns.days_before.finditer(scene.folded, *scene.bounds):
        event = _event(scene, match.end())
        unit = scene.patterns.units[one_line(match["unit"])] if match["unit"] else "day"
        if event and event[0] > scene.anchor.sent and unit in _DAYS:
            count = scene.patterns.number(match["n"]) if match["n"] else 1
            day = event[0] - timedelta(days=count)
            yield DaySpan(match.start(), event[1], day, day)


def _periods(scene: Scene) -> Iterator[DaySpan]:
    """ "by the end of next week", "mid-March", "in the coming weeks"."""
    for match in scene.patterns.period.finditer(scene.folded, *scene.bounds):
        span = _period(scene, match)
        if span:
            yield span


def _period(scene: Scene, match: re.Match[str]) -> DaySpan | None:
    patterns = scene.patterns
    named = {key: one_line(value) for key, value in match.groupdict().items() if value}
    name, edge, by = named.get("period", ""), named.get("edge", ""), named.get("by", "")
    month, kind = patterns.months.get(named.get("month", "")), patterns.periods.get(name)
    place = patterns.edges.get(edge)
    if place == "week_of" or (month is None and kind is None):
        return None
    if kind == "end_of_day" and any(0 <= p.start - match.end() <= 8 for p in scene.dates):
        return None
    ahead = by in patterns.ahead or patterns.before.search(scene.folded, *_left_of(scene, match))
    before = not place and ahead
    over = before and patterns.over.match(scene.folded, match.end())
    bare = name in patterns.bare and by not in patterns.this and not over
    if kind in ("this_week", "this_month") and bare and not place:
        return None
    unled = month is not None and not (place or by or over or ahead)
    # Of "the last third of June" the words "third of June" alone are no date.
    if unled or (not (place or "").endswith("_third") and _belongs_to_a_date(scene, match)):
        return None
    base, end = _seen_from(scene, match, name, kind)
    until = by in patterns.until
    found = period_of(base, kind, month, place)
    if not found:
        return None
    first, last = found
    if (month is not None or kind in ("this_month", "next_month")) and place == "middle" and until:
        last = max(first, min(last, last.replace(day=15)))
    if over:
        first = scene.anchor.sent
    elif before:
        first, last = scene.anchor.sent, working_day(first - timedelta(days=1))
    if last < first:
        return None
    return DaySpan(match.start(), end, first, last)


def _left_of(scene: Scene, match: re.Match[str]) -> tuple[int, int]:
    return max(scene.bounds[0], match.start() - _LEAD), match.start()


def _seen_from(scene: Scene, match: re.Match[str], name: str, kind: str | None) -> tuple[date, int]:
    """(the day a period is seen from, the end of its words): "the week after the interview"."""
    patterns = scene.patterns
    if kind in _COUNTED:
        return _counted_from(scene, match.end())
    if patterns.week_after.fullmatch(name) and scene.folded[match.end() :][:1] == " ":
        event = _event(scene, match.end() + 1)
        if event:
            return event
    if patterns.following.search(name) or kind == "weekend":
        return scene.earlier_date(match.start()) or scene.anchor.sent, match.end()
    return scene.anchor.sent, match.end()


def _belongs_to_a_date(scene: Scene, match: re.Match[str]) -> bool:
    """Whether a date holds it ("Tuesday of next week") or follows ("the week of 8 May")."""
    for piece in scene.dates:
        if piece.start < match.end() <= piece.end and not piece.weak:
            return True
        if piece.start >= match.end():
            between = scene.folded[match.end() : piece.start]
            return scene.patterns.of_date.fullmatch(between) is not None
    return False


def _day_numbers(scene: Scene) -> Iterator[DaySpan]:
    """ "by the 7th", "antes del día 26", "le 30": the next day of that number."""
    for match, day in scene.numbered(*scene.bounds):
        begin = max(scene.bounds[0], match.start("day") - _LEAD)
        week = scene.patterns.week_of.search(scene.folded, begin, match.start("day"))
        if week:
            yield DaySpan(week.start(), match.end(), *_working_week(day))
            continue
        led = match["before"] or match["by"] or ""
        _, more, the = led.rpartition(" ")
        last = day - timedelta(days=1) if match["before"] else day
        surely = bool(more) or (bool(led) and the not in scene.patterns.day_the)
        first = min(scene.anchor.sent, last) if surely else last
        yield DaySpan(match.start(), match.end(), first, last, weak=not surely)


def _working_week(day: date) -> tuple[date, date]:
    """(Monday, Friday) of its week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=4)


def _single_days(scene: Scene) -> Iterator[DaySpan]:
    """ "by March 14", "on Friday", "before Friday", "the week of March 9"."""
    for piece in scene.dates:
        if not scene.bounds[0] <= piece.start < scene.bounds[1]:
            continue
        left = scene.folded[max(scene.bounds[0], piece.start - _LEAD) : piece.start]
        week = scene.patterns.week_of.search(left)
        weak = piece.weak and not (week or scene.patterns.lead.search(left))
        if weak and not scene.weak:
            continue
        day = _following_weekday(scene, piece, left)
        last = _last_day(scene, piece, day)
        if week:
            yield DaySpan(piece.start - len(week.group()), piece.end, *_working_week(day))
            continue
        lead = scene.patterns.lead.search(left)
        start = piece.start - (len(lead.group()) if lead else 0)
        over = scene.patterns.over.match(scene.folded, piece.end)
        if lead and lead["before"] and not over:
            last -= timedelta(days=1)
        first = day if lead is None or not lead["open"] else scene.anchor.sent
        end = over.end() if over else piece.end
        whole = min(first, last), last
        yield DaySpan(start, end, *whole, weekday=piece.weekday_only, weak=weak)


def _last_day(scene: Scene, piece: DatePiece, day: date) -> date:
    """The later day of "October 21 or 22"."""
    other = scene.patterns.or_day.match(scene.folded, piece.end)
    number = int(other["day"]) if other and not piece.weekday_only else 0
    if day.day < number <= monthrange(day.year, day.month)[1]:
        return day.replace(day=number)
    return piece.last or day


def _following_weekday(scene: Scene, piece: DatePiece, left: str) -> date:
    """The day of a weekday: "the following Monday", "the Tuesday after Easter", "the Friday of that
    week" are seen from another day.
    """
    if not piece.weekday_only:
        return piece.day
    feast = scene.patterns.by_feast.match(scene.folded, piece.end)
    if feast and (day := scene.feast_day(feast)):
        apart = (piece.day.weekday() - day.weekday()) % 7
        return day + timedelta(days=(apart or 7) if feast["after"] else (apart or 7) - 7)
    earlier = scene.earlier_date(piece.start)
    if not earlier:
        return piece.day
    week = scene.patterns.weekday_of_week.match(scene.folded, piece.end)
    if week:
        monday = earlier - timedelta(days=earlier.weekday())
        return monday + timedelta(days=piece.day.weekday(), weeks=0 if week["that"] else 1)
    follows = scene.patterns.following_before.search(left)
    follows = follows or scene.patterns.weekday_after.match(scene.folded, piece.end)
    return _on_after(earlier, piece.day.weekday()) if follows else piece.day


def _on_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7 or 7)


_FINDERS = (
    _next_days,
    _same_time,
    _week_numbers,
    quarters,
    month_parts,
    _nth_days,
    _days_before,
    _named_days,
    _one_or_two,
    _amounts,
    _periods,
    _day_numbers,
    _single_days,
)
