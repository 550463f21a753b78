"""What holds for any text."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.away import return_date
from service.reading.promise import find_promise
from service.reading.when import find_times
from tests.service.reading.when.told import SENT

LANGUAGES = ("en", "de", "fr", "es", "nl")
_WORDS = st.sampled_from(
    [
        "Thursday",
        "March",
        "5",
        "5th",
        "2pm",
        "14:00",
        "14.30",
        "Uhr",
        "-",
        "\u2013",
        "to",
        "until",
        "by",
        "3/5",
        "05/03/2026",
        "tomorrow",
        "next",
        "week",
        "at",
        "@",
        "ET",
        "(PST)",
        "UTC+2",
        "or",
        ",",
        "\n",
        "within",
        "10",
        "business",
        "days",
        "we",
        "decide",
        "1",
        ":",
        "/",
        ".",
        "2026",
        "h",
        "14h30",
        "noon",
        "le",
        "de",
        "99",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=25).map(" ".join))


@given(TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_reader_and_spans_lie_inside(text: str, language: str) -> None:
    for mention in find_times(
        text, reference=SENT, default_zone="Europe/Berlin", language=language
    ):
        start, end = mention.span
        assert 0 <= start < end <= len(text)
        assert mention.quote == text[start:end]
        assert mention.start.tzinfo is not None
        assert mention.end is None or mention.end > mention.start or not mention.has_time


@given(TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_promises_and_returns(text: str, language: str) -> None:
    found = find_promise(text, sent=SENT, interview=None, language=language)
    if found:
        promise, (start, end) = found.promise, found.span
        assert promise.quote == text[start:end]
        assert promise.first <= promise.last
    return_date(f"out of office {text}", text, sent=SENT, language=language)


FORMATS = (
    "%A, %B {day}, %Y at {hour}:%M %p ET",
    "%a %b {day}, %Y {hour}:%M%p (EST)",
    "%Y-%m-%d %H:%M America/New_York",
    "{day} %B %Y, %H:%M Eastern Time",
    "%m/%d/%Y {hour}:%M %p ET",
    "Date: %B {day}, %Y\nTime: {hour}:%M %p ET",
    "{hour}:%M %p ET on %A, {day} %b %Y",
    "%Y-%m-%dT%H:%M:00%z",
)


@given(
    st.datetimes(datetime(2026, 3, 3), datetime(2027, 2, 1)),  # noqa: DTZ001  # made aware below
    st.sampled_from(FORMATS),
)
@settings(max_examples=300, deadline=None)
def test_a_time_written_out_is_read_back(wall: datetime, form: str) -> None:
    zone = ZoneInfo("America/New_York")
    moment = wall.replace(second=0, microsecond=0, tzinfo=zone)
    moment = moment.astimezone(UTC).astimezone(zone).replace(fold=0)
    text = moment.strftime(form).format(day=moment.day, hour=moment.hour % 12 or 12)

    mentions = [m for m in find_times(text, reference=SENT, default_zone=None) if m.has_time]

    assert [mention.start.astimezone(UTC) for mention in mentions] == [moment.astimezone(UTC)]
    assert not mentions[0].weekday_conflict
