"""A letter as MIME, and the fingerprint by which we know our own words again (pure)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage, Message
from email.policy import SMTP, default
from email.utils import format_datetime, getaddresses

from gmail.drafts.quote import Quoted, below_html, below_text
from gmail.message.model import Address

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_REPLY_MARK = re.compile(r"(?i)^\s*(re|aw|sv|vs|antw|rif|ref|odp|r)\s*(\[\d+\])?\s*[::]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_MOST_REFERENCES = 30


@dataclass(frozen=True, slots=True)
class OutgoingDraft:
    """A letter about to be placed.

    `thread_id` is Gmail's thread, None for a letter of its own. `in_reply_to`, `references` and
    `message_id` are Message-IDs with their angle brackets. `text` has LF line ends; `date` is
    aware. `quoted` is the original to show below.
    """

    thread_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    subject: str
    sender: Address
    to: tuple[Address, ...]
    text: str
    message_id: str
    date: datetime
    cc: tuple[Address, ...] = ()
    html: str | None = None
    quoted: Quoted | None = None


def compose(outgoing: OutgoingDraft) -> bytes:
    """The letter as MIME (RFC 5322, CRLF line ends).

    There are no X- headers, since those would reach the recipient, and no Auto-Submitted, since a
    person sends the letter. Line breaks in names and the subject become spaces. Raises ValueError
    for an address or Message-ID that is none, a naive date, or nobody to write to.
    """
    if outgoing.date.tzinfo is None:
        raise ValueError("the date must be aware of its time zone")
    if not outgoing.to:
        raise ValueError("a draft needs somebody to write to")
    # `default` alone would write LF; utf8=False keeps the headers ASCII.
    message = EmailMessage(policy=SMTP)
    message["From"] = _mailbox(outgoing.sender)
    message["To"] = [_mailbox(address) for address in outgoing.to]
    if outgoing.cc:
        message["Cc"] = [_mailbox(address) for address in outgoing.cc]
    subject = one_line(outgoing.subject)
    message["Subject"] = reply_subject(subject) if outgoing.in_reply_to else subject
    message["Date"] = format_datetime(outgoing.date)
    text, html, quoted = _body(outgoing.text), outgoing.html, outgoing.quoted
    if quoted is not None:
        text = _body(below_text(text, quoted))
        html = None if html is None else below_html(html, quoted)
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    if html is not None:
        html = _body(html)
        message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    return _identity(outgoing) + message.as_bytes()


def _identity(outgoing: OutgoingDraft) -> bytes:
    """Message-ID, In-Reply-To and References, one id a line.

    Written here because Python's email package breaks long ids into encoded words, which no mail
    program reads as an id.
    """
    lines = [f"Message-ID: {_checked_id(outgoing.message_id)}"]
    if outgoing.in_reply_to is not None:
        parent = _checked_id(outgoing.in_reply_to)
        known = [one for one in outgoing.references if _MESSAGE_ID.fullmatch(one)]
        chain = [one for one in dict.fromkeys(known) if one != parent] + [parent]
        if len(chain) > _MOST_REFERENCES:
            # RFC 5322 lets a long chain be cut; the first one names the thread.
            chain = [chain[0], *chain[1 - _MOST_REFERENCES :]]
        lines += [f"In-Reply-To: {parent}", "References: " + "\r\n ".join(chain)]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _checked_id(message_id: str) -> str:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError("a Message-ID must be <...>, of plain ASCII without spaces")
    return message_id


def _mailbox(address: Address) -> HeaderAddress:
    if _CONTROL.search(address.email) or not address.email.isascii():
        raise ValueError("an address holds what no address may hold")
    try:
        made = HeaderAddress(display_name=one_line(address.name), addr_spec=address.email)
    except Exception as fault:
        # The parser of addr_spec fails in many ways, an IndexError among them.
        raise ValueError("an address that is none") from fault
    if not made.username or not made.domain:
        raise ValueError("an address needs a name and a domain")
    return made


def one_line(text: str) -> str:
    """`text` without line breaks and control characters: it can hold no second header."""
    return _CONTROL.sub(" ", text).strip()


def reply_subject(subject: str) -> str:
    """`subject` marked as a reply, once: Gmail threads by it, whatever the mark's language."""
    text = one_line(subject)
    return text if _REPLY_MARK.match(text) else f"Re: {text}".strip()


def _body(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def fingerprint(raw: bytes) -> str:
    """What a letter says and to whom, as a short text: equal for letters word for word equal.

    White space, line breaks and the HTML beside a plain text do not count: Gmail's composer
    rewrites those. The subject, the recipients and attachments do.
    """
    message = message_from_bytes(raw, policy=default)
    fields = [
        _words(_text_of(message)),
        _words(_header(message, "subject")),
        *("|".join(_emails(message, name)) for name in ("to", "cc", "bcc")),
        "|".join(_attachments(message)),
    ]
    return hashlib.sha256("\x00".join(fields).encode("utf-8", "surrogatepass")).hexdigest()


def rfc_message_id(raw: bytes) -> str:
    """The Message-ID header of a letter, or an empty text."""
    return _header(message_from_bytes(raw, policy=default), "message-id").strip()


def _words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _header(message: Message, name: str) -> str:
    return str(message.get(name, ""))


def _emails(message: Message, name: str) -> list[str]:
    values = [str(value) for value in message.get_all(name, [])]
    return sorted(email.lower() for _, email in getaddresses(values) if email)


def _text_of(message: Message) -> str:
    """The plain text, or else the HTML without its tags."""
    parts = [part for part in message.walk() if not part.is_multipart() and not _is_file(part)]
    for wanted in ("text/plain", "text/html"):
        texts = [_content(part) for part in parts if part.get_content_type() == wanted]
        if texts:
            text = "\n".join(texts)
            return re.sub(r"<[^>]*>", " ", text) if wanted == "text/html" else text
    return ""


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return data.decode("latin-1")


def _attachments(message: Message) -> list[str]:
    """Every part that is not the letter's own text, as type and content."""
    return [
        f"{part.get_content_type()} {hashlib.sha256(_payload(part)).hexdigest()}"
        for part in message.walk()
        if not part.is_multipart() and _is_file(part)
    ]


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_file(part: Message) -> bool:
    named = part.get_filename() is not None or part.get_content_disposition() == "attachment"
    return named or part.get_content_maintype() != "text"
