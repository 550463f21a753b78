"""Times in plain words, as mail writes them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from service.reading.when import Cue, find_times
from tests.service.reading.when.told import (
    SENT,
    SENT_BY_A_SERVER,
    SENT_IN_BERLIN,
    only,
    read,
)


@pytest.mark.parametrize(
    ("text", "start", "end", "zone"),
    [
        ("Thurs 5th March, 2pm GMT", "2026-03-05T14:00+00:00", None, "Europe/London"),
        ("3/5 @ 2 PT", "2026-03-05T14:00-08:00", None, "America/Los_Angeles"),
        ("2:30-3:15pm ET on 3/5", "2026-03-05T14:30-05:00", "15:15", "America/New_York"),
        ("next Tuesday at 10", "2026-03-10T10:00-08:00", None, None),
        ("tomorrow 4pm", "2026-03-03T16:00-08:00", None, None),
        ("tonight at 8", "2026-03-02T20:00-08:00", None, None),
        ("Thursday at noon", "2026-03-05T12:00-08:00", None, None),
        ("Friday 11:30-12:15pm", "2026-03-06T11:30-08:00", "12:15", None),
        ("half past two on Friday", "2026-03-06T14:30-08:00", None, None),
        ("at three pm tomorrow", "2026-03-03T15:00-08:00", None, None),
        ("on Thursday at 2", "2026-03-05T14:00-08:00", None, None),
        ("Mar 5, 10-11am CT", "2026-03-05T10:00-06:00", "11:00", "America/Chicago"),
        ("2026-03-05T14:00:00-08:00", "2026-03-05T14:00-08:00", None, None),
        ("2026-03-05 14:00 UTC+2", "2026-03-05T14:00+02:00", None, None),
        ("5 March 2026, 14:00 (London)", "2026-03-05T14:00+00:00", None, "Europe/London"),
        (
            "Thu 5 March 0900-0945 Mountain Time",
            "2026-03-05T09:00-07:00",
            "09:45",
            "America/Denver",
        ),
        ("March 5th in the afternoon at 3", "2026-03-05T15:00-08:00", None, None),
        ("3pm GMT - 4pm GMT on March 5", "2026-03-05T15:00+00:00", "16:00", "Europe/London"),
        ("Mar 5 at 10am GMT-5", "2026-03-05T10:00-05:00", None, None),
        ("March 5, 10am Berlin time", "2026-03-05T10:00+01:00", None, "Europe/Berlin"),
        ("March 5, 10am your local time", "2026-03-05T10:00+01:00", None, "Europe/Berlin"),
        (
            "Date: Thursday, March 5\nLocation: Zoom\nTime: 2:00 PM \u2013 2:45 PM (PST)",
            "2026-03-05T14:00-08:00",
            "14:45",
            "America/Los_Angeles",
        ),
        (
            "When: Thu Mar 5, 2026 2pm \u2013 3pm (PST)",
            "2026-03-05T14:00-08:00",
            "15:00",
            "America/Los_Angeles",
        ),
        (
            "When: Thursday, March 5, 2026 2:00 PM-3:00 PM. (UTC-08:00) Pacific Time (US & Canada)",
            "2026-03-05T14:00-08:00",
            "15:00",
            "America/Los_Angeles",
        ),
        (
            "10:00am - 10:30am, Thursday, March 5, 2026 (Pacific Time - US & Canada)",
            "2026-03-05T10:00-08:00",
            "10:30",
            "America/Los_Angeles",
        ),
        (
            "Thursday,\nMarch 5, 2026 at\n2:00 PM PT",
            "2026-03-05T14:00-08:00",
            None,
            "America/Los_Angeles",
        ),
        (
            "Thursday March 5 at 2pm ET / 11am PT",
            "2026-03-05T14:00-05:00",
            None,
            "America/New_York",
        ),
        ("Start: 2026-03-05 14:00\nEnd: 2026-03-05 15:00", "2026-03-05T14:00-08:00", "15:00", None),
        (
            "Time (ET): 2:00 PM, Date: 03/05/2026",
            "2026-03-05T14:00-05:00",
            None,
            "America/New_York",
        ),
        (
            "Thu, 5 Mar 2026, 15:00 - 16:00 (GMT+01:00) Europe/Madrid",
            "2026-03-05T15:00+01:00",
            "16:00",
            "Europe/Madrid",
        ),
    ],
)
def test_english(text: str, start: str, end: str | None, zone: str | None) -> None:
    mention = only(text)

    assert mention.start == datetime.fromisoformat(start)
    assert (mention.end.strftime("%H:%M") if mention.end else None) == end
    assert mention.time_zone == zone
    assert mention.has_date


@pytest.mark.parametrize(
    ("language", "text", "start"),
    [
        ("de", "am Donnerstag, den 5. März 2026 um 14.30 Uhr", "2026-03-05T14:30"),
        ("de", "Do., 5.3., 14 Uhr", "2026-03-05T14:00"),
        ("de", "Guten Morgen! Dienstag um halb drei", "2026-03-03T14:30"),
        ("de", "Datum: 05.03.2026\nUhrzeit: 14:00 Uhr", "2026-03-05T14:00"),
        ("fr", "le jeudi 5 mars à 14 h", "2026-03-05T14:00"),
        ("fr", "le 1er avril à 14 heures 30", "2026-04-01T14:30"),
        ("fr", "est-ce que mercredi 17h vous irait", "2026-03-04T17:00"),
        ("fr", "mardi prochain à midi", "2026-03-03T12:00"),
        ("es", "el jueves 5 de marzo a las 15:00", "2026-03-05T15:00"),
        ("es", "5 de marzo de 2026 a las 3 de la tarde", "2026-03-05T15:00"),
        ("es", "mañana a las 10", "2026-03-03T10:00"),
        ("nl", "donderdag 5 maart om 14.00 uur", "2026-03-05T14:00"),
        ("nl", "morgen om half drie", "2026-03-03T14:30"),
        ("nl", "5 maart om 14u30", "2026-03-05T14:30"),
        ("xx", "Thursday, March 5 at 2pm", "2026-03-05T14:00"),
    ],
)
def test_other_languages(language: str, text: str, start: str) -> None:
    mention = only(text, sent=SENT_IN_BERLIN, language=language)

    # summer time begins on March 29
    offset = "+02:00" if start > "2026-03-29" else "+01:00"
    assert mention.start == datetime.fromisoformat(start + offset)


@pytest.mark.parametrize(
    "text",
    [
        "I have 3 years at 2 companies",
        "call 415-555-2671 or +44 20 7946 0958",
        "REQ-2026-03-12, salary $120,000, 3.5 years, v2.10.24, 1:1",
        "available 24/7, 9/10 would recommend",
        "500 10th Street at 5th Ave, Suite 1200, 10 March Street",
        "Meeting ID: 823 1234 5678 Passcode: 0930",
        "Monday - Friday, 9am-5pm",
        "the call takes 45 minutes",
        "https://example.com/2026/03/05/14:00",
        "may be; march on; sat down",
        "",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read(text) == ()


def test_day_or_month_first_by_the_zones_and_by_what_is_possible() -> None:
    american = only("05/03/2026 14:00", own="America/New_York")
    british = only("05/03/2026 14:00", sent=SENT_IN_BERLIN)
    named = only("05/03/2026 at 2pm ET", sent=SENT_IN_BERLIN)
    shown = read("05/03/2026 14:00, not 13/03/2026", own="America/New_York")

    assert (american.start.month, british.start.month, named.start.month) == (5, 3, 5)
    assert shown[0].start.month == 3


def test_a_weekday_decides_between_day_and_month_first() -> None:
    assert only("Thursday 5/3 at 2pm").start.month == 3


def test_a_weekday_that_contradicts_its_date_is_told() -> None:
    assert only("Thursday, March 6, 2026 at 2pm").weekday_conflict
    assert not only("Friday, March 6, 2026 at 2pm").weekday_conflict


def test_the_year_is_the_nearest_to_come() -> None:
    in_december = datetime.fromisoformat("2025-12-20T09:00:00-05:00")

    assert only("January 8 at 2pm", sent=in_december).start.year == 2026
    assert only("December 18 at 2pm", sent=in_december).start.year == 2025


def test_no_zone_is_the_senders_and_keeps_summer_time_where_the_candidate_shares_it() -> None:
    shared = only("March 10 at 2pm", own="America/Los_Angeles")
    foreign = only("March 10 at 2pm", own="Europe/Berlin")

    assert (shared.time_zone, shared.zone_source) == ("America/Los_Angeles", "sender")
    assert shared.start.utcoffset() == timedelta(hours=-7)  # clocks went forward on March 8
    assert (foreign.time_zone, foreign.zone_source) == (None, "sender")
    assert foreign.start.utcoffset() == timedelta(hours=-8)


def test_a_server_in_utc_says_nothing_of_the_zone() -> None:
    mention = only("July 9 at 2pm", sent=SENT_BY_A_SERVER)

    assert (mention.time_zone, mention.zone_source) == ("Europe/Berlin", "default")


def test_an_ambiguous_abbreviation_is_told_by_places_then_by_the_sender() -> None:
    text = "March 5 at 2pm IST"

    assert only(text).time_zone == "Asia/Kolkata"
    assert only(f"{text} in our Tel Aviv office").time_zone == "Asia/Jerusalem"
    in_israel = datetime.fromisoformat("2026-03-02T09:00:00+02:00")
    assert only(text, sent=in_israel).time_zone == "Asia/Jerusalem"


def test_times_that_clocks_skip_or_show_twice() -> None:
    skipped = only("March 8, 2026 at 2:30 AM America/New_York")
    twice = only("2026-11-01 01:30 America/New_York")

    assert skipped.start.isoformat() == "2026-03-08T03:30:00-04:00"
    assert twice.start.isoformat() == "2026-11-01T01:30:00-04:00"


def test_a_length_near_the_start_gives_the_end() -> None:
    beside = only("Thursday at 2pm PT for 45 minutes")
    labelled = only("Date: March 5\nTime: 2pm PT\nDuration: 1 hour")
    before = only("Thursday at 2pm PT. Please arrive 15 minutes early.")

    assert beside.end == beside.start + timedelta(minutes=45)
    assert labelled.end == labelled.start + timedelta(hours=1)
    assert before.end is None


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("Thursday at 2pm. 45 min on Teams.", "en", 45),
        ("Thursday at 2pm. Takes maybe 20 minutes.", "en", 20),
        ("Thursday at half past two. Please allow about forty minutes.", "en", 40),
        ("Thursday at 11.45 am, allow an hour and a quarter", "en", 75),
        ("Date: March 5\nStart: 6:45 AM\nEnd:   7:30 AM", "en", 45),
        ("Donnerstag um 14 Uhr, Dauer etwa eine Dreiviertelstunde", "de", 45),
        ("jeudi à 14 h, comptez trois quarts d'heure", "fr", 45),
        ("el jueves a las 14:00, serán unos cuarenta minutos", "es", 40),
        ("donderdag om 14.00 uur, reken op drie kwartier", "nl", 45),
    ],
)
def test_a_length_in_the_words_of_many_writers(text: str, language: str, minutes: int) -> None:
    found = next(each for each in read(text, language=language) if each.has_time)
    assert found.end == found.start + timedelta(minutes=minutes)


@pytest.mark.parametrize("hour", ["zehn Uhr dreißig", "halb elf"])
def test_the_part_of_the_day_behind_is_no_part_of_a_german_hour(hour: str) -> None:
    found = only(f"am Dienstag um {hour} am Vormittag", language="de")
    assert found.quote == f"Dienstag um {hour}"


@pytest.mark.parametrize(
    "text",
    [
        "Thursday at 2pm. 10 minutes' walk from the station.",
        "Thursday at 2pm. Prepare a 10-minute talk.",
    ],
)
def test_a_length_of_something_else_gives_no_end(text: str) -> None:
    assert only(text).end is None


def test_one_zone_named_once_holds_for_all_times_of_the_text() -> None:
    mentions = read("All times are Eastern.\n10:00 - 10:45 Ann\n11:00 - 11:45 Ben\nMarch 5")

    assert {mention.time_zone for mention in mentions if mention.has_time} == {"America/New_York"}


def test_the_words_around_tell_what_a_time_is() -> None:
    mentions = read(
        "Please reply by March 4, 5pm. Your interview, originally scheduled for March 3 at 2pm,"
        " has been moved to March 5 at 3pm. You applied on February 20. Please arrive at 2:45pm."
    )

    assert [mention.cue for mention in mentions] == [
        Cue.DEADLINE,
        Cue.PREVIOUS,
        Cue.INTERVIEW,
        Cue.SENT,
        Cue.ARRIVAL,
    ]


def test_several_times_to_choose_from_are_offered() -> None:
    listed = read(
        "Would any of these work?\n- Mon 9 March, 10am\n- Tue 10 March, 2-3pm\n- Wed 11 March, 4pm"
    )
    joined = read("Thursday at 2pm or 4pm")

    assert [mention.cue for mention in listed] == [Cue.OFFERED_SLOT] * 3
    assert [mention.cue for mention in joined] == [Cue.OFFERED_SLOT] * 2


def test_what_the_markup_strikes_is_the_previous_time() -> None:
    text = "Date: Wednesday, June 3 Friday, June 5\nStart: 6:45 PM 7:15 AM"

    mentions = read(text, struck=("Wednesday, June 3", "6:45 PM"))

    timed = {mention.cue: mention.start for mention in mentions if mention.has_time}
    assert timed[Cue.PREVIOUS].strftime("%d %H:%M") == "03 18:45"
    assert [
        start.strftime("%d %H:%M") for cue, start in timed.items() if cue is not Cue.PREVIOUS
    ] == ["05 07:15"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("A week on Friday at 2:15pm then.", "03-13 14:15"),
        ("Friday week at 10am suits us.", "03-13 10:00"),
        ("Drinks a fortnight today at 6pm.", "03-16 18:00"),
        ("Two weeks from Friday at 3pm.", "03-20 15:00"),
    ],
)
def test_weeks_ahead(text: str, start: str) -> None:
    assert f"{only(text).start:%m-%d %H:%M}" == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Please attend upon the fifth of November at four o'clock.", "11-05 16:00"),
        ("On Tuesday, the third of March, at ten to nine in the hall.", "03-03 08:50"),
        ("Thursday at twenty to five suits me.", "03-05 16:40"),
        ("Thursday at 09:00 Oslo = 16:00 there.", "03-05 09:00"),
    ],
)
def test_days_and_minutes_in_words(text: str, start: str) -> None:
    assert f"{read(text)[0].start:%m-%d %H:%M}" == start


def test_a_city_behind_a_time_is_its_zone() -> None:
    assert read("Thursday at 09:00 Oslo (link follows)")[0].time_zone == "Europe/Oslo"
    assert read("Thursday at 09:00, Oslo office")[0].time_zone != "Europe/Oslo"


def test_where_a_time_surely_stands_any_number_may_be_one() -> None:
    text = "Come to us, 0930 will do, ring the bell 3 times."

    found = find_times(text, reference=SENT, default_zone=None, hints=[(12, 16)])

    assert [f"{mention.start:%H:%M}" for mention in found] == ["09:30"]
    assert not read(text)
