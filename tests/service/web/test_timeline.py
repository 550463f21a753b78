"""The picture of an application: where things lie on it, and what it says to who cannot see it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.read_message import ReadMessage
from service.reading.model import Facts, Kind, Promise
from service.web.timeline import SHORTEST, Picture, picture
from tests.story.letters_in import at

ZONE = ZoneInfo("America/New_York")
NOW = at("2026-03-10 15:00")


def message(
    when: str, *, outbound: bool = False, kind: Kind = Kind.OTHER, promise: str = ""
) -> ReadMessage:
    day = date.fromisoformat(promise) if promise else None
    facts = Facts(
        kind=kind,
        score=1.0,
        promise=Promise(first=day, last=day, quote="by then") if day else None,
    )
    return ReadMessage(id=when, thread_id="t", sent_at=at(when), outbound=outbound, facts=facts)


def application(*letters: dict[str, Any], status: str = "confirmed") -> dict[str, Any]:
    return {
        "interviews": [{"start": "2026-03-05T14:00:00-05:00", "status": status}],
        "follow_ups": list(letters),
    }


def letter(stage: str, opens: str | None, closes: str | None, state: str) -> dict[str, Any]:
    moments = {
        "opens_at": opens and at(opens).isoformat(),
        "closes_at": closes and at(closes).isoformat(),
    }
    return {"stage": stage, "state": state, **moments}


THANKS = letter("thank_you", "2026-03-06 20:00", "2026-03-07 20:00", "placed")
STATUS = letter("status_check", "2026-03-17 13:00", "2026-03-24 13:00", "waiting")


def drawn(
    told: dict[str, Any], *messages: ReadMessage, width: int = 680, now: datetime = NOW
) -> Picture:
    return picture(told, messages, now, ZONE, width)


def test_each_matter_has_its_row_and_what_is_not_there_has_none() -> None:
    found = drawn(application(THANKS, STATUS), message("2026-03-02 15:00"))
    assert [line.name for line in found.lines] == [
        "Interview",
        "They wrote",
        "Thank you",
        "Status check",
    ]
    mine = drawn(application(), message("2026-03-06 15:00", outbound=True))
    assert [line.name for line in mine.lines] == ["Interview", "You wrote"]


def test_time_runs_from_left_to_right() -> None:
    found = drawn(application(THANKS, STATUS), message("2026-03-02 15:00"))
    interview, theirs, thanks, status = found.lines
    places = [
        theirs.marks[0].x,
        interview.marks[0].x,
        thanks.bars[0].x,
        found.today_x,
        status.bars[0].x,
    ]
    assert places == sorted(places)
    assert thanks.bars[0].state == "placed"


def test_a_short_window_can_still_be_seen() -> None:
    long_ago = message("2025-06-02 15:00")
    (bar,) = drawn(application(THANKS), long_ago, width=310).lines[2].bars
    assert bar.width == SHORTEST


def test_a_letter_without_a_window_is_not_drawn() -> None:
    assert len(drawn(application(letter("final_check", None, None, "waiting"))).lines) == 1


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        ("confirmed", "interview", "Interview on Thu 5 Mar 2026, 14:00."),
        ("proposed", "interview", "Interview on Thu 5 Mar 2026, 14:00 (proposed)."),
        ("cancelled", "cancelled", "Interview on Thu 5 Mar 2026, 14:00 (cancelled)."),
        ("postponed", "cancelled", "Interview on Thu 5 Mar 2026, 14:00 (postponed)."),
    ],
)
def test_an_interview_looks_like_what_became_of_it(status: str, kind: str, words: str) -> None:
    (mark,) = drawn(application(status=status)).lines[0].marks
    assert (mark.kind, mark.words) == (kind, words)


def test_promises_and_decisions_are_marked_and_told() -> None:
    found = drawn(
        application(),
        message("2026-03-06 15:00", promise="2026-03-13"),
        message("2026-03-09 15:00", kind=Kind.REJECTION),
    )
    assert {mark.kind for mark in found.lines[1].marks} == {"they", "promise", "decision"}
    assert "They promised to decide by Fri 13 Mar 2026." in found.words
    assert "They wrote on Mon 9 Mar 2026, 11:00: a rejection." in found.words


def test_the_dates_below_are_few_enough_to_read() -> None:
    for days in (1, 5, 40, 200, 900):
        for width in (310, 680):
            since = message((NOW - timedelta(days=days)).strftime("%Y-%m-%d %H:%M"))
            found = drawn({"interviews": [], "follow_ups": []}, since, width=width)
            apart = [b.x - a.x for a, b in zip(found.ticks, found.ticks[1:], strict=False)]
            assert min(apart, default=60) >= 44
            assert all(found.left < tick.x < found.right for tick in found.ticks)


@given(
    st.lists(st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)), max_size=6),  # noqa: DTZ001
    st.sampled_from([310, 680]),
)
def test_nothing_is_drawn_outside(moments: list[datetime], width: int) -> None:
    messages = [message(moment.strftime("%Y-%m-%d %H:%M")) for moment in moments]
    found = drawn(application(THANKS, STATUS), *messages, width=width)
    places = [mark.x for line in found.lines for mark in line.marks] + [found.today_x]
    assert all(found.left <= x <= found.right for x in places)
    assert found.left <= found.today_name_x <= found.right
    assert all(bar.x + bar.width <= found.width for line in found.lines for bar in line.bars)
    assert len(found.words) == sum(len(line.marks) + len(line.bars) for line in found.lines)
