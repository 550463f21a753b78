"""To whom a letter goes."""

from __future__ import annotations

import pytest

from service.applications import Application, group
from service.read_message import ReadMessage
from service.reading.model import Evidence, Kind, Person
from service.recipients import Recipients, recipients, takes_answers
from tests.service.told import ME, NO_REPLY, talk, told, wrote

CONFIRMATION = Kind.INTERVIEW_CONFIRMATION
NORA = Person(name="Nora Whitcombe", email="nora@initech.example")
PRIYA = Person(name="Priya Raman", email="priya@initech.example")
OWEN = "owen@initech.example"


@pytest.mark.parametrize(
    "email",
    [
        "reply+q7w2e9@ashbyhq.com",
        "0f3c9a1e-2b4d-4f6a-8b9c-1d2e3f4a5b6c@hire.lever.co",
        "initech+email+1kz9-abc3d@talent.icims.com",
        "initech.x7k2p9q@candidates.workablemail.com",
        "hit-reply@linkedin.com",
        "jane.roe@initech.example",
        "jane.roe@gmail.com",
    ],
)
def test_addresses_that_lead_to_a_person(email: str) -> None:
    assert takes_answers(email)


@pytest.mark.parametrize(
    "email",
    [
        "gallantfoods@myworkday.com",
        "bellwetherhealth+autoreply@talent.icims.com",
        "notifications@calendly.com",
        "initech@goodtime.io",
        "careers@greenhouse.io",
        "calendar-notification@google.com",
        "jobs-noreply@linkedin.com",
        "no-reply@initech.example",
    ],
)
def test_addresses_that_nobody_reads(email: str) -> None:
    assert not takes_answers(email)


def test_a_person_who_works_at_the_systems_own_company_is_a_person() -> None:
    assert takes_answers("jane.roe@workday.com", "Workday")
    assert not takes_answers("gallantfoods@myworkday.com", "Gallant Foods")


def test_the_guest_is_thanked_not_who_sent_the_invitation() -> None:
    found = _to(_entry(NORA, PRIYA))
    assert found.first == PRIYA
    assert found.others == ()


def test_an_organizer_who_is_called_an_interviewer_leads_the_panel() -> None:
    called = Evidence(
        fact="interviewers",
        part="text/plain",
        quote="You will meet Nora Whitcombe",
        span=(0, 28),
        rule="named",
    )
    found = _to(_entry(NORA, PRIYA, evidence=(called,)))
    assert found.first == NORA
    assert found.others == (PRIYA,)


def test_a_named_interviewers_address_is_looked_for_in_all_the_mail() -> None:
    before = told("a", "2026-03-01 09:00", Kind.INTERVIEW_INVITATION, people=(PRIYA,))
    named = told(
        "b",
        "2026-03-02 09:00",
        CONFIRMATION,
        interview=talk("2026-03-05 14:00"),
        people=(Person(name="Priya Raman"),),
    )
    assert _to(before, named).first == PRIYA


def test_after_a_bounce_who_was_copied_gets_the_letter() -> None:
    entry = told(
        "a", "2026-03-02 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"), copied=(OWEN,)
    )
    found = _to(entry, bad=frozenset({"jane@initech.example"}))
    assert found.first.email == OWEN
    assert found.warning
    assert "jane@initech.example came back" in found.warning


def test_a_copied_office_or_stranger_is_nobody() -> None:
    entry = told(
        "a",
        "2026-03-02 09:00",
        CONFIRMATION,
        interview=talk("2026-03-05 14:00"),
        copied=("jobs@initech.example", "sam@example.org"),
    )
    assert _asked(entry, bad=frozenset({"jane@initech.example"})) is None


def test_the_office_that_wrote_gets_the_letter_where_no_person_is_known() -> None:
    entry = told(
        "a",
        "2026-03-02 09:00",
        CONFIRMATION,
        by="hr@initech.example",
        interview=talk("2026-03-05 14:00"),
    )
    assert _to(entry).first.email == "hr@initech.example"


def test_a_person_who_wrote_before_goes_before_the_office() -> None:
    person = told("a", "2026-03-01 09:00", Kind.INTERVIEW_INVITATION, by=OWEN)
    entry = told(
        "b",
        "2026-03-02 09:00",
        CONFIRMATION,
        by="hr@initech.example",
        interview=talk("2026-03-05 14:00"),
    )
    assert _to(person, entry).first.email == OWEN


def test_a_machine_alone_is_nobody() -> None:
    entry = told(
        "a",
        "2026-03-02 09:00",
        CONFIRMATION,
        by="initech@myworkday.com",
        interview=talk("2026-03-05 14:00"),
        company="Initech",
    )
    assert _asked(entry) is None


def test_the_candidates_own_addresses_are_nobody() -> None:
    entry = told(
        "a", "2026-03-02 09:00", CONFIRMATION, by=NO_REPLY, interview=talk("2026-03-05 14:00")
    )
    assert _asked(entry, wrote("b", "2026-03-03 09:00", to=ME)) is None


def _entry(organizer: Person, *guests: Person, evidence: tuple[Evidence, ...] = ()) -> ReadMessage:
    message = told(
        "a",
        "2026-03-02 09:00",
        CONFIRMATION,
        by=organizer.email or "",
        interview=talk("2026-03-05 14:00", uid="r1"),
        people=(organizer, *guests),
    )
    facts = message.facts.model_copy(
        update={"organizer": organizer, "evidence": evidence, "calendar_uids": ("r1",)}
    )
    return message.model_copy(update={"facts": facts})


def _asked(*messages: ReadMessage, bad: frozenset[str] = frozenset()) -> Recipients | None:
    application: Application
    (application,) = group(messages)
    return recipients(application, application.rounds[-1], me=frozenset({ME}), bad=bad)


def _to(*messages: ReadMessage, bad: frozenset[str] = frozenset()) -> Recipients:
    found = _asked(*messages, bad=bad)
    assert found is not None
    return found
