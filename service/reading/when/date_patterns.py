"""The regular expressions of a language's dates, built from its words (pure).

All are linear: bounded blanks, no nested repetition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from service.reading.when.lexicon import Lexicon, alternation, lexicon

BLANK = r"[ ]{0,3}(?:\n[ >]{0,8})?"
"""Blanks as they occur inside one expression: a hard-wrapped line may end there."""


@dataclass(frozen=True)
class DatePatterns:
    """Compiled patterns; groups: wd, wd2 weekday, day, day2, month, year, a, b, sep, y, dot."""

    any_word: re.Pattern[str]
    any_month: re.Pattern[str]
    month_day: re.Pattern[str]
    day_month: re.Pattern[str]
    day_in_words: re.Pattern[str]
    weekday_of_month: re.Pattern[str]
    iso: re.Pattern[str]
    numeric: re.Pattern[str]
    ordinal_day: re.Pattern[str]
    weekday: re.Pattern[str]
    weekday_range: re.Pattern[str]
    hours_range: re.Pattern[str]
    relative: re.Pattern[str]
    not_relative: re.Pattern[str]
    next: re.Pattern[str]
    last: re.Pattern[str]
    date_lead: re.Pattern[str]
    unit_after: re.Pattern[str]
    not_a_day: re.Pattern[str]
    street: re.Pattern[str]
    apposition: re.Pattern[str]
    moving: re.Pattern[str]
    weak_weekdays: frozenset[str]
    weak_months: frozenset[str]


@cache
def date_patterns(code: str) -> DatePatterns:
    """The patterns of a language code."""
    words = lexicon(code)
    bits = _Bits.from_words(words)
    return DatePatterns(
        any_word=re.compile(
            rf"(?<!\w)(?:{bits.weekday}|{alternation([*words.relative_days, *words.clock_words])}"
            rf"|{words.pattern('hour_words')}|(?:{alternation(words.numbers)})[ ]?[ap]\.?m)(?!\w)"
        ),
        any_month=re.compile(rf"(?<![^\W\d])(?:{bits.month})(?![^\W\d])"),
        month_day=_month_day(bits),
        day_month=_day_month(bits),
        # "the fifth of November": a month's name behind the day in words.
        day_in_words=re.compile(
            rf"(?<![\w-]){bits.named_before}(?:(?:{bits.the})[ ])?"
            rf"(?P<words>{alternation(words.days_in_words)})[ ](?:day[ ])?(?:(?:{bits.of})[ ])?"
            rf"(?P<month>{bits.month})(?![^\W\d]){bits.year}{bits.named_after}"
        ),
        # "the first Friday in January"
        weekday_of_month=re.compile(
            rf"(?<![\w-])(?:(?:{bits.the})[ ])?(?P<words>{alternation(words.days_in_words)})[ ]"
            rf"(?P<wd>{bits.weekday})[ ](?:{bits.of}|in)[ ](?P<month>{bits.month})(?![^\W\d])"
            rf"{bits.year}"
        ),
        iso=re.compile(
            r"(?<![\w/.-])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
            r"(?![\d])"
        ),
        numeric=_numeric(bits),
        ordinal_day=_ordinal_day(bits, words),
        weekday=_weekday(bits, words),
        weekday_range=re.compile(_weekday_range(bits)),
        hours_range=re.compile(f"{_weekday_range(bits)}|(?<!\\w)weekdays(?!\\w)"),
        relative=re.compile(rf"(?<!\w)(?P<word>{alternation(words.relative_days)})(?!\w)"),
        not_relative=re.compile(rf"(?:{_not_before(words)})$"),
        next=re.compile(rf"(?:{words.pattern('next', 'next_after', 'next_week')})"),
        last=re.compile(rf"(?:{words.pattern('last', 'last_after')})"),
        date_lead=re.compile(
            rf"(?:^|[(:@·|\n]|(?<!\w)(?:{bits.the}|{bits.lead}|on|by|until|before|for"
            rf"|dated?))[ ]{{0,2}}$"
        ),
        unit_after=re.compile(
            r"[ ]?(?:stars?|of\b|rounds?|%|\"|points?|yrs?|years?|hours?|days?|th\b)"
        ),
        not_a_day=re.compile(
            r"[ ](?:floor|round|edition|century|annual|grade|street|st\b|ave|place|interview|stage"
            r"|largest|anniversary|year|quarter|stock|etage|etaj|candidate|time)"
        ),
        street=re.compile(rf"[ ](?:{words.regexes('not_a_street_re')})(?![\w@])"),
        apposition=re.compile(
            rf"[ ]{{0,2}}[,(:-]?\n?[ ]{{0,3}}[(]?(?:(?:{bits.aside}|{bits.the})[ ])?"
        ),
        moving=re.compile(rf"(?<!\w)(?:{words.regexes('moving_re')})[ ](?:\w+[ ]){{0,3}}$"),
        weak_weekdays=frozenset(words.words("weak_weekdays")),
        weak_months=frozenset(words.words("weak_months")),
    )


def _weekday_range(bits: _Bits) -> str:
    return (
        rf"(?<!\w)(?:{bits.weekday})\.?[ ]{{0,2}}(?:-|{bits.until})[ ]{{0,2}}"
        rf"(?:{bits.weekday})(?!\w)(?!,? (?:{bits.month}))"
    )


def _not_before(words: Lexicon) -> str:
    found = [data.get("relative", {}).get("not_before_re") for data in words.languages]
    return "|".join(entry for entry in found if entry) or "(?!)"


@dataclass(frozen=True)
class _Bits:
    month: str
    weekday: str
    ordinal: str
    of: str
    the: str
    until: str
    lead: str
    aside: str
    am_pm: str
    units: str

    @classmethod
    def from_words(cls, words: Lexicon) -> _Bits:
        return cls(
            month=alternation(words.months),
            weekday=alternation(words.weekdays),
            ordinal=words.pattern("ordinals"),
            of=words.pattern("of"),
            the=words.pattern("the"),
            until=words.pattern("until"),
            lead=words.pattern("at", "link"),
            aside=words.pattern("aside"),
            am_pm=alternation(
                word for word in words.words("am") + words.words("pm") if not word.startswith("in ")
            ),
            units=words.pattern("hour_words", "hour_units"),
        )

    @property
    def not_a_time(self) -> str:
        """Behind a number: it is no hour."""
        return rf"(?![\d]|[:.h]\d|[ ]?(?:{self.am_pm}|{self.units})(?!\w))"

    @property
    def named_before(self) -> str:
        return rf"(?:(?P<wd>{self.weekday})\b[.,]{{0,2}}{BLANK}[(,]?(?:(?:{self.the})[ ])?)?"

    @property
    def year(self) -> str:
        between = rf"(?:[,.]?{BLANK}|[ ]?[-/][ ]?|[ ](?:{self.of})[ ])"
        return rf"(?:{between}(?P<year>(?:19|20)\d\d|'\d\d)(?![\d:]|[.]\d|[ ]?(?:hrs|h)\b))?"

    @property
    def named_after(self) -> str:
        plain_after = (
            rf"(?![.,]?[ ]{{0,3}}(?:(?:{self.the})[ ])?(?:\d{{1,2}}(?![:.\d]|[ ]?[ap])"
            rf"|{self.month}))"
        )
        return rf"(?(wd)|(?:,?[ ]?\(?(?P<wd2>{self.weekday})\b\)?{plain_after})?)"


def _month_day(bits: _Bits) -> re.Pattern[str]:
    more = (
        rf"(?:[ ]?(?:-|&|{bits.until})[ ]?(?P<day2>\d{{1,2}})(?:{bits.ordinal})?(?![\w:/]|[ ]?"
        rf"(?:{bits.am_pm}))(?![.]\d))?"
    )
    return re.compile(
        rf"(?<![\w/]){bits.named_before}(?P<month>{bits.month})(?![^\W\d])\.?[-]?{BLANK}(?:"
        rf"(?:{bits.the})[ ])?"
        rf"(?P<day>\d{{1,2}})(?:[ ]?(?:{bits.ordinal})(?!\w)|{bits.not_a_time}(?![\w/]))"
        rf"{more}{bits.year}{bits.named_after}"
    )


def _day_month(bits: _Bits) -> re.Pattern[str]:
    number = rf"(?P<day>\d{{1,2}})(?:[ ]?(?:{bits.ordinal}))?"
    more = (
        rf"(?:[ ]?(?:-|&|{bits.until})[ ]?(?:(?:{bits.the})[ ])?(?P<day2>\d{{1,2}})(?:[ ]?"
        rf"(?:{bits.ordinal}))?)?"
    )
    return re.compile(
        rf"(?<![\w:/$€£#+]){bits.named_before}(?<![\w:/.$€£#+]){number}{more}(?:[-./]|{BLANK}"
        rf"(?:(?:{bits.of})[ ])?)"
        rf"(?P<month>{bits.month})(?![^\W\d])(?:\.(?=[ ,]{{0,2}}\d))?"
        rf"(?![.]?[ ]\d{{1,2}},[ ]\d{{4}}){bits.year}{bits.named_after}"
    )


def _numeric(bits: _Bits) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/.$€£#+]){bits.named_before}(?<![\w/.$€£#+:-])(?P<a>\d{{1,2}})(?P<sep>[/.-])"
        rf"(?P<b>\d{{1,2}})"
        rf"(?:(?P=sep)(?P<y>(?:19|20)\d\d|'?\d\d))?(?P<dot>\.(?!\d))?(?![\d/%€$]|[.:-]\d|[ ]?"
        rf"(?:{bits.am_pm}|{bits.units})(?!\w))"
    )


def _ordinal_day(bits: _Bits, words: Lexicon) -> re.Pattern[str]:
    plain = "" if words.plain_day else r"(?=[ ](?:at|@)[ ]?\d)"
    with_name = rf"(?P<wd>{bits.weekday})\b[.,]{{0,2}}{BLANK}"
    number = r"(?P<day>[12]?\d|3[01])"
    after = (
        rf"(?:[ ]?(?:{bits.ordinal})(?![\w])|(?(wd)(?!\d|[:./]\d"
        rf"|[ ]?(?:{bits.am_pm}|{bits.units}|-))(?!\w){plain}|(?!)))"
    )
    return re.compile(
        rf"(?<!\w)(?:{with_name}(?:(?:{bits.the})[ ])?|(?:(?P<on>(?:on|by|until|since)[ ])(?:"
        rf"(?:{bits.the})[ ])?|(?:{bits.the})[ ])){number}{after}"
        rf"|(?<!\w)(?P<bare>[12]?\d|3[01])[ ]?(?:{bits.ordinal})"
        rf"(?=[ ](?:instead[ ]|now[ ])?(?:{words.pattern('at_hour')})[ ]\d)"
    )


def _weekday(bits: _Bits, words: Lexicon) -> re.Pattern[str]:
    before = words.pattern("next", "this", "last", "next_week")
    after = words.pattern("next_week", "next_after", "last_after")
    return re.compile(
        rf"(?<!\w)(?:(?P<weeks>(?:(?:a|one|two) weeks?|a fortnight) (?:from|on))[ ])?"
        rf"(?:(?P<mod>{before}),?[ ](?:on[ ]|am[ ])?)?"
        rf"(?P<wd>(?:{bits.weekday})\b\.?)(?P<post>[ ](?:{after})(?!\w))?"
        rf"(?:[ ](?:(?P<later>{words.pattern('week_on')})"
        rf"|(?P<much_later>{words.pattern('fortnight_on')}))(?!\w))?(?!\w|'(?!s\b))"
    )
