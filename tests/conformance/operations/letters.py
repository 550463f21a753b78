"""A letter to put into Drafts."""

from __future__ import annotations

from gmail.drafts import OutgoingDraft
from gmail.message.model import Address
from tests.conformance.mail import ALEX, START
from tests.conformance.target import Bench


def letter(name: str, thread_id: str | None) -> OutgoingDraft:
    """A letter of its own, or the answer to the invitation in its thread."""
    parent = "<invitation@mail.initech.example>" if thread_id else None
    return OutgoingDraft(
        thread_id=thread_id,
        in_reply_to=parent,
        references=(),
        subject="Interview with Initech",
        sender=Address(ALEX, "Alex Morgan"),
        to=(Address("jane.roe@initech.example", "Jane Roe"),),
        text=f"Dear Jane,\n\nthank you \N{EN DASH} I enjoyed it ({name}).\n\nAlex\n",
        message_id=f"<{name}.20260305@example.com>",
        date=START,
    )


def answer(bench: Bench, name: str) -> OutgoingDraft:
    return letter(name, bench.named("invitation").thread_id)
