"""The whole: a Gmail server in this process, on the loopback interface, in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from gmail.sandbox.api import Api
from gmail.sandbox.faults import Faults
from gmail.sandbox.http import Callback, Gateway, Seen
from gmail.sandbox.mailbox import Delivery, Mailbox, SendAs
from gmail.sandbox.mime import Mail
from gmail.sandbox.oauth import CLIENT_ID, CLIENT_SECRET, Authority, Consent, ConsentRequest
from gmail.sandbox.oauth_pages import AUTHORIZE, TOKEN, OAuthPages
from gmail.sandbox.person import Person
from gmail.sandbox.quirks import Quirks
from gmail.sandbox.quota import Quota
from gmail.sandbox.server import HOST, ServerThread

READONLY = "https://www.googleapis.com/auth/gmail.readonly"
COMPOSE = "https://www.googleapis.com/auth/gmail.compose"
MODIFY = "https://www.googleapis.com/auth/gmail.modify"
SENDING = frozenset({"gmail.users.messages.send", "gmail.users.drafts.send"})


class Sandbox:
    """A Gmail server: `with Sandbox(clock=...) as sandbox: sandbox.url`.

    `clock` gives the present moment (aware, UTC); mail scheduled for later appears when it passes.
    `port` 0 takes a free one. Callbacks and hooks run in the server's thread, outside the lock:
    they may use this object, but must not send requests to it.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        port: int = 0,
        quirks: Quirks | None = None,
        quota: Quota | None = None,
    ) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._accounts: dict[str, Mailbox] = {}
        self.quirks = quirks or Quirks()
        self.quota = quota or Quota()
        self.authority = Authority()
        api = Api(self._accounts, self.authority, self.quota, self.quirks, clock)
        pages = OAuthPages(self.authority, lambda: tuple(self._accounts))
        self._gateway = Gateway(api, pages, self._lock)
        self._server = ServerThread(self._gateway.application(), port)

    # --- life ---

    @property
    def url(self) -> str:
        """The base address, without a slash at the end."""
        return f"http://{HOST}:{self._server.port}"

    def start(self) -> Self:
        self._server.start()
        return self

    def stop(self) -> None:
        """Close every connection and end the thread."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        if error is None and self._gateway.errors:
            raise self._gateway.errors[0]

    # --- accounts and mail ---

    def add_account(
        self,
        email: str,
        *,
        name: str = "",
        signature: str = "",
        aliases: Iterable[SendAs] = (),
    ) -> Person:
        """Open an account; `signature` is HTML, as Gmail keeps it."""
        with self._lock:
            mailbox = Mailbox(email, name, signature, list(aliases), self._post)
            self._accounts[mailbox.email] = mailbox
            return self.person(email)

    def mailbox(self, email: str) -> Mailbox:
        """The state behind an account, up to the present moment; KeyError if there is none."""
        with self._lock:
            mailbox = self._accounts[email.lower()]
            mailbox.catch_up(self._clock())
            return mailbox

    def person(self, email: str) -> Person:
        """The owner of an account, at Gmail's page; KeyError if there is no such account."""
        return Person(self._accounts[email.lower()], self._clock, self.quirks, self._lock)

    def deliver(
        self,
        email: str,
        raw: bytes,
        at: datetime | None = None,
        labels: Iterable[str] | None = None,
        *,
        thread_id: str | None = None,
    ) -> Delivery:
        """Mail that arrives at `at` (default: now; later: when the clock passes it).

        `labels` are ids or names; by default INBOX and UNREAD, or SENT for the account's own mail.
        `thread_id` overrules threading. The Delivery tells the message id once it has arrived.
        """
        with self._lock:
            moment = at or self._clock()
            names = None if labels is None else tuple(labels)
            delivery = Delivery(email.lower(), moment, raw, names, thread_id)
            mailbox = self._accounts[email.lower()]
            mailbox.schedule(delivery)
            mailbox.catch_up(self._clock())
            return delivery

    def _post(self, raw: bytes, recipients: set[str], now: datetime) -> None:
        """Bring sent mail to the other accounts here."""
        sender = Mail(raw).sender
        for mailbox in self._accounts.values():
            own = mailbox.own_addresses()
            if recipients & own and sender not in own:
                mailbox.schedule(Delivery(mailbox.email, now, raw, ("INBOX", "UNREAD")))

    def expire_history(self, email: str) -> None:
        """From now on every history id given out so far answers 404."""
        with self._lock:
            self.mailbox(email).history.expire()

    # --- connecting ---

    def client_secrets(self) -> dict[str, Any]:
        """A client-secrets document in Google's "installed" form, pointing here."""
        return {
            "installed": {
                "client_id": CLIENT_ID,
                "client_secret": CLIENT_SECRET,
                "project_id": "sandbox",
                "auth_uri": self.url + AUTHORIZE,
                "token_uri": self.url + TOKEN,
                "redirect_uris": ["http://localhost"],
            }
        }

    def authorized_user(
        self, email: str, scopes: Iterable[str] = (READONLY, COMPOSE)
    ) -> dict[str, Any]:
        """Connect without a browser: a document for google.oauth2.credentials.Credentials."""
        with self._lock:
            grant = self.authority.grant(email, frozenset(scopes))
            return {
                "type": "authorized_user",
                "token": self.authority.access_token(grant),
                "refresh_token": self.authority.refresh_token(grant),
                "token_uri": self.url + TOKEN,
                "client_id": CLIENT_ID,
                "client_secret": CLIENT_SECRET,
                "scopes": sorted(grant.scopes),
            }

    def on_consent(self, answer: Callable[[ConsentRequest], Consent]) -> None:
        """Let `answer` decide on the consent page instead of allowing everything."""
        self.authority.consent = answer

    def revoke(self, email: str) -> None:
        """The person withdraws every grant of the account."""
        with self._lock:
            self.authority.revoke(email)

    def expire_access_tokens(self) -> None:
        """Let all access tokens run out now."""
        with self._lock:
            self.authority.expire_access_tokens()

    # --- watching ---

    @property
    def faults(self) -> Faults:
        """What shall go wrong."""
        return self._gateway.faults

    @property
    def requests(self) -> list[Seen]:
        """Every request so far, parts of batches included, in order."""
        return list(self._gateway.log)

    def clear_requests(self) -> None:
        """Begin a new log."""
        self._gateway.log.clear()

    @property
    def sends(self) -> list[Seen]:
        """The requests that asked Gmail to send something."""
        return [seen for seen in self.requests if seen.method_id in SENDING]

    def on_request(self, callback: Callback) -> None:
        """Call `callback(method, path, phase)` around each request.

        Phase "before": nothing has happened yet; "after": it took effect, no answer has left yet.
        A callback may raise DropConnection. Parts of a batch are not announced one by one.
        """
        self._gateway.callbacks.append(callback)
