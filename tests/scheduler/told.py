"""A round told in a few words: New York in March 2026, the clocks changing on the 8th."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.business_time import WorkingCalendar
from scheduler.policy import Policy, Stage
from scheduler.timeline import Decisions, StageDecision, Timeline
from scheduler.windows import decide

NEW_YORK = WorkingCalendar(ZoneInfo("America/New_York"), country="US", region="NY")
BERLIN = WorkingCalendar(ZoneInfo("Europe/Berlin"), country="DE", region="BE")
AUCKLAND = WorkingCalendar(ZoneInfo("Pacific/Auckland"), country="NZ")


def at(text: str, calendar: WorkingCalendar = NEW_YORK) -> datetime:
    """ "2026-03-02 15:00" on the candidate's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=calendar.zone)


def day(text: str) -> date:
    return date.fromisoformat(text)


def interview(
    end: str = "2026-03-02 15:00", calendar: WorkingCalendar = NEW_YORK, **facts: object
) -> Timeline:
    """A round whose interview ended then; it began an hour earlier, by UTC."""
    over = at(end, calendar)
    return Timeline(start=over, end=over, **facts)  # type: ignore[arg-type]


def decided(
    timeline: Timeline,
    now: str,
    policy: Policy | None = None,
    calendar: WorkingCalendar = NEW_YORK,
) -> Decisions:
    return decide(timeline, policy or Policy(), calendar, at(now, calendar))


def of(decisions: Decisions, stage: Stage) -> StageDecision:
    return next(decision for decision in decisions.stages if decision.stage is stage)


def shown(decision: StageDecision) -> tuple[str, str] | None:
    """The window on the candidate's clock, to the minute."""
    window = decision.window
    if window is None:
        return None
    return f"{window.opens_at:%Y-%m-%d %H:%M}", f"{window.closes_at:%Y-%m-%d %H:%M}"
