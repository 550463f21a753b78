"""Mail outside Gmail: .eml files, folders of them, mbox files (Google Takeout), standard input.

An mbox is read as a stream; only one message of it is in memory at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from gmail.message.headers import decoded

MAX_MESSAGE = 200_000_000
"""Bytes of one message of an mbox; what is larger is reported, not read."""

_SEPARATOR = re.compile(
    rb"From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n\Z|From - ?[^\r\n]*\r?\n\Z|From \S+@\S+\s*\r?\n\Z"
)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER = re.compile(rb"[!-9;-~]{1,78}:")
_GMAIL = re.compile(
    rb"^(X-GM-THRID|X-Gmail-Labels):[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", re.MULTILINE | re.IGNORECASE
)
_SKIPPED_SUFFIXES = frozenset(
    [
        ".json",
        ".html",
        ".pdf",
        ".png",
        ".jpg",
        ".zip",
        ".gz",
        ".md",
        ".csv",
        ".py",
        ".toml",
        ".ics",
        ".log",
    ]
)
_SNIFF = 4096
_HEAD = 100_000


@dataclass(frozen=True, slots=True)
class Source:
    """One message as found, or why it could not be read.

    `name` is the path as given; a message of an mbox adds "#n", from 0; "-" is standard input.
    `raw` is None where `error` says (in words, with what to do next) what went wrong.
    `labels` are Gmail's labels as Takeout writes them ("Inbox", "Opened", "Sent"), `thread_id` its
    X-GM-THRID in decimal, None elsewhere.
    """

    name: str
    raw: bytes | None
    error: str | None = None
    labels: tuple[str, ...] = ()
    thread_id: str | None = None


def read_sources(paths: Sequence[str | Path], stdin: BinaryIO | None = None) -> Iterator[Source]:
    """All messages of all paths, in the order given; folders recursively, sorted by name.

    "-" reads `stdin`. Nothing is raised for a path that is missing or unreadable: its Source
    carries the error, and the rest goes on.
    """
    for path in paths:
        if str(path) == "-":
            yield from _from_stdin(stdin)
        else:
            yield from _from_path(Path(path), str(path))


def _from_stdin(stdin: BinaryIO | None) -> Iterator[Source]:
    if stdin is None:
        yield Source("-", None, "nothing on standard input: pipe a message or an mbox into it")
        return
    yield from _from_stream(stdin, "-")


def _from_path(path: Path, name: str) -> Iterator[Source]:
    try:
        if path.is_dir():
            yield from _from_folder(path)
        elif path.is_file() or path.is_fifo():
            with path.open("rb") as stream:
                yield from _from_stream(stream, name)
        else:
            yield Source(name, None, "no such file or folder: check the path")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield Source(name, None, f"cannot be read ({reason}): check the file and its permissions")


def _from_folder(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and _is_candidate(path):
            yield from _from_path(path, str(path))


def _is_candidate(path: Path) -> bool:
    """A file that is named like mail, or that begins like mail."""
    if path.name.startswith(".") or path.suffix.lower() in _SKIPPED_SUFFIXES:
        return False
    if path.suffix.lower() in (".eml", ".mbox"):
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(_SNIFF)
    except OSError:
        return True
    return _begins_like_mail(head)


def _begins_like_mail(head: bytes) -> bool:
    lines = head.lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    if lines and lines[0].startswith(b"From "):
        lines = lines[1:]
    fields = [line for line in lines[:12] if _HEADER.match(line)]
    return bool(lines) and bool(_HEADER.match(lines[0])) and len(fields) >= 2


def _from_stream(stream: BinaryIO, name: str) -> Iterator[Source]:
    """An mbox if the first line is a separator, else one message."""
    first = stream.readline(_SNIFF)
    while first and not first.strip():
        first = stream.readline(_SNIFF)
    if _SEPARATOR.match(first):
        for number, raw in enumerate(_split(chain([first], stream))):
            yield _mbox_source(f"{name}#{number}", raw)
        return
    yield _single(name, first + stream.read(MAX_MESSAGE))


def _single(name: str, raw: bytes) -> Source:
    if not raw.strip():
        return Source(name, None, "the file is empty: save the message whole")
    labels, thread_id = _gmail_fields(raw)
    return Source(name, raw, labels=labels, thread_id=thread_id)


def _mbox_source(name: str, raw: bytes | None) -> Source:
    if raw is None:
        return Source(
            name, None, f"larger than {MAX_MESSAGE:,} bytes: read it as a file of its own"
        )
    return _single(name, raw)


def _split(lines: Iterable[bytes]) -> Iterator[bytes | None]:
    """The messages of an mbox, un-escaped; None for one that is too large to hold.

    A separator stands at the beginning or after an empty line, and looks like one: a body line
    that begins with "From " is none (mboxo writers forget to escape it).
    """
    held = BytesIO()
    begun = False
    too_large = False
    blank = True
    for line in lines:
        if blank and line.startswith(b"From ") and _SEPARATOR.match(line):
            if begun:
                yield None if too_large else _unescaped(held.getvalue())
            held, begun, too_large = BytesIO(), True, False
        elif held.tell() + len(line) > MAX_MESSAGE:
            too_large = True
        else:
            held.write(line)
        blank = line in (b"\n", b"\r\n")
    if begun:
        yield None if too_large else _unescaped(held.getvalue())


def _unescaped(raw: bytes) -> bytes:
    """Without the empty line before the next separator, and ">From " as "From " (mboxrd)."""
    if raw.endswith(b"\r\n\r\n"):
        raw = raw[:-2]
    elif raw.endswith(b"\n\n"):
        raw = raw[:-1]
    return _ESCAPED.sub(rb"\1", raw) if b"\n>" in raw else raw


def _gmail_fields(raw: bytes) -> tuple[tuple[str, ...], str | None]:
    """What Takeout adds to the header block: the labels and the thread's id."""
    head = raw[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    found = {name.lower(): value for name, value in _GMAIL.findall(head)}
    thread = found.get(b"x-gm-thrid", b"").strip().decode("ascii", "replace")
    folded = found.get(b"x-gmail-labels", b"").decode("utf-8", "replace")
    labels = decoded(re.sub(r"\s*\n[ \t]+", " ", folded))
    parts = [label.strip().strip('"') for label in labels.split(",")]
    return tuple(label for label in parts if label), thread or None
