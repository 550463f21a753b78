"""By how much a mail moves a time: "an hour later", "bring it forward by 30 minutes" (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from service.reading.when.fold import fold
from service.reading.when.lexicon import Lexicon, alternation, lexicon

_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}


def shift_of(text: str, language: str) -> timedelta | None:
    """How far a time is moved, negative where it is earlier; None where no one move is named."""
    patterns = _patterns(language)
    folded = fold(text)
    found = {
        patterns.amount(match) * direction
        for direction, pattern in ((-1, patterns.earlier), (1, patterns.later))
        for match in pattern.finditer(folded)
    }
    return timedelta(minutes=found.pop()) if len(found) == 1 else None


@dataclass(frozen=True)
class _Patterns:
    earlier: re.Pattern[str]
    later: re.Pattern[str]
    whole: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, int]

    def amount(self, match: re.Match[str]) -> int:
        """The amount in minutes."""
        if whole := match["whole"] or match["whole_behind"]:
            return self.whole[re.sub(r"\s", " ", whole)]
        number = match["number"] or match["number_behind"]
        unit = match["unit"] or match["unit_behind"]
        return (int(number) if number.isdigit() else self.numbers[number]) * self.units[unit]


@cache
def _patterns(code: str) -> _Patterns:
    words = lexicon(code)
    whole: dict[str, int] = {}
    units: dict[str, int] = {}
    for data in reversed(words.languages):
        whole |= data.get("shift", {}).get("whole", {})
        for unit, minutes in _MINUTES.items():
            units |= dict.fromkeys(data.get("shift", {}).get(unit, ()), minutes)
    return _Patterns(
        _moves(words, "earlier", "brought", whole, units),
        _moves(words, "later", "pushed", whole, units),
        whole,
        words.numbers,
        units,
    )


def _moves(
    words: Lexicon, behind: str, before: str, whole: dict[str, int], units: dict[str, int]
) -> re.Pattern[str]:
    """The amount before a word such as "earlier", or behind one such as "forward by"."""
    shifts = [data.get("shift", {}) for data in words.languages]

    def of(key: str) -> str:
        return "|".join(each[key] for each in shifts if each.get(key)) or "(?!)"

    def amount(suffix: str) -> str:
        return (
            rf"(?:(?P<whole{suffix}>{alternation(whole)})"
            rf"|(?P<number{suffix}>\d{{1,3}}|{alternation(words.numbers)})[ ]?-?"
            rf"(?P<unit{suffix}>{alternation(units)}))"
        )

    return re.compile(
        rf"(?<![\w:.])(?:{amount('')}\s(?:{of(behind)})(?!\w)"
        rf"|(?:{of(before)})\s{amount('_behind')}(?!\w))"
    )
