"""Raw MIME to `Message`: pure, total, linear in the size of the mail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from gmail.message import headers, quotes
from gmail.message.addresses import parse_addresses
from gmail.message.automatic import Signals, judge
from gmail.message.body import BodyReader
from gmail.message.errors import UnreadableMessageError
from gmail.message.mime import Part, Tree
from gmail.message.model import Address, Message
from gmail.message.surrogates import without_surrogates

__all__ = ["UnreadableMessageError", "parse"]

MAX_FIELDS = 2000
_BLANK = b" \t\r\n\0\x0b\x0c"
_BOM = b"\xef\xbb\xbf"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,998}>")
_MAX_REFERENCES = 500


def parse(
    raw: bytes,
    *,
    id: str = "",  # noqa: A002  # Gmail's own word
    thread_id: str = "",
    label_ids: Iterable[str] = (),
    received_at: datetime | None = None,
) -> Message:
    """Read one message (RFC 5322, MIME); whatever is broken is mended and named in `problems`.

    `received_at` is Gmail's internalDate (aware); without it the Date header stands in, then the
    newest Received header, then 1970-01-01 with a problem noted.
    Raises UnreadableMessageError only where there is nothing to read.
    """
    raw = _whole(raw)
    tree = Tree(raw)
    fields = _decoded_fields(tree)
    reader = BodyReader(raw, tree.problems)
    body = reader.read(tree.root)
    first = tree.root.fields
    charset = tree.root.params.get("charset", "")
    subject = " ".join(_first(fields, "subject").split())
    sender = _sender(first, charset)
    new_text = quotes.new_text(body.text, subject=subject)
    judged = judge(
        Signals(
            headers=fields,
            subject=subject,
            sender=sender,
            text=body.text,
            new_text=new_text,
            calendars=body.calendars,
            **_report(tree, reader),
        )
    )
    date = headers.date(first["date"]) if "date" in first else None
    message = Message(
        id=id,
        thread_id=thread_id,
        received_at=_received_at(received_at, date, first, tree.problems),
        date=date,
        message_id=_first_id(first.get("message-id", "")),
        in_reply_to=_first_id(first.get("in-reply-to", "")) or None,
        references=tuple(_MESSAGE_ID.findall(first.get("references", "")))[-_MAX_REFERENCES:],
        sender=sender,
        reply_to=_addresses(tree, "reply-to", charset),
        to=_addresses(tree, "to", charset),
        cc=_addresses(tree, "cc", charset),
        subject=subject,
        text=body.text,
        new_text=new_text,
        html=body.html,
        text_part=body.text_part,
        calendars=body.calendars,
        automatic=judged.automatic,
        automatic_reason=judged.reason,
        failed_recipients=judged.failed,
        label_ids=frozenset(label_ids),
        headers=fields,
        problems=tuple(tree.problems),
    )
    return without_surrogates(message)


def _whole(raw: bytes) -> bytes:
    """The bytes from the first line that says something; mail with bare CR gets line ends."""
    if raw[:3] == _BOM:
        raw = raw[3:]
    if not raw[:1].strip(_BLANK):
        raw = raw.lstrip(_BLANK)
    if not raw:
        raise UnreadableMessageError("the message is empty")
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    return raw


def _decoded_fields(tree: Tree) -> dict[str, tuple[str, ...]]:
    """All header values, decoded, by lower-cased name."""
    charset = tree.root.params.get("charset", "")
    found: dict[str, tuple[str, ...]] = {}
    if len(tree.root_fields) > MAX_FIELDS:
        tree.problems.append(f"only the first {MAX_FIELDS} header fields were read")
    for name, value in tree.root_fields[:MAX_FIELDS]:
        plain = "=?" not in value and value.isascii()
        text = value if plain else headers.decoded(value, charset)
        found[name] = (*found[name], text) if name in found else (text,)
    return found


def _first(fields: dict[str, tuple[str, ...]], name: str) -> str:
    values = fields.get(name)
    return values[0] if values else ""


def _first_id(value: str) -> str:
    """The first <message id>; one without brackets gets them."""
    match = _MESSAGE_ID.search(value)
    if match:
        return match[0]
    word = value.split(None, 1)[0].strip("<>") if value.strip() else ""
    return f"<{word}>" if "@" in word else ""


def _sender(first: dict[str, str], charset: str) -> Address | None:
    for name in ("from", "sender"):
        value = first.get(name)
        if value:
            found = parse_addresses(value, charset)
            if found:
                return found[0]
    return None


def _addresses(tree: Tree, name: str, charset: str) -> tuple[Address, ...]:
    """The addresses of all headers of this name (a repeated To is broken, but read)."""
    value = tree.root.fields.get(name)
    if not value:
        return ()
    values = [text for field, text in tree.root_fields[:MAX_FIELDS] if field == name]
    return parse_addresses(", ".join(values), charset)


def _received_at(
    given: datetime | None, date: datetime | None, first: dict[str, str], problems: list[str]
) -> datetime:
    if given is not None:
        return given.astimezone(UTC)
    if date is not None:
        return _utc(date)
    problems.append("no readable Date header")
    stamped = headers.date(first.get("received", "").rpartition(";")[2].strip())
    return _utc(stamped) if stamped else _EPOCH


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # year 1 or 9999 with an offset
        return moment.replace(tzinfo=UTC)


def _report(tree: Tree, reader: BodyReader) -> dict[str, str]:
    """What a multipart/report says of itself, and what it returns."""
    root = tree.root
    report_type = status = returned = ""
    if root.content_type == "multipart/report":
        report_type = root.params.get("report-type", "-").lower()
    if root.main_type == "multipart":
        for part in root.walk():
            if part.inside and not part.depth:
                continue
            status = status or _status(part, reader)
            returned = returned or _returned(part, tree.raw)
    return {"report_type": report_type, "status": status, "returned": returned}


def _status(part: Part, reader: BodyReader) -> str:
    if part.content_type not in ("message/delivery-status", "message/global-delivery-status"):
        return ""
    return reader.text_of(part).replace("\r\n", "\n")


def _returned(part: Part, raw: bytes) -> str:
    """The To header of the returned message."""
    if part.inside == 1 and "to" in part.fields:
        return part.fields["to"][:2000]
    if part.content_type in ("text/rfc822-headers", "message/rfc822-headers"):
        fields, _ = headers.split(raw[part.start : min(part.end, part.start + 20_000)])
        return next((value for name, value in fields if name == "to"), "")
    return ""
