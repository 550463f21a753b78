"""Spelling against a dictionary (pyspellchecker's word lists, offline), loaded when first needed.

The English list is American; British forms count as known where their American form is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from spellchecker import SpellChecker

LANGUAGES = frozenset({"en", "de", "fr", "nl"})
"""Languages with a usable dictionary. A letter in another one is not checked for spelling: the
Spanish list holds base forms only, and would refuse "gracias".
"""

_WORD = re.compile(r"[^\W\d_]+(?![\w'])")
"""Words; an elided one ("quelqu'un") counts only from its apostrophe on."""
_BRITISH = (
    *(("our", "or"), ("isation", "ization"), ("ise", "ize"), ("ising", "izing")),
    *(("ised", "ized"), ("yse", "yze"), ("ogue", "og"), ("tre", "ter"), ("amme", "am")),
    *(("lled", "led"), ("lling", "ling"), ("ence", "ense")),
)
_COMMON = 1e-5
"""Share of running text from which a word counts as one that a person may have meant."""

_EVERYDAY = 5e-6
"""Share of running text from which a word is taken to state nothing special."""


def misspelled(text: str, language: str, known: Collection[str]) -> tuple[str, ...]:
    """Words of `text` that are most likely misspelled: unknown, in lower case, and one letter away
    from a common word. `known` are words (lower case) that need no dictionary.
    """
    unknown = [w for w in unknown_words(text, language, known) if w.islower()]
    return tuple(word for word in unknown if _meant(word, language))


def unknown_words(text: str, language: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Words that neither the dictionary nor `known` has, in order, each once."""
    found = (
        w
        for w in _WORD.findall(text.replace("œ", "oe"))
        if len(w) > 2 and w.casefold() not in known
    )
    return tuple(dict.fromkeys(word for word in found if not is_word(word, language)))


def is_word(word: str, language: str = "en") -> bool:
    """Whether the dictionary has the word; True for a language without one."""
    if language not in LANGUAGES:
        return True
    dictionary = _dictionary(language)
    lower = word.lower()
    return lower in dictionary or (
        language == "en" and any(form in dictionary for form in _american(lower))
    )


def is_everyday(word: str, language: str) -> bool:
    """Whether people use the word all the time; False for a language without a dictionary."""
    if language not in LANGUAGES:
        return False
    return _dictionary(language).word_usage_frequency(word.lower()) > _EVERYDAY


def _american(word: str) -> Iterator[str]:
    for british, american in _BRITISH:
        if british in word:
            yield word.replace(british, american)


def _meant(word: str, language: str) -> bool:
    dictionary = _dictionary(language)
    near = dictionary.candidates(word) or ()
    return any(dictionary.word_usage_frequency(other) > _COMMON for other in near)


@cache
def _dictionary(language: str) -> SpellChecker:
    return SpellChecker(language=language, distance=1)
