"""Spelling against word lists that need no network, each loaded when first needed.

The lists are pyspellchecker's, with how common each word is. The English one is American; British
forms count as known where their American form is. The Spanish one holds base forms only, so the
forms are simplemma's, where every one that is known counts as common.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from spellchecker import SpellChecker

from service.letters.grammar import is_term

LANGUAGES = frozenset({"en", "de", "fr", "es", "nl"})
"""Languages with a dictionary. A letter in another one is not checked for spelling."""


_WORD = re.compile(r"[^\W\d_]+(?![\w'])")
"""Words; an elided one ("quelqu'un") counts only from its apostrophe on."""
_BRITISH = (
    *(("our", "or"), ("isation", "ization"), ("ise", "ize"), ("ising", "izing")),
    *(("ised", "ized"), ("yse", "yze"), ("ogue", "og"), ("tre", "ter"), ("amme", "am")),
    *(("lled", "led"), ("lling", "ling"), ("ence", "ense")),
)
_COMMON = {"en": 1e-6, "de": 0.0, "fr": 5e-7, "nl": 2e-7}
"""Share of running text from which a word counts as one that a person may have meant; the German
list has no shares for most of its words.
"""

_EVERYDAY = 5e-6
"""Share of running text from which a word is taken to state nothing special."""

_CLEARLY = 20
"""So many times more common than the next one is what was surely meant."""

_SHORTEST = 6
"""Letters of a word that may be mended: shorter ones are near to many others."""

_ENCLITIC = re.compile(r"(?<=[aeiáéír])(?:me|te|se|nos|l[aeo]s?)+$")
"""What Spanish writes onto a verb: "decírmelo", "ayudarte"."""


def misspelled(text: str, language: str, known: Collection[str]) -> tuple[str, ...]:
    """Words of `text` that are most likely misspelled: unknown, in lower case, and one letter away
    from a common word. `known` are words (lower case) that need no dictionary.
    """
    unknown = (w for w in unknown_words(text, language, known) if w.islower())
    return tuple(w for w in unknown if not _is_term(w, language) and _meant(w, language))


def mended(text: str, language: str, known: Collection[str]) -> str:
    """The text with each slip of the finger put right where only one word can have been meant.

    Names, and words in capitals, stay as they are, and so does what an English trade would know.
    """
    for word in unknown_words(text, language, known):
        if len(word) < _SHORTEST or not word.islower() or _is_term(word, language):
            continue
        if meant := _surely_meant(word, language):
            text = re.sub(rf"\b{re.escape(word)}\b", meant, text)
    return text


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
    if lower in dictionary:
        return True
    if language == "es":
        return _is_spanish(lower)
    return language == "en" and any(form in dictionary for form in _american(lower))


def _is_spanish(word: str) -> bool:
    import simplemma  # noqa: PLC0415  a tenth of a second, only for Spanish

    verb = _ENCLITIC.sub("", word)
    return any(simplemma.is_known(form, lang="es") for form in {word, verb, _unstressed(verb)})


def _unstressed(word: str) -> str:
    """Without the accent that a verb takes when words are written onto it: "decír", "dándo"."""
    return word.translate(str.maketrans("áéíóú", "aeiou"))


def is_everyday(word: str, language: str) -> bool:
    """Whether people use the word all the time; False where nothing tells how common it is."""
    if language not in _COMMON:
        return False
    return _dictionary(language).word_usage_frequency(word.lower()) > _EVERYDAY


def _is_term(word: str, language: str) -> bool:
    return language == "en" and is_term(word)


def _american(word: str) -> Iterator[str]:
    for british, american in _BRITISH:
        if british in word:
            yield word.replace(british, american)


def _meant(word: str, language: str) -> tuple[str, ...]:
    """The common words one letter away, the most common first."""
    dictionary = _dictionary(language)
    if language not in _COMMON:
        return tuple(sorted(w for w in dictionary.edit_distance_1(word) if _is_spanish(w)))
    near = dictionary.known(dictionary.edit_distance_1(word))
    ranked = sorted(near, key=dictionary.word_usage_frequency, reverse=True)
    common = _COMMON[language]
    return tuple(word for word in ranked if dictionary.word_usage_frequency(word) > common)


def _surely_meant(word: str, language: str) -> str:
    near = _meant(word, language)
    if len(near) < 2 or language not in _COMMON:
        return near[0] if len(near) == 1 else ""
    first, second = map(_dictionary(language).word_usage_frequency, near[:2])
    return near[0] if first > _CLEARLY * second else ""


@cache
def _dictionary(language: str) -> SpellChecker:
    return SpellChecker(language=language, distance=1)
