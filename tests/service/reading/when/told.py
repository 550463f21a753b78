"""A mail written on Monday, March 2, 2026 at 9:00 in Los Angeles, read by somebody in Berlin."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from service.reading.when import TimeMention, find_times

SENT = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=-8)))
SENT_IN_BERLIN = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=1)))
SENT_BY_A_SERVER = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)


def read(
    text: str,
    *,
    sent: datetime = SENT,
    own: str | None = "Europe/Berlin",
    language: str = "en",
    struck: tuple[str, ...] = (),
) -> tuple[TimeMention, ...]:
    return find_times(text, reference=sent, default_zone=own, language=language, struck=struck)


def only(text: str, **how: object) -> TimeMention:
    """The one time of a text that names a time of day."""
    timed = [mention for mention in read(text, **how) if mention.has_time]  # type: ignore[arg-type]  # passed through
    assert len(timed) == 1, [mention.quote for mention in timed]
    return timed[0]
