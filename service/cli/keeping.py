"""`afterword export` and `afterword forget`: a person's data is theirs."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import typer

from service import export as forms
from service.cli import output
from service.cli.choosing import named, one_application
from service.cli.guard import MisuseError
from service.home import Home
from service.store.forgetting import drafts_in_gmail, forget
from service.views import SCHEMA


def export(config: Path | None, form: str, out: Path | None) -> None:
    """Write everything in one form, to a file or to standard output."""
    home, now = Home.open(config), datetime.now(UTC)
    with home.store.read() as session:
        match form:
            case "ics":
                data = forms.as_calendar(session, now)
            case "csv":
                data = forms.as_csv(session, home.zone, now).encode()
            case _:
                found = forms.as_data(session, home.zone, now)
                data = json.dumps(found, ensure_ascii=False, indent=2).encode() + b"\n"
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        out.write_bytes(data)


def chosen_form(*, ics: bool, csv: bool, json: bool) -> str:
    """The one form that was asked for; JSON if none was."""
    asked = [form for form, wanted in (("ics", ics), ("csv", csv), ("json", json)) if wanted]
    if len(asked) > 1:
        raise MisuseError("choose one of --ics, --csv and --json.")
    return asked[0] if asked else "json"


def remove(config: Path | None, wanted: str, *, sure: bool, as_json: bool) -> None:
    """Forget one application, once the person has said that they are sure."""
    home = Home.open(config)
    with home.store.read() as session:
        row = one_application(session, wanted)
        number, name, drafts = row.id, named(row), drafts_in_gmail(session, row.id)
    if drafts:
        raise MisuseError(
            f"{drafts} of its letters lies in Drafts, and would stay there unknown. "
            f"First `afterword stop {number}`, or send or delete it in Gmail."
        )
    if not sure and not (sys.stdin.isatty() and typer.confirm(f"Forget all about {name}?")):
        raise MisuseError("nothing was forgotten; say --yes if you are sure.")
    with home.store.write() as session:
        forget(session, one_application(session, str(number)))
    if output.wants_data(as_json):
        output.data({"schema": SCHEMA, "forgotten": number, "name": name})
    else:
        typer.echo(f"Forgot {name}. The mail itself is untouched.")
