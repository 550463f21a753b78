"""`afterword preview`: what would Afterword have done with this mailbox?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from service.cli import output
from service.cli.guard import MisuseError
from service.cli.showing import name_of
from service.config import load
from service.preview.report import Preview, preview_mail
from service.views import short


def preview(
    mbox: str,
    me: Sequence[str],
    config: Path | None,
    *,
    at: str | None,
    until: str | None,
    as_json: bool,
) -> None:
    """Run the service over old mail on a simulated clock, and print every follow-up."""
    settings = load(config, environ=os.environ)
    zone = settings.candidate.zone
    found = preview_mail(
        [mbox],
        sys.stdin.buffer,
        me=me,
        settings=settings,
        at=moment(at, zone),
        until=moment(until, zone) or datetime.now(UTC),
    )
    for problem in found.problems:
        output.warn(problem)
    if output.wants_data(as_json):
        output.data(found.document)
    else:
        _print(Console(), found)


def moment(text: str | None, zone: ZoneInfo) -> datetime | None:
    """A moment as a person writes it; without an offset it is the candidate's own time."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise MisuseError(
            f"{text!r} is no moment; write it like 2026-03-05 or 2026-03-05T14:00."
        ) from error
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _print(console: Console, found: Preview) -> None:
    document = found.document
    if not document["follow_ups"]:
        console.print("No interview was found, so no letter would have been written.")
    for application in document["applications"]:
        outcome = application["outcome"] or "open"
        line = output.plain(f"{name_of(application)}: {outcome}")
        console.print(f"\n{line}", style="bold", markup=False, highlight=False)
        for line in _lines(application, document["follow_ups"]):
            console.print(line, markup=False, highlight=False)


def _lines(application: dict[str, Any], follow_ups: Sequence[dict[str, Any]]) -> Iterator[str]:
    for each in follow_ups:
        if (each["company"], each["role"]) != (application["company"], application["role"]):
            continue
        opens = f", window from {short(each['opens_at'])}" if each["opens_at"] else ""
        stage = each["stage"].replace("_", " ")
        yield output.plain(f"  {stage}: {each['state']}{opens}. {each['reason']}")
        if each["draft"]:
            yield f"    placed {short(each['draft']['placed_at'])}, to {each['draft']['to'][0]}"
            yield from ("    | " + output.plain(line) for line in each["draft"]["body"].split("\n"))
