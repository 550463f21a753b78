# ruff: noqa: RUF001  # patterns of real mail: its own dashes and quotes
"""The words before and behind a name or a day, as features of what it is (pure).

"with Dana", "Dana won't be there", "instead of Dana": which words tell is fitted (bench/fit.py),
not listed. The names themselves count as one word, and numbers as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

VALUE = 0.3
"""What a word counts as a feature; small, so that many weak words do not outweigh the encoder."""
_NAME = "\x01"
_WORD = re.compile(rf"{_NAME}+|\d+|[^\W\d_]+(?:['’][a-z]+)?|[().:;,&?!|–—\n\t-]")
_LEFT, _RIGHT = 120, 140
"""Characters beside a name that are looked at."""
_MOST_LEFT, _MOST_RIGHT = 8, 10
"""Words of them."""
_MOST_PLACES, _READ = 4, 20_000
"""Places of a name that are looked at, and characters of a text."""


def words_near(text: str, name: str) -> frozenset[str]:
    """What stands beside a name in the first places where a text has it."""
    places = re.finditer(re.escape(name), text[:_READ], re.IGNORECASE) if name else ()
    spans = [match.span() for match in islice(places, _MOST_PLACES)]
    return frozenset().union(*(words_around(text, *span) for span in spans))


def words_beside(text: str, names: Sequence[tuple[int, int]]) -> Iterator[frozenset[str]]:
    """For each name, by its characters, what stands beside it; the others count as names."""
    masked = list(text)
    for start, end in names:
        masked[start:end] = _NAME * (end - start)
    blind = "".join(masked)
    for start, end in names:
        yield words_around(blind, start, end)


def words_around(text: str, start: int, end: int) -> frozenset[str]:
    """What stands before and behind some characters: "<with", ">>will join"."""
    left = _words(text[max(0, start - _LEFT) : start].lower())[-_MOST_LEFT:]
    right = _words(text[end : end + _RIGHT].lower())[:_MOST_RIGHT]
    return frozenset((*_of_side("<", left[::-1]), *_of_side(">", right)))


def _words(text: str) -> list[str]:
    found = (match.group() for match in _WORD.finditer(text))
    return ["NAME" if w[0] == _NAME else "0" if w.isdecimal() else w for w in found]


def _of_side(side: str, words: Sequence[str]) -> Iterator[str]:
    """Each word, and of the nearest ones also that they are near; `words` from the name on."""
    for word in words:
        yield f"{side}{word}"
    for size in (1, 2):
        if len(words) >= size:
            yield f"{side * 2}{' '.join(words[:size])}"
