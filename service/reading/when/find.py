"""The dates and times a text names, as instants (pure): `find_times`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from service.reading.when.attach import Pair, attach
from service.reading.when.clock_patterns import ClockPatterns, clock_patterns
from service.reading.when.clocks import ClockPiece, find_clocks
from service.reading.when.cues import as_cue, begins_row, cue_at, cue_patterns
from service.reading.when.date_patterns import date_patterns
from service.reading.when.dates import DatePiece, Days, blank, find_dates
from service.reading.when.day_order import day_comes_first
from service.reading.when.durations import with_durations
from service.reading.when.fold import fold, mask
from service.reading.when.lexicon import Lexicon, lexicon
from service.reading.when.model import Cue, TimeMention
from service.reading.when.slots import with_offered_slots
from service.reading.when.zone_choice import ZoneChoice, zone_choice
from service.reading.zones import Zone, ZoneContext

LONGEST = 20_000
"""Characters that are read: an interview stands in the first pages of a mail or nowhere."""

_MOST_PIECES = 150


def find_times(
    text: str,
    *,
    reference: datetime,
    default_zone: str | None,
    language: str = "en",
    day_first: bool | None = None,
    sender_zone_known: bool = True,
    struck: Sequence[str] = (),
    hints: Sequence[tuple[int, int]] | None = None,
) -> tuple[TimeMention, ...]:
    """The dates and times of `text`, in order.

    `reference` is when the text was written, aware, in the sender's own offset (the Date header);
    `default_zone` the candidate's IANA zone. A time without a zone is in the sender's offset, or,
    where that is not known (`sender_zone_known` False), in the default zone. `day_first` tells how
    to read 05/03; None decides from the text, zone, sender and language. `struck` are the texts
    that the message's HTML shows struck through: their times are previous ones. With `hints`, be
    they none, a bare number is also taken for a time ("come at 11") where no date stands beside;
    they are places that surely tell of a day or a time, where any number and any word that may be
    one is ("11", "0930", "10.45", "sat"). Only the first `LONGEST` characters are read.
    """
    text = text[:LONGEST]
    reader = _Reader(reference, default_zone, language, day_first, sender_zone_known, hints)
    if not struck:
        return reader.read(text)
    now, before = _without_struck(text, struck)
    old = [replace(each, cue=Cue.PREVIOUS) for each in reader.read(before)]
    quoted = [replace(each, quote=text[slice(*each.span)]) for each in [*reader.read(now), *old]]
    return tuple(sorted(quoted, key=lambda mention: mention.span))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One way of reading texts; the fields are `find_times`'s parameters."""

    reference: datetime
    default_zone: str | None
    language: str
    day_first: bool | None
    sender_zone_known: bool
    hints: Sequence[tuple[int, int]] | None

    def read(self, text: str) -> tuple[TimeMention, ...]:
        words = lexicon(self.language)
        folded = fold(text)
        if not _worth_reading(folded, words):
            return ()
        denied = clock_patterns(words.code).denied
        folded = denied.sub(lambda match: " " * len(match.group()), mask(folded))
        context = ZoneContext(self.reference, self.default_zone, words.code, folded)
        choice = zone_choice(context, sender_zone_known=self.sender_zone_known)
        first = self.day_first
        if first is None:
            first = day_comes_first(folded, text, words, context, choice)
        dates = find_dates(folded, text, words, Days(choice.today, first))[:_MOST_PIECES]
        dates = [replace(p, weak=False) if self._hinted(p) else p for p in dates]
        blanked = blank(folded, dates)
        clocks = find_clocks(blanked, text, words, context, self.hints or ())[:_MOST_PIECES]
        return _mentions(text, blanked, dates, clocks, words, choice, loose=self.hints is not None)

    def _hinted(self, piece: DatePiece) -> bool:
        return piece.weak and any(a < piece.end and piece.start < b for a, b in self.hints or ())


def _without_struck(text: str, struck: Sequence[str]) -> tuple[str, str]:
    """(the text with what is struck through blanked, the text with all else blanked)."""
    now, before = list(text), ["\n" if char == "\n" else " " for char in text]
    for old in struck:
        loose = r"\s+".join(re.escape(word) for word in old.split())
        match = re.search(loose, text) if loose else None
        if match:
            for index in range(*match.span()):
                now[index], before[index] = " ", text[index]
    return "".join(now), "".join(before)


def _worth_reading(folded: str, words: Lexicon) -> bool:
    return bool(re.search(r"\d", folded) or date_patterns(words.code).any_word.search(folded))


def _mentions(
    text: str,
    blanked: str,
    dates: list[DatePiece],
    clocks: list[ClockPiece],
    words: Lexicon,
    choice: ZoneChoice,
    *,
    loose: bool,
) -> tuple[TimeMention, ...]:
    patterns = clock_patterns(words.code)
    clocks = _without_hours(blanked, clocks, words)
    clocks = _with_same_time(blanked, clocks, patterns)
    clocks = choice.fill(blanked, text, dates, clocks, patterns)
    dates = _spanning(blanked, dates, patterns)
    asides = _asides(blanked, dates, words, choice.today)
    pairs = attach(blanked, dates, clocks, patterns, asides, loose=loose)
    found = [_of_pair(text, pair, choice) for pair in pairs]
    found = _without_echoes(blanked, found)
    used = {id(piece) for pair in pairs for piece in (pair.date, pair.until)}
    lone = [piece for piece in dates if id(piece) not in used and not piece.weak]
    found += [_of_date(text, piece, choice) for piece in lone]
    found = sorted(found, key=lambda mention: mention.span)
    found = _with_cues(blanked, found, words, choice.moment)
    found = with_durations(blanked, found, words)
    return tuple(with_offered_slots(blanked, found, words))


def _without_hours(blanked: str, clocks: list[ClockPiece], words: Lexicon) -> list[ClockPiece]:
    """Without opening hours ("Monday to Friday, 9am-5pm")."""
    ranges = [match.span() for match in date_patterns(words.code).hours_range.finditer(blanked)]
    return [
        clock
        for clock in clocks
        if not any(
            0 <= clock.start - end <= 20 or 0 <= start - clock.end <= 6 for start, end in ranges
        )
    ]


def _with_same_time(
    blanked: str, clocks: list[ClockPiece], patterns: ClockPatterns
) -> list[ClockPiece]:
    """With "the same time" standing for the time named before."""
    more = []
    for match in patterns.same_time.finditer(blanked):
        earlier = [clock for clock in clocks if clock.end <= match.start()]
        if earlier:
            more.append(replace(earlier[-1], start=match.start(), end=match.end(), sure=True))
    return sorted([*clocks, *more], key=lambda clock: clock.start)


def _asides(blanked: str, dates: list[DatePiece], words: Lexicon, today: date) -> frozenset[int]:
    """The starts of the dates that are deadlines, or tell of the past or of what no longer holds.

    A day to come is not when something happened, whatever stands before it.
    """
    patterns = cue_patterns(words.code)
    floors = [0, *(piece.end for piece in dates)]
    cues = (
        cue_at(blanked, piece.start, piece.end, floor, patterns)
        for piece, floor in zip(dates, floors, strict=False)
    )
    aside = ("sent", "deadline", "start_of_work", "previous")
    return frozenset(
        piece.start
        for piece, cue in zip(dates, cues, strict=False)
        if cue in aside and not (cue == "sent" and piece.day > today)
    )


def _spanning(blanked: str, dates: list[DatePiece], patterns: ClockPatterns) -> list[DatePiece]:
    """The dates, the last of "between July 20 and July 31" marked as the end of a span of days."""
    told = dates[:1]
    for before, piece in pairwise(dates):
        gap = blanked[before.end : piece.start]
        opened = patterns.opener.search(blanked, max(0, before.start - 12), before.start)
        spans = patterns.range_gap.fullmatch(gap) if len(gap) <= 24 else None
        moved = patterns.moved_from.search(blanked, max(0, before.start - 60), before.start)
        if spans and not moved and (opened or "-" in gap) and before.day < piece.day:
            piece = replace(piece, last=piece.last or piece.day)  # noqa: PLW2901
        told.append(piece)
    return told


def _of_pair(text: str, pair: Pair, choice: ZoneChoice) -> TimeMention:
    clock, piece = pair.clock, pair.date
    zone, source = choice.of(clock)
    day = piece.day if piece else None
    span = _span(pair)
    if day is None:
        day = _next_day(clock.begins, zone, choice.moment)
    elif piece and piece.relative:
        day = choice.shifted(day, zone, source)
    if piece and piece.part == "pm" and not clock.halved:
        clock = _in_the_evening(clock)
    start = zone.at(day, clock.begins)
    return TimeMention(
        start=start,
        end=_end(replace(pair, clock=clock), day, zone),
        time_zone=zone.name,
        zone_source=source,
        span=span,
        quote=text[slice(*span)],
        has_date=piece is not None,
        has_time=True,
        explicit_year=bool(piece and piece.explicit_year),
        weekday_conflict=bool(piece and piece.weekday_conflict),
        approximate=bool(piece and piece.last),
        date_span=(piece.start, piece.end) if piece and not pair.beside else None,
    )


def _in_the_evening(clock: ClockPiece) -> ClockPiece:
    """ "tonight at 8"."""
    if clock.begins.hour >= 12:
        return clock
    begins = clock.begins.replace(hour=clock.begins.hour + 12)
    ends = clock.ends
    if ends and ends.hour < 12:
        ends = ends.replace(hour=ends.hour + 12)
    return replace(clock, begins=begins, ends=ends)


def _end(pair: Pair, day: date, zone: Zone) -> datetime | None:
    if pair.closing:
        last = pair.until.day if pair.until else day
        end = zone.at(last, pair.closing.begins)
        return end if end > zone.at(day, pair.clock.begins) else None
    if pair.clock.ends is None:
        return None
    return zone.at(day + timedelta(days=1 if pair.clock.next_day else 0), pair.clock.ends)


def _next_day(clock: time, zone: Zone, moment: datetime) -> date:
    today = moment.astimezone(zone.tz).date()
    return today if zone.at(today, clock) > moment else today + timedelta(days=1)


def _span(pair: Pair) -> tuple[int, int]:
    clock = pair.clock
    end = max(clock.end, pair.closing.end if pair.closing else 0)
    if pair.date is None or not pair.beside:
        return clock.start, end
    return min(clock.start, pair.date.start), max(end, pair.date.end)


def _of_date(text: str, piece: DatePiece, choice: ZoneChoice) -> TimeMention:
    zone, source = choice.plain
    end = zone.at(piece.last, time(0)) if piece.last else None
    return TimeMention(
        start=zone.at(piece.day, time(0)),
        end=end,
        time_zone=zone.name,
        zone_source=source,
        span=(piece.start, piece.end),
        quote=text[piece.start : piece.end],
        has_date=True,
        has_time=False,
        explicit_year=piece.explicit_year,
        weekday_conflict=piece.weekday_conflict,
        approximate=piece.part is not None,
    )


_ECHO_GAP = re.compile(r"[\s/|(,=~)·-]{1,6}(?:(?:or|i\.e\.|that is)[\s,]{1,2})?")


def _without_echoes(blanked: str, found: list[TimeMention]) -> list[TimeMention]:
    """One mention where a time is given in several zones ("2pm ET / 11am PT").

    An hour's difference is the winter name of a zone used in summer: still one time.
    """
    kept: list[TimeMention] = []
    last_end = 0
    for mention in found:
        previous = kept[-1] if kept else None
        if previous and _echoes(blanked, previous, mention, last_end):
            last_end = mention.span[1]
            if previous.zone_source != "text":
                kept[-1] = replace(
                    mention, span=previous.span, quote=previous.quote, has_date=previous.has_date
                )
            continue
        kept.append(mention)
        last_end = mention.span[1]
    return kept


def _echoes(blanked: str, one: TimeMention, other: TimeMention, last_end: int) -> bool:
    gap = blanked[last_end : other.span[0]]
    if other.zone_source != "text" or not _ECHO_GAP.fullmatch(gap):
        return False
    if one.zone_source != "text" and "(" not in gap:
        return False
    if one.time_zone == other.time_zone:
        return False
    apart = abs((one.start - other.start).total_seconds())
    return apart in (0, 3600, 86400, 82800, 90000) or one.zone_source != "text"


def _with_cues(
    blanked: str, found: list[TimeMention], words: Lexicon, moment: datetime
) -> list[TimeMention]:
    patterns = cue_patterns(words.code)
    told: list[TimeMention] = []
    floor = 0
    for mention in found:
        start, end = mention.span
        name = cue_at(blanked, start, end, floor, patterns)
        labelled = bool(
            clock_patterns(words.code).label_before.search(blanked, max(0, start - 24), start)
        )
        floor = end
        if name == "sent" and mention.has_date and mention.start > moment:
            name = None
        in_row = mention.has_time and ("\n" in mention.quote or begins_row(blanked, start))
        if name != "hours":
            told.append(replace(mention, cue=as_cue(name), labelled=labelled, in_row=in_row))
    return told
