"""users.drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gmail.sandbox.call import Call
from gmail.sandbox.documents import listed_message, message_document, short_message
from gmail.sandbox.drafts import (
    create_draft,
    delete_draft,
    draft_message,
    send_draft,
    send_message,
    update_draft,
)
from gmail.sandbox.mailbox import Stored
from gmail.sandbox.methods.messages import listing, matching, position
from gmail.sandbox.problems import bad_request


def list_drafts(call: Call) -> dict[str, Any]:
    by_message = {message_id: draft_id for draft_id, message_id in call.mailbox.drafts.items()}

    def document(stored: Stored) -> dict[str, Any]:
        return {"id": by_message[stored.id], "message": listed_message(stored)}

    everything = matching(call, position(call.text("pageToken")))
    found = (stored for stored in everything if stored.id in by_message)
    return listing(call, "drafts", found, document)


def get_draft(call: Call) -> dict[str, Any]:
    stored = draft_message(call.mailbox, call.path["id"])
    message = message_document(call.mailbox, stored, call.style())
    return {"id": call.path["id"], "message": message}


def create(call: Call) -> dict[str, Any]:
    raw, thread_id = call.mail(call.document.get("message") or {})
    keep = call.quirks.draft_keeps_message_id
    draft_id = create_draft(call.mailbox, raw, thread_id, call.now, keep_id=keep)
    return _short(call, draft_id)


def update(call: Call) -> dict[str, Any]:
    draft_id = call.path["id"]
    draft_message(call.mailbox, draft_id)
    raw, thread_id = call.mail(call.document.get("message") or {})
    keep = call.quirks.draft_keeps_message_id
    update_draft(call.mailbox, draft_id, raw, thread_id, call.now, keep_id=keep)
    return _short(call, draft_id)


def delete(call: Call) -> None:
    delete_draft(call.mailbox, call.path["id"])


def send(call: Call) -> dict[str, Any]:
    """Send an existing draft, changed first if a message comes with it, or a message alone."""
    keep = call.quirks.api_send_keeps_message_id
    draft_id, message = call.document.get("id"), call.document.get("message") or {}
    if draft_id is None:
        if not message and call.media is None:
            raise bad_request("Draft id or message required")
        raw, thread_id = call.mail(message)
        return short_message(send_message(call.mailbox, raw, thread_id, call.now, keep_id=keep))
    draft_message(call.mailbox, draft_id)
    if message.get("raw") or call.media is not None:
        raw, thread_id = call.mail(message)
        update_draft(call.mailbox, draft_id, raw, thread_id, call.now)
    return short_message(send_draft(call.mailbox, draft_id, call.now, keep_id=keep))


def _short(call: Call, draft_id: str) -> dict[str, Any]:
    return {"id": draft_id, "message": short_message(draft_message(call.mailbox, draft_id))}


METHODS: dict[str, Callable[[Call], dict[str, Any] | None]] = {
    "drafts.list": list_drafts,
    "drafts.get": get_draft,
    "drafts.create": create,
    "drafts.update": update,
    "drafts.delete": delete,
    "drafts.send": send,
}
