"""`afterword status`: what is. It is looked at often, so that nothing heavy is loaded for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from service import views
from service.cli import output
from service.home import Home
from service.views import short

READY, WAITING, NEEDS, OVER = "Ready to send", "Waiting", "Needs you", "Closed"
STOPPED = "Stopped by you"


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
            for line in lines:
                console.print(f"  {output.plain(line)}", highlight=False, markup=False)


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
    console.print(f"[bold]{account['email']}[/]: {state}")
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


def _sections(applications: list[dict[str, Any]], now: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {READY: [], NEEDS: [], WAITING: [], STOPPED: [], OVER: []}
    for application in applications:
        label = f"{application['id']:>3}  {name_of(application)}"
        if application["outcome"]:
            sections[OVER].append(f"{label}: {application['reason'] or application['outcome']}")
            continue
        if application["reminder"]:
            sections[NEEDS].append(f"{label}: {application['reminder']}")
        if stopped := application["control"]["stopped_at"]:
            again = f"`afterword resume {application['id']}` starts it again"
            sections[STOPPED].append(f"{label}: since {short(stopped)}; {again}")
        elif _ahead(snoozed := application["control"]["snoozed_until"], now):
            label += f" (snoozed until {short(snoozed)})"
        for follow_up in application["follow_ups"]:
            stage = follow_up["stage"].replace("_", " ")
            if follow_up["state"] == "placed":
                sections[READY].append(f"{label}: {stage} to {follow_up['to']}, in Drafts")
            elif follow_up["state"] == "waiting" and follow_up["opens_at"]:
                opens = short(follow_up["opens_at"])
                sections[WAITING].append(f"{label}: {stage} opens {opens}")
    return sections


def _ahead(moment: str | None, now: str) -> bool:
    return moment is not None and datetime.fromisoformat(moment) > datetime.fromisoformat(now)
