"""`afterword policy`: what the rules mean in dates, and what an edit would change."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from rich.console import Console

from service.cli.policy import tell, tell_changes
from service.config import load
from service.explain.meaning import meaning
from tests.story.test_control import command, letter, placed
from tests.story.test_main_job import confirmed
from tests.story.test_running import running
from tests.story.world import CONFIG, World

LATER = '[policy.status_check]\nopens = "10d"\ncloses = "20d"\n'


def means(world: World, edit: str | None = None) -> dict[str, Any]:
    """The meaning of the config, and of one with these lines more."""
    instead = None
    if edit is not None:
        path = world.folder / "edited.toml"
        path.write_text(CONFIG + edit, encoding="utf-8")
        instead = load(path, environ=world.environ)
    with world.home.store.read() as session:
        return meaning(session, world.home.settings, world.clock.now(), instead=instead)


def stages(stand: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {letter["stage"]: letter for letter in stand["letters"]}


def page(seen: dict[str, Any]) -> str:
    file = io.StringIO()
    show = tell_changes if seen["instead"] else tell
    show(Console(file=file, width=120, highlight=False), seen)
    return " ".join(file.getvalue().split())


def test_each_open_application_has_its_dates(world: World) -> None:
    confirmed(world)
    (application,) = means(world)["applications"]
    thanks, status = stages(application)["thank_you"], stages(application)["status_check"]
    assert thanks["opens_at"] == "2026-03-06T15:00:00-05:00"
    assert (status["verdict"], status["rule"]) == ("waiting", "after_interview")
    assert application["silent_at"] == "2026-04-02T15:00:00-04:00"
    assert application["after"] is None


def test_a_letter_in_drafts_is_said_to_lie_there(world: World) -> None:
    placed(world)
    assert "Lies in Drafts. Due since Fri 6 Mar 2026, 15:00" in page(means(world))


def test_an_edit_is_shown_before_and_after_and_only_what_it_changes(world: World) -> None:
    placed(world)
    seen = means(world, LATER)
    (application,) = seen["applications"]
    assert application["changed"]
    before, after = stages(application), stages(application["after"])
    assert before["thank_you"] == after["thank_you"]
    assert before["status_check"]["opens_at"] == "2026-03-12T15:00:00-04:00"
    assert after["status_check"]["opens_at"] == "2026-03-16T09:00:00-04:00"
    words = page(seen)
    assert "policy.status_check.opens 7 days -> 10 days" in words
    assert "before Thu 12 Mar 2026, 15:00" in words
    assert "after Mon 16 Mar 2026, 09:00" in words
    assert "thank you" not in words
    assert "1 would change; 0 open applications stay as they are." in words


def test_an_edit_that_concerns_others_changes_nothing_here(world: World) -> None:
    confirmed(world)
    seen = means(world, '[[policy.overrides]]\ncompany = "Globex"\nminimum_gap = "20d"\n')
    assert not seen["applications"][0]["changed"]
    assert "0 would change; 1 open application stays as it is." in page(seen)


def test_trying_an_edit_changes_nothing_in_the_store(world: World) -> None:
    placed(world)
    means(world, "[policy.thank_you]\nenabled = false\n")
    world.work()
    assert len(world.drafts()) == 1


def test_a_closed_application_that_the_edit_would_open_again_is_among_them(world: World) -> None:
    confirmed(world)
    world.go_to("2026-04-10 15:00")
    assert means(world)["applications"] == []
    (application,) = means(world, "[policy.close]\nenabled = false\n")["applications"]
    assert (application["outcome"], application["after"]["outcome"]) == ("silent", None)


@pytest.mark.parametrize(
    "edit",
    [
        "[policy.thank_you]\nenabled = false\n",
        '[policy.thank_you]\nopens = "30h"\n',
        '[policy]\npauses = ["2026-03-06 to 2026-03-10"]\n',
        '[[policy.overrides]]\ncompany = "Initech"\nthank_you = { opens = "40h" }\n',
        '[[policy.overrides]]\ndomain = "initech.example"\nthank_you = { enabled = false }\n',
    ],
)
def test_what_try_says_is_what_the_edit_then_does(world: World, edit: str) -> None:
    confirmed(world)
    world.edits("")
    told = stages(means(world, edit)["applications"][0]["after"])["thank_you"]
    with running(world) as (_, passes):
        world.edits(edit)
        assert passes.wait_until(lambda: letter(world, "thank_you")["reason"] == told["reason"])
    if told["verdict"] == "waiting":
        assert letter(world, "thank_you")["opens_at"] == told["opens_at"]


def test_the_command_prints_data_and_refuses_a_wrong_file_with_2(world: World) -> None:
    confirmed(world)
    found = json.loads(command(world, "policy").stdout)
    assert (found["schema"], found["try"], found["instead"]) == (1, None, None)
    wrong = world.folder / "wrong.toml"
    wrong.write_text('[policy.thank_you]\nopens = "soon"\n', encoding="utf-8")
    run = command(world, "policy", "--try", str(wrong))
    assert run.exit_code == 2
    assert f"{wrong}:2: policy.thank_you.opens" in run.stderr
    missing = command(world, "policy", "--try", str(world.folder / "none.toml"))
    assert (missing.exit_code, "no such file" in missing.stderr) == (2, True)
