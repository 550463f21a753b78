"""`afterword why`: the story of an application, told so that every decision can be followed."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

from rich.console import Console
from sqlalchemy import select

from scheduler.policy import Stage
from service.cli.telling import tell
from service.control.model import Outcome
from service.explain.story import story
from service.store.models import ApplicationRow
from tests.story.letters_in import JANE, answer, mail
from tests.story.test_control import command, placed, says
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World


def why(world: World) -> dict[str, Any]:
    with world.home.store.read() as session:
        (row,) = session.scalars(select(ApplicationRow))
        return story(session, row, world.home.settings, world.clock.now())


def printed(world: World) -> str:
    """As it stands on a terminal of 100 columns, its lines joined."""
    page = io.StringIO()
    tell(Console(file=page, width=100, highlight=False), why(world))
    return " ".join(page.getvalue().split())


def lived(world: World) -> None:
    """Thanked, answered without a decision, and skipped once."""
    placed(world)
    world.go_to("2026-03-06 22:00")
    world.person.send_draft(world.drafts()[0].draft_id or "")
    world.go_to("2026-03-06 22:05")
    world.arrives(answer("2026-03-09 14:00"), "2026-03-09 14:00")
    world.go_to("2026-03-09 14:05")


def test_the_time_line_holds_all_that_happened_in_order(world: World) -> None:
    lived(world)
    told = why(world)["timeline"]
    assert [each["what"] for each in told] == [
        "they_wrote",
        "interview",
        "letter",
        "you_wrote",
        "they_wrote",
    ]
    moments = [datetime.fromisoformat(each["at"]) for each in told]
    assert moments == sorted(moments)


def test_each_fact_stands_with_its_quote_and_message(world: World) -> None:
    lived(world)
    invited, *_, answered = why(world)["timeline"]
    assert (invited["from"], invited["address"]) == ("Jane Roe", "jane.roe@initech.example")
    facts = {fact["fact"]: fact for fact in invited["facts"]}
    assert facts["interview.start"]["value"] == "Thu 5 Mar 2026, 14:00-15:00"
    assert "March 5, 2026" in facts["interview.start"]["quote"]
    assert facts["company"]["value"] == "Initech"
    assert answered["therefore"].startswith("This is an answer")


def test_each_letter_stands_with_its_fate_and_the_rule_behind_it(world: World) -> None:
    lived(world)
    told = why(world)["timeline"]
    (letter,) = [each for each in told if each["what"] == "letter"]
    assert (letter["stage"], letter["fate"]) == ("thank_you", "placed")
    assert "24 hours after the interview" in letter["because"]
    (sent,) = [each for each in told if each["what"] == "you_wrote"]
    assert sent["therefore"] == "This is your thank you."


def test_what_comes_next_and_what_would_change_it(world: World) -> None:
    lived(world)
    found = why(world)
    status, closed, final = found["next"]
    assert (status["stage"], status["rule"]) == ("status_check", "after_last_word")
    assert status["at"] == "2026-03-16T10:00:00-04:00"
    assert closed["what"] == "closed"
    assert (final["stage"], final["at"]) == ("final_check", None)
    words = " ".join(found["would_change"])
    assert 'policy.status_check.opens is "7 days"' in words
    assert "afterword skip 1 status_check" in words


def test_the_persons_decisions_stand_in_it_and_that_they_were_taken_back(world: World) -> None:
    lived(world)
    says(world, "skip", Stage.STATUS_CHECK)
    world.go_to("2026-03-09 15:00")
    says(world, "undo")
    says(world, "stop")
    world.go_to("2026-03-09 16:00")
    decided = [each["words"] for each in why(world)["timeline"] if each["what"] == "you_decided"]
    assert decided[0] == "the status check is not written."
    assert sorted(decided[1:]) == [
        "stopped; no more letters for this application.",
        "taken back: the status check is not written.",
    ]
    assert why(world)["next"] == []
    assert why(world)["would_change"] == ["`afterword resume 1` starts the letters again."]


def test_an_interview_ahead_and_a_snooze_are_among_what_comes(world: World) -> None:
    confirmed(world)
    says(world, "snooze", world.clock.now().replace(month=3, day=20))
    world.work()
    steps = {each["what"]: each for each in why(world)["next"]}
    assert steps["interview"]["at"] == "2026-03-05T14:00:00-05:00"
    assert steps["snooze_ends"]["at"] == "2026-03-20T12:00:00-04:00"


def test_a_draft_that_waits_for_the_person_is_the_next_thing(world: World) -> None:
    placed(world)
    words = [each["words"] for each in why(world)["next"] if each["what"] == "letter"]
    assert any("lies in Drafts: send it" in each for each in words)


def test_what_is_over_says_what_opens_it_again(world: World) -> None:
    placed(world)
    says(world, "done", Outcome.OFFER)
    world.work()
    (words,) = why(world)["would_change"]
    assert words.startswith("`afterword resume 1` opens it again")
    assert "closed: offer. You closed it on 2026-03-06." in printed(world)


def test_it_reads_as_a_story_on_a_terminal(world: World) -> None:
    lived(world)
    says(world, "snooze", world.clock.now().replace(day=20))
    world.work()
    page = printed(world)
    for words in (
        "1 Initech, Data Engineer open, snoozed until Fri 20 Mar 2026, 10:05",
        "Interview Thu 5 Mar 2026, 14:00-15:00 (America/New_York), video, confirmed",
        'Jane Roe wrote "Interview with Initech: Data Engineer" It fixes an interview.',
        "The interview with Jane Roe (video) was over.",
        "The thank you to jane.roe@initech.example was put into Drafts.",
        "You decided: snoozed until Fri 20 Mar 2026, 10:05; no letter before then.",
        "What comes next",
        "[snoozed]",
        "`afterword resume 1` ends the snooze.",
    ):
        assert words in page


def test_mail_cannot_steer_the_terminal(world: World) -> None:
    world.arrives(
        b"From: Jane <jane.roe@initech.example>\r\nTo: alex.morgan@example.com\r\n"
        b"Subject: Your interview =?utf-8?q?=1b=5b31m?=\r\nMessage-ID: <x@initech.example>\r\n"
        b"Date: Mon, 2 Mar 2026 15:00:00 +0000\r\n\r\nHi Alex, your interview with Initech for the "
        b"Data Engineer role is confirmed for Thursday, March 5, 2026, 2:00 PM - 3:00 PM ET.\r\n",
        "2026-03-02 15:00",
    )
    world.connect()
    world.go_to(THANK_YOU_DUE)
    assert "\x1b" not in printed(world)


def test_the_command_gives_the_same_as_data(world: World) -> None:
    lived(world)
    told = json.loads(command(world, "why", "initech", "--json").stdout)
    assert told["schema"] == 1
    assert told["timeline"] == why(world)["timeline"]
    assert {"next", "would_change", "messages", "follow_ups"} <= told.keys()


def test_only_the_absence_of_their_own_people_makes_a_letter_wait(world: World) -> None:
    lived(world)
    for number, sender in enumerate((JANE, "Sam Poe <sam.poe@initech.example>")):
        when = f"2026-03-10 15:0{number}"
        note = mail(
            "I am out of the office until Friday, March 20, 2026.",
            date=when,
            id_=f"away-{number}",
            sender=sender,
            subject="Automatic reply: Interview with Initech: Data Engineer",
            headers={"Auto-Submitted": "auto-replied"},
        )
        world.arrives(note, when)
    world.go_to("2026-03-10 15:10")
    notes = [e for e in why(world)["timeline"] if "automatic reply" in str(e.get("says"))]
    assert [note["therefore"] for note in notes[:1]] == [
        "This is no answer, but the next letter waits for their return."
    ]
    assert all(note["therefore"] == "This is no answer." for note in notes[1:])
