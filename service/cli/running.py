"""`afterword run`: the service in the foreground, until it is told to stop."""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from gmail.quota import QuotaMeter
from scheduler.clock import SystemClock
from service import desktop, logs
from service.account import Pass
from service.app import App
from service.cli import output
from service.cli.guard import DISCONNECTED, FAILED, MisuseError
from service.config import ConfigWatch, Settings
from service.home import Home
from service.intake import OnProgress
from service.intake import Progress as Reading
from service.monitor import systemd
from service.monitor.metrics import rendered
from service.monitor.pulse import Pulse
from service.monitor.server import monitor
from service.store.accounts import accounts
from service.store.engine import Store
from service.views import SCHEMA
from service.web.desk import Desk
from service.web.serve import serving
from service.wiring import gmail_mailbox

UNITS_A_MESSAGE = 20
"""What messages.get costs (Gmail's quota table of 2026)."""


def run(config: Path | None, *, once: bool, web: bool, as_json: bool) -> None:
    """Run the service, with `web` the page beside it; with `once` one pass, and a telling code."""
    logs.configure()
    home = Home.open(config)
    with home.store.read() as session:
        if not accounts(session):
            raise MisuseError("no account is connected; run `afterword connect` first.")
    tell = _desktop(home.store)
    meters = Meters(home.settings.gmail.quota_units_per_minute)
    with _progress(home.settings.gmail.quota_units_per_minute) as on_progress:
        app = App(
            home.store,
            home.settings,
            SystemClock(),
            lambda account: gmail_mailbox(home, account, meter=meters.of(account)),
            watch=ConfigWatch(home.config),
            after_pass=(lambda: None) if once else lambda: tell(app.settings),
            on_progress=on_progress,
        )
        if once:
            raise typer.Exit(_exit_code(app.run_once(), as_json=as_json))
        with _watched(home, app.pulse, meters), _page(home, wanted=web, as_json=as_json):
            _serve(app)


def _desktop(store: Store) -> Callable[[Settings], None]:
    """Tells this machine's desktop what newly needs the person, while the config asks for it."""
    show = desktop.shower(sys.platform, os.environ.get("PATH"))
    teller = desktop.DesktopTeller(store, show) if show else None

    def tell(settings: Settings) -> None:
        if teller is not None and settings.notify.desktop:
            teller.look()

    return tell


class Meters(dict[str, QuotaMeter]):
    """The quota of each account, for as long as the process runs."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def of(self, account: str) -> QuotaMeter:
        return self.setdefault(account, QuotaMeter(self._limit))


def _serve(app: App) -> None:
    """Run until a signal says stop; SIGHUP looks at once. systemd hears how we are."""
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_stop)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: app.look_now())
    with _telling_systemd(app.pulse):
        app.run(stop, ready=lambda: systemd.notify(systemd.READY, os.environ))
        systemd.notify(systemd.STOPPING, os.environ)


@contextmanager
def _page(home: Home, *, wanted: bool, as_json: bool) -> Iterator[None]:
    """With the local page beside the service, and its link told."""
    if not wanted:
        yield
        return
    desk = Desk(home.store, home.config, home.settings, lambda: datetime.now(UTC), os.environ)
    with serving(desk) as keys:
        link = keys.start_link
        output.say(as_json, f"Your page, for you alone: {link}", {"schema": SCHEMA, "page": link})
        yield


@contextmanager
def _watched(home: Home, pulse: Pulse, meters: Meters) -> Iterator[None]:
    """With the health page and the figures, if the config names a port for them."""
    if not home.settings.monitor.port:
        yield
        return
    with monitor(
        home.settings.monitor.port,
        lambda: pulse.beats(datetime.now(UTC)),
        lambda: rendered(home.store, pulse, meters, datetime.now(UTC)),
    ):
        yield


@contextmanager
def _telling_systemd(pulse: Pulse) -> Iterator[None]:
    """Feed systemd's watchdog as long as the service shows signs of life."""
    over = threading.Event()

    def feed() -> None:
        while not over.wait(systemd.feed_every(os.environ)):
            if pulse.beats(datetime.now(UTC)):
                systemd.notify(systemd.ALIVE, os.environ)

    thread = threading.Thread(target=feed, name="watchdog", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _exit_code(passes: list[Pass], *, as_json: bool) -> int:
    if as_json:
        told = [
            {"planned": each.planned, "failed": each.failed, "problem": each.problem}
            for each in passes
        ]
        output.data({"schema": SCHEMA, "accounts": told})
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
