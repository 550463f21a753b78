"""Aimed at another server, nothing goes anywhere else."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gmail import drafts, mailbox
from gmail.client import GmailClient
from gmail.endpoint import GOOGLE_OAUTH, Endpoint, oauth_urls_at
from gmail.oauth import ClientSecrets, connect, credentials, disconnect
from tests.gmail.door_world import ALEX, MemoryTokens, letter, world


@pytest.fixture
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Fail on any look-up or connection beyond this machine; returns the addresses connected to."""
    reached: list[Any] = []

    def guard(real: Callable[..., Any], where: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*args: Any, **kwargs: Any) -> Any:
            host = where(*args)
            if host not in ("127.0.0.1", "localhost", "::1"):
                pytest.fail(f"something tried to reach {host}")
            reached.append(host)
            return real(*args, **kwargs)

        return guarded

    monkeypatch.setattr(
        socket, "getaddrinfo", guard(socket.getaddrinfo, lambda host, *_: str(host))
    )
    monkeypatch.setattr(
        socket.socket, "connect", guard(socket.socket.connect, lambda _, address: address[0])
    )
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://proxy.example:3128")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return reached


def test_no_byte_leaves_the_machine_from_connecting_to_disconnecting(
    only_loopback: list[Any],
) -> None:
    with world() as home:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        installed = home.sandbox.client_secrets()["installed"]
        grant = connect(
            ClientSecrets(installed["client_id"], installed["client_secret"]),
            home.endpoint,
            open_page=lambda url: opener.open(url).read(),
            timeout=timedelta(seconds=10),
        )
        store = MemoryTokens()
        store.save(ALEX, grant.to_json())
        client = GmailClient(credentials(ALEX, store, home.endpoint), home.endpoint, now=home.now)
        ids = [home.deliver(7), home.deliver(8)]
        cursor = mailbox.cursor_now(client)
        assert len(list(mailbox.fetch(client, ids))) == 2
        placed = drafts.place(client, letter(ids[0]))
        assert mailbox.changes(client, cursor).drafts
        assert drafts.withdraw(client, placed) is drafts.Withdrawal.WITHDRAWN
        home.sandbox.expire_access_tokens()
        client.profile()
        client.close()
        assert disconnect(ALEX, store, home.endpoint).revoked
    assert len(only_loopback) > 8


@pytest.mark.parametrize(
    "url",
    [
        "http://gmail.example",
        "ftp://127.0.0.1",
        "127.0.0.1:80",
        "",
        "https://",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
        "https://user:word@mail.example",
        "https://mail.example?x=1",
        "https://mail.example#x",
    ],
)
def test_an_address_that_would_be_unsafe_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"must|names"):
        Endpoint(url)


def test_the_environment_names_other_servers_and_empty_means_google() -> None:
    assert Endpoint.from_environment({}) == Endpoint()
    assert Endpoint.from_environment({"AFTERWORD_GMAIL_ENDPOINT": ""}) == Endpoint()
    names = {
        "AFTERWORD_GMAIL_ENDPOINT": "http://localhost:1",
        "AFTERWORD_OAUTH_ENDPOINT": "https://auth.example",
    }
    assert Endpoint.from_environment(names) == Endpoint(
        "http://localhost:1", "https://auth.example"
    )


def test_by_default_everything_goes_to_google() -> None:
    assert Endpoint().gmail_root == "https://gmail.googleapis.com/"
    assert GOOGLE_OAUTH.authorize.startswith("https://accounts.google.com/")
    assert Endpoint().is_google


def test_an_oauth_server_without_configuration_has_the_usual_pages() -> None:
    urls = oauth_urls_at("http://127.0.0.1:5/auth", None)
    assert urls.authorize == "http://127.0.0.1:5/auth/o/oauth2/v2/auth"
    assert urls.token == "http://127.0.0.1:5/auth/oauth2/token"
    assert urls.revoke == "http://127.0.0.1:5/auth/oauth2/revoke"


def test_an_oauth_server_may_not_send_tokens_to_another_host() -> None:
    elsewhere = {"token_endpoint": "https://evil.example/token"}
    with pytest.raises(ValueError, match="another host"):
        oauth_urls_at("http://127.0.0.1:5", elsewhere)
