"""`afterword doctor`: each check in a line, and how to mend what is not well."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.cli import output
from service.cli.guard import DISCONNECTED, FAILED
from service.doctor import Check, Health, examine
from service.views import SCHEMA

_SIGN = {Health.WELL: "[green]ok[/]", Health.MIND: "[yellow]!![/]", Health.ILL: "[red]XX[/]"}


def doctor(config: Path | None, *, as_json: bool) -> None:
    """Look at everything; exit 0 where nothing is ill, 3 where only connecting again mends it."""
    data = output.wants_data(as_json)
    console, found = Console(), []
    for check in examine(config, os.environ, datetime.now(UTC)):
        found.append(check)
        if not data:
            _print(console, check)
    if data:
        output.data({"schema": SCHEMA, "checks": [_shown(check) for check in found]})
    ill = [check for check in found if check.health is Health.ILL]
    if ill:
        raise typer.Exit(DISCONNECTED if all(check.reconnect for check in ill) else FAILED)


def _shown(check: Check) -> dict[str, str]:
    return {
        "check": check.name,
        "health": check.health.value,
        "found": check.found,
        "mend": check.mend,
    }


def _print(console: Console, check: Check) -> None:
    """Each check as soon as it is made; what is too long goes on below its own beginning."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, min_width=14)
    grid.add_column()
    grid.add_row(_SIGN[check.health], check.name, Text(output.plain(check.found)))
    if check.mend:
        grid.add_row("", "", Text(f"-> {output.plain(check.mend)}"))
    console.print(grid)
