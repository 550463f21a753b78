"""The rounds that messages tell of."""

from __future__ import annotations

import itertools

from service.reading.model import InterviewStatus, Kind, Person
from service.rounds import rounds_of
from tests.service.told import at, talk, told, wrote

CONFIRMATION = Kind.INTERVIEW_CONFIRMATION
RESCHEDULE = Kind.INTERVIEW_RESCHEDULE
CANCELLATION = Kind.INTERVIEW_CANCELLATION


def test_a_mail_and_its_calendar_entry_tell_of_one_interview() -> None:
    mail = told("a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"))
    entry = told(
        "b",
        "2026-03-01 09:01",
        CONFIRMATION,
        interview=talk("2026-03-05 14:00", uid="u1"),
        thread="t2",
        people=(Person(name="Jane Roe", email="jane@initech.example"),),
    )
    (found,) = rounds_of([mail, entry])
    assert found.keys == {"message:<a@mail.example>", "uid:u1"}
    assert found.key == "message:<a@mail.example>"
    assert [p.name for p in found.interviewers] == ["Jane Roe"]
    assert found.threads == {"t1", "t2"}


def test_a_move_by_calendar_sequence_keeps_the_interview() -> None:
    first = told(
        "a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00", uid="u1")
    )
    moved = told(
        "b",
        "2026-03-02 09:00",
        RESCHEDULE,
        interview=talk("2026-03-06 10:00", uid="u1", sequence=1),
    )
    (found,) = rounds_of([moved, first])
    assert found.start == at("2026-03-06 10:00")
    assert found.key == "uid:u1"


def test_an_older_version_of_a_calendar_entry_changes_nothing() -> None:
    new = told(
        "a",
        "2026-03-01 09:00",
        CONFIRMATION,
        interview=talk("2026-03-06 10:00", uid="u1", sequence=2),
    )
    old = told(
        "b",
        "2026-03-02 09:00",
        CONFIRMATION,
        interview=talk("2026-03-05 14:00", uid="u1", sequence=1),
    )
    (found,) = rounds_of([new, old])
    assert found.start == at("2026-03-06 10:00")


def test_a_move_in_words_finds_the_interview_by_its_old_time() -> None:
    first = told("a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"))
    other = told(
        "b", "2026-03-01 10:00", CONFIRMATION, interview=talk("2026-03-20 14:00"), thread="t2"
    )
    moved = told(
        "c",
        "2026-03-02 09:00",
        RESCHEDULE,
        interview=talk("2026-03-09 11:00", moved_from="2026-03-05 14:00"),
        thread="t3",
    )
    assert [r.start for r in rounds_of([first, other, moved])] == [
        at("2026-03-09 11:00"),
        at("2026-03-20 14:00"),
    ]


def test_a_move_without_a_new_time_leaves_the_interview_open_until_one_is_named() -> None:
    first = told("a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"))
    moved = told("b", "2026-03-04 09:00", RESCHEDULE)
    (postponed,) = rounds_of([first, moved])
    assert postponed.postponed
    assert not postponed.takes_place
    again = told("c", "2026-03-06 09:00", CONFIRMATION, interview=talk("2026-03-12 14:00"))
    (found,) = rounds_of([first, moved, again])
    assert found.takes_place
    assert found.start == at("2026-03-12 14:00")


def test_a_cancelled_interview_does_not_take_place() -> None:
    first = told("a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"))
    cancelled = told("b", "2026-03-04 09:00", CANCELLATION)
    (found,) = rounds_of([first, cancelled])
    assert found.status is InterviewStatus.CANCELLED
    assert not found.takes_place


def test_a_proposed_slot_is_fixed_by_the_candidates_answer() -> None:
    slot = talk("2026-03-05 14:00", status=InterviewStatus.PROPOSED)
    proposed = told("a", "2026-03-01 09:00", CONFIRMATION, interview=slot)
    (open_,) = rounds_of([proposed])
    assert not open_.takes_place
    (found,) = rounds_of([proposed, wrote("b", "2026-03-01 12:00")])
    assert found.takes_place


def test_a_late_reply_does_not_fix_a_slot_that_has_passed() -> None:
    slot = talk("2026-03-05 14:00", status=InterviewStatus.PROPOSED)
    proposed = told("a", "2026-03-01 09:00", CONFIRMATION, interview=slot)
    (found,) = rounds_of([proposed, wrote("b", "2026-03-08 12:00")])
    assert not found.takes_place


def test_several_sessions_on_one_day_are_one_interview() -> None:
    sessions = [
        told(
            f"s{n}",
            "2026-03-01 09:00",
            CONFIRMATION,
            interview=talk(f"2026-03-05 {hour}:00", uid=f"u{n}"),
            people=(Person(name=name),),
        )
        for n, (hour, name) in enumerate([("10", "Jane Roe"), ("11", "Li Wei"), ("13", "Ana Sol")])
    ]
    (found,) = rounds_of(sessions)
    assert (found.start, found.end) == (at("2026-03-05 10:00"), at("2026-03-05 14:00"))
    assert {p.name for p in found.interviewers} == {"Jane Roe", "Li Wei", "Ana Sol"}


def test_the_order_of_arrival_does_not_matter() -> None:
    messages = [
        told("a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00")),
        told("b", "2026-03-02 09:00", RESCHEDULE, interview=talk("2026-03-06 14:00")),
        told("c", "2026-03-03 09:00", CANCELLATION),
        told("d", "2026-03-07 09:00", CONFIRMATION, interview=talk("2026-03-12 14:00")),
    ]
    tellings = {rounds_of(order) for order in itertools.permutations(messages)}
    assert len(tellings) == 1
