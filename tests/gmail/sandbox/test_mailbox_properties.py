"""The mailbox as a state machine: whatever happens, its history tells all of it."""

from __future__ import annotations

import json
import random
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gmail.sandbox.call import Reply
from gmail.sandbox.documents import message_document
from gmail.sandbox.drafts import create_draft, delete_draft, send_draft, update_draft
from gmail.sandbox.history import History
from gmail.sandbox.mailbox import Delivery, Mailbox
from gmail.sandbox.mime import Mail
from gmail.sandbox.problems import ApiError
from gmail.sandbox.rewrite import drop_headers, set_header
from tests.gmail.sandbox.helpers import ALEX, START, mail

PICK = st.integers(min_value=0, max_value=10**6)


class MailboxMachine(RuleBasedStateMachine):
    """Random life of a mailbox, watched by a client that only reads the history."""

    def __init__(self) -> None:
        super().__init__()
        self.mailbox = Mailbox(ALEX)
        self.start = self.mailbox.history.last_id
        self.now = START
        self.count = 0

    def pick_message(self, pick: int) -> str | None:
        ids = sorted(self.mailbox.messages)
        return ids[pick % len(ids)] if ids else None

    def pick_draft(self, pick: int) -> str | None:
        ids = sorted(self.mailbox.drafts)
        return ids[pick % len(ids)] if ids else None

    def letter(self, parent: str | None) -> tuple[bytes, str | None]:
        self.count += 1
        known = self.mailbox.messages.get(parent or "")
        subject = "Interview" if self.count % 5 else "Another matter"
        raw = mail(
            subject,
            sender=ALEX,
            to="jane@initech.example",
            message_id=f"<{self.count}@example.com>",
            reply_to=known.mail.message_id if known else None,
        )
        return raw, known.thread_id if known else None

    @rule(pick=PICK, delay=st.integers(min_value=-48, max_value=48))
    def deliver(self, pick: int, delay: int) -> None:
        raw, _ = self.letter(self.pick_message(pick))
        self.mailbox.schedule(Delivery(ALEX, self.now + timedelta(hours=delay), raw))
        self.mailbox.catch_up(self.now)

    @rule(hours=st.integers(min_value=0, max_value=30))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.mailbox.catch_up(self.now)

    @rule(pick=PICK)
    def draft(self, pick: int) -> None:
        raw, thread_id = self.letter(self.pick_message(pick))
        create_draft(self.mailbox, raw, thread_id, self.now)

    @rule(pick=PICK)
    def edit(self, pick: int) -> None:
        draft_id = self.pick_draft(pick)
        if draft_id:
            raw, thread_id = self.letter(self.mailbox.drafts[draft_id])
            update_draft(self.mailbox, draft_id, raw, thread_id, self.now)
            assert draft_id in self.mailbox.drafts

    @rule(pick=PICK)
    def discard(self, pick: int) -> None:
        draft_id = self.pick_draft(pick)
        if draft_id:
            delete_draft(self.mailbox, draft_id)

    @rule(pick=PICK)
    def send(self, pick: int) -> None:
        draft_id = self.pick_draft(pick)
        if draft_id:
            sent = send_draft(self.mailbox, draft_id, self.now)
            assert sent.labels == {"SENT"}
            assert draft_id not in self.mailbox.drafts

    @rule(pick=PICK, add=st.sampled_from(["STARRED", "INBOX", "TRASH"]))
    def label(self, pick: int, add: str) -> None:
        message_id = self.pick_message(pick)
        if message_id and "DRAFT" not in self.mailbox.messages[message_id].labels:
            stored = self.mailbox.messages[message_id]
            self.mailbox.change_labels(stored, add={add}, remove={"UNREAD"})

    @invariant()
    def history_tells_the_whole_mailbox(self) -> None:
        replayed: dict[str, tuple[str, ...]] = {}
        last = self.start
        for record in self.mailbox.history.records:
            assert record.id > last
            last = record.id
            if record.kind == "messageDeleted":
                del replayed[record.message_id]
            else:
                assert (record.kind == "messageAdded") == (record.message_id not in replayed)
                replayed[record.message_id] = record.label_ids
        real = {key: tuple(m.label_ids) for key, m in self.mailbox.messages.items()}
        assert replayed == real

    @invariant()
    def every_message_is_in_one_thread(self) -> None:
        members = [m for ids in self.mailbox.threads.values() for m in ids]
        assert sorted(members) == sorted(self.mailbox.messages)
        for thread_id, ids in self.mailbox.threads.items():
            assert ids
            assert {self.mailbox.messages[m].thread_id for m in ids} == {thread_id}

    @invariant()
    def every_draft_is_a_message_with_the_one_label(self) -> None:
        drafts = set(self.mailbox.drafts.values())
        assert drafts == {m.id for m in self.mailbox.messages.values() if "DRAFT" in m.labels}
        assert all(self.mailbox.messages[m].labels == {"DRAFT"} for m in drafts)

    @invariant()
    def listing_is_complete_and_newest_first(self) -> None:
        keys = [stored.sort_key for stored in self.mailbox.newest_first()]
        assert keys == sorted(keys, reverse=True)
        assert len(keys) == len(self.mailbox.messages)


TestMailbox = MailboxMachine.TestCase
TestMailbox.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)

PIECES = [
    b"From: =?utf-8?q?J=C3?= <a@b.example>\r\n",
    b"Subject: =?utf-8?b?broken?=\r\n",
    b"Subject: \xff\xfe raw bytes\r\n",
    b"Date: yesterday\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Type: text/plain; charset=no-such-charset\r\n",
    b"Content-Type: text/plain; charset=idna\r\n",
    b"Subject: =?utf-7?q?+2AA-?= =?idna?q?xn--=FF?= =?a\x00b?q?c?=\r\n",
    b"Content-Disposition: attachment; filename*=idna''xn--%ff\r\n",
    b"Content-Type: message/rfc822\r\n",
    b"Content-Type: message/delivery-status\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Disposition: attachment; filename*=utf-8''%ff.pdf\r\n",
    b" folded\r\n",
    b"\r\n",
    b"\n",
    b"--b\r\n",
    b"--b--\r\n",
    b"=FF=\r\n",
    b"<html><b>x",
    b"\x00\x80",
]


@settings(deadline=None)
@example(b"Content-Type: text/plain; charset=idna\r\n\x80")
@example(b"Content-Type: message/rfc822; charset=idna\r\n\r\n\x80")
@example(b"Content-Type: message/rfc822\r\n\rContent-Type: multipart/mixed; boundary=b\r\n\x80")
@example(b"Content-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n\r\n\xff\r\n")
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=14).map(b"".join))
def test_no_mail_is_too_broken_to_be_stored_and_shown(raw: bytes) -> None:
    mailbox = Mailbox(ALEX)
    stored = mailbox.add(Mail(raw), {"INBOX"}, START)
    for style in ("full", "metadata", "raw", "minimal"):
        document = message_document(mailbox, stored, style)
        assert json.loads(Reply.of_json(200, document).body) == document
    assert isinstance(stored.mail.text, str)
    assert stored.mail.raw == raw


@given(
    st.lists(st.sampled_from([b"A: 1\r\n", b"B: 2\r\n 3\r\n", b"X-Y: z\n", b"a: 4\n"]), max_size=5),
    st.binary(max_size=30),
)
def test_changing_one_header_touches_nothing_else(fields: list[bytes], body: bytes) -> None:
    raw = b"".join(fields) + b"\r\n" + body
    changed = set_header(raw, "New", "value")
    assert changed == b"New: value\r\n" + raw
    assert drop_headers(changed, lambda name: name == "new") == raw
    replaced = set_header(raw, "A", "9")
    assert Mail(replaced).header("a") == "9"
    assert replaced.endswith(b"\r\n" + body)


@pytest.mark.parametrize("start", [0, 999, 1001])
def test_an_id_too_old_or_never_given_out_has_no_history(start: int) -> None:
    history = History(random.Random(1), last_id=1000, floor=1000)  # noqa: S311 - no secret
    assert history.page(1000, 0, 10, [], None) == ([], None)
    with pytest.raises(ApiError) as caught:
        history.page(start, 0, 10, [], None)
    assert caught.value.status == 404
