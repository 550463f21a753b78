"""The log as a collector gets it: one JSON object a line."""

from __future__ import annotations

import json
import logging

from service.logs import JsonLines


def test_a_line_says_when_how_bad_where_and_what() -> None:
    record = logging.LogRecord(
        "service.sync", logging.WARNING, "sync.py", 7, "%d messages \u201cwait\u201d", (3,), None
    )
    record.created = 1_772_725_200.25
    assert json.loads(JsonLines().format(record)) == {
        "at": "2026-03-05T15:40:00.250+00:00",
        "level": "warning",
        "from": "service.sync",
        "event": "3 messages \u201cwait\u201d",
    }


def test_a_trace_stays_on_the_line() -> None:
    error = ValueError("two\nlines")
    told = (ValueError, error, None)
    record = logging.LogRecord("service", logging.ERROR, "x.py", 1, "failed", (), told)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert "ValueError" in json.loads(line)["trace"]
