"""From a request to the method it calls and back: the checks that stand before every method."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from gmail.sandbox.call import Call, Reply, Request
from gmail.sandbox.endpoints import Endpoint, find_endpoint
from gmail.sandbox.mailbox import Mailbox
from gmail.sandbox.methods import HANDLERS
from gmail.sandbox.multipart import related_upload
from gmail.sandbox.oauth import Authority, Grant
from gmail.sandbox.problems import (
    ApiError,
    bad_request,
    login_required,
    not_found,
    scope_missing,
)
from gmail.sandbox.quirks import Quirks
from gmail.sandbox.quota import Quota, units_of

INVALID_USER = "Invalid user id specified in request/Delegation denied"


@dataclass(frozen=True)
class Outcome:
    """An answered request and what is known of it."""

    reply: Reply
    method_id: str | None = None
    email: str | None = None
    units: int = 0


@dataclass
class Api:
    """Gmail's API over the accounts of a sandbox; the caller holds the lock."""

    accounts: dict[str, Mailbox]
    authority: Authority
    quota: Quota
    quirks: Quirks
    clock: Callable[[], datetime]

    def handle(self, request: Request) -> Outcome:
        """Answer one request; every refusal becomes an answer."""
        found = find_endpoint(request.method, request.path)
        if found is None:
            return Outcome(_refused(not_found()))
        endpoint, path = found
        units = units_of(endpoint.method_id)
        email: str | None = None
        try:
            grant = self._authorized(endpoint, request)
            email = grant.email
            reply = self._call(endpoint, path, request, grant, units)
        except ApiError as problem:
            reply = _refused(problem)
        return Outcome(reply, endpoint.method_id, email, units)

    def _call(
        self,
        endpoint: Endpoint,
        path: dict[str, str],
        request: Request,
        grant: Grant,
        units: int,
    ) -> Reply:
        now = self.clock()
        mailbox = self._mailbox(unquote(path["userId"]), grant)
        self.quota.charge(grant.email, units, now)
        handler = HANDLERS.get(endpoint.method_id)
        if handler is None:
            raise ApiError(501, "notImplemented", f"The sandbox has no {endpoint.method_id}.")
        mailbox.catch_up(now)
        document, media = _content(endpoint, request)
        values = {name: unquote(value) for name, value in path.items()}
        call = Call(mailbox, now, values, request.query, document, media, grant.scopes, self.quirks)
        answer = handler(call)
        return Reply(204) if answer is None else Reply.of_json(200, answer)

    def _authorized(self, endpoint: Endpoint, request: Request) -> Grant:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise login_required()
        grant = self.authority.check(token.strip())
        if not grant.scopes & endpoint.scopes:
            raise scope_missing(endpoint.method_id, sorted(endpoint.scopes))
        return grant

    def _mailbox(self, user: str, grant: Grant) -> Mailbox:
        if user.lower() not in {"me", grant.email}:
            known = re.fullmatch(r"[^@\s]+@[^@\s]+", user)
            text = f"Delegation denied for {grant.email}" if known else INVALID_USER
            raise ApiError(403, "forbidden", text)
        if grant.email not in self.accounts:
            raise ApiError(400, "failedPrecondition", "Mail service not enabled")
        return self.accounts[grant.email]


def _content(endpoint: Endpoint, request: Request) -> tuple[dict[str, Any], bytes | None]:
    """(JSON document, uploaded mail or None) of a request body."""
    kind = request.headers.get("content-type", "")
    if endpoint.upload and kind.startswith("message/"):
        return {}, request.body
    if endpoint.upload:
        return related_upload(kind, request.body)
    if not request.body.strip():
        return {}, None
    try:
        document = json.loads(request.body)
    except ValueError:
        raise bad_request("Invalid JSON payload received.", "parseError") from None
    if not isinstance(document, dict):
        raise bad_request("Invalid JSON payload received. Root element must be a message.")
    return document, None


def _refused(problem: ApiError) -> Reply:
    return Reply.of_json(problem.status, problem.body(), problem.headers)
