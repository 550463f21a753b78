"""The person decides: stop, resume, snooze, skip, done, undo, and what Gmail shows of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from scheduler.policy import Stage
from service import views
from service.cli.app import app
from service.control import commands
from service.control.commands import DecisionError
from service.control.model import Outcome
from service.store.models import ApplicationRow
from tests.story.letters_in import answer, at, invitation
from tests.story.test_main_job import STATUS_DUE, THANK_YOU_DUE, confirmed
from tests.story.test_running import running
from tests.story.world import World


def says(world: World, word: str, *given: Any) -> None:
    """The person's command, at the story's time."""
    with world.home.store.write() as session:
        if word == "undo":
            commands.undo(session, world.clock.now())
            return
        (row,) = session.scalars(select(ApplicationRow))
        getattr(commands, word)(session, row, *given, world.clock.now())


def seen(world: World) -> dict[str, Any]:
    """The application as `status` shows it."""
    with world.home.store.read() as session:
        status = views.status(session, world.home.zone, world.clock.now())
    (application,) = status["applications"]
    return dict(application)


def letter(world: World, stage: str) -> dict[str, Any]:
    return next(each for each in seen(world)["follow_ups"] if each["stage"] == stage)


def placed(world: World) -> None:
    """The thank-you lies in Drafts."""
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    assert len(world.drafts()) == 1


def test_a_stop_takes_the_untouched_draft_back_and_no_letter_comes_any_more(world: World) -> None:
    placed(world)
    says(world, "stop")
    world.work()
    assert world.drafts() == []
    assert "You stopped it" in letter(world, "thank_you")["reason"]
    assert seen(world)["control"]["stopped_at"] is not None
    world.go_to(STATUS_DUE)
    world.go_to("2026-05-01 15:00")
    assert world.drafts() == []
    assert seen(world)["outcome"] is None  # stopped is not silent


def test_a_stop_leaves_alone_what_the_person_edited(world: World) -> None:
    placed(world)
    world.person.edit_draft(world.drafts()[0].draft_id or "", text="In my own words.")
    says(world, "stop")
    world.work()
    assert [draft.text.strip() for draft in world.drafts()] == ["In my own words."]


def test_after_a_resume_the_letter_lies_there_again_if_its_window_is_still_open(
    world: World,
) -> None:
    placed(world)
    says(world, "stop")
    world.work()
    says(world, "resume")
    world.go_to("2026-03-06 22:00")
    assert len(world.drafts()) == 1


def test_a_newer_interview_on_a_stopped_application_is_told_not_followed_up(world: World) -> None:
    placed(world)
    says(world, "stop")
    again = invitation("2026-03-09 15:00", start="20260312T190000Z")
    world.go_to("2026-03-09 14:00")
    world.arrives(again.replace(b"invitation@", b"second@").replace(b"round-1", b"round-2"))
    world.go_to("2026-03-09 16:00")
    world.go_to("2026-03-13 21:00")
    assert world.drafts() == []
    assert "afterword resume" in seen(world)["reminder"]


def test_a_snooze_takes_the_draft_back_and_brings_it_when_it_is_over(world: World) -> None:
    placed(world)
    says(world, "snooze", at("2026-03-08 15:00"))
    world.work()
    assert world.drafts() == []
    assert letter(world, "thank_you")["state"] == "waiting"
    assert "snoozed" in letter(world, "thank_you")["reason"]
    world.go_to("2026-03-08 14:59")
    assert world.drafts() == []
    world.go_to("2026-03-08 15:00")
    assert len(world.drafts()) == 1
    assert world.sandbox.sends == []


def test_an_answer_during_a_snooze_counts_and_the_snooze_goes_on(world: World) -> None:
    confirmed(world)
    world.go_to("2026-03-06 12:00")
    says(world, "snooze", at("2026-03-30 15:00"))
    world.arrives(answer("2026-03-07 10:00"), "2026-03-07 10:00")
    world.go_to("2026-03-07 10:05")
    world.go_to("2026-03-20 15:00")
    assert world.drafts() == []  # the answer's own wait would have opened on the 16th
    world.go_to("2026-03-30 15:00")
    assert len(world.drafts()) == 1


def test_a_skip_is_for_one_letter_and_the_next_one_still_comes(world: World) -> None:
    placed(world)
    says(world, "skip", None)
    world.work()
    assert world.drafts() == []
    assert letter(world, "thank_you")["reason"] == "You decided against it."
    world.go_to(STATUS_DUE)
    assert len(world.drafts()) == 1
    says(world, "skip", Stage.STATUS_CHECK)
    world.work()
    assert world.drafts() == []


def test_done_closes_it_as_the_person_says(world: World) -> None:
    placed(world)
    says(world, "done", Outcome.OFFER)
    world.work()
    assert (seen(world)["outcome"], world.drafts()) == ("offer", [])
    assert seen(world)["reason"] == "You closed it on 2026-03-06."


def test_a_newer_interview_opens_again_what_the_person_closed(world: World) -> None:
    placed(world)
    says(world, "done", Outcome.REJECTED)
    again = invitation("2026-03-09 15:00", start="20260312T190000Z")
    world.go_to("2026-03-09 14:00")
    world.arrives(again.replace(b"invitation@", b"second@").replace(b"round-1", b"round-2"))
    world.go_to("2026-03-09 16:00")
    assert seen(world)["outcome"] is None
    world.go_to("2026-03-13 21:00")
    assert len(world.drafts()) == 1


def test_undo_takes_back_one_decision_after_another(world: World) -> None:
    placed(world)
    says(world, "skip", None)
    says(world, "stop")
    says(world, "undo")
    world.work()
    assert seen(world)["control"]["stopped_at"] is None
    assert world.drafts() == []  # still skipped
    says(world, "undo")
    world.go_to("2026-03-06 22:00")
    assert len(world.drafts()) == 1
    with pytest.raises(DecisionError, match="nothing to undo"):
        says(world, "undo")


def test_what_cannot_be_decided_is_told(world: World) -> None:
    placed(world)
    with pytest.raises(DecisionError, match="neither stopped"):
        says(world, "resume")
    world.person.send_draft(world.drafts()[0].draft_id or "")
    world.go_to("2026-03-06 22:00")
    with pytest.raises(DecisionError, match="was sent already"):
        says(world, "skip", Stage.THANK_YOU)
    says(world, "stop")
    with pytest.raises(DecisionError, match="stopped already"):
        says(world, "stop")


def test_a_running_service_acts_at_its_next_tick(world: World) -> None:
    placed(world)
    with running(world) as (_, passes):
        says(world, "stop")
        assert passes.wait_until(lambda: not world.drafts())


def command(world: World, *words: str) -> Any:
    """A command as it is typed, in this installation."""
    arguments = [*words, "--config", str(world.config)]
    return CliRunner().invoke(app, arguments, env=world.environ)


def test_the_commands_say_what_they_did_as_data(world: World) -> None:
    placed(world)
    stopped = json.loads(command(world, "stop", "initech", "--json").stdout)
    assert (stopped["company"], stopped["decision"]["act"]) == ("Initech", "stop")
    assert stopped["in_drafts"] == 1
    undone = json.loads(command(world, "undo", "--json").stdout)
    assert undone["decision"]["undone_at"] is not None
    assert json.loads(command(world, "snooze", "1", "3", "days").stdout)["decision"]["until"]
    skipped = json.loads(command(world, "skip", "data engineer", "thank-you").stdout)
    assert skipped["decision"]["stage"] == "thank_you"
    ended = json.loads(command(world, "done", "1", "--outcome", "offer").stdout)
    assert ended["decision"]["outcome"] == "offer"
    assert json.loads(command(world, "resume", "1").stdout)["decision"]["act"] == "resume"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("stop", "globex"), "no application matches"),
        (("snooze", "1", "soon"), "is not a day"),
        (("skip", "1", "apology"), "there are: thank_you"),
        (("done", "1", "--outcome", "great"), "there are: offer"),
        (("undo",), "nothing to undo"),
        (("resume", "1"), "neither stopped"),
    ],
)
def test_wrong_use_says_what_there_is_and_ends_with_2(
    world: World, words: tuple[str, ...], said: str
) -> None:
    placed(world)
    run = command(world, *words)
    assert run.exit_code == 2
    assert said in run.stderr


def test_a_name_that_may_mean_several_lists_them(world: World) -> None:
    placed(world)
    with world.home.store.write() as session:
        session.add(ApplicationRow(account_id=1, company="Initech", role="Designer"))
    run = command(world, "stop", "initech")
    assert run.exit_code == 2
    assert "1 (Initech, Data Engineer); 2 (Initech, Designer)" in run.stderr


def test_a_stop_takes_an_overdue_draft_back_too(world: World) -> None:
    placed(world)
    world.go_to("2026-03-08 15:00")
    assert len(world.drafts()) == 1  # its window has closed; it may still be sent
    says(world, "stop")
    world.work()
    assert world.drafts() == []


def test_what_is_said_while_a_pass_is_under_way_is_done_at_the_next_one(world: World) -> None:
    """It comes after the last look at the decisions, while Gmail refuses the letter."""
    confirmed(world)
    said: list[str] = []

    def speak(method: str, path: str, phase: str) -> None:
        if (method, phase, said) == ("POST", "before", []) and path.endswith("/drafts"):
            said.append("stop")
            says(world, "stop")

    world.sandbox.on_request(speak)
    world.sandbox.faults.refuse("POST", "/drafts$", status=400, reason="invalid", times=1)
    world.go_to(THANK_YOU_DUE)
    assert (said, world.drafts()) == (["stop"], [])
    world.work()
    assert "You stopped it" in letter(world, "thank_you")["reason"]
