"""Labels: Gmail's own, the person's, and what may be done to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gmail.sandbox import MODIFY, Sandbox
from tests.gmail.sandbox.helpers import ALEX, google_client, mail, refusal


@pytest.fixture
def labels(sandbox: Sandbox) -> Iterator[Any]:
    client = google_client(sandbox, scopes=[MODIFY])
    yield client.users().labels()
    client.close()


def test_the_system_labels_are_there(labels: Any) -> None:
    found = labels.list(userId="me").execute()["labels"]
    assert {"INBOX", "SENT", "DRAFT", "TRASH", "SPAM"} <= {label["id"] for label in found}
    assert {label["type"] for label in found} == {"system"}


def test_a_label_is_made_renamed_and_deleted(labels: Any) -> None:
    made = labels.create(userId="me", body={"name": "Afterword/Due"}).execute()
    assert made["id"].startswith("Label_")
    body = {"name": "Afterword/Placed"}
    assert labels.patch(userId="me", id=made["id"], body=body).execute()["id"] == made["id"]
    assert labels.get(userId="me", id=made["id"]).execute()["name"] == "Afterword/Placed"
    labels.delete(userId="me", id=made["id"]).execute()
    assert refusal(labels.get(userId="me", id=made["id"])) == (404, "notFound")


def test_names_must_be_new_and_not_empty(labels: Any) -> None:
    labels.create(userId="me", body={"name": "Jobs"}).execute()
    assert refusal(labels.create(userId="me", body={"name": "jobs"})) == (409, "aborted")
    assert refusal(labels.create(userId="me", body={"name": "inbox"})) == (409, "aborted")
    assert refusal(labels.create(userId="me", body={})) == (400, "invalidArgument")


def test_gmails_own_labels_stay_as_they_are(labels: Any) -> None:
    call = labels.patch(userId="me", id="INBOX", body={"name": "Mine"})
    assert refusal(call) == (400, "invalidArgument")
    assert refusal(labels.delete(userId="me", id="INBOX")) == (400, "invalidArgument")


def test_a_label_counts_its_messages_and_leaves_them_when_deleted(
    sandbox: Sandbox, labels: Any
) -> None:
    arrived = sandbox.deliver(ALEX, mail(), labels=["INBOX", "UNREAD", "Jobs"])
    label_id = next(
        label["id"]
        for label in labels.list(userId="me").execute()["labels"]
        if label["name"] == "Jobs"
    )
    counted = labels.get(userId="me", id=label_id).execute()
    assert (counted["messagesTotal"], counted["threadsUnread"]) == (1, 1)
    labels.delete(userId="me", id=label_id).execute()
    assert arrived.message_id
    assert sandbox.mailbox(ALEX).message(arrived.message_id).labels == {"INBOX", "UNREAD"}


@pytest.mark.parametrize("label", ["SENT", "DRAFT", "Label_99"])
def test_labels_that_a_client_may_not_set(sandbox: Sandbox, label: str) -> None:
    gmail = google_client(sandbox, scopes=[MODIFY])
    arrived = sandbox.deliver(ALEX, mail()).message_id
    body = {"addLabelIds": [label]}
    call = gmail.users().messages().modify(userId="me", id=arrived, body=body)
    assert refusal(call) == (400, "invalidArgument")
    gmail.close()
