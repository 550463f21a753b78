"""The one door to Gmail: every request of every thread passes here.

In this order: allow-list, quota, token, the wire, and what the answer means. It has the shape of an
httplib2.Http, so that googleapiclient sends everything through it: plain calls, batches, uploads.
"""

from __future__ import annotations

import http.client
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

import httplib2

from gmail.allow_list import AllowList, Call
from gmail.client.connections import NotConnectedError, Wire
from gmail.errors import AccountRestsError, DoubtfulWriteError, UnavailableError
from gmail.quota import QuotaMeter
from gmail.retry import Answer, RetryPolicy, Verdict, read_answer

log = logging.getLogger(__name__)


class Keys(Protocol):
    """Access tokens of one account; safe to share between threads."""

    def token(self) -> str:
        """A token that should be good. Raises GrantLostError, UnavailableError."""

    def renew(self, refused: str) -> str:
        """Another token than `refused`, which Gmail did not accept. Raises as `token` does."""


@dataclass
class Shared:
    """What the doors of one account's threads share."""

    keys: Keys
    allow_list: AllowList
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    chance: Callable[[], float]
    policy: RetryPolicy
    meter: QuotaMeter
    meter_lock: threading.Lock = field(default_factory=threading.Lock)
    # Gmail limits the requests of one user that run at the same time.
    in_flight: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class _Request:
    call: Call
    method: str
    uri: str
    headers: dict[str, str]
    body: str | bytes | None
    refused_token: str | None = None
    """The token that was refused, once one was."""


class Door:
    """The door of one thread. Times are UTC; waits go through the injected `sleep` (seconds)."""

    def __init__(self, shared: Shared, wire: Wire) -> None:
        self._shared = shared
        self._wire = wire

    def close(self) -> None:
        self._wire.close()

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: dict[str, str] | None = None,
        **_unused: Any,
    ) -> tuple[httplib2.Response, bytes]:
        """Send a request as httplib2.Http.request does; only a success is returned.

        Raises NotOnAllowListError before anything is sent; AccountRestsError, UnavailableError,
        GrantLostError, ScopeMissingError, NotFoundError, RefusedError; and DoubtfulWriteError
        where a write may have happened.
        """
        call = self._shared.allow_list.check(method, uri, headers or {}, body)
        request = _Request(call, method, uri, dict(headers or {}), body)
        attempt = 0
        while True:
            self._pay(call)
            answer, response = self._try(request, last=attempt + 1 >= self._shared.policy.attempts)
            if response is not None:
                return response
            if answer is None or answer.verdict is not Verdict.RENEW:
                self._pause(answer, attempt)
                attempt += 1

    def _try(
        self, request: _Request, *, last: bool
    ) -> tuple[Answer | None, tuple[httplib2.Response, bytes] | None]:
        """One try. Returns the success, or the answer (None: a fault) after which to try again."""
        try:
            token = self._token(request)
        except UnavailableError:
            if last:
                raise
            return None, None
        try:
            status, headers, content = self._send(request, token)
        except (OSError, http.client.HTTPException) as fault:
            self._judge_fault(request, fault, last=last)
            return None, None
        answer = read_answer(status, headers, content, self._shared.now())
        if answer.verdict is Verdict.FINE:
            return answer, (httplib2.Response({**headers, "status": str(status)}), content)
        self._judge(request, answer, token, last=last)
        return answer, None

    def _token(self, request: _Request) -> str:
        keys, refused = self._shared.keys, request.refused_token
        return keys.token() if refused is None else keys.renew(refused)

    def _send(self, request: _Request, token: str) -> tuple[int, dict[str, str], bytes]:
        headers = {**request.headers, "authorization": f"Bearer {token}"}
        with self._shared.in_flight:
            return self._wire.send(
                request.method,
                request.uri,
                headers,
                request.body,
                fresh=not request.call.repeatable,
            )

    def _judge_fault(self, request: _Request, fault: Exception, *, last: bool) -> None:
        """Raise unless the request may go out again after a fault of the connection."""
        never_sent = isinstance(fault, NotConnectedError)
        name = request.call.name
        if not never_sent and not request.call.repeatable:
            raise DoubtfulWriteError(f"no answer to {name} ({type(fault).__name__})") from fault
        log.info("%s: connection fault %s", name, type(fault).__name__)
        if last:
            raise UnavailableError(f"no answer to {name} ({type(fault).__name__})") from fault

    def _judge(self, request: _Request, answer: Answer, token: str, *, last: bool) -> None:
        """Raise unless the request may go out again after this refusal."""
        name = request.call.name
        log.info("%s: %s %s", name, answer.status, answer.reason)
        match answer.verdict:
            case Verdict.RENEW if request.refused_token is None:
                request.refused_token = token
            case Verdict.RATE if not last:
                pass
            case Verdict.BROKEN if not request.call.repeatable:
                raise DoubtfulWriteError(f"{name} was answered with {answer.status}")
            case Verdict.BROKEN if not last:
                pass
            case _:
                raise answer.error(self._shared.now())

    def _pay(self, call: Call) -> None:
        with self._shared.meter_lock:
            wait = self._shared.meter.book(call.units, self._shared.now())
        if wait > timedelta(0):
            log.info("waiting %.0f s for quota", wait.total_seconds())
            self._shared.sleep(wait.total_seconds())

    def _pause(self, answer: Answer | None, attempt: int) -> None:
        """Wait before the next try, or let the account rest if Gmail asks for a long wait."""
        policy, now = self._shared.policy, self._shared.now()
        wait = policy.backoff(attempt, self._shared.chance())
        if answer is not None and answer.retry_at is not None:
            if answer.retry_at - now > policy.longest_wait:
                raise AccountRestsError("Gmail asked for a rest", answer.retry_at)
            wait = max(wait, answer.retry_at - now)
        self._shared.sleep(wait.total_seconds())
