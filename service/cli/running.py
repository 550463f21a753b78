"""`afterword run`: the service in the foreground, until it is told to stop."""

from __future__ import annotations

import math
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from scheduler.clock import SystemClock
from service import logs
from service.account import Pass
from service.app import App
from service.cli.guard import DISCONNECTED, FAILED, MisuseError
from service.config import ConfigWatch
from service.intake import OnProgress
from service.intake import Progress as Reading
from service.store.accounts import accounts
from service.wiring import Home, gmail_mailbox

UNITS_A_MESSAGE = 20
"""What messages.get costs (Gmail's quota table of 2026)."""


def run(config: Path | None, *, once: bool) -> None:
    """Run the service; with `once`, one pass over each account and an exit code that tells."""
    logs.configure()
    home = Home.open(config)
    with home.store.read() as session:
        if not accounts(session):
            raise MisuseError("no account is connected; run `afterword connect` first.")
    with _progress(home.settings.gmail.quota_units_per_minute) as on_progress:
        app = App(
            home.store,
            home.settings,
            SystemClock(),
            lambda account: gmail_mailbox(home, account),
            watch=ConfigWatch(home.config),
            on_progress=on_progress,
        )
        if once:
            raise typer.Exit(_exit_code(app.run_once()))
        stop = threading.Event()

        def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, ask_to_stop)
        app.run(stop)


def _exit_code(passes: list[Pass]) -> int:
    for each in passes:
        if each.problem:
            typer.echo(f"afterword: {each.problem}", err=True)
    if any(each.grant_lost for each in passes):
        return DISCONNECTED
    return FAILED if any(each.problem or each.failed for each in passes) else 0


@contextmanager
def _progress(units_per_minute: int) -> Iterator[OnProgress | None]:
    """A progress bar for the first reading, on a terminal; how long it takes is the quota's."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[eta]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, eta="")

        def show(reading: Reading) -> None:
            minutes = math.ceil(reading.left * UNITS_A_MESSAGE / units_per_minute)
            eta = f"{reading.left} to read, about {minutes} min" if reading.left else ""
            total = reading.done + reading.left
            bar.update(task, description=reading.step, completed=reading.done, total=total, eta=eta)

        yield show
