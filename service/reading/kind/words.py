"""Words of a text and the pieces of a word: what the trained model counts (pure)."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?|\d+|[?$€£%!@:]")
_MOST = 1500
"""Words of a message that are counted: longer mail says what matters before."""
_SHORTEST, _LONGEST = 3, 5
"""Letters of a piece."""
TITLE = "^"
"""Before a word, and its pieces, that stands in the subject."""


def words_of(subject: str, body: str) -> frozenset[str]:
    """The different words and telling marks of leveled texts; every number counts as "0".

    Those of the subject are there twice: as words of the message, and as words of a subject.
    """
    title = _words(subject)
    return title | _words(body) | {TITLE + word for word in title}


def _words(leveled: str) -> frozenset[str]:
    found = frozenset(_WORD.findall(leveled)[:_MOST])
    numbers = frozenset(word for word in found if word.isdigit())
    return found - numbers | {"0"} if numbers else found


def pieces_of(word: str) -> frozenset[str]:
    """The runs of three to five letters of a word, its ends shown by blanks, and the whole.

    So a word never seen, or misspelt, or inflected, still says what its parts say:
    "interviewing" shares most pieces with "interview".
    """
    if word.startswith(TITLE):
        return frozenset(TITLE + piece for piece in pieces_of(word[len(TITLE) :]))
    padded = f" {word} "
    runs = (
        padded[at : at + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for at in range(max(1, len(padded) - length + 1))
    )
    return frozenset(runs) | {f"{word}_"}
