"""What a log of decisions comes to."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.policy import Stage
from scheduler.timeline import Snooze
from service.control.model import NOTHING_SAID, Act, Decision, Outcome, in_force
from tests.service.told import at

MONDAY, TUESDAY, FRIDAY = at("2026-03-02 12:00"), at("2026-03-03 12:00"), at("2026-03-06 12:00")
STOP = Decision(Act.STOP, MONDAY)
RESUME = Decision(Act.RESUME, TUESDAY)
SNOOZE = Decision(Act.SNOOZE, MONDAY, until=FRIDAY)


def test_a_resume_lifts_a_stop() -> None:
    assert in_force([STOP]).stopped_at == MONDAY
    assert in_force([STOP, RESUME]) == NOTHING_SAID


def test_a_resume_ends_a_snooze_that_moment_and_what_was_slept_stays_slept() -> None:
    assert in_force([SNOOZE]).snoozed_until(TUESDAY) == FRIDAY
    woken = in_force([SNOOZE, RESUME])
    assert woken.snoozes == (Snooze(MONDAY, TUESDAY),)
    assert woken.snoozed_until(TUESDAY) is None


def test_a_second_snooze_takes_the_place_of_the_first_even_if_shorter() -> None:
    shorter = Decision(Act.SNOOZE, TUESDAY, until=TUESDAY + timedelta(hours=1))
    assert in_force([SNOOZE, shorter]).snoozed_until(TUESDAY) == TUESDAY + timedelta(hours=1)


def test_a_snooze_takes_the_place_of_a_stop() -> None:
    later = Decision(Act.SNOOZE, TUESDAY, until=FRIDAY)
    assert in_force([STOP, later]).stopped_at is None


def test_a_resume_opens_again_what_the_person_closed_but_skips_stay() -> None:
    skip = Decision(Act.SKIP, MONDAY, interview=7, stage=Stage.THANK_YOU)
    done = Decision(Act.DONE, MONDAY, outcome=Outcome.OFFER)
    assert in_force([skip, done]).outcome is Outcome.OFFER
    control = in_force([skip, done, RESUME])
    assert (control.done_at, control.outcome) == (None, None)
    assert control.skipped == {(7, Stage.THANK_YOU)}


decisions = st.lists(
    st.builds(
        Decision,
        st.sampled_from(Act),
        st.integers(0, 500).map(lambda hours: MONDAY + timedelta(hours=hours)),
        until=st.integers(501, 900).map(lambda hours: MONDAY + timedelta(hours=hours)),
    ),
    max_size=8,
).map(lambda made: sorted(made, key=lambda each: each.at))


@given(decisions)
def test_at_most_one_snooze_runs_at_a_time_and_none_on_a_stopped_application_woken_by_it(
    made: list[Decision],
) -> None:
    control = in_force(made)
    for earlier, later in zip(control.snoozes, control.snoozes[1:], strict=False):
        assert earlier.until <= later.at
    if made and made[-1].act is Act.RESUME:
        assert control.stopped_at is None
        assert control.snoozed_until(made[-1].at) is None
