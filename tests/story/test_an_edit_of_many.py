"""An edit that concerns more applications than one pass plans: mail and due letters come first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench.many_rows import ALONE, FIRST_DUE, NOW, fill, settings_of
from bench.quiet_mailbox import QuietMailbox
from service import account
from service.app import App
from service.store import turns
from service.store.engine import Store
from service.store.models import ApplicationRow, FollowUpRow
from tests.story.clock import StandingClock

EDIT = '[policy]\nminimum_gap = "8d"\n'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Six applications, two of which are due long before the others."""
    fill(tmp_path, 6)
    return Store.open(f"sqlite:///{tmp_path / 'afterword.db'}")


@pytest.fixture
def app(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """The service with an edited policy, which plans two applications anew in a pass."""
    monkeypatch.setattr(account, "ANEW_AT_ONCE", 2)
    return App(store, settings_of(tmp_path, EDIT), StandingClock(NOW), QuietMailbox)


def left(store: Store) -> int:
    with store.read() as session:
        anew = select(func.count()).where(ApplicationRow.anew)
        return session.scalar(anew) or 0


def states(store: Store, application: int) -> set[str]:
    with store.read() as session:
        rows = select(FollowUpRow.state).where(FollowUpRow.application_id == application)
        return set(session.scalars(rows))


def test_each_pass_plans_some_of_them_the_soonest_to_change_first(store: Store, app: App) -> None:
    (first,) = app.work()
    assert (first.planned, first.more) == (2, True)
    assert first.applications == frozenset(ALONE)
    with store.read() as session:
        assert turns.anything_due(session, NOW)  # the next tick goes on
    assert [one.planned for _ in range(2) for one in app.work()] == [2, 2]
    assert left(store) == 0
    with store.read() as session:
        assert not turns.anything_due(session, NOW)


def test_a_letter_that_becomes_due_meanwhile_comes_first(store: Store, tmp_path: Path) -> None:
    clock = StandingClock(NOW)
    app = App(store, settings_of(tmp_path, EDIT), clock, QuietMailbox)
    with store.write() as session:
        for row in session.scalars(select(ApplicationRow)):
            row.anew = row.id not in ALONE  # the edit has come as far as these two
    clock.set(FIRST_DUE + timedelta(minutes=1))
    with store.read() as session:
        (_, number), *_ = turns.due(session, 1, clock.now(), 10)
    assert number in ALONE
    (done,) = app.work()
    assert number in done.applications
    assert "placed" in states(store, number)


def test_one_pass_from_the_command_line_does_not_stop_halfway(store: Store, app: App) -> None:
    (done,) = app.run_once()
    assert (done.planned, done.more) == (6, False)
    assert left(store) == 0
