"""Messages, threads and the like as the API's JSON; what is empty is left out, as Gmail does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gmail.sandbox.mailbox import Mailbox, SendAs, Stored
from gmail.sandbox.mime import base64url


def message_document(
    mailbox: Mailbox, stored: Stored, style: str = "full", headers: Iterable[str] = ()
) -> dict[str, Any]:
    """A message in one of the API's formats: minimal, metadata, full or raw.

    `headers` are the metadataHeaders; none means all.
    """
    document = short_message(stored) | {
        "snippet": stored.mail.snippet,
        "sizeEstimate": len(stored.mail.raw),
        "historyId": str(stored.history_id),
        "internalDate": str(stored.date_ms),
    }
    if style == "full":
        document["payload"] = stored.mail.payload(stored.id, mailbox.rng.getrandbits(32))
    elif style == "metadata":
        document["payload"] = stored.mail.metadata(headers)
    elif style == "raw":
        document["raw"] = base64url(stored.mail.raw)
    return document


def short_message(stored: Stored) -> dict[str, Any]:
    """What a write answers: ids and labels."""
    document: dict[str, Any] = {"id": stored.id, "threadId": stored.thread_id}
    return document | ({"labelIds": stored.label_ids} if stored.labels else {})


def listed_message(stored: Stored) -> dict[str, str]:
    """What a listing gives of a message."""
    return {"id": stored.id, "threadId": stored.thread_id}


def thread_document(
    mailbox: Mailbox, thread_id: str, style: str, headers: Iterable[str]
) -> dict[str, Any]:
    """A thread with its messages, oldest first."""
    messages = mailbox.thread(thread_id)
    names = list(headers)
    return {
        "id": thread_id,
        "historyId": str(max(stored.history_id for stored in messages)),
        "messages": [message_document(mailbox, stored, style, names) for stored in messages],
    }


def listed_thread(mailbox: Mailbox, thread_id: str) -> dict[str, Any]:
    """What a listing gives of a thread."""
    messages = mailbox.thread(thread_id)
    return {
        "id": thread_id,
        "snippet": messages[-1].mail.snippet,
        "historyId": str(max(stored.history_id for stored in messages)),
    }


def label_counts(mailbox: Mailbox, label_id: str) -> dict[str, int]:
    """The four counters that labels.get adds."""
    having = [stored for stored in mailbox.messages.values() if label_id in stored.labels]
    unread = [stored for stored in having if "UNREAD" in stored.labels]
    return {
        "messagesTotal": len(having),
        "messagesUnread": len(unread),
        "threadsTotal": len({stored.thread_id for stored in having}),
        "threadsUnread": len({stored.thread_id for stored in unread}),
    }


def send_as_document(address: SendAs) -> dict[str, Any]:
    """One send-as address as settings.sendAs gives it."""
    document: dict[str, Any] = {
        "sendAsEmail": address.email,
        "displayName": address.name,
        "replyToAddress": "",
        "signature": address.signature,
    }
    if address.is_primary:
        return document | {"isPrimary": True, "isDefault": True}
    status = "accepted" if address.verified else "pending"
    return document | {"treatAsAlias": True, "verificationStatus": status}
