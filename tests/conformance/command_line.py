"""The installed program against a server: `afterword connect`, then `afterword run --once`.

It runs by the machine's own clock, so the interview is set by that clock too, about 30 hours ago:
its thank-you has been due for some hours. Never part of the tests, whose dates are fixed.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from gmail.client.values import RawDraft
from gmail.endpoint import GMAIL_VARIABLE, OAUTH_VARIABLE
from gmail.tokens import FileTokens
from service.store.accounts import account_for
from service.store.engine import Store
from tests.conformance.mail import ALEX, Seed
from tests.conformance.target import Bench, Target, parsed

ROOT = Path(__file__).parents[2]
ZONES = (
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/New_York",
    "Europe/London",
    "Asia/Kolkata",
    "Asia/Tokyo",
)
"""In one of these it is about midday, so that a window which opened in the night has opened."""

Serve = Callable[[tuple[Seed, ...]], AbstractContextManager[Target]]


@dataclass(frozen=True, slots=True)
class Story:
    """What the program shall bring about on a server. `check` raises where it does not."""

    name: str
    check: Callable[[Serve, Path], None]


def midday_zone(now: datetime) -> str:
    """A zone in which it is between 10 and 18 o'clock."""
    return next(zone for zone in ZONES if 10 <= now.astimezone(ZoneInfo(zone)).hour < 18)


def confirmation(now: datetime) -> Seed:
    """An interview that ended some 30 hours before `now`."""
    end = (now - timedelta(hours=30)).replace(minute=0, second=0, microsecond=0)
    start = end - timedelta(hours=1)
    day = f"{start:%A}, {start:%B} {start.day}, {start.year}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Example//EN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:round-1@initech.example",
        f"DTSTAMP:{now - timedelta(days=6):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{end:%Y%m%dT%H%M%SZ}",
        "SUMMARY:Interview: Data Engineer (Initech)",
        "ORGANIZER;CN=Jane Roe:mailto:jane.roe@initech.example",
        f"ATTENDEE;CN=Alex Morgan:mailto:{ALEX}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return Seed(
        "confirmation",
        "Interview with Initech: Data Engineer",
        "Hi Alex,\n\nYour interview for the Data Engineer role at Initech is confirmed for "
        f"{day}, {start:%H:%M} - {end:%H:%M} UTC, by video.\n\n"
        "Best regards,\nJane Roe\nEngineering Manager, Initech\n",
        (now - timedelta(days=6)).replace(microsecond=0),
        calendar="\r\n".join(lines),
    )


def other_mail(now: datetime) -> Seed:
    return Seed(
        "other",
        "Your invoice",
        "Your invoice is attached.\n",
        (now - timedelta(days=7)).replace(microsecond=0),
        sender="Shop <billing@shop.example.net>",
    )


@dataclass
class Program:
    """An installation of its own in `folder`, aimed at a target."""

    folder: Path
    target: Target
    now: datetime
    environ: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        browser = self.folder / "browser"
        words = [sys.executable, "-m", "tests.conformance.browser", ALEX]
        browser.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
        browser.chmod(0o700)
        self.environ = {
            **os.environ,
            "AFTERWORD_HOME": str(self.folder),
            GMAIL_VARIABLE: self.target.endpoint.gmail_url or "",
            OAUTH_VARIABLE: self.target.endpoint.oauth_url or "",
            "BROWSER": str(browser),
            "PYTHONPATH": str(ROOT),
            # The keyring of this machine's user is none of our business.
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        (self.folder / "config.toml").write_text(
            f'[candidate]\nname = "Alex Morgan"\nemail = "{ALEX}"\n'
            f'time_zone = "{midday_zone(self.now)}"\n',
            encoding="utf-8",
        )

    def afterword(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the installed program; a traceback is a failure whatever else was wanted."""
        program = Path(sys.executable).with_name("afterword")
        done = subprocess.run(
            [str(program), *words],
            env=self.environ,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, f"a traceback:\n{done.stderr}"
        return done

    def connect(self) -> None:
        """By the program's own flow, or, where there is no consent page, with a given grant."""
        if self.target.grant is None:
            self.done("connect")
            return
        FileTokens(self.folder / "tokens").save(ALEX, self.target.grant.to_json())
        store = Store.open(f"sqlite:///{self.folder / 'afterword.db'}")
        with store.write() as session:
            account_for(session, ALEX)
        store.close()

    def done(self, *words: str) -> None:
        """Run it and expect it to have worked."""
        run = self.afterword(*words)
        assert run.returncode == 0, f"exit {run.returncode}: {_last_line(run.stderr)}"


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2]


def drafts_of(target: Target) -> list[RawDraft]:
    bench = Bench(target)
    try:
        return [bench.client.draft(ref.draft_id) for ref in bench.client.drafts().drafts]
    finally:
        bench.close()


def _one_letter(target: Target) -> None:
    found = drafts_of(target)
    assert len(found) == 1, f"{len(found)} drafts"
    bench = Bench(target)
    try:
        thread = bench.named("confirmation").thread_id
    finally:
        bench.close()
    letter = parsed(found[0].message)
    assert letter.thread_id == thread
    assert [address.email for address in letter.to] == ["jane.roe@initech.example"]
    assert letter.in_reply_to == "<confirmation@mail.initech.example>"
    assert "Initech" in letter.text


def connected_and_run(serve: Serve, folder: Path) -> None:
    now = datetime.now(UTC)
    with serve((other_mail(now), confirmation(now))) as target:
        program = Program(folder, target, now)
        program.connect()
        program.done("run", "--once")
        _one_letter(target)
        program.done("run", "--once")
        _one_letter(target)


def mail_after_connecting(serve: Serve, folder: Path) -> None:
    now = datetime.now(UTC)
    with serve((other_mail(now),)) as target:
        program = Program(folder, target, now)
        program.connect()
        program.done("run", "--once")
        assert drafts_of(target) == []
        target.deliver(confirmation(now))
        program.done("run", "--once")
        _one_letter(target)


STORIES = (
    Story("afterword: connect and run --once leave one finished letter", connected_and_run),
    Story("afterword: mail that comes after connecting is noticed", mail_after_connecting),
)
