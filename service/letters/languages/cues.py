"""Notes by tables: the cues of one language and what may follow them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from service.letters.languages.points import MOST_WORDS, Kind, Point, Reader

_STOPS = re.compile(r"[{}<>\[\]|\\`*_~^#=@?!:;]|\.\.|://|\bwww\.|\.\s|\d{5,}")


def whole(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Cues that are compared without regard to case."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Cues:
    """How notes speak in one language. Patterns are matched whole, ignoring case.

    Each cue has the group `what`. `turned` rewrites the employer's "their" for the reader;
    what `refused` still finds afterwards cannot be said. `owned` begins a phrase that stands as
    it is, `clause` one that is a whole clause; `bare_own` matches a bare noun that takes `my`.
    """

    discussed: tuple[re.Pattern[str], ...]
    liked: tuple[re.Pattern[str], ...]
    stressed: tuple[re.Pattern[str], ...]
    concern: tuple[re.Pattern[str], ...]
    lacking: re.Pattern[str]
    turned: Callable[[str, Reader], str]
    refused: re.Pattern[str]
    owned: re.Pattern[str]
    clause: re.Pattern[str]
    bare_own: re.Pattern[str]
    my: str
    missing: Callable[[str], str]
    point: str
    aside: re.Pattern[str]
    """What goes on after a comma with a statement of its own, and is left out."""
    ready: Callable[[Kind, str], str] = lambda _kind, words: words
    """What must happen to the words before anything else: cases, mostly."""

    def read(self, clause: str, reader: Reader) -> Point | None:
        """The clause as a point, or None where no cue fits or the words cannot be said."""
        for kind, patterns, said in (
            (Kind.CONCERN, self.concern, self._concern),
            (Kind.STRESSED, self.stressed, self._stressed),
            (Kind.DISCUSSED, self.discussed, self._discussed),
            (Kind.LIKED, self.liked, self._discussed),
        ):
            for pattern in patterns:
                if found := pattern.fullmatch(clause):
                    words = found["what"] if kind is Kind.STRESSED else self._cut(found["what"])
                    text = self._sayable(self.ready(kind, words), reader)
                    return said(kind, text) if text else None
        return None

    def offer(self, strength: str) -> str:
        """A line of the profile as an object, or "" where it cannot be one."""
        return "" if _STOPS.search(strength) or self.refused.search(strength) else strength

    def _cut(self, words: str) -> str:
        return self.aside.sub("", words)

    def _sayable(self, words: str, reader: Reader) -> str:
        text = self.turned(words.strip(" ,.;:"), reader)
        fits = len(text.split()) <= MOST_WORDS and len(text) <= 90 and not _STOPS.search(text)
        return text if fits and not self.refused.search(text) else ""

    def _discussed(self, kind: Kind, text: str) -> Point | None:
        return None if self.clause.match(text) else Point(kind, text)

    def _stressed(self, kind: Kind, text: str) -> Point | None:
        if self.clause.match(text) or self.owned.match(text):
            return Point(kind, text)
        return Point(kind, f"{self.my} {text}") if self.bare_own.match(text) else None

    def _concern(self, kind: Kind, text: str) -> Point | None:
        if found := self.lacking.fullmatch(text):
            if missing := self.missing(found["what"]):
                return Point(kind, missing, gap=True)
            text = found["what"]
        return Point(kind, self.point.format(text)) if len(text.split()) <= 4 else None
