"""One account's access tokens: refreshed when due, saved after every refresh, ended on request."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from google.auth import exceptions
from google.oauth2.credentials import Credentials

from gmail.client import utc_now
from gmail.endpoint import Endpoint
from gmail.errors import GmailError, GrantLostError, TokenStoreError, UnavailableError
from gmail.oauth.grant import Grant
from gmail.oauth.token_server import TokenTransport, find_oauth_urls, revoke_token
from gmail.tokens import TokenStore

log = logging.getLogger(__name__)

_EARLY = timedelta(minutes=4)
"""A token this close to its end is refreshed first; google-auth does it 3:45 min ahead."""


class AccountKeys:
    """The access tokens of one account, for all its threads (see gmail.client.Keys).

    Made by `credentials`. `now` gives aware UTC times.
    """

    def __init__(
        self,
        account: str,
        grant: Grant,
        store: TokenStore,
        endpoint: Endpoint,
        now: Callable[[], datetime],
    ) -> None:
        self.account = account
        self._grant = grant
        self._store = store
        self._endpoint = endpoint
        self._now = now
        self._lock = threading.Lock()

    @property
    def grant(self) -> Grant:
        return self._grant

    def token(self) -> str:
        """An access token, refreshed if it is about to expire.

        Raises GrantLostError where the grant is over, UnavailableError where the OAuth server
        cannot be reached.
        """
        with self._lock:
            if self._grant.expires_at - self._now() < _EARLY:
                self._refresh()
            return self._grant.access_token

    def renew(self, refused: str) -> str:
        """A token other than `refused`; threads that were refused together refresh once."""
        with self._lock:
            if self._grant.access_token == refused:
                self._refresh()
            return self._grant.access_token

    def _refresh(self) -> None:
        self._grant = refreshed(self._grant, self._endpoint, self._now())
        try:
            self._store.save(self.account, self._grant.to_json())
        except TokenStoreError as fault:
            # The refresh token seldom changes: a full disk must not stop the account.
            log.warning("the refreshed token could not be saved: %s", type(fault).__name__)


def refreshed(grant: Grant, endpoint: Endpoint, now: datetime) -> Grant:
    """`grant` with a new access token from the OAuth server, reckoned from `now` (aware).

    Raises GrantLostError or UnavailableError.
    """
    url = find_oauth_urls(endpoint).token
    # Without scopes: the server gives what was granted, also where that is less than we asked.
    credentials: Any = Credentials(  # type: ignore[no-untyped-call]  # untyped library
        None,
        refresh_token=grant.refresh_token,
        token_uri=url,
        client_id=grant.client_id,
        client_secret=grant.client_secret,
    )
    try:
        credentials.refresh(TokenTransport(url))
    except exceptions.RefreshError as error:
        raise _refresh_error(error) from error
    except exceptions.TransportError as error:
        raise UnavailableError(f"the OAuth server gave no token: {error}") from error
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        # google-auth's reader meets a web page, a hotel's log-in perhaps.
        raise UnavailableError("the OAuth server gave an answer that is none of OAuth's") from error
    return replace(
        grant,
        access_token=credentials.token,
        refresh_token=credentials.refresh_token or grant.refresh_token,
        expires_at=now + _lifetime(credentials.expiry),
    )


def _lifetime(expiry: datetime | None) -> timedelta:
    """The token's life; google-auth gives its end by the machine's clock, naive, in UTC."""
    if expiry is None:
        return timedelta(hours=1)
    return expiry.replace(tzinfo=UTC) - utc_now()


def _refresh_error(error: Any) -> GmailError:
    """Only a plain OAuth error (RFC 6749, section 5.2) says that the grant is over."""
    details = error.args[1] if len(error.args) > 1 else None
    word = details.get("error") if isinstance(details, dict) else None
    if isinstance(word, str) and not error.retryable:
        return GrantLostError(f"the grant is over ({word})")
    return UnavailableError("the OAuth server gave an answer that is none of OAuth's")


def credentials(
    account: str,
    store: TokenStore,
    endpoint: Endpoint,
    *,
    now: Callable[[], datetime] = utc_now,
) -> AccountKeys:
    """The keys of a connected account.

    Raises GrantLostError where the account is not connected here, or was connected to another
    server; TokenStoreError where the token cannot be read.
    """
    text = store.load(account)
    if text is None:
        raise GrantLostError("this account is not connected")
    grant = Grant.from_json(text)
    if grant.from_google != endpoint.is_google:
        raise GrantLostError("this account was connected to another server")
    return AccountKeys(account, grant, store, endpoint, now)


@dataclass(frozen=True, slots=True)
class Disconnection:
    """How a disconnection went: forgotten here in any case. `problem` is None when `revoked`."""

    revoked: bool
    problem: str | None = None


def disconnect(account: str, store: TokenStore, endpoint: Endpoint) -> Disconnection:
    """End the grant at the OAuth server and forget the token, the second even without the first.

    Raises TokenStoreError where the token cannot be forgotten.
    """
    text = store.load(account)
    try:
        outcome = _revoke(text, endpoint)
    finally:
        store.delete(account)
    return outcome


def _revoke(text: str | None, endpoint: Endpoint) -> Disconnection:
    if text is None:
        return Disconnection(revoked=False, problem="this account was not connected")
    by_hand = "remove Afterword at https://myaccount.google.com/connections"
    try:
        grant = Grant.from_json(text)
        if grant.from_google != endpoint.is_google:
            return Disconnection(False, f"it was connected to another server: {by_hand}")
        status = revoke_token(find_oauth_urls(endpoint), grant.refresh_token)
    except GmailError as error:
        return Disconnection(False, f"{error}: {by_hand}")
    if status == 200:
        return Disconnection(revoked=True)
    if status == 400:
        return Disconnection(False, "the grant had ended already")
    return Disconnection(False, f"the OAuth server answered {status}: {by_hand}")
