# ruff: noqa: E501  # sentences in one line read better
"""Interviewers as many writers name them, and people who are named without being any."""

from __future__ import annotations

import pytest

from service.reading.view import View
from service.reading.who.mentions import find_mentions
from service.reading.who.names import plain_form, without_degrees
from service.reading.who.people import named
from service.reading.who.person_words import is_first_name, is_plain_word
from tests.service.reading.mail import ME, mail

NOBODY = "Initech Recruiting <jobs@initech.example>"


def people(text: str, sender: str = NOBODY) -> list[str]:
    view = View(mail(text, sender=sender), frozenset({ME}), "America/New_York")
    return [person.name for person in named(view, view.prose, "Initech").people]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("You'll be chatting with Dana from our platform team.", ["Dana"]),
        ("Panel: A. Roe (CTO), B. Poe", ["A. Roe", "B. Poe"]),
        ("Interviewer(s): Sam Poe; Maeve Tierney", ["Sam Poe", "Maeve Tierney"]),
        ("with our VP Eng, Sam Poe, and Priya Nair from Data", ["Sam Poe", "Priya Nair"]),
        ("Meet the team:\n- Dana Roe, Staff Engineer\n- Sam Poe, Head of Data\n", ["Dana Roe", "Sam Poe"]),
        ("You will be meeting with partners Eleanor Imber and J. Thaddeus Hale.", ["Eleanor Imber", "J. Thaddeus Hale"]),
        ("The panel will be chaired by Professor Iain Haldane. Other members are Dr Sunniva Berg and Mr Rupert Ash.", ["Professor Iain Haldane", "Dr Sunniva Berg", "Mr Rupert Ash"]),
        ("10:00 with Artistic Director Ottavio Bellini, 10:45 tour of the wardrobe with Nell Crowther", ["Ottavio Bellini", "Nell Crowther"]),
        ("With:        Arne Halvorsen, Maintenance Superintendent\n             Dottie Riggs, Safety", ["Arne Halvorsen", "Dottie Riggs"]),
        ("Who\nIgnatius Baum, Brewmaster (ask for Iggy)", ["Ignatius Baum"]),
        ("Our CTO Maria Santos wants to talk with you on Friday.", ["Maria Santos"]),
        ("Joining you will be Helen Abara and Tom Riley.", ["Helen Abara", "Tom Riley"]),
        ("Helen Abara (Finance Director) and Tom Riley will interview you.", ["Helen Abara", "Tom Riley"]),
        ("It's a video call with Jun Park.", ["Jun Park"]),
        ("9:00 Rosa Diaz, Engineering Manager\n10:00 Omar Haddad, Staff Engineer\n", ["Rosa Diaz", "Omar Haddad"]),
        ("You'll meet Fiona Strachan, our clinical director, and Suki, who leads the nursing team.", ["Fiona Strachan", "Suki"]),
        ("New time: Monday 2pm\nInterviewer: Gaurav Chitre\n\nPrevious schedule\nFri 10am\nInterviewer: Leticia Vann", ["Gaurav Chitre"]),
        ("You'll speak to Raj Patel. Questions? Contact Simone Ault.", ["Raj Patel"]),
        ("Bart will dial your number: a phone screen with Bartholomew Quist.", ["Bartholomew Quist"]),
        ("Ask for Luis Contreras at the gate.", ["Luis Contreras"]),
        ("A friendly reminder that Dr. Fontenot is expecting you tomorrow at 12:30.", ["Dr. Fontenot"]),
        ("Interviewers remain the same:\n- Charlotte Ong, MD\n- Prakash Menon, ED\n", ["Charlotte Ong", "Prakash Menon"]),
        ("Your interview is on 18 October.\nPresent: M. Castlebury; H. Lindgren\n", ["M. Castlebury", "H. Lindgren"]),
    ],
)  # fmt: skip
def test_who_is_met(text: str, names: list[str]) -> None:
    assert sorted(people(text)) == sorted(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ihr Gespräch führen Frau Dr. Seidel und Herr Jonas Brandt. Wir freuen uns auf Sie, bitte bringen Sie einen Ausweis mit.", ["Dr. Seidel", "Jonas Brandt"]),
        ("Der Kommission gehören an: Dr. Martin Seeger (Vorsitz) und Frau Özlem Arslan. Wir bitten um Ihre Bestätigung des Termins.", ["Dr. Martin Seeger", "Özlem Arslan"]),
        ("Le jury sera composé de Mme Hélène Garrec, directrice, et M. Patrice Oudot, adjoint aux finances, pour votre entretien.", ["Hélène Garrec", "Patrice Oudot"]),
        ("Te entrevistarán Paco Lerma, gerente, y Nuria Prats, jefa de planta, en la oficina de la empresa.", ["Paco Lerma", "Nuria Prats"]),
        ("Je wordt ontvangen door dr. Pieter Kalsbeek en Fatima el Idrissi, teamleider, voor het gesprek op de afdeling.", ["dr. Pieter Kalsbeek", "Fatima el Idrissi"]),
    ],
)  # fmt: skip
def test_who_is_met_elsewhere(text: str, names: list[str]) -> None:
    assert sorted(people(text)) == sorted(names)


@pytest.mark.parametrize(
    "text",
    [
        "As discussed with Mr. Rao on the phone, your interview is on Friday.",
        "Questions? Contact Simone Ault.",
        "I've cc'd Dana Roe, who will send the link.",
        "Have a photo ID at hand for the interview at Elm Street.",
        "Your interview is at our London office on Tuesday.",
        "Cancel or reschedule: use the link below.",
        "Safety boots are required. Parking is free.",
    ],
)
def test_who_is_named_without_being_met(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The panel is Felix Marchetti and me.", ["Jane Roe", "Felix Marchetti"]),
        ("Felix Marchetti and I will meet you at two.", ["Jane Roe", "Felix Marchetti"]),
        ("My colleague Felix Marchetti will join us.", ["Jane Roe", "Felix Marchetti"]),
        ("You'll meet Felix Marchetti. Text me when you are here.", ["Felix Marchetti"]),
    ],
)
def test_the_writer_takes_part_where_they_say_so(text: str, names: list[str]) -> None:
    assert people(text, sender="Jane Roe <jane@initech.example>") == names


def test_a_name_is_told_from_the_words_around_it() -> None:
    text = "Charge Nurse DeShawn Ellery, RN, of Northgate Hospital; You'll see Regional Manager Meredith Quill"
    found = [
        mention.name for mention in find_mentions(text, frozenset(), frozenset()) if mention.sure
    ]
    assert found == ["DeShawn Ellery", "Meredith Quill"]


def test_first_names_and_everyday_words_are_known() -> None:
    assert all(is_first_name(name) for name in ("Dana", "Özlem", "Jean-Luc", "Nuria"))
    assert not any(is_first_name(word) for word in ("Interview", "Will", "London", "Tuesday"))
    assert is_plain_word("Parking")
    assert not is_plain_word("Halvorsen")


def test_two_blanks_after_a_title_stop_nothing() -> None:
    (name,) = people("You will meet with Dr.  Jane Roe at ten.")
    assert name.endswith("Jane Roe")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Interviewer(s)\tThora Engen; Nakamura, Reiko; Dana Roe", ["Thora Engen", "Reiko Nakamura", "Dana Roe"]),
        ("Panel lead\tFERREIRA-DUNN, CORETTA\nPanel member\tPOE, MILO\n", ["Coretta Ferreira-Dunn", "Milo Poe"]),
        ("The panel: Professors Ruth Abelard and Dana Roe", ["Professors Ruth Abelard", "Dana Roe"]),
        ("With Dana Roe KC and Dr Maria Poe MBE", ["Dana Roe", "Dr Maria Poe"]),
        ("Vous serez reçu par Claire DUBOIS", ["Claire Dubois"]),
        ("Te recibirán Leire Mendizábal y Raquel Casadevall", ["Leire Mendizábal", "Raquel Casadevall"]),
        ("Chef Odalys and the Chief Data Officer", ["Chef Odalys"]),
        ("Interviewer(s): Brandholt, Keonimana\nRecruiter: Sandoval-Reyes, Itzelia", ["Keonimana Brandholt", "Itzelia Sandoval-Reyes"]),
    ],
)  # fmt: skip
def test_names_as_forms_and_letters_have_them(text: str, names: list[str]) -> None:
    assert [found.name for found in find_mentions(text, frozenset(), frozenset())] == names


def test_one_of_several_with_one_title_has_it_alone() -> None:
    assert plain_form("Professors Ruth Abelard") == "Prof. Ruth Abelard"
    assert without_degrees("Beth Kilbride FRICS") == "Beth Kilbride"


def test_a_street_names_nobody() -> None:
    assert people("Walk in any day at 40 Dock Rd and you will be meeting with Rosa Diaz.") == [
        "Rosa Diaz"
    ]
    assert people("Walk in any day. You will be meeting at 40 Dock Rd, gate 2.") == []


def test_a_short_form_is_completed_by_the_senders_name() -> None:
    text = "I'd like to talk with you about the role: you will be meeting with me, Gwen, on Friday.\n\nGwen"
    assert people(text, sender="Gwendolyn Pace <gpace@initech.example>") == ["Gwendolyn Pace"]
