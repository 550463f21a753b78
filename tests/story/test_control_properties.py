"""Whatever the person decides in whatever order, and whatever of it they take back."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.policy import Stage
from service.control.commands import DecisionError
from service.control.model import Outcome
from tests.story.test_control import says, seen
from tests.story.test_main_job import confirmed
from tests.story.world import World

MOMENTS = ["2026-03-05 20:30", "2026-03-06 21:00", "2026-03-09 15:00", "2026-03-12 20:00"]
"""Before the first window, in it, between the two, and in the second."""

words = st.sampled_from(["stop", "resume", "snooze", "skip", "skip status", "done", "undo"])


def say(world: World, word: str) -> bool:
    """Say it; whether it could be decided as things were."""
    given_: dict[str, tuple[Any, ...]] = {
        "snooze": (world.clock.now() + timedelta(days=2),),
        "skip": (None,),
        "skip status": (Stage.STATUS_CHECK,),
        "done": (Outcome.WITHDRAWN,),
    }
    with suppress(DecisionError):
        says(world, word.partition(" ")[0], *given_.get(word, ()))
        return True
    return False


def shown(world: World) -> list[tuple[Any, ...]]:
    """What is true of each letter, apart from when it was put there and its number in Gmail."""
    names = ("stage", "state", "opens_at", "closes_at", "to")
    return [tuple(each[name] for name in names) for each in seen(world)["follow_ups"]]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(MOMENTS), st.lists(words.filter(lambda w: w != "undo"), max_size=4))
def test_all_of_it_taken_back_it_is_as_if_nothing_had_been_said(
    moment: str, said: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder, World(Path(folder), "2026-03-02 16:00") as world:
        confirmed(world)
        world.go_to(moment)
        before, drafts = shown(world), [(d.to, d.text) for d in world.drafts()]
        for word in said:
            say(world, word)
            world.work()
        while say(world, "undo"):
            pass
        world.work()
        assert shown(world) == before
        assert [(d.to, d.text) for d in world.drafts()] == drafts


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(words, st.integers(1, 60)), min_size=1, max_size=7))
def test_what_is_held_back_lies_in_no_draft_and_never_are_there_two(
    said: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, World(Path(folder), "2026-03-02 16:00") as world:
        confirmed(world)
        world.go_to("2026-03-06 12:00")
        for word, hours in said:
            say(world, word)
            (result,) = world.work()
            assert (result.failed, result.problem) == (0, None)
            control = seen(world)["control"]
            assert len(world.drafts()) <= 1
            if control["stopped_at"] or seen(world)["outcome"]:
                assert world.drafts() == []
            world.go_to(world.clock.now() + timedelta(hours=hours))
        assert world.sandbox.sends == []
