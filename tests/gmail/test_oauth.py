"""Stories of connecting, staying connected and disconnecting."""

from __future__ import annotations

import json
import logging
import os
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from gmail.client import GmailClient
from gmail.endpoint import Endpoint
from gmail.errors import (
    ClientSecretsError,
    ConsentDeniedError,
    ConsentError,
    ConsentTimeoutError,
    GrantLostError,
    ScopeMissingError,
    TokenStoreError,
    UnavailableError,
    WrongPasteError,
)
from gmail.oauth import (
    COMPOSE,
    LEAST_SCOPES,
    MODIFY,
    READONLY,
    ClientSecrets,
    Grant,
    begin_by_hand,
    connect,
    credentials,
    disconnect,
    finish_by_hand,
)
from gmail.oauth.keys import refreshed
from gmail.sandbox import Consent
from gmail.sandbox.oauth import CLIENT_ID, CLIENT_SECRET
from tests.gmail.door_world import ALEX, START, MemoryTokens, World, scripted_server, world

CLIENT = ClientSecrets(CLIENT_ID, CLIENT_SECRET)
SOON = timedelta(seconds=10)


@pytest.fixture
def home() -> Iterator[World]:
    with world() as made:
        yield made


def browse(url: str) -> str:
    """A person's browser: follows the redirects and returns the page it ends on."""
    with urllib.request.urlopen(url) as page:  # noqa: S310 - our own sandbox
        return str(page.read().decode())


def last_address(url: str) -> str:
    """A browser on another machine: the last address, whose page does not load."""

    class Stop(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: object, **kwargs: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(Stop).open(url)
    with answer.value as error:
        return str(error.headers["location"])


def test_a_person_consents_in_the_browser(home: World) -> None:
    pages: list[str] = []
    grant = connect(
        CLIENT,
        home.endpoint,
        open_page=lambda url: pages.append(browse(url)),
        timeout=SOON,
        login_hint=ALEX,
        now=home.now,
    )
    assert "Thank you" in pages[0]
    assert set(grant.scopes) == {READONLY, COMPOSE}
    assert grant.expires_at == START + timedelta(seconds=3599)
    store = MemoryTokens()
    store.save(ALEX, grant.to_json())
    client = GmailClient(credentials(ALEX, store, home.endpoint), home.endpoint)
    assert client.profile().email == ALEX
    client.close()


def test_the_consent_page_is_asked_with_pkce_state_and_no_more_than_the_least_scopes(
    home: World,
) -> None:
    pending = begin_by_hand(CLIENT, home.endpoint, login_hint=ALEX)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(pending.url).query).items()}
    assert asked["code_challenge_method"] == "S256"
    assert 43 <= len(pending.code_verifier) <= 128
    assert len(asked["state"]) >= 32
    assert asked["scope"].split() == [READONLY, COMPOSE] == list(LEAST_SCOPES)
    assert (asked["access_type"], asked["prompt"]) == ("offline", "consent")
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert asked["login_hint"] == ALEX
    assert pending.code_verifier not in pending.url


def test_no_secret_shows_in_a_repr(home: World) -> None:
    pending = begin_by_hand(CLIENT, home.endpoint)
    grant = finish_by_hand(pending, last_address(pending.url))
    for shown in (repr(CLIENT), repr(pending), repr(grant)):
        for secret in (CLIENT_SECRET, grant.refresh_token, grant.access_token):
            assert secret not in shown
    assert pending.code_verifier not in repr(pending)


def test_a_person_says_no(home: World) -> None:
    home.sandbox.on_consent(lambda _: Consent(allow=False))
    with pytest.raises(ConsentDeniedError) as caught:
        connect(CLIENT, home.endpoint, open_page=browse, timeout=SOON)
    assert caught.value.reason == "access_denied"
    assert "Continue" in caught.value.advice


def test_a_person_unticks_a_box(home: World) -> None:
    home.sandbox.on_consent(lambda _: Consent(scopes=(READONLY,)))
    with pytest.raises(ScopeMissingError, match=r"gmail\.compose"):
        connect(CLIENT, home.endpoint, open_page=browse, timeout=SOON)


def test_more_scopes_than_asked_for_are_no_trouble(home: World) -> None:
    home.sandbox.on_consent(lambda _: Consent(scopes=("openid", READONLY, COMPOSE)))
    assert "openid" in connect(CLIENT, home.endpoint, open_page=browse, timeout=SOON).scopes


def test_a_wider_scope_covers_a_narrower_one(home: World) -> None:
    home.sandbox.on_consent(lambda _: Consent(scopes=(MODIFY,)))
    scopes = (*LEAST_SCOPES, MODIFY)
    grant = connect(CLIENT, home.endpoint, scopes=scopes, open_page=browse, timeout=SOON)
    assert grant.allows(READONLY)
    assert grant.allows(COMPOSE)
    assert not grant.allows("https://www.googleapis.com/auth/gmail.settings.basic")


def test_nobody_answers(home: World) -> None:
    with pytest.raises(ConsentTimeoutError):
        connect(CLIENT, home.endpoint, open_page=lambda _: None, timeout=timedelta(seconds=0.05))


def test_a_strangers_answer_and_a_favicon_do_not_end_the_waiting(home: World) -> None:
    statuses: list[int] = []

    def visit(url: str) -> None:
        home_page = parse_qs(urlsplit(url).query)["redirect_uri"][0]
        for path in ("favicon.ico", "?code=stolen&state=guessed", "?error=access_denied"):
            with pytest.raises(urllib.error.HTTPError) as answer:
                browse(home_page + path)
            statuses.append(answer.value.code)
            answer.value.close()
        browse(url)

    assert connect(CLIENT, home.endpoint, open_page=visit, timeout=SOON).refresh_token
    assert statuses == [404, 400, 400]


def test_the_browser_may_come_back_after_the_opener_has_returned(home: World) -> None:
    threads: list[threading.Thread] = []

    def open_elsewhere(url: str) -> None:
        threads.append(threading.Thread(target=browse, args=(url,)))
        threads[0].start()

    assert connect(CLIENT, home.endpoint, open_page=open_elsewhere, timeout=SOON)
    threads[0].join()


def test_a_port_that_is_taken_is_named() -> None:
    with scripted_server() as (url, _):
        port = urlsplit(url).port
        assert port is not None
        with pytest.raises(ConsentError, match=str(port)):
            connect(CLIENT, Endpoint(), open_page=browse, port=port)


def test_without_a_browser_the_last_address_is_pasted(home: World) -> None:
    pending = begin_by_hand(CLIENT, home.endpoint)
    address = last_address(pending.url)
    broken_over_lines = f"  {address[:60]}\n {address[60:]} \n"
    assert finish_by_hand(pending, broken_over_lines).allows(COMPOSE)


PASTES: list[tuple[str, Callable[[str], str]]] = [
    ("Google's own address", lambda _: "https://accounts.google.com/o/oauth2/v2/auth"),
    ("nothing", lambda _: ""),
    ("words", lambda _: "it says it cannot connect"),
    ("no state", lambda address: address.replace("state=", "x=")),
    ("another attempt's state", lambda address: address.replace("state=", "state=x")),
]


@pytest.mark.parametrize(("what", "spoil"), PASTES)
def test_a_wrong_paste_is_told_from_a_right_one(
    home: World, what: str, spoil: Callable[[str], str]
) -> None:
    pending = begin_by_hand(CLIENT, home.endpoint)
    with pytest.raises(WrongPasteError) as caught:
        finish_by_hand(pending, spoil(last_address(pending.url)))
    assert "address bar" in caught.value.advice


def test_a_denied_consent_can_be_pasted_too(home: World) -> None:
    home.sandbox.on_consent(lambda _: Consent(allow=False))
    pending = begin_by_hand(CLIENT, home.endpoint)
    with pytest.raises(ConsentDeniedError):
        finish_by_hand(pending, last_address(pending.url))


def test_a_code_works_once(home: World) -> None:
    pending = begin_by_hand(CLIENT, home.endpoint)
    address = last_address(pending.url)
    finish_by_hand(pending, address)
    with pytest.raises(ConsentError, match="invalid_grant"):
        finish_by_hand(pending, address)


def test_a_wrong_client_secret_is_named_as_such(home: World) -> None:
    pending = begin_by_hand(ClientSecrets(CLIENT_ID, "wrong"), home.endpoint)
    with pytest.raises(ClientSecretsError) as caught:
        finish_by_hand(pending, last_address(pending.url))
    assert "Desktop app" in caught.value.advice


def test_a_token_server_that_is_down_during_consent_is_unavailable(home: World) -> None:
    pending = begin_by_hand(CLIENT, home.endpoint)
    address = last_address(pending.url)
    home.sandbox.faults.drop("POST", "/oauth2/token", times=None)
    with pytest.raises(UnavailableError):
        finish_by_hand(pending, address)


def test_the_switch_for_plain_http_is_set_back(
    home: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "OAUTHLIB_INSECURE_TRANSPORT"
    monkeypatch.delenv(name, raising=False)
    pending = begin_by_hand(CLIENT, home.endpoint)
    finish_by_hand(pending, last_address(pending.url))
    assert name not in os.environ
    monkeypatch.setenv(name, "kept")
    begin_by_hand(CLIENT, home.endpoint)
    assert os.environ[name] == "kept"


def test_a_token_is_refreshed_before_it_expires_and_not_sooner(home: World) -> None:
    home.client().profile()
    keys = home.keys()
    first = keys.token()
    home.nap(3000)
    assert keys.token() == first
    home.nap(500)
    assert keys.token() != first
    assert home.keys().token() == keys.token()


def test_threads_that_are_refused_together_refresh_once(home: World) -> None:
    keys = home.keys()
    refused = keys.token()
    before = home.asked("POST", "/oauth2/token")
    threads = [threading.Thread(target=keys.renew, args=(refused,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert home.asked("POST", "/oauth2/token") == before + 1


class FullDisk(MemoryTokens):
    def save(self, account: str, text: str) -> None:
        raise TokenStoreError("no space left")


def test_a_full_disk_does_not_stop_a_connected_account(
    home: World, caplog: pytest.LogCaptureFixture
) -> None:
    store = FullDisk()
    store.texts = home.store.texts
    with caplog.at_level(logging.WARNING):
        assert credentials(ALEX, store, home.endpoint, now=home.now).token()
    assert "could not be saved" in caplog.text


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((400, b'{"error": "invalid_grant"}'), GrantLostError),
        ((401, b'{"error": "deleted_client"}'), GrantLostError),
        ((400, b'{"error": "temporarily_unavailable"}'), UnavailableError),
        ((403, b"<html>Log in to this hotel's network</html>"), UnavailableError),
        ((200, b"<html>Log in to this hotel's network</html>"), UnavailableError),
        ((200, b"[]"), UnavailableError),
        ((302, b""), UnavailableError),
        ((500, b'{"error": "internal_failure"}'), UnavailableError),
    ],
)
def test_only_a_plain_word_of_the_oauth_server_ends_a_grant(
    home: World, answer: tuple[int, bytes], error: type[Exception]
) -> None:
    status, body = answer
    whole = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    configuration = b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"
    grant = Grant.from_json(home.store.texts[ALEX])
    with scripted_server(configuration, *[whole] * 3) as (url, seen), pytest.raises(error):
        refreshed(grant, Endpoint(oauth_url=url), START)
    assert len(seen) == 2


def test_a_grant_of_google_is_never_shown_to_another_server(home: World) -> None:
    text = home.store.texts[ALEX].replace('"from_google": false', '"from_google": true')
    home.store.save(ALEX, text)
    with pytest.raises(GrantLostError, match="another server"):
        home.keys()
    outcome = disconnect(ALEX, home.store, home.endpoint)
    assert not outcome.revoked
    assert home.store.load(ALEX) is None
    assert home.asked("POST", "/oauth2/revoke") == 0


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"schema": 1}', '{"schema": 1, "x": 2}'])
def test_a_damaged_token_is_a_lost_grant(home: World, text: str) -> None:
    home.store.save(ALEX, text)
    with pytest.raises(GrantLostError):
        home.keys()


def test_an_unknown_account_is_not_connected(home: World) -> None:
    with pytest.raises(GrantLostError, match="not connected"):
        credentials("jane@initech.example", home.store, home.endpoint)


def test_disconnecting_ends_the_grant_at_the_server_and_here(home: World) -> None:
    keys = home.keys()
    assert disconnect(ALEX, home.store, home.endpoint).revoked
    assert home.store.load(ALEX) is None
    with pytest.raises(GrantLostError):
        keys.renew(keys.grant.access_token)


def test_disconnecting_forgets_even_where_the_server_does_not_answer(home: World) -> None:
    home.sandbox.faults.drop("POST", "/oauth2/revoke", times=None)
    outcome = disconnect(ALEX, home.store, home.endpoint)
    assert not outcome.revoked
    assert "myaccount.google.com" in str(outcome.problem)
    assert home.store.load(ALEX) is None


def test_disconnecting_what_the_person_revoked_already_says_so(home: World) -> None:
    home.sandbox.revoke(ALEX)
    assert disconnect(ALEX, home.store, home.endpoint).problem == "the grant had ended already"


def test_googles_client_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "client_secret.json"
    installed = {"client_id": "7.apps.example", "client_secret": "s", "auth_uri": "https://evil/"}
    file.write_text("\ufeff" + json.dumps({"installed": installed}), encoding="utf-8")
    assert ClientSecrets.from_file(file) == ClientSecrets("7.apps.example", "s")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"web": {"client_id": "7", "client_secret": "s"}}', "Web application"),
        ('{"type": "service_account", "client_id": "7"}', "service account"),
        ('{"installed": {"client_id": "7"}}', "lacks"),
        ('{"installed": {"client_id": "7", "client_secret": ""}}', "lacks"),
        ('{"installed": []}', "not the JSON"),
        ("[]", "not the JSON"),
        ("7.apps.example", "not JSON"),
    ],
)
def test_a_wrong_client_file_is_named_with_what_to_do(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "client_secret.json"
    file.write_text(text)
    with pytest.raises(ClientSecretsError, match=why) as caught:
        ClientSecrets.from_file(file)
    assert str(file) in str(caught.value)
    assert "Desktop app" in caught.value.advice


def test_a_missing_client_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClientSecretsError, match=r"none\.json"):
        ClientSecrets.from_file(tmp_path / "none.json")
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(ClientSecretsError, match="no text"):
        ClientSecrets.from_file(tmp_path / "picture")
