"""Old mail as a mailbox: messages appear as the clock passes them, in threads like Gmail's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gmail.drafts import DraftState, OutgoingDraft, Withdrawal
from gmail.message.model import Address, Message
from gmail.message.parse import parse
from service.preview.mailbox import PreviewMailbox
from service.reading.model import Facts

NOTHING = Facts.nothing()


def test_a_message_is_not_there_before_it_came() -> None:
    mailbox = box(mail("1", "02 Mar 2026 09:00"), mail("2", "03 Mar 2026 09:00"))
    mailbox.now = at(2, 12)
    assert [ref.id for ref in mailbox.news("0").messages] == ids(mailbox, "1")
    assert mailbox.next_arrival() == at(3, 9)
    cursor = mailbox.cursor()
    mailbox.now = at(3, 9)
    assert [ref.id for ref in mailbox.news(cursor).messages] == ids(mailbox, "2")
    assert mailbox.next_arrival() is None


def test_without_a_clock_nothing_can_be_asked() -> None:
    with pytest.raises(RuntimeError):
        box(mail("1", "02 Mar 2026 09:00")).cursor()


def test_an_answer_under_the_same_subject_is_in_the_thread() -> None:
    first, answer = mail("1", "02 Mar 2026 09:00"), mail("2", "03 Mar 2026 09:00", answers="1")
    assert len(threads(first, answer)) == 1


def test_prefixes_of_other_languages_make_no_other_subject() -> None:
    first = mail("1", "02 Mar 2026 09:00")
    answer = mail("2", "03 Mar 2026 09:00", answers="1", subject="AW: Re:  Interview")
    assert len(threads(first, answer)) == 1


def test_an_answer_under_another_subject_begins_a_thread() -> None:
    first = mail("1", "02 Mar 2026 09:00")
    other = mail("2", "03 Mar 2026 09:00", answers="1", subject="Something else")
    assert len(threads(first, other)) == 2


def test_the_same_subject_alone_joins_nothing() -> None:
    assert len(threads(mail("1", "02 Mar 2026 09:00"), mail("2", "03 Mar 2026 09:00"))) == 2


def test_an_answer_to_a_message_that_is_missing_joins_the_other_answers() -> None:
    one = mail("2", "03 Mar 2026 09:00", answers="1")
    two = mail("3", "04 Mar 2026 09:00", answers="1")
    assert len(threads(one, two)) == 1


def test_the_exports_own_thread_goes_first() -> None:
    one = mail("1", "02 Mar 2026 09:00", thread="a")
    two = mail("2", "03 Mar 2026 09:00", answers="1", thread="b")
    assert threads(one, two) == {"a", "b"}


def test_the_order_of_the_file_does_not_matter() -> None:
    one, two = mail("1", "02 Mar 2026 09:00"), mail("2", "03 Mar 2026 09:00", answers="1")
    assert threads(one, two) == threads(two, one)


def test_a_draft_lies_there_until_it_is_withdrawn() -> None:
    mailbox = box(mail("1", "02 Mar 2026 09:00"))
    mailbox.now = at(3, 9)
    placed = mailbox.place(letter())
    assert list(mailbox.drafts()) == [placed.draft_id]
    assert mailbox.look(placed)[0] is DraftState.UNTOUCHED
    assert mailbox.placed[placed.draft_id].placed_at == at(3, 9)
    assert mailbox.withdraw(placed) is Withdrawal.WITHDRAWN
    assert mailbox.drafts() == {}
    assert mailbox.look(placed) == (DraftState.GONE, None)


def test_no_body_is_kept() -> None:
    mailbox = box(mail("1", "02 Mar 2026 09:00"))
    mailbox.now = at(3, 9)
    (kept,) = mailbox.fetch([ref.id for ref in mailbox.news("0").messages])
    assert isinstance(kept, Message)
    assert (kept.text, kept.new_text, kept.html) == ("", "", None)


def mail(
    id_: str, date: str, *, answers: str = "", subject: str = "Interview", thread: str = ""
) -> Message:
    lines = [
        "From: Jane Roe <jane@initech.example>",
        "To: Alex Morgan <alex@example.com>",
        f"Subject: {subject}",
        f"Date: {date} +0000",
        f"Message-ID: <{id_}@initech.example>",
        *([f"In-Reply-To: <{answers}@initech.example>"] if answers else []),
    ]
    return parse(("\r\n".join([*lines, "", "Hello"])).encode(), thread_id=thread)


def letter() -> OutgoingDraft:
    return OutgoingDraft(
        thread_id=None,
        in_reply_to=None,
        references=(),
        subject="Thank you",
        sender=Address(email="alex@example.com", name="Alex Morgan"),
        to=(Address(email="jane@initech.example", name="Jane Roe"),),
        cc=(),
        text="Dear Jane Roe,\n\nThank you.\n",
        html=None,
        message_id="<1@example.com>",
        date=at(3, 9),
    )


def box(*messages: Message) -> PreviewMailbox:
    return PreviewMailbox("alex@example.com", [(message, NOTHING) for message in messages])


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def threads(*messages: Message) -> set[str]:
    mailbox = box(*messages)
    mailbox.now = at(31, 0)
    return {ref.thread_id for ref in mailbox.news("0").messages}


def ids(mailbox: PreviewMailbox, *names: str) -> list[str]:
    """Our ids of the messages with these names."""
    every = [f"{number:016x}" for number in range(1, 9)]
    return [every[int(name) - 1] for name in names]
