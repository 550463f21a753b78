"""What the candidate says of an interview comes to stand in the letters, whenever it is said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from gmail.sandbox import SeenMail
from service import views
from service.cli.app import app
from tests.story.letters_in import ALEX, at, mail
from tests.story.test_main_job import STATUS_DUE, THANK_YOU_DUE, confirmed
from tests.story.world import World

PLUS = "alex.morgan+afterword@example.com"
KAFKA = "talked about their Kafka migration"


def says(world: World, *words: str) -> dict[str, Any]:
    """`afterword note` in this installation."""
    run = CliRunner().invoke(
        app, ["note", *words, "--config", str(world.config)], env=world.environ
    )
    assert run.exit_code == 0, run.output
    return dict(json.loads(run.stdout))


def refused(world: World, *words: str) -> str:
    run = CliRunner().invoke(
        app, ["note", *words, "--config", str(world.config)], env=world.environ
    )
    assert run.exit_code == 2
    return run.stderr


def the_draft(world: World) -> SeenMail:
    (draft,) = world.drafts()
    return draft


def test_a_note_said_in_time_stands_in_the_letter(world: World) -> None:
    confirmed(world)
    world.go_to("2026-03-05 21:00")
    said = says(world, "Initech", KAFKA)
    assert [each["text"] for each in said["notes"]] == [KAFKA]
    assert said["unused"] == []
    world.go_to(THANK_YOU_DUE)
    assert "your Kafka migration" in the_draft(world).text


def test_an_untouched_draft_is_renewed_by_a_later_note(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    first = the_draft(world)
    assert "Kafka" not in first.text
    says(world, "initech", KAFKA)
    world.work()
    second = the_draft(world)
    assert "your Kafka migration" in second.text
    assert second.thread_id == first.thread_id
    world.work()
    assert the_draft(world).draft_id == second.draft_id, "once is enough"


def test_a_note_taken_back_leaves_the_letter_too(world: World) -> None:
    confirmed(world)
    world.go_to("2026-03-05 21:00")
    (note,) = says(world, "1", KAFKA)["notes"]
    world.go_to(THANK_YOU_DUE)
    assert says(world, "1", "--remove", str(note["id"]))["notes"] == []
    world.work()
    assert "Kafka" not in the_draft(world).text


def test_a_draft_the_person_edited_stays_theirs(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    draft_id = the_draft(world).draft_id
    assert draft_id
    world.person.edit_draft(draft_id, text="Dear Jane,\n\nmy own words.\n\nAlex")
    says(world, "Initech", KAFKA)
    world.work()
    assert "my own words" in the_draft(world).text
    assert "Kafka" not in the_draft(world).text


def test_a_letter_whose_window_has_closed_is_left_as_it_lies(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.go_to("2026-03-09 15:00")
    before = the_draft(world)
    says(world, "Initech", KAFKA)
    world.work()
    assert the_draft(world).raw == before.raw


def test_a_note_that_makes_no_sentence_is_told_and_changes_nothing(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    before = the_draft(world)
    assert says(world, "Initech", "blue folder, ask Tom re badge")["unused"]
    world.work()
    assert the_draft(world).draft_id == before.draft_id


def test_a_note_in_the_thread_comes_by_mail_from_any_phone(world: World) -> None:
    confirmed(world)
    world.go_to("2026-03-05 21:00")
    (invited,) = [m for m in world.person.messages("INBOX") if "Interview" in m.subject]
    world.person.send(
        to=PLUS, text="Talked about their Kafka migration.\n", in_reply_to=invited.message_id
    )
    world.go_to(THANK_YOU_DUE)
    assert "your Kafka migration" in the_draft(world).text, "a note is no letter to the employer"


def test_a_note_names_its_company_in_the_subject(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.person.send(to=PLUS, subject="Note: Initech", text=KAFKA)
    world.work()
    assert "your Kafka migration" in the_draft(world).text


def test_a_mailed_note_waits_until_its_application_is_known(world: World) -> None:
    world.connect()
    world.go_to("2026-03-01 12:00")
    world.person.send(to=PLUS, subject="Initech", text=KAFKA)
    world.work()
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    assert "your Kafka migration" in the_draft(world).text


def test_a_note_of_nothing_is_told_in_status(world: World) -> None:
    confirmed(world)
    world.person.send(to=PLUS, subject="Globex", text=KAFKA)
    world.work()
    with world.home.store.read() as session:
        (account,) = views.status(session, world.home.zone, world.clock.now())["accounts"]
    assert [note["subject"] for note in account["notes_of_nothing"]] == ["Globex"]


def test_nobody_else_can_put_words_into_a_letter(world: World) -> None:
    confirmed(world)
    world.go_to("2026-03-05 21:00")
    forged = mail(
        KAFKA,
        date="2026-03-05 20:59",
        id_="forged",
        sender=f"Alex Morgan <{ALEX}>",
        to=PLUS,
        subject="Initech",
    )
    world.sandbox.deliver(ALEX, forged, at("2026-03-05 21:30"), labels=("INBOX", "UNREAD"))
    world.go_to(THANK_YOU_DUE)
    assert "Kafka" not in the_draft(world).text


def test_notes_also_serve_the_status_check(world: World) -> None:
    confirmed(world)
    says(world, "Initech", KAFKA)
    world.go_to(STATUS_DUE)
    assert "Kafka" in the_draft(world).text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Globex", KAFKA), "no application matches 'Globex'"),
        (("Initech", "  "), "the note is empty"),
        (("Initech", "x" * 2001), "2000 characters"),
        (("Initech", "--remove", "7"), "no note 7"),
    ],
)
def test_wrong_use_is_told(world: World, words: tuple[str, ...], told: str) -> None:
    confirmed(world)
    assert told in refused(world, *words)
