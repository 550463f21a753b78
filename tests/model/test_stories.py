"""2,000 stories that nobody wrote; after every pass the promises are checked (tests/model/checks).

1,800 are told through the real client and the sandbox without the socket between them (same
requests, same answers, same bytes: tests/model/near.py), which is what makes a story cheap; 200
over HTTP on the loopback interface.

`python -m bench.model_stories` tells more of them, with seeds of your choice.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.machine import story_of
from tests.model.theatre import Theatre

SHARES = 8
"""The stories are told in shares, so that pytest-xdist can spread them."""

STORIES, STEPS = 1_800, 6

OVER_HTTP = 40
"""Stories of each HTTP share."""


@pytest.fixture(autouse=True)
def _seldom_swept() -> Iterator[None]:
    """A story leaves little behind, and sweeping it up after each few objects costs much."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    yield
    gc.set_threshold(*before)


def _profile(stories: int) -> settings:
    return settings(
        max_examples=stories,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )


@pytest.mark.parametrize("share", range(SHARES))
def test_no_story_breaks_a_promise(theatre: Theatre, share: int) -> None:
    tell = seed(share)(story_of(theatre))
    run_state_machine_as_test(tell, settings=_profile(STORIES // SHARES))


@pytest.mark.parametrize("share", range(100, 105))
def test_nor_does_one_over_http(theatre: Theatre, share: int) -> None:
    tell = seed(share)(story_of(theatre, over_http=True))
    run_state_machine_as_test(tell, settings=_profile(OVER_HTTP))
