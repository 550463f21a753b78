"""Sets the stage: the account beside Alex's, with a life of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from tests.model.checks import after_pass
from tests.model.theatre import OTHER, START, Theatre
from tests.model.world import World


@contextmanager
def theatre_in(folder: Path) -> Iterator[Theatre]:
    """A theatre in which another account has had mail, a draft and an answer."""
    theatre = Theatre(folder)
    try:
        _live_beside(theatre)
        yield theatre
    finally:
        theatre.stop()


def _live_beside(theatre: Theatre) -> None:
    """The same mail as in the stories, so that every name is one that could be mixed up."""
    theatre.open_account(theatre.sandbox(theatre.home), OTHER)
    world = World(theatre, account=OTHER)
    world.says("confirm", "data", start=START.replace(day=4, hour=18))
    world.says("confirm", "platform", start=START.replace(day=4, hour=20))
    world.says("colleague", "platform")
    world.tick(timedelta(days=4))
    after_pass(world, world.look())
    (draft, _) = world.ledger.live()
    assert draft.stage
    theatre.keep(theatre.home)
