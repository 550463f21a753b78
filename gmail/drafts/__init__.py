"""Letters in the Drafts folder: place, find, compare, withdraw. Never send."""

from gmail.drafts.compose import OutgoingDraft, compose, fingerprint, one_line, reply_subject
from gmail.drafts.folder import (
    DraftState,
    FoundDraft,
    PlacedDraft,
    Withdrawal,
    find,
    look,
    place,
    state,
    withdraw,
)

__all__ = [
    "DraftState",
    "FoundDraft",
    "OutgoingDraft",
    "PlacedDraft",
    "Withdrawal",
    "compose",
    "find",
    "fingerprint",
    "look",
    "one_line",
    "place",
    "reply_subject",
    "state",
    "withdraw",
]
