"""Building raw mail for the tests of gmail.message."""

from __future__ import annotations

from gmail.message.model import Message
from gmail.message.parse import parse

DATE = "Mon, 2 Mar 2026 10:00:00 -0800"


def raw_mail(body: str | bytes = "Hello\n", **fields: str) -> bytes:
    """One message: the usual headers, changed by `fields` ("content_type" is Content-Type)."""
    named = {
        "From": "Jane Roe <jane@initech.example>",
        "To": "Alex Morgan <alex@example.com>",
        "Subject": "Hello",
        "Date": DATE,
        "Message-ID": "<one@initech.example>",
    }
    named.update({name.replace("_", "-").title(): value for name, value in fields.items()})
    head = "".join(f"{name}: {value}\n" for name, value in named.items() if value)
    content = body.encode() if isinstance(body, str) else body
    return head.encode("utf-8", "surrogateescape") + b"\n" + content


def read(body: str | bytes = "Hello\n", **fields: str) -> Message:
    return parse(raw_mail(body, **fields))


def part(content_type: str, body: str, **fields: str) -> str:
    extra = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items())
    return f"Content-Type: {content_type}\n{extra}\n{body}\n"


def multipart(*parts: str, boundary: str = "edge") -> str:
    return "".join(f"--{boundary}\n{piece}" for piece in parts) + f"--{boundary}--\n"
