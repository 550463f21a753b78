"""The regular expressions of a language's spans of days, built from its words (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.reading.when.lexicon import Data, Lexicon, alternation, lexicon


def promise_data(words: Lexicon) -> list[Data]:
    """The [promise] sections of the languages."""
    return [data["promise"] for data in words.languages if "promise" in data]


@dataclass(frozen=True)
class SpanPatterns:
    amount: re.Pattern[str]
    after: re.Pattern[str]
    interview: re.Pattern[str]
    after_interview: re.Pattern[str]
    that: re.Pattern[str]
    stop: re.Pattern[str]
    sent: re.Pattern[str]
    before: re.Pattern[str]
    week_after: re.Pattern[str]
    weekday_after: re.Pattern[str]
    weekday_of_week: re.Pattern[str]
    by_feast: re.Pattern[str]
    or_day: re.Pattern[str]
    edge_before: re.Pattern[str]
    period: re.Pattern[str]
    next_day: re.Pattern[str]
    same_day: re.Pattern[str]
    same_week: re.Pattern[str]
    week_number: re.Pattern[str]
    day_number: re.Pattern[str]
    thereof: re.Pattern[str]
    lead: re.Pattern[str]
    week_of: re.Pattern[str]
    over: re.Pattern[str]
    following: re.Pattern[str]
    following_before: re.Pattern[str]
    event: re.Pattern[str]
    one_or_two: re.Pattern[str]
    named_day: re.Pattern[str]
    of_date: re.Pattern[str]
    feast: re.Pattern[str]
    nth_day: re.Pattern[str]
    days_before: re.Pattern[str]
    quarter: re.Pattern[str]
    month_part: re.Pattern[str]
    ordinals: dict[str, int]
    quarters: dict[str, int]
    named_days: dict[str, str]
    this: frozenset[str]
    units: dict[str, str]
    numbers: dict[str, int]
    edges: dict[str, str]
    periods: dict[str, str]
    months: dict[str, int]
    bare: frozenset[str]
    until: frozenset[str]
    day_the: frozenset[str]
    ahead: frozenset[str]

    def number(self, text: str) -> int:
        text = one_line(text)
        return min(int(text), 400) if text.isdecimal() else self.numbers[text]


def one_line(words: str) -> str:
    """Words as the tables of a language name them: a line may end between two."""
    return re.sub(r"\s", " ", words)


@cache
def span_patterns(code: str) -> SpanPatterns:
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
    ordinals: dict[str, int] = {}
    quarter_names: dict[str, int] = {}
    for data in reversed(sections):
        ordinals.update(data.get("nth", {}))
        quarter_names.update(data.get("quarters", {}))
    number = rf"\d{{1,3}}|{alternation(numbers)}"
    join = alternation(["-", *listed("to")])
    extra = "|".join(listed("amount_extra_re")) or "(?!)"
    return SpanPatterns(
        amount=re.compile(
            rf"(?<![\w.,/$€£:-])(?P<n>{number})(?:\s?\([^()\n]{{1,8}}\))?"
            rf"(?:\s?(?:{join})\s?(?P<n2>{number}))?(?:[\s-]|(?<=\d))(?:(?:{extra})\s)?(?P<unit>{alternation(units)})(?!\w)"
        ),
        after=re.compile(rf"\s(?:{regex('after_re')})\s"),
        interview=re.compile(rf"(?:{regex('interview_re')})(?!\w)"),
        after_interview=re.compile(
            rf"(?<!\w)(?:{regex('after_day_re')})\s(?:{regex('interview_re')})(?!\w)"
        ),
        that=re.compile(rf"(?:{regex('that_re')})(?!\w)"),
        stop=re.compile(rf"[.,;:!?()\n]|(?<!\w)(?:{words.pattern('and')})\s"),
        sent=re.compile(rf"(?:{regex('sent_re')})(?!\w)"),
        before=re.compile(rf"(?<!\w)(?:{alternation(listed('before'))})\s$"),
        week_after=any_of("week_after"),
        weekday_of_week=re.compile(
            rf"\s(?:(?P<that>{regex('of_that_week_re')})|{regex('of_following_week_re')})(?!\w)"
        ),
        by_feast=re.compile(
            rf"\s(?:(?P<after>{regex('after_day_re')})|{alternation(listed('before'))})\s"
            rf"(?P<name>{alternation(named_days)})(?!\w)"
        ),
        weekday_after=re.compile(rf"\s(?:{regex('weekday_after_re')})(?!\w)"),
        or_day=re.compile(rf"\s(?:{words.pattern('or')})\s(?P<day>\d{{1,2}})(?![\d:])"),
        edge_before=re.compile(rf"(?<!\w)(?P<edge>{alternation(edges)})\s$"),
        period=re.compile(
            rf"(?<!\w)(?:(?P<by>{alternation(listed('by'))}|{alternation(listed('in'))})\s)?"
            rf"(?:(?P<edge>{alternation(edges)})[\s-]?)?(?:(?P<period>{alternation(periods)})|(?P<month>{alternation(words.months)}))"
            rf"(?![\w])(?!\.?\s\d{{1,2}}(?!\d))"
        ),
        next_day=any_of("next_day_re"),
        same_day=any_of("same_day_re"),
        same_week=any_of("same_week_re"),
        week_number=any_of("week_number_re"),
        day_number=re.compile(
            rf"(?<!\w)(?:(?:(?P<before>{alternation(listed('before'))})|(?P<by>{alternation(listed('by'))}))"
            rf"\s)?(?P<the>(?:{alternation(listed('day_the'))})\s)?(?P<day>[12]\d|3[01]|[1-9])"
            rf"(?P<ordinal>\s?(?:{words.pattern('ordinals')}))?(?![\w/:%€$-]|[.,]\d"
            rf"|\s?(?:(?:{words.pattern('of')})\s)?"
            rf"(?:{alternation([*words.months, *units])}|h|am|pm|a\.m|p\.m)(?!\w))"
        ),
        thereof=re.compile(
            rf"\s(?:(?:{regex('later_re')})(?!\w)"
            rf"|(?:{'|'.join(listed('thereof_re')) or '(?!)'})(?!\w)"
            rf"(?=[\s.,;!)]*(?:$|[.,;!)])))"
        ),
        lead=re.compile(
            rf"(?<!\w)(?:(?P<before>{alternation(listed('before'))})|(?P<open>{alternation(listed('by'))}))"
            rf"\s(?:{words.pattern('the')})?\s?$|(?P<none>(?!))"
        ),
        week_of=re.compile(
            rf"(?:{alternation(w for w, e in edges.items() if e == 'week_of')})"
            rf"\s(?:(?:{alternation(listed('day_the'))})\s)?$"
        ),
        over=re.compile(rf"(?:{regex('last_day_over_re')})"),
        following=re.compile(rf"(?:{alternation(listed('following'))})"),
        following_before=re.compile(rf"(?:{alternation(listed('following'))})\s$"),
        event=re.compile(rf"(?:{regex('event_re')})(?!\w)"),
        one_or_two=re.compile(
            rf"(?<!\w)(?:{regex('one_re')})\s(?P<unit>{alternation(units)})\s(?:{join})\s"
            rf"(?P<more>so|{alternation(numbers)}|\d)(?!\w)"
        ),
        named_day=re.compile(
            rf"(?<!\w)(?:(?:(?P<before>{alternation(listed('before'))})|(?P<by>{alternation(listed('by'))})"
            rf"|(?P<after>{regex('after_day_re')}))\s)?(?P<name>{alternation(named_days)})(?!\w)"
        ),
        feast=re.compile(
            rf"(?:{words.pattern('the')})?\s?(?P<name>{alternation(named_days)})(?!\w)"
        ),
        nth_day=re.compile(
            rf"(?<!\w)(?P<n>{alternation(ordinals)})\s(?P<unit>{alternation(units)})(?!\w)"
        ),
        days_before=re.compile(
            rf"(?<!\w)(?:(?P<n>{number})\s(?P<unit>{alternation(units)})"
            rf"\s(?:{alternation(listed('before'))})|(?:{regex('eve_re')}))\s"
        ),
        quarter=re.compile(
            rf"(?<!\w)(?:(?P<before>{alternation(listed('before'))})\s"
            rf"|(?P<by>{alternation(listed('by'))}|{alternation(listed('in'))})\s)?"
            rf"(?:(?P<edge>{alternation(edges)})\s)?"
            rf"(?P<quarter>{alternation(quarter_names)})(?:\s(?P<year>20\d\d))?(?!\w)"
        ),
        month_part=re.compile(
            rf"(?<!\w)(?P<n>{alternation(ordinals)})\s(?P<month>{alternation(words.months)})"
            rf"(?:(?P<half>{regex('half_of_month_re')})|{regex('third_of_month_re')})(?!\w)"
        ),
        ordinals=ordinals,
        quarters=quarter_names,
        of_date=re.compile(rf"\s(?:{regex('of_date_re')})\s(?:{words.pattern('the')})?\s?"),
        named_days=named_days,
        this=frozenset(listed("this")),
        units=units,
        numbers=numbers,
        edges=edges,
        periods=periods,
        months=words.months,
        until=frozenset(listed("by")),
        day_the=frozenset(listed("day_the")),
        ahead=frozenset(listed("before")),
        bare=frozenset(word for word in periods if " " not in word or word in listed("bare")),
    )
