"""users.messages and their attachments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from gmail.sandbox.call import Call
from gmail.sandbox.documents import listed_message, message_document, short_message
from gmail.sandbox.drafts import send_message
from gmail.sandbox.mailbox import SPAM_OR_TRASH, Stored
from gmail.sandbox.mime import Mail, attachment_part, base64url
from gmail.sandbox.problems import ApiError, bad_request
from gmail.sandbox.search import Search

METADATA_ONLY = "https://www.googleapis.com/auth/gmail.metadata"
# Gmail's guess never goes above this for a listing that has further pages.
ESTIMATE = 201


def matching(call: Call, before: tuple[int, str] | None) -> Iterator[Stored]:
    """Messages that answer q and labelIds, the newest first, from a place in the listing on."""
    search = Search(call.mailbox, call.text("q"), call.now)
    wanted = set(call.query.get("labelIds", []))
    hidden = call.flag("includeSpamTrash") or search.includes_hidden or wanted & SPAM_OR_TRASH
    for stored in call.mailbox.newest_first(before):
        shown = hidden or not stored.labels & SPAM_OR_TRASH
        if shown and wanted <= stored.labels and search.matches(stored):
            yield stored


def listing(
    call: Call,
    key: str,
    found: Iterable[Stored],
    document: Callable[[Stored], dict[str, Any]],
) -> dict[str, Any]:
    """One page of a list method; the key is absent when nothing was found."""
    size = call.size()
    page: list[Stored] = []
    more = False
    for stored in found:
        if len(page) == size:
            more = True
            break
        page.append(stored)
    answer: dict[str, Any] = {key: [document(stored) for stored in page]} if page else {}
    if more:
        answer["nextPageToken"] = _token(page[-1])
    return answer | {"resultSizeEstimate": ESTIMATE if more else len(page)}


def list_messages(call: Call) -> dict[str, Any]:
    _no_search_with_metadata_only(call)
    return listing(
        call, "messages", matching(call, position(call.text("pageToken"))), listed_message
    )


def get_message(call: Call) -> dict[str, Any]:
    stored = call.mailbox.message(checked_id(call.path["id"]))
    style = call.style()
    forbid_content_with_metadata_only(call, style)
    return message_document(call.mailbox, stored, style, call.query.get("metadataHeaders", []))


def get_attachment(call: Call) -> dict[str, Any]:
    """The attachment id alone decides; the message id in the path plays no part, as in Gmail."""
    owner, part_id = attachment_part(call.path["id"])
    stored = call.mailbox.messages.get(owner)
    content = None if stored is None else stored.mail.part_bytes(part_id)
    if content is None:
        raise bad_request("Invalid attachment token")
    return {"size": len(content), "data": base64url(content)}


def modify(call: Call) -> dict[str, Any]:
    stored = call.mailbox.message(checked_id(call.path["id"]))
    add, remove = call.labels("addLabelIds"), call.labels("removeLabelIds")
    refuse_labels_on_draft(stored, add)
    call.mailbox.change_labels(stored, add, remove)
    return short_message(stored)


def batch_modify(call: Call) -> None:
    add, remove = call.labels("addLabelIds"), call.labels("removeLabelIds")
    for message_id in call.document.get("ids") or []:
        if message_id in call.mailbox.messages:
            call.mailbox.change_labels(call.mailbox.messages[message_id], add, remove)


def trash(call: Call) -> dict[str, Any]:
    stored = call.mailbox.message(checked_id(call.path["id"]))
    call.mailbox.trash(stored)
    return short_message(stored)


def untrash(call: Call) -> dict[str, Any]:
    stored = call.mailbox.message(checked_id(call.path["id"]))
    call.mailbox.change_labels(stored, remove={"TRASH"})
    return short_message(stored)


def delete(call: Call) -> None:
    call.mailbox.remove(checked_id(call.path["id"]))


def insert(call: Call) -> dict[str, Any]:
    """Put mail into the mailbox as IMAP APPEND would; internalDateSource as the API has it."""
    raw, thread_id = call.mail(call.document)
    mail = Mail(raw)
    if thread_id is not None and thread_id not in call.mailbox.threads:
        raise bad_request("Invalid thread_id value")
    labels = set(call.document.get("labelIds") or [])
    call.mailbox.labels.check_modifiable(labels - {"SENT"})
    fits = thread_id is not None and call.mailbox.refers_into(mail, thread_id)
    where = thread_id if fits else call.mailbox.thread_for(mail)
    from_header = call.text("internalDateSource", "receivedTime") == "dateHeader"
    at = mail.date if from_header and mail.date else call.now
    return short_message(call.mailbox.add(mail, labels, at, where))


def send(call: Call) -> dict[str, Any]:
    raw, thread_id = call.mail(call.document)
    keep = call.quirks.api_send_keeps_message_id
    return short_message(send_message(call.mailbox, raw, thread_id, call.now, keep_id=keep))


def checked_id(text: str) -> str:
    """The id as Gmail spells it; 400 for what cannot be one, as Gmail says before it looks."""
    if not re.fullmatch(r"0*[0-9a-fA-F]{1,16}", text):
        raise bad_request("Invalid id value")
    return f"{int(text, 16):016x}"


def refuse_labels_on_draft(stored: Stored, labels: set[str]) -> None:
    """A draft message can carry no label but DRAFT (labels guide)."""
    if "DRAFT" in stored.labels and labels - {"TRASH"}:
        raise bad_request(f"Invalid label: {min(labels)}")


def forbid_content_with_metadata_only(call: Call, style: str) -> None:
    """gmail.metadata alone shows headers, never content."""
    if call.scopes == {METADATA_ONLY} and style in {"full", "raw"}:
        message = f"Metadata scope doesn't allow format {style.upper()}"
        raise ApiError(403, "forbidden", message)


def _no_search_with_metadata_only(call: Call) -> None:
    if call.scopes == {METADATA_ONLY} and call.text("q"):
        raise ApiError(403, "forbidden", "Metadata scope does not support 'q' parameter")


def _token(stored: Stored) -> str:
    return f"{stored.date_ms:020d}{int(stored.id, 16):020d}"


def position(token: str) -> tuple[int, str] | None:
    """Where in the listing a page token points: behind this (internalDate, id)."""
    if not token:
        return None
    if not re.fullmatch(r"\d{40}", token):
        raise bad_request("Invalid pageToken")
    return int(token[:20]), f"{int(token[20:]):016x}"


METHODS: dict[str, Callable[[Call], dict[str, Any] | None]] = {
    "messages.list": list_messages,
    "messages.get": get_message,
    "messages.attachments.get": get_attachment,
    "messages.modify": modify,
    "messages.batchModify": batch_modify,
    "messages.trash": trash,
    "messages.untrash": untrash,
    "messages.delete": delete,
    "messages.insert": insert,
    "messages.import": insert,
    "messages.send": send,
}
