"""Whether two names, or a name and a mail domain, may stand for one employer (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from service.reading.who.domain_names import parted, spelled_in
from service.reading.who.employers import name_words

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"})
_MOST_WORDS = 5
"""Words of a name that are tried in all their combinations."""

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


def labels_of(name: str) -> frozenset[str]:
    """The labels that a domain of this company's would most likely have: its words run together,
    some of the later ones left out.

    Names told apart by a number alone ("Branch 17") share none.
    """
    labels: set[str] = set()
    for words in _ways(name):
        labels.add("".join(words))
        if words and not any(word.isdigit() for word in words):
            labels.update(_shortened(words[:_MOST_WORDS]))
    return frozenset(labels - {""})


def label_forms(domain: str) -> frozenset[str]:
    """The label of a domain as names run together, with and without a trade's word at its end."""
    host = domain.partition(".")[0].lower()
    words = parted(host).lower().split()
    return frozenset({_label(domain), "".join(words), "".join(words[:-1])} - {""})


def _shortened(words: Sequence[str]) -> set[str]:
    rest = words[1:]
    return {
        words[0] + "".join(kept)
        for size in range(len(rest) + 1)
        for kept in combinations(rest, size)
    }


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
