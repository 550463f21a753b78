"""The words of a training mail that name its facts, and the same mail under other names."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from gmail.message.model import Message
from service.reading.encoder.pieces import Part
from service.reading.encoder.tags import Tag

DATA = Path(__file__).parent / "data"
FIRST_NAMES = Path(__file__).parent.parent / "service/reading/who/first_names.txt"
_ONE_WORD = re.compile(r"\W*[\w.'’-]+\W*")  # noqa: RUF001
_SPLIT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001
_TITLES = frozenset(
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
            for name in {word for quote in words for word in _names_in(quote)}:
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


def _names_in(quote: str) -> list[str]:
    words = _SPLIT.findall(quote)
    return [word for word in words if word.lower() not in _TITLES and word[0].isupper()]


def renamed(message: Message, quotes: Quotes, lot: random.Random) -> tuple[Message, Quotes]:
    """The mail with other names for the people and the employer whom its quotes name."""
    new = _new_employer(quotes.words.get(Tag.COMPANY, ()), lot)
    for quote in quotes.words.get(Tag.INTERVIEWER, ()):
        for at, word in enumerate(_names_in(quote)):
            last = at > 0 or word in _lasts(quote)
            new.setdefault(word, lot.choice(_last_names() if last else _first_names()))
    if not new:
        return message, quotes
    longest_first = sorted(new, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def said(text: str) -> str:
        return pattern.sub(lambda match: new[match.group()], text)

    sender = message.sender and replace(message.sender, name=said(message.sender.name))
    changed = replace(
        message, sender=sender, subject=said(message.subject), text=said(message.text),
        new_text=said(message.new_text),
    )  # fmt: skip
    words = {tag: [said(quote) for quote in found] for tag, found in quotes.words.items()}
    return changed, Quotes(words, quotes.unknown)


def _new_employer(forms: Sequence[str], lot: random.Random) -> dict[str, str]:
    """Another name for the whole name, and its first word for the forms that begin like it."""
    known = sorted((form for form in forms if len(form) > 2), key=len, reverse=True)
    if not known:
        return {}
    name = lot.choice(_employers())
    new = {known[0]: name}
    for form in known[1:]:
        short = known[0].lower().startswith(form.lower())
        new[form] = name.split()[0] if short else name
    return new


def _lasts(quote: str) -> frozenset[str]:
    """A single name behind a title is a last name."""
    words = quote.split()
    return frozenset(words[1:]) if words[0].lower().strip(".") in _TITLES else frozenset()


@cache
def _first_names() -> tuple[str, ...]:
    return tuple(name.title() for name in FIRST_NAMES.read_text(encoding="utf-8").split())


@cache
def _last_names() -> tuple[str, ...]:
    return tuple((DATA / "last_names.txt").read_text(encoding="utf-8").split())


@cache
def _employers() -> tuple[str, ...]:
    return tuple((DATA / "employers.txt").read_text(encoding="utf-8").splitlines())
