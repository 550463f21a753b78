"""A person, their Gmail (the sandbox) and the service, for whole stories over HTTP."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from gmail.oauth import ClientSecrets, connect
from gmail.sandbox import Person, Sandbox, SeenMail
from gmail.tokens import FileTokens
from service.account import Pass
from service.app import App
from service.config import load
from service.gmail_mailbox import GmailMailbox
from service.home import Home
from service.store.accounts import account_for
from service.store.engine import Store
from service.wiring import gmail_mailbox
from tests.story.clock import StandingClock
from tests.story.letters_in import ALEX, at

CONFIG = f"""
[candidate]
name = "Alex Morgan"
email = "{ALEX}"
time_zone = "America/New_York"
"""


class World:
    """One account at an embedded Gmail, and an installation of Afterword beside it.

    Time stands still until a story moves it (`go_to`), for Gmail and the service alike.
    """

    def __init__(self, folder: Path, now: str, *, config: str = CONFIG) -> None:
        self.clock = StandingClock(at(now))
        self.sandbox = Sandbox(self.clock.now)
        self.folder = folder
        self.config = folder / "config.toml"
        self.config.write_text(config, encoding="utf-8")

    def __enter__(self) -> Self:
        self.sandbox.start()
        self.sandbox.add_account(ALEX, name="Alex Morgan")
        self.environ = {
            "AFTERWORD_HOME": str(self.folder),
            "AFTERWORD_GMAIL_ENDPOINT": self.sandbox.url,
            "AFTERWORD_OAUTH_ENDPOINT": self.sandbox.url,
        }
        self.home = self._opened()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.home.store.close()
        self.sandbox.__exit__(kind, error, trace)

    def _opened(self) -> Home:
        settings = load(self.config, environ=self.environ)
        found = Home.open(self.config, self.environ)
        # Never the keyring of the machine on which the tests run.
        tokens = FileTokens(self.folder / "tokens")
        return Home(found.config, settings, found.store, lambda: tokens, found.endpoint)

    @property
    def person(self) -> Person:
        return self.sandbox.person(ALEX)

    def connect(self) -> None:
        """The real OAuth loopback flow; the browser follows Google's redirect and nothing else."""
        secrets = ClientSecrets.from_json(json.dumps(self.sandbox.client_secrets()))
        grant = connect(secrets, self.home.endpoint, open_page=_browse)
        self.home.tokens.save(ALEX, grant.to_json())
        self.connect_account()

    def connect_account(self) -> None:
        """Remember that the account is connected, as `afterword connect` does."""
        with self.home.store.write() as session:
            account_for(session, ALEX).grant_lost_at = None

    def arrives(self, raw: bytes, when: str | None = None) -> None:
        self.sandbox.deliver(ALEX, raw, at(when) if when else None)

    def go_to(self, when: str | datetime) -> list[Pass]:
        """Let time pass, then one pass of the service in this process."""
        self.clock.set(at(when) if isinstance(when, str) else when)
        return self.work()

    def work(self) -> list[Pass]:
        opened: list[GmailMailbox] = []

        def open_mailbox(account: str) -> GmailMailbox:
            opened.append(gmail_mailbox(self.home, account, self.clock.now))
            return opened[-1]

        try:
            return App(self.home.store, self.home.settings, self.clock, open_mailbox).run_once()
        finally:
            for mailbox in opened:
                mailbox.close()

    def edits(self, lines: str) -> None:
        """The person adds lines to the config; whoever starts from now on reads them."""
        self.writes(CONFIG + lines)

    def writes(self, config: str) -> None:
        """The person writes the whole config anew."""
        self.config.write_text(config, encoding="utf-8")
        settings = load(self.config, environ=self.environ)
        self.home = dataclasses.replace(self.home, settings=settings)

    def start_pass(self, when: str) -> subprocess.Popen[bytes]:
        """One pass in a process of its own, which a story may kill."""
        self.clock.set(at(when))
        return subprocess.Popen(
            [sys.executable, "-m", "tests.story.one_pass", str(self.config), at(when).isoformat()],
            env={**os.environ, **self.environ},
            cwd=Path(__file__).parents[2],
            stderr=subprocess.PIPE,
        )

    def drafts(self) -> list[SeenMail]:
        return self.person.drafts()

    def fresh_store(self) -> Store:
        """The store as another process would find it."""
        return Store.open(self.home.settings.store.url)


def _browse(url: str) -> None:
    with urllib.request.urlopen(url, timeout=10) as page:  # noqa: S310  the sandbox on loopback
        page.read()


HOUR = timedelta(hours=1)
