"""Whether another wording of a letter says more, or less, than the letter did (pure).

A language model was asked for better words and must not bring facts. What is a fact cannot be
decided by a list, so the check runs the other way round: a word may be new only if it is an
everyday one of the dictionary, and where the candidate speaks of themselves ("I", "my") only if it
stands in the letter, in the person's own notes or in one of our own wordings, none of which states
anything. A refusal costs nothing: the letter stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from service.letters.known import known_text
from service.letters.languages import language_of
from service.letters.model import LetterRequest
from service.letters.spelling import is_everyday
from service.letters.templates import wordings

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n+")
_LINK = re.compile(r"(?i)https?://|www\.|\S@\S|[<>{}\[\]]")
_NUMBERS = re.compile(
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|(twen|thir|for|fif)ty|"
    "hundred|thousand|million|first|second|third|half|double|several|many|years?|months?"
)
_REACH = 5
"""So many words after "I" or "my" speak of the candidate, unless "you" or "your" comes between."""
_YOU = {
    "en": re.compile("your?"),
    "de": re.compile("sie|ihr(e[mnr]?)?|du|di[rc]h?|dein(e[mn]?)?"),
    "fr": re.compile("vous|votre|vos"),
    "nl": re.compile("uw?|jij|jouw?|jullie"),
}
_SELF = {
    "en": re.compile("i|my|me|mine|myself"),
    "de": re.compile("ich|mein(e[mnrs]?)?|mi[rc]h?"),
    "fr": re.compile("je?|mon|ma|mes|me?|moi"),
    "nl": re.compile("ik|mijn|me|mij"),
}
"""Spanish is not here: its verbs carry the person, so that no new word is safe."""


def invented(before: str, after: str, request: LetterRequest) -> tuple[str, ...]:
    """What `after` says that `before` does not hold, or leaves out: each as a reason in words."""
    found = (*_links(after), *_new(before, after, request), *_lost(before, after, request))
    return tuple(dict.fromkeys(found))


def _links(after: str) -> Iterator[str]:
    if found := _LINK.search(after):
        yield f"it holds a link, an address or markup ({found[0]!r})"


def _new(before: str, after: str, request: LetterRequest) -> Iterator[str]:
    code = language_of(request.language).code
    given = _words(before) | _words(known_text(request))
    ours = given | _own_vocabulary(code)
    for sentence in _SENTENCE.split(after):
        for word, opens, about_self in _told(sentence, code):
            lower = word.lower()
            if lower in given:
                continue
            if word != lower and not opens:
                if code != "de" or not is_everyday(word, code):
                    yield f"it names {word!r}"
            elif _NUMBERS.fullmatch(lower):
                yield f"it counts: {word!r}"
            elif lower not in ours and (about_self or not is_everyday(lower, code)):
                yield f"it adds {word!r}"
    for figure in _figures(after) - _figures(before):
        yield f"it holds the figure {figure}"


def _told(sentence: str, code: str) -> Iterator[tuple[str, bool, bool]]:
    """Each word, whether it opens the sentence, and whether it speaks of the candidate."""
    selves, left = _SELF.get(code), 0
    for place, found in enumerate(_WORD.finditer(sentence)):
        word = found[0].replace("\u2019", "'")
        bare = word.lower().partition("'")[0]
        if selves is None or selves.fullmatch(bare):
            left = _REACH + 1
        elif _YOU[code].fullmatch(bare):
            left = 0
        yield word, place == 0, left > 0
        left -= 1


def _lost(before: str, after: str, request: LetterRequest) -> Iterator[str]:
    """Names, figures and dates are what the letter is about: none may go."""
    german = language_of(request.language).code == "de"  # it capitalizes every noun
    kept = _words(after)
    for sentence in _SENTENCE.split(before):
        for found in list(_WORD.finditer(sentence))[1:]:
            word = found[0].replace("\u2019", "'")
            if word[0].isupper() and word not in {"I", "I'm", "I've", "I'd", "I'll"}:
                bare = word.lower()
                if german and is_everyday(bare, "de"):
                    continue
                if bare not in kept and bare.removesuffix("'s") not in kept:
                    yield f"it leaves out {word!r}"
    for figure in _figures(before) - _figures(after):
        yield f"it leaves out the figure {figure}"


def _words(text: str) -> frozenset[str]:
    words = {found.lower().replace("\u2019", "'") for found in _WORD.findall(text)}
    return frozenset(words | {word.removesuffix("'s") for word in words})


def _figures(text: str) -> frozenset[str]:
    return frozenset(_FIGURE.findall(text))


@cache
def _own_vocabulary(code: str) -> frozenset[str]:
    """Every word of our own wordings in this language: they state no fact."""
    return _words(wordings(code))
