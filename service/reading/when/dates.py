"""Finds dates in folded text: absolute, numeric, weekday and relative ones (pure).

A date is found as written (fields) and resolved against the day of writing at once; numeric dates
need to know first whether day or month comes first (see `day_order`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from service.reading.when.date_patterns import DatePatterns, date_patterns
from service.reading.when.lexicon import Lexicon
from service.reading.when.periods import nth_weekday
from service.reading.when.years import at_most, nearest_day, nearest_month_day, valid

_MINUTES_OF_FIVE = (5, 10)
"""Numbers of months that are likelier the minutes of a time."""
_IMPLAUSIBLE_YEARS = 6
_ABBREVIATED = 6
"""Letters of an abbreviated weekday at most, with its dot ("Thurs.")."""
_LEAD = 14
"""Characters before a day in which a word that leads to it ends."""


@dataclass(frozen=True, slots=True)
class DatePiece:
    """A date in the text. `last` is the last day of a span of days ("March 5-7").

    `weak`: counts only beside a time ("sat", "the 5th", "3/5"). `relative`: told from the day of
    writing ("tomorrow", "next Tuesday"). `part` is "am" or "pm" where a part of the day is named.
    """

    start: int
    end: int
    day: date
    last: date | None = None
    explicit_year: bool = False
    weekday_conflict: bool = False
    weak: bool = False
    relative: bool = False
    weekday_only: bool = False
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """What resolves a date: the day of writing and the order of numeric dates."""

    today: date
    day_first: bool


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the finders share."""

    original: str
    words: Lexicon
    days: Days
    patterns: DatePatterns


def find_dates(folded: str, original: str, words: Lexicon, days: Days) -> list[DatePiece]:
    """All dates of `folded`, in order; adjoining ones ("tomorrow, March 5") merged."""
    scene = _Scene(original, words, days, date_patterns(words.code))
    taken: list[DatePiece] = []
    blanked = folded
    for finder in (_month_names, _numeric, _ordinal_days, _weekdays, _relative):
        found = list(finder(blanked, scene))
        taken += found
        blanked = blank(blanked, found)
    return _merge(sorted(taken, key=lambda piece: piece.start), folded, scene.patterns)


def blank(text: str, pieces: list[DatePiece]) -> str:
    """`text` with the dates blanked to \\x01, every other character in its place."""
    if not pieces:
        return text
    parts, last = [], 0
    for piece in sorted(pieces, key=lambda each: each.start):
        if piece.start >= last:
            parts += [text[last : piece.start], "\x01" * (piece.end - piece.start)]
            last = piece.end
    return "".join([*parts, text[last:]])


def _month_names(text: str, scene: _Scene) -> Iterator[DatePiece]:
    patterns = scene.patterns
    if not patterns.any_month.search(text):
        return
    nth = list(_weekdays_of_months(text, scene))
    yield from nth
    seen: list[tuple[int, int]] = [(piece.start, piece.end) for piece in nth]
    for pattern in (patterns.day_month, patterns.month_day):
        for match in pattern.finditer(text):
            if any(match.start() < end and match.end() > start for start, end in seen):
                continue
            piece = _month_piece(match, int(match.group("day")), scene)
            if piece:
                seen.append((piece.start, piece.end))
                yield piece
    for match in patterns.day_in_words.finditer(text):
        day = scene.words.days_in_words[re.sub(r"\s", " ", match.group("words"))]
        piece = _month_piece(match, day, scene)
        if piece:
            yield piece


def _weekdays_of_months(text: str, scene: _Scene) -> Iterator[DatePiece]:
    """ "the first Friday in January": the next one to come, if no year is named."""
    for match in scene.patterns.weekday_of_month.finditer(text):
        number = scene.words.days_in_words[re.sub(r"\s", " ", match.group("words"))]
        weekday = scene.words.weekdays[match.group("wd").rstrip(".")]
        month = scene.words.months[match.group("month").rstrip(".")]
        named, today = match.group("year"), scene.days.today
        years = [_year(named)] if named else [today.year, today.year + 1]
        days = [nth_weekday(year, month, weekday, number) for year in years]
        day = next((day for day in days if named or day >= today), None)
        if day and day.month == month:
            yield DatePiece(match.start(), match.end(), day, explicit_year=bool(named))


def _month_piece(match: re.Match[str], day: int, scene: _Scene) -> DatePiece | None:
    words, days, patterns = scene.words, scene.days, scene.patterns
    name = match.group("month").rstrip(".")
    lower = scene.original[match.start("month")].islower()
    named = match.group("wd") or match.group("wd2")
    weak = match.re is patterns.day_month and lower and name in patterns.weak_months
    if weak and not named:
        between = match.string[match.end("day") : match.start("month")].strip()
        at = match.start("day")
        if not between and not patterns.date_lead.search(match.string, max(0, at - _LEAD), at):
            return None
    if patterns.street.match(match.string, match.end()):
        return None
    weekday = words.weekdays.get((match.group("wd") or match.group("wd2") or "").rstrip("."))
    month = words.months[name]
    resolved = _full(match.group("year"), month, day, weekday, days)
    if resolved is None:
        return None
    last = match.groupdict().get("day2")
    until = valid(resolved.year, month, int(last)) if last else None
    return DatePiece(
        match.start(),
        match.end(),
        resolved,
        last=until if until and until > resolved else None,
        explicit_year=bool(match.group("year")),
        weekday_conflict=weekday is not None and resolved.weekday() != weekday,
    )


def _full(year: str | None, month: int, day: int, weekday: int | None, days: Days) -> date | None:
    if year is None:
        return nearest_month_day(days.today, month, day, weekday)
    return valid(_year(year), month, day)


def _year(said: str) -> int:
    number = int(said.lstrip("'"))
    return number + 2000 if number < 100 else number


def _numeric(text: str, scene: _Scene) -> Iterator[DatePiece]:
    patterns = scene.patterns
    for match in patterns.iso.finditer(text):
        day = valid(int(match.group("y")), int(match.group("m")), int(match.group("d")))
        if day:
            yield DatePiece(match.start(), match.end("d"), day, explicit_year=True)
    for match in patterns.numeric.finditer(text):
        piece = _numeric_piece(match, text, scene)
        if piece:
            yield piece


def _numeric_piece(match: re.Match[str], text: str, scene: _Scene) -> DatePiece | None:
    words, days, patterns = scene.words, scene.days, scene.patterns
    year, sep = match.group("y"), match.group("sep")
    weekday = words.weekdays.get((match.group("wd") or "").rstrip("."))
    strength = _numeric_strength(match, text, words, patterns)
    if strength == "none" and _is_that_weekday(match, weekday, days):
        strength = "strong"
    if strength == "none":
        return None
    first, second = int(match.group("a")), int(match.group("b"))
    orders = [(second, first), (first, second)]
    if not days.day_first and sep != ".":
        orders.reverse()
    found = [day for m, d in orders if (day := _full(year, m, d, weekday, days))]
    if not found or (
        year and abs(found[0].year - days.today.year) > _IMPLAUSIBLE_YEARS and strength == "weak"
    ):
        return None
    fitting = [day for day in found if weekday is not None and day.weekday() == weekday]
    day = (fitting or found)[0]
    return DatePiece(
        match.start(),
        match.end(),
        day,
        explicit_year=bool(year),
        weekday_conflict=weekday is not None and day.weekday() != weekday,
        weak=strength == "weak",
    )


def _is_that_weekday(match: re.Match[str], weekday: int | None, days: Days) -> bool:
    """Whether "Thursday 03.12" is a Thursday as a date: a time has few such minutes."""
    day, month = int(match.group("a")), int(match.group("b"))
    if match.group("sep") != "." or weekday is None or month in _MINUTES_OF_FIVE:
        return False
    found = _full(match.group("y"), month, day, weekday, days)
    return found is not None and found.weekday() == weekday


def _numeric_strength(
    match: re.Match[str], text: str, words: Lexicon, patterns: DatePatterns
) -> str:
    """ "strong": a date by its form; "weak": one only beside a time; "none": no date."""
    year, sep = match.group("y"), match.group("sep")
    led = match.group("wd") or patterns.date_lead.search(
        text, max(0, match.start() - _LEAD), match.start()
    )
    if year and len(year.lstrip("'")) == 4:
        return "strong"
    if patterns.unit_after.match(text, match.end()):
        return "none"
    if sep == "-":
        return "strong" if year and led else "none"
    if sep == ".":
        if words.dot_times and not year and int(match["b"]) > 12:
            return "none"  # "Montag 7.15" is a time where times have dots
        dotted = year or match.group("dot") or words.dot_times
        if not words.day_first and not match.group("wd"):
            return "weak" if year else "none"
        return ("strong" if led else "weak") if dotted else "none"
    return "strong" if year or led else "weak"


def _ordinal_days(text: str, scene: _Scene) -> Iterator[DatePiece]:
    words, days, patterns = scene.words, scene.days, scene.patterns
    for match in patterns.ordinal_day.finditer(text):
        weekday = words.weekdays.get((match.group("wd") or "").rstrip("."))
        number = int(match.group("day") or match.group("bare"))
        day = nearest_day(days.today, number, weekday)
        if day and not patterns.not_a_day.match(text, match.end()):
            conflict = weekday is not None and day.weekday() != weekday
            weak = weekday is None and not (match.group("on") or match.group("bare"))
            if conflict:
                continue
            yield DatePiece(match.start(), match.end(), day, weak=weak)


def _weekdays(text: str, scene: _Scene) -> Iterator[DatePiece]:
    words, days, patterns = scene.words, scene.days, scene.patterns
    ranges = [
        match.span()
        for match in patterns.weekday_range.finditer(text)
        if not patterns.moving.search(text, max(0, match.start() - 30), match.start())
    ]
    for match in patterns.weekday.finditer(text):
        if any(start <= match.start("wd") < end for start, end in ranges):
            continue
        name = match.group("wd").rstrip(".")
        yield DatePiece(
            match.start(),
            max(_end_of(match), *(match.end(part) for part in ("post", "later", "much_later"))),
            _weekday_date(match, words.weekdays[name], days.today, patterns),
            weak=name in patterns.weak_weekdays,
            relative=True,
            weekday_only=True,
        )


def _end_of(match: re.Match[str]) -> int:
    """The end of a weekday's name: a dot behind a whole one ends the sentence, not the name."""
    name = match.group("wd")
    return match.end("wd") - (name.endswith(".") and len(name) > _ABBREVIATED)


def _weekday_date(match: re.Match[str], weekday: int, today: date, patterns: DatePatterns) -> date:
    """The day of a weekday's name: the coming one; with "next", the next calendar week's."""
    ahead = (weekday - today.weekday()) % 7 or 7
    before, after = match.group("mod") or "", match.group("post") or ""
    weeks = match.group("weeks")
    coming = today + timedelta(days=ahead)
    if weeks:
        return at_most(
            coming + timedelta(weeks=2 if {"two", "fortnight"} & set(weeks.split()) else 1)
        )
    if match.group("later") or match.group("much_later"):
        return at_most(coming + timedelta(weeks=2 if match.group("much_later") else 1))
    if patterns.last.fullmatch(before) or patterns.last.fullmatch(after.strip()):
        return today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
    if patterns.next.fullmatch(before) or patterns.next.fullmatch(after.strip()):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1)
        return at_most(monday + timedelta(days=weekday))
    return at_most(coming)


def _relative(text: str, scene: _Scene) -> Iterator[DatePiece]:
    words, days, patterns = scene.words, scene.days, scene.patterns
    for match in patterns.relative.finditer(text):
        if patterns.not_relative.search(text, max(0, match.start() - 12), match.start()):
            continue
        word = re.sub(r"\s", " ", match.group("word"))
        part = words.day_parts.get(word) or words.day_parts.get(word.split()[-1])
        day = at_most(days.today + timedelta(days=words.relative_days[word]))
        yield DatePiece(match.start(), match.end(), day, relative=True, part=part)


def _merge(pieces: list[DatePiece], folded: str, patterns: DatePatterns) -> list[DatePiece]:
    """Joins "tomorrow, Thursday, March 5" and "next Tuesday (March 10)"; the fuller date wins."""
    merged: list[DatePiece] = []
    for piece in pieces:
        previous = merged[-1] if merged else None
        if previous and piece.start < previous.end:
            continue
        gap = folded[previous.end : piece.start] if previous else None
        if previous and gap is not None and patterns.apposition.fullmatch(gap):
            joined = _join(previous, piece)
            if joined:
                merged[-1] = joined
                continue
        merged.append(piece)
    return merged


def _join(first: DatePiece, second: DatePiece) -> DatePiece | None:
    """Two adjoining names of one day, or None where they are two days (two weekdays in a list)."""
    if not first.relative and not second.relative:
        return None
    if first.weekday_only and second.weekday_only:
        return None
    absolute = second if first.relative and not second.relative else first
    other = first if absolute is second else second
    if absolute.relative and absolute.weekday_only:
        absolute, other = other, absolute
    if absolute.relative and absolute.day != other.day:
        return None
    if other.weekday_only and other.day.weekday() != absolute.day.weekday() and not other.weak:
        conflict = True
    else:
        conflict = absolute.weekday_conflict
    return replace(
        absolute,
        start=first.start,
        end=second.end,
        weekday_conflict=conflict,
        weak=False,
        part=absolute.part or other.part,
    )
