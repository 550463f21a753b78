"""`afterword read`: what the reader sees in files of mail."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rich.console import Console
from rich.table import Table

from gmail.message.errors import UnreadableMessageError
from gmail.message.parse import parse
from gmail.takeout import Source, read_sources
from service.cli import output
from service.cli.guard import MisuseError
from service.reading.output import error_json, to_json
from service.reading.reader import read as read_message


def read(paths: Sequence[str], *, me: Sequence[str], tz: str | None, as_json: bool) -> None:
    """Print what is read in each message, in order; one that cannot be parsed never stops it."""
    own = frozenset(address.lower() for address in me)
    zone = checked_zone(tz)
    found = (_read(source, own, zone) for source in read_sources(paths, sys.stdin.buffer))
    if output.wants_data(as_json):
        for value in found:
            output.data(value)
        return
    Console().print(_table(found))


def checked_zone(name: str | None) -> str | None:
    """A time zone's name, as it was given; MisuseError if there is none of that name."""
    try:
        return str(ZoneInfo(name)) if name else None
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise MisuseError(
            f"no time zone is called {name!r}; try one like Europe/Berlin."
        ) from error


def _read(source: Source, me: frozenset[str], zone: str | None) -> dict[str, Any]:
    if source.raw is None:
        return error_json(source.name, UnreadableMessageError(source.error or "cannot be read"))
    try:
        message = parse(source.raw, label_ids=source.labels, thread_id=source.thread_id or "")
        return to_json(source.name, message, read_message(message, me=me, time_zone=zone))
    except UnreadableMessageError as error:
        return error_json(source.name, error)
    except Exception as error:  # a defect in reading one message never loses the others
        return error_json(source.name, RuntimeError(f"the reader failed: {type(error).__name__}"))


def _table(found: Iterator[dict[str, Any]]) -> Table:
    table = Table("message", "kind", "interview", "company", "role", "decision by")
    for value in found:
        interview = value.get("interview") or {}
        cells = (
            value["source"],
            value.get("kind") or value.get("error"),
            interview.get("start"),
            value.get("company"),
            value.get("role"),
            value.get("decision_by"),
        )
        table.add_row(*(str(cell or "") for cell in cells))
    return table
