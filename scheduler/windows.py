"""The rules of timing: a timeline and a policy give each stage's window, and why (pure).

`decide` is a function of its arguments alone. It knows no draft and no earlier answer of its own,
so that the same facts give the same decisions in whatever order they came. docs/timing.md tells
the rules in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scheduler import spans
from scheduler.business_time import WorkingCalendar
from scheduler.duration import Duration, Unit
from scheduler.letters import Sent, sent_letters
from scheduler.policy import Policy, Stage
from scheduler.reasons import Rule
from scheduler.spans import Rules, Span
from scheduler.timeline import Decisions, StageDecision, Timeline, Verdict, Window
from scheduler.waits import (
    Wait,
    as_of,
    current_wait,
    first_answer,
    first_wait,
    later_facts,
    until_answered,
)

_UNDECIDED = (Verdict.WAITING, Verdict.OPEN)
_LONG = Duration(100, Unit.DAY)


@dataclass(frozen=True, slots=True)
class _Ending:
    """What ends a stage at a moment, unless something else did before."""

    at: datetime
    verdict: Verdict
    rule: Rule
    reason: str


@dataclass(frozen=True, slots=True)
class _Outlook:
    """A stage's decision, when time will change it (UTC), and until when its window runs unused."""

    decision: StageDecision
    changes: tuple[datetime, ...] = ()
    unused_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One round as it stands at `now` (UTC); facts from `as_of`."""

    facts: Timeline
    wait: Wait
    sent: Sent
    rules: Rules
    now: datetime


def decide(
    timeline: Timeline, policy: Policy, calendar: WorkingCalendar, now: datetime
) -> Decisions:
    """What the rules say of each stage at `now` (aware).

    Facts of the timeline later than `now` are not known yet. Windows and moments returned are in
    the calendar's zone.
    """
    now = now.astimezone(UTC)
    rules = Rules(policy, calendar)
    facts = as_of(timeline, now)
    case = _case(facts, current_wait(facts, calendar), rules, now)
    status = _status_check(case)
    outlooks = (_thank_you(case), status, _final_check(case, status))
    silent = _silent_at(case, outlooks)
    changes = [at for outlook in outlooks for at in outlook.changes]
    ahead = [at for at in (*changes, *later_facts(timeline, now), silent) if at and at > now]
    return Decisions(
        stages=tuple(_shown(outlook.decision, calendar) for outlook in outlooks),
        silent_at=silent and calendar.local(silent),
        next_change=calendar.local(min(ahead)) if ahead else None,
        waiting_since=calendar.local(case.wait.since),
    )


def _case(facts: Timeline, wait: Wait, rules: Rules, now: datetime) -> _Case:
    return _Case(facts, wait, sent_letters(facts, wait, rules), rules, now)


def _thank_you(case: _Case) -> _Outlook:
    """It belongs to the first wait: an answer ends it, and so does the first status check."""
    endings, words = [], case.rules.words
    if answered := first_answer(case.facts):
        reason = f"They answered on {words.when(answered)}."
        endings.append(_Ending(answered, Verdict.ANSWERED, Rule.ANSWERED, reason))
    alone = until_answered(case.facts)
    follower = _status_check(
        _case(alone, first_wait(alone, case.rules.calendar), case.rules, case.now)
    ).decision
    if follower.verdict is not Verdict.SKIPPED and follower.window:
        due = follower.window.opens_at
        reason = f"The status check took its place, due on {words.when(due)}."
        endings.append(_Ending(due, Verdict.MISSED, Rule.STATUS_CHECK_DUE, reason))
    span = spans.thank_you(case.facts, case.rules)
    return _outlook(Stage.THANK_YOU, span, case.sent.thank_you, endings, case)


def _status_check(case: _Case) -> _Outlook:
    span = spans.status_check(case.facts, case.wait, case.rules)
    return _outlook(Stage.STATUS_CHECK, span, case.sent.status_check, [], case)


def _final_check(case: _Case, status: _Outlook) -> _Outlook:
    """It has a window only once a status check of this wait was sent."""
    stage, sent = Stage.FINAL_CHECK, case.sent
    if sent.status_check is not None:
        span = spans.final_check(case.facts, case.wait, sent.status_check, case.rules)
        return _outlook(stage, span, sent.final_check, [], case)
    if sent.final_check is not None:
        return _Outlook(_sent(stage, None, sent.final_check, case))
    if decided := _decided_against(stage, None, case):
        return _Outlook(decided)
    before = status.decision
    if before.verdict in _UNDECIDED:
        after = case.rules.policy.final_check.opens
        reason = f"It comes {after} after a status check is sent; none has been sent yet."
        waiting = StageDecision(stage, Verdict.WAITING, None, Rule.NEEDS_STATUS_CHECK, reason)
        return _Outlook(waiting, status.changes)
    if before.verdict is Verdict.ENDED:
        return _Outlook(replace(before, stage=stage, window=None))
    reason = "No status check was sent, so that nothing is left to follow up on."
    return _Outlook(StageDecision(stage, before.verdict, None, Rule.NO_STATUS_CHECK, reason))


def _outlook(
    stage: Stage, span: Span, sent: datetime | None, endings: Sequence[_Ending], case: _Case
) -> _Outlook:
    """What is true of a stage that has a span: the first ending decides, else its opening."""
    rules, stage_policy = case.rules, case.rules.policy.of(stage)
    first = min((_closing(span, case), *endings, *_round_ends(case)), key=lambda end: end.at)
    limit = min(sent, first.at) if sent else first.at
    earlier = [letter.at for letter in case.facts.letters if letter.at < limit]
    span = spans.after_gap(span, earlier, stage_policy, rules)
    opens = spans.opening(span, stage_policy, rules)
    window = Window(opens, span.closes) if opens else None
    if sent is not None:
        return _Outlook(_sent(stage, window, sent, case))
    if decided := _decided_against(stage, window, case):
        return _Outlook(decided, unused_until=span.closes if stage_policy.enabled else None)
    if first.at <= case.now:
        word = StageDecision(stage, first.verdict, window, first.rule, first.reason)
        unused = first.verdict is Verdict.MISSED
        return _Outlook(word, unused_until=span.closes if unused else None)
    word = _undecided(stage, span, opens, case)
    return _Outlook(word, (first.at, *((opens,) if opens else ())), span.closes)


def _undecided(stage: Stage, span: Span, opens: datetime | None, case: _Case) -> StageDecision:
    words = case.rules.words
    closes = words.when(span.closes)
    if opens is None:
        none_left = f"none of your hours is left before the window closes on {closes}"
        reason = f"No letter: {span.why} {none_left}."
        return StageDecision(stage, Verdict.WAITING, None, Rule.NO_ROOM, reason)
    window = Window(opens, span.closes)
    moved = _moved(stage, span, opens, case)
    if opens <= case.now:
        reason = f"Open since {words.when(opens)} ({span.why}{moved}), until {closes}."
        return StageDecision(stage, Verdict.OPEN, window, span.rule, reason)
    reason = f"Opens on {words.when(opens)}: {span.why}{moved}."
    return StageDecision(stage, Verdict.WAITING, window, span.rule, reason)


def _moved(stage: Stage, span: Span, opens: datetime, case: _Case) -> str:
    """What moved the opening on, in words."""
    if opens <= span.earliest:
        return ""
    rules = case.rules
    if opens == rules.calendar.first_open(rules.policy.of(stage), span.earliest, span.closes):
        return ", moved to your hours"
    return ", moved past your days away"


def _sent(stage: Stage, window: Window | None, at: datetime, case: _Case) -> StageDecision:
    reason = f"You wrote on {case.rules.words.when(at)}."
    return StageDecision(stage, Verdict.SENT, window, Rule.SENT, reason)


def _decided_against(stage: Stage, window: Window | None, case: _Case) -> StageDecision | None:
    if not case.rules.policy.of(stage).enabled:
        reason = "Turned off in the policy."
        return StageDecision(stage, Verdict.SKIPPED, window, Rule.DISABLED, reason)
    if stage in case.facts.skipped:
        reason = "You decided against it."
        return StageDecision(stage, Verdict.SKIPPED, window, Rule.DECIDED_AGAINST, reason)
    return None


def _closing(span: Span, case: _Case) -> _Ending:
    reason = f"The window closed unused on {case.rules.words.when(span.closes)}."
    return _Ending(span.closes, Verdict.MISSED, Rule.WINDOW_CLOSED, reason)


def _round_ends(case: _Case) -> list[_Ending]:
    facts, when = case.facts, case.rules.words.when
    endings = []
    if at := facts.superseded_at:
        reason = f"A newer round took the place of this one on {when(at)}."
        endings.append(_Ending(at, Verdict.ENDED, Rule.SUPERSEDED, reason))
    if at := facts.stopped_at:
        reason = f"You stopped it on {when(at)}; no more letters for this application."
        endings.append(_Ending(at, Verdict.ENDED, Rule.STOPPED, reason))
    if at := facts.closed_at:
        reason = f"The application ended on {when(at)}."
        endings.append(_Ending(at, Verdict.ENDED, Rule.APPLICATION_ENDED, reason))
    return endings


def _silent_at(case: _Case, outlooks: Sequence[_Outlook]) -> datetime | None:
    """When the round closes as silent (UTC) if nothing happens; None if it ends otherwise."""
    close, calendar = case.rules.policy.close, case.rules.calendar
    if not close.enabled:
        return None
    unused = (outlook.unused_until for outlook in outlooks)
    letters = (letter.at for letter in case.facts.letters)
    last = max([case.wait.since, *letters, *(at for at in unused if at)])
    opens = calendar.add(last, close.opens, close)
    before = calendar.add(last, close.closes or _LONG, close)
    silent = calendar.first_open(close, opens, before) or opens
    ends = [ending.at for ending in _round_ends(case)]
    return None if ends and min(ends) <= silent else silent


def _shown(decision: StageDecision, calendar: WorkingCalendar) -> StageDecision:
    window = decision.window
    if window is None:
        return decision
    local = Window(calendar.local(window.opens_at), calendar.local(window.closes_at))
    return replace(decision, window=local)
