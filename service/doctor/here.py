"""What can be looked at on this machine, without the network."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from gmail.endpoint import is_loopback
from service.config import Settings
from service.config.settings import system_zone
from service.desktop import TOOLS, tool
from service.doctor.check import Check, ill, mind, well
from service.letters.templates import Templates
from service.store.accounts import accounts
from service.store.engine import Store, StoreError

_MALFORMED = "malformed"
"""What SQLite says of a file that it cannot make out."""
ROOM = 200 * 1024 * 1024
"""Bytes that should be free: the database of a large mailbox and a copy of it."""

LATE = 3
"""Polls that may be missed before a running service counts as stuck."""


def versions() -> Check:
    """Which Afterword, and on what."""
    parts = [f"Afterword {metadata.version('afterword')}", f"Python {platform.python_version()}"]
    parts += [f"{name} {metadata.version(name)}" for name in ("apscheduler", "sqlalchemy")]
    return well("versions", ", ".join(parts))


def config(path: Path, settings: Settings) -> Check:
    """That the config was read, and in which mode the service would run."""
    there = str(path) if path.exists() else f"no file at {path}: every key has its default"
    if settings.mode == "preview":
        return mind(
            "config",
            f'{there}; mode = "preview": letters are planned and none is placed',
            'Set mode = "draft" when you like what `afterword status` shows.',
        )
    return well("config", there)


def templates(settings: Settings) -> Iterator[Check]:
    """The person's own templates, each of which must be usable."""
    folder = settings.letters.templates
    if folder is None:
        return
    if not folder.is_dir():
        yield ill("templates", f"{folder} is no folder", "Mend [letters] templates.")
        return
    problems = Templates(folder).problems
    for problem in problems:
        yield ill("templates", str(problem), "Mend it; `afterword letter --example` shows it.")
    if not problems:
        yield well("templates", f"those in {folder} can be used")


def language_model(settings: Settings) -> Check:
    """What would be sent to whom."""
    polish = settings.letters.polish
    if polish.endpoint is None:
        return well("language model", "none; no word of a letter leaves this machine but to Gmail")
    shown = "the body of each letter before it is placed, its language and tone; no address"
    if is_loopback(polish.endpoint):
        return well("language model", f"{polish.endpoint}, on this machine, is shown {shown}")
    return mind(
        "language model",
        f"{polish.endpoint} is shown {shown}",
        "Take [letters.polish] endpoint out of the config if you do not want that.",
    )


def desktop(settings: Settings, platform: str, path: str | None) -> Iterator[Check]:
    """That a desktop notification can be shown, where one is wanted."""
    if not settings.notify.desktop:
        return
    if command := tool(platform, path):
        yield well("notifications", f"shown by {command[0]}")
    elif platform in TOOLS:
        name = TOOLS[platform][0]
        yield mind("notifications", f"there is no {name} here", f"Install {name}.")
    else:
        yield mind(
            "notifications",
            "this system has no tool for them that Afterword knows",
            "Set [notify] digest instead: it comes by mail.",
        )


def zone(settings: Settings) -> Check:
    """The candidate's zone beside the machine's."""
    mine, machine = settings.candidate.time_zone, system_zone()
    if mine == machine:
        return well("time zone", mine)
    return mind(
        "time zone",
        f"the config says {mine}, this machine {machine}",
        "Leave [candidate] time_zone out to follow the machine, or keep it if you work by it.",
    )


def disk(folder: Path) -> Check:
    """Room and rights in the data folder."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(there, os.W_OK):
        return ill("disk", f"{there} cannot be written", "Give yourself the right to write there.")
    free = shutil.disk_usage(there).free
    found = f"{free / 1024**3:.1f} GB free at {folder}"
    if free < ROOM:
        return ill("disk", found, "Make room: a full disk stops the service until there is some.")
    return well("disk", found)


def database(store: Store) -> Check:
    """That it can be read, and is whole."""
    where = store.url.render_as_string(hide_password=True)
    try:
        with store.read() as session:
            if store.url.get_backend_name() == "sqlite":
                verdict = session.execute(text("PRAGMA quick_check")).scalar()
                if verdict != "ok":
                    return _damaged(where)
            session.execute(text("select 1"))
    except SQLAlchemyError as error:
        if _MALFORMED in str(error):  # so badly that the check itself cannot be made
            return _damaged(where)
        return ill("database", f"{where}: {type(error).__name__}", "Check [store] url.")
    return well("database", f"{where} is up to date and whole")


def _damaged(where: str) -> Check:
    return ill(
        "database",
        f"{where} is damaged",
        "Stop the service and put a backup in its place, or move the file away: it is filled anew "
        "from Gmail.",
    )


def service(store: Store, settings: Settings, now: datetime) -> Check:
    """Whether a service is running, and looks at the mail."""
    try:
        with store.exclusive():
            running = False
    except StoreError:
        running = True
    with store.read() as session:
        polls = [each.polled_at for each in accounts(session) if each.grant_lost_at is None]
    if not running:
        return mind(
            "service",
            "not running: nothing is read and no letter is placed",
            "Start it with `afterword run`; README.md tells how to run it for good.",
        )
    late = now - LATE * settings.gmail.poll_interval.nominal - timedelta(minutes=5)
    if any(poll is None or poll < late for poll in polls):
        return ill(
            "service",
            "running, but it has not looked at the mail for a while",
            "See its log; restart it if it says nothing.",
        )
    return well("service", "running")
