"""How a letter addresses its reader: never by a guessed gender (pure)."""

from __future__ import annotations

from service.letters import clean
from service.letters.languages import language_of
from service.letters.model import LetterRequest
from service.letters.people import called


def salutation(request: LetterRequest) -> str:
    """The first line. "Dear Dr. Roe," where a title is known; the first name alone where this
    person signed with it in an informal thread; else the whole name; without one, the team.
    """
    who = called(request.recipient)
    return language_of(request.language).greet(
        formal=who.formal,
        first=who.first if by_first_name(request) else "",
        company=clean.company(request.company),
    )


def by_first_name(request: LetterRequest) -> bool:
    """Whether the letter is on first-name terms (in German, Spanish and Dutch: du, tú, je)."""
    who = called(request.recipient)
    return request.informal and bool(who.first) and not who.title
