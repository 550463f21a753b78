"""Bodies of several parts: uploads with JSON beside the mail, and batches of requests.

Formats: https://developers.google.com/workspace/gmail/api/guides/uploads and .../guides/batch.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

from gmail.sandbox.call import Reply, Request
from gmail.sandbox.problems import bad_request

MOST_PARTS = 100
_REASONS = {
    200: "OK",
    204: "No Content",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
}


@dataclass(frozen=True)
class Part:
    """One part: lower-cased header names, and its bytes untouched."""

    headers: dict[str, str]
    body: bytes


def split_parts(content_type: str, body: bytes) -> list[Part]:
    """The parts of a multipart body; ApiError 400 without a usable boundary."""
    head = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n")
    boundary = head.get_boundary()
    if not boundary:
        raise bad_request("Failed to parse batch request, error: missing boundary", "badRequest")
    marker = b"--" + boundary.encode()
    pieces = (b"\n" + body).split(b"\n" + marker)[1:]
    return [_part(piece) for piece in pieces if not piece.startswith(b"--")]


def _part(piece: bytes) -> Part:
    # Behind the boundary comes the rest of its line, then headers, an empty line, the content,
    # and a line end that belongs to the next boundary.
    text = piece.partition(b"\n")[2].removesuffix(b"\r")
    head, _, body = _halves(text)
    headers = BytesParser().parsebytes(head + b"\r\n\r\n", headersonly=True)
    return Part({name.lower(): str(value) for name, value in headers.items()}, body)


def _halves(text: bytes) -> tuple[bytes, bytes, bytes]:
    crlf, lf = text.find(b"\r\n\r\n"), text.find(b"\n\n")
    if crlf >= 0 and (lf < 0 or crlf < lf):
        return text.partition(b"\r\n\r\n")
    return text.partition(b"\n\n")


def related_upload(content_type: str, body: bytes) -> tuple[dict[str, Any], bytes]:
    """(JSON document, raw mail) of an upload with uploadType=multipart."""
    parts = split_parts(content_type, body)
    if len(parts) != 2:
        raise bad_request("Malformed multipart body.", "badRequest")
    try:
        document = json.loads(parts[0].body or b"{}")
    except ValueError:
        raise bad_request("Invalid JSON payload received.", "parseError") from None
    return document, parts[1].body


def batch_requests(request: Request) -> list[tuple[str, Request]]:
    """(Content-ID, request) of every part of a batch; ApiError 400 if there are too many."""
    parts = split_parts(request.headers.get("content-type", ""), request.body)
    if len(parts) > MOST_PARTS:
        raise bad_request(
            f"The batch request could not be processed: it has more than {MOST_PARTS} calls",
            "badRequest",
        )
    return [(part.headers.get("content-id", ""), _inner(part, request)) for part in parts]


def _inner(part: Part, outer: Request) -> Request:
    """The request inside a part; the batch's own Authorization serves where it has none."""
    head, _, body = _halves(part.body)
    line, _, rest = head.partition(b"\n")
    words = line.decode("latin-1").split()
    if len(words) < 2:
        raise bad_request("Failed to parse batch request", "badRequest")
    parsed = BytesParser().parsebytes(rest + b"\r\n\r\n", headersonly=True)
    headers = {name.lower(): str(value) for name, value in parsed.items()}
    if "authorization" in outer.headers:
        headers.setdefault("authorization", outer.headers["authorization"])
    address = urlsplit(words[1])
    query = parse_qs(address.query, keep_blank_values=True)
    return Request(words[0].upper(), address.path, query, headers, body)


def batch_reply(answers: list[tuple[str, Reply]]) -> Reply:
    """All answers in one multipart/mixed body, each under response-<its Content-ID>."""
    boundary = f"batch_{secrets.token_urlsafe(24)}"
    pieces = [_answer_part(boundary, name, reply) for name, reply in answers]
    body = b"".join(pieces) + f"--{boundary}--\r\n".encode()
    return Reply(200, body, {"content-type": f"multipart/mixed; boundary={boundary}"})


def _answer_part(boundary: str, content_id: str, reply: Reply) -> bytes:
    lines = [f"--{boundary}", "Content-Type: application/http"]
    if content_id:
        lines.append(f"Content-ID: <response-{content_id.strip().strip('<>')}>")
    lines += ["", f"HTTP/1.1 {reply.status} {_REASONS.get(reply.status, 'Unknown')}"]
    lines += [f"{name.title()}: {value}" for name, value in reply.headers.items()]
    lines += [f"Content-Length: {len(reply.body)}", "", ""]
    return "\r\n".join(lines).encode() + reply.body + b"\r\n"
