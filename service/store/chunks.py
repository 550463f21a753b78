"""Lists of values in pieces that fit one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

CHUNK = 400
"""Values in one IN list: SQLite's default limit of variables is 999 in old builds."""


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in order, in lists short enough for one statement."""
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
