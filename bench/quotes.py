"""The words of a training mail that name its facts, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.reading.encoder.pieces import Part
from service.reading.encoder.tags import Tag

_ONE_WORD = re.compile(r"\W*[\w.'’-]+\W*")  # noqa: RUF001
_SPLIT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001
TITLES = frozenset(
    [
        "dr",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "sir",
        "dame",
        "frau",
        "herr",
        "mme",
        "m",
        "sra",
        "sr",
        "rev",
        "fr",
        "and",
        "of",
        "the",
    ]
)


@dataclass(frozen=True, slots=True)
class Quotes:
    """Words by tag, and the tags of which nobody said where they stand."""

    words: Mapping[Tag, Sequence[str]]
    unknown: frozenset[Tag] = frozenset()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A run of words of a part; `sure` is False where honest readers could differ."""

    tag: Tag
    part: Part
    start: int
    end: int
    sure: bool


def quotes_of(raw: Mapping[str, Any]) -> Quotes | None:
    """The quotes of a line of bench/data/training, or None where nobody looked for them."""
    said = raw.get("quotes")
    if said is None:
        return None
    words = {
        Tag.COMPANY: said.get("company", ()),
        Tag.ROLE: said.get("role", ()),
        Tag.INTERVIEWER: said.get("interviewers", ()),
        Tag.WHEN: said.get("when", ()),
        Tag.PROMISE: said.get("promise", ()),
    }
    return Quotes(words)


def labelled(quotes: Quotes, texts: Mapping[Part, str]) -> Iterator[Labelled]:
    """Where the quotes stand in a mail's parts.

    A single word that stands in several places for a time may mean something else there, and a
    part of a person's name elsewhere is likely theirs: neither is sure.
    """
    for tag, words in quotes.words.items():
        of_time = tag in (Tag.WHEN, Tag.PROMISE)
        for quote in words:
            places = list(_places(quote, texts, exact=of_time or len(quote) < 4))
            sure = not of_time or len(places) == 1 or not _ONE_WORD.fullmatch(quote)
            for part, start, end in places:
                yield Labelled(tag, part, start, end, sure)
        if tag is Tag.INTERVIEWER:
            for name in {word for quote in words for word in names_in(quote)}:
                for part, start, end in _places(name, texts, exact=True):
                    yield Labelled(tag, part, start, end, sure=False)


def _places(
    quote: str, texts: Mapping[Part, str], *, exact: bool
) -> Iterator[tuple[Part, int, int]]:
    if not quote.strip():
        return
    words = r"\s+".join(re.escape(word) for word in quote.split())
    pattern = re.compile(rf"(?<!\w){words}(?!\w)", 0 if exact else re.IGNORECASE)
    for part, text in texts.items():
        for match in pattern.finditer(text):
            yield part, *match.span()


def names_in(quote: str) -> list[str]:
    """The words of a person's name, without titles."""
    words = _SPLIT.findall(quote)
    return [word for word in words if word.lower() not in TITLES and word[0].isupper()]
