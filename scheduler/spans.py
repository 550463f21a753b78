"""From when to when a letter of each stage may lie in Drafts (pure).

A span says what the rules name: from, until, and why. Working hours, the gap between two letters,
an absence and days away then move its opening, never past its close.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from scheduler.business_time import WorkingCalendar
from scheduler.duration import Duration, Unit
from scheduler.policy import Openings, Policy, StagePolicy
from scheduler.reasons import Rule, Words
from scheduler.timeline import Timeline
from scheduler.waits import Wait

ONE_WORKING_DAY = Duration(1, Unit.WORKING_DAY)
_ANY_TIME = Openings()
_A_DAY, _FAR = timedelta(days=1), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a decision rests on beside the facts."""

    policy: Policy
    calendar: WorkingCalendar

    @property
    def words(self) -> Words:
        return Words(self.calendar)


@dataclass(frozen=True, slots=True)
class Span:
    """`opens` to `closes` (UTC), and no letter before `not_before`.

    `rule` names what set the latest of the two openings, `why` says it.
    """

    opens: datetime
    closes: datetime
    rule: Rule
    why: str
    not_before: datetime | None = None

    @property
    def earliest(self) -> datetime:
        return max(self.opens, self.not_before) if self.not_before else self.opens


def thank_you(facts: Timeline, rules: Rules) -> Span:
    stage = rules.policy.thank_you
    why = f"{stage.opens} after the interview"
    span = _counted(facts.end, stage, rules, Rule.AFTER_INTERVIEW, why)
    return _snoozed(span, stage, facts, rules)


def status_check(facts: Timeline, wait: Wait, rules: Rules) -> Span:
    """After the promised day, else after the interview or the employer's last word."""
    stage = rules.policy.status_check
    if wait.promised is not None:
        span = _promised(wait, wait.promised, rules)
    elif wait.answered:
        why = f"{stage.opens} after their last word of {rules.words.day(wait.since)}"
        span = _counted(wait.since, stage, rules, Rule.AFTER_LAST_WORD, why)
    else:
        why = f"{stage.opens} after the interview"
        span = _counted(wait.since, stage, rules, Rule.AFTER_INTERVIEW, why)
    return _snoozed(_held(span, stage, facts, wait, rules), stage, facts, rules)


def final_check(facts: Timeline, wait: Wait, status_sent: datetime, rules: Rules) -> Span:
    """After the status check that was sent at `status_sent`."""
    stage = rules.policy.final_check
    why = f"{stage.opens} after your status check of {rules.words.day(status_sent)}"
    span = _counted(status_sent, stage, rules, Rule.AFTER_STATUS_CHECK, why)
    return _snoozed(_held(span, stage, facts, wait, rules), stage, facts, rules)


def _counted(base: datetime, stage: StagePolicy, rules: Rules, rule: Rule, why: str) -> Span:
    add = rules.calendar.add
    return Span(add(base, stage.opens, stage), add(base, stage.closes, stage), rule, why)


def _promised(wait: Wait, promised: date, rules: Rules) -> Span:
    """Days of grace end with the day's working hours' begin; hours are counted from midnight."""
    stage, calendar = rules.policy.status_check, rules.calendar
    grace = stage.promise_grace
    opens = calendar.at(calendar.add_days(promised, grace, stage), stage.hours.first)
    if grace.exact is not None:
        opens = calendar.at(promised, 24 * 60) + grace.exact
    opens = max(opens, wait.since)
    closes = calendar.add(opens, stage.promise_window, stage)
    why = f"{grace} after {rules.words.day(promised)}, by which they wanted to decide"
    return Span(opens, closes, Rule.AFTER_PROMISE, why)


def _held(span: Span, stage: StagePolicy, facts: Timeline, wait: Wait, rules: Rules) -> Span:
    """Somebody away holds the letter until a working day after the return, and the close with it.

    Only an absence told of before the window closed: what is over does not come back.
    """
    calendar = rules.calendar
    held = span
    for absence in facts.absences:
        if not wait.since <= absence.at < held.closes:
            continue
        back = calendar.add_days(absence.until, ONE_WORKING_DAY, stage)
        until = calendar.at(back, stage.hours.first)
        if until <= held.earliest:
            continue
        moved = Duration((back - calendar.day_of(span.opens)).days, Unit.DAY)
        why = f"{ONE_WORKING_DAY} after they are back on {rules.words.day(absence.until)}"
        held = replace(
            span,
            closes=max(held.closes, calendar.add(span.closes, moved, stage)),
            not_before=until,
            rule=Rule.OUT_OF_OFFICE,
            why=why,
        )
    return held


def _snoozed(span: Span, stage: StagePolicy, facts: Timeline, rules: Rules) -> Span:
    """The time the candidate snoozed does not count: the close moves along by as much of it as lay
    in the window, and a day of it is left at the least.

    Only what was said before the window closed: what is over does not come back.
    """
    calendar = rules.calendar
    for snooze in facts.snoozes:
        if snooze.until <= span.earliest or snooze.at >= span.closes:
            continue
        moved = snooze.until - max(snooze.at, span.earliest)
        again = calendar.first_open(stage, snooze.until, snooze.until + _FAR) or snooze.until
        span = replace(
            span,
            closes=max(span.closes + moved, again + _A_DAY),
            not_before=snooze.until,
            rule=Rule.SNOOZED,
            why=f"you snoozed it until {rules.words.when(snooze.until)}",
        )
    return span


def after_gap(span: Span, letters: list[datetime], stage: StagePolicy, rules: Rules) -> Span:
    """The span with its opening at least the minimum gap after the last of these letters.

    Days of the gap are counted from the day of the letter, and end with the midnight that begins
    the last; the close stays.
    """
    if not letters:
        return span
    gap, calendar, last = rules.policy.minimum_gap, rules.calendar, letters[-1]
    free = calendar.at(calendar.add_days(calendar.day_of(last), gap, stage))
    if gap.exact is not None:
        free = last + gap.exact
    if free <= span.earliest:
        return span
    why = f"{gap} after your letter of {rules.words.day(last)}"
    return replace(span, not_before=free, rule=Rule.MINIMUM_GAP, why=why)


def opening(span: Span, stage: StagePolicy, rules: Rules) -> datetime | None:
    """When the span opens once moved into working hours (UTC), or None if it never does.

    If no working hour lies in it at all, it opens at once; if all that do are taken by the gap,
    an absence or days away, it does not open.
    """
    calendar, pauses = rules.calendar, rules.policy.pauses
    moment = calendar.first_open(stage, span.earliest, span.closes, pauses)
    if moment is not None:
        return moment
    if calendar.first_open(stage, span.opens, span.closes) is not None:
        return None
    return calendar.first_open(_ANY_TIME, span.earliest, span.closes, pauses)
