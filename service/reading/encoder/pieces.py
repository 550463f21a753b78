"""A mail as the encoder takes it: the pieces of its words and how each word is written (pure).

The pieces are those of BERT's WordPiece over lower-case letters without accents
(https://arxiv.org/abs/1810.04805), the part of its vocabulary that this program ships. Since case
and line breaks are lost in them, each piece also carries its word's shape.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

MOST = 256
"""Pieces of a mail that are looked at; of a longer one its head and its end."""
MOST_OF_HUGE = 64
"""The same of a mail that no person writes."""
NAME_MOST, SUBJECT_MOST = 16, 40
"""Pieces of the sender's name and of the subject among them."""
TAIL_SHARE = 0.25
"""Share of a long body's pieces that are taken from its end, where the signature stands."""
SHAPES = 10
BEGIN, BREAK, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 40
_READ = 8_000
"""Characters of a part that are cut into words."""


class Part(IntEnum):
    """Where in a mail a word stands."""

    NAME = 0
    SUBJECT = 1
    BODY = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A word's characters in its part's text, the number of its first piece, if a line begins."""

    part: Part
    start: int
    end: int
    piece: int
    begins_line: bool = False


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the network takes, one piece and one shape for each place, and where the words stand."""

    pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    words: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    pieces: tuple[int, ...]
    shape: int
    start: int
    end: int


class Vocabulary:
    """Pieces by number; a piece inside a word begins with "##"."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}

    def encode(self, name: str, subject: str, body: str, *, whole: int = MOST) -> Encoded:
        """Sender's name, subject and body in one row of at most `whole` places."""
        pieces, shapes = [self._numbers[BEGIN]], [0]
        places: list[Place] = []
        for part, text in zip(Part, (name, subject, body), strict=True):
            most = (NAME_MOST, SUBJECT_MOST, whole - len(pieces) - 1)[part]
            for word in _fitting(self._words(text), most, tail=part is Part.BODY):
                line = word.shape >= SHAPES // 2
                places.append(Place(part, word.start, word.end, len(pieces), line))
                pieces += word.pieces
                shapes += [word.shape] * len(word.pieces)
            pieces.append(self._numbers[BREAK])
            shapes.append(0)
        return Encoded(tuple(pieces), tuple(shapes), tuple(places))

    def pieces_of(self, word: str) -> tuple[int, ...]:
        """The longest known pieces from the left; the one that stands for none where that fails."""
        word = _plain(word)
        if len(word) > _LONGEST_WORD:
            return (self._numbers[UNKNOWN],)
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((e for e in ends if mark + word[start:e] in self._numbers), None)
            if end is None:
                return (self._numbers[UNKNOWN],)
            found.append(self._numbers[mark + word[start:end]])
            start = end
        return tuple(found)

    def _words(self, text: str) -> list[_Word]:
        """The words of a part; of a long one those from which the head and the end are taken."""
        spans = [match.span() for match in _WORD.finditer(text, 0, _READ)]
        lasts = [0, *(end for _, end in spans)]
        found: list[_Word] = []
        for number, (start, end) in enumerate(spans):
            if MOST <= number < len(spans) - MOST:
                continue
            begins = not number or "\n" in text[lasts[number] : start]
            word = text[start:end]
            written = shape(word, begins_line=begins)
            found.append(_Word(self.pieces_of(word), written, start, end))
        return found


def shape(word: str, *, begins_line: bool) -> int:
    """What lower-case pieces lose: how the word is written, and whether it begins a line."""
    if any(letter.isdigit() for letter in word):
        written = 4
    elif word.islower() or not word[0].isalpha():
        written = 0
    elif word.isupper():
        written = 2 if len(word) > 1 else 1
    else:
        written = 1 if word[0].isupper() and not any(c.isupper() for c in word[1:]) else 3
    return written + (SHAPES // 2 if begins_line else 0)


def _plain(word: str) -> str:
    """Lower-case, without accents: "Müller" is "muller"."""
    if word.isascii():
        return word.lower()
    parted = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in parted if unicodedata.category(letter) != "Mn")


def _fitting(words: Sequence[_Word], most: int, *, tail: bool) -> Iterator[_Word]:
    """As many words as have room; with `tail`, of a text that is too long also its end."""
    if sum(len(word.pieces) for word in words) <= most:
        yield from words
        return
    end: list[_Word] = []
    room = int(most * TAIL_SHARE) if tail else 0
    for word in reversed(words):
        room -= len(word.pieces)
        if room < 0:
            break
        end.append(word)
    left = most - sum(len(word.pieces) for word in end)
    for word in words:
        left -= len(word.pieces)
        if left < 0:
            break
        yield word
    yield from reversed(end)
