"""`afterword stop, resume, snooze, skip, done` and `undo`: what the person decides.

A running service acts on it at its next tick, a few seconds later.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy.orm import Session

from scheduler.business_time import WorkingCalendar
from scheduler.policy import Stage
from service.cli import output
from service.cli.choosing import named, one_application
from service.cli.guard import MisuseError
from service.control import commands
from service.control.commands import DecisionError
from service.control.model import Act, Outcome
from service.control.until import until as moment_of
from service.follow_up import State
from service.home import Home
from service.store import follow_ups
from service.store.models import ApplicationRow, DecisionRow
from service.views import SCHEMA, decision_row

Say = Callable[[Session, ApplicationRow, datetime], DecisionRow]

_TAKEN_BACK = frozenset({Act.STOP, Act.SNOOZE, Act.SKIP, Act.DONE})


def stop(config: Path | None, wanted: str, *, as_json: bool) -> None:
    """No more letters for an application."""
    _decide(Home.open(config), wanted, commands.stop, as_json=as_json)


def resume(config: Path | None, wanted: str, *, as_json: bool) -> None:
    """Letters again."""
    _decide(Home.open(config), wanted, commands.resume, as_json=as_json)


def snooze(config: Path | None, wanted: str, words: list[str], *, as_json: bool) -> None:
    """No letter before a day, a moment, or for a length of time."""
    home, now = Home.open(config), datetime.now(UTC)
    candidate = home.settings.candidate
    calendar = WorkingCalendar(candidate.zone, country=candidate.country, region=candidate.region)
    try:
        end = moment_of(" ".join(words), calendar, now)
    except ValueError as error:
        raise MisuseError(str(error)) from error

    def say(session: Session, application: ApplicationRow, now: datetime) -> DecisionRow:
        return commands.snooze(session, application, end, now)

    _decide(home, wanted, say, as_json=as_json)


def skip(config: Path | None, wanted: str, stage: str | None, *, as_json: bool) -> None:
    """The letter in force, or the one of a stage, is not written."""
    chosen = _one_of(Stage, stage, "stage") if stage else None

    def say(session: Session, application: ApplicationRow, now: datetime) -> DecisionRow:
        return commands.skip(session, application, chosen, now)

    _decide(Home.open(config), wanted, say, as_json=as_json)


def done(config: Path | None, wanted: str, outcome: str | None, *, as_json: bool) -> None:
    """The person has closed it themselves."""
    ended = _one_of(Outcome, outcome, "outcome") if outcome else Outcome.DONE

    def say(session: Session, application: ApplicationRow, now: datetime) -> DecisionRow:
        return commands.done(session, application, ended, now)

    _decide(Home.open(config), wanted, say, as_json=as_json)


def undo(config: Path | None, *, as_json: bool) -> None:
    """Take back the last of these decisions."""
    home = Home.open(config)
    with home.store.write() as session:
        try:
            row = commands.undo(session, datetime.now(UTC))
        except DecisionError as error:
            raise MisuseError(str(error)) from error
        application = session.get_one(ApplicationRow, row.application_id)
        shown = _shown(session, application, row, home)
    _tell(shown, as_json=as_json)


def _decide(home: Home, wanted: str, say: Say, *, as_json: bool) -> None:
    with home.store.write() as session:
        application = one_application(session, wanted)
        try:
            row = say(session, application, datetime.now(UTC))
        except DecisionError as error:
            raise MisuseError(f"{named(application)}: {error}") from error
        shown = _shown(session, application, row, home)
    _tell(shown, as_json=as_json)


def _shown(
    session: Session, application: ApplicationRow, row: DecisionRow, home: Home
) -> dict[str, Any]:
    rows = follow_ups.of_application(session, application.account_id, application.id)
    return {
        "schema": SCHEMA,
        "application": application.id,
        "company": application.company,
        "role": application.role,
        "decision": decision_row(row, home.zone),
        "in_drafts": sum(each.state == State.PLACED for each in rows),
    }


def _tell(shown: dict[str, Any], *, as_json: bool) -> None:
    if output.wants_data(as_json):
        output.data(shown)
        return
    console = Console(highlight=False, markup=False)
    for line in lines_of(shown):
        console.print(output.plain(line))


def lines_of(shown: dict[str, Any]) -> list[str]:
    """What was decided, in words."""
    made = shown["decision"]
    name = shown["company"] or "an unnamed employer"
    label = f"{shown['application']}  {name}" + (f", {shown['role']}" if shown["role"] else "")
    if made["undone_at"]:
        return [f"{label}: taken back: {made['words']}", "Once more takes back the one before it."]
    lines = [f"{label}: {made['words']}"]
    if shown["in_drafts"] and Act(made["act"]) in _TAKEN_BACK:
        lines.append("Its draft, if you have not touched it, is taken back in a few seconds.")
    return [*lines, "`afterword undo` takes this back."]


def _one_of(kind: type[Stage] | type[Outcome], text: str, what: str) -> Any:
    word = "_".join(text.strip().lower().replace("-", " ").split())
    try:
        return kind(word)
    except ValueError:
        known = ", ".join(each.value for each in kind)
        raise MisuseError(f"{text!r} is no {what}; there are: {known}.") from None
