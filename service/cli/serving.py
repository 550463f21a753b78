"""`afterword web` and `afterword sandbox`: what answers on loopback until Ctrl-C."""

from __future__ import annotations

import os
import webbrowser
from datetime import UTC, datetime
from pathlib import Path

from service import logs
from service.cli import output
from service.home import Home
from service.views import SCHEMA
from service.web.desk import Desk
from service.web.serve import serve


def sandbox(mbox: Path, me: str | None, *, port: int, as_json: bool) -> None:
    """A stand-in for Gmail on loopback, until Ctrl-C."""
    from gmail.sandbox.serve import Served, serve  # noqa: PLC0415  never beside the service

    def announce(at: Served) -> None:
        output.say(
            as_json,
            f"A Gmail of {at.messages} messages for {at.account} is at {at.url}\n"
            f"export AFTERWORD_GMAIL_ENDPOINT={at.url}\n"
            f"export AFTERWORD_OAUTH_ENDPOINT={at.url}",
            {"schema": SCHEMA, "url": at.url, "account": at.account, "messages": at.messages},
        )

    serve(mbox, address=me, port=port, announce=announce)


def web(config: Path | None, *, port: int, browser: bool, as_json: bool) -> None:
    """Serve the page on loopback, print its link and open it."""
    logs.configure()
    home = Home.open(config)
    desk = Desk(home.store, home.config, home.settings, lambda: datetime.now(UTC), os.environ)

    def announce(link: str) -> None:
        output.say(
            as_json,
            f"Your page, for you alone: {link}\n"
            "It ends with Ctrl-C; the link changes with each start.",
            {"schema": SCHEMA, "page": link},
        )
        if browser:
            webbrowser.open(link)

    serve(desk, port, announce)
