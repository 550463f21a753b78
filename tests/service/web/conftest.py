"""A world of the stories, in which a letter may lie ready and the page is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Monday, March 2, 2026: an account that is not connected yet."""
    with World(tmp_path, "2026-03-02 16:00") as found:
        yield found
