"""The life of a follow-up (DESIGN: the life of a draft), as a word each.

    planned -> due -> placed -> sent
                        |  `--> edited -> sent
                        |  `--> discarded   (by the candidate: a decision)
                        `-----> withdrawn   (by us: an answer, a cancellation, a newer stage)

`skipped` and `closed` are the ends of a follow-up that never became a draft: decided against, or
made needless or missed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduler.policy import Stage


class State(StrEnum):
    PLANNED = "planned"
    DUE = "due"
    PLACED = "placed"
    EDITED = "edited"
    SENT = "sent"
    DISCARDED = "discarded"
    WITHDRAWN = "withdrawn"
    SKIPPED = "skipped"
    CLOSED = "closed"


IN_GMAIL = frozenset({State.PLACED, State.EDITED})
"""A draft of ours lies in Gmail."""

FINAL = frozenset({State.SENT, State.DISCARDED})
"""Facts that no later plan changes."""


@dataclass(frozen=True, slots=True)
class KnownDraft:
    """What we know of one follow-up's draft. `withdrawing`: we were about to delete it."""

    row: int
    stage: Stage
    state: State
    draft_id: str | None
    message_id: str | None
    thread_id: str | None
    recipient: str
    placed_at: datetime | None
    withdrawing: bool
    sent_message: str | None


@dataclass(frozen=True, slots=True)
class SeenDraft:
    """A draft as Gmail lists it: its present message and thread."""

    message_id: str
    thread_id: str


Drafts = dict[str, SeenDraft]
"""All drafts of the account, by draft id."""


def follow_up_key(account: str, interview_key: str, stage: Stage, recipient: str) -> str:
    """The key that makes a follow-up itself, on any machine and after any restart."""
    text = "\n".join((account, interview_key, stage.value, recipient))
    return hashlib.sha256(text.encode()).hexdigest()


def draft_message_id(key: str, sender: str) -> str:
    """A Message-ID for the draft of this key that looks like any other mail's."""
    return f"<{key[:12]}.{key[12:20]}@{sender.rpartition('@')[2]}>"
