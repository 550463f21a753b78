"""Attempts to make Afterword do what it must not, by every road we know."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from googleapiclient.http import HttpRequest, MediaInMemoryUpload
from hypothesis import given
from hypothesis import strategies as st

from gmail.allow_list import RULES, AllowList
from gmail.client import GmailClient
from gmail.endpoint import GOOGLE_GMAIL, Endpoint
from gmail.errors import NotOnAllowListError
from gmail.sandbox.quota import UNITS
from tests.gmail.door_world import FixedKeys, scripted_server

JSON_HEADERS = {"content-type": "application/json"}
ME = f"{GOOGLE_GMAIL}gmail/v1/users/me"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even a name may be looked up."""

    def refuse(*args: object, **kwargs: object) -> None:
        pytest.fail("something tried to reach the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def service(no_network: None) -> Iterator[Any]:
    """Google's own client on the real address, with gmail.modify opted in."""
    client = GmailClient(FixedKeys(), Endpoint(), modify=True)
    yield client._service()
    client.close()


LETTER = {"raw": "U3ViamVjdDogeA0KDQo="}
CALLS: dict[str, Callable[[Any], Any]] = {
    "messages.send": lambda users: users.messages().send(userId="me", body=LETTER),
    "messages.import": lambda users: users.messages().import_(userId="me", body=LETTER),
    "messages.insert": lambda users: users.messages().insert(userId="me", body=LETTER),
    "messages.trash": lambda users: users.messages().trash(userId="me", id="a"),
    "messages.delete": lambda users: users.messages().delete(userId="me", id="a"),
    "messages.modify": lambda users: users.messages().modify(userId="me", id="a", body={}),
    "messages.batchDelete": lambda users: users.messages().batchDelete(userId="me", body={}),
    "threads.delete": lambda users: users.threads().delete(userId="me", id="a"),
    "threads.trash": lambda users: users.threads().trash(userId="me", id="a"),
    "drafts.send": lambda users: users.drafts().send(userId="me", body={"id": "r1"}),
    "drafts of another user": lambda users: users.drafts().list(userId="jane@initech.example"),
    "drafts.create by upload": lambda users: users.drafts().create(
        userId="me",
        body={"message": LETTER},
        media_body=MediaInMemoryUpload(b"x", mimetype="message/rfc822"),
    ),
    "messages.send by resumable upload": lambda users: users.messages().send(
        userId="me",
        media_body=MediaInMemoryUpload(b"x", mimetype="message/rfc822", resumable=True),
    ),
    "forwarding": lambda users: users.settings().updateAutoForwarding(userId="me", body={}),
    "filters": lambda users: users.settings().filters().create(userId="me", body={}),
    "delegates": lambda users: users.settings().delegates().create(userId="me", body={}),
    "sendAs.create": lambda users: users.settings().sendAs().create(userId="me", body={}),
    "watch": lambda users: users.watch(userId="me", body={}),
    "id that climbs": lambda users: users.drafts().update(userId="me", id="../send", body={}),
    "id of the sending path": lambda users: users.drafts().update(userId="me", id="send", body={}),
    "search long enough for an override": lambda users: users.messages().list(
        userId="me", q="x" * 3000
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_the_client_library_cannot_be_made_to(name: str, service: Any) -> None:
    with pytest.raises(NotOnAllowListError):
        CALLS[name](service.users()).execute()


@pytest.mark.parametrize("name", ["messages.send", "drafts.send", "messages.trash"])
def test_nor_inside_a_batch(name: str, service: Any) -> None:
    batch = service.new_batch_http_request()
    batch.add(service.users().getProfile(userId="me"))
    batch.add(CALLS[name](service.users()))
    with pytest.raises(NotOnAllowListError):
        batch.execute()


def test_nor_may_an_allowed_write_hide_in_a_batch(service: Any) -> None:
    batch = service.new_batch_http_request()
    batch.add(service.users().drafts().delete(userId="me", id="r1"))
    with pytest.raises(NotOnAllowListError, match="only reading"):
        batch.execute()


def test_nor_by_an_override_header(service: Any) -> None:
    request = service.users().messages().list(userId="me")
    request.headers["X-HTTP-Method-Override"] = "POST"
    with pytest.raises(NotOnAllowListError):
        request.execute()


def test_nor_by_an_override_header_inside_a_batch(service: Any) -> None:
    batch = service.new_batch_http_request()
    request = service.users().messages().list(userId="me")
    request.headers["X-HTTP-Method-Override"] = "POST"
    batch.add(request)
    with pytest.raises(NotOnAllowListError):
        batch.execute()


def test_nor_by_lines_smuggled_into_a_batch(service: Any) -> None:
    def refused(uri: str, headers: dict[str, str], body: str | None) -> bool:
        batch = service.new_batch_http_request()
        request = HttpRequest(service._http, lambda *_: None, uri, headers=headers, body=body)
        batch.add(request)
        with pytest.raises(NotOnAllowListError):
            batch.execute()
        return True

    second = "POST /gmail/v1/users/me/messages/send HTTP/1.1\nHost: gmail.googleapis.com\n\n{}"
    assert refused(f"{ME}/messages", {}, second)
    assert refused(f"{ME}/messages HTTP/1.1\n{second}", {}, None)
    assert refused("https://evil.example/gmail/v1/users/me/messages", {}, None)


PATHS = [
    "/messages/send",
    "/messages/send/",
    "/messages/send?alt=json",
    "/messages/send#x",
    "/messages//send",
    "//messages/send",
    "/drafts/send",
    "/drafts/./send",
    "/drafts/r1/../send",
    "/drafts/..%2fdrafts/send",
    "/drafts/%73end",
    "/drafts%2Fsend",
    "/drafts;x=y",
    "/drafts?$httpMethod=POST",
    "/drafts?uploadType=media",
    "/drafts?upload_protocol=raw",
    "/drafts?alt=media",
    "/drafts?access_token=x",
    "/drafts?x=\r\nHost: evil.example",
    "/DRAFTS",
    "/Messages/Send",
    "/drafts\n",
    "/drafts ",
]


@pytest.mark.parametrize("modify", [False, True])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "post", "Post", "SEND", "GET\n"])
def test_no_spelling_of_a_path_opens_a_way(method: str, path: str, modify: bool) -> None:
    with pytest.raises(NotOnAllowListError):
        AllowList(GOOGLE_GMAIL, modify=modify).check(method, ME + path, JSON_HEADERS, "{}")


@pytest.mark.parametrize(
    "uri",
    [
        "https://gmail.googleapis.com/upload/gmail/v1/users/me/drafts",
        "https://gmail.googleapis.com/upload/gmail/v1/users/me/messages/send",
        "https://gmail.googleapis.com/resumable/upload/gmail/v1/users/me/drafts",
        "https://gmail.googleapis.com/gmail/v1/users/ME/drafts",
        "https://gmail.googleapis.com/gmail/v1/users/alex%40example.com/drafts",
        "https://gmail.googleapis.com.evil.example/gmail/v1/users/me/drafts",
        "https://gmail.googleapis.com@evil.example/gmail/v1/users/me/drafts",
        "http://gmail.googleapis.com/gmail/v1/users/me/drafts",
        "https://www.googleapis.com/gmail/v1/users/me/drafts",
        "https://gmail.mtls.googleapis.com/gmail/v1/users/me/drafts",
        "//gmail.googleapis.com/gmail/v1/users/me/drafts",
    ],
)
def test_no_other_address_is_reached(uri: str) -> None:
    with pytest.raises(NotOnAllowListError):
        AllowList(GOOGLE_GMAIL, modify=True).check("POST", uri, JSON_HEADERS, "{}")


def test_a_nested_or_foreign_batch_is_refused() -> None:
    allow = AllowList(GOOGLE_GMAIL)
    body = "--xxxxxxxxxx\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\n--xxxxxxxxxx--\n"
    headers = {"content-type": 'multipart/mixed; boundary="xxxxxxxxxx"'}
    for uri in (f"{GOOGLE_GMAIL}batch", f"{GOOGLE_GMAIL}batch/gmail/v1"):
        with pytest.raises(NotOnAllowListError):
            allow.check("POST", uri, headers, body)
    with pytest.raises(NotOnAllowListError):
        allow.check("POST", f"{GOOGLE_GMAIL}batch", {"content-type": "text/plain"}, body)


def test_labels_are_closed_until_the_person_opts_in() -> None:
    for path in ("/labels", "/threads/a/modify"):
        call = ("POST", ME + path, JSON_HEADERS, "{}")
        with pytest.raises(NotOnAllowListError):
            AllowList(GOOGLE_GMAIL).check(*call)
        assert not AllowList(GOOGLE_GMAIL, modify=True).check(*call).repeatable


def test_a_body_other_than_json_is_refused() -> None:
    allow = AllowList(GOOGLE_GMAIL)
    with pytest.raises(NotOnAllowListError):
        allow.check("POST", f"{ME}/drafts", {"content-type": "message/rfc822"}, b"Subject: x")
    with pytest.raises(NotOnAllowListError):
        allow.check("GET", f"{ME}/drafts", JSON_HEADERS, "{}")


def test_no_rule_names_sending_and_every_write_is_known() -> None:
    assert not [
        rule
        for rule in RULES
        if "send" in rule.path.replace("(?!send$)", "").lower() and rule.name != "sendAs.list"
    ]
    assert {rule.name for rule in RULES if rule.method != "GET"} == {
        "drafts.create",
        "drafts.update",
        "drafts.delete",
        "labels.create",
        "threads.modify",
        "messages.insert",
    }
    assert not any(rule.repeatable for rule in RULES if rule.method != "GET")


def test_the_units_are_those_the_server_counts() -> None:
    def google(name: str) -> str:
        name = {
            "sendAs.list": "settings.sendAs.list",
            "attachments.get": "messages.attachments.get",
        }.get(name, name)
        return f"gmail.users.{name}"

    known = {rule.name: rule.units for rule in RULES if google(rule.name) in UNITS}
    assert known == {name: UNITS[google(name)] for name in known}
    assert len(known) >= 15


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    path=st.text(st.sampled_from("abcsendrftmge/%2.;?&=#_-:$ "), max_size=40),
    start=st.sampled_from(["", "/drafts/", "/messages/", "/messages/send", "/drafts/send"]),
)
def test_no_write_ever_reaches_a_path_that_sends(method: str, path: str, start: str) -> None:
    allow = AllowList(GOOGLE_GMAIL, modify=True)
    try:
        allow.check(method, ME + start + path, JSON_HEADERS, None)
    except NotOnAllowListError:
        return
    target = (start + path).partition("?")[0]
    assert method == "GET" or not target.endswith("send")


def test_uploads_and_batches_stay_on_the_given_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even with the environment asking for Google's mutual-TLS address."""
    monkeypatch.setenv("GOOGLE_API_USE_MTLS_ENDPOINT", "always")
    document = Endpoint("http://127.0.0.1:9").discovery_document()
    addresses = [value for value in document.values() if isinstance(value, str)]
    assert not [one for one in addresses if "googleapis.com" in one]
    with scripted_server() as (url, _):
        client = GmailClient(FixedKeys(), Endpoint(url))
        service = client._service()
        assert service.new_batch_http_request()._batch_uri == f"{url}/batch"
        upload = (
            service.users()
            .drafts()
            .create(userId="me", media_body=MediaInMemoryUpload(b"x", mimetype="message/rfc822"))
        )
        assert upload.uri.startswith(f"{url}/upload/")


def test_a_plain_request_of_ours_looks_as_the_list_expects() -> None:
    answer = json.dumps({"emailAddress": "alex@example.com", "historyId": "7"}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}"
    with scripted_server(head.encode() + b"\r\n\r\n" + answer) as (url, seen):
        client = GmailClient(FixedKeys(), Endpoint(f"{url}/under/here"))
        assert client.profile().history_id == "7"
        client.close()
    assert seen[0].startswith(b"GET /under/here/gmail/v1/users/me/profile?alt=json HTTP/1.1\r\n")
    assert b"\r\nauthorization: Bearer fixed\r\n" in seen[0]


def test_the_table_in_the_docs_is_the_list() -> None:
    page = (Path(__file__).parents[2] / "docs" / "gmail.md").read_text(encoding="utf-8")
    table = page.split("## What is on the list")[1].split("And `POST /batch`")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    written = [
        (row[0].removesuffix(" (opt-in)"), row[1], int(row[3]), row[4] == "yes", "opt-in" in row[0])
        for row in rows
        if len(row) == 5 and row[3].isdecimal()
    ]
    assert written == [
        (rule.name, rule.method, rule.units, rule.repeatable, rule.opt_in) for rule in RULES
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/threads/a/modify", '{"removeLabelIds": ["INBOX"]}'),
        ("/threads/a/modify", '{"addLabelIds": ["TRASH"]}'),
        ("/threads/a/modify", '{"addLabelIds": ["Label_1", "SPAM"]}'),
        ("/threads/a/modify", '{"removeLabelIds": ["UNREAD"], "addLabelIds": ["Label_1"]}'),
        ("/threads/a/modify", '{"addLabelIds": "INBOX"}'),
        ("/threads/a/modify", '{"addLabelIds": [["INBOX"]]}'),
        ("/threads/a/modify", '{"addLabelIds": ["Label_1"], "ids": ["b"]}'),
        ("/threads/a/modify", '{"addLabelIds": ["Label_1 "]}'),
        ("/threads/a/modify", "[]"),
        ("/threads/a/modify", "not json"),
        ("/labels", '{"name": "INBOX", "id": "Label_1"}'),
    ],
)
def test_even_opted_in_no_mail_leaves_the_inbox_is_read_or_thrown_away(
    path: str, body: str
) -> None:
    with pytest.raises(NotOnAllowListError):
        AllowList(GOOGLE_GMAIL, modify=True).check("POST", ME + path, JSON_HEADERS, body)


def test_the_persons_own_labels_may_be_moved_once_opted_in() -> None:
    body = '{"addLabelIds": ["Label_1"], "removeLabelIds": ["Label_23"]}'
    call = AllowList(GOOGLE_GMAIL, modify=True).check(
        "POST", f"{ME}/threads/a/modify", JSON_HEADERS, body
    )
    assert call.name == "threads.modify"


INSERT = f"{ME}/messages"


@pytest.mark.parametrize(
    "body",
    [
        {"raw": "eA", "labelIds": ["SENT"]},
        {"raw": "eA", "labelIds": ["INBOX", "UNREAD", "Label_1"]},
        {"raw": "eA"},
        {"raw": "eA", "labelIds": ["INBOX", "UNREAD"], "threadId": "1"},
        [],
    ],
)
def test_what_is_inserted_is_mail_in_the_inbox_and_nothing_else(body: object) -> None:
    with pytest.raises(NotOnAllowListError):
        AllowList(GOOGLE_GMAIL, modify=True).check("POST", INSERT, JSON_HEADERS, json.dumps(body))


def test_inserting_is_opt_in() -> None:
    body = json.dumps({"raw": "eA", "labelIds": ["INBOX", "UNREAD"]})
    assert (
        AllowList(GOOGLE_GMAIL, modify=True).check("POST", INSERT, JSON_HEADERS, body).name
        == "messages.insert"
    )
    with pytest.raises(NotOnAllowListError):
        AllowList(GOOGLE_GMAIL).check("POST", INSERT, JSON_HEADERS, body)
