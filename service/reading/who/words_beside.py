# ruff: noqa: RUF001  # patterns of real mail: its own dashes and quotes
"""The words before and behind a name, as features of who takes part (pure).

"with Dana", "Dana won't be there", "instead of Dana": which words tell is fitted
(bench/train_people.py), not listed. Other names count as one word, and numbers as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

VALUE = 0.3
"""What a word counts as a feature; small, so that many weak words do not outweigh the encoder."""
_NAME = "\x01"
_WORD = re.compile(rf"{_NAME}+|\d+|[^\W\d_]+(?:['’][a-z]+)?|[().:;,&?!|–—\n\t-]")
_LEFT, _RIGHT = 120, 140
"""Characters beside a name that are looked at."""
_MOST_LEFT, _MOST_RIGHT = 8, 10
"""Words of them."""


def words_beside(text: str, names: Sequence[tuple[int, int]]) -> Iterator[frozenset[str]]:
    """For each name, by its characters, what stands beside it: "<with", ">>will join"."""
    masked = list(text.lower())
    if len(masked) != len(text):
        masked = list(text)  # "İ" has two letters in lower case
    for start, end in names:
        masked[start:end] = _NAME * (end - start)
    low = "".join(masked)
    for start, end in names:
        left = _words(low[max(0, start - _LEFT) : start])[-_MOST_LEFT:]
        right = _words(low[end : end + _RIGHT])[:_MOST_RIGHT]
        yield frozenset((*_of_side("<", left[::-1]), *_of_side(">", right)))


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
