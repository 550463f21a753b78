"""A stored mail: raw bytes, read once, and shown the way the Gmail API shows it.

The sandbox has a reader of its own on purpose: a mistake in `gmail.message` must not be
answered by the same mistake here.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Part
from email.utils import getaddresses, parsedate_to_datetime
from functools import cached_property
from typing import Any, cast

SNIPPET_LENGTH = 200
_ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bBqQ]\?")
_REPLY_PREFIX = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|sv|antw|rif|res|tr)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)
_ATTACHMENT_PREFIX = "ANGjdJ"


def base64url(data: bytes) -> str:
    """Gmail's base64: url-safe letters, with padding."""
    return base64.urlsafe_b64encode(data).decode("ascii")


def from_base64url(text: str) -> bytes:
    """Decode url-safe or plain base64, padded or not. ValueError if it is neither."""
    plain = text.strip().replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)


def readable(value: object) -> str:
    """A header value as Gmail shows it: unfolded, encoded words decoded, 8-bit read as UTF-8."""
    text = re.sub(r"\r?\n(?=[ \t])", "", str(value)).strip()
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if not _ENCODED_WORD.search(text):
        return text
    try:
        pieces = decode_header(text)
    except HeaderParseError:
        return text
    return "".join(p if isinstance(p, str) else _decoded(p, charset) for p, charset in pieces)


def _decoded(data: bytes, charset: str | None) -> str:
    """Text in a charset that may be unknown, wrong or none at all; no lone surrogates."""
    try:
        text = data.decode(charset or "utf-8")
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    return text.encode("utf-8", "replace").decode()


def base_subject(subject: str) -> str:
    """The subject without Re:, Fwd: and the like, case and spaces folded, for threading."""
    return " ".join(_REPLY_PREFIX.sub("", subject).casefold().split())


def leaf_bytes(part: Part) -> bytes:
    """The decoded content of one leaf; text comes as UTF-8, whatever its charset was."""
    if part.is_multipart():
        return b"".join(_source(below) for below in _below(part))
    data = part.get_payload(decode=True)
    content = data if isinstance(data, bytes) else b""
    if part.get_content_maintype() != "text" or filename(part):
        return content
    return _decoded(content, part.get_content_charset()).encode("utf-8", "replace")


def _source(part: Part) -> bytes:
    """A part inside a part written out again; of one the library cannot write, its headers."""
    try:
        return part.as_bytes()
    except (LookupError, ValueError):
        lines = (f"{name}: {readable(value)}\r\n" for name, value in part.raw_items())
        return "".join(lines).encode("utf-8", "replace")


def children(part: Part) -> list[Part]:
    """The parts below this one: of a multipart, or the mail inside a message/rfc822."""
    kind = part.get_content_type()
    shown = kind.startswith("multipart/") or kind == "message/rfc822"
    return _below(part) if shown else []


def _below(part: Part) -> list[Part]:
    # Only where there are parts: get_payload() decodes text, and a strange charset makes it raise.
    return cast("list[Part]", part.get_payload()) if part.is_multipart() else []


def filename(part: Part) -> str:
    """The decoded file name of a part, or an empty string."""
    try:
        return readable(part.get_filename() or "")
    except ValueError:  # an RFC 2231 charset that is none
        return ""


def attachment_token(message_id: str, part_id: str, nonce: int) -> str:
    """An attachment id. Like Gmail's it differs from one fetch to the next, and both work."""
    text = json.dumps([message_id, part_id, nonce])
    return _ATTACHMENT_PREFIX + base64url(text.encode()).rstrip("=")


def attachment_part(token: str) -> tuple[str, str]:
    """(message id, part id) that an attachment id names; empty strings for any other text."""
    try:
        owner, part_id, _ = json.loads(from_base64url(token.removeprefix(_ATTACHMENT_PREFIX)))
    except (ValueError, TypeError):
        return "", ""
    return str(owner), str(part_id)


class Mail:
    """One mail as bytes, with what the server needs to know of it, each read at most once."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.word_cache: dict[str, str] = {}  # the search keeps its folded words here

    @cached_property
    def root(self) -> Part:
        return message_from_bytes(self.raw)

    @cached_property
    def headers(self) -> list[tuple[str, str]]:
        """Header names as written, values readable, in order."""
        return [(name, readable(value)) for name, value in self.root.raw_items()]

    def header(self, name: str) -> str:
        """The first value of a header by any spelling, or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @cached_property
    def subject(self) -> str:
        return self.header("Subject")

    @cached_property
    def message_id(self) -> str:
        """The Message-ID with its angle brackets, or an empty string."""
        found = re.search(r"<[^<>\s]+>", self.header("Message-ID"))
        return found.group() if found else self.header("Message-ID")

    @cached_property
    def references(self) -> list[str]:
        """Message-IDs named by In-Reply-To and References, the nearest parent first."""
        near = re.findall(r"<[^<>\s]+>", self.header("In-Reply-To"))
        far = re.findall(r"<[^<>\s]+>", self.header("References"))
        return list(dict.fromkeys([*near, *reversed(far)]))

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """(display name, lower-cased address) pairs of the given headers."""
        found = [v for key, v in self.root.raw_items() if key.lower() in names]
        pairs = getaddresses([re.sub(r"\r?\n(?=[ \t])", "", str(value)) for value in found])
        return [(readable(name), address.lower()) for name, address in pairs]

    @cached_property
    def sender(self) -> str:
        """The lower-cased address of From, or an empty string."""
        found = self.addresses("from")
        return found[0][1] if found else ""

    @cached_property
    def date(self) -> datetime | None:
        """The Date header, aware (UTC where it names no zone); None if missing or unreadable."""
        try:
            date = parsedate_to_datetime(self.header("Date"))
        except (ValueError, TypeError, OverflowError):
            return None
        return date if date.tzinfo else date.replace(tzinfo=UTC)

    def walk(self) -> Iterator[tuple[str, Part]]:
        """(part id, part) for every part, parents first, ids as Gmail numbers them."""
        waiting = [("", self.root)]
        while waiting:
            part_id, part = waiting.pop(0)
            yield part_id, part
            prefix = f"{part_id}." if part_id else ""
            waiting[:0] = [(f"{prefix}{n}", child) for n, child in enumerate(children(part))]

    @cached_property
    def text(self) -> str:
        """The body as plain text: every text/plain part, or the HTML without its tags."""
        leaves = [(p.get_content_type(), p) for _, p in self.walk() if not filename(p)]
        plain = [leaf_bytes(p) for kind, p in leaves if kind == "text/plain"]
        if plain:
            return "\n".join(piece.decode("utf-8", "replace") for piece in plain)
        pages = [leaf_bytes(p) for kind, p in leaves if kind == "text/html"]
        return "\n".join(_tagless(page.decode("utf-8", "replace")) for page in pages)

    @cached_property
    def filenames(self) -> list[str]:
        """The names of all attached files."""
        return [name for _, part in self.walk() if (name := filename(part))]

    @cached_property
    def snippet(self) -> str:
        """The first words of the body, HTML-escaped as Gmail does."""
        words = " ".join(self.text[: SNIPPET_LENGTH * 10].split())
        if len(words) > SNIPPET_LENGTH:
            words = words[:SNIPPET_LENGTH].rpartition(" ")[0] or words[:SNIPPET_LENGTH]
        return html.escape(words).replace("&#x27;", "&#39;")

    def part_bytes(self, part_id: str) -> bytes | None:
        """The content of the part with this id, or None."""
        found = next((part for key, part in self.walk() if key == part_id), None)
        return None if found is None else leaf_bytes(found)

    def payload(self, message_id: str, nonce: int) -> dict[str, Any]:
        """The `payload` of format=full."""
        return self._part_document("", self.root, message_id, nonce)

    def metadata(self, wanted: Iterable[str]) -> dict[str, Any]:
        """The `payload` of format=metadata; no names means all headers."""
        names = {name.lower() for name in wanted}
        chosen = [(k, v) for k, v in self.headers if not names or k.lower() in names]
        document: dict[str, Any] = {"mimeType": self.root.get_content_type()}
        return document | ({"headers": _header_list(chosen)} if chosen else {})

    def _part_document(
        self, part_id: str, part: Part, message_id: str, nonce: int
    ) -> dict[str, Any]:
        headers = [(name, readable(value)) for name, value in part.raw_items()]
        document = {
            "partId": part_id,
            "mimeType": part.get_content_type(),
            "filename": filename(part),
            "headers": _header_list(headers),
            "body": _body(part_id, part, message_id, nonce),
        }
        if below := children(part):
            prefix = f"{part_id}." if part_id else ""
            document["parts"] = [
                self._part_document(f"{prefix}{n}", child, message_id, nonce)
                for n, child in enumerate(below)
            ]
        return document


def _header_list(headers: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]


def _body(part_id: str, part: Part, message_id: str, nonce: int) -> dict[str, Any]:
    """Text without a file name is given inline; everything else by attachment id."""
    if part.get_content_maintype() == "multipart":
        return {"size": 0}
    content = leaf_bytes(part)
    if part.get_content_maintype() != "text" or filename(part):
        token = attachment_token(message_id, part_id, nonce)
        return {"attachmentId": token, "size": len(content)}
    document: dict[str, Any] = {"size": len(content)}
    return document | ({"data": base64url(content)} if content else {})


def _tagless(page: str) -> str:
    without = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", page)
    return html.unescape(re.sub(r"(?s)<[^>]*>", " ", without))
