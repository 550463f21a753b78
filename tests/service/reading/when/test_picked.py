# ruff: noqa: E501  # sentences in one line read better
"""A short answer takes one of the times that the mail under it offers."""

from __future__ import annotations

import pytest

from service.reading.when.picked import picked
from tests.service.reading.when.told import read

OFFER = """I could do any of these:
- Tuesday 10 March, 9:30
- Thursday 12 March, 14:00
- Friday 13 March, 11:00"""


def start_of(answer: str, offer: str = OFFER, language: str = "en") -> str | None:
    offered = [mention for mention in read(offer, language=language) if mention.has_time]
    found = picked(answer, read(answer, language=language), offered, language)
    return f"{found.start:%m-%d %H:%M}" if found else None


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ("Option B please, see you then.", "03-12 14:00"),
        ("The second one works for us.", "03-12 14:00"),
        ("number 3 pls", "03-13 11:00"),
        ("The last one, if that still suits.", "03-13 11:00"),
        ("The first would be best.", "03-10 09:30"),
        ("Thursday works, see you then!", "03-12 14:00"),
        ("The 9:30 suits us well.", "03-10 09:30"),
    ],
)
def test_it_names_the_place_the_day_or_the_hour(answer: str, start: str) -> None:
    assert start_of(answer) == start


@pytest.mark.parametrize("answer", ["Lovely, see you then!", "Option F please.", "Number 5 it is."])
def test_what_takes_none_of_several_is_not_guessed_at(answer: str) -> None:
    assert start_of(answer) is None


def test_the_only_time_is_taken_by_any_word() -> None:
    assert (
        start_of("Perfect, see you then.", "Shall we say Thursday 12 March, 14:00?")
        == "03-12 14:00"
    )


def test_the_same_time_on_another_day() -> None:
    offer = "So that's Tuesday 10 March at 10:00, 60 minutes."

    assert start_of("Can we do the same time Wednesday instead?", offer) == "03-04 10:00"


@pytest.mark.parametrize(
    ("language", "offer", "answer", "start"),
    [
        ("de", "Dienstag, 10.03., 9:30 Uhr oder Donnerstag, 12.03., 14:00 Uhr", "Der zweite Termin passt gut.", "03-12 14:00"),
        ("nl", "dinsdag 10 maart om 9.30 uur of donderdag 12 maart om 14.00 uur", "De eerste optie past prima.", "03-10 09:30"),
        ("fr", "le mardi 10 mars à 9h30 ou le jeudi 12 mars à 14h", "Le second créneau nous convient.", "03-12 14:00"),
        ("es", "el martes 10 de marzo a las 9:30 o el jueves 12 de marzo a las 14:00", "La primera opción nos va bien.", "03-10 09:30"),
    ],
)  # fmt: skip
def test_in_other_languages(language: str, offer: str, answer: str, start: str) -> None:
    assert start_of(answer, offer, language) == start
