"""What is to be seen of a letter in Gmail, and how two sights differ."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from typing import Any

from gmail.client import GmailClient, RawMessage
from gmail.drafts.compose import rfc_message_id

MARK = "X-Afterword-Check"
_KINDS = ("messagesAdded", "messagesDeleted", "labelsAdded", "labelsRemoved")


@dataclass(frozen=True, slots=True)
class Sight:
    """The headers and the shape of a letter at one moment; an absent header is empty."""

    message_id: str
    mark: str
    in_reply_to: str
    references: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, raw: RawMessage) -> Sight:
        mail = message_from_bytes(raw.raw, policy=default)
        return cls(
            message_id=rfc_message_id(raw.raw),
            mark=str(mail.get(MARK, "")),
            in_reply_to=str(mail.get("In-Reply-To", "")).strip(),
            references=" ".join(str(mail.get("References", "")).split()),
            parts=tuple(part.get_content_type() for part in mail.walk()),
        )


def compared(before: Sight, after: Sight) -> str:
    """What became of each header that was there, and the letter's parts, in one line."""
    names = {
        "Message-ID": (before.message_id, after.message_id),
        "X- header": (before.mark, after.mark),
        "In-Reply-To": (before.in_reply_to, after.in_reply_to),
        "References": (before.references, after.references),
    }
    told = [f"{name} {_fate(old, new)}" for name, (old, new) in names.items() if old]
    if before.parts != after.parts:
        told.append(f"parts {'+'.join(before.parts)} became {'+'.join(after.parts)}")
    return ", ".join(told)


def _fate(old: str, new: str) -> str:
    if not new:
        return "gone"
    return "kept" if new == old else "replaced"


def records(client: GmailClient, cursor: str, thread_id: str) -> str:
    """The history records since `cursor` that concern a thread or sent mail, in Gmail's order."""
    # The client gives changes sorted by kind; their exact order is the question here.
    lists = client._users().history()
    document = client._ask(lists.list(userId="me", startHistoryId=cursor, maxResults=500))
    told = [
        f"{kind}[{_labels(entry)}]"
        for record in document.get("history") or ()
        for kind in _KINDS
        for entry in record.get(kind) or ()
        if _concerns(entry["message"], thread_id)
    ]
    return "; ".join(told) or "none"


def _labels(entry: Any) -> str:
    return ",".join(sorted(entry.get("labelIds") or entry["message"].get("labelIds") or ()))


def _concerns(message: Any, thread_id: str) -> bool:
    return message.get("threadId") == thread_id or "SENT" in (message.get("labelIds") or ())
