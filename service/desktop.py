"""A word on the person's desktop when something newly needs them, by the system's own tool.

It counts and names nobody: a screen is seen by others, and what mail says shall steer no tool. What
was told is remembered as long as the process runs.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
from collections.abc import Callable, Iterator
from enum import StrEnum

from sqlalchemy.orm import Session

from service.follow_up import IN_GMAIL, State
from service.store import applications, follow_ups
from service.store.accounts import accounts
from service.store.engine import Store

log = logging.getLogger(__name__)

TOOLS = {
    "linux": ("notify-send", "--app-name=Afterword", "--icon=mail-unread", "--"),
    "darwin": (
        *("osascript", "-e", "on run texts"),
        *("-e", "display notification (item 2 of texts) with title (item 1 of texts)"),
        *("-e", "end run"),
    ),
}
"""By `sys.platform`: what shows the two texts that follow it, a title and a line."""

PATIENCE = 10
"""Seconds that the tool may take."""

WHERE = "`afterword status` tells which."

Show = Callable[[str, str], None]


class Need(StrEnum):
    """What may need the person."""

    LETTER = "letter"
    LOOK = "look"
    CONNECT = "connect"


class DesktopTeller:
    """Looks after each pass, and tells what is new."""

    def __init__(self, store: Store, show: Show) -> None:
        self._store = store
        self._show = show
        self._told: set[tuple[Need, int]] = set()

    def look(self) -> None:
        """Tell what needs the person and did not at the last look."""
        with self._store.read() as session:
            found = set(_needs(session))
        news = [need for need, _ in found - self._told]
        self._told = found
        if news:
            self._show(*words(news))


def _needs(session: Session) -> Iterator[tuple[Need, int]]:
    for account in accounts(session):
        if account.grant_lost_at is not None:
            yield Need.CONNECT, account.id
        for row in follow_ups.in_gmail(session, account.id):
            if State(row.state) in IN_GMAIL:
                yield Need.LETTER, row.id
        for number in applications.reminded(session, account.id):
            yield Need.LOOK, number


def words(news: list[Need]) -> tuple[str, str]:
    """A title and a line."""
    if Need.CONNECT in news:
        return "Afterword has lost the access to Gmail", "Run `afterword connect`."
    letters, looks = news.count(Need.LETTER), news.count(Need.LOOK)
    if letters:
        title = f"{letters} letter{' is' if letters == 1 else 's are'} ready to send"
        return title, f"{looks} more need{'s' * (looks == 1)} you. {WHERE}" if looks else WHERE
    return f"{looks} application{' needs' if looks == 1 else 's need'} you", WHERE


def tool(platform: str, path: str | None) -> tuple[str, ...] | None:
    """The command before the two texts, its program found on `path`; None where there is none."""
    known = TOOLS.get(platform)
    program = shutil.which(known[0], path=path) if known else None
    return (program, *known[1:]) if known and program else None


def shower(platform: str, path: str | None) -> Show | None:
    """What shows a notification here. A failing tool is told in the log and stops nothing."""
    command = tool(platform, path)
    if command is None:
        return None

    def show(title: str, line: str) -> None:
        try:
            subprocess.run(  # noqa: S603  a fixed program; the texts are our own
                [*command, title, line], capture_output=True, timeout=PATIENCE, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            log.warning("the desktop was not told: %s", type(error).__name__)

    return show
