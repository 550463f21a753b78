"""Faults, quota and the log: what tests of the rest of Afterword are built on."""

from __future__ import annotations

import http.client
import json
import socket
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from googleapiclient.errors import HttpError

from gmail.sandbox import DropConnection, Person, Quota, Sandbox
from tests.gmail.sandbox.helpers import (
    ALEX,
    Clock,
    cursor,
    draft_body,
    google_client,
    mail,
    refusal,
)

LETTER = draft_body(mail(sender=ALEX, to="jane@initech.example"))


def create(gmail: Any) -> Any:
    return gmail.users().drafts().create(userId="me", body=LETTER)


def profile(gmail: Any) -> Any:
    return gmail.users().getProfile(userId="me")


def test_a_refusal_before_the_act_changes_nothing(
    sandbox: Sandbox, gmail: Any, alex: Person
) -> None:
    sandbox.faults.refuse("POST", r"/drafts$", status=503)
    assert refusal(create(gmail)) == (503, "backendError")
    assert alex.drafts() == []
    create(gmail).execute()
    assert len(alex.drafts()) == 1


def test_a_refusal_after_the_act_has_done_it(sandbox: Sandbox, gmail: Any, alex: Person) -> None:
    sandbox.faults.refuse("POST", r"/drafts$", status=503, acts=True)
    assert refusal(create(gmail)) == (503, "backendError")
    assert len(alex.drafts()) == 1


@pytest.mark.parametrize("acts", [True, False])
def test_a_dropped_connection(sandbox: Sandbox, alex: Person, acts: bool) -> None:
    killed: list[int] = []
    sandbox.faults.drop(
        "POST", r"/drafts$", acts=acts, then=lambda: killed.append(len(alex.drafts()))
    )
    with pytest.raises(http.client.RemoteDisconnected):
        plain_create(sandbox)
    assert killed == [int(acts)]
    assert len(alex.drafts()) == int(acts)
    assert sandbox.requests[-1].status == 0


def plain_create(sandbox: Sandbox) -> int:
    """drafts.create with nothing between: the status."""
    token = sandbox.authorized_user(ALEX)["token"]
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    try:
        connection.request("POST", "/gmail/v1/users/me/drafts", json.dumps(LETTER), headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_httplib2_left_alone_repeats_a_post_whose_answer_was_lost(
    sandbox: Sandbox, gmail: Any, alex: Person
) -> None:
    sandbox.faults.drop("POST", r"/drafts$", acts=True)
    create(gmail).execute(num_retries=0)
    assert len(alex.drafts()) == 2


def test_a_stalled_answer_ends_in_a_timeout_and_others_go_on(
    sandbox: Sandbox, gmail: Any, alex: Person
) -> None:
    other = google_client(sandbox)
    sandbox.faults.stall("POST", r"/drafts$", seconds=20, acts=True)
    profile(gmail).execute()
    gmail._http.http.timeout = 0.05
    for connection in gmail._http.http.connections.values():
        connection.sock.settimeout(0.05)
    with pytest.raises(socket.timeout):
        create(gmail).execute()
    assert profile(other).execute()["messagesTotal"] == 1
    for client in (gmail, other):
        client.close()


def test_half_an_answer(sandbox: Sandbox, gmail: Any) -> None:
    sandbox.faults.truncate("GET", "/profile")
    # Google's client does not complain: what it cannot read as JSON, it hands over as text.
    assert isinstance(profile(gmail).execute(), str)
    assert profile(gmail).execute()["emailAddress"] == ALEX


def test_faults_strike_from_the_nth_request_on_and_then_stop(sandbox: Sandbox, gmail: Any) -> None:
    sandbox.faults.refuse("GET", "/profile", status=500, nth=2, times=2)
    statuses = []
    for _ in range(4):
        try:
            profile(gmail).execute()
            statuses.append(200)
        except HttpError as error:
            statuses.append(error.status_code)
    assert statuses == [200, 500, 500, 200]
    sandbox.faults.refuse("GET", "/profile", times=None)
    assert [refusal(profile(gmail))[0] for _ in range(3)] == [503] * 3
    sandbox.faults.clear()
    profile(gmail).execute()


def test_a_rate_limit_says_until_when(sandbox: Sandbox, gmail: Any, clock: Clock) -> None:
    sandbox.faults.rest("GET", retry_at=clock.now + timedelta(minutes=15), status=403)
    sandbox.faults.refuse("GET", status=429, reason="rateLimitExceeded", retry_after=7, nth=2)
    with pytest.raises(HttpError) as caught:
        profile(gmail).execute()
    assert caught.value.status_code == 403
    assert "Retry after 2026-03-05T12:15:00.000Z" in caught.value.reason
    with pytest.raises(HttpError) as caught:
        profile(gmail).execute()
    assert caught.value.resp["retry-after"] == "7"


@pytest.mark.parametrize("status", [403, 429])
def test_quota_is_spent_by_method_and_comes_back(clock: Clock, status: int) -> None:
    with Sandbox(clock, quota=Quota(per_minute=50, status=status)) as sandbox:
        sandbox.add_account(ALEX)
        arrived = sandbox.deliver(ALEX, mail()).message_id
        gmail = google_client(sandbox)
        get = gmail.users().messages().get
        get(userId="me", id=arrived).execute()
        clock.forward(seconds=30)
        get(userId="me", id=arrived).execute()
        assert refusal(get(userId="me", id=arrived)) == (status, "rateLimitExceeded")
        # While the account rests, even the cheapest call is refused.
        assert refusal(profile(gmail)) == (status, "rateLimitExceeded")
        clock.forward(seconds=60)
        get(userId="me", id=arrived).execute()
        gmail.close()


def test_the_log_tells_what_was_called_and_what_it_cost(sandbox: Sandbox, gmail: Any) -> None:
    gmail.users().messages().list(userId="me", q="from:jane", maxResults=7).execute()
    (seen,) = sandbox.requests
    assert (seen.method, seen.path) == ("GET", "/gmail/v1/users/me/messages")
    assert (seen.query["q"], seen.query["maxResults"]) == (["from:jane"], ["7"])
    assert (seen.method_id, seen.email) == ("gmail.users.messages.list", ALEX)
    assert (seen.status, seen.units) == (200, 5)
    sandbox.clear_requests()
    assert sandbox.requests == []


def test_callbacks_come_before_the_act_and_before_the_answer(
    sandbox: Sandbox, gmail: Any, alex: Person
) -> None:
    told: list[tuple[str, str, int]] = []

    def note(method: str, path: str, phase: str) -> None:
        told.append((method, phase, len(alex.drafts())))

    sandbox.on_request(note)
    create(gmail).execute()
    assert told == [("POST", "before", 0), ("POST", "after", 1)]


@pytest.mark.parametrize(("cut_at", "drafts"), [("before", 0), ("after", 1)])
def test_a_callback_can_cut_the_line(
    sandbox: Sandbox, alex: Person, cut_at: str, drafts: int
) -> None:
    def cut(method: str, path: str, phase: str) -> None:
        if method == "POST" and phase == cut_at:
            raise DropConnection

    sandbox.on_request(cut)
    with pytest.raises(http.client.RemoteDisconnected):
        plain_create(sandbox)
    assert len(alex.drafts()) == drafts
    assert sandbox.requests[-1].status == 0


def test_a_failing_callback_fails_the_test_that_set_it(clock: Clock) -> None:
    def broken(method: str, path: str, phase: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), Sandbox(clock) as sandbox:  # noqa: PT012
        sandbox.add_account(ALEX)
        gmail = google_client(sandbox)
        sandbox.on_request(broken)
        assert refusal(profile(gmail))[0] == 500
        gmail.close()


def test_accounts_know_nothing_of_each_other(sandbox: Sandbox, gmail: Any) -> None:
    sandbox.add_account("sam@example.org")
    other = google_client(sandbox, "sam@example.org")
    since = cursor(other)
    arrived = sandbox.deliver(ALEX, mail())
    assert cursor(other) == since
    get = other.users().messages().get(userId="me", id=arrived.message_id)
    assert refusal(get) == (404, "notFound")
    other.close()
