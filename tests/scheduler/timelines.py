"""Timelines and policies of every kind, for properties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from scheduler.policy import Policy, Stage
from scheduler.timeline import Absence, Answer, SentLetter, Snooze, Timeline
from tests.scheduler.told import AUCKLAND, BERLIN, NEW_YORK

# A round ends in these weeks: clocks change in all three zones, and holidays lie among them.
_FIRST = datetime(2026, 2, 20, tzinfo=UTC)
_DAY = 24 * 60

calendars = st.sampled_from([NEW_YORK, BERLIN, AUCKLAND])
ends = st.integers(0, 50 * _DAY).map(lambda minutes: _FIRST + timedelta(minutes=minutes))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Policies that people might write; half of them the default."""
    if draw(st.booleans()):
        return Policy()
    opens, more = draw(st.integers(0, 10)), draw(st.integers(1, 10))
    hours = draw(st.sampled_from(["08:00-20:00", "09:00-17:00", "00:00-24:00", "18:00-24:00"]))
    check = {"opens": f"{opens}d", "closes": f"{opens + more}d", "hours": hours}
    return Policy.model_validate(
        {
            "minimum_gap": draw(st.sampled_from(["7d", "36h", "5 working days", "0d"])),
            "thank_you": {"opens": f"{draw(st.integers(0, 47))}h", "hours": hours}
            | {"days": draw(st.sampled_from(["any", "working"]))},
            "status_check": check | {"promise_grace": draw(st.sampled_from(["0d", "2d", "12h"]))},
            "final_check": check | {"enabled": draw(st.booleans())},
            "pauses": draw(st.sampled_from([[], ["2026-03-10 to 2026-03-19"]])),
        }
    )


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """A round with anything that may come after it, in any order."""
    end = draw(ends)
    moments = st.integers(-10 * _DAY, 45 * _DAY).map(lambda m: end + timedelta(minutes=m))
    days = st.none() | st.integers(-3, 40).map(lambda d: (end + timedelta(days=d)).date())
    stages = st.none() | st.sampled_from(Stage)
    some = st.none() | moments
    return Timeline(
        start=end - timedelta(hours=1),
        end=end,
        answers=tuple(draw(st.lists(st.builds(Answer, moments, days), max_size=3))),
        letters=tuple(draw(st.lists(st.builds(SentLetter, moments, stages), max_size=4))),
        absences=tuple(draw(st.lists(st.builds(Absence, moments, days.filter(bool)), max_size=2))),
        superseded_at=draw(some),
        closed_at=draw(some),
        skipped=draw(st.frozensets(st.sampled_from(Stage), max_size=1)),
        snoozes=tuple(draw(st.lists(st.builds(_snooze, moments, st.integers(0, 30)), max_size=2))),
        stopped_at=draw(some),
    )


def _snooze(at: datetime, days: int) -> Snooze:
    return Snooze(at, at + timedelta(days=days))


@st.composite
def nows(draw: st.DrawFn, timeline: Timeline) -> datetime:
    """Any moment from before the interview until long after, often right at a fact."""
    near: datetime = draw(st.sampled_from([timeline.end, *told_at(timeline)]))
    return near + timedelta(minutes=draw(st.integers(-2 * _DAY, 50 * _DAY)))


def told_at(timeline: Timeline) -> list[datetime]:
    """When each fact of the timeline was told."""
    moments = [answer.at for answer in timeline.answers]
    moments += [letter.at for letter in timeline.letters]
    moments += [snooze.at for snooze in timeline.snoozes]
    return moments + [absence.at for absence in timeline.absences]
