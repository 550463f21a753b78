"""Words that a letter has from outside: right as they stand (pure)."""

from __future__ import annotations

import re

from service.letters import clean
from service.letters.model import LetterRequest


def names_in(request: LetterRequest) -> str:
    """Every name of the application, as the thread and the profile have it."""
    people = [request.recipient, *request.others]
    names = [part for person in people for part in (person.name, person.title, person.signs_as)]
    given = (request.candidate.name, request.company, request.role, request.round_name)
    return "\n".join(clean.visible(part) for part in (*names, *given) if part)


def known_text(request: LetterRequest) -> str:
    """The names, and what the candidate and the thread say in words of their own."""
    free = (*request.notes, *request.candidate.strengths, request.topic)
    return "\n".join([names_in(request), *(clean.visible(part) for part in free if part)])


def masked(text: str, request: LetterRequest) -> str:
    """The text with a plain name in the place of each of the application's names."""
    for name in sorted(names_in(request).split("\n"), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "Acme", text) if name else text
    return text


def words_of(text: str) -> frozenset[str]:
    """The words without their case."""
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))
