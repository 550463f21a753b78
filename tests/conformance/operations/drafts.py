"""A letter's life in the Drafts folder."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from gmail import drafts
from gmail.drafts import DraftState, OutgoingDraft, PlacedDraft, Withdrawal
from gmail.drafts.compose import compose
from gmail.errors import NotFoundError
from tests.conformance.operations.letters import answer, letter
from tests.conformance.target import Bench, Operation


def in_the_thread(bench: Bench) -> None:
    outgoing = answer(bench, "draft.thread")
    placed = drafts.place(bench.client, outgoing)
    there = bench.client.draft(placed.draft_id).message
    assert there.thread_id == outgoing.thread_id
    assert there.label_ids == {"DRAFT"}
    assert not placed.strayed
    assert there.id in [ref.id for ref in bench.client.thread(there.thread_id).messages]
    _take_away(bench, placed)


def headers_kept(bench: Bench) -> None:
    outgoing = answer(bench, "draft.headers")
    placed = drafts.place(bench.client, outgoing)
    kept = message_from_bytes(bench.client.draft(placed.draft_id).message.raw, policy=default)
    assert kept["Message-ID"] == placed.rfc_message_id == outgoing.message_id
    assert kept["In-Reply-To"] == kept["References"] == outgoing.in_reply_to
    assert kept["Subject"] == "Re: Interview with Initech"
    assert kept["To"] == "Jane Roe <jane.roe@initech.example>"
    assert "thank you \N{EN DASH} I enjoyed it" in kept.get_content()
    _take_away(bench, placed)


def on_its_own(bench: Bench) -> None:
    placed = drafts.place(bench.client, letter("draft.alone", None))
    assert placed.thread_id
    assert placed.thread_id != bench.named("invitation").thread_id
    _take_away(bench, placed)


def listed(bench: Bench) -> None:
    first = drafts.place(bench.client, answer(bench, "draft.list1"))
    second = drafts.place(bench.client, letter("draft.list2", None))
    refs = {ref.draft_id: ref for ref in bench.client.drafts().drafts}
    for placed in (first, second):
        ref = refs[placed.draft_id]
        assert (ref.message_id, ref.thread_id) == (placed.message_id, placed.thread_id)
    _take_away(bench, first, second)


def searched(bench: Bench) -> None:
    first = drafts.place(bench.client, letter("draft.search1", None))
    second = drafts.place(bench.client, letter("draft.search2", None))
    found = bench.client.drafts("rfc822msgid:draft.search2.20260305@example.com").drafts
    _take_away(bench, first, second)
    assert [ref.draft_id for ref in found] == [second.draft_id]


def found_again(bench: Bench) -> None:
    placed = drafts.place(bench.client, answer(bench, "draft.find"))
    by_id = drafts.find(bench.client, rfc_message_id=placed.rfc_message_id)
    by_words = drafts.find(bench.client, thread_id=placed.thread_id, fingerprint=placed.fingerprint)
    assert by_id is not None
    assert by_words is not None
    assert by_id.draft_id == by_words.draft_id == placed.draft_id
    assert drafts.find(bench.client, rfc_message_id="<never@example.com>") is None
    _take_away(bench, placed)


def _edit(bench: Bench, placed: PlacedDraft, outgoing: OutgoingDraft) -> None:
    raw = compose(replace(outgoing, text="In my own words.\n"))
    bench.client.update_draft(placed.draft_id, raw, outgoing.thread_id)


def update_keeps_the_draft(bench: Bench) -> None:
    outgoing = answer(bench, "draft.update")
    placed = drafts.place(bench.client, outgoing)
    _edit(bench, placed, outgoing)
    assert drafts.state(bench.client, placed) is DraftState.EDITED
    assert drafts.withdraw(bench.client, placed) is Withdrawal.KEPT_EDITED
    assert placed.draft_id in [ref.draft_id for ref in bench.client.drafts().drafts]
    bench.client.delete_draft(placed.draft_id)


def update_renews_the_message(bench: Bench) -> None:
    outgoing = answer(bench, "draft.renewed")
    placed = drafts.place(bench.client, outgoing)
    _edit(bench, placed, outgoing)
    now = bench.client.draft(placed.draft_id).message.id
    bench.client.delete_draft(placed.draft_id)
    assert now != placed.message_id


def withdrawn(bench: Bench) -> None:
    placed = drafts.place(bench.client, answer(bench, "draft.withdrawn"))
    assert drafts.state(bench.client, placed) is DraftState.UNTOUCHED
    assert drafts.withdraw(bench.client, placed) is Withdrawal.WITHDRAWN
    assert drafts.withdraw(bench.client, placed) is Withdrawal.ALREADY_GONE
    with pytest.raises(NotFoundError):
        bench.client.draft(placed.draft_id)
    with pytest.raises(NotFoundError):
        bench.client.raw_message(placed.message_id)


def sent(bench: Bench) -> None:
    placed = drafts.place(bench.client, answer(bench, "draft.sent"))
    thread = bench.client.thread(placed.thread_id).messages
    sent_before = sum("SENT" in ref.label_ids for ref in thread)
    bench.target.send(placed.draft_id)
    assert drafts.state(bench.client, placed) is DraftState.GONE
    assert drafts.withdraw(bench.client, placed) is Withdrawal.ALREADY_GONE
    thread = bench.client.thread(placed.thread_id).messages
    assert len([ref for ref in thread if "SENT" in ref.label_ids]) == sent_before + 1
    assert not any("DRAFT" in ref.label_ids for ref in thread)


def _take_away(bench: Bench, *placed: PlacedDraft) -> None:
    for each in placed:
        bench.client.delete_draft(each.draft_id)


OPERATIONS = (
    Operation("drafts.create: in the thread, as a draft and nothing else", in_the_thread),
    Operation("drafts.create: headers and words are kept", headers_kept),
    Operation("drafts.create: without a thread, one of its own", on_its_own),
    Operation("drafts.list: each with its message and thread", listed),
    Operation("drafts.list: searched by Message-ID", searched),
    Operation("drafts: found again by Message-ID and by words", found_again),
    Operation("drafts.update: the draft stays and counts as edited", update_keeps_the_draft),
    Operation("drafts.update: the message gets a new id", update_renews_the_message),
    Operation("drafts.delete: gone for good, and said so", withdrawn),
    Operation("drafts: a sent one is gone, its letter lies in the thread", sent),
)
