"""A person takes their data along, and takes it away."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from icalendar import Calendar
from sqlalchemy import select
from typer.testing import CliRunner, Result

from service.cli.app import app
from service.store import notes
from service.store.models import ApplicationRow, Base, MessageRow
from tests.story.letters_in import at, mail
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World


def asks(world: World, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--config", str(world.config)], env=world.environ)


def test_a_calendar_holds_the_interview_and_the_windows_to_come(world: World) -> None:
    confirmed(world)
    run = asks(world, "export", "--ics")
    events = {str(e["summary"]): e for e in Calendar.from_ical(run.stdout_bytes).walk("VEVENT")}
    interview = events["Interview: Initech, Data Engineer"]
    assert interview.decoded("dtstart") == at("2026-03-05 19:00")
    assert interview.decoded("dtend") == at("2026-03-05 20:00")
    window = events["Letter: thank you to Initech, Data Engineer"]
    assert window.decoded("dtstart") == at("2026-03-06 20:00")
    assert window["transp"] == "TRANSPARENT"
    again = asks(world, "export", "--ics").stdout_bytes
    uids = {str(e["uid"]) for e in Calendar.from_ical(again).walk("VEVENT")}
    assert uids == {str(e["uid"]) for e in events.values()}, "another import renews, not doubles"


def test_a_table_has_a_line_for_each_follow_up(world: World, tmp_path: Path) -> None:
    confirmed(world)
    out = tmp_path / "letters.csv"
    assert asks(world, "export", "--csv", "--out", str(out)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text())))
    assert [row["stage"] for row in rows] == ["thank_you", "status_check", "final_check"]
    assert {row["company"] for row in rows} == {"Initech"}


def test_an_employers_name_is_no_order_to_a_spreadsheet(world: World) -> None:
    confirmed(world)
    with world.home.store.write() as session:
        session.scalars(select(ApplicationRow)).one().company = "=HYPERLINK(1)"
    rows = list(csv.DictReader(io.StringIO(asks(world, "export", "--csv").stdout)))
    assert rows[0]["company"] == "'=HYPERLINK(1)"


def test_everything_as_data_has_the_story_and_the_notes(world: World) -> None:
    confirmed(world)
    with world.home.store.write() as session:
        notes.add(session, 1, 1, "talked about Kafka", at("2026-03-05 21:00"))
    (application,) = json.loads(asks(world, "export").stdout)["applications"]
    assert application["company"] == "Initech"
    assert [note["text"] for note in application["notes"]] == ["talked about Kafka"]
    assert any(
        fact["fact"] == "interview.start" for m in application["messages"] for fact in m["evidence"]
    )


def test_only_one_form_at_a_time(world: World) -> None:
    assert asks(world, "export", "--ics", "--csv").exit_code == 2


def test_a_forgotten_application_leaves_nothing_and_does_not_come_back(world: World) -> None:
    confirmed(world)
    with world.home.store.write() as session:
        notes.add(session, 1, 1, "talked about Kafka", at("2026-03-05 21:00"))
    assert asks(world, "forget", "Initech", "--yes").exit_code == 0
    world.go_to(THANK_YOU_DUE)
    assert world.drafts() == []
    with world.home.store.read() as session:
        for table in Base.metadata.sorted_tables:
            if "application_id" in table.columns:
                kept = session.execute(select(table.c.application_id)).scalars().all()
                assert not any(kept), table.name
        assert not any(session.scalars(select(MessageRow.read)))
    concert = mail(
        "Hi Alex,\n\ncoming tonight?\n", date="2026-03-07 10:00", id_="c", subject="Jazz"
    )
    world.arrives(concert, "2026-03-07 10:00")
    world.go_to("2026-03-07 11:00")
    assert json.loads(asks(world, "status").stdout)["applications"] == []


def test_nothing_is_forgotten_unless_one_is_sure(world: World) -> None:
    confirmed(world)
    run = asks(world, "forget", "Initech")
    assert run.exit_code == 2
    assert "--yes" in run.stderr
    assert json.loads(asks(world, "status").stdout)["applications"]


def test_a_letter_in_drafts_comes_first(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    run = asks(world, "forget", "Initech", "--yes")
    assert run.exit_code == 2
    assert "lies in Drafts" in run.stderr
