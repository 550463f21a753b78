"""`afterword status`: what is. It is looked at often, so that nothing heavy is loaded for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service import views
from service.cli import output
from service.home import Home
from service.views import short

READY, WAITING, NEEDS, OVER = "Ready to send", "Waiting", "Needs you", "Closed"
STOPPED = "Stopped by you"

_NEVER = "9999"
"""Sorts behind every moment."""


class Line(NamedTuple):
    """One line of a section. Lines sort by `at`, an ISO moment, then by number."""

    at: str
    number: int
    name: str
    words: str


def status(config: Path | None, *, as_json: bool) -> None:
    """Print what is ready, what waits, and what needs the person."""
    home = Home.open(config)
    with home.store.read() as session:
        seen = views.status(session, home.zone, datetime.now(UTC))
    if output.wants_data(as_json):
        output.data({**seen, "config": str(home.config)})
        return
    console = Console()
    console.print(f"Config: {home.config}", highlight=False, markup=False)
    for account in seen["accounts"]:
        _print_account(console, account)
    if not seen["accounts"]:
        console.print("No account is connected yet: run [bold]afterword connect[/].")
    for heading, lines in _sections(seen["applications"], seen["at"]).items():
        if lines:
            console.print(f"\n[bold]{heading}[/]")
            console.print(_grid(lines))


def _grid(lines: list[Line]) -> RenderableType:
    """A line for each, its number before it; what is too long goes on below its own beginning."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right", no_wrap=True, min_width=3, style="dim")
    grid.add_column()
    for each in lines:
        text = Text(output.plain(each.name), style="bold")
        grid.add_row(
            str(each.number), text.append(output.plain(f": {each.words}"), style="not bold")
        )
    return Padding(grid, (0, 0, 0, 2))


def name_of(application: dict[str, Any]) -> str:
    """How an application is called in a line."""
    company = application["company"] or "an unnamed employer"
    return f"{company}, {application['role']}" if application["role"] else str(company)


def _print_account(console: Console, account: dict[str, Any]) -> None:
    if not account["connected"]:
        state = "[red]the access was revoked or has expired: run `afterword connect`[/]"
    elif account["backfilled_at"] is None:
        state = f"first reading under way, {account['to_read']} messages to go"
    else:
        state = f"read until {short(account['read_until'])}"
    console.print(f"[bold]{account['email']}[/]: {state}", highlight=False)
    if account["labels_problem"]:
        console.print(f"  no labels in Gmail: {account['labels_problem']}", markup=False)
    if account["digest_problem"]:
        console.print(f"  no digest: {account['digest_problem']}", markup=False)
    for note in account["notes_of_nothing"]:
        told = f"  Your note of {short(note['said_at'])} ({note['subject']!r}) names no application"
        console.print(
            output.plain(f"{told}: put the company into the subject, and mail it again."),
            highlight=False,
            markup=False,
        )


def _sections(applications: list[dict[str, Any]], now: str) -> dict[str, list[Line]]:
    """The lines of each section, the most pressing first."""
    found: dict[str, list[Line]] = {READY: [], NEEDS: [], WAITING: [], STOPPED: [], OVER: []}
    for application in applications:
        for heading, at, words in _told(application, now):
            found[heading].append(
                Line(at or _NEVER, application["id"], name_of(application), words)
            )
    return {heading: sorted(lines) for heading, lines in found.items()}


def _told(application: dict[str, Any], now: str) -> Iterator[tuple[str, str | None, str]]:
    """What is told of an application: under which heading, by when it presses, and in words."""
    control = application["control"]
    if application["outcome"]:
        yield OVER, None, application["reason"] or application["outcome"]
        return
    if application["reminder"]:
        yield NEEDS, None, application["reminder"]
    if stopped := control["stopped_at"]:
        again = f"`afterword resume {application['id']}` starts it again"
        yield STOPPED, None, f"since {short(stopped)}; {again}"
    for letter in application["follow_ups"]:
        stage, closes = letter["stage"].replace("_", " "), letter["closes_at"]
        if letter["state"] == "placed":
            best = f", best sent before {short(closes)}" if closes else ""
            yield READY, closes, f"{stage} to {letter['to']}, in Drafts{best}"
        elif letter["held"] and letter["reason"] != application["reminder"]:
            yield NEEDS, closes, f"{stage}: {letter['reason']}"
        elif letter["state"] == "waiting" and letter["opens_at"]:
            yield (
                WAITING,
                letter["opens_at"],
                f"{stage} opens {short(letter['opens_at'])}"
                + (
                    f" (snoozed until {short(control['snoozed_until'])})"
                    if not stopped and _ahead(control["snoozed_until"], now)
                    else ""
                ),
            )


def _ahead(moment: str | None, now: str) -> bool:
    return moment is not None and datetime.fromisoformat(moment) > datetime.fromisoformat(now)
