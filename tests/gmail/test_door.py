"""Stories of requests that go wrong, through the real Google client over HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from gmail.client import GmailClient, RawMessage
from gmail.endpoint import Endpoint
from gmail.errors import (
    AccountRestsError,
    DoubtfulWriteError,
    GrantLostError,
    NotFoundError,
    RefusedError,
    ScopeMissingError,
    UnavailableError,
)
from gmail.oauth import READONLY
from gmail.quota import QuotaMeter
from tests.gmail.door_world import ALEX, START, FixedKeys, World, scripted_server, world


@pytest.fixture
def home() -> Iterator[World]:
    with world() as made:
        yield made


def test_a_read_is_repeated_after_faults_of_the_server_with_growing_pauses(home: World) -> None:
    home.sandbox.faults.refuse("GET", "profile", status=503, times=2)
    home.sandbox.faults.drop("GET", "profile", nth=3)
    assert home.client().profile().email == ALEX
    assert home.naps == [0.5, 1.0, 2.0]


def test_the_wait_that_retry_after_asks_for_is_kept(home: World) -> None:
    home.sandbox.faults.refuse("GET", "profile", status=429, reason="x", retry_after=17)
    home.client().profile()
    assert home.naps == [17.0]


@pytest.mark.parametrize("status", [403, 429])
def test_the_wait_named_in_the_text_is_kept(home: World, status: int) -> None:
    home.sandbox.faults.rest(path="profile", status=status, retry_at=START + timedelta(seconds=20))
    home.client().profile()
    assert home.naps == [20.0]


@pytest.mark.parametrize("status", [403, 429])
def test_a_long_wait_lets_the_account_rest_instead_of_sleeping(home: World, status: int) -> None:
    until = START + timedelta(minutes=15)
    home.sandbox.faults.rest(path="profile", status=status, retry_at=until)
    with pytest.raises(AccountRestsError) as caught:
        home.client().profile()
    assert caught.value.retry_at == until
    assert home.naps == []


def test_a_server_that_stays_down_is_given_up(home: World) -> None:
    home.sandbox.faults.refuse("GET", "profile", status=500, times=None)
    with pytest.raises(UnavailableError):
        home.client().profile()
    assert home.asked("GET", "profile") == 5
    assert len(home.naps) == 4


def test_a_refusal_is_final_at_once(home: World) -> None:
    home.sandbox.faults.refuse("GET", "profile", status=403, reason="domainPolicy")
    with pytest.raises(RefusedError) as caught:
        home.client().profile()
    assert caught.value.reason == "domainPolicy"
    assert home.naps == []


@pytest.mark.parametrize("acts", [True, False])
def test_a_write_whose_answer_is_lost_goes_out_once(home: World, acts: bool) -> None:
    home.sandbox.faults.drop("POST", "/drafts", acts=acts, times=None)
    with pytest.raises(DoubtfulWriteError):
        home.client().create_draft(b"Subject: x\r\n\r\nHello\r\n")
    assert home.asked("POST", "/drafts") == 1
    assert len(home.sandbox.person(ALEX).drafts()) == acts


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_write_answered_with_a_server_fault_goes_out_once(home: World, status: int) -> None:
    home.sandbox.faults.refuse("POST", "/drafts", status=status, times=None)
    with pytest.raises(DoubtfulWriteError):
        home.client().create_draft(b"Subject: x\r\n\r\nHello\r\n")
    assert home.asked("POST", "/drafts") == 1


def test_a_write_with_half_an_answer_is_doubtful(home: World) -> None:
    home.sandbox.faults.truncate("POST", "/drafts")
    with pytest.raises(DoubtfulWriteError):
        home.client().create_draft(b"Subject: x\r\n\r\nHello\r\n")
    assert home.asked("POST", "/drafts") == 1


def test_a_write_refused_for_its_rate_is_a_clear_no_and_goes_out_again(home: World) -> None:
    home.sandbox.faults.refuse("POST", "/drafts", status=429, reason="rateLimitExceeded")
    home.sandbox.faults.rest(
        "POST", "/drafts", status=403, retry_at=START + timedelta(seconds=9), nth=2
    )
    home.client().create_draft(b"Subject: x\r\n\r\nHello\r\n")
    assert len(home.sandbox.person(ALEX).drafts()) == 1
    assert home.asked("POST", "/drafts") == 3


def test_a_write_never_sent_is_no_doubtful_write() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    naps: list[float] = []
    client = GmailClient(FixedKeys(), Endpoint(f"http://127.0.0.1:{port}"), sleep=naps.append)
    with pytest.raises(UnavailableError):
        client.create_draft(b"Subject: x\r\n\r\nHello\r\n")
    assert len(naps) == 4


def test_a_kept_connection_that_died_leaves_no_write_in_doubt(home: World) -> None:
    client = home.client()
    client.profile()
    for connection in client._local.door._wire._http.connections.values():
        connection.sock.shutdown(socket.SHUT_RDWR)
    client.create_draft(b"Subject: x\r\n\r\nHello\r\n")
    assert len(home.sandbox.person(ALEX).drafts()) == 1


def test_after_a_read_timeout_the_late_answer_is_not_taken_for_the_next(home: World) -> None:
    message_id = home.deliver()
    client = home.client(timeout=timedelta(seconds=0.8))
    client.profile()
    before = client._local.door._wire._http
    home.sandbox.faults.stall("GET", "messages/", seconds=5.0, acts=True)
    assert client.raw_message(message_id).id == message_id
    assert client._local.door._wire._http is not before
    assert home.naps[0] == 0.5


def test_a_write_that_times_out_is_doubtful(home: World) -> None:
    client = home.client(timeout=timedelta(seconds=0.3))
    home.sandbox.faults.stall("POST", "/drafts", seconds=5.0, acts=True)
    with pytest.raises(DoubtfulWriteError):
        client.create_draft(b"Subject: x\r\n\r\nHello\r\n")
    assert home.asked("POST", "/drafts") == 1


def test_an_expired_token_is_renewed_once_and_saved(home: World) -> None:
    client = home.client()
    client.profile()
    saved = home.store.saves
    home.sandbox.expire_access_tokens()
    client.profile()
    assert home.store.saves == saved + 1
    assert home.naps == []


def test_a_write_refused_for_an_expired_token_happens_once(home: World) -> None:
    client = home.client()
    client.profile()
    home.sandbox.expire_access_tokens()
    client.create_draft(b"Subject: x\r\n\r\nHello\r\n")
    assert len(home.sandbox.person(ALEX).drafts()) == 1


def test_a_token_that_is_refused_twice_is_a_lost_grant(home: World) -> None:
    home.sandbox.faults.refuse("GET", "profile", status=401, reason="authError", times=None)
    with pytest.raises(GrantLostError):
        home.client().profile()
    assert home.asked("GET", "profile") == 2


def test_a_revoked_grant_is_a_lost_grant(home: World) -> None:
    client = home.client()
    client.profile()
    home.sandbox.revoke(ALEX)
    with pytest.raises(GrantLostError) as caught:
        client.profile()
    assert "afterword connect" in caught.value.advice


def test_a_token_server_that_is_down_is_no_lost_grant(home: World) -> None:
    home.sandbox.faults.refuse("POST", "/oauth2/token", status=503, times=None)
    with pytest.raises(UnavailableError):
        home.client().profile()
    home.sandbox.faults.clear()
    home.sandbox.faults.refuse("POST", "/oauth2/token", status=503)
    assert home.client().profile().email == ALEX


def test_a_call_outside_the_grant_says_which_kind_of_no_it_is() -> None:
    with world(scopes=(READONLY,)) as home, pytest.raises(ScopeMissingError):
        home.client().create_draft(b"Subject: x\r\n\r\nHello\r\n")


def test_a_batch_with_one_gone_message_brings_the_others_in_order(home: World) -> None:
    ids = [home.deliver(number) for number in range(3)]
    asked = [ids[2], "19c0000000000001", ids[0], ids[1]]
    got = dict(home.client().raw_messages(asked))
    assert list(got) == asked
    assert isinstance(got["19c0000000000001"], NotFoundError)
    assert all(isinstance(got[one], RawMessage) for one in ids)
    assert home.asked("POST", "/batch") == 1


def test_sixty_messages_go_in_three_batches(home: World) -> None:
    ids = [home.deliver(number) for number in range(60)]
    got = [message_id for message_id, _ in home.client().raw_messages(ids)]
    assert got == ids
    assert home.asked("POST", "/batch") == 3


def test_parts_of_a_batch_that_were_refused_for_their_rate_are_asked_for_again() -> None:
    with world(units=100) as home:
        ids = [home.deliver(number) for number in range(8)]
        got = dict(home.client().raw_messages(ids))
    assert all(isinstance(one, RawMessage) for one in got.values())
    assert list(got) == ids
    assert sum(home.naps) >= 50


def test_a_server_without_batches_is_asked_for_one_at_a_time(home: World) -> None:
    ids = [home.deliver(number) for number in range(3)]
    home.sandbox.faults.refuse("POST", "/batch", status=404, reason="notFound", times=None)
    client = home.client()
    for _ in range(2):
        assert [one for one, _ in client.raw_messages(ids)] == ids
    assert home.asked("POST", "/batch") == 1


def test_a_garbled_batch_answer_costs_nothing_but_time(home: World) -> None:
    ids = [home.deliver(number) for number in range(3)]
    home.sandbox.faults.truncate("POST", "/batch")
    got = dict(home.client().raw_messages(ids))
    assert all(isinstance(one, RawMessage) for one in got.values())


def test_an_account_that_must_rest_stops_a_batch_loudly(home: World) -> None:
    ids = [home.deliver(number) for number in range(3)]
    home.sandbox.faults.rest(path="gmail|batch", retry_at=START + timedelta(hours=1), times=None)
    with pytest.raises(AccountRestsError):
        list(home.client().raw_messages(ids))


def test_the_meter_keeps_us_under_the_servers_limit() -> None:
    with world(units=600) as home:
        ids = [home.deliver(number) for number in range(60)]
        client = home.client(meter=QuotaMeter(540))
        got = list(client.raw_messages(ids))
    assert len(got) == 60
    assert all(seen.status == 200 for seen in home.sandbox.requests)
    assert sum(home.naps) == 120


def test_each_thread_has_its_own_connection_and_all_see_the_same_mail(home: World) -> None:
    message_id = home.deliver()
    client = home.client()
    doors, seen = set(), []

    def read() -> None:
        seen.append(client.raw_message(message_id).id)
        doors.add(client._local.door)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [message_id] * 4
    assert len(doors) == 4


def test_a_redirect_is_not_followed() -> None:
    body = b'{"emailAddress": "eve@evil.example", "historyId": "1"}'
    welcome = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with scripted_server(welcome) as (elsewhere, reached):
        answer = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere}/x\r\nContent-Length: 0\r\n\r\n"
        with scripted_server(answer.encode()) as (url, seen):
            client = GmailClient(FixedKeys(), Endpoint(url))
            with pytest.raises(UnavailableError):
                client.profile()
    assert len(seen) == 1
    assert reached == []


def test_httplib2_does_not_repeat_a_write_behind_our_back() -> None:
    with scripted_server(b"", b"", b"") as (url, seen):
        client = GmailClient(FixedKeys(), Endpoint(url))
        with pytest.raises(DoubtfulWriteError):
            client.create_draft(b"Subject: x\r\n\r\nHello\r\n")
    assert len(seen) == 1


def test_an_answer_of_another_protocol_is_said_to_be_one() -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p/>"
    with scripted_server(page) as (url, _):
        client = GmailClient(FixedKeys(), Endpoint(url))
        with pytest.raises(UnavailableError, match="not Gmail's"):
            client.profile()


def test_a_search_that_would_become_a_post_is_refused(home: World) -> None:
    with pytest.raises(ValueError, match="split it"):
        home.client().message_ids("é" * 300)
    home.client().message_ids("from:x " * 100)
    assert home.asked("POST", "/messages") == 0
