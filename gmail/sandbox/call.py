"""One API call as the handlers see it, and the messages' shape of requests and answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gmail.sandbox.mailbox import Mailbox
from gmail.sandbox.mime import from_base64url
from gmail.sandbox.problems import bad_request
from gmail.sandbox.quirks import Quirks


@dataclass(frozen=True)
class Request:
    """A request without its transport; header names are lower case, query values in order."""

    method: str
    path: str
    query: dict[str, list[str]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """An answer without its transport."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_json(cls, status: int, document: Any, headers: dict[str, str] | None = None) -> Reply:
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        kind = {"content-type": "application/json; charset=UTF-8"}
        return cls(status, text.encode(), kind | (headers or {}))


@dataclass(frozen=True)
class Call:
    """One authorized call of an API method on one account's mailbox."""

    mailbox: Mailbox
    now: datetime
    path: dict[str, str]
    query: dict[str, list[str]]
    document: dict[str, Any]
    media: bytes | None
    scopes: frozenset[str]
    quirks: Quirks

    def text(self, name: str, default: str = "") -> str:
        """A query parameter's last value."""
        values = self.query.get(name)
        return values[-1] if values else default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() == "true"

    def size(self, default: int = 100, most: int = 500) -> int:
        """maxResults within Gmail's limits."""
        text = self.text("maxResults")
        if not text:
            return default
        if not re.fullmatch(r"\+?[0-9]+", text):
            raise bad_request(
                f"Invalid value at 'max_results' (TYPE_UINT32), \"{text}\"", "invalid"
            )
        if int(text) == 0:
            raise bad_request("Invalid maxResults")
        return min(int(text), most)

    def style(self) -> str:
        """The `format` parameter."""
        style = self.text("format", "full").lower()
        if style not in {"full", "minimal", "metadata", "raw"}:
            raise bad_request(f"Invalid value at 'format', \"{style}\"")
        return style

    def labels(self, name: str) -> set[str]:
        """A list of label ids in the body; 400 unless a client may set them on messages."""
        found = set(self.document.get(name) or [])
        self.mailbox.labels.check_modifiable(found)
        return found

    def mail(self, document: dict[str, Any]) -> tuple[bytes, str | None]:
        """(raw mail, thread id or None) of a Message in the body, or of an upload."""
        thread_id = document.get("threadId") or None
        if self.media is not None:
            return self.media, thread_id
        encoded = document.get("raw")
        if not isinstance(encoded, str) or not encoded:
            raise bad_request(
                "'raw' RFC822 payload message string or uploading message via /upload/* "
                "URL required"
            )
        try:
            return from_base64url(encoded), thread_id
        except ValueError:
            raise bad_request(
                "Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed"
            ) from None
