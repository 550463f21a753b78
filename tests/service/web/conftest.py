"""A world of the stories, in which a letter may lie ready and the page is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.web.visitor import Visitor, visiting
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Monday, March 2, 2026: an account that is not connected yet."""
    with World(tmp_path, "2026-03-02 16:00") as found:
        yield found


@pytest.fixture
def page(world: World) -> Iterator[Visitor]:
    """The thank-you to Initech lies in Drafts, and the page is open."""
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    with visiting(world) as visitor:
        yield visitor
