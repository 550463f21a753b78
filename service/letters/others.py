"""Names that belong to other applications, looked up by the words of a text (pure).

A person may have thousands of applications, and a letter has two hundred words: so the names are
not searched for one by one, but asked for by every run of words that the text holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from service.letters import clean

MOST_WORDS = 6
"""Words of a name by which it is found; longer names are found by their first six."""

_WORD = re.compile(r"\w+")


class OtherNames(Protocol):
    """The names of other applications, however many."""

    def among(self, keys: frozenset[str]) -> Iterable[str]:
        """Those names whose `key_of` is one of the keys."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Few names, all at hand."""

    names: tuple[str, ...] = ()

    def among(self, keys: frozenset[str]) -> Iterable[str]:
        """Those names whose `key_of` is one of the keys."""
        return (name for name in self.names if key_of(name) in keys)


def key_of(name: str) -> str:
    """The first words of a name, folded: "Hollis & Grey Ltd." is "hollis grey ltd"; "" if none."""
    return " ".join(_words(name)[:MOST_WORDS])


def keys_in(text: str) -> frozenset[str]:
    """The keys of all names that can stand in the text: its runs of up to six words."""
    words = _words(text)
    return frozenset(
        " ".join(words[first : first + length])
        for first in range(len(words))
        for length in range(1, min(MOST_WORDS, len(words) - first) + 1)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(clean.visible(text).casefold())
