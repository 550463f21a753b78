"""What the door gives back: small frozen values in Gmail's own terms."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gmail.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class Profile:
    """The account itself. `history_id` is the mailbox's present cursor."""

    email: str
    history_id: str
    messages_total: int
    threads_total: int


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message by name. `label_ids` is empty where Gmail did not say."""

    id: str
    thread_id: str
    label_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RefPage:
    """One page of a listing; there are more pages while `next_page` is not None."""

    refs: tuple[MessageRef, ...]
    next_page: str | None
    estimate: int | None = None


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A whole message. `raw` is its MIME; `internal_date` is when Gmail received it (UTC)."""

    id: str
    thread_id: str
    label_ids: frozenset[str]
    internal_date: datetime | None
    history_id: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class LabelChange:
    """Labels put on or taken off a message; `message.label_ids` are those after the change."""

    message: MessageRef
    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of changes, oldest first. `history_id` is the mailbox's cursor at the answer."""

    added: tuple[MessageRef, ...]
    deleted: tuple[MessageRef, ...]
    labels: tuple[LabelChange, ...]
    next_page: str | None
    history_id: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread and its messages, oldest first."""

    id: str
    messages: tuple[MessageRef, ...]


@dataclass(frozen=True, slots=True)
class DraftRef:
    """A draft by name. `message_id` changes with every edit, `draft_id` does not."""

    draft_id: str
    message_id: str
    thread_id: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One page of drafts; there are more pages while `next_page` is not None."""

    drafts: tuple[DraftRef, ...]
    next_page: str | None


@dataclass(frozen=True, slots=True)
class RawDraft:
    """A draft with its whole message."""

    draft_id: str
    message: RawMessage


@dataclass(frozen=True, slots=True)
class Label:
    """A label. `own` says that the person made it, not Gmail."""

    id: str
    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class SendAs:
    """An address the account may write from. `signature_html` is empty where there is none."""

    email: str
    name: str
    reply_to: str | None
    signature_html: str
    is_default: bool
    is_primary: bool
    verified: bool


Doc = Mapping[str, Any]


def message_ref(doc: Doc) -> MessageRef:
    return MessageRef(str(doc["id"]), str(doc.get("threadId", "")), labels_of(doc))


def labels_of(doc: Doc) -> frozenset[str]:
    return frozenset(str(label) for label in doc.get("labelIds") or ())


def raw_message(doc: Doc) -> RawMessage:
    """Read a message of format=raw. Raises UnreadableError where it is none."""
    try:
        raw = from_base64url(str(doc["raw"]))
        milliseconds = doc.get("internalDate")
        received = datetime.fromtimestamp(int(milliseconds) / 1000, UTC) if milliseconds else None
        return RawMessage(
            id=str(doc["id"]),
            thread_id=str(doc.get("threadId", "")),
            label_ids=labels_of(doc),
            internal_date=received,
            history_id=str(doc.get("historyId", "")),
            raw=raw,
        )
    except (KeyError, ValueError, OverflowError, OSError) as fault:
        raise UnreadableError(f"a message that cannot be read ({type(fault).__name__})") from fault


def from_base64url(text: str) -> bytes:
    """Decode base64url with or without its padding. Raises ValueError for anything else."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as fault:
        raise ValueError("not base64url") from fault


def to_base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii")


def history_page(doc: Doc) -> HistoryPage:
    added: list[MessageRef] = []
    deleted: list[MessageRef] = []
    labels: list[LabelChange] = []
    for record in doc.get("history") or ():
        added += [message_ref(entry["message"]) for entry in record.get("messagesAdded") or ()]
        deleted += [message_ref(entry["message"]) for entry in record.get("messagesDeleted") or ()]
        for entry in record.get("labelsAdded") or ():
            change = labels_of(entry)
            labels.append(LabelChange(message_ref(entry["message"]), added=change))
        for entry in record.get("labelsRemoved") or ():
            change = labels_of(entry)
            labels.append(LabelChange(message_ref(entry["message"]), removed=change))
    return HistoryPage(
        tuple(added),
        tuple(deleted),
        tuple(labels),
        doc.get("nextPageToken") or None,
        str(doc.get("historyId", "")),
    )


def draft_ref(doc: Doc) -> DraftRef:
    message = doc.get("message") or {}
    return DraftRef(str(doc["id"]), str(message.get("id", "")), str(message.get("threadId", "")))


def send_as(doc: Doc) -> SendAs:
    primary = bool(doc.get("isPrimary", False))
    return SendAs(
        email=str(doc["sendAsEmail"]).lower(),
        name=str(doc.get("displayName", "")),
        reply_to=str(doc["replyToAddress"]) if doc.get("replyToAddress") else None,
        signature_html=str(doc.get("signature", "")),
        is_default=bool(doc.get("isDefault", False)),
        is_primary=primary,
        # Gmail gives no status for the account's own address.
        verified=primary or doc.get("verificationStatus", "accepted") == "accepted",
    )
