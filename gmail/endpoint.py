"""Which server speaks for Gmail: Google's own, or another one of the same protocol.

The addresses of Google's OAuth server are those of
https://accounts.google.com/.well-known/openid-configuration. They are constants here, so that no
file on disk can send a person's consent elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from googleapiclient.discovery_cache import get_static_doc

GOOGLE_GMAIL = "https://gmail.googleapis.com/"
GMAIL_VARIABLE = "AFTERWORD_GMAIL_ENDPOINT"
OAUTH_VARIABLE = "AFTERWORD_OAUTH_ENDPOINT"

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(url: str) -> bool:
    """Whether `url` names this machine and nothing else."""
    return (urlsplit(url).hostname or "") in _LOOPBACK


def checked_url(url: str) -> str:
    """`url` with one slash at its end.

    Raises ValueError unless it is https, or http on a loopback address, and is nothing more than
    scheme, host, port and path.
    """
    parts = urlsplit(url)
    plain = parts.scheme == "http" and is_loopback(url)
    if not parts.hostname or not (parts.scheme == "https" or plain):
        raise ValueError(f"{url!r} must be an https:// address, or http:// on this machine only")
    if parts.query or parts.fragment or parts.username or parts.password:
        raise ValueError(f"{url!r} must hold no user name, question mark or #")
    return url.rstrip("/") + "/"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The two servers to speak to; None means Google's."""

    gmail_url: str | None = None
    oauth_url: str | None = None

    def __post_init__(self) -> None:
        for url in (self.gmail_url, self.oauth_url):
            if url is not None:
                checked_url(url)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read AFTERWORD_GMAIL_ENDPOINT and AFTERWORD_OAUTH_ENDPOINT; empty means Google.

        Raises ValueError where one is no usable address.
        """
        return cls(environment.get(GMAIL_VARIABLE) or None, environment.get(OAUTH_VARIABLE) or None)

    @property
    def gmail_root(self) -> str:
        """The address under which all API paths lie, ending in a slash."""
        return checked_url(self.gmail_url) if self.gmail_url else GOOGLE_GMAIL

    @property
    def is_google(self) -> bool:
        """Whether grants come from Google itself."""
        return self.oauth_url is None

    def discovery_document(self) -> dict[str, Any]:
        """The discovery document that ships in google-api-python-client, aimed at this server.

        `client_options["api_endpoint"]` would move plain calls only: batch and uploads read
        rootUrl. mtlsRootUrl goes, so that no environment variable can choose it.
        """
        document: dict[str, Any] = json.loads(get_static_doc("gmail", "v1"))
        document["rootUrl"] = document["baseUrl"] = self.gmail_root
        document.pop("mtlsRootUrl", None)
        return document


@dataclass(frozen=True, slots=True)
class OAuthUrls:
    """The three pages of an OAuth server that Afterword uses."""

    authorize: str
    token: str
    revoke: str


GOOGLE_OAUTH = OAuthUrls(
    authorize="https://accounts.google.com/o/oauth2/v2/auth",
    token="https://oauth2.googleapis.com/token",  # noqa: S106 - an address, no secret
    revoke="https://oauth2.googleapis.com/revoke",
)


def oauth_urls_at(base: str, configuration: Mapping[str, Any] | None) -> OAuthUrls:
    """The pages of the OAuth server at `base`, by its openid-configuration if it serves one.

    A page of another host is refused (ValueError): a test server must not send anybody's consent
    or token somewhere else.
    """
    told = configuration or {}
    root = checked_url(base)

    def page(name: str, default: str) -> str:
        url = str(told.get(name) or urljoin(root, default))
        if urlsplit(url).hostname != urlsplit(root).hostname:
            raise ValueError(f"the OAuth server at {base} names a page of another host")
        return url

    return OAuthUrls(
        authorize=page("authorization_endpoint", "o/oauth2/v2/auth"),
        token=page("token_endpoint", "oauth2/token"),
        revoke=page("revocation_endpoint", "oauth2/revoke"),
    )
