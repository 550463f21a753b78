"""Which of the times that the quoted mail offers a short answer takes (pure).

"The second one please", "Option B", "Wednesday works": the answer names a place in the list, or a
day or a time of day that only one of them has. "Same time Wednesday" takes the time alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from service.reading.when.clock_patterns import clock_patterns
from service.reading.when.fold import fold
from service.reading.when.lexicon import alternation, lexicon
from service.reading.when.model import Cue, TimeMention

_LAST = -1
_NUMBER = re.compile(r"\d")
NOT_MEANT = frozenset({Cue.PREVIOUS, Cue.DEADLINE, Cue.SENT, Cue.START_OF_WORK})
"""Cues of days and times that are no interview's to come."""


def picked(
    answer: str, said: Sequence[TimeMention], offered: Sequence[TimeMention], language: str
) -> TimeMention | None:
    """The one of `offered` (in order) that `answer` takes, or None where that is not clear.

    `said` are the days and times of the answer itself.
    """
    options = list({mention.start: mention for mention in reversed(offered)}.values())[::-1]
    if not options:
        return None
    patterns = _patterns(language)
    folded = fold(answer)
    own = [mention for mention in said if mention.cue not in NOT_MEANT]
    if patterns.same_time.search(folded):
        return _at_the_same_time(own, options)
    if len(options) == 1:
        return None if own else options[0]
    place = patterns.place.search(folded)
    if place:
        return _at(options, _number(place, patterns))
    by_word = [
        option
        for option in options
        if any(_fits(mention, option) for mention in own)
        and not any(mention.has_date and mention.has_time for mention in own)
    ]
    return by_word[0] if len(by_word) == 1 else None


def _at(options: list[TimeMention], number: int) -> TimeMention | None:
    if number == _LAST:
        return options[-1]
    return options[number - 1] if 1 <= number <= len(options) else None


def _fits(mention: TimeMention, option: TimeMention) -> bool:
    """Whether the day, or the time of day, that the answer names is the option's."""
    if mention.has_date and not mention.has_time:
        same = mention.start.weekday() == option.start.weekday() and not _NUMBER.search(
            mention.quote
        )
        return same or mention.start.date() == option.start.date()
    return mention.has_time and not mention.has_date and mention.start.time() == option.start.time()


def _at_the_same_time(own: list[TimeMention], options: list[TimeMention]) -> TimeMention | None:
    """The one time of day that was spoken of, on the day that the answer names."""
    days = list(dict.fromkeys(mention.start.date() for mention in own if mention.has_date))
    if not days or len({option.start.time() for option in options}) != 1:
        return None
    old = options[-1]
    return old.on(days[-1])


@dataclass(frozen=True)
class _Patterns:
    place: re.Pattern[str]
    same_time: re.Pattern[str]
    ordinals: dict[str, int]


def _number(match: re.Match[str], patterns: _Patterns) -> int:
    if match["ordinal"]:
        return patterns.ordinals[re.sub(r"\s", " ", match["ordinal"])]
    sign = match["sign"]
    return int(sign) if sign.isdigit() else ord(sign) - ord("a") + 1


@cache
def _patterns(code: str) -> _Patterns:
    words = lexicon(code)
    ordinals: dict[str, int] = {}
    for data in reversed(words.languages):
        ordinals.update(data.get("picks", {}))
    option = words.pattern("option_words")
    return _Patterns(
        place=re.compile(
            rf"(?<!\w)(?:(?:{option})[ ]?#?(?P<sign>[a-f]|[1-6])(?![\w:.]\d|\w)"
            rf"|(?P<the>(?:{words.pattern('the')}|la)[ ])?(?P<ordinal>{alternation(ordinals)})"
            rf"(?:(?(the)(?=[ ]?(?:[,.;!)]|$|\n))|(?!))"
            rf"|(?=[ ](?:{words.pattern('picked_words')}|{option})(?!\w))))"
        ),
        same_time=clock_patterns(code).same_time,
        ordinals=ordinals,
    )
