"""The person sets a wrong reading right: their word outweighs the reader's, and lasts."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from service import views
from service.applications import keys_of
from service.correcting import correct
from service.corrections import RULE, Correction, corrected
from service.explain.record import record
from service.reading.model import Kind
from service.store import mail
from service.store.models import ApplicationRow, CorrectionRow, MessageRow
from tests.story.letters_in import at
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World


def invitation_id(world: World) -> str:
    with world.home.store.read() as session:
        (found,) = session.scalars(select(MessageRow.id).where(MessageRow.read.is_not(None)))
    return found


def says(world: World, **facts: Any) -> None:
    """The person corrects the invitation, at the story's time."""
    with world.home.store.write() as session:
        correct(session, 1, invitation_id(world), Correction(**facts), world.clock.now())


def applications(world: World) -> list[dict[str, Any]]:
    with world.home.store.read() as session:
        status = views.status(session, world.home.zone, world.clock.now())
    return list(status["applications"])


def test_what_was_no_interview_takes_its_draft_back_and_brings_no_letter(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    assert len(world.drafts()) == 1
    says(world, kind=Kind.OTHER)
    world.work()
    assert world.drafts() == []
    (application,) = applications(world)
    assert application["outcome"] == "withdrawn"
    assert "tell of no application" in application["reason"]
    world.go_to("2026-03-13 15:00")
    assert world.drafts() == []


def test_taking_the_correction_back_brings_the_same_application_again(world: World) -> None:
    confirmed(world)
    (before,) = applications(world)
    says(world, kind=Kind.OTHER)
    world.work()
    says(world)
    world.work()
    (after,) = applications(world)
    assert (after["id"], after["outcome"]) == (before["id"], None)
    assert next(each["stage"] for each in after["follow_ups"]) == "thank_you"
    with world.home.store.read() as session:
        assert session.scalars(select(CorrectionRow)).all() == []


def test_a_corrected_start_moves_the_windows(world: World) -> None:
    confirmed(world)
    says(world, start=at("2026-03-06 19:00"))
    world.work()
    (application,) = applications(world)
    (interview,) = application["interviews"]
    assert interview["start"].startswith("2026-03-06T14:00")
    assert interview["end"].startswith("2026-03-06T15:00")
    world.go_to(THANK_YOU_DUE)
    assert world.drafts() == []  # a day too early now
    world.go_to("2026-03-07 21:00")
    assert len(world.drafts()) == 1


def test_company_and_role_are_called_as_the_person_says(world: World) -> None:
    confirmed(world)
    says(world, company="Initech Labs", role="Platform Engineer")
    world.work()
    (application,) = applications(world)
    assert (application["company"], application["role"]) == ("Initech Labs", "Platform Engineer")
    world.go_to(THANK_YOU_DUE)
    assert "Platform Engineer" in world.drafts()[0].text


def test_a_second_reading_does_not_undo_it(world: World) -> None:
    confirmed(world)
    says(world, company="Initech Labs")
    with world.home.store.write() as session:
        id_ = invitation_id(world)
        raw = mail.as_read(session, 1, [id_])[id_]
        mail.keep(session, 1, raw, keys_of(raw))
        assert raw.facts.company == "Initech"
        assert mail.read_messages(session, 1, [id_])[id_].facts.company == "Initech Labs"
    world.work()
    assert applications(world)[0]["company"] == "Initech Labs"


def test_the_evidence_says_that_the_person_said_so(world: World) -> None:
    confirmed(world)
    says(world, kind=Kind.INTERVIEW_CONFIRMATION, start=at("2026-03-06 19:00"))
    with world.home.store.read() as session:
        row = session.scalars(select(ApplicationRow)).one()
        (message,) = record(session, row, world.home.zone)["messages"]
    rules = {each["fact"]: each["rule"] for each in message["evidence"]}
    assert rules["interview.start"] == rules["kind"] == RULE
    assert rules["company"] != RULE


def test_a_time_given_to_an_invitation_fixes_an_interview(world: World) -> None:
    confirmed(world)
    with world.home.store.read() as session:
        message = mail.as_read(session, 1, [invitation_id(world)])[invitation_id(world)]
    open_time = message.model_copy(
        update={
            "facts": message.facts.model_copy(
                update={"kind": Kind.INTERVIEW_INVITATION, "interview": None}
            )
        }
    )
    facts = corrected(open_time, Correction(start=at("2026-03-09 15:00"))).facts
    assert facts.kind is Kind.INTERVIEW_CONFIRMATION
    assert facts.interview is not None
    assert facts.interview.start == at("2026-03-09 15:00")


def test_only_a_message_that_was_read_can_be_corrected(world: World) -> None:
    confirmed(world)
    with world.home.store.write() as session:
        unread = session.scalars(select(MessageRow.id).where(MessageRow.read.is_(None))).first()
        assert unread is not None
        with pytest.raises(KeyError):
            correct(session, 1, unread, Correction(kind=Kind.OTHER), world.clock.now())
