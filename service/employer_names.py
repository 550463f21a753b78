"""Whether two names, or a name and a mail domain, may stand for one employer (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from service.reading.who.domain_names import parted, spelled_in
from service.reading.who.employers import name_words

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"})
_SHORTEST, _LONGEST = 2, 30
"""Letters of a domain's label by which names are looked for."""

_SURE = 2
"""Words that two names must share to be one employer's without any further sign."""


@lru_cache(maxsize=4096)
def shared_words(one: str, other: str) -> int:
    """How many words one name shares with a longer form of it; 0 if neither is such a form.

    "Kestrel Aerial" is a short form of "Kestrel Aerial Survey" and "Pinecrest Library" of
    "Pinecrest Public Library"; words count whole, so that "Meta" is none of "Metaverse".
    """
    first, second = sorted((name_words(one), name_words(other)), key=len)
    if not first or first[0] != second[0] or not _in_order(first, second):
        return 0
    return len(first)


def surely_one(one: str, other: str) -> bool:
    """Whether two names are one employer's, by the names alone."""
    return name_words(one) == name_words(other) or shared_words(one, other) >= _SURE


@lru_cache(maxsize=16384)
def spells(domain: str, name: str) -> bool:
    """Whether a registrable domain spells a company's name.

    "pinecrestlibrary.example" does "Pinecrest Public Library", "sextantrobotics.example" does
    "Sextant", "mueller.example" does "Müller"; "meta.example" does "Meta Platforms", never
    "Metaverse".
    """
    host, label = domain.partition(".")[0].lower(), _label(domain)
    return any(_spells(label, host, words) for words in _ways(name)) and len(label) > 1


def name_starts(name: str) -> frozenset[str]:
    """By what a name is found beside its other forms and the domains that may spell it.

    Names told apart by a number alone ("Branch 17") share no start.
    """
    starts: set[str] = set()
    for words in _ways(name):
        starts.add("".join(words))
        if words and not any(word.isdigit() for word in words):
            starts.add(words[0])
    return frozenset(starts - {""})


def domain_starts(domain: str, every: bool) -> frozenset[str]:
    """The same of a domain: its label and, where `every` is asked for, how that begins."""
    label = _label(domain)
    shortest = _SHORTEST if every else len(label)
    return frozenset(label[:size] for size in range(shortest, min(len(label), _LONGEST) + 1))


def _label(domain: str) -> str:
    return re.sub(r"[^a-z0-9]", "", domain.partition(".")[0].lower())


def _ways(name: str) -> list[tuple[str, ...]]:
    """The words of a name, its umlauts bare, and spelled out as in a domain."""
    return [name_words(name), name_words(name.lower().translate(_UMLAUTS))]


def _spells(label: str, host: str, words: Sequence[str]) -> bool:
    if any("".join(words[:size]) == label for size in range(1, len(words) + 1)):
        return True
    if words and parted(host).lower().split()[:-1] == list(words):
        return True
    if len(words) < _SURE:
        return False
    found = spelled_in(label, " ".join(word.capitalize() for word in words))
    return found is not None and found.whole and " " in found.name


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)
