"""Calendar parts as programs really write them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmail.message.model import CalendarPart
from service.reading.calendar import CalendarEvent, read_calendar

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "calendar.jsonl"


def calendar(*lines: str, method: str = "REQUEST", before: str = "") -> str:
    body = "\r\n".join(lines)
    return (
        f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\n{before}BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


def event(text: str, own: str | None = "America/New_York") -> CalendarEvent:
    (found,) = read_calendar([CalendarPart(text)], default_zone=own)
    return found


def test_an_invitation_tells_time_people_and_place() -> None:
    found = event(
        calendar(
            "UID:42@example.com",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "DTSTART;TZID=Europe/Berlin:20260305T140000",
            "DTEND;TZID=Europe/Berlin:20260305T150000",
            "SUMMARY:Interview\\, round two",
            "DESCRIPTION:Join: https://meet.google.com/abc-defg-hij\\nSee you",
            "LOCATION:Room 5",
            "ORGANIZER;CN=Recruiting:mailto:jobs@initech.example",
            'ATTENDEE;CN="Dr. Jane Roe";PARTSTAT=ACCEPTED:MAILTO:Jane@Initech.example',
            "ATTENDEE;CUTYPE=ROOM;CN=Room 5:mailto:room5@initech.example",
        )
    )

    assert found.start.isoformat() == "2026-03-05T14:00:00+01:00"
    assert found.end == found.start + timedelta(hours=1)
    assert (found.time_zone, found.uid, found.sequence) == ("Europe/Berlin", "42@example.com", 2)
    assert (found.summary, found.location) == ("Interview, round two", "Room 5")
    assert found.join_urls == ("https://meet.google.com/abc-defg-hij",)
    jane, room = found.attendees
    assert (jane.person.name, jane.person.title) == ("Dr. Jane Roe", "Dr.")
    assert (jane.person.email, jane.partstat) == ("jane@initech.example", "ACCEPTED")
    assert room.is_resource
    assert not found.is_cancelled


@pytest.mark.parametrize(
    ("line", "start", "zone"),
    [
        ("DTSTART:20260305T220000Z", "2026-03-05T22:00:00+00:00", None),
        ("DTSTART:20260305T140000", "2026-03-05T14:00:00-05:00", "America/New_York"),
        (
            "DTSTART;TZID=W. Europe Standard Time:20260305T140000",
            "2026-03-05T14:00:00+01:00",
            "Europe/Berlin",
        ),
        (
            'DTSTART;TZID="Pacific Standard Time":20260305T140000',
            "2026-03-05T14:00:00-08:00",
            "America/Los_Angeles",
        ),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20260305T140000",
            "2026-03-05T14:00:00+01:00",
            "Europe/Berlin",
        ),
        (
            "DTSTART;TZID=US/Eastern:20260305T140000",
            "2026-03-05T14:00:00-05:00",
            "America/New_York",
        ),
        ('DTSTART;TZID="(UTC-03:00) Brasilia":20260305T140000', "2026-03-05T14:00:00-03:00", None),
        (
            "DTSTART;TZID=Nowhere/Middle:20260305T140000",
            "2026-03-05T14:00:00-05:00",
            "America/New_York",
        ),
        (
            "DTSTART\r\n ;TZID=Europe/Berlin\r\n :20260305T140000",
            "2026-03-05T14:00:00+01:00",
            "Europe/Berlin",
        ),
    ],
)
def test_zones(line: str, start: str, zone: str | None) -> None:
    found = event(calendar("UID:1", line))

    assert found.start == datetime.fromisoformat(start)
    assert found.start.isoformat() == start
    assert found.time_zone == zone


TABLE = (
    "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\n"
    "BEGIN:STANDARD\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


def test_a_table_of_its_own_says_what_its_name_does_not() -> None:
    line = "DTSTART;TZID=Customized Time Zone:20260705T140000"

    at_home = event(calendar(line, before=TABLE))
    abroad = event(calendar(line, before=TABLE), own="Europe/Berlin")

    assert at_home.start.isoformat() == "2026-07-05T14:00:00-04:00"
    assert at_home.time_zone == "America/New_York"
    assert (abroad.start, abroad.time_zone) == (at_home.start, None)


def test_a_day_without_time_and_a_length_instead_of_an_end() -> None:
    whole = event(calendar("DTSTART;VALUE=DATE:20260305"))
    lasting = event(calendar("DTSTART:20260305T140000Z", "DURATION:PT1H30M"))

    assert whole.all_day
    assert whole.end == whole.start + timedelta(days=1)
    assert lasting.end == lasting.start + timedelta(minutes=90)


def test_broken_lines_cost_nothing() -> None:
    broken = calendar(
        'ATTENDEE;CN="Jane',
        "",
        'Roe";PARTSTAT=ACCEPTED:mailto:jane@initech.example',
        "SUMMARY:Interview",
        "a line that was folded without a blank",
        "DTSTART;TZID=Europe/Berlin:20260305T140000",
        "BEGIN:VALARM",
        "DTSTART:19700101T000000",
    ).replace("END:VEVENT\r\n", "")

    found = event(broken)

    assert found.start.isoformat() == "2026-03-05T14:00:00+01:00"
    assert found.attendees[0].person.name == "Jane Roe"
    assert found.problems


def test_cancel_and_reply_and_the_same_invitation_twice() -> None:
    cancel = calendar("UID:1", "DTSTART:20260305T140000Z", method="CANCEL")
    reply = calendar("UID:1", "DTSTART:20260305T140000Z", method="REPLY")
    parts = [CalendarPart(cancel), CalendarPart(cancel, filename="invite.ics")]

    assert [each.is_cancelled for each in read_calendar(parts, default_zone=None)] == [True]
    assert event(reply).method == "REPLY"
    assert event(calendar("DTSTART:20260305T140000Z", "STATUS:CANCELLED")).is_cancelled


def test_a_series_is_bounded() -> None:
    weekly = event(
        calendar("DTSTART;TZID=Europe/Berlin:20260305T140000", "RRULE:FREQ=WEEKLY;COUNT=5")
    )
    endless = event(calendar("DTSTART:20260305T140000Z", "RRULE:FREQ=DAILY"))
    silly = event(calendar("DTSTART:20260305T140000Z", "RRULE:FREQ=SECONDLY"))
    broken = event(calendar("DTSTART:20260305T140000Z", "RRULE:FREQ=SOMETIMES"))

    assert [each.hour for each in weekly.occurrences] == [14] * 5  # over the change of clocks
    assert len(endless.occurrences) == 30
    assert silly.occurrences == (silly.start,)
    assert broken.occurrences == (broken.start,)


def test_an_event_without_a_readable_start_is_left_out() -> None:
    assert read_calendar([CalendarPart(calendar("UID:1"))], default_zone=None) == ()
    assert read_calendar([CalendarPart(calendar("DTSTART:soon"))], default_zone=None) == ()
    assert read_calendar([CalendarPart("not a calendar")], default_zone=None) == ()


LINES = st.lists(
    st.sampled_from(
        [
            "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:VALARM",
            "DTSTART:20260305T140000Z", "DTSTART;TZID=X:20260305T140000", "TZID:X", ";", ":", "",
            "DTEND:20260305T150000Z", "RRULE:FREQ=DAILY;UNTIL=20260310", "ATTENDEE;CN=\"a",
            " folded",
            "TZOFFSETTO:+0100", "DTSTART:99999999T999999", "DURATION:P1W", "RDATE:bad", "EXDATE:x",
        ]
    ),
    max_size=14,
)  # fmt: skip


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_no_lines_break_the_reader(lines: list[str]) -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + "\n".join(lines)

    for found in read_calendar([CalendarPart(text)], default_zone="Europe/Berlin"):
        assert found.start.astimezone(UTC)
        assert found.end is None or found.end > found.start


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus beside the project is not here")
def test_every_calendar_of_the_corpus_with_a_readable_start_gives_its_events() -> None:
    with CORPUS.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["ics"] for line in lines]

    read = [bool(read_calendar([CalendarPart(text)], default_zone="UTC")) for text in texts]

    assert sum(read) >= 0.98 * sum(
        "\nDTSTART" in text.partition("BEGIN:VEVENT")[2] for text in texts
    )
