"""kill -9 at every request of the pass that places the letter: one draft at the end, always."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.story.letters_in import answer
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World


def requests_of(world: World, when: str) -> list[tuple[str, str]]:
    """(method, path) of all that one undisturbed pass asks Gmail, in order."""
    world.sandbox.clear_requests()
    world.go_to(when)
    return [(seen.method, seen.path) for seen in world.sandbox.requests if not seen.in_batch]


def killed_at(world: World, number: int, phase: str, when: str) -> None:
    """Run a pass and kill it at the request of this number, before or after it is answered."""
    seen = 0
    process_id: list[int] = []

    def strike(_method: str, _path: str, now: str) -> None:
        nonlocal seen
        if now != phase or not process_id:
            return
        if seen == number:
            os.kill(process_id[0], signal.SIGKILL)
        seen += 1

    world.sandbox.on_request(strike)
    process = world.start_pass(when)
    process_id.append(process.pid)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    process_id.clear()


def world_at(folder: Path) -> World:
    folder.mkdir()
    return World(folder, "2026-03-02 16:00")


def due_for_withdrawal(world: World) -> None:
    """A draft lies in Gmail, and the answer that makes it wrong has just come."""
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.arrives(answer("2026-03-07 10:00"), "2026-03-07 10:00")


@pytest.mark.parametrize("phase", ["before", "after"])
def test_killed_while_placing_exactly_one_draft_is_there_at_the_end(
    tmp_path: Path, phase: str
) -> None:
    with world_at(tmp_path / "clean") as world:
        confirmed(world)
        requests = requests_of(world, THANK_YOU_DUE)
    assert ("POST", "/gmail/v1/users/me/drafts") in requests
    for number, request in enumerate(requests):
        with world_at(tmp_path / str(number)) as world:
            confirmed(world)
            killed_at(world, number, phase, THANK_YOU_DUE)
            world.go_to("2026-03-06 21:05")
            world.go_to("2026-03-06 21:10")
            assert len(world.drafts()) == 1, f"killed {phase} {request}"
            assert world.sandbox.sends == []


@pytest.mark.parametrize("phase", ["before", "after"])
def test_killed_while_taking_a_draft_back_it_is_gone_at_the_end(tmp_path: Path, phase: str) -> None:
    with world_at(tmp_path / "clean") as world:
        due_for_withdrawal(world)
        requests = requests_of(world, "2026-03-07 10:05")
    assert "DELETE" in {method for method, _ in requests}
    for number, request in enumerate(requests):
        with world_at(tmp_path / str(number)) as world:
            due_for_withdrawal(world)
            killed_at(world, number, phase, "2026-03-07 10:05")
            world.go_to("2026-03-07 10:06")
            world.go_to("2026-03-07 10:07")
            assert world.drafts() == [], f"killed {phase} {request}"
            assert len(world.person.messages("INBOX")) == 5
