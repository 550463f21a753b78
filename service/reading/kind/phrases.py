"""Phrases of the language files: written as plain words, matched fast.

A phrase is a line of a language file: words, `|`, `?`, `(` and `)`, `[` and `]` as in regular
expressions, a blank for any white space and `~` for up to forty characters of one sentence. It is
tried only on texts that hold one of its anchors (letters that every match must contain), which
`in` finds many times faster than a regular expression fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

_GAP = r"[^.!?\n]{0,40}?"
_ODD = {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
_STRAIGHT = {ord(odd): plain for odd, plain in _ODD.items()} | {
    ord(space): " " for space in "\u00a0\u2007\u202f\u2009\t\n\r\x0b\x0c"
}
_SPECIAL = frozenset("|()[]?*+.\\{}^$")


def level(text: str) -> str:
    """The text in lower case, quotes and blanks straightened, every character in its old place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_STRAIGHT)


@dataclass(frozen=True)
class Phrase:
    """One line of a language file."""

    source: str

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Letters of which every match holds at least one; empty where none can be named."""
        best, _ = _sequence(self.source, 0)
        return best

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(_expression(self.source))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text made by `level`."""
        return self.pattern.search(text) if self.may_match(text) else None

    def may_match(self, text: str) -> bool:
        """Whether the text holds an anchor: a quick no for most texts."""
        for anchor in self.anchors:  # a plain loop: this is the reader's hottest line
            if anchor in text:
                return True
        return not self.anchors


def phrases(lines: str) -> tuple[Phrase, ...]:
    """The phrases of a block, one a line."""
    return tuple(Phrase(line.strip()) for line in lines.splitlines() if line.strip())


def matches(found: tuple[Phrase, ...], text: str) -> Iterator[re.Match[str]]:
    """The first match of each phrase that has one."""
    for phrase in found:
        match = phrase.search(text)
        if match:
            yield match


def spaced(source: str) -> str:
    """A phrase as a regular expression for raw text: a blank is any white space."""
    loose = source.replace(" ?", "\0").replace(" *", "\0").replace(" ", r"\s+")
    return loose.replace("\0", r"\s*")


@lru_cache(maxsize=4096)
def _expression(source: str) -> str:
    expression = source.replace(" ?", "\0").replace(" ", " +").replace("\0", " *")
    expression = expression.replace("~?", "~").replace("~", _GAP)
    first = r"\b" if source[0].isalnum() or source[0] == "(" else ""
    last = r"\b" if source[-1].isalnum() or source[-1] == ")" else ""
    return f"{first}(?:{expression}){last}"


def _sequence(source: str, start: int) -> tuple[tuple[str, ...], int]:
    """The best anchors of the alternatives from `start` to the closing parenthesis, and its place.

    An alternative without an anchor leaves the whole without one.
    """
    alternatives: list[tuple[str, ...]] = []
    items: list[tuple[str, ...]] = []
    literal = ""
    at = start
    while at < len(source) and source[at] != ")":
        char = source[at]
        if char == "|":
            alternatives.append(_best([*items, (literal,)]))
            items, literal = [], ""
        elif char == "(":
            items.append((literal,))
            literal = ""
            inner, at = _sequence(source, _past_marks(source, at + 1))
            if not _optional(source, at + 1):
                items.append(inner)
        elif char == "[":
            items.append((literal,))
            literal = ""
            at = source.index("]", at)
        elif char == "\\":
            items.append((literal,))
            literal, at = _escaped(source, at)
        elif char in _SPECIAL or char in " ~":
            literal = literal[:-1] if char in "?*" else literal
            items.append((literal,))
            literal = ""
        else:
            literal += char
        at += 1
    alternatives.append(_best([*items, (literal,)]))
    whole = tuple(anchor for anchors in alternatives for anchor in anchors)
    return (whole if all(alternatives) else ()), at


def _past_marks(source: str, at: int) -> int:
    return at + 2 if source.startswith("?:", at) else at


def _optional(source: str, at: int) -> bool:
    return at < len(source) and source[at] in "?*{"


def _escaped(source: str, at: int) -> tuple[str, int]:
    char = source[at + 1]
    return ("" if char.isalnum() else char), at + 1


def _best(items: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The item whose shortest anchor is longest; nothing where that is under three letters."""
    best = max(items, key=lambda anchors: min((len(a) for a in anchors), default=0))
    return best if min((len(a) for a in best), default=0) >= 3 else ()
