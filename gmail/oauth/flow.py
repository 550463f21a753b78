"""The person's consent: installed-app flow on a loopback redirect (RFC 8252), PKCE, state check."""

from __future__ import annotations

import hmac
import os
import secrets as random_source
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from google_auth_oauthlib.flow import Flow
from oauthlib.oauth2.rfc6749.errors import (  # type: ignore[import-untyped]  # it has no types
    InvalidClientError,
    OAuth2Error,
)

from gmail.client import utc_now
from gmail.endpoint import Endpoint, OAuthUrls, is_loopback
from gmail.errors import (
    ClientSecretsError,
    ConsentDeniedError,
    ConsentError,
    GmailError,
    UnavailableError,
    WrongPasteError,
)
from gmail.oauth.grant import LEAST_SCOPES, ClientSecrets, Grant, check_scopes
from gmail.oauth.loopback import wait_for_answer
from gmail.oauth.token_server import TIMEOUT_SECONDS, find_oauth_urls

HAND_PORT = 8765
"""Port named in the redirect of a consent by hand; nothing needs to listen there."""


@dataclass(frozen=True, slots=True)
class PendingConsent:
    """A consent that was asked for. The person opens `url`; all else is for `finish_by_hand`."""

    url: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str = field(repr=False)
    code_verifier: str = field(repr=False)
    client: ClientSecrets = field(repr=False)
    urls: OAuthUrls = field(repr=False)
    from_google: bool = True


def connect(
    secrets: ClientSecrets,
    endpoint: Endpoint,
    *,
    scopes: Sequence[str] = LEAST_SCOPES,
    open_page: Callable[[str], object] | None,
    port: int = 0,
    timeout: timedelta = timedelta(minutes=10),
    login_hint: str | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Grant:
    """Ask for consent in a browser on this machine, and wait until it is given.

    `open_page` is called once with the address of Google's page, to open or to show it; it may
    block. With None the system's browser is opened. `port` 0 takes a free one; a fixed one serves
    `ssh -L`. Raises ConsentDeniedError, ConsentTimeoutError, ScopeMissingError,
    ClientSecretsError, UnavailableError.
    """
    with wait_for_answer(port) as waiting:
        pending = _begin(secrets, endpoint, waiting.redirect_uri, scopes, login_hint)
        waiting.expect(pending.state)
        (open_page or webbrowser.open)(pending.url)
        query = waiting.answer(timeout)
    return _finish(pending, query, now())


def begin_by_hand(
    secrets: ClientSecrets,
    endpoint: Endpoint,
    *,
    scopes: Sequence[str] = LEAST_SCOPES,
    port: int = HAND_PORT,
    login_hint: str | None = None,
) -> PendingConsent:
    """Ask for consent in a browser anywhere: its last address is then pasted back.

    That page will not load, since nothing listens; only its address matters. Raises
    UnavailableError where the server of `endpoint` does not answer.
    """
    return _begin(secrets, endpoint, f"http://127.0.0.1:{port}/", scopes, login_hint)


def finish_by_hand(
    pending: PendingConsent, pasted_address: str, *, now: Callable[[], datetime] = utc_now
) -> Grant:
    """Turn the pasted address into a grant.

    Raises WrongPasteError where it is not the answer to `pending`, and as `connect` does.
    """
    pasted = "".join(pasted_address.split())
    query = parse_qs(urlsplit(pasted).query if "?" in pasted else pasted)
    if not ({"code", "error"} & query.keys()):
        raise WrongPasteError("there is no code in what was pasted")
    return _finish(pending, {name: values[0] for name, values in query.items()}, now())


def _begin(
    secrets: ClientSecrets,
    endpoint: Endpoint,
    redirect_uri: str,
    scopes: Sequence[str],
    login_hint: str | None,
) -> PendingConsent:
    urls = find_oauth_urls(endpoint)
    state = random_source.token_urlsafe(32)
    # 86 characters of base64url: within the 43 to 128 of RFC 7636.
    verifier = random_source.token_urlsafe(64)
    flow = _flow(secrets, urls, scopes, redirect_uri, verifier)
    hint = {"login_hint": login_hint} if login_hint else {}
    # Only with prompt=consent does Google give a refresh token again to a known client.
    with _plain_http_allowed(urls.authorize):
        url, _ = flow.authorization_url(state=state, prompt="consent", **hint)
    return PendingConsent(
        url=url,
        redirect_uri=redirect_uri,
        scopes=tuple(scopes),
        state=state,
        code_verifier=verifier,
        client=secrets,
        urls=urls,
        from_google=endpoint.is_google,
    )


def _flow(
    secrets: ClientSecrets,
    urls: OAuthUrls,
    scopes: Sequence[str],
    redirect_uri: str,
    verifier: str,
) -> Any:
    config = {
        "installed": {
            "client_id": secrets.client_id,
            "client_secret": secrets.client_secret,
            "auth_uri": urls.authorize,
            "token_uri": urls.token,
        }
    }
    return Flow.from_client_config(
        config, scopes=list(scopes), redirect_uri=redirect_uri, code_verifier=verifier
    )


def _finish(pending: PendingConsent, query: Mapping[str, str], now: datetime) -> Grant:
    if not hmac.compare_digest(query.get("state", "").encode(), pending.state.encode()):
        raise WrongPasteError("this answer belongs to another attempt to connect")
    if reason := query.get("error"):
        raise ConsentDeniedError(f"consent was not given ({reason})", reason)
    token = _exchange(pending, query.get("code", ""))
    grant = _grant(pending, token, now)
    # More than the least is opt-in: who leaves that box unticked does without what it is for.
    check_scopes(grant, [scope for scope in pending.scopes if scope in LEAST_SCOPES])
    return grant


def _exchange(pending: PendingConsent, code: str) -> Mapping[str, Any]:
    """The token for the code, in OAuth's own words."""
    flow = _flow(
        pending.client, pending.urls, pending.scopes, pending.redirect_uri, pending.code_verifier
    )
    # No proxy, .netrc or certificate from the environment between us and this machine.
    flow.oauth2session.trust_env = not is_loopback(pending.urls.token)
    try:
        with _plain_http_allowed(pending.urls.token):
            token: Mapping[str, Any] = flow.fetch_token(code=code, timeout=TIMEOUT_SECONDS)
    except (OAuth2Error, requests.RequestException, ValueError) as fault:
        raise _exchange_error(fault) from fault
    except Warning as changed:
        # oauthlib raises this when other scopes were granted than asked for; the token is in it.
        token = getattr(changed, "token", {})
    return token


def _exchange_error(fault: Exception) -> GmailError:
    if isinstance(fault, InvalidClientError):
        return ClientSecretsError("the OAuth server does not know this client or its secret")
    if isinstance(fault, OAuth2Error):
        return ConsentError(f"the OAuth server refused the code ({fault.error})")
    return UnavailableError(f"the OAuth server gave no token ({type(fault).__name__})")


def _grant(pending: PendingConsent, token: Mapping[str, Any], now: datetime) -> Grant:
    if not token.get("access_token") or not token.get("refresh_token"):
        raise ConsentError("the OAuth server gave no refresh token")
    granted = token.get("scope") or pending.scopes
    names = granted.split() if isinstance(granted, str) else [str(scope) for scope in granted]
    return Grant(
        client_id=pending.client.client_id,
        client_secret=pending.client.client_secret,
        refresh_token=str(token["refresh_token"]),
        access_token=str(token["access_token"]),
        expires_at=(now + timedelta(seconds=float(token.get("expires_in") or 3600))).astimezone(
            UTC
        ),
        scopes=tuple(sorted(set(names))),
        from_google=pending.from_google,
    )


_ENVIRONMENT_LOCK = threading.Lock()
_INSECURE = "OAUTHLIB_INSECURE_TRANSPORT"


@contextmanager
def _plain_http_allowed(url: str) -> Iterator[None]:
    """Let oauthlib accept http:// for one step on this machine.

    Its switch is a variable of the whole process, so it is set for this step alone.
    """
    if not (url.startswith("http://") and is_loopback(url)):
        yield
        return
    with _ENVIRONMENT_LOCK:
        before = os.environ.get(_INSECURE)
        os.environ[_INSECURE] = "1"
        try:
            yield
        finally:
            if before is None:
                os.environ.pop(_INSECURE, None)
            else:
                os.environ[_INSECURE] = before
