"""2,000 stories that nobody wrote: after every pass the invariants of docs/invariants.md hold.

`python -m bench.model_stories` tells more of them, with seeds of your choice.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.machine import story_of
from tests.model.theatre import Theatre

SHARES = 8
"""The stories are told in shares, so that pytest-xdist can spread them."""

STORIES, STEPS = 2_000, 12

PROFILE = settings(
    max_examples=STORIES // SHARES,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)


@pytest.mark.parametrize("share", range(SHARES))
def test_no_story_breaks_a_promise(theatre: Theatre, share: int) -> None:
    tell = seed(share)(story_of(theatre))
    run_state_machine_as_test(tell, settings=PROFILE)
