"""Names as companies and roles really have them pass through every letter unharmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.policy import Stage
from service.letters.example import example_request
from service.letters.model import Correspondent
from service.letters.proofread import proofread
from service.letters.write import write

COMPANIES = (
    *("Yoohoo!", "Initech, Inc.", "Acme Co., Ltd.", "A&B", "Reach Out & Read", "7-Twelve", "3N"),
    *("e.x.f. Beauty", "someday.com", 'Games "R" Fun', "L'Étoile", "1-900-Roses", "Duran Duran"),
    *("A/S Fnord", "Yam! Brands", "Wonka (UK) Ltd", "Amazing Grace", "St. John of the Cross"),
)
ROLES = (
    *("C++ Developer", "Sr. Engineer", "VP, Sales", "R&D Lead", "Engineer II", "iOS Engineer"),
    *("QA/QE Engineer", "Head of Data & AI", "Developer (m/f/d)", ".NET Developer"),
    *("Account Manager - EMEA", "analyste-programmeur", "Leiter/in Buchhaltung"),
)
PEOPLE = (
    *("Seán Ó Briain", "Mary-Jane O'Neil", "Li Wei", "J. R. Smith", "María José García de la Vega"),
    *("Björn Þórsson", "Nguyễn Văn A", "DeShawn McDonald", "Anna Müller-Lüdenscheidt", "李 雷"),
)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "nl"])
@pytest.mark.parametrize("stage", list(Stage))
def test_real_names_pass(stage: Stage, language: str) -> None:
    known = replace(example_request(stage, language), notes=())
    for number, company in enumerate(COMPANIES):
        request = replace(
            known,
            key=str(number),
            company=company,
            role=ROLES[number % len(ROLES)],
            recipient=Correspondent(PEOPLE[number % len(PEOPLE)]),
        )
        letter = write(request)
        assert proofread(letter, request) == (), letter.text


def test_the_names_stand_as_they_are_written() -> None:
    def letter(company: str, role: str) -> str:
        request = replace(example_request(Stage.THANK_YOU), company=company, role=role, notes=())
        return write(request).text

    assert "C++ Developer role at L'Étoile" in letter("L'Étoile", "C++ Developer")
    assert ".NET Developer role at someday.com" in letter("someday.com", ".NET Developer")
    assert "VP, Sales role at Acme Co., Ltd" in letter("Acme Co., Ltd.", "VP, Sales")
