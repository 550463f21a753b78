"""users.threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gmail.sandbox.call import Call
from gmail.sandbox.documents import listed_thread, thread_document
from gmail.sandbox.mailbox import Stored
from gmail.sandbox.methods.messages import (
    checked_id,
    forbid_content_with_metadata_only,
    listing,
    matching,
    position,
)


def list_threads(call: Call) -> dict[str, Any]:
    def document(stored: Stored) -> dict[str, Any]:
        return listed_thread(call.mailbox, stored.thread_id)

    return listing(call, "threads", _one_a_thread(call), document)


def _one_a_thread(call: Call) -> Iterator[Stored]:
    """The newest matching message of each thread: there the thread stands in the listing."""
    before = position(call.text("pageToken"))
    seen: set[str] = set()
    for stored in matching(call, None):
        if stored.thread_id not in seen:
            seen.add(stored.thread_id)
            if before is None or stored.sort_key < before:
                yield stored


def get_thread(call: Call) -> dict[str, Any]:
    style = call.style()
    forbid_content_with_metadata_only(call, style)
    headers = call.query.get("metadataHeaders", [])
    return thread_document(call.mailbox, checked_id(call.path["id"]), style, headers)


def modify(call: Call) -> dict[str, Any]:
    add, remove = call.labels("addLabelIds"), call.labels("removeLabelIds")
    for stored in _messages(call):
        if "DRAFT" not in stored.labels:
            call.mailbox.change_labels(stored, add, remove)
    return _whole(call)


def trash(call: Call) -> dict[str, Any]:
    for stored in _messages(call):
        call.mailbox.trash(stored)
    return _whole(call)


def untrash(call: Call) -> dict[str, Any]:
    for stored in _messages(call):
        call.mailbox.change_labels(stored, remove={"TRASH"})
    return _whole(call)


def delete(call: Call) -> None:
    for stored in _messages(call):
        call.mailbox.remove(stored.id)


def _messages(call: Call) -> list[Stored]:
    return call.mailbox.thread(checked_id(call.path["id"]))


def _whole(call: Call) -> dict[str, Any]:
    return thread_document(call.mailbox, call.path["id"], "minimal", [])


METHODS: dict[str, Callable[[Call], dict[str, Any] | None]] = {
    "threads.list": list_threads,
    "threads.get": get_thread,
    "threads.modify": modify,
    "threads.trash": trash,
    "threads.untrash": untrash,
    "threads.delete": delete,
}
