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
    by_first_name = request.informal and who.first and not who.title
    return language_of(request.language).greet(
        formal=who.formal,
        first=who.first if by_first_name else "",
        company=clean.company(request.company),
    )
