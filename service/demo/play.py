"""The demo: an embedded Gmail, the real connection, the real service, four weeks in a minute.

Nothing of the user's is touched: everything lies in a temporary folder, the server is on loopback,
and the token goes to a file in that folder, never to the keyring.
"""

from __future__ import annotations

import json
import logging
import tempfile
import threading
import urllib.request
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from gmail.oauth import ClientSecrets, connect
from gmail.sandbox import Sandbox, SeenMail
from gmail.tokens import FileTokens
from scheduler.clock import AcceleratedClock
from service import views
from service.app import App
from service.cli import output
from service.demo.mailbox import ALEX
from service.demo.mailbox import load as load_mail
from service.demo.narrator import Event, Narrator
from service.demo.person import DemoPerson
from service.home import Home
from service.store.accounts import account_for
from service.wiring import gmail_mailbox

ZONE = ZoneInfo("America/New_York")
START = datetime(2026, 3, 2, 8, tzinfo=ZONE)
END = datetime(2026, 3, 30, 8, tzinfo=ZONE)
SPEED = 28 * 24 * 3600 / 22
"""Four weeks in 22 seconds; work takes none of the time, since the clock is held meanwhile."""

CONFIG = f"""
[candidate]
name = "Alex Morgan"
email = "{ALEX}"
time_zone = "{ZONE.key}"
country = "US"
region = "NY"
[gmail]
poll_interval = "3h"
quota_units_per_minute = 15000
"""

STYLES = {
    "noticed": "cyan",
    "waiting": "dim",
    "placed": "bold green",
    "sent": "green",
    "withdrawn": "yellow",
    "not placed": "yellow",
    "needs you": "bold red",
    "closed": "magenta",
    "person": "blue",
}


def main(*, as_json: bool) -> None:
    """Play the demo, as words on a terminal, else as one JSON document."""
    logging.disable(logging.CRITICAL)
    as_data = output.wants_data(as_json)
    console = Console(quiet=as_data)
    console.print(
        "Afterword on an embedded Gmail: 2 to 30 March 2026, about a day a second.\n"
        "Nothing of yours is touched, and nothing is ever sent by Afterword.\n"
    )
    with tempfile.TemporaryDirectory(prefix="afterword-demo-") as folder:
        demo = Demo(Path(folder), console)
        demo.play()
        demo.finish()
        if as_data:
            output.data(demo.document())


class Demo:
    """One play of the four weeks. `events` is what was told, in order."""

    def __init__(self, folder: Path, console: Console) -> None:
        self._folder = folder
        self._console = console
        self._clock: AcceleratedClock | None = None
        self._narrator = Narrator()
        self._stop = threading.Event()
        self._letters: list[tuple[str, SeenMail]] = []
        self._status: dict[str, Any] = {}
        self._sends = 0
        self.events: list[Event] = []

    def play(self) -> None:
        """Run the service over the four weeks."""
        with Sandbox(self._now) as sandbox:
            sandbox.add_account(ALEX, name="Alex Morgan")
            for mail in load_mail():
                sandbox.deliver(ALEX, mail.raw, mail.at, ["SENT"] if mail.outbound else None)
            home = self._connected(sandbox)
            self._person = DemoPerson(sandbox, ALEX)
            self._clock = AcceleratedClock(START, SPEED)
            app = App(
                home.store,
                home.settings,
                self._clock,
                lambda account: gmail_mailbox(home, account),
                after_pass=lambda: self._look(home),
                tick_every=timedelta(hours=6),
            )
            try:
                app.run(self._stop)
            finally:
                home.store.close()
            self._sends = len(sandbox.sends)

    def finish(self) -> None:
        """Say how it ended, and show one letter whole."""
        counts = {what: sum(event.what == what for event in self.events) for what in STYLES}
        self._console.print(
            f"\nFour weeks: {counts['noticed']} interviews noticed or moved, {counts['placed']} "
            f"drafts placed, {counts['withdrawn']} taken back, {self._sends} sent by Afterword."
        )
        thanks = [each for each in self._letters if "thank you" in each[0]] or self._letters
        if thanks:
            name, letter = thanks[0]
            self._console.rule(f"One letter, as it lay in Drafts ({name})")
            self._console.print(f"To: {', '.join(letter.to)}\nSubject: {letter.subject}\n")
            self._console.print(letter.text, markup=False, highlight=False)

    def document(self) -> dict[str, Any]:
        """The same as data."""
        letters = [
            {"application": name, "to": list(seen.to), "subject": seen.subject, "text": seen.text}
            for name, seen in self._letters
        ]
        return {
            "schema": views.SCHEMA,
            "events": [asdict(event) for event in self.events],
            "status": self._status,
            "letters": letters,
            "sent_by_afterword": self._sends,
        }

    def _now(self) -> datetime:
        """The demo's time: it stands at the start until everything is set up."""
        return self._clock.now() if self._clock else START.astimezone(UTC)

    def _connected(self, sandbox: Sandbox) -> Home:
        """Connect as a person does: consent in a browser, redirect to loopback, token kept."""
        config = self._folder / "config.toml"
        config.write_text(CONFIG, encoding="utf-8")
        environ = {
            "AFTERWORD_HOME": str(self._folder),
            "AFTERWORD_GMAIL_ENDPOINT": sandbox.url,
            "AFTERWORD_OAUTH_ENDPOINT": sandbox.url,
        }
        found = Home.open(config, environ)
        tokens = FileTokens(self._folder / "tokens")
        home = Home(found.config, found.settings, found.store, lambda: tokens, found.endpoint)
        secrets = ClientSecrets.from_json(json.dumps(sandbox.client_secrets()))
        grant = connect(secrets, home.endpoint, open_page=_agree)
        tokens.save(ALEX, grant.to_json())
        with home.store.write() as session:
            account_for(session, ALEX)
        self._console.print(f"Connected {ALEX} through OAuth; reading 45 days of mail.\n")
        return home

    def _look(self, home: Home) -> None:
        """After each pass: tell what is new, then let the person act."""
        now = self._now()
        with home.store.read() as session:
            self._status = views.status(session, ZONE, now)
        self._tell(self._narrator.look(self._status))
        for name, letter in self._person.new_letters(self._status):
            self._letters.append((name, letter))
        self._tell(self._person.act(self._status, now))
        if now >= END:
            self._stop.set()

    def _tell(self, events: list[Event]) -> None:
        self.events += events
        for event in events:
            day = f"{datetime.fromisoformat(event.at):%a %-d %b %H:%M}"
            line = f"{day:<16} {event.what:<10} {event.text}"
            self._console.print(
                output.plain(line), style=STYLES[event.what], markup=False, highlight=False
            )


def _agree(url: str) -> None:
    """The person's browser: it follows the consent page's redirect."""
    with urllib.request.urlopen(url, timeout=10) as page:  # noqa: S310  the sandbox on loopback
        page.read()
