"""The candidate's notes, read for what a letter can say in whole sentences (pure).

The reading is careful rather than clever: a clause is used only where a cue says what it is and
its words fit a sentence as they stand. What is not used is named, so that the person can be told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scheduler.policy import Stage
from service.letters import clean
from service.letters.example import example_request
from service.letters.forbidden import forbidden_in
from service.letters.known import names_in, words_of
from service.letters.languages import language_of
from service.letters.languages.base import Language
from service.letters.languages.points import Kind, Point, Reader, in_language
from service.letters.model import Correspondent, LetterRequest
from service.letters.people import called
from service.letters.salutation import by_first_name
from service.letters.spelling import mended, misspelled

_MOST_CLAUSES = 40
_ABBREVIATION = r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)"
_BETWEEN = re.compile(
    rf"[;\n\r\u2022\u2028\u2029]+|{_ABBREVIATION}[.?!]+(?:\s+|$)|\s+[-\u2013\u2014]\s+|^[-*+]\s+",
    re.MULTILINE,
)

_MOST = {Kind.DISCUSSED: 2, Kind.LIKED: 1, Kind.STRESSED: 1, Kind.CONCERN: 1}
"""Points of a kind that a letter takes up: with more it would be a list."""

_LOUD = str.maketrans(dict.fromkeys("!\u00a1", ""))
"""No letter shouts, whatever its notes do."""


@dataclass(frozen=True, slots=True)
class Points:
    """What the notes give, in their order, and the clauses that the letter does not take up."""

    points: tuple[Point, ...] = ()
    unused: tuple[str, ...] = ()

    def of(self, kind: Kind) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.kind is kind)


def read_notes(request: LetterRequest) -> Points:
    """What the request's notes say for a letter in its language."""
    language, reader = language_of(request.language), reader_of(request)
    points: list[Point] = []
    unused: list[str] = []
    for clause in _clauses(request, language):
        usable = _usable(clause, language, request)
        point = language.point(clause, reader) if usable else None
        if point is None or _full(point.kind, points):
            unused.append(clause)
        elif point not in points:
            points.append(point)
    return Points(tuple(points), tuple(unused))


def _full(kind: Kind, points: list[Point]) -> bool:
    return sum(point.kind is kind for point in points) >= _MOST[kind]


def unused_clauses(notes: tuple[str, ...], language: str) -> tuple[str, ...]:
    """What a letter in this language could not say of these notes, whoever it went to."""
    example = example_request(Stage.THANK_YOU, language)
    return read_notes(replace(example, notes=notes)).unused


def reader_of(request: LetterRequest) -> Reader:
    """The letter's reader, as notes may speak of them."""
    names = _names(request.recipient)
    return Reader(
        names=names,
        table=names.union(*map(_names, request.others)),
        alone=not request.others,
        familiar=by_first_name(request),
    )


def _names(person: Correspondent) -> frozenset[str]:
    who = called(person)
    names = {who.formal, who.full, who.last, who.full.split(" ", 1)[0], who.first}
    return frozenset(name for name in names if name)


def _usable(clause: str, language: Language, request: LetterRequest) -> bool:
    right_words = in_language(clause, language.code) and not clean.PLACEHOLDER.search(clause)
    return right_words and not _slipped(clause, request) and not forbidden_in(clause, request)


def _slipped(clause: str, request: LetterRequest) -> bool:
    """Whether a typing error is left. Only English has lists that know its trades' words, too."""
    known = words_of(names_in(request))
    english = language_of(request.language).code == "en"
    return english and any(len(word) > 4 for word in misspelled(clause, "en", known))


def _clauses(request: LetterRequest, language: Language) -> list[str]:
    whole = "\n".join(note[:2000] for note in request.notes[:20])
    typed = language.typed(whole.replace("\u2019", "'"))
    meant = mended(typed, language.code, words_of(names_in(request)))
    marked = language.cue_inside.sub("\n", meant)
    clauses = (_bare(clause) for clause in _BETWEEN.split(marked))
    return [clause for clause in clauses if clause][:_MOST_CLAUSES]


def _bare(clause: str) -> str:
    """Visible words of one clause; one with markup or a link in it is kept whole, to be refused."""
    return clean.visible(clause).translate(_LOUD).strip(" ,.:-*\"'")
