"""Names that belong to another application and must not stand in this letter (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.letters import clean
from service.letters.model import LetterRequest
from service.letters.others import keys_in
from service.letters.people import called
from service.letters.spelling import is_word


def forbidden_in(text: str, request: LetterRequest) -> tuple[str, ...]:
    """The forbidden names that `text` holds as whole words.

    A name that belongs to this application too is not forbidden. A name that is also an ordinary
    word ("Indeed", "May") counts only where it is written as a name: with its capital, and not at
    the beginning of a sentence.
    """
    own = _own(request)
    shown = clean.visible(text)
    names = (clean.visible(name)[:200] for name in request.others_names.among(keys_in(shown)))
    return tuple(
        name
        for name in sorted(set(names))
        if len(name) > 1 and not _within(name, own) and _stands(name, shown)
    )


def _own(request: LetterRequest) -> str:
    """Everything that this application is known by, as one text."""
    people = [called(person).full for person in (request.recipient, *request.others)]
    given = [request.recipient.name, request.candidate.name, request.company, request.role]
    return "\n".join(clean.visible(part or "") for part in (*given, *people)).casefold()


def _within(name: str, own: str) -> bool:
    return bool(_whole(name.casefold()).search(own))


def _stands(name: str, text: str) -> bool:
    if " " not in name and is_word(name):
        return bool(re.search(rf"[\w,;'\"(] {re.escape(name)}(?!\w)(?! \d)", text))
    return bool(_whole(name.casefold()).search(text.casefold()))


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def free_of_others(texts: Iterable[str], request: LetterRequest) -> tuple[str, ...]:
    """Those texts that name nothing of another application."""
    return tuple(text for text in texts if not forbidden_in(text, request))
