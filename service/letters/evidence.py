"""Whether a letter states a date, a figure or a promise that its request does not hold (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from service.letters import clean
from service.letters.languages import language_of
from service.letters.languages.phrases import PROMISE
from service.letters.model import Letter, LetterRequest
from service.letters.shape import body_of


def unproven(letter: Letter, request: LetterRequest) -> Iterator[tuple[str, str]]:
    """Rule and reason for each statement that has no ground in the request."""
    text, language = body_of(letter.text), language_of(request.language)
    ground, right_days = _ground(request), {day.weekday() for day in _days(request)}
    if request.promised is None and (found := PROMISE[language.code].search(text.lower())):
        yield "promise", f"no such promise is known: {found[0][:60]!r}"
    for number, weekday in enumerate(language.weekdays):
        named = re.search(rf"\b{weekday}\b", text, re.IGNORECASE)
        if named and number not in right_days and weekday.lower() not in ground.lower():
            yield "date", f"no fact names a {weekday}"
    figures = {figure for day in _days(request) for figure in (str(day.day), str(day.year))}
    for figure in re.findall(r"\d+", text):
        if figure not in figures and figure not in ground:
            yield "figure", f"no fact holds the figure {figure[:20]}"


def _days(request: LetterRequest) -> tuple[date, ...]:
    moments = (request.interview_start, request.promised, request.previous_letter_at)
    return tuple(moment for moment in moments if moment)


def _ground(request: LetterRequest) -> str:
    """What the person and the thread say in words of their own."""
    people = (person.name for person in (request.recipient, *request.others))
    free = (*request.notes, *request.candidate.strengths, request.topic, request.company)
    return "\n".join(clean.visible(t or "") for t in (*free, request.role, *people))
