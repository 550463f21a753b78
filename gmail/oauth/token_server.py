"""The requests that go to the OAuth server itself: its pages' addresses, tokens, revocation."""

from __future__ import annotations

import http.client
import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin

from google.auth import exceptions, transport

from gmail.client.connections import Wire
from gmail.endpoint import GOOGLE_OAUTH, Endpoint, OAuthUrls, checked_url, oauth_urls_at
from gmail.errors import UnavailableError

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 20.0
_FORM = "application/x-www-form-urlencoded"


def find_oauth_urls(endpoint: Endpoint) -> OAuthUrls:
    """Google's pages, or those of the server named by `endpoint`, which is asked for them.

    Raises UnavailableError where that server cannot be reached or names pages elsewhere.
    """
    if endpoint.oauth_url is None:
        return GOOGLE_OAUTH
    root = checked_url(endpoint.oauth_url)
    uri = urljoin(root, ".well-known/openid-configuration")
    status, body = _send("GET", uri, {"accept": "application/json"}, None)
    try:
        document = json.loads(body) if status == 200 else None
        return oauth_urls_at(root, document if isinstance(document, dict) else None)
    except ValueError as fault:
        raise UnavailableError(f"the OAuth server cannot be used: {fault}") from fault


def revoke_token(urls: OAuthUrls, token: str) -> int:
    """Ask the server to end the grant of `token`; returns the HTTP status.

    Raises UnavailableError where there is no answer.
    """
    status, _ = _send("POST", urls.revoke, {"content-type": _FORM}, urlencode({"token": token}))
    return status


def _send(method: str, uri: str, headers: dict[str, str], body: str | None) -> tuple[int, bytes]:
    wire = Wire(uri, TIMEOUT_SECONDS)
    try:
        status, _, content = wire.send(method, uri, headers, body)
    except (OSError, http.client.HTTPException) as fault:
        raise UnavailableError(f"no answer from {uri}") from fault
    finally:
        wire.close()
    return status, content


class _TokenAnswer(transport.Response):
    def __init__(self, status: int, headers: Mapping[str, str], data: bytes) -> None:
        self._status, self._headers, self._data = status, headers, data

    @property
    def status(self) -> int:
        return self._status

    @property
    def headers(self) -> Mapping[str, str]:
        return self._headers

    @property
    def data(self) -> bytes:
        return self._data


class TokenTransport(transport.Request):
    """The transport that google-auth refreshes through: one try, one address, no redirects.

    A passing fault is raised at once as TransportError: google-auth would sleep and try again by
    its own clock, and takes an HTML page for a lost grant.
    """

    def __init__(self, token_url: str) -> None:
        self._token_url = token_url

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002 - google-auth's signature
        **_unused: Any,
    ) -> _TokenAnswer:
        if url != self._token_url or method != "POST":
            raise _passing("a refresh went astray")
        wire = Wire(url, TIMEOUT_SECONDS)
        try:
            status, answered, data = wire.send(method, url, dict(headers or {}), body)
        except (OSError, http.client.HTTPException) as fault:
            raise _passing(type(fault).__name__) from fault
        finally:
            wire.close()
        if _is_passing(status, data):
            raise _passing(f"the OAuth server answered {status}")
        return _TokenAnswer(status, answered, data)


# The words at which google-auth would sleep and try again.
_PASSING_WORDS = (b'"internal_failure"', b'"server_error"', b'"temporarily_unavailable"')


def _is_passing(status: int, data: bytes) -> bool:
    if status == 200:
        return False
    clear = 400 <= status < 500 and status not in (408, 429)
    return not clear or any(word in data for word in _PASSING_WORDS)


def _passing(words: str) -> Exception:
    error: Exception = exceptions.TransportError(words)  # type: ignore[no-untyped-call]  # untyped
    return error
