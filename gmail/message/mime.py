"""The tree of a message's MIME parts (RFC 2045, 2046), as offsets into the raw bytes.

Written by hand for two reasons that docs/messages.md measures: the standard library's feed parser
takes several times as long, and deep nesting drives it into a RecursionError or quadratic time.
Nothing is copied or decoded here; the cost is at most MAX_DEPTH passes over the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from gmail.message import headers

MAX_PARTS = 1000
MAX_DEPTH = 25

_SNIFF = re.compile(
    rb"^--([!-~][ -~]{0,68}[!-~])[ \t]*\r?\n(?=[Cc]ontent-[A-Za-z-]+:)", re.MULTILINE
)
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+\Z")
_BLANK_LINE = re.compile(rb"\n\r?\n")


@dataclass(slots=True)
class Part:
    """One part: `fields` holds the first raw value of each header, lower-cased names.

    `start` and `end` bound the body in the raw bytes, still encoded. `inside` counts the
    message/rfc822 parts around it.
    """

    content_type: str
    params: dict[str, str]
    fields: dict[str, str]
    start: int
    end: int
    depth: int = 0
    inside: int = 0
    children: list[Part] = field(default_factory=list)

    @property
    def main_type(self) -> str:
        return self.content_type.partition("/")[0]

    @property
    def encoding(self) -> str:
        return self.fields.get("content-transfer-encoding", "").strip().lower()

    @property
    def disposition(self) -> str:
        return self.fields.get("content-disposition", "").partition(";")[0].strip().lower()

    @property
    def filename(self) -> str | None:
        """The file name as any mailer writes it: RFC 2231, RFC 2047 or plain; None without one."""
        raw = self.fields.get("content-disposition")
        if raw and "filename" in raw.lower():
            named = headers.value_and_params(raw)[1].get("filename")
            if named:
                return named
        return self.params.get("name") or None

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in the order of the message."""
        stack = [self]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(reversed(part.children))


class Tree:
    """Builds the tree of one message; `problems` says what was broken and how it was taken."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.problems: list[str] = []
        self.root_fields, start = self._fields(0, len(raw))
        self.root = self._part(self.root_fields, start, len(raw), "text/plain")
        self._count = 1
        self._grow()

    def _grow(self) -> None:
        stack = [self.root]
        while stack:
            part = stack.pop()
            if part.depth >= MAX_DEPTH:
                self._note(f"parts nested deeper than {MAX_DEPTH} were not read")
                continue
            if part.main_type == "multipart":
                self._split(part)
            elif part.content_type == "message/rfc822" and part.encoding not in (
                "base64",
                "quoted-printable",
            ):
                self._add(part, part.start, part.end, "text/plain", inside=part.inside + 1)
            stack.extend(reversed(part.children))

    def _split(self, part: Part) -> None:
        boundary = part.params.get("boundary", "").rstrip().encode("utf-8", "replace")
        pieces = list(islice(self._pieces(part, boundary), MAX_PARTS)) if boundary else []
        if not pieces:
            sniffed = _SNIFF.search(self.raw, part.start, part.end)
            if sniffed is None:
                self._note("a multipart without parts was read as plain text")
                part.content_type = "text/plain"
                return
            self._note("a multipart's boundary was missing or wrong and was guessed")
            pieces = list(islice(self._pieces(part, sniffed[1]), MAX_PARTS))
        default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        for start, end in pieces:
            if not self._add(part, start, end, default, inside=part.inside):
                break

    def _pieces(self, part: Part, boundary: bytes) -> Iterator[tuple[int, int]]:
        """(start, end) of each body part of a multipart; a missing last boundary is forgiven."""
        raw, end = self.raw, part.end
        delimiter = b"--" + boundary
        piece: int | None = None
        at = raw.find(delimiter, part.start, end)
        while at >= 0:
            after = at + len(delimiter)
            line_end = raw.find(b"\n", after, end)
            line_end = end if line_end < 0 else line_end
            tail = (
                raw[after : min(line_end, after + 80)].strip() if line_end - after < 2000 else b"?"
            )
            begins_line = at == part.start or raw[at - 1] == 0x0A
            if begins_line and tail in (b"", b"--"):
                if piece is not None:
                    yield piece, max(piece, _before_newline(raw, at))
                if tail:
                    return
                piece = min(line_end + 1, end)
                after = piece
            at = raw.find(delimiter, after, end)
        if piece is not None:
            self._note("a multipart was not closed (the message may be cut off)")
            yield piece, end

    def _add(self, parent: Part, start: int, end: int, default: str, *, inside: int) -> bool:
        if self._count >= MAX_PARTS:
            self._note(f"only the first {MAX_PARTS} parts were read")
            return False
        self._count += 1
        fields, body = self._fields(start, end)
        child = self._part(fields, body, end, default)
        child.depth, child.inside = parent.depth + 1, inside
        parent.children.append(child)
        return True

    def _fields(self, start: int, end: int) -> tuple[list[tuple[str, str]], int]:
        """The header fields at `start`, and where the body begins."""
        raw = self.raw
        block_end, body = _end_of_headers(raw, start, end)
        fields, strays = headers.split(raw[start:block_end])
        if not strays:
            return fields, body
        self._note("the header block ended without an empty line")
        marker = strays.split("\n", 1)[0].encode("utf-8", "surrogateescape")[:60]
        found = raw.find(marker, start, block_end)
        return fields, found if found >= 0 else start

    def _part(self, fields: list[tuple[str, str]], start: int, end: int, default: str) -> Part:
        first = dict(reversed(fields))
        declared = first.get("content-type")
        if declared is None:
            return Part(default, {}, first, start, end)
        content_type, params = headers.value_and_params(declared)
        if not _TYPE.match(content_type):
            content_type = "text/plain"
        return Part(content_type, params, first, start, end)

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def _end_of_headers(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the header block ends and where the body begins."""
    if raw.startswith((b"\n", b"\r\n"), start, end):
        return start, start + (1 if raw[start] == 0x0A else 2)
    blank = _BLANK_LINE.search(raw, start, end)
    return blank.span() if blank else (end, end)


def _before_newline(raw: bytes, at: int) -> int:
    """The line end before a delimiter belongs to the delimiter (RFC 2046, 5.1.1)."""
    if at and raw[at - 1] == 0x0A:
        return at - 2 if at > 1 and raw[at - 2] == 0x0D else at - 1
    return at
