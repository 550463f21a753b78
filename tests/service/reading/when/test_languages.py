"""A language is a data file: every one has what the reader needs, and its patterns compile."""

from __future__ import annotations

import pytest

from service.reading.away import return_date
from service.reading.promise import find_promise
from service.reading.when.lexicon import known_languages, lexicon
from service.reading.zones import zone_named, zone_of_calendar
from tests.service.reading.when.told import SENT, read


def test_the_languages_that_are_there() -> None:
    assert known_languages() >= {"en", "de", "fr", "es", "nl"}


@pytest.mark.parametrize("code", sorted(known_languages()))
def test_each_has_a_whole_calendar_and_reads_its_own_months(code: str) -> None:
    data = lexicon(code).languages[0]

    assert (len(data["months"]), len(data["weekdays"])) == (12, 7)
    for number, names in enumerate(data["months"], 1):
        mentions = read(f"5 {names[0].title()} 2026, 14:00", language=code)
        assert [mention.start.month for mention in mentions] == [number]
    find_promise("we decide", sent=SENT, interview=None, language=code)
    return_date("out of office", "", sent=SENT, language=code)


def test_an_unknown_language_is_read_as_english() -> None:
    assert lexicon("xx").code == "en"
    assert lexicon("de-AT").code == "de"


def test_zone_names_of_calendars() -> None:
    for name, zone in {
        "Tokyo Standard Time": "Asia/Tokyo",
        "Kuala Lumpur, Singapore": "Asia/Singapore",
        "/mozilla.org/20070129_1/America/New_York": "America/New_York",
        "Eastern": "America/New_York",
    }.items():
        found = zone_of_calendar(name)
        assert found is not None
        assert found.name == zone
    assert zone_of_calendar("") is None
    assert zone_named("../../etc/passwd") is None
