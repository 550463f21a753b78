"""history.list: what it tells, its order, its pages, and what happens when an id is too old."""

from __future__ import annotations

from typing import Any

import pytest

from gmail.sandbox import MODIFY, Person, Sandbox
from tests.gmail.sandbox.helpers import (
    ALEX,
    Clock,
    cursor,
    google_client,
    history_kinds,
    mail,
    refusal,
)


def history(gmail: Any, since: str, **options: Any) -> dict[str, Any]:
    call = gmail.users().history().list(userId="me", startHistoryId=since, **options)
    answer: dict[str, Any] = call.execute()
    return answer


def test_new_mail_is_one_added_message_and_no_label_record(sandbox: Sandbox, gmail: Any) -> None:
    since = cursor(gmail)
    arrived = sandbox.deliver(ALEX, mail())
    answer = history(gmail, since)
    (record,) = answer["history"]
    short = {"id": arrived.message_id, "threadId": arrived.thread_id}
    full = short | {"labelIds": ["INBOX", "UNREAD"]}
    assert record == {
        "id": answer["historyId"],
        "messages": [short],
        "messagesAdded": [{"message": full}],
    }
    assert history(gmail, answer["historyId"]) == {"historyId": answer["historyId"]}


def test_label_changes_are_told_one_way_each(sandbox: Sandbox, alex: Person) -> None:
    gmail = google_client(sandbox, scopes=[MODIFY])
    arrived = sandbox.deliver(ALEX, mail()).message_id
    since = cursor(gmail)
    body = {"addLabelIds": ["STARRED"], "removeLabelIds": ["UNREAD", "SPAM"]}
    gmail.users().messages().modify(userId="me", id=arrived, body=body).execute()
    removed, added = history(gmail, since)["history"]
    assert removed["labelsRemoved"][0]["labelIds"] == ["UNREAD"]
    assert added["labelsAdded"][0]["labelIds"] == ["STARRED"]
    assert added["labelsAdded"][0]["message"]["labelIds"] == ["INBOX", "STARRED"]
    since = cursor(gmail)
    gmail.users().messages().modify(userId="me", id=arrived, body=body).execute()
    assert history_kinds(gmail, since) == []
    gmail.close()


def test_ids_rise_and_pages_join_without_loss(sandbox: Sandbox, gmail: Any) -> None:
    since = cursor(gmail)
    ids = [sandbox.deliver(ALEX, mail()).message_id for _ in range(5)]
    resource = gmail.users().history()
    request, records = resource.list(userId="me", startHistoryId=since, maxResults=2), []
    while request is not None:
        answer = request.execute()
        records += answer["history"]
        request = resource.list_next(request, answer)
    assert [record["messages"][0]["id"] for record in records] == ids
    numbers = [int(record["id"]) for record in records]
    assert numbers == sorted(set(numbers))
    assert numbers[0] > int(since)


def test_a_filtered_page_may_be_empty_and_have_a_successor(
    sandbox: Sandbox, gmail: Any, alex: Person
) -> None:
    since = cursor(gmail)
    arrived = sandbox.deliver(ALEX, mail()).message_id
    assert arrived
    alex.add_label(arrived, "STARRED")
    options = {"historyTypes": ["labelAdded"], "maxResults": 1}
    first = history(gmail, since, **options)
    assert "history" not in first
    second = history(gmail, since, pageToken=first["nextPageToken"], **options)
    assert "labelsAdded" in second["history"][0]
    assert "nextPageToken" not in second


def test_history_of_one_label_only(sandbox: Sandbox, gmail: Any) -> None:
    since = cursor(gmail)
    sandbox.deliver(ALEX, mail(), labels=["SENT"])
    inbox = sandbox.deliver(ALEX, mail())
    (record,) = history(gmail, since, labelId="INBOX")["history"]
    assert record["messages"][0]["id"] == inbox.message_id


def test_an_expired_history_id_is_404(sandbox: Sandbox, gmail: Any) -> None:
    old = cursor(gmail)
    sandbox.expire_history(ALEX)
    call = gmail.users().history().list(userId="me", startHistoryId=old)
    assert refusal(call) == (404, "notFound")
    assert "history" not in history(gmail, cursor(gmail))


@pytest.mark.parametrize("start", ["", "soon"])
def test_history_without_a_start_makes_no_sense(gmail: Any, start: str) -> None:
    call = gmail.users().history().list(userId="me", startHistoryId=start)
    assert refusal(call)[0] == 400


def test_mail_that_arrives_while_nobody_asks_is_in_the_next_answer(
    sandbox: Sandbox, gmail: Any, clock: Clock
) -> None:
    since = cursor(gmail)
    late = sandbox.deliver(ALEX, mail(message_id="<b@x.example>"), clock.now.replace(hour=15))
    early = sandbox.deliver(ALEX, mail(message_id="<a@x.example>"), clock.now.replace(hour=14))
    clock.forward(days=1)
    records = history(gmail, since)["history"]
    found = [record["messages"][0]["id"] for record in records]
    assert found == [early.message_id, late.message_id]
