"""What all stories share: a Gmail, a database that forgets, and another account beside Alex's.

Nothing of a story is left to the next: the account is opened anew (with the same random ids, so
that a story can be told again), and the database is brought back to where it was.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gmail.endpoint import Endpoint
from gmail.oauth import Grant
from gmail.sandbox import Quirks, Sandbox, SendAs
from service.config import Settings, load
from service.store.engine import Store
from service.store.models import Base
from tests.model.cast import ALEX, ALIAS
from tests.model.ledger import View, view
from tests.model.truth import POLICIES, Policy
from tests.story.clock import StandingClock

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
"""Monday, March 2, 2026, 10 AM in New York: six days before its clocks go forward."""

OTHER = "sam@example.com"
"""The other account: nothing that happens to Alex may touch it."""

QUIRKS = {
    "as reported": Quirks(),
    "ids change": Quirks(
        draft_keeps_message_id=False,
        page_edit_keeps_message_id=False,
        page_edit_keeps_draft_id=False,
    ),
    "ids stay": Quirks(
        page_send_keeps_message_id=True, api_send_keeps_message_id=True, page_edit_writes_html=False
    ),
}

_CONFIG = f"""
[candidate]
name = "Alex Morgan"
aliases = ["{ALIAS}"]
time_zone = "America/New_York"
[gmail]
lookback_days = 365
"""


class MemoryTokens:
    """A TokenStore that is gone with the story."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def load(self, account: str) -> str | None:
        return self.texts.get(account)

    def save(self, account: str, text: str) -> None:
        self.texts[account] = text

    def delete(self, account: str) -> None:
        self.texts.pop(account, None)


class Theatre:
    """Starts once for many stories; `enter` makes the stage as new."""

    def __init__(self, folder: Path) -> None:
        self.clock = StandingClock(START)
        self.settings = {name: _settings(folder, policy) for name, policy in POLICIES.items()}
        self.previews = {
            name: _settings(folder, _quiet(policy)) for name, policy in POLICIES.items()
        }
        self.store = Store.open("sqlite://")
        self.second = Store.open("sqlite://")
        self._empty = _copy(_connection(self.second))
        self.pristine = self._empty
        self._sandboxes: dict[str, Sandbox] = {}
        self.home = "as reported"
        self.other_rows: dict[str, list[tuple[Any, ...]]] = {}
        self.other_mail: View = {}

    def sandbox(self, quirks: str) -> Sandbox:
        """The Gmail of one set of habits, started when first asked for."""
        if quirks not in self._sandboxes:
            self._sandboxes[quirks] = Sandbox(self.clock.now, quirks=QUIRKS[quirks]).start()
        return self._sandboxes[quirks]

    def enter(self, quirks: str) -> Sandbox:
        """A Gmail with a new account for Alex; the clock and the database as at the beginning."""
        self.clock.set(START)
        sandbox = self.sandbox(quirks)
        sandbox.faults.clear()
        sandbox.clear_requests()
        self.open_account(sandbox)
        self.pristine.backup(_connection(self.store))
        return sandbox

    def open_account(self, sandbox: Sandbox, email: str = ALEX) -> None:
        aliases = [SendAs(ALIAS, "Alex Morgan", verified=True)] if email == ALEX else []
        sandbox.add_account(email, name="Alex Morgan", aliases=aliases)

    def fresh(self) -> Store:
        """An empty database beside the story's own."""
        self._empty.backup(_connection(self.second))
        return self.second

    def keep(self, quirks: str) -> None:
        """From now on stories begin with the database as it is: OTHER's life lies in it."""
        self.pristine = _copy(_connection(self.store))
        self.home = quirks
        self.other_rows = rows(self.store, OTHER)
        self.other_mail = view(self.sandbox(quirks).mailbox(OTHER))

    def stop(self) -> None:
        for sandbox in self._sandboxes.values():
            sandbox.stop()
        for store in (self.store, self.second):
            store.close()
        for copy in {self._empty, self.pristine}:
            copy.close()


def grant(sandbox: Sandbox, email: str = ALEX) -> Grant:
    """Consent without a browser."""
    found = sandbox.authorized_user(email)
    return Grant(
        client_id=found["client_id"],
        client_secret=found["client_secret"],
        refresh_token=found["refresh_token"],
        access_token=found["token"],
        expires_at=datetime(2100, 1, 1, tzinfo=UTC),
        scopes=tuple(found["scopes"]),
        from_google=False,
    )


def rows(store: Store, email: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of one account, by table."""
    connection = _connection(store)
    (found,) = connection.execute(
        "SELECT id FROM accounts WHERE email = ?", (email,)
    ).fetchall() or [(None,)]
    result = {}
    for table in Base.metadata.sorted_tables:
        owner = "id" if table.name == "accounts" else "account_id"
        query = f"SELECT * FROM {table.name} WHERE {owner} = ?"  # noqa: S608  our own names
        result[table.name] = sorted(connection.execute(query, found).fetchall(), key=repr)
    return result


def endpoint(sandbox: Sandbox) -> Endpoint:
    return Endpoint(sandbox.url, sandbox.url)


def _quiet(policy: Policy) -> Policy:
    """The same rules, and nothing put into Gmail."""
    return replace(policy, top=POLICIES["preview"].top)


def _settings(folder: Path, policy: Policy) -> Settings:
    path = folder / "config.toml"
    path.write_text(policy.top + _CONFIG + policy.lines, encoding="utf-8")
    return load(path, environ={"AFTERWORD_HOME": str(folder)})


def _connection(store: Store) -> sqlite3.Connection:
    raw = store._engine.raw_connection()
    connection: sqlite3.Connection = raw.driver_connection  # type: ignore[assignment]  # SQLite
    raw.close()
    return connection


def _copy(source: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    source.backup(copy)
    return copy
