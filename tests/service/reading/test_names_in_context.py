# ruff: noqa: E501  # sentences in one line read better
"""Who, which employer and which role, where the mail says so only in passing."""

from __future__ import annotations

import time

import pytest

from gmail.message.parse import parse
from service.reading.reader import read
from service.reading.view import View
from service.reading.who.company import company_of
from service.reading.who.company import named as employers
from service.reading.who.company_witnesses import writes_as_agency
from service.reading.who.domain_names import parted, spelled_in
from service.reading.who.employers import company_key, employer_domain
from service.reading.who.names import plausible, without_job
from service.reading.who.people import named
from service.reading.who.role import clean_role, role_of
from service.reading.who.senders import writer
from service.reading.who.tone import is_informal, signed_as, topic_of
from tests.service.reading.mail import ME, facts, mail


def view(body: str, **headers: str) -> View:
    return View(mail(body, **headers), frozenset({ME}), "America/New_York")


@pytest.mark.parametrize(
    ("label", "text", "name"),
    [
        ("elmstreetlibrary", "Elm Street Public Library, 3 Oak Lane", "Elm Street Public Library"),
        ("blueridgevet", "See you at Blue Ridge Veterinary!", "Blue Ridge Veterinary"),
        ("ferrowco", "the offer from Ferrow & Co.", "Ferrow & Co"),
        ("granite", "welcome to Granite Falls Academy; Granite's team", "Granite"),
        ("harrowmedia", "Harrow x Alex", "Harrow Media"),
        ("pfaelzer-tagblatt", "Redaktion Pfälzer Tagblatt", "Pfälzer Tagblatt"),
    ],
)
def test_a_domain_is_spelled_as_the_text_spells_it(label: str, text: str, name: str) -> None:
    found = spelled_in(label, text)
    assert found is not None
    assert found.name.rstrip(".") == name


def test_a_text_that_says_nothing_of_the_domain() -> None:
    assert spelled_in("hooli", "Thursday at two suits me") is None
    assert parted("sextantrobotics") == "Sextant Robotics"
    assert parted("luedemann-saaten", "Ihre Greta Lüdemann") == "Lüdemann Saaten"


def test_an_employer_on_a_reserved_domain_has_its_own_name() -> None:
    assert employer_domain("hr@dunmere.example.org") == "dunmere.example.org"


def test_the_bi_role_is_no_company_and_a_state_is_no_employer() -> None:
    seen = view("Can we talk about the BI role?\n\nTheo", sender="Theo <theo@juniper.example>")
    found = company_of(seen, seen.prose)
    assert found is not None
    assert found[0] == "Juniper"


def test_a_legal_form_makes_a_company() -> None:
    seen = view("die Solvenda AG freut sich", sender="Codility <no-reply@codility.com>")
    found = company_of(seen, seen.prose)
    assert found is not None
    assert found[0].startswith("Solvenda")


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("Your interview for the position of Data Librarian will be held here.", "Data Librarian"),
        ("Thanks for your note about the Data Journalist post.", "Data Journalist"),
        ("We got your CV for the IT Support Analyst job.", "IT Support Analyst"),
        ("What\tPhone screen, Senior Data Engineer\nWhen\tTuesday", "Senior Data Engineer"),
    ],
)
def test_a_role_ends_with_its_clause(body: str, role: str) -> None:
    seen = view(body, subject="Hello")
    found = role_of(seen, seen.prose, "Initech")
    assert found is not None
    assert found[0] == role


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("You will meet Ana Ruiz (VP Eng), Bo Lind and Cy Ode.", {"Ana Ruiz", "Bo Lind", "Cy Ode"}),
        ("10:00 AM - 11:00 AM\tWrap-up\tDora Quist\n", {"Dora Quist"}),
        ("Tue, Sep 1, 2:00 PM - 2:45 PM PDT, Mara Vega\n", {"Mara Vega"}),
        ("It will be our trustee, Bernard Hale, and me.", {"Bernard Hale", "Jane Roe"}),
        ("My colleague Mina Ota will sit in. See you!\n\nJane Roe", {"Jane Roe", "Mina Ota"}),
    ],
)
def test_everybody_who_will_be_met_is_named(body: str, people: set[str]) -> None:
    seen = view(body)
    assert {person.name for person in named(seen, body, "Initech").people} == people


def test_june_is_a_first_name_before_a_last_name() -> None:
    assert plausible("June Park")
    assert not plausible("June Interview")


def test_how_the_sender_signs_and_speaks() -> None:
    seen = view("Hi Alex,\n\nsee you Thursday!\n\nBest,\nJane\n")
    assert signed_as(seen) == "Jane"
    assert is_informal(seen)
    formal = view("Dear Ms. Morgan,\n\nwe confirm Thursday.\n\nJane Roe\nDirector\n")
    assert signed_as(formal) is None
    assert not is_informal(formal)


def test_du_is_informal_and_sie_is_not() -> None:
    close = "Hallo Alex,\n\nwir freuen uns auf dich und das Gespräch mit dir und uns.\n\nJane Roe\n"
    distant = "Hallo Alex,\n\nwir freuen uns auf Sie und das Gespräch mit Ihnen und uns.\n"
    assert is_informal(view(close))
    assert not is_informal(view(distant))


def test_a_topic_is_quoted_in_the_mails_own_words() -> None:
    seen = view("We will talk about our data platform migration, then your questions.")
    assert topic_of(seen) == "our data platform migration"
    assert topic_of(view("We will talk about our open role and next steps.")) is None


def test_a_word_without_end_costs_no_more_than_a_mail() -> None:
    raw = b"From: Jane Roe <jane@initech.example>\r\nTo: alex@example.com\r\nSubject: Interview\r\n"
    raw += b"Date: Mon, 02 Mar 2026 09:00:00 -0500\r\n\r\n"
    message = parse(raw + b"Your interview with Initech is confirmed. " + b"A-a'" * 100_000)
    begun = time.process_time()
    read(message, me=frozenset({ME}), time_zone="America/New_York")
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("sender", "text", "name"),
    [
        ("Kathleen Maki <kmaki@ironrangecredit.example>", "Your interview is on Monday.\n\nKathleen\nIron Range Credit Union", "Iron Range Credit Union"),
        ("Kelly-Anne <ka@outbackair.example>", "Your interview is off. KA, Outback Air Charter", "Outback Air Charter"),
        ("Jane Roe <jane@initech.example>", "Your interview for the Initech Data Engineer role is on Monday.", "Initech"),
        ("Jane Roe <jane@initech.example>", "Initech Recruiting will call you. Initech is happy to have you.", "Initech"),
    ],
)  # fmt: skip
def test_an_employers_name_goes_on_as_the_text_always_goes_on(
    sender: str, text: str, name: str
) -> None:
    seen = view(text, sender=sender)
    found = company_of(seen, seen.prose)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "greeting", ["Moin Herr Asmussen,", "Grüezi Frau Rochat", "Guten Morgen Frau Seliger!"]
)
def test_who_is_greeted_is_no_interviewer(greeting: str) -> None:
    text = f"{greeting}\n\nIhr Gespräch ist am Montag um 14 Uhr.\n\nGruß\nGesa Rickmers"
    seen = view(text, sender="Gesa Rickmers <gesa@hallig.example>")
    assert named(seen, seen.prose, None).people == ()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Therapieleiter David Schäfer", "David Schäfer"),
        ("Regierungsdirektor Thomas Ehlert", "Thomas Ehlert"),
        ("Professor Iain Haldane", "Professor Iain Haldane"),
        ("Jane Baker", "Jane Baker"),
    ],
)
def test_a_job_before_a_name_is_no_part_of_it(written: str, name: str) -> None:
    assert without_job(written) == name


@pytest.mark.parametrize(
    "text",
    [
        "Our client would like to see you on Thursday.",
        "Thursday is fixed.\n\nDana\nPrincipal Consultant | Roe Executive Search",
    ],
)
def test_the_words_of_an_agency(text: str) -> None:
    assert writes_as_agency(view(text))


def test_the_words_of_an_employer() -> None:
    assert not writes_as_agency(view("We would like to see you on Thursday.\n\nDana Roe, Initech"))


def test_a_reply_is_about_the_role_of_the_mail_it_quotes() -> None:
    answer = (
        "Perfect, Thursday at 3 then, at our office in Dock Lane. Dana and I look forward to it."
    )
    quoted = "thank you for the invitation to interview for the Data Analyst role, I can do Thursday at 3."
    below = f"\n\nOn Mon, 2 Mar 2026, Alex Morgan wrote:\n> {quoted}\n"

    found = facts(answer + below, subject="Re: Thursday", in_reply_to="<0@example.com>")

    assert found.role == "Data Analyst"


@pytest.mark.parametrize(
    ("sender", "text", "name"),
    [
        ("Hotel Seeblick <empfang@seeblick-hotel.example>", "Das Gespräch ist am Montag um 10 Uhr bei uns im Haus.", "Hotel Seeblick"),
        ("Marisol Echenique <marisol@mareaalta.example>", "Te esperamos en la Fundación Marea Alta para la entrevista.\n\nMarisol\nMarea Alta", "Fundación Marea Alta"),
        ("Recrutement <rh@montbrelan.example>", "La Ville de Montbrelan vous propose un entretien pour le poste.\n\nService RH\nVille de Montbrelan", "Ville de Montbrelan"),
    ],
)  # fmt: skip
def test_the_word_of_a_trade_before_a_name_belongs_to_it(sender: str, text: str, name: str) -> None:
    seen = view(text, sender=sender)
    assert name in {one.name for one in employers(seen, seen.prose, None)}


def test_a_legal_form_tells_no_two_firms_apart() -> None:
    forms = ("Kestrel Pay Pte. Ltd.", "Kestrel Pay, Inc.", "Kestrel Pay Kft", "KESTREL PAY S.A.C.")
    assert {company_key(form) for form in forms} == {"kestrelpay"}


def test_the_candidate_is_never_whom_they_will_meet() -> None:
    seen = View(
        mail(
            "You will meet Kjersti Ofstad and Dana Roe.", sender="Coordinator <x@initech.example>"
        ),
        frozenset({"k.ofstad@example.net"}),
        None,
    )
    assert [person.name for person in named(seen, seen.prose, None).people] == ["Dana Roe"]


@pytest.mark.parametrize(
    ("sender", "writes"),
    [
        ("Anneloes van Bruggen <info@detweedekans.example>", "Anneloes van Bruggen"),
        ("De Tweede Kans <info@detweedekans.example>", "Dana Roe"),
        ("Praxis Seidel <team@seidel.example>", "Dana Roe"),
    ],
)
def test_a_firm_writes_by_the_hand_that_signs(sender: str, writes: str) -> None:
    found = writer(view("Thursday at 3 suits us.\n\nKind regards,\nDana Roe", sender=sender))
    assert found is not None
    assert found.name == writes


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Physiotherapeuten-Stelle", "Physiotherapeuten"),
        ("assistante dentaire dès", "assistante dentaire"),
        ("Steuerfachangestellter - Kanzlei", "Steuerfachangestellter"),
    ],
)
def test_a_role_ends_before_small_words_and_what_makes_it_a_post(said: str, role: str) -> None:
    assert clean_role(said) == role


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ceylon Harvest Teas (Pvt) Ltd", "Ceylon Harvest Teas"),
        ("Piedmont Orthopedics, P.A.", "Piedmont Orthopedics"),
        ("Kinabalu Foods Sdn Bhd", "Kinabalu Foods"),
    ],
)
def test_a_legal_form_is_no_part_of_an_employers_name(name: str, plain: str) -> None:
    assert company_key(name) == company_key(plain)


def test_a_longer_form_that_the_mail_names_itself_is_one_name_with_the_short() -> None:
    said = view(
        "Thank you for your interest in Sable Creek. Could we meet on Wednesday, March 4 at 1 pm?\n\n"
        "Best regards,\nVanessa Thorne\nCorporate Recruiter\nSable Creek Outdoor Co.\n",
        sender="Vanessa Thorne <vthorne@sablecreek.example>",
    )
    keys = [one.key for one in employers(said, said.prose, None)]

    assert company_key("Sable Creek Outdoor Co.") in keys
    assert len(keys) == len(set(keys))
