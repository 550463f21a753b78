"""When somebody who is out of the office is back, by their own note (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from service.reading.when.dates import DatePiece, Days, find_dates
from service.reading.when.day_order import day_comes_first
from service.reading.when.fold import fold, mask
from service.reading.when.lexicon import Lexicon, lexicon
from service.reading.when.zone_choice import zone_choice
from service.reading.zones import ZoneContext

_LONGEST = 6_000
_FURTHEST = timedelta(days=550)


def return_date(text: str, subject: str, *, sent: datetime, language: str = "en") -> date | None:
    """The first day back that an out-of-office note names, or None.

    "Back on" and "until" name that day itself; "through", "inclusive" and a span of days ("from 1
    to 12 March") name the last day away, so the day after is meant. In languages whose "until"
    includes the day ("bis", "jusqu'au", "hasta") the day after is meant as well. The day
    may fall on a weekend. `sent` is aware.
    """
    note = f"{text[:_LONGEST]}\n\n{subject[:300]}"
    words = lexicon(language)
    folded = mask(fold(note))
    patterns = _patterns(words.code)
    if not patterns.cue.search(folded):
        return None
    found = _candidates(folded, note, words, sent, patterns)
    if not found:
        return None
    return min(found, key=lambda each: each[0])[1]


def _candidates(
    folded: str, note: str, words: Lexicon, sent: datetime, patterns: _Patterns
) -> list[tuple[int, date]]:
    """(rank, first day back) of every date that says something about the absence."""
    context = ZoneContext(sent, None, words.code, folded)
    choice = zone_choice(context, sender_zone_known=True)
    days = Days(choice.today, day_comes_first(folded, note, words, context, choice))
    dates = find_dates(folded, note, words, days)[:100]
    found = []
    for index, piece in enumerate(dates):
        earlier = dates[index - 1] if index else None
        told = _told(folded, piece, earlier, patterns)
        if told is None:
            continue
        rank, back = told
        if days.today <= back <= days.today + _FURTHEST:
            found.append((rank * 1000 + index, back))
    return found


def _told(
    folded: str, piece: DatePiece, earlier: DatePiece | None, patterns: _Patterns
) -> tuple[int, date] | None:
    """(rank, day back) by the words before a date; None where they say nothing."""
    floor = earlier.end if earlier else 0
    left = folded[max(floor, piece.start - 60) : piece.start]
    last = piece.last or piece.day
    inclusive = patterns.inclusive.match(folded, piece.end) is not None
    after = last + timedelta(days=1)
    if patterns.back.search(left):
        return 0, piece.day
    if patterns.after.search(left):
        return 1, after
    if patterns.through.search(left):
        return 1, after
    if patterns.until.search(left):
        return 2, after if inclusive or patterns.until_inclusive else last
    if earlier and patterns.joins.fullmatch(left) and _opens(folded, earlier, patterns):
        return 2, after
    if piece.last:
        return 3, after
    return (4, after) if patterns.cue_ends.search(left) else None


def _opens(folded: str, piece: DatePiece, patterns: _Patterns) -> bool:
    left = folded[max(0, piece.start - 24) : piece.start]
    return patterns.opens.search(left) is not None or patterns.cue.search(left) is not None


@dataclass(frozen=True)
class _Patterns:
    cue: re.Pattern[str]
    cue_ends: re.Pattern[str]
    back: re.Pattern[str]
    until: re.Pattern[str]
    through: re.Pattern[str]
    after: re.Pattern[str]
    opens: re.Pattern[str]
    joins: re.Pattern[str]
    inclusive: re.Pattern[str]
    until_inclusive: bool


@cache
def _patterns(code: str) -> _Patterns:
    words = lexicon(code)
    sections = [data["away"] for data in words.languages if "away" in data]

    def regex(key: str) -> str:
        return "|".join(data[key] for data in sections if data.get(key)) or "(?!)"

    the = rf"(?:[\s,:]{{1,3}}(?:{words.pattern('the')}))?[\s,:]{{0,3}}"
    return _Patterns(
        cue=re.compile(rf"(?<!\w)(?:{regex('cue_re')})"),
        cue_ends=re.compile(rf"(?<!\w)(?:{regex('cue_re')})(?:\s(?:on|this))?{the}$"),
        back=re.compile(rf"(?<!\w)(?:{regex('back_re')}){the}$"),
        until=re.compile(rf"(?<!\w)(?:{regex('until_re')}){the}$"),
        through=re.compile(rf"(?<!\w)(?:{regex('through_re')}){the}$"),
        after=re.compile(rf"(?<!\w)(?:{regex('after_re')}){the}$"),
        opens=re.compile(rf"(?<!\w)(?:{regex('from_re')}){the}$"),
        joins=re.compile(rf"\s{{0,3}}(?:-|{words.pattern('until')}){the}"),
        inclusive=re.compile(rf"[\s,(]{{0,3}}(?:{regex('inclusive_re')})"),
        until_inclusive=bool(sections and sections[0].get("until_inclusive")),
    )
