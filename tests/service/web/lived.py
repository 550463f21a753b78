"""Two weeks of the demo's mailbox, lived through pass by pass, for pages with much on them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from service import views
from service.demo.mailbox import load
from service.demo.person import DemoPerson
from tests.story.letters_in import ALEX, at
from tests.story.world import CONFIG, World

FIRST, LAST = at("2026-03-02 14:00"), at("2026-03-18 14:00")
STEP = timedelta(hours=32)


def lived_world(folder: Path) -> World:
    """A world, entered, on Wednesday, March 18, 2026; whoever gets it leaves it."""
    world = World(folder, "2026-03-02 14:00", config=CONFIG + 'country = "US"\n').__enter__()
    for mail in load():
        labels = ["SENT"] if mail.outbound else None
        world.sandbox.deliver(ALEX, mail.raw, mail.at, labels)
    world.connect()
    alex = DemoPerson(world.sandbox, ALEX)
    moment = FIRST
    while moment <= LAST:
        world.go_to(moment)
        with world.home.store.read() as session:
            alex.act(views.status(session, world.home.zone, moment), moment)
        moment += STEP
    return world
