"""`afterword init`: the first config, and what to do next."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from gmail.errors import GmailError
from service.cli import output
from service.cli.guard import MisuseError
from service.config import config_path, load
from service.config.files import parsed
from service.first_config import Known, first_config, known_here
from service.home import Home
from service.store.accounts import accounts
from service.views import SCHEMA
from service.wiring import gmail_mailbox

_MODES = ("preview", "draft")


def init(config: Path | None, mode: str | None, *, as_json: bool) -> None:
    """Write the config, unless there is one; nothing that exists is overwritten."""
    path = config_path(config, os.environ)
    if path.exists():
        raise MisuseError(f"{path} is there already; edit it, or name another with --config.")
    chosen = mode or _asked()
    if chosen not in _MODES:
        raise MisuseError(f'the mode is "preview" or "draft", not {chosen!r}.')
    known = known_here(*_of_account())
    text = first_config(known, chosen)
    parsed(text, path, path.parent)  # what we write must be what we read
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    _tell(path, known, chosen, as_json=as_json)


def _asked() -> str:
    """Preview unless a person at a terminal wants drafts at once."""
    if not sys.stdin.isatty():
        return "preview"
    typer.echo("Afterword can first only show what it would draft from your last 45 days.")
    return "preview" if typer.confirm("Begin with that preview?", default=True) else "draft"


def _of_account() -> tuple[str | None, str | None]:
    """Name and address of the connected account, if there is one that answers."""
    try:
        load(None, environ=os.environ)
        home = Home.open(None)
        with home.store.read() as session:
            names = [each.email for each in accounts(session)]
        if not names:
            return None, None
        aliases = gmail_mailbox(home, names[0]).send_as()
    except (GmailError, OSError) as error:
        typer.echo(f"The account was not asked for your name: {error}.", err=True)
        return None, None
    return next((alias.name for alias in aliases if alias.name), None), names[0]


def _tell(path: Path, known: Known, mode: str, *, as_json: bool) -> None:
    lines = [f"Wrote {path}: time zone {known.time_zone}, {known.country or 'no'} holidays."]
    if known.email is None:
        lines.append("Next: afterword connect")
    elif mode == "preview":
        lines += [
            "Next: afterword run --once, then afterword status shows what would be drafted.",
            'When you like it, set mode = "draft".',
        ]
    else:
        lines.append("Next: afterword run")
    written = {"config": str(path), "mode": mode, "time_zone": known.time_zone}
    found = {"country": known.country, "account": known.email}
    output.say(as_json, "\n".join(lines), {"schema": SCHEMA, **written, **found})
