"""The sandbox without its socket, and a death that can strike between any two steps of a pass.

Thousands of stories would spend most of their time on connections. Requests and answers are the
same bytes, through the same door of `gmail.client`; only the loopback interface is left out, so
that the sandbox answers in the service's own thread. There a death can be raised at any point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from googleapiclient.discovery import build_from_document
from sqlalchemy.orm import Session

from gmail.client import GmailClient, Keys
from gmail.client.connections import AnswerLostError, Wire
from gmail.client.door import Door
from gmail.endpoint import Endpoint
from gmail.sandbox import DropConnection, Sandbox
from gmail.sandbox.call import Reply, Request
from service.store.engine import Store

Watch = Callable[[str, str, str], None]
"""Told of each request: method, path, "before" or "after"."""


class Killed(BaseException):
    """The process died here. Nothing in the service may catch it."""


@dataclass(slots=True)
class Death:
    """Counts the points at which a pass may die, and strikes at the one that was chosen."""

    countdown: int | None = None

    def point(self, where: str) -> None:
        """Pass one point; raises Killed if it is the chosen one."""
        if self.countdown is None:
            return
        self.countdown -= 1
        if self.countdown < 0:
            self.countdown = None
            raise Killed(where)


class MortalStore(Store):
    """The store of a process that may die right before or right after it commits.

    It shares the database of `whole`, which outlives the process.
    """

    def __init__(self, whole: Store, death: Death) -> None:
        self.__dict__.update(whole.__dict__)
        self._death = death

    @contextmanager
    def write(self) -> Iterator[Session]:
        with super().write() as session:
            yield session
            # A death here leaves the unit of work undone, as a power cut before COMMIT does.
            self._death.point("before a commit")
        self._death.point("after a commit")


class DirectWire(Wire):
    """Asks the sandbox by a call. Faults, hooks and log are the sandbox's own."""

    def __init__(self, sandbox: Sandbox, death: Death, watch: Watch) -> None:
        self._gateway = sandbox._gateway
        self._death = death
        self._watch = watch

    def send(
        self,
        method: str,
        uri: str,
        headers: dict[str, str],
        body: str | bytes | None,
        *,
        fresh: bool = False,
    ) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(uri)
        told = {name.lower(): value for name, value in headers.items()}
        data = body.encode() if isinstance(body, str) else body or b""
        query = parse_qs(parts.query, keep_blank_values=True)
        with self._watched(method, parts.path):
            try:
                reply = _answer(
                    self._gateway.answer(Request(method, parts.path, query, told, data))
                )
            except DropConnection as fault:
                raise AnswerLostError("dropped") from fault
        return reply.status, {k.lower(): v for k, v in reply.headers.items()}, reply.body

    @contextmanager
    def _watched(self, method: str, path: str) -> Iterator[None]:
        """The process may die before and after, and the book of drafts is kept."""
        self._death.point(f"before {method} {path}")
        self._watch(method, path, "before")
        try:
            yield
        finally:
            self._watch(method, path, "after")
        self._death.point(f"after {method} {path}")

    def reset(self) -> None:
        """There is no connection."""

    def close(self) -> None:
        """There is no connection."""

    def __del__(self) -> None:
        """There is no connection."""


class HttpWire(DirectWire):
    """Asks the same sandbox over the loopback interface, by the client's own wire."""

    def __init__(self, sandbox: Sandbox, death: Death, watch: Watch) -> None:
        super().__init__(sandbox, death, watch)
        self._wire = Wire(sandbox.url, 30)

    def send(
        self,
        method: str,
        uri: str,
        headers: dict[str, str],
        body: str | bytes | None,
        *,
        fresh: bool = False,
    ) -> tuple[int, dict[str, str], bytes]:
        with self._watched(method, urlsplit(uri).path):
            return self._wire.send(method, uri, headers, body, fresh=fresh)

    def reset(self) -> None:
        self._wire.reset()

    def close(self) -> None:
        self._wire.close()


def _answer(running: Any) -> Reply:
    """Drive the gateway's coroutine by hand: it waits for nothing but a fault's sleep(0)."""
    while True:
        try:
            running.send(None)
        except StopIteration as done:
            reply: Reply = done.value
            return reply


class NearClient(GmailClient):
    """The real client, but for its connection; Google's library builds its objects only once."""

    def __init__(
        self, keys: Keys, endpoint: Endpoint, wire: Wire, now: Callable[[], datetime]
    ) -> None:
        super().__init__(keys, endpoint, now=now, sleep=_no_time, chance=lambda: 0.5)
        self._near = build_from_document(self._document, http=Door(self._shared, wire))
        self._known_users = _Kept(self._near.users())

    def _service(self) -> Any:
        return self._near

    def _users(self) -> Any:
        return self._known_users


class _Kept:
    """A resource of Google's library that makes each of its parts once, not at each call."""

    def __init__(self, resource: Any) -> None:
        self._resource = resource
        self._parts: dict[str, _Kept] = {}

    def __getattr__(self, name: str) -> Any:
        if name not in ("messages", "threads", "drafts", "history", "settings", "sendAs"):
            return getattr(self._resource, name)
        if name not in self._parts:
            self._parts[name] = _Kept(getattr(self._resource, name)())
        return lambda: self._parts[name]


def _no_time(_seconds: float) -> None:
    """Waiting takes no time in a story; its clock is moved by its own rules."""
