# ruff: noqa: RUF001  # patterns of real mail: its own dashes and quotes
"""Names that stand beside each other in one form: "A, B and C", or one at the head of each line.

What is true of most of a series is likely true of the rest (pure).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.reading.kind.phrases import level
from service.reading.who.interviewers import joined

_LEAD = re.compile(r"[^\w\n]*(?:[^\n.!?]{0,28}?[:\t–—-][^\w\n]*)?(?:[A-Z]\w{0,4}\.? ){0,2}")
"""What may stand before a name that heads its line: a bullet, an hour, a label."""
_STOPS = re.compile(r"[.!?]\s*$")


def series(text: str, names: Sequence[tuple[int, int]]) -> list[int]:
    """The number of the series of each name, by its characters in order; the same where beside."""
    low = level(text)
    numbers: list[int] = []
    for at, (start, _) in enumerate(names):
        if at and (joined(low[names[at - 1][1] : start]) or _below(text, names, at)):
            numbers.append(numbers[-1])
        else:
            numbers.append(at)
    return numbers


def _below(text: str, names: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a name heads the line below the one that the name before it heads, in its form."""
    start, before = names[at][0], names[at - 1][0]
    line, above = text.rfind("\n", 0, start) + 1, text.rfind("\n", 0, before) + 1
    if text[before:line].count("\n") != 1 or _STOPS.search(text[above : line - 1]):
        return False
    return bool(_LEAD.fullmatch(text[line:start]) and _LEAD.fullmatch(text[above:before]))
