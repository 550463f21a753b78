"""`afterword web`: the local page, until Ctrl-C."""

from __future__ import annotations

import os
import webbrowser
from datetime import UTC, datetime
from pathlib import Path

import typer

from service import logs
from service.web.desk import Desk
from service.web.serve import serve
from service.wiring import Home


def web(config: Path | None, *, port: int, browser: bool) -> None:
    """Serve the page on loopback, print its link and open it."""
    logs.configure()
    home = Home.open(config)
    desk = Desk(home.store, home.config, home.settings, lambda: datetime.now(UTC), os.environ)

    def announce(link: str) -> None:
        typer.echo(f"Your page, for you alone: {link}")
        typer.echo("It ends with Ctrl-C; the link changes with each start.")
        if browser:
            webbrowser.open(link)

    serve(desk, port, announce)
