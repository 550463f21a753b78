"""Profile, listings, whole messages, threads, batches."""

from __future__ import annotations

import pytest

from gmail import mailbox
from gmail.client import MessageRef
from gmail.errors import NotFoundError, RefusedError
from gmail.mailbox import Missing, Read
from tests.conformance.mail import ALEX, MAILBOX, THREAD, VISIBLE, newest_first
from tests.conformance.target import Bench, Operation, parsed

NEVER_GIVEN_OUT = "00000000000000f1"


def profile(bench: Bench) -> None:
    told = bench.client.profile()
    assert told.email == ALEX
    assert int(told.history_id) > 0


def pages(bench: Bench) -> None:
    found: list[MessageRef] = []
    token: str | None = None
    sizes = []
    while True:
        page = bench.client.message_ids(page_token=token, max_results=10)
        found += page.refs
        sizes.append(len(page.refs))
        token = page.next_page
        if token is None:
            break
    assert bench.message_ids(found) == newest_first()
    assert max(sizes) == 10


def spam_and_trash(bench: Bench) -> None:
    shown = bench.message_ids(bench.client.message_ids().refs)
    assert sorted(shown) == sorted(newest_first())
    everything = bench.message_ids(bench.client.message_ids(include_spam_trash=True).refs)
    assert sorted(everything) == sorted(newest_first(MAILBOX))


def byte_for_byte(bench: Bench) -> None:
    for seed in VISIBLE:
        assert bench.named(seed.name).raw == seed.raw()


def contents(bench: Bench) -> None:
    for seed in VISIBLE:
        message = parsed(bench.named(seed.name))
        assert message.message_id == seed.message_id
        assert message.subject == seed.subject
        assert message.sender is not None
        assert message.sender.email in seed.sender
        assert message.text.strip() == seed.text.strip()
        assert message.in_reply_to == seed.parent_id


def time_and_labels(bench: Bench) -> None:
    for seed in VISIBLE:
        raw = bench.named(seed.name)
        assert raw.internal_date == seed.date
        assert raw.label_ids == frozenset(seed.labels)


def not_there(bench: Bench) -> None:
    with pytest.raises(NotFoundError, match="notFound"):
        bench.client.raw_message(NEVER_GIVEN_OUT)


def no_id(bench: Bench) -> None:
    with pytest.raises(RefusedError, match="invalidArgument"):
        bench.client.raw_message("not-an-id")


def whole_thread(bench: Bench) -> None:
    thread = bench.client.thread(bench.named("details").thread_id)
    expected = [bench.named(name).id for name in THREAD]
    assert [ref.id for ref in thread.messages] == expected
    assert thread.messages[-1].label_ids == {"INBOX", "UNREAD"}


def no_thread(bench: Bench) -> None:
    with pytest.raises(NotFoundError):
        bench.client.thread(NEVER_GIVEN_OUT)


def batch_served(bench: Bench) -> None:
    ids = [raw.id for raw in bench.messages.values()]
    got = dict(bench.client.raw_messages(ids))
    assert got == {raw.id: raw for raw in bench.messages.values()}
    assert bench.client._batches.works


def batch_with_a_gap(bench: Bench) -> None:
    ids = [raw.id for raw in bench.messages.values()]
    asked = [*ids[:7], NEVER_GIVEN_OUT, *ids[7:]]
    got = list(mailbox.fetch(bench.client, asked))
    assert [item.id for item in got] == asked
    assert got[7] == Missing(NEVER_GIVEN_OUT)
    assert sum(isinstance(item, Read) for item in got) == len(ids)


OPERATIONS = (
    Operation("getProfile: the address and the present cursor", profile),
    Operation("messages.list: pages of it, newest first, each message once", pages),
    Operation("messages.list: spam only when asked for", spam_and_trash),
    Operation("messages.get: raw, byte for byte as it came", byte_for_byte),
    Operation("messages.get: raw, with all its headers and text", contents),
    Operation("messages.get: the time it came and its labels", time_and_labels),
    Operation("messages.get: 404 notFound for a message that is not there", not_there),
    Operation("messages.get: 400 invalidArgument for what is no id", no_id),
    Operation("threads.get: its messages, oldest first, with their labels", whole_thread),
    Operation("threads.get: 404 for a thread that is not there", no_thread),
    Operation("batch: more messages than fit into one, in order", batch_served),
    Operation("batch or not: a missing message never stops the others", batch_with_a_gap),
)
