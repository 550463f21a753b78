"""The small forms: days, lists, articles, possessives, and what a round is called."""

from __future__ import annotations

from datetime import date

import pytest

from service.letters import clean
from service.letters.languages import LANGUAGES, language_of
from service.letters.languages.base import Round, round_of
from service.letters.languages.english_forms import article, possessive
from service.letters.languages.points import in_language

FIRST_OF_APRIL = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("en", "Wednesday, April 1"),
        ("de", "Mittwoch, den 1. April"),
        ("fr", "mercredi 1er avril"),
        ("es", "miércoles 1 de abril"),
        ("nl", "woensdag 1 april"),
    ],
)
def test_a_day_in_words(code: str, day: str) -> None:
    assert language_of(code).day(FIRST_OF_APRIL, british=False) == day


def test_british_days_put_the_number_first() -> None:
    assert language_of("en").day(FIRST_OF_APRIL, british=True) == "Wednesday, 1 April"


@pytest.mark.parametrize(
    ("code", "both", "neither"),
    [
        ("en", "Data Engineer role at Initech", "role"),
        ("de", "Stelle als Data Engineer bei Initech", "Stelle"),
        ("fr", "poste de Data Engineer chez Initech", "poste"),
        ("es", "puesto de Data Engineer en Initech", "puesto"),
        ("nl", "functie van Data Engineer bij Initech", "functie"),
    ],
)
def test_the_role_at_the_company(code: str, both: str, neither: str) -> None:
    assert language_of(code).position("Data Engineer", "Initech") == both
    assert language_of(code).position("", "") == neither


def test_roles_that_need_another_joint() -> None:
    assert language_of("en").position("Design Internship", "") == "Design Internship"
    assert language_of("de").position("Buchhaltung", "") == "Stelle im Bereich Buchhaltung"
    assert language_of("fr").position("Analyste", "") == "poste d'Analyste"


def test_lists_in_words() -> None:
    assert language_of("en").joined(["a", "b"]) == "a and b"
    assert language_of("en").joined(["a", "b", "c"]) == "a, b, and c"
    assert language_of("de").joined(["a", "b", "c"]) == "a, b und c"
    assert language_of("es").joined(["Ana", "Íñigo"]) == "Ana e Íñigo"
    assert language_of("nl").joined([]) == ""


@pytest.mark.parametrize(
    ("phrase", "right"),
    [
        *(("engineer", "an"), ("manager", "a"), ("MBA", "an"), ("UX designer", "a")),
        *(("university role", "a"), ("hour", "an"), ("8-hour day", "an"), ("European", "a")),
        *(("uninvited guest", "an"), ("one-off", "a"), ("SRE", "an"), ("honest answer", "an")),
    ],
)
def test_a_or_an_goes_by_sound(phrase: str, right: str) -> None:
    assert article(phrase) == right


def test_possessives() -> None:
    assert possessive("Initech") == "Initech's"
    assert possessive("James") == "James'"


@pytest.mark.parametrize(
    ("name", "medium", "kind"),
    [
        ("Phone screen", None, Round.PHONE),
        ("Technical phone screen", "phone", Round.TECHNICAL),
        ("Panel (on-site)", "onsite", Round.PANEL),
        ("System design", "video", Round.DESIGN),
        ("Final round", None, Round.FINAL),
        ("Fachgespräch", "video", Round.TECHNICAL),
        ("entretien téléphonique", None, Round.PHONE),
        (None, "video", Round.VIDEO),
        ("hiring manager", None, Round.PLAIN),
        ("{{ x }}" * 1000, "carrier pigeon", Round.PLAIN),
    ],
)
def test_what_kind_of_conversation_it_was(
    name: str | None, medium: str | None, kind: Round
) -> None:
    assert round_of(name, medium) is kind


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_every_round_has_a_name_in_every_language(language: object) -> None:
    assert set(language.talks) == set(Round)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("code", "chosen"), [("de-AT", "de"), ("FR", "fr"), ("pt", "en"), ("", "en"), ("nl_BE", "nl")]
)
def test_the_language_of_the_thread(code: str, chosen: str) -> None:
    assert language_of(code).code == chosen


@pytest.mark.parametrize(
    ("raw", "role"),
    [
        ("Data Engineer (m/w/d)", "Data Engineer"),
        ("Senior Engineer - Remote, EU", "Senior Engineer"),
        ("the Data Engineer position", "Data Engineer"),
        ("Engineer II", "Engineer II"),
        ("C++ Developer", "C++ Developer"),
        ("Front-end Developer [Req 123]", "Front-end Developer"),
        ("SENIOR DATA ENGINEER", "Senior Data Engineer"),
        ("HEAD OF DATA", "Head of Data"),
        ("QA LEAD", "QA Lead"),
        ("N/A", ""),
        ("{{ role }}", ""),
        ("!!!", ""),
    ],
)
def test_a_role_without_its_trimmings(raw: str, role: str) -> None:
    assert clean.role(raw) == role


@pytest.mark.parametrize(
    ("raw", "company"),
    [
        ("Initech, Inc.", "Initech, Inc"),
        ("INITECH SOLUTIONS LLC", "Initech Solutions LLC"),
        ("IKEA", "IKEA"),
        ("Yahoo!", "Yahoo"),
        ("AT&T", "AT&T"),
        ("https://initech.example", ""),
        ("<b>Initech</b>", "b Initech /b"),
        ("x" * 10_000, ""),
    ],
)
def test_a_company_made_safe(raw: str, company: str) -> None:
    assert clean.company(raw) == company


def test_small_words_tell_the_language() -> None:
    assert in_language("five years of building pipelines", "en")
    assert not in_language("five years of building pipelines", "de")
    assert in_language("Kafka", "fr")
