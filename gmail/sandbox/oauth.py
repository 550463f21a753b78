"""Google's authorization server as a state machine: grants, codes and tokens.

A grant is what a person allowed a client; refresh and access tokens hang on it and die with it.
Tokens live in real time, as google-auth measures them. Sources: Google's "OAuth 2.0 for installed
apps" guide; RFC 6749, 7636 (PKCE), 7009 (revocation).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from gmail.sandbox.problems import bad_token

ACCESS_SECONDS = 3600
CLIENT_ID = "000000000000-sandbox.apps.googleusercontent.com"
CLIENT_SECRET = "sandbox-client-secret"  # noqa: S105 - a client of nobody's


@dataclass
class Grant:
    """What a person allowed: the account and the scopes; `live` until revoked."""

    email: str
    scopes: frozenset[str]
    live: bool = True


@dataclass(frozen=True)
class ConsentRequest:
    """What Google's page would ask the person."""

    client_id: str
    scopes: tuple[str, ...]
    login_hint: str
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class Consent:
    """The person's answer: None as email means the account hinted at, else the first one."""

    allow: bool = True
    email: str | None = None
    scopes: tuple[str, ...] | None = None


@dataclass(frozen=True)
class _Code:
    grant: Grant
    redirect_uri: str
    challenge: str
    method: str


@dataclass
class OAuthError(Exception):
    """An error of the token endpoint (RFC 6749, section 5.2)."""

    error: str
    description: str
    status: int = 400


@dataclass
class Authority:
    """All grants of the sandbox. `clock` gives real seconds and is there for tests."""

    clock: Callable[[], float] = time.time
    consent: Callable[[ConsentRequest], Consent] = lambda _request: Consent()
    grants: list[Grant] = field(default_factory=list)
    _codes: dict[str, _Code] = field(default_factory=dict)
    _refresh: dict[str, Grant] = field(default_factory=dict)
    _access: dict[str, tuple[Grant, float]] = field(default_factory=dict)

    def grant(self, email: str, scopes: frozenset[str]) -> Grant:
        """Record that a person allowed these scopes."""
        grant = Grant(email.lower(), scopes)
        self.grants.append(grant)
        return grant

    def granted(self, email: str) -> frozenset[str]:
        """All scopes that live grants of an account cover together."""
        live = [grant.scopes for grant in self.grants if grant.live and grant.email == email]
        return frozenset().union(*live)

    def code(self, grant: Grant, redirect_uri: str, challenge: str, method: str) -> str:
        """A code to exchange once for tokens."""
        code = f"4/0A{secrets.token_urlsafe(24)}"
        self._codes[code] = _Code(grant, redirect_uri, challenge, method)
        return code

    def exchange(self, code: str, redirect_uri: str, verifier: str) -> Grant:
        """The grant behind a code, which is used up. OAuthError if anything does not fit."""
        kept = self._codes.pop(code, None)
        if kept is None or not kept.grant.live:
            raise OAuthError("invalid_grant", "Malformed auth code.")
        if kept.redirect_uri != redirect_uri:
            raise OAuthError("redirect_uri_mismatch", "Bad Request")
        if kept.challenge and not _verifies(kept, verifier):
            text = "Invalid code verifier." if verifier else "Missing code verifier."
            raise OAuthError("invalid_grant", text)
        return kept.grant

    def refresh_token(self, grant: Grant) -> str:
        token = f"1//0{secrets.token_urlsafe(32)}"
        self._refresh[token] = grant
        return token

    def access_token(self, grant: Grant) -> str:
        token = f"ya29.{secrets.token_urlsafe(32)}"
        self._access[token] = (grant, self.clock() + ACCESS_SECONDS)
        return token

    def refreshed(self, token: str) -> Grant:
        """The grant of a refresh token; OAuthError invalid_grant once it is dead."""
        grant = self._refresh.get(token)
        if grant is None:
            raise OAuthError("invalid_grant", "Bad Request")
        if not grant.live:
            raise OAuthError("invalid_grant", "Token has been expired or revoked.")
        return grant

    def check(self, token: str) -> Grant:
        """The grant of an access token; ApiError 401 if it is unknown, old or revoked."""
        grant, expires = self._access.get(token, (None, 0.0))
        if grant is None or not grant.live or self.clock() >= expires:
            raise bad_token()
        return grant

    def revoke_token(self, token: str) -> None:
        """End the grant of an access or refresh token (RFC 7009)."""
        grant = self._refresh.get(token) or self._access.get(token, (None, 0.0))[0]
        if grant is None or not grant.live:
            raise OAuthError("invalid_token", "Token expired or revoked")
        grant.live = False

    def revoke(self, email: str) -> None:
        """End every grant of an account, as the person can on Google's security page."""
        for grant in self.grants:
            if grant.email == email.lower():
                grant.live = False

    def expire_access_tokens(self) -> None:
        """Let every access token run out now; refresh tokens stay good."""
        self._access = {token: (grant, 0.0) for token, (grant, _) in self._access.items()}

    def decide(self, request: ConsentRequest) -> Consent:
        """The person's answer, with account and scopes filled in."""
        answer = self.consent(request)
        hinted = request.login_hint.lower()
        default = hinted if hinted in request.accounts else next(iter(request.accounts), hinted)
        scopes = request.scopes if answer.scopes is None else answer.scopes
        return replace(answer, email=(answer.email or default).lower(), scopes=scopes)


def _verifies(code: _Code, verifier: str) -> bool:
    if code.method == "plain":
        return secrets.compare_digest(verifier, code.challenge)
    digest = hashlib.sha256(verifier.encode()).digest()
    expected = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return secrets.compare_digest(expected, code.challenge)
