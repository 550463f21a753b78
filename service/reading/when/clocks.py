"""Finds times of day in folded text, with their ranges and zones (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from service.reading.when.clock_patterns import ClockPatterns, clock_patterns
from service.reading.when.lexicon import Lexicon
from service.reading.zones import Zone, ZoneContext, offset_zone, read_zone

_BUSINESS_PM = range(1, 7)
"""Hours that without am or pm mean the afternoon: nobody interviews at three in the night."""

_EVENING = range(5, 12)
"""Hours that belong to an evening where the sentence speaks of one."""
_EARLIER_BY = 60
"""Minutes by which guests are asked to come before "18.30 for 19.00" begins."""
_SENTENCE = 70
"""Characters before a time in which its sentence says so."""

_FEWEST_ROWS = 2
"""Lines that begin with a number such as 0930 or 9.30 and a gap, from which on they are times."""


@dataclass(frozen=True, slots=True)
class Point:
    """One time of day as written. `half` is "am", "pm" or None; `sure` False needs company.

    `exact`: written with its minutes, be they none ("10.00").
    """

    start: int
    end: int
    hour: int
    minute: int
    half: str | None
    sure: bool
    padded: bool = False
    unit: bool = False
    exact: bool = False

    @property
    def round(self) -> bool:
        """Whether the minutes are such as people meet at, as those of a price seldom are."""
        return self.exact and self.minute % 5 == 0


@dataclass(frozen=True, slots=True)
class ClockPiece:
    """A time or a range of times. `zone_named`: the text names a zone (None: "your local time").

    `next_day`: the range ends after midnight. `halved`: the text says which half of the day.
    `sure` False: counts only beside a date or a zone.
    """

    start: int
    end: int
    begins: time
    ends: time | None
    zone: Zone | None
    zone_named: bool
    next_day: bool = False
    sure: bool = True
    halved: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """The text and what reads it: dates in `folded` are blanked to \\x01."""

    folded: str
    original: str
    words: Lexicon
    patterns: ClockPatterns
    zones: ZoneContext
    hints: Sequence[tuple[int, int]]

    def hinted(self, point: Point) -> bool:
        """Whether it stands where the text surely tells of a time."""
        return any(start <= point.start < end for start, end in self.hints)

    def before(self, position: int, width: int) -> str:
        return self.folded[max(0, position - width) : position]

    def zone_at(self, position: int) -> tuple[bool, Zone | None, int]:
        """(whether a zone is named there, the zone, the end of its text)."""
        found = read_zone(self.folded, self.original, position, self.zones)
        return (True, *found) if found else (False, None, position)

    def beside_date(self, position: int) -> bool:
        """Whether a date stands before, with nothing but links ("at", a comma) between."""
        before = self.before(position, 26)
        if "\x01" not in before:
            return False
        return bool(self.patterns.link_gap.fullmatch(before[before.rindex("\x01") + 1 :]))

    def part_of_day(self, position: int, end: int) -> str | None:
        """ "am" or "pm" from a part of the day named just before ("Thursday afternoon at 2").

        Else behind the day that follows ("half seven on Wednesday evening").
        """
        match = self.patterns.part_before.search(self.before(position, 28))
        match = match or self.patterns.part_after.match(self.folded, end)
        return self.words.day_parts.get(match["part"]) if match else None

    def in_the_evening(self, position: int) -> bool:
        """Whether its sentence spoke of the evening ("in the evening, she comes on at eight")."""
        return bool(self.patterns.evening.search(self.before(position, _SENTENCE)))


def find_clocks(
    folded: str,
    original: str,
    words: Lexicon,
    zones: ZoneContext,
    hints: Sequence[tuple[int, int]] = (),
) -> list[ClockPiece]:
    """All times of `folded` (its dates blanked to \\x01), in order, none overlapping.

    `hints` as in find_times.
    """
    text = _Text(folded, original, words, clock_patterns(words.code), zones, hints)
    stamps = [_iso(match) for match in text.patterns.iso.finditer(folded)]
    for stamp in stamps:
        blank = "\x02" * (stamp.end - stamp.start)
        text = replace(text, folded=text.folded[: stamp.start] + blank + text.folded[stamp.end :])
    points = _points(text)
    pieces: list[ClockPiece] = []
    index = 0
    while index < len(points):
        piece, used = _piece(text, points, index)
        index += used
        if piece and not (pieces and piece.start < pieces[-1].end):
            pieces.append(piece)
    return sorted([*stamps, *pieces], key=lambda piece: piece.start) if stamps else pieces


def _points(text: _Text) -> list[Point]:
    found = []
    for match in text.patterns.worded.finditer(text.folded):
        point = _worded(match, text)
        if point:
            found.append(point)
    for match in text.patterns.military.finditer(text.folded):
        hour, minute = int(match["h"]), int(match["m"])
        found.append(Point(match.start(), match.end(), hour, minute, "24", True))
    for match in text.patterns.packed.finditer(text.folded):
        hour, minute = int(match["h"]), int(match["m"])
        half = _half(match["mer"], text.patterns)
        found.append(Point(match.start(), match.end(), hour, minute, half, sure=True))
    for match in text.patterns.four_digits.finditer(text.folded):
        hour, minute = int(match["h"]), int(match["m"])
        found.append(Point(match.start(), match.end(), hour, minute, "24", sure=False, exact=True))
    for match in text.patterns.military_range.finditer(text.folded):
        first, second = int(match["h"]), int(match["h2"])
        found += [
            Point(match.start(), match.end("m"), first, int(match["m"]), "24", sure=True),
            Point(match.start("h2"), match.end(), second, int(match["m2"]), "24", sure=True),
        ]
    found += _rows(text)
    found += [point for point in _in_hints(text) if not _covered(point, found)]
    taken = [(point.start, point.end) for point in found]
    for match in text.patterns.point.finditer(text.folded):
        if not any(match.start() < end and match.end() > start for start, end in taken):
            numeric = _numeric(match, text)
            if numeric:
                found.append(numeric)
    return sorted(found, key=lambda point: point.start)


def _in_hints(text: _Text) -> Iterator[Point]:
    """Hours in words and in four digits that only their place tells to be times."""
    for start, end in text.hints:
        for match in text.patterns.bare_hour.finditer(text.folded, start, end):
            yield Point(*match.span(), text.words.numbers[match.group()], 0, None, sure=True)
        for match in text.patterns.bare_digits.finditer(text.folded, start, end):
            whole = "24" if len(match["h"]) == 2 and not match["mer"] else None
            half = _half(match["mer"], text.patterns) or whole
            yield Point(*match.span(), int(match["h"]), int(match["m"]), half, sure=True)


def _covered(point: Point, found: Sequence[Point]) -> bool:
    return any(point.start < other.end and other.start < point.end for other in found)


def _rows(text: _Text) -> list[Point]:
    """The times that begin the lines of a programme, however they are written."""
    rows = list(text.patterns.row.finditer(text.folded))
    if len(rows) < _FEWEST_ROWS:
        return []
    return [
        Point(
            match.start("h"),
            match.end(),
            int(match["h"]),
            int(match["m"]),
            None if match["dot"] else "24",
            sure=True,
        )
        for match in rows
        if int(match["h"]) < 24 and (match["dot"] or len(match["h"]) == 2)
    ]


def _iso(match: re.Match[str]) -> ClockPiece:
    """The time of an ISO 8601 timestamp, behind its date."""
    zone = offset_zone(match["offset"] or "")
    begins = time(int(match["h"]), int(match["m"]))
    return ClockPiece(match.start(), match.end(), begins, None, zone, zone is not None)


def _worded(match: re.Match[str], text: _Text) -> Point | None:
    if match["clock"]:
        hour = text.words.clock_words[re.sub(r"\s", " ", match["clock"])]
        return Point(match.start(), match.end(), hour, 0, "24", True)
    word = match["hour"] or match["number"] or match["bare"] or match["said"]
    word = word or match["led"] or match["whole"] or match["plain"]
    hour = text.words.numbers.get(word) or (int(word) if word.isdigit() else 0)
    minute = _minutes(match, text.words)
    if minute < 0:
        hour, minute = hour - 1 or 12, 60 + minute
    if minute > 59 or not 0 <= hour <= 23:
        return None
    meridiem = match["mer"] or match["mer2"] or match["mer3"] or match["mer4"]
    end = match.end()
    if meridiem == "am" and text.words.code != "en" and word in text.words.languages[0]["numbers"]:
        if not minute:
            return None  # "lade ich Sie ein am"
        end -= len(match.group()) - len(match.group().removesuffix(meridiem).rstrip())
        meridiem = None  # "um halb elf am Vormittag"
    half = _half(meridiem, text.patterns)
    start = match.start("bare") if match["bare"] else match.start()
    start = next((match.start(name) for name in ("said", "led") if match[name]), start)
    return Point(start, end, hour, minute, half, sure=not match["bare"])


def _minutes(match: re.Match[str], words: Lexicon) -> int:
    """Minutes past the hour that is named in words; less than none before it."""
    if match["half_past"] or match["half_before"]:
        return 30 if match["half_past"] else -30
    if match["quarter_past"] or match["quarter_to"]:
        return 15 if match["quarter_past"] else -15
    if match["lacking"]:
        return -words.minutes_to_hour[match["lacking"]]
    if match["minutes"]:
        past = match["minutes"]
        return words.numbers.get(past) or (int(past) if past.isdigit() else 0)
    return words.minutes_after[re.sub(r"\s", " ", match["more"])] if match["more"] else 0


def _half(meridiem: str | None, patterns: ClockPatterns) -> str | None:
    if not meridiem:
        return None
    return "am" if meridiem == "a" or patterns.am.fullmatch(meridiem) else "pm"


def _numeric(match: re.Match[str], text: _Text) -> Point | None:
    hour, minute = int(match["h"]), int(match["m"] or match["hm"] or match["wm"] or 0)
    if hour > 24 or (hour == 24 and minute):
        return None
    letter = match["letter"] if text.words.code == "en" else None  # "EG 9a" is no hour elsewhere
    half = _half(match["mer"] or letter, text.patterns)
    if half and not match["m"] and not 1 <= hour <= 12:
        return None
    sure = bool(match["sep"] == ":" or half or match["word"] or match["hm"])
    sure = sure or bool(match["m"] and (text.words.dot_times or match["unit"]))
    padded = len(match["h"]) == 2 and hour < 10
    # Where clocks are written up to 24, 6:30 is the morning.
    padded = padded or (hour == 6 and bool(match["m"]) and text.words.code != "en")
    unit = bool(match["unit"])
    exact = bool(match["m"])
    return Point(match.start(), match.end(), hour % 24, minute, half, sure, padded, unit, exact)


def _piece(text: _Text, points: list[Point], index: int) -> tuple[ClockPiece | None, int]:
    first = points[index]
    hinted = not first.sure and text.hinted(first)
    named, zone, end = text.zone_at(first.end)
    if hinted and not text.patterns.counts.match(text.folded, end):
        first = replace(first, sure=True)
    second = points[index + 1] if index + 1 < len(points) else None
    if second and _comes_before(text, first, second, end):
        return None, 1
    if second and _is_range(text, first, second, end):
        return _range(text, first, second, (named, zone)), 2
    if not first.sure and not _stands(text, first, end, zoned=named):
        return None, 1
    part = text.part_of_day(first.start, end)
    if part is None and first.hour in _EVENING and text.in_the_evening(first.start):
        part = "pm"
    begins = time(_hour_alone(first, part), first.minute)
    halved = bool(first.half or first.padded)
    sure = first.sure or first.round
    return ClockPiece(first.start, end, begins, None, zone, named, halved=halved, sure=sure), 1


def _comes_before(text: _Text, first: Point, second: Point, end: int) -> bool:
    """Whether the first time is only when to arrive: "18.30 for 19.00"."""
    apart = 60 * (second.hour - first.hour) + second.minute - first.minute
    gap = text.folded[end : second.start]
    return 0 < apart <= _EARLIER_BY and text.patterns.for_gap.fullmatch(gap) is not None


def _is_range(text: _Text, first: Point, second: Point, end: int) -> bool:
    gap = text.folded[end : second.start]
    if len(gap) > 24 or not text.patterns.range_gap.fullmatch(gap):
        return False
    if text.patterns.moved_from.search(text.before(first.start, 60)):
        return False
    opened = text.patterns.opener.search(text.before(first.start, 12))
    if text.patterns.and_gap.fullmatch(gap) and not opened:
        return False
    if first.sure or second.sure or text.beside_date(first.start):
        return True
    after = text.zone_at(second.end)[2]
    if text.patterns.hour_led.search(text.before(first.start, 8)) and not first.unit:
        return not text.patterns.counts.match(text.folded, after)  # "with him at 11 till 12"
    return first.round and second.round and not text.patterns.counts.match(text.folded, after)


def _range(
    text: _Text, first: Point, second: Point, before: tuple[bool, Zone | None]
) -> ClockPiece:
    named, zone, end = text.zone_at(second.end)
    if not named:
        named, zone = before
    begins, ends = _hours_of_range(first, second, text.part_of_day(first.start, end))
    return ClockPiece(
        first.start,
        end,
        begins,
        ends,
        zone,
        named,
        next_day=ends <= begins,
        halved=bool(first.half or second.half or first.padded),
        sure=first.sure or second.sure,
    )


def _hours_of_range(first: Point, second: Point, part: str | None) -> tuple[time, time]:
    """The two times of a range: one am or pm serves both, unless the range would run backwards."""
    if second.half:
        ends = time(_hour(second, second.half), second.minute)
        begins = time(_hour(first, first.half or second.half), first.minute)
        if first.half is None and begins >= ends and first.hour <= 12:
            other = "am" if second.half == "pm" else "pm"
            begins = time(_hour(first, other), first.minute)
        return begins, ends
    begins = time(_hour_alone(first, part), first.minute)
    ends = time(_hour(second, first.half), second.minute)
    if ends <= begins and second.hour < 12 and not second.padded:
        ends = time((ends.hour + 12) % 24, second.minute)
    elif ends <= begins and ends.hour == 0 and second.hour == 12:
        ends = time(12, second.minute)
    return begins, ends


def _hour(point: Point, half: str | None) -> int:
    if half in (None, "24") or point.hour > 12:
        return point.hour
    return point.hour % 12 + (12 if half == "pm" else 0)


def _hour_alone(point: Point, part: str | None) -> int:
    if point.half:
        return _hour(point, point.half)
    if point.padded or point.hour >= 12:
        return point.hour
    if part:
        return _hour(point, part)
    return point.hour + 12 if point.hour in _BUSINESS_PM else point.hour


def _stands(text: _Text, point: Point, end: int, *, zoned: bool) -> bool:
    """Whether a bare number ("at 2", "@ 2 PT") is a time: by the word before and what follows."""
    at = text.patterns.at_before.search(text.before(point.start, 26))
    if zoned:
        return bool(at or point.exact) or text.beside_date(point.start)
    if text.beside_date(point.start) and (at or point.unit or point.exact):
        return not text.patterns.counts.match(text.folded, end)
    if point.unit:
        return bool(at)  # "venez à 17h à la place"
    followed = text.patterns.ends_here.match(text.folded, end)
    before_date = text.folded[end : end + 3].lstrip(" ,(").startswith("\x01")
    if point.round and text.patterns.time_led.search(text.before(point.start, 40)):
        return True  # "your new time is 11.30"
    if (point.exact or point.half == "24") and before_date:
        return True  # "3.45 this afternoon"
    return bool(at) and bool(followed or before_date)
