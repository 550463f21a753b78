"""What changed since a cursor."""

from __future__ import annotations

import pytest

from gmail import drafts, mailbox
from gmail.errors import HistoryExpiredError
from tests.conformance.mail import START, Seed
from tests.conformance.operations.letters import letter
from tests.conformance.target import Bench, Operation, parsed


def news(name: str) -> Seed:
    return Seed(name, "News about Initech", "Something new.\n", START)


def cursor(bench: Bench) -> str:
    """A cursor as the service takes one where there is no profile: the newest of the messages'."""
    return max((raw.history_id for raw in bench.messages.values()), key=int)


def new_mail(bench: Bench) -> None:
    before = cursor(bench)
    bench.target.deliver(news("news.first"))
    bench.target.deliver(news("news.second"))
    changes = mailbox.changes(bench.client, before)
    got = [parsed(bench.client.raw_message(ref.id)).message_id for ref in changes.added]
    assert got == [news("news.first").message_id, news("news.second").message_id]
    assert not mailbox.changes(bench.client, changes.new_cursor).any


def a_draft(bench: Bench) -> None:
    before = cursor(bench)
    placed = drafts.place(bench.client, letter("history.draft", None))
    seen = mailbox.changes(bench.client, before)
    assert seen.added == ()
    assert [ref.id for ref in seen.drafts] == [placed.message_id]
    bench.client.delete_draft(placed.draft_id)
    after = mailbox.changes(bench.client, seen.new_cursor)
    assert after.deleted == (placed.message_id,)


def a_sent_draft(bench: Bench) -> None:
    placed = drafts.place(bench.client, letter("history.sent", None))
    before = mailbox.changes(bench.client, cursor(bench)).new_cursor
    bench.target.send(placed.draft_id)
    added = mailbox.changes(bench.client, before).added
    assert len(added) == 1
    assert "SENT" in added[0].label_ids
    assert added[0].id != placed.message_id


def too_old(bench: Bench) -> None:
    # A server without any history answers 404 to all of them.
    mailbox.changes(bench.client, cursor(bench))
    bench.target.forget_history()
    with pytest.raises(HistoryExpiredError):
        mailbox.changes(bench.client, "1")


OPERATIONS = (
    Operation("history.list: new mail once, in order, then nothing more", new_mail),
    Operation("history.list: a draft comes and goes as a draft", a_draft),
    Operation("history.list: a sent draft is a new message with SENT", a_sent_draft),
    Operation("history.list: 404 for a cursor that is too old", too_old),
)
