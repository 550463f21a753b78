"""Stories of keeping up with a mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from gmail import drafts, mailbox
from gmail.client import GmailClient
from gmail.endpoint import Endpoint
from gmail.errors import HistoryExpiredError, RefusedError, UnavailableError
from gmail.mailbox import Missing, Read, Unreadable
from gmail.message.parse import parse
from tests.gmail.door_world import ALEX, FixedKeys, World, letter, scripted_server, world


@pytest.fixture
def home() -> Iterator[World]:
    with world() as made:
        yield made


def test_new_mail_comes_in_order_and_once(home: World) -> None:
    client = home.client()
    cursor = mailbox.cursor_now(client)
    ids = [home.deliver(number) for number in range(3)]
    news = mailbox.changes(client, cursor)
    assert [ref.id for ref in news.added] == ids
    assert news.any
    assert not mailbox.changes(client, news.new_cursor).any


def test_drafts_are_reported_apart_and_autosaves_of_one_do_not_pile_up(home: World) -> None:
    thread = home.deliver()
    client = home.client()
    cursor = mailbox.cursor_now(client)
    placed = drafts.place(client, letter(thread))
    for text in ("De", "Dear J", "Dear Jane"):
        home.sandbox.person(ALEX).edit_draft(placed.draft_id, text=text)
    news = mailbox.changes(client, cursor)
    assert news.added == ()
    assert len(news.drafts) == 1
    assert placed.message_id in news.deleted


def test_a_sent_letter_is_new_mail(home: World) -> None:
    thread = home.deliver()
    client = home.client()
    placed = drafts.place(client, letter(thread))
    cursor = mailbox.cursor_now(client)
    sent = home.sandbox.person(ALEX).send_draft(placed.draft_id)
    news = mailbox.changes(client, cursor)
    assert [ref.id for ref in news.added] == [sent.message_id]
    assert "SENT" in news.added[0].label_ids
    assert news.drafts == ()


def test_labels_and_deletions_are_reported(home: World) -> None:
    first, second = home.deliver(1), home.deliver(2)
    client = home.client()
    cursor = mailbox.cursor_now(client)
    home.sandbox.person(ALEX).add_label(first, "Jobs")
    home.sandbox.person(ALEX).remove_label(first, "UNREAD")
    home.sandbox.person(ALEX).delete_forever(second)
    news = mailbox.changes(client, cursor)
    assert news.deleted == (second,)
    assert [change.message.id for change in news.labels_changed] == [first, first]
    assert news.labels_changed[1].removed == {"UNREAD"}
    assert all(one.startswith("Label_") for one in news.labels_changed[0].added)


def test_mail_that_came_and_went_is_no_new_mail(home: World) -> None:
    client = home.client()
    cursor = mailbox.cursor_now(client)
    gone = home.deliver()
    home.sandbox.person(ALEX).delete_forever(gone)
    news = mailbox.changes(client, cursor)
    assert (news.added, news.deleted) == ((), (gone,))


def test_more_changes_than_a_page_holds_all_come(home: World) -> None:
    client = home.client()
    cursor = mailbox.cursor_now(client)
    ids = [home.deliver(number) for number in range(620)]
    assert [ref.id for ref in mailbox.changes(client, cursor).added] == ids
    assert home.asked("GET", "/history") == 2


def answer(body: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return f"{head}\r\nConnection: close\r\n\r\n{body}".encode()


def test_an_empty_page_with_a_next_one_is_turned_and_the_first_cursor_kept() -> None:
    added = '[{"messagesAdded": [{"message": {"id": "a", "threadId": "t"}}]}]'
    pages = [
        answer('{"nextPageToken": "2", "historyId": "70"}'),
        answer('{"nextPageToken": "3", "history": [], "historyId": "71"}'),
        answer(f'{{"history": {added}, "historyId": "72"}}'),
    ]
    with scripted_server(*pages) as (url, seen):
        client = GmailClient(FixedKeys(), Endpoint(url))
        news = mailbox.changes(client, "60")
        client.close()
    assert [ref.id for ref in news.added] == ["a"]
    assert news.new_cursor == "70"
    assert b"pageToken=3" in seen[2]


def test_a_server_that_turns_in_circles_is_left() -> None:
    page = answer('{"nextPageToken": "2", "historyId": "70"}')
    with scripted_server(*[page] * 3) as (url, _):
        client = GmailClient(FixedKeys(), Endpoint(url))
        with pytest.raises(UnavailableError, match="twice"):
            mailbox.changes(client, "60")
        client.close()


def test_a_cursor_that_has_expired_is_told_from_other_faults(home: World) -> None:
    client = home.client()
    cursor = mailbox.cursor_now(client)
    home.deliver()
    home.sandbox.expire_history(ALEX)
    with pytest.raises(HistoryExpiredError):
        mailbox.changes(client, cursor)
    with pytest.raises(RefusedError):
        mailbox.changes(client, "no cursor")


def test_a_search_goes_by_the_second_and_turns_all_pages(home: World) -> None:
    ids = []
    for number in range(3):
        ids.append(home.deliver(number))
        home.nap(1)
    after = home.now() - timedelta(seconds=2)
    found = [ref.id for page in mailbox.search(home.client(), "in:inbox", after) for ref in page]
    epochs = [seen.query["q"][0] for seen in home.sandbox.requests if "q" in seen.query]
    assert epochs == [f"in:inbox after:{int(after.timestamp())}"]
    assert set(found) <= set(ids)
    assert ids[2] in found
    assert ids[0] not in found


def test_a_search_of_many_pages_brings_all(home: World) -> None:
    ids = {home.deliver(number) for number in range(510)}
    pages = list(mailbox.search(home.client(), ""))
    assert [len(page) for page in pages] == [500, 10]
    assert {ref.id for page in pages for ref in page} == ids


def test_a_search_after_a_naive_moment_is_refused(home: World) -> None:
    with pytest.raises(ValueError, match="aware"):
        list(mailbox.search(home.client(), "", datetime(2026, 3, 5)))  # noqa: DTZ001 - the point


def test_messages_are_read_and_what_cannot_be_read_does_not_stop_them(
    home: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [home.deliver(number, body=f"text {number}") for number in range(3)]

    def stumbling(raw: bytes, **names: object) -> object:
        if b"text 1" in raw:
            raise RecursionError
        return parse(raw, **names)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr("gmail.mailbox.parse", stumbling)
    got = list(mailbox.fetch(home.client(), [*ids, "19c0000000000001"]))
    assert [type(one) for one in got] == [Read, Unreadable, Read, Missing]
    assert [one.id for one in got] == [*ids, "19c0000000000001"]
    first = got[0]
    assert isinstance(first, Read)
    assert first.message.text.strip() == "text 0"
    assert first.message.label_ids == {"INBOX", "UNREAD"}
    assert first.message.received_at == datetime(2026, 3, 5, 15, 0, tzinfo=UTC)
    assert got[1] == Unreadable(ids[1], "RecursionError")


def test_a_thread_and_the_send_as_addresses(home: World) -> None:
    thread = home.deliver()
    client = home.client()
    drafts.place(client, letter(thread))
    messages = client.thread(thread).messages
    assert [("DRAFT" in ref.label_ids) for ref in messages] == [False, True]
    (own,) = client.send_as()
    assert (own.email, own.name, own.verified) == (ALEX, "Alex Morgan", True)
    assert own.signature_html == "<div>Alex</div>"
