"""The running service: its loop, its timers, and an edit of the config while it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from service.app import App
from service.config import ConfigWatch
from service.store.engine import StoreError
from service.wiring import gmail_mailbox
from tests.story.letters_in import at
from tests.story.test_main_job import STATUS_DUE, THANK_YOU_DUE, confirmed
from tests.story.world import World

NO_THANKS = "[policy.thank_you]\nenabled = false\n"


class Passes:
    """Counts the passes of a running service, so that a story can wait for what it brings."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.count = 0

    def one_more(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def wait_until(self, true: Callable[[], bool]) -> bool:
        with self._changed:
            return self._changed.wait_for(true, timeout=30)


@contextmanager
def running(world: World) -> Iterator[tuple[App, Passes]]:
    """`afterword run` in a thread, with a quick tick and poll."""
    passes, stop = Passes(), threading.Event()
    watch = ConfigWatch(world.config, world.environ)
    app = App(
        world.home.store,
        world.home.settings,
        world.clock,
        lambda account: gmail_mailbox(world.home, account, world.clock.now),
        watch=watch,
        after_pass=passes.one_more,
        tick_every=timedelta(milliseconds=100),
    )
    thread = threading.Thread(target=app.run, args=(stop,))
    thread.start()
    try:
        yield app, passes
    finally:
        stop.set()
        thread.join(timeout=30)
        assert not thread.is_alive()


def test_the_tick_finds_what_has_come_due(world: World) -> None:
    confirmed(world)
    with running(world) as (_, passes):
        world.clock.set(at(THANK_YOU_DUE))
        assert passes.wait_until(lambda: len(world.drafts()) == 1)


def test_an_edit_takes_effect_while_the_service_runs(world: World) -> None:
    confirmed(world)
    world.edits("")
    with running(world) as (_, passes):
        world.edits(NO_THANKS)
        world.clock.set(at(THANK_YOU_DUE))
        assert passes.wait_until(lambda: "policy" in _reason(world, "thank_you"))
        assert world.drafts() == []


def test_a_wrong_edit_is_told_and_the_last_good_config_stays(world: World) -> None:
    confirmed(world)
    with running(world) as (app, passes):
        with world.config.open("a", encoding="utf-8") as config:
            config.write("[policy.thank_you]\nopens = 'soon'\n")
        assert passes.wait_until(lambda: app.config_problem is not None) or app.config_problem
        world.clock.set(at(THANK_YOU_DUE))
        assert passes.wait_until(lambda: len(world.drafts()) == 1)
    assert "policy.thank_you.opens" in str(app.config_problem)


def test_an_edit_made_while_nobody_runs_takes_effect_at_the_next_start(world: World) -> None:
    confirmed(world)
    world.edits(NO_THANKS)
    world.go_to(THANK_YOU_DUE)
    assert world.drafts() == []


def test_preview_mode_says_what_it_would_place_and_places_nothing(world: World) -> None:
    world.config.write_text('mode = "preview"\n' + world.config.read_text())
    world.home = world._opened()
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.go_to(STATUS_DUE)
    assert world.drafts() == []
    assert 'mode = "preview"' in _reason(world, "status_check")


def test_a_second_service_on_the_same_database_is_refused(world: World) -> None:
    confirmed(world)
    with running(world) as (_, passes):
        assert passes.wait_until(lambda: passes.count > 0)
        other = world.fresh_store()
        with pytest.raises(StoreError, match="Another"), other.exclusive():
            pass
        other.close()


def _reason(world: World, stage: str) -> str:
    from service import views  # noqa: PLC0415

    with world.home.store.read() as session:
        status = views.status(session, world.home.zone, world.clock.now())
    (application,) = status["applications"]
    return str(next(f["reason"] for f in application["follow_ups"] if f["stage"] == stage))
