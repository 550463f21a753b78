"""users.labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gmail.sandbox.call import Call
from gmail.sandbox.documents import label_counts


def list_labels(call: Call) -> dict[str, Any]:
    return {"labels": [label.document() for label in call.mailbox.labels.by_id.values()]}


def get_label(call: Call) -> dict[str, Any]:
    label = call.mailbox.labels.get(call.path["id"])
    return label.document() | label_counts(call.mailbox, label.id)


def create_label(call: Call) -> dict[str, Any]:
    return call.mailbox.labels.create(call.document).document()


def change_label(call: Call) -> dict[str, Any]:
    return call.mailbox.labels.change(call.path["id"], call.document).document()


def delete_label(call: Call) -> None:
    call.mailbox.delete_label(call.path["id"])


METHODS: dict[str, Callable[[Call], dict[str, Any] | None]] = {
    "labels.list": list_labels,
    "labels.get": get_label,
    "labels.create": create_label,
    "labels.patch": change_label,
    "labels.update": change_label,
    "labels.delete": delete_label,
}
