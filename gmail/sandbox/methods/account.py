"""users.getProfile, users.history and users.settings.sendAs."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from gmail.sandbox.call import Call
from gmail.sandbox.documents import send_as_document
from gmail.sandbox.history import LIST_NAMES
from gmail.sandbox.problems import bad_request, not_found


def get_profile(call: Call) -> dict[str, Any]:
    mailbox = call.mailbox
    return {
        "emailAddress": mailbox.email,
        "messagesTotal": len(mailbox.messages),
        "threadsTotal": len(mailbox.threads),
        "historyId": str(mailbox.history.last_id),
    }


def list_history(call: Call) -> dict[str, Any]:
    start = call.text("startHistoryId")
    if not start.isdigit():
        raise bad_request("Missing/invalid startHistoryId")
    kinds = [_kind(name) for name in call.query.get("historyTypes", [])]
    offset = _offset(call.text("pageToken"))
    records, following = call.mailbox.history.page(
        int(start), offset, call.size(), kinds, call.text("labelId") or None
    )
    answer: dict[str, Any] = {}
    if records:
        answer["history"] = [record.document() for record in records]
    if following is not None:
        answer["nextPageToken"] = _page_token(following)
    return answer | {"historyId": str(call.mailbox.history.last_id)}


def _kind(name: str) -> str:
    """messageAdded, or MESSAGE_ADDED as the enum's other spelling."""
    for kind in LIST_NAMES:
        if name.replace("_", "").lower() == kind.lower():
            return kind
    raise bad_request(f"Invalid value at 'history_types', \"{name}\"")


def _page_token(offset: int) -> str:
    return base64.urlsafe_b64encode(f"h{offset}".encode()).decode().rstrip("=")


def _offset(token: str) -> int:
    if not token:
        return 0
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        return int(text.removeprefix("h"))
    except ValueError:
        raise bad_request("Invalid pageToken") from None


def list_send_as(call: Call) -> dict[str, Any]:
    return {"sendAs": [send_as_document(address) for address in call.mailbox.send_as]}


def get_send_as(call: Call) -> dict[str, Any]:
    wanted = call.path["sendAsEmail"].lower()
    for address in call.mailbox.send_as:
        if address.email.lower() == wanted:
            return send_as_document(address)
    raise not_found()


METHODS: dict[str, Callable[[Call], dict[str, Any] | None]] = {
    "getProfile": get_profile,
    "history.list": list_history,
    "settings.sendAs.list": list_send_as,
    "settings.sendAs.get": get_send_as,
}
