"""Names, employers and roles: cleaned and compared."""

from __future__ import annotations

import pytest

from service.reading.who.company import clean_company
from service.reading.who.employers import company_key, employer_domain, is_relay, role_key
from service.reading.who.links import join_link
from service.reading.who.names import clean_name, plausible, same_person, title_of
from service.reading.who.role import clean_role
from tests.service.reading.mail import facts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Initech, Inc.", "INITECH"),
        ("The Hooli Co., Ltd.", "Hooli"),
        ("Oak & Ember", "Oak and Ember"),
        ("Umbra Capital (Pty) Ltd", "Umbra Capital"),
        ("Halbmond Logistik GmbH & Co. KG", "Halbmond Logistik"),
        ("Carpathia Staffing s.r.o.", "Carpathia Staffing"),
        ("Kaltwerk Anlagenbau Ges.m.b.H.", "Kaltwerk Anlagenbau"),
        ("Thistledown Bank, N.A.", "Thistledown Bank"),
    ],
)
def test_two_spellings_of_one_company(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


def test_meta_is_not_metaverse() -> None:
    assert company_key("Meta") != company_key("Metaverse")


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("jane@mail.initech.co.uk", "initech.co.uk"),
        ("jane@initech.example", "initech.example"),
        ("jane@gmail.com", None),
        ("no-reply@us.greenhouse-mail.io", None),
        ("initech@myworkday.com", None),
    ],
)
def test_free_mail_and_tracking_systems_are_no_employer(email: str, domain: str | None) -> None:
    assert employer_domain(email) == domain


def test_a_tracking_systems_reply_address_reaches_a_person() -> None:
    assert is_relay("reply+1a2b@ashbyhq.com")
    assert not is_relay("jane@initech.example")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("The Initech Recruiting Team", "Initech"),
        ("Initech Careers", "Initech"),
        ("Initech's", "Initech"),
        ("General Manager of Initech Hotels", "Initech Hotels"),
        ("Initech Employment", "Initech"),
    ],
)
def test_a_company_without_the_words_around_it(raw: str, clean: str) -> None:
    assert clean_company(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Data Engineer (Req 10023)", "Data Engineer"),
        ("the Senior Nurse position", "Senior Nurse"),
        ("Optical Engineer (m/f/d)", "Optical Engineer"),
    ],
)
def test_a_role_without_numbers_and_marks(raw: str, clean: str) -> None:
    assert clean_role(raw) == clean


def test_seniority_is_spelled_in_many_ways() -> None:
    assert role_key("Sr. Data Engineer") == role_key("Senior Data Engineer")


def test_names_as_mail_writes_them() -> None:
    assert clean_name('"Roe, Jane"') == "Jane Roe"
    assert clean_name("Jane Roe via Greenhouse") == "Jane Roe"
    assert title_of("Prof. Dr. Antje Wolters") == "Prof. Dr."
    assert same_person("Jane", "Dr. Jane Roe")
    assert same_person("Ed Tuttle", "Edwin Tuttle")
    assert same_person("Nathaniel Brooks", "Nate Brooks")
    assert not same_person("Mark Jones", "Mary Jones")
    assert not plausible("Hiring Manager")


def test_a_link_to_move_the_interview_is_not_the_one_to_join_it() -> None:
    text = "Reschedule: https://zoom.us/reschedule/j/1 Join: https://zoom.us/j/912345"
    assert join_link(text) == "https://zoom.us/j/912345"


def test_a_panel_is_named_whole() -> None:
    found = facts(
        "Your interview with Initech is confirmed for Thursday, March 5 at 2pm ET. You'll be "
        "meeting with Raj Patel (VP Engineering), Emily Stone and Dr. Hannah Weiss."
    )
    names = [person.name for person in found.interviewers]
    assert names == ["Raj Patel", "Emily Stone", "Dr. Hannah Weiss"]


def test_an_agency_writes_for_its_client() -> None:
    found = facts(
        "Hi Alex,\n\nMy client, Globex, has confirmed your interview for the Data Engineer role on "
        "Thursday, March 5 at 2pm ET.\n\nJane\nHarper Search",
        sender="Jane Roe <jane@harpersearch.example>",
        subject="Interview with Globex",
    )
    assert found.company == "Globex"
