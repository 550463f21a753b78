"""The life of a draft through the API, and sending, which Afterword must never be seen doing."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest

from gmail.sandbox import Quirks, Sandbox
from tests.gmail.sandbox.helpers import (
    ALEX,
    Clock,
    cursor,
    draft_body,
    encoded,
    google_client,
    history_kinds,
    mail,
    refusal,
)

LETTER = mail(
    "Re: Interview",
    "Thank you.",
    sender=ALEX,
    to="jane@initech.example",
    message_id="<letter@example.com>",
    reply_to="<1@initech.example>",
    more="X-Marker: yes",
)


def create(gmail: Any, raw: bytes = LETTER, thread_id: str | None = None) -> dict[str, Any]:
    drafts = gmail.users().drafts()
    made: dict[str, Any] = drafts.create(userId="me", body=draft_body(raw, thread_id)).execute()
    return made


def headers(gmail: Any, message_id: str) -> dict[str, str]:
    message = gmail.users().messages().get(userId="me", id=message_id).execute()
    return {header["name"]: header["value"] for header in message["payload"]["headers"]}


def test_a_draft_keeps_its_id_while_its_message_changes(sandbox: Sandbox, gmail: Any) -> None:
    invitation = sandbox.deliver(ALEX, mail())
    made = create(gmail, thread_id=invitation.thread_id)
    assert re.fullmatch(r"r\d+", made["id"])
    assert made["message"]["labelIds"] == ["DRAFT"]
    assert made["message"]["threadId"] == invitation.thread_id
    since = cursor(gmail)
    body = draft_body(LETTER.replace(b"Thank you.", b"Thank you!"), invitation.thread_id)
    drafts = gmail.users().drafts()
    changed = drafts.update(userId="me", id=made["id"], body=body).execute()
    assert changed["id"] == made["id"]
    assert changed["message"]["id"] != made["message"]["id"]
    old = gmail.users().messages().get(userId="me", id=made["message"]["id"])
    assert refusal(old) == (404, "notFound")
    kinds = sorted(history_kinds(gmail, since))
    assert kinds == [("messagesAdded", ["DRAFT"]), ("messagesDeleted", ["DRAFT"])]
    got = drafts.get(userId="me", id=made["id"], format="raw").execute()["message"]
    assert b"Thank you!" in base64.urlsafe_b64decode(got["raw"])
    listed = drafts.list(userId="me").execute()["drafts"]
    short = {"id": got["id"], "threadId": got["threadId"]}
    assert listed == [{"id": made["id"], "message": short}]


@pytest.mark.parametrize(
    ("change", "with_thread"),
    [
        (lambda raw: raw, False),
        (lambda raw: raw.replace(b"Re: Interview", b"Thank you"), True),
        (lambda raw: raw.replace(b"<1@initech.example>", b"<other@initech.example>"), True),
    ],
    ids=["without threadId", "with another subject", "without reference"],
)
def test_a_draft_that_does_not_fit_begins_its_own_thread(
    sandbox: Sandbox, gmail: Any, change: Any, with_thread: bool
) -> None:
    invitation = sandbox.deliver(ALEX, mail())
    made = create(gmail, change(LETTER), invitation.thread_id if with_thread else None)
    assert made["message"]["threadId"] == made["message"]["id"]


def test_a_thread_that_does_not_exist_is_refused_and_nothing_is_made(gmail: Any) -> None:
    drafts = gmail.users().drafts()
    body = draft_body(LETTER, "19cbdde7a0021e9c")
    assert refusal(drafts.create(userId="me", body=body)) == (400, "invalidArgument")
    assert "drafts" not in drafts.list(userId="me").execute()


@pytest.mark.parametrize("body", [{}, {"message": {}}, {"message": {"raw": "%%%"}}])
def test_a_draft_without_a_readable_mail_is_refused(gmail: Any, body: dict[str, Any]) -> None:
    create_call = gmail.users().drafts().create(userId="me", body=body)
    assert refusal(create_call) == (400, "invalidArgument")


def test_a_deleted_draft_is_gone_for_ever(gmail: Any) -> None:
    made = create(gmail)
    drafts = gmail.users().drafts()
    assert drafts.delete(userId="me", id=made["id"]).execute() == ""
    for call in (
        drafts.get(userId="me", id=made["id"]),
        drafts.delete(userId="me", id=made["id"]),
        drafts.update(userId="me", id=made["id"], body=draft_body(LETTER)),
        gmail.users().messages().get(userId="me", id=made["message"]["id"]),
    ):
        assert refusal(call) == (404, "notFound")


def test_a_sent_draft_leaves_a_new_sent_message_and_a_history_that_says_so(
    sandbox: Sandbox, gmail: Any
) -> None:
    invitation = sandbox.deliver(ALEX, mail())
    made = create(gmail, thread_id=invitation.thread_id)
    since = cursor(gmail)
    sent = gmail.users().drafts().send(userId="me", body={"id": made["id"]}).execute()
    assert sent["id"] != made["message"]["id"]
    assert (sent["labelIds"], sent["threadId"]) == (["SENT"], invitation.thread_id)
    assert refusal(gmail.users().drafts().get(userId="me", id=made["id"])) == (404, "notFound")
    kinds = sorted(history_kinds(gmail, since))
    assert kinds == [("messagesAdded", ["SENT"]), ("messagesDeleted", ["DRAFT"])]
    found = headers(gmail, sent["id"])
    assert found["Message-ID"] != "<letter@example.com>"
    assert found["X-Marker"] == "yes"
    assert [seen.method_id for seen in sandbox.sends] == ["gmail.users.drafts.send"]


def test_what_a_client_leaves_out_gmail_fills_in(gmail: Any) -> None:
    made = create(gmail, b"To: jane@initech.example\r\nSubject: Hi\r\n\r\nHello\r\n")
    found = headers(gmail, made["message"]["id"])
    assert found["From"] == "Alex Morgan <alex@example.com>"
    assert found["Date"] == "Thu, 05 Mar 2026 12:00:00 +0000"
    assert found["Message-ID"].startswith("<CA")


@pytest.mark.parametrize("keeps", [True, False])
def test_whether_a_draft_keeps_its_message_id_is_a_quirk(clock: Clock, keeps: bool) -> None:
    with Sandbox(clock, quirks=Quirks(draft_keeps_message_id=keeps)) as sandbox:
        sandbox.add_account(ALEX)
        gmail = google_client(sandbox)
        found = headers(gmail, create(gmail)["message"]["id"])
        assert (found["Message-ID"] == "<letter@example.com>") is keeps
        gmail.close()


def test_labels_cannot_be_put_on_a_draft(sandbox: Sandbox) -> None:
    gmail = google_client(sandbox, scopes=["https://mail.google.com/"])
    made = create(gmail)
    modify = (
        gmail.users()
        .messages()
        .modify(userId="me", id=made["message"]["id"], body={"addLabelIds": ["STARRED"]})
    )
    assert refusal(modify) == (400, "invalidArgument")
    gmail.close()


def test_messages_send_is_there_counted_and_reaches_other_accounts(
    sandbox: Sandbox, gmail: Any
) -> None:
    jane = sandbox.add_account("jane@initech.example")
    raw = mail(sender=ALEX, to="jane@initech.example", more="Bcc: secret@example.net")
    sent = gmail.users().messages().send(userId="me", body={"raw": encoded(raw)}).execute()
    assert sent["labelIds"] == ["SENT"]
    (received,) = jane.messages()
    assert received.labels == {"INBOX", "UNREAD"}
    assert b"secret" not in received.raw
    assert [seen.units for seen in sandbox.sends] == [100]


def test_mail_uploaded_beside_json_makes_a_draft_too(sandbox: Sandbox, gmail: Any) -> None:
    invitation = sandbox.deliver(ALEX, mail())
    document = b'{"message": {"threadId": "%s"}}' % str(invitation.thread_id).encode()
    body = (
        b"--x\r\nContent-Type: application/json\r\n\r\n" + document + b"\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\n" + LETTER + b"\r\n--x--"
    )
    answer, _ = gmail._http.request(
        f"{sandbox.url}/upload/gmail/v1/users/me/drafts?uploadType=multipart",
        "POST",
        body,
        {"content-type": 'multipart/related; boundary="x"'},
    )
    assert answer.status == 200
    (draft,) = sandbox.person(ALEX).drafts()
    assert draft.thread_id == invitation.thread_id
    assert draft.raw == b"MIME-Version: 1.0\r\n" + LETTER
