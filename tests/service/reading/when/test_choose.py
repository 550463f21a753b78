"""Which of several times is the interview's."""

from __future__ import annotations

from service.reading.when import ChosenTime, choose_interview_time, day_span
from service.reading.when.choose import KindHint
from tests.service.reading.when.told import SENT, read


def choose(text: str, hint: KindHint | None = "confirmation") -> ChosenTime:
    return choose_interview_time(read(text), reference=SENT, kind_hint=hint)


def clock(chosen: ChosenTime) -> str | None:
    return chosen.mention.start.strftime("%d %H:%M") if chosen.mention else None


def test_the_new_time_beats_the_previous_one() -> None:
    chosen = choose(
        "Your interview originally scheduled for March 4 at 2pm has been moved to March 5 at 3pm.",
        "reschedule",
    )

    assert clock(chosen) == "05 15:00"
    assert chosen.moved_from is not None
    assert chosen.moved_from.strftime("%d %H:%M") == "04 14:00"


def test_a_moved_time_named_in_one_breath() -> None:
    chosen = choose("We will move it from 2pm to 3pm on Thursday.", "reschedule")

    assert clock(chosen) == "05 15:00"


def test_a_move_without_a_new_time_has_none() -> None:
    chosen = choose("The interview scheduled today at 4 PM stands postponed.", "reschedule")

    assert chosen.mention is None


def test_a_cancelled_time_is_still_the_interviews() -> None:
    chosen = choose("Your interview was scheduled for March 5 at 2pm. It is off.", "cancellation")

    assert clock(chosen) == "05 14:00"


def test_neither_deadline_nor_arrival_is_the_interview() -> None:
    chosen = choose("Interview: March 5 at 2pm. Please arrive by 1:30pm and reply by March 3, 5pm.")

    assert clock(chosen) == "05 14:00"


def test_offered_slots_fix_nothing() -> None:
    chosen = choose(
        "Which of these works for you?\n- March 9, 10am\n- March 10, 2pm\n", "invitation"
    )

    assert chosen.mention is None
    assert [each.start.day for each in chosen.offered] == [9, 10]


def test_a_window_of_days_fixes_nothing() -> None:
    chosen = choose("Pick a time between Mon, Mar 9 and Fri, Mar 13, 9 AM - 5 PM.", "invitation")

    assert chosen.mention is None


def test_a_day_of_sessions_is_one_interview() -> None:
    text = "Thursday, March 5\n10:00 - 10:45 Ann\n11:00 - 11:45 Ben\n13:00 - 14:00 Cleo"

    chosen = choose(text)

    assert chosen.mention is not None
    assert chosen.mention.end is not None
    assert (clock(chosen), chosen.mention.end.strftime("%H:%M")) == ("05 10:00", "14:00")


def test_sessions_that_overlap_or_stand_on_two_days_are_no_span() -> None:
    two_days = read("March 5, 10-11am\nMarch 6, 10-11am")
    overlapping = read("March 5\n10:00 - 11:00 a\n10:30 - 11:30 b")

    assert day_span(two_days) is None
    assert day_span([mention for mention in overlapping if mention.has_time]) is None


def test_nothing_is_chosen_from_nothing() -> None:
    assert choose("See you on Thursday!").mention is None
    assert choose("").mention is None
