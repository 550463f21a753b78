"""How the reader is addressed: by title, by the name they sign with, never by a guessed gender."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.policy import Stage
from service.letters.example import sparse_request
from service.letters.model import Correspondent
from service.letters.salutation import salutation

TITLED = Correspondent("Jane Roe", title="Dr.")
SIGNED = Correspondent("Samuel Lee", signs_as="Sam")
PLAIN = Correspondent("Samuel Lee")


def greeted(to: Correspondent, language: str = "en", *, informal: bool = False,
            company: str | None = "Initech") -> str:  # fmt: skip
    request = sparse_request(Stage.THANK_YOU, language)
    return salutation(replace(request, recipient=to, informal=informal, company=company))


@pytest.mark.parametrize(
    ("language", "titled", "full", "first", "nobody"),
    [
        ("en", "Dear Dr. Roe,", "Dear Samuel Lee,", "Hi Sam,", "Dear Initech team,"),
        ("de", "Guten Tag Dr. Roe,", "Guten Tag Samuel Lee,", "Hallo Sam,", "Guten Tag,"),
        ("fr", "Bonjour Dr. Roe,", "Bonjour Samuel Lee,", "Bonjour Sam,",
         "Bonjour à l'équipe d'Initech,"),
        ("es", "Buenos días, Dr. Roe:", "Buenos días, Samuel Lee:", "Hola, Sam:",
         "Buenos días, equipo de Initech:"),
        ("nl", "Geachte dr. Roe,", "Geachte Samuel Lee,", "Beste Sam,",
         "Beste team van Initech,"),
        ("it", "Dear Dr. Roe,", "Dear Samuel Lee,", "Hi Sam,", "Dear Initech team,"),
    ],
)  # fmt: skip
def test_each_language_has_its_courtesy(
    language: str, titled: str, full: str, first: str, nobody: str
) -> None:
    assert greeted(TITLED, language) == titled
    assert greeted(PLAIN, language) == full
    assert greeted(SIGNED, language, informal=True) == first
    assert greeted(Correspondent(""), language) == nobody


def test_the_first_name_needs_both_the_signature_and_an_informal_thread() -> None:
    assert greeted(SIGNED) == "Dear Samuel Lee,"
    assert greeted(PLAIN, informal=True) == "Dear Samuel Lee,"
    assert greeted(replace(TITLED, signs_as="Jane"), informal=True) == "Dear Dr. Roe,"


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Roe, Jane", "Dear Jane Roe,"),
        ("JANE ROE", "Dear Jane Roe,"),
        ("Dr. Jane Roe", "Dear Dr. Roe,"),
        ("Jane Roe, PhD", "Dear Jane Roe,"),
        ("Roe, Jane, PhD", "Dear Jane Roe,"),
        ("山田 太郎", "Dear 山田 太郎,"),
        ("Ольга Иванова", "Dear Ольга Иванова,"),
        ("Jane Roe (Initech)", "Dear Jane Roe,"),
        ("Jane Roe <jane@initech.example>", "Dear Jane Roe,"),
        ("Jane Roe via Greenhouse", "Dear Jane Roe,"),
        ("Jane van der Berg", "Dear Jane van der Berg,"),
        ("María del Carmen Fernández", "Dear María del Carmen Fernández,"),
        ("Initech Recruiting Team", "Dear Initech team,"),
        ("jane.roe@initech.example", "Dear Initech team,"),
        ("{{ name }}", "Dear Initech team,"),
        ("Jane\r\nBcc: victim@example.org", "Dear Jane,"),
        ("A" * 10_000, "Dear Initech team,"),
        ("\u202eeoR enaJ", "Dear eoR enaJ,"),
        ("<script>alert(1)</script>", "Dear Initech team,"),
    ],
)
def test_names_as_mail_programs_write_them(name: str, greeting: str) -> None:
    assert greeted(Correspondent(name)) == greeting


def test_a_title_with_particles_keeps_the_whole_last_name() -> None:
    assert greeted(Correspondent("Dr. Jane van der Berg")) == "Dear Dr. van der Berg,"
    assert greeted(Correspondent("Mary Roe", title="Prof. Dr.")) == "Dear Prof. Dr. Roe,"


def test_without_any_name_the_greeting_is_plain() -> None:
    assert greeted(Correspondent(""), company=None) == "Hello,"
