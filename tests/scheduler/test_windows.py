"""The table of the timing rules, told with real dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from scheduler.business_time import WorkingCalendar
from scheduler.policy import Policy, Stage
from scheduler.timeline import Absence, Answer, SentLetter, Snooze, Verdict
from tests.scheduler.told import AUCKLAND, BERLIN, NEW_YORK, at, day, decided, interview, of, shown

THANKS, STATUS, FINAL = Stage


def policy(**keys: Any) -> Policy:
    return Policy.model_validate(keys)


@pytest.mark.parametrize(
    ("calendar", "end", "opens", "closes"),
    [
        (NEW_YORK, "2026-03-02 15:00", "2026-03-03 15:00", "2026-03-04 15:00"),
        # 24 hours are 24 hours: the clocks go forward in New York on 8 March, in Berlin on the 29th
        (NEW_YORK, "2026-03-07 15:00", "2026-03-08 16:00", "2026-03-09 16:00"),
        (BERLIN, "2026-03-28 15:00", "2026-03-29 16:00", "2026-03-30 16:00"),
        (AUCKLAND, "2026-04-04 15:00", "2026-04-05 14:00", "2026-04-06 14:00"),
        # into the candidate's hours, on any day
        (NEW_YORK, "2026-03-06 22:00", "2026-03-08 08:00", "2026-03-08 23:00"),
        (NEW_YORK, "2026-03-03 06:30", "2026-03-04 08:00", "2026-03-05 06:30"),
        # an interview that ends at midnight belongs to the night
        (NEW_YORK, "2026-03-04 00:00", "2026-03-05 08:00", "2026-03-06 00:00"),
    ],
)
def test_the_thank_you_opens_a_day_after_the_end(
    calendar: WorkingCalendar, end: str, opens: str, closes: str
) -> None:
    word = of(decided(interview(end, calendar), "2026-03-01 00:00", None, calendar), THANKS)
    assert (word.verdict, shown(word)) == (Verdict.WAITING, (opens, closes))


@pytest.mark.parametrize(
    ("end", "opens", "closes"),
    [
        ("2026-03-02 15:00", "2026-03-09 15:00", "2026-03-16 15:00"),  # the clock's 7 days
        ("2026-03-07 15:00", "2026-03-16 09:00", "2026-03-21 15:00"),  # a Saturday: on Monday
        ("2026-03-02 18:00", "2026-03-10 09:00", "2026-03-16 18:00"),  # after hours: next day
        ("2026-05-18 10:00", "2026-05-26 09:00", "2026-06-01 10:00"),  # Memorial Day
        ("2026-06-26 10:00", "2026-07-06 09:00", "2026-07-10 10:00"),  # 4 July, observed
    ],
)
def test_the_status_check_opens_a_week_after_the_interview(
    end: str, opens: str, closes: str
) -> None:
    word = of(decided(interview(end), end), STATUS)
    assert (word.rule, shown(word)) == ("after_interview", (opens, closes))


def test_a_promise_made_before_the_interview_sets_the_status_check() -> None:
    told = interview(answers=(Answer(at("2026-02-25 10:00"), day("2026-03-13")),))
    word = of(decided(told, "2026-03-05 10:00"), STATUS)
    assert word.rule == "after_promise"
    assert shown(word) == ("2026-03-16 09:00", "2026-03-23 09:00")
    assert "Fri 13 March 2026" in word.reason


def test_a_promise_that_ends_before_a_holiday_gives_the_day_after_it() -> None:
    told = interview(
        "2026-11-16 15:00", answers=(Answer(at("2026-11-17 10:00"), day("2026-11-25")),)
    )
    assert shown(of(decided(told, "2026-11-18 10:00"), STATUS)) == (
        "2026-11-27 09:00",
        "2026-12-04 09:00",
    )


def test_a_promise_of_a_day_already_past_is_none() -> None:
    told = interview(answers=(Answer(at("2026-02-20 10:00"), day("2026-02-27")),))
    assert of(decided(told, "2026-03-05 10:00"), STATUS).rule == "after_interview"


def test_an_answer_ends_the_wait_and_starts_another_from_its_word() -> None:
    told = interview(answers=(Answer(at("2026-03-04 11:00")),))
    decisions = decided(told, "2026-03-05 10:00")
    assert of(decisions, THANKS).verdict is Verdict.ANSWERED
    word = of(decisions, STATUS)
    assert (word.rule, shown(word)) == ("after_last_word", ("2026-03-11 11:00", "2026-03-18 11:00"))
    assert decisions.waiting_since == at("2026-03-04 11:00")


def test_an_answer_after_the_status_check_starts_over_from_its_promise() -> None:
    sent = SentLetter(at("2026-03-09 16:00"), STATUS)
    told = interview(letters=(sent,), answers=(Answer(at("2026-03-10 10:00"), day("2026-03-20")),))
    decisions = decided(told, "2026-03-17 10:00")
    assert shown(of(decisions, STATUS)) == ("2026-03-23 09:00", "2026-03-30 09:00")
    assert of(decisions, FINAL).rule == "needs_status_check"


def test_the_final_check_counts_from_the_day_the_status_check_was_sent() -> None:
    told = interview(letters=(SentLetter(at("2026-03-11 10:30"), STATUS),))
    word = of(decided(told, "2026-03-12 10:00"), FINAL)
    assert shown(word) == ("2026-03-18 10:30", "2026-03-25 10:30")


def test_without_a_status_check_there_is_no_final_check() -> None:
    decisions = decided(interview(), "2026-03-17 10:00")
    assert of(decisions, STATUS).verdict is Verdict.MISSED
    word = of(decisions, FINAL)
    assert (word.verdict, word.rule) == (Verdict.MISSED, "no_status_check")


def test_a_week_lies_between_two_letters_counted_in_days() -> None:
    told = interview(letters=(SentLetter(at("2026-03-04 14:00"), THANKS),))
    word = of(decided(told, "2026-03-05 10:00"), STATUS)
    assert (word.rule, shown(word)) == ("minimum_gap", ("2026-03-11 09:00", "2026-03-16 15:00"))
    assert "your letter of Wed 4 March 2026" in word.reason


def test_the_gap_is_counted_in_the_days_of_the_candidates_zone() -> None:
    # 20:00 on the 4th in New York is the 5th in Auckland
    told = interview(letters=(SentLetter(datetime(2026, 3, 5, 1, tzinfo=UTC), THANKS),))
    there = of(decided(told, "2026-03-06 10:00"), STATUS)
    assert shown(there) == ("2026-03-11 09:00", "2026-03-16 15:00")
    here = of(decided(told, "2026-03-06 10:00", None, AUCKLAND), STATUS)
    assert shown(here) == ("2026-03-12 09:00", "2026-03-17 09:00")


def test_a_gap_that_outlasts_the_window_leaves_no_letter() -> None:
    sent = SentLetter(at("2026-03-09 07:59"))
    told = interview("2026-03-02 08:00", letters=(sent,))
    waiting = of(decided(told, "2026-03-10 10:00"), STATUS)
    assert (waiting.verdict, waiting.rule, waiting.window) == (Verdict.WAITING, "no_room", None)
    assert of(decided(told, "2026-03-16 08:00"), STATUS).verdict is Verdict.MISSED


def test_an_absence_holds_the_next_letter_until_a_working_day_after_the_return() -> None:
    told = interview(
        letters=(SentLetter(at("2026-03-03 16:00"), THANKS),),
        absences=(Absence(at("2026-03-03 16:01"), day("2026-03-20")),),
    )
    word = of(decided(told, "2026-03-05 10:00"), STATUS)
    assert word.rule == "out_of_office"
    assert shown(word) == ("2026-03-23 09:00", "2026-03-30 15:00")
    assert "back on Fri 20 March 2026" in word.reason


def test_an_absence_told_of_after_the_window_brings_nothing_back() -> None:
    told = interview(absences=(Absence(at("2026-03-17 10:00"), day("2026-03-20")),))
    assert of(decided(told, "2026-03-18 10:00"), STATUS).verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("sent", "stage"),
    [
        ("2026-03-02 15:00", THANKS),
        ("2026-03-02 18:00", THANKS),
        ("2026-03-04 14:59", THANKS),
        ("2026-03-05 10:00", None),  # between two windows: it counts for the gap alone
        ("2026-03-09 14:59", None),
        ("2026-03-09 15:00", STATUS),
        ("2026-03-14 21:00", STATUS),  # a Saturday night is inside the window all the same
        ("2026-03-16 15:00", None),
    ],
)
def test_the_candidates_own_letter_counts_as_the_stage_in_force(
    sent: str, stage: Stage | None
) -> None:
    decisions = decided(interview(letters=(SentLetter(at(sent)),)), "2026-03-20 10:00")
    assert [d.stage for d in decisions.stages if d.verdict is Verdict.SENT] == (
        [stage] if stage else []
    )


def test_thanks_for_an_answer_are_no_status_check() -> None:
    told = interview(
        answers=(Answer(at("2026-03-05 10:00"), day("2026-03-10")),),
        letters=(SentLetter(at("2026-03-05 10:30")),),
    )
    word = of(decided(told, "2026-03-06 10:00"), STATUS)
    assert (word.rule, shown(word)) == ("minimum_gap", ("2026-03-12 09:00", "2026-03-18 09:00"))


def test_an_overdue_draft_sent_at_last_is_its_stages_letter() -> None:
    told = interview(letters=(SentLetter(at("2026-03-06 10:00"), THANKS),))
    assert of(decided(told, "2026-03-07 10:00"), THANKS).verdict is Verdict.SENT


def test_the_status_check_once_due_takes_the_place_of_the_thank_you() -> None:
    told = interview(answers=(Answer(at("2026-03-01 10:00"), day("2026-03-03")),))
    assert of(decided(told, "2026-03-04 08:59"), THANKS).verdict is Verdict.OPEN
    decisions = decided(told, "2026-03-04 09:00")
    assert of(decisions, THANKS).rule == "status_check_due"
    assert of(decisions, STATUS).verdict is Verdict.OPEN


def test_what_opened_and_closed_while_asleep_is_missed() -> None:
    asleep = decided(interview(), "2026-03-06 10:00")
    assert (of(asleep, THANKS).verdict, of(asleep, THANKS).rule) == (
        Verdict.MISSED,
        "window_closed",
    )


@pytest.mark.parametrize(("fact", "rule"), [("superseded_at", "superseded"), ("closed_at", "app")])
def test_the_end_of_the_round_ends_what_is_open(fact: str, rule: str) -> None:
    told = replace(interview(), **{fact: at("2026-03-10 10:00")})  # type: ignore[arg-type]
    before = decided(told, "2026-03-10 09:59")
    assert of(before, STATUS).verdict is Verdict.OPEN
    assert before.next_change == at("2026-03-10 10:00")
    after = decided(told, "2026-03-25 10:00")
    assert of(after, THANKS).verdict is Verdict.MISSED
    assert of(after, STATUS).verdict is Verdict.ENDED
    assert of(after, FINAL).rule.startswith(rule)
    assert after.silent_at is None


def test_what_the_candidate_or_the_policy_decided_against_is_skipped() -> None:
    off = policy(thank_you={"enabled": False})
    decisions = decided(interview(skipped=frozenset({STATUS})), "2026-03-10 10:00", off)
    assert [d.rule for d in decisions.stages] == ["disabled", "decided_against", "no_status_check"]
    assert {d.verdict for d in decisions.stages} == {Verdict.SKIPPED}


def test_days_away_move_the_opening_and_not_the_close() -> None:
    away = policy(pauses=["2026-03-09 to 2026-03-12"])
    word = of(decided(interview(), "2026-03-05 10:00", away), STATUS)
    assert shown(word) == ("2026-03-13 09:00", "2026-03-16 15:00")
    # the weekend between is no time for a status check, though the candidate is there
    long_away = policy(pauses=["2026-03-09 to 2026-03-13", "2026-03-16 to 2026-03-31"])
    word = of(decided(interview(), "2026-03-05 10:00", long_away), STATUS)
    assert (word.rule, word.window) == ("no_room", None)


def test_a_window_without_any_working_hour_opens_at_once() -> None:
    working = policy(thank_you={"days": "working"})
    friday = interview("2026-03-06 12:00")
    word = of(decided(friday, "2026-03-06 12:00", working), THANKS)
    assert shown(word) == ("2026-03-07 12:00", "2026-03-08 13:00")


@pytest.mark.parametrize(
    ("letters", "silent"),
    [
        ((), "2026-03-30 15:00"),  # 14 days after the status check's window closed
        ((SentLetter(at("2026-03-10 10:00"), STATUS),), "2026-04-07 10:00"),
        (
            (
                SentLetter(at("2026-03-10 10:00"), STATUS),
                SentLetter(at("2026-03-18 10:00"), FINAL),
            ),
            "2026-04-01 10:00",
        ),
        ((SentLetter(at("2026-03-25 10:00")),), "2026-04-08 10:00"),
    ],
)
def test_nobody_ever_answered(letters: tuple[SentLetter, ...], silent: str) -> None:
    told = interview(letters=letters)
    assert decided(told, "2026-03-26 10:00").silent_at == at(silent)
    assert decided(told, "2026-05-01 10:00").silent_at == at(silent)
    assert decided(told, "2026-05-01 10:00").next_change is None


def test_silence_may_never_close_a_round() -> None:
    never = policy(close={"enabled": False})
    assert decided(interview(), "2026-03-26 10:00", never).silent_at is None


def test_what_is_told_later_is_not_known_yet() -> None:
    told = interview(answers=(Answer(at("2026-03-04 11:00")),))
    decisions = decided(told, "2026-03-03 16:00")
    assert of(decisions, THANKS).verdict is Verdict.OPEN
    assert decisions.next_change == at("2026-03-04 11:00")


def test_windows_are_in_the_candidates_zone() -> None:
    told = interview("2026-03-02 15:00", NEW_YORK)
    word = of(decided(told, "2026-03-03 00:00", None, BERLIN), THANKS)
    assert word.window is not None
    assert word.window.opens_at.tzinfo is BERLIN.zone
    assert shown(word) == ("2026-03-04 08:00", "2026-03-04 21:00")


def test_a_snooze_before_the_window_opens_moves_it_whole() -> None:
    told = interview(snoozes=(Snooze(at("2026-03-03 10:00"), at("2026-03-12 00:00")),))
    word = of(decided(told, "2026-03-05 12:00"), STATUS)
    assert (word.rule, word.verdict) == ("snoozed", Verdict.WAITING)
    assert shown(word) == ("2026-03-12 09:00", "2026-03-19 00:00")  # still seven days


def test_a_snooze_in_an_open_window_keeps_what_was_left_of_it() -> None:
    told = interview(snoozes=(Snooze(at("2026-03-11 15:00"), at("2026-03-18 15:00")),))
    assert shown(of(decided(told, "2026-03-12 12:00"), STATUS)) == (
        "2026-03-18 15:00",
        "2026-03-23 15:00",
    )


def test_a_snooze_leaves_a_day_of_the_candidates_hours_at_the_least() -> None:
    """An hour was left; the snooze ends on a Saturday, when no check may open."""
    told = interview(snoozes=(Snooze(at("2026-03-16 14:00"), at("2026-03-21 00:00")),))
    word = of(decided(told, "2026-03-17 12:00"), STATUS)
    assert shown(word) == ("2026-03-23 09:00", "2026-03-24 09:00")


def test_a_snooze_brings_nothing_back_and_one_that_ends_in_time_moves_nothing() -> None:
    late = interview(snoozes=(Snooze(at("2026-03-16 15:00"), at("2026-03-20 00:00")),))
    assert of(decided(late, "2026-03-17 12:00"), STATUS).verdict is Verdict.MISSED
    early = interview(snoozes=(Snooze(at("2026-03-03 10:00"), at("2026-03-05 00:00")),))
    plain = interview()
    now = "2026-03-06 12:00"
    assert of(decided(early, now), STATUS) == of(decided(plain, now), STATUS)


def test_the_candidates_own_letter_during_a_snooze_counts_as_the_stage_in_force() -> None:
    told = interview(
        snoozes=(Snooze(at("2026-03-10 10:00"), at("2026-03-20 00:00")),),
        letters=(SentLetter(at("2026-03-11 10:00")),),
    )
    assert of(decided(told, "2026-03-11 11:00"), STATUS).verdict is Verdict.SENT


def test_a_stop_ends_what_is_open_and_is_no_silence() -> None:
    told = interview(stopped_at=at("2026-03-10 10:00"))
    decisions = decided(told, "2026-03-10 10:00")
    assert {word.rule for word in decisions.stages if word.verdict is Verdict.ENDED} == {"stopped"}
    assert (decisions.silent_at, decisions.next_change) == (None, None)
