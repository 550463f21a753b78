"""The HTTP face of the authorization server: discovery, consent, tokens, revocation."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from gmail.sandbox.call import Reply, Request
from gmail.sandbox.oauth import (
    ACCESS_SECONDS,
    CLIENT_ID,
    CLIENT_SECRET,
    Authority,
    Consent,
    ConsentRequest,
    Grant,
    OAuthError,
)

AUTHORIZE = "/o/oauth2/v2/auth"
TOKEN = "/oauth2/token"  # noqa: S105 - a path
REVOKE = "/oauth2/revoke"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class OAuthPages:
    """Answers requests under the OAuth paths; `accounts` names those a person could choose."""

    def __init__(self, authority: Authority, accounts: Callable[[], tuple[str, ...]]) -> None:
        self.authority = authority
        self.accounts = accounts
        self.pages: dict[tuple[str, str], Callable[[Request], Reply]] = {
            ("GET", "/.well-known/openid-configuration"): self.discovery,
            ("GET", AUTHORIZE): self.authorize,
            ("GET", "/o/oauth2/auth"): self.authorize,
        }
        for path in (TOKEN, "/token"):
            self.pages["POST", path] = self.token
        for path in (REVOKE, "/revoke"):
            self.pages["POST", path] = self.revoke

    def answer(self, request: Request) -> Reply | None:
        """The reply, or None if the path is none of OAuth's."""
        page = self.pages.get((request.method, request.path))
        if page is None:
            return None
        try:
            return page(request)
        except OAuthError as problem:
            body = {"error": problem.error, "error_description": problem.description}
            return Reply.of_json(problem.status, body)

    def discovery(self, request: Request) -> Reply:
        """OpenID Connect discovery, with the sandbox's own addresses."""
        base = f"http://{request.headers.get('host', 'localhost')}"
        return Reply.of_json(
            200,
            {
                "issuer": base,
                "authorization_endpoint": base + AUTHORIZE,
                "token_endpoint": base + TOKEN,
                "revocation_endpoint": base + REVOKE,
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code", "refresh_token"],
                "code_challenge_methods_supported": ["plain", "S256"],
                "token_endpoint_auth_methods_supported": [
                    "client_secret_post",
                    "client_secret_basic",
                ],
            },
        )

    def authorize(self, request: Request) -> Reply:
        """The consent page, answered at once by the `consent` hook: back to redirect_uri."""
        asked = {name: values[-1] for name, values in request.query.items()}
        if refusal := _page_error(asked):
            status, error = refusal
            text = f"<html><title>Error {status}: {error}</title>Access blocked: {error}</html>"
            return Reply(status, text.encode(), {"content-type": "text/html; charset=utf-8"})
        scopes = tuple(asked.get("scope", "").split())
        hint = asked.get("login_hint", "")
        question = ConsentRequest(asked["client_id"], scopes, hint, self.accounts())
        answer = self.authority.decide(question)
        result = self._granted(asked, answer) if answer.allow else {"error": "access_denied"}
        if "state" in asked:
            result = {"state": asked["state"]} | result
        location = f"{asked['redirect_uri']}?{urlencode(result)}"
        return Reply(302, b"", {"location": location})

    def _granted(self, asked: dict[str, str], answer: Consent) -> dict[str, str]:
        email = answer.email or ""
        scopes = frozenset(answer.scopes or ())
        if asked.get("include_granted_scopes") == "true":
            scopes |= self.authority.granted(email)
        grant = self.authority.grant(email, scopes)
        code = self.authority.code(
            grant,
            asked["redirect_uri"],
            asked.get("code_challenge", ""),
            asked.get("code_challenge_method", "plain"),
        )
        return {"code": code, "scope": " ".join(sorted(scopes))}

    def token(self, request: Request) -> Reply:
        """Codes and refresh tokens become access tokens."""
        form = _form(request)
        _check_client(form | _basic_auth(request))
        kind = form.get("grant_type", "")
        if kind == "authorization_code":
            grant = self.authority.exchange(
                form.get("code", ""), form.get("redirect_uri", ""), form.get("code_verifier", "")
            )
            more = {"refresh_token": self.authority.refresh_token(grant)}
        elif kind == "refresh_token":
            grant, more = self.authority.refreshed(form.get("refresh_token", "")), {}
        else:
            raise OAuthError("unsupported_grant_type", f"Invalid grant_type: {kind}")
        return Reply.of_json(200, self._tokens(grant) | more, {"cache-control": "no-store"})

    def _tokens(self, grant: Grant) -> dict[str, Any]:
        return {
            "access_token": self.authority.access_token(grant),
            "expires_in": ACCESS_SECONDS - 1,
            "scope": " ".join(sorted(grant.scopes)),
            "token_type": "Bearer",
        }

    def revoke(self, request: Request) -> Reply:
        """RFC 7009."""
        token = _form(request).get("token") or request.query.get("token", [""])[-1]
        self.authority.revoke_token(token)
        return Reply.of_json(200, {})


def _page_error(asked: dict[str, str]) -> tuple[int, str] | None:
    """What Google's page would complain about, before any redirect."""
    if asked.get("client_id") != CLIENT_ID:
        return 401, "invalid_client"
    redirect = urlsplit(asked.get("redirect_uri", ""))
    if redirect.scheme != "http" or redirect.hostname not in LOOPBACK:
        return 400, "redirect_uri_mismatch"
    if asked.get("response_type") != "code":
        return 400, "unsupported_response_type"
    if not asked.get("scope", "").strip():
        return 400, "invalid_scope"
    if asked.get("code_challenge_method", "S256") not in {"S256", "plain"}:
        return 400, "invalid_request"
    return None


def _form(request: Request) -> dict[str, str]:
    fields = parse_qs(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}


def _basic_auth(request: Request) -> dict[str, str]:
    """Client id and secret of a Basic Authorization header (RFC 6749, section 2.3.1), if any."""
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return {}
    name, _, secret = base64.b64decode(encoded).decode("utf-8", "replace").partition(":")
    return {"client_id": unquote(name), "client_secret": unquote(secret)}


def _check_client(form: dict[str, str]) -> None:
    if form.get("client_id") != CLIENT_ID:
        raise OAuthError("invalid_client", "The OAuth client was not found.", 401)
    if form.get("client_secret") != CLIENT_SECRET:
        raise OAuthError("invalid_client", "Unauthorized", 401)
