"""Connecting an account with Google's own libraries, and all that can go wrong on the way."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request
from google_auth_oauthlib.flow import Flow

from gmail.sandbox import COMPOSE, READONLY, Consent, ConsentRequest, Sandbox
from tests.gmail.sandbox.helpers import ALEX, credentials, google_client, mail, refusal

REDIRECT = "http://localhost:18080/"


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@pytest.fixture
def flow(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flow]:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("OAUTHLIB_RELAX_TOKEN_SCOPE", "1")
    flow = Flow.from_client_config(
        sandbox.client_secrets(), [READONLY, COMPOSE], redirect_uri=REDIRECT
    )
    yield flow
    flow.oauth2session.close()


def consent(session: requests.Session, flow: Flow, **options: str) -> dict[str, str]:
    """What the consent page sends back to the client."""
    address, state = flow.authorization_url(**options)
    answer = session.get(address, allow_redirects=False)
    assert answer.status_code == 302
    location = answer.headers["location"]
    assert location.startswith(REDIRECT)
    fields = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    assert fields["state"] == state
    return fields


def test_discovery_names_the_sandboxs_own_addresses(
    sandbox: Sandbox, session: requests.Session
) -> None:
    found = session.get(f"{sandbox.url}/.well-known/openid-configuration").json()
    assert found["issuer"] == sandbox.url
    assert found["authorization_endpoint"] == sandbox.client_secrets()["installed"]["auth_uri"]
    assert found["token_endpoint"] == sandbox.client_secrets()["installed"]["token_uri"]
    assert found["revocation_endpoint"].startswith(sandbox.url)


def test_the_whole_way_with_googles_libraries(
    sandbox: Sandbox, session: requests.Session, flow: Flow
) -> None:
    fields = consent(session, flow, access_type="offline", prompt="consent")
    token = flow.fetch_token(code=fields["code"])
    assert token["token_type"] == "Bearer"
    assert set(token["scope"]) == {READONLY, COMPOSE}
    found = flow.credentials
    assert found.refresh_token
    first = found.token
    found.refresh(Request(session))
    assert found.token != first
    headers = {"Authorization": f"Bearer {found.token}"}
    profile = session.get(f"{sandbox.url}/gmail/v1/users/me/profile", headers=headers).json()
    assert profile["emailAddress"] == ALEX


def test_a_code_works_once_and_only_with_its_verifier(
    session: requests.Session, flow: Flow, sandbox: Sandbox
) -> None:
    client = sandbox.client_secrets()["installed"]
    form = {
        "grant_type": "authorization_code",
        "redirect_uri": REDIRECT,
        "client_id": client["client_id"],
        "client_secret": client["client_secret"],
    }

    def exchange(code: str, verifier: str | None) -> tuple[int, str]:
        more = {"code": code} | ({"code_verifier": verifier} if verifier else {})
        answer = session.post(client["token_uri"], form | more)
        return answer.status_code, answer.json().get("error", "")

    for wrong in ("x" * 43, None):
        code = consent(session, flow)["code"]
        assert exchange(code, wrong) == (400, "invalid_grant")
    code = consent(session, flow)["code"]
    assert exchange(code, flow.code_verifier) == (200, "")
    assert exchange(code, flow.code_verifier) == (400, "invalid_grant")


def test_a_person_may_say_no(sandbox: Sandbox, session: requests.Session, flow: Flow) -> None:
    sandbox.on_consent(lambda _request: Consent(allow=False))
    fields = consent(session, flow)
    assert fields["error"] == "access_denied"
    assert "code" not in fields


def test_a_person_may_untick_a_scope(
    sandbox: Sandbox, session: requests.Session, flow: Flow
) -> None:
    sandbox.on_consent(lambda _request: Consent(scopes=(READONLY,)))
    token = flow.fetch_token(code=consent(session, flow)["code"])
    assert token["scope"] == [READONLY]


def test_the_account_is_the_one_hinted_at_or_chosen(
    sandbox: Sandbox, session: requests.Session, flow: Flow
) -> None:
    sandbox.add_account("sam@example.org")
    asked: list[ConsentRequest] = []

    def choose(request: ConsentRequest) -> Consent:
        asked.append(request)
        return Consent(email=None if request.login_hint else ALEX)

    sandbox.on_consent(choose)
    for hint, expected in ((" ", ALEX), ("sam@example.org", "sam@example.org")):
        token = flow.fetch_token(code=consent(session, flow, login_hint=hint.strip())["code"])
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        profile = session.get(f"{sandbox.url}/gmail/v1/users/me/profile", headers=headers)
        assert profile.json()["emailAddress"] == expected
    assert asked[0].accounts == (ALEX, "sam@example.org")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"client_id": "stranger"}, 401),
        ({"redirect_uri": "https://evil.example/"}, 400),
        ({"redirect_uri": "urn:ietf:wg:oauth:2.0:oob"}, 400),
        ({"response_type": "token"}, 400),
        ({"scope": ""}, 400),
        ({"code_challenge_method": "none"}, 400),
    ],
)
def test_a_wrong_question_gets_an_error_page_and_no_redirect(
    session: requests.Session, flow: Flow, change: dict[str, str], status: int
) -> None:
    address, _ = flow.authorization_url()
    base, _, query = address.partition("?")
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    answer = session.get(base, params=asked | change, allow_redirects=False)
    assert answer.status_code == status
    assert "location" not in answer.headers


def test_another_clients_secret_is_refused(sandbox: Sandbox, session: requests.Session) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": "x", "client_id": "stranger"}
    answer = session.post(f"{sandbox.url}/token", form)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    known = sandbox.client_secrets()["installed"]["client_id"]
    basic = base64.b64encode(f"{known}:wrong".encode()).decode()
    answer = session.post(
        f"{sandbox.url}/oauth2/token", form, headers={"Authorization": f"Basic {basic}"}
    )
    assert answer.json()["error"] == "invalid_client"


def test_a_revoked_grant_is_dead_for_both_tokens(
    sandbox: Sandbox, session: requests.Session, gmail: Any
) -> None:
    found = credentials(sandbox)
    sandbox.revoke(ALEX)
    with pytest.raises(RefreshError) as caught:
        found.refresh(Request(session))  # type: ignore[no-untyped-call]  # untyped library
    assert not caught.value.retryable
    assert caught.value.args[1]["error"] == "invalid_grant"
    headers = {"Authorization": f"Bearer {found.token}"}
    answer = session.get(f"{sandbox.url}/gmail/v1/users/me/profile", headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"]["errors"][0]["reason"] == "authError"
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("path", ["/revoke", "/oauth2/revoke"])
def test_a_client_can_hand_back_its_grant(
    sandbox: Sandbox, session: requests.Session, path: str
) -> None:
    token = sandbox.authorized_user(ALEX)["refresh_token"]
    assert session.post(sandbox.url + path, {"token": token}).status_code == 200
    again = session.post(sandbox.url + path, {"token": token})
    assert (again.status_code, again.json()["error"]) == (400, "invalid_token")


def test_an_expired_access_token_is_refreshed_by_the_client(sandbox: Sandbox, gmail: Any) -> None:
    sandbox.expire_access_tokens()
    assert gmail.users().getProfile(userId="me").execute()["emailAddress"] == ALEX
    statuses = [seen.status for seen in sandbox.requests]
    assert statuses == [401, 200, 200]


def test_tokens_live_an_hour(sandbox: Sandbox, session: requests.Session) -> None:
    now = [1000.0]
    sandbox.authority.clock = lambda: now[0]
    headers = {"Authorization": f"Bearer {sandbox.authorized_user(ALEX)['token']}"}
    url = f"{sandbox.url}/gmail/v1/users/me/profile"
    now[0] += 3599
    assert session.get(url, headers=headers).status_code == 200
    now[0] += 1
    assert session.get(url, headers=headers).status_code == 401


def test_no_token_at_all(sandbox: Sandbox, session: requests.Session) -> None:
    answer = session.get(f"{sandbox.url}/gmail/v1/users/me/profile")
    assert answer.status_code == 401
    assert answer.json()["error"]["errors"][0]["reason"] == "required"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_call_beyond_the_granted_scopes(sandbox: Sandbox) -> None:
    gmail = google_client(sandbox, scopes=[READONLY])
    arrived = sandbox.deliver(ALEX, mail()).message_id
    messages = gmail.users().messages()
    modify = messages.modify(userId="me", id=arrived, body={"addLabelIds": ["STARRED"]})
    assert refusal(modify) == (403, "insufficientPermissions")
    create = gmail.users().drafts().create(userId="me", body={})
    assert refusal(create) == (403, "insufficientPermissions")
    assert messages.get(userId="me", id=arrived).execute()["id"] == arrived
    gmail.close()


def test_the_metadata_scope_shows_no_content(sandbox: Sandbox) -> None:
    gmail = google_client(sandbox, scopes=["https://www.googleapis.com/auth/gmail.metadata"])
    arrived = sandbox.deliver(ALEX, mail()).message_id
    messages = gmail.users().messages()
    assert refusal(messages.get(userId="me", id=arrived)) == (403, "forbidden")
    assert refusal(messages.list(userId="me", q="movie")) == (403, "forbidden")
    assert messages.get(userId="me", id=arrived, format="metadata").execute()["id"] == arrived
    gmail.close()
