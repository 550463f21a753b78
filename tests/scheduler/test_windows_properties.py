"""What holds for any timeline and any policy."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.business_time import WorkingCalendar
from scheduler.policy import Policy, Stage
from scheduler.timeline import Decisions, SentLetter, StageDecision, Timeline, Verdict
from scheduler.windows import decide
from tests.scheduler.timelines import calendars, nows, policies, timelines, told_at

MANY = settings(max_examples=100, deadline=None)
MINUTE = timedelta(minutes=1)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Timeline, Policy, WorkingCalendar, datetime]:
    timeline = draw(timelines())
    return timeline, draw(policies()), draw(calendars), draw(nows(timeline))


def undecided(decisions: Decisions) -> list[StageDecision]:
    return [d for d in decisions.stages if d.verdict in (Verdict.WAITING, Verdict.OPEN)]


def facts_known(timeline: Timeline, now: datetime) -> tuple[list[datetime], list[datetime]]:
    answers = [a.at for a in timeline.answers if timeline.end <= a.at <= now]
    return answers, [x.at for x in timeline.letters if timeline.end <= x.at <= now]


@MANY
@given(cases())
def test_open_means_inside_the_window(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime],
) -> None:
    now = case[3]
    for decision in decide(*case).stages:
        window = decision.window
        assert window is None or window.opens_at < window.closes_at
        if decision.verdict is Verdict.OPEN:
            assert window is not None
            assert window.opens_at <= now < window.closes_at
        if decision.verdict is Verdict.WAITING and window is not None:
            assert now < window.opens_at


@MANY
@given(cases())
def test_never_before_its_time(case: tuple[Timeline, Policy, WorkingCalendar, datetime]) -> None:
    timeline, policy, calendar, now = case
    decisions = decide(*case)
    answers, _ = facts_known(timeline, now)
    since = max([timeline.end, *answers])
    assert decisions.waiting_since == since
    for decision in undecided(decisions):
        if decision.window is None:
            continue
        rules = policy.of(decision.stage)
        earliest = calendar.add(timeline.end, rules.opens, rules)
        if decision.stage is Stage.STATUS_CHECK and decision.rule == "after_last_word":
            earliest = calendar.add(since, rules.opens, rules)
        if decision.rule in ("after_interview", "after_last_word"):
            assert decision.window.opens_at >= earliest
        assert decision.window.opens_at >= timeline.end


@MANY
@given(cases())
def test_it_opens_in_working_hours_if_the_window_has_any(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime],
) -> None:
    timeline, policy, calendar, _ = case
    for decision in undecided(decide(*case)):
        window, rules = decision.window, policy.of(decision.stage)
        if window is None or calendar.is_open(window.opens_at, rules, policy.pauses):
            continue
        assert not any(pause.holds(window.opens_at.date()) for pause in policy.pauses)
        first = window.opens_at
        if decision.stage is Stage.THANK_YOU:
            first = calendar.add(timeline.end, rules.opens, rules)
        assert calendar.first_open(rules, first, window.closes_at) is None


@MANY
@given(cases())
def test_two_letters_are_never_closer_than_the_gap(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime],
) -> None:
    timeline, policy, calendar, now = case
    _, letters = facts_known(timeline, now)
    for decision in undecided(decide(*case)):
        if decision.window is None or not letters:
            continue
        gap, last = policy.minimum_gap, calendar.day_of(max(letters))
        first = calendar.add_days(last, gap, policy.of(decision.stage))
        assert calendar.day_of(decision.window.opens_at) >= first
        if gap.exact:
            assert decision.window.opens_at >= max(letters) + gap.exact


@MANY
@given(cases())
def test_no_letter_is_due_after_an_answer_until_its_new_wait_is_over(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime],
) -> None:
    timeline, _, _, now = case
    answers, _ = facts_known(timeline, now)
    decisions = decide(*case)
    if not answers:
        return
    assert decisions.stages[0].verdict not in (Verdict.WAITING, Verdict.OPEN)
    for decision in undecided(decisions):
        if decision.window is not None:
            assert decision.window.opens_at >= max(answers)


@MANY
@given(cases())
def test_at_most_one_letter_is_due(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime],
) -> None:
    assert [d.verdict for d in decide(*case).stages].count(Verdict.OPEN) <= 1


@MANY
@given(cases())
def test_nothing_is_due_once_the_round_is_over(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime],
) -> None:
    timeline, _, _, now = case
    ends = (timeline.superseded_at, timeline.closed_at, timeline.stopped_at)
    over = [at for at in ends if at and at <= now]
    decisions = decide(*case)
    if over:
        assert not undecided(decisions)
        assert decisions.silent_at is None or decisions.silent_at < min(over)


@MANY
@given(cases())
def test_nothing_is_due_before_a_snooze_is_over(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime],
) -> None:
    timeline, _, _, now = case
    snoozed = [s.until for s in timeline.snoozes if s.at <= now < s.until]
    for decision in decide(*case).stages:
        if snoozed and decision.verdict is Verdict.WAITING and decision.window:
            assert decision.window.opens_at >= max(snoozed) or decision.rule != "snoozed"
        assert not (snoozed and decision.verdict is Verdict.OPEN)


@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_came_does_not_matter(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime], random: object
) -> None:
    timeline, policy, calendar, now = case
    turned = replace(
        timeline,
        answers=timeline.answers[::-1],
        letters=timeline.letters[::-1],
        absences=timeline.absences[::-1],
        snoozes=timeline.snoozes[::-1],
    )
    assert decide(turned, policy, calendar, now) == decide(timeline, policy, calendar, now)
    assert decide(timeline, policy, calendar, now) == decide(timeline, policy, calendar, now)


@MANY
@given(cases(), st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=6))
def test_nothing_changes_before_the_next_change(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime], shares: list[float]
) -> None:
    timeline, policy, calendar, now = case
    decisions = decide(*case)
    change = decisions.next_change
    ahead = (change - now) if change else timedelta(days=200)
    assert ahead > timedelta(0)
    for share in (*shares, 1 - 1e-9):
        later = min(now + ahead * share, now + ahead - timedelta(microseconds=1))
        there = decide(timeline, policy, calendar, later)
        assert there.stages == decisions.stages
        assert (there.silent_at, there.next_change) == (decisions.silent_at, change)


@MANY
@given(cases())
def test_something_changes_at_the_next_change(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime],
) -> None:
    timeline, policy, calendar, _ = case
    decisions = decide(*case)
    change = decisions.next_change
    if change is None or change == decisions.silent_at:
        return
    if change not in told_at(timeline):
        assert decide(timeline, policy, calendar, change).stages != decisions.stages


@MANY
@given(timelines(), policies(), calendars)
def test_a_candidate_who_sends_each_letter_at_once_keeps_the_gap(
    timeline: Timeline, policy: Policy, calendar: WorkingCalendar
) -> None:
    """The whole story, from change to change: each stage at most once in a wait, gaps kept."""
    told = replace(timeline, letters=())
    now, sent = told.end - timedelta(days=1), list[SentLetter]()
    for _ in range(60):
        decisions = decide(told, policy, calendar, now)
        for decision in decisions.stages:
            if decision.verdict is Verdict.OPEN:
                sent.append(SentLetter(now, decision.stage))
                told = replace(told, letters=tuple(sent))
                decisions = decide(told, policy, calendar, now)
        if decisions.next_change is None:
            break
        now = decisions.next_change
    assert decisions.next_change is None
    gap, week = policy.minimum_gap, policy.status_check
    for earlier, later in itertools.pairwise(letter.at for letter in sent):
        assert calendar.day_of(later) >= calendar.add_days(calendar.day_of(earlier), gap, week)
        assert gap.exact is None or later - earlier >= gap.exact
    waits = [max([told.end, *(a.at for a in told.answers if a.at <= x.at)]) for x in sent]
    assert len({(w, x.stage) for w, x in zip(waits, sent, strict=True)}) == len(sent)


@MANY
@given(cases())
def test_every_decision_says_why(
    case: tuple[Timeline, Policy, WorkingCalendar, datetime],
) -> None:
    for decision in decide(*case).stages:
        assert decision.rule
        assert decision.reason.endswith(".")
