"""What a person does at Gmail's page, as a client sees it afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from gmail.sandbox import Person, Quirks, Sandbox
from tests.gmail.sandbox.helpers import (
    ALEX,
    Clock,
    cursor,
    draft_body,
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


@pytest.fixture
def placed(sandbox: Sandbox, gmail: Any) -> dict[str, Any]:
    """A draft that a client put into the thread of an invitation."""
    invitation = sandbox.deliver(ALEX, mail())
    body = draft_body(LETTER, invitation.thread_id)
    made: dict[str, Any] = gmail.users().drafts().create(userId="me", body=body).execute()
    return made


def draft(gmail: Any, draft_id: str) -> Any:
    return gmail.users().drafts().get(userId="me", id=draft_id)


def test_a_placed_draft_is_in_the_drafts_folder(alex: Person, placed: dict[str, Any]) -> None:
    (seen,) = alex.drafts()
    assert (seen.draft_id, seen.message_id) == (placed["id"], placed["message"]["id"])
    assert (seen.subject, seen.to) == ("Re: Interview", ("jane@initech.example",))
    assert seen.text == "Thank you.\r\n"
    assert [m.labels for m in alex.thread(seen.thread_id)] == [{"INBOX", "UNREAD"}, {"DRAFT"}]


def test_an_edit_keeps_the_draft_and_replaces_its_message(
    gmail: Any, alex: Person, placed: dict[str, Any]
) -> None:
    since = cursor(gmail)
    assert alex.edit_draft(placed["id"], text="Thanks, Jane.") == placed["id"]
    message = draft(gmail, placed["id"]).execute()["message"]
    assert message["id"] != placed["message"]["id"]
    assert message["threadId"] == placed["message"]["threadId"]
    kinds = sorted(history_kinds(gmail, since))
    assert kinds == [("messagesAdded", ["DRAFT"]), ("messagesDeleted", ["DRAFT"])]
    assert message["payload"]["mimeType"] == "multipart/alternative"
    headers = {header["name"]: header["value"] for header in message["payload"]["headers"]}
    assert headers["Message-ID"] == "<letter@example.com>"
    assert headers["In-Reply-To"] == "<1@initech.example>"
    assert "X-Marker" not in headers
    (seen,) = alex.drafts()
    assert seen.text.strip() == "Thanks, Jane."


def test_another_subject_moves_the_draft_to_another_thread(
    gmail: Any, alex: Person, placed: dict[str, Any]
) -> None:
    alex.edit_draft(placed["id"], subject="A thank-you")
    message = draft(gmail, placed["id"]).execute()["message"]
    assert message["threadId"] == message["id"]


def test_what_nobody_knows_can_be_set(clock: Clock) -> None:
    quirks = Quirks(
        page_edit_keeps_message_id=False,
        page_edit_keeps_x_headers=True,
        page_edit_keeps_draft_id=False,
        page_edit_writes_html=False,
        page_send_keeps_message_id=True,
    )
    with Sandbox(clock, quirks=quirks) as sandbox:
        alex = sandbox.add_account(ALEX)
        gmail = google_client(sandbox)
        made = gmail.users().drafts().create(userId="me", body=draft_body(LETTER)).execute()
        new_id = alex.edit_draft(made["id"], text="Changed")
        assert new_id != made["id"]
        assert refusal(draft(gmail, made["id"])) == (404, "notFound")
        payload = draft(gmail, new_id).execute()["message"]["payload"]
        headers = {header["name"]: header["value"] for header in payload["headers"]}
        assert payload["mimeType"] == "text/plain"
        assert headers["X-Marker"] == "yes"
        assert headers["Message-ID"] != "<letter@example.com>"
        sent = alex.send_draft(new_id)
        assert headers["Message-ID"].encode() in sent.raw
        gmail.close()


def test_pressing_send(gmail: Any, alex: Person, sandbox: Sandbox, placed: dict[str, Any]) -> None:
    since = cursor(gmail)
    sent = alex.send_draft(placed["id"])
    assert sent.message_id != placed["message"]["id"]
    assert (sent.labels, sent.thread_id) == (frozenset({"SENT"}), placed["message"]["threadId"])
    assert b"<letter@example.com>" not in sent.raw
    assert refusal(draft(gmail, placed["id"])) == (404, "notFound")
    kinds = sorted(history_kinds(gmail, since))
    assert kinds == [("messagesAdded", ["SENT"]), ("messagesDeleted", ["DRAFT"])]
    assert alex.drafts() == []
    assert sandbox.sends == []  # the person sent it, no client did


def test_a_leftover_wrapper_holds_sent_mail_and_deleting_it_deletes_that(
    gmail: Any, alex: Person, placed: dict[str, Any]
) -> None:
    sent = alex.send_draft(placed["id"], leave_wrapper=True)
    message = draft(gmail, placed["id"]).execute()["message"]
    assert (message["id"], message["labelIds"]) == (sent.message_id, ["SENT"])
    assert alex.drafts() == []
    drafts = gmail.users().drafts()
    update = drafts.update(userId="me", id=placed["id"], body=draft_body(LETTER))
    assert refusal(update) == (400, "failedPrecondition")
    drafts.delete(userId="me", id=placed["id"]).execute()
    get = gmail.users().messages().get(userId="me", id=sent.message_id)
    assert refusal(get) == (404, "notFound")


def test_a_discarded_draft_leaves_nothing(gmail: Any, alex: Person, placed: dict[str, Any]) -> None:
    alex.delete_draft(placed["id"])
    assert refusal(draft(gmail, placed["id"])) == (404, "notFound")
    assert [m.labels for m in alex.messages()] == [{"INBOX", "UNREAD"}]


def test_a_reply_to_trashed_mail_is_a_ghost_nobody_sees(
    sandbox: Sandbox, gmail: Any, alex: Person
) -> None:
    invitation = sandbox.deliver(ALEX, mail())
    alex.trash(str(invitation.message_id))
    body = draft_body(LETTER, invitation.thread_id)
    made = gmail.users().drafts().create(userId="me", body=body).execute()
    assert draft(gmail, made["id"]).execute()["message"]["labelIds"] == ["DRAFT"]
    assert alex.drafts() == []


def test_writing_an_answer_by_hand(sandbox: Sandbox, alex: Person) -> None:
    invitation = sandbox.deliver(ALEX, mail(more="Reply-To: talent@initech.example"))
    draft_id = alex.compose_draft(invitation.thread_id, "Dear Jane")
    (seen,) = alex.drafts()
    assert (seen.draft_id, seen.thread_id) == (draft_id, invitation.thread_id)
    assert (seen.subject, seen.to) == ("Re: Interview", ("talent@initech.example",))
    sent = alex.send(
        in_reply_to=str(invitation.message_id), text="Thanks!", to="jane@initech.example"
    )
    assert (sent.thread_id, sent.labels) == (invitation.thread_id, frozenset({"SENT"}))
    assert b"References: <1@initech.example>" in sent.raw
    fresh = alex.send(to="jane@initech.example", subject="Hello", text="Hi")
    assert fresh.thread_id == fresh.message_id


def test_a_sent_letter_reaches_another_account_and_its_answer_comes_back(
    sandbox: Sandbox, alex: Person
) -> None:
    jane = sandbox.add_account("jane@initech.example", name="Jane Roe")
    letter = alex.send(to="jane@initech.example", subject="Thank you", text="It was good.")
    (received,) = jane.messages("INBOX")
    jane.send(in_reply_to=received.message_id, text="Likewise.")
    answer = alex.messages("INBOX")[-1]
    assert (answer.thread_id, answer.sender) == (letter.thread_id, "jane@initech.example")
    assert answer.subject == "Re: Thank you"


def test_labels_and_bins(sandbox: Sandbox, gmail: Any, alex: Person) -> None:
    arrived = str(sandbox.deliver(ALEX, mail()).message_id)
    label_id = alex.add_label(arrived, "Jobs")
    assert alex.messages("Jobs")[0].labels == {"INBOX", "UNREAD", label_id}
    alex.remove_label(arrived, "Jobs")
    alex.trash(arrived)
    assert alex.messages()[0].labels == {"TRASH", "UNREAD"}
    since = cursor(gmail)
    alex.delete_forever(arrived)
    assert history_kinds(gmail, since) == [("messagesDeleted", ["TRASH", "UNREAD"])]
