"""Speed: parse and read against the standard library's email package on the same messages."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterable
from email import policy
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench import corpora, spam_assassin
from gmail.message.errors import UnreadableMessageError
from gmail.message.parse import parse
from service.reading.reader import read

_SAMPLE = 1500


def measure(folder: Path) -> dict[str, Any]:
    """Medians in milliseconds, their ratios, and hostile inputs in multiples of the median."""
    mail = list(_mail(folder))
    if not mail:
        print("\nskipped: speed, for no large corpus is at hand")
        return {}
    _read_whole(mail[0])  # loads the model and compiles the patterns
    ours = [_time(_read_whole, raw) for raw in mail]
    modern = [_time(_stdlib_default, raw) for raw in mail]
    classic = [_time(_stdlib_compat32, raw) for raw in mail]
    middle = median(ours)
    results = {
        "messages": len(mail),
        "parse_and_read_ms": round(1000 * middle, 3),
        "stdlib_default_ms": round(1000 * median(modern), 3),
        "stdlib_compat32_ms": round(1000 * median(classic), 3),
        "ratio_default": round(middle / median(modern), 2),
        "ratio_compat32": round(middle / median(classic), 2),
        "hostile": {
            name: round(_time(_read_whole, raw) / middle, 1) for name, raw in hostile().items()
        },
    }
    print(f"\nspeed: {results}")
    return results


def _mail(folder: Path) -> Iterable[bytes]:
    for number, raw in enumerate(spam_assassin.messages(spam_assassin.MEASURING)):
        if number >= _SAMPLE:
            break
        yield raw
    if folder.is_dir():
        for number, row in enumerate(corpora.rows(folder / "ordinary_enron.jsonl")):
            if number >= _SAMPLE:
                break
            subject = " ".join((row.get("subject") or "").split())
            head = f"From: a@example.com\r\nTo: b@example.com\r\nSubject: {subject}\r\n\r\n"
            yield (head + row["body_text"]).encode("utf-8", "replace")


def _read_whole(raw: bytes) -> None:
    try:
        read(parse(raw), me=frozenset({"me@example.com"}), time_zone="Europe/Berlin")
    except UnreadableMessageError:
        return


def _stdlib_default(raw: bytes) -> None:
    """Parsing alone; a body and the headers a reader needs are looked at, since parsing is lazy."""
    message = email.message_from_bytes(raw, policy=policy.default)
    message.as_string  # noqa: B018  # parsed, not written
    for name in ("From", "To", "Subject", "Date"):
        message.get(name)


def _stdlib_compat32(raw: bytes) -> None:
    email.message_from_bytes(raw)


def _time(work: Callable[[bytes], None], raw: bytes) -> float:
    begin = perf_counter()
    work(raw)
    return perf_counter() - begin


def hostile() -> dict[str, bytes]:
    """Messages made to be slow: long, repetitive, deep; all of them about an interview."""
    head = b"From: Jane <jane@initech.example>\r\nTo: me@example.com\r\nSubject: Interview\r\n"
    plain = head + b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
    return {
        "10 MB of one line": plain + b"Your interview is confirmed. " + b"a" * 10_000_000,
        "10 MB of words": plain + b"interview with Jane Roe on March 5 at 2pm " * 240_000,
        "10 MB of blanks": plain + b"Your interview" + b" " * 10_000_000,
        "capitals": plain + b"Interview with " + b"Aa " * 100_000,
        "commas and names": plain + b"You will meet " + b"Jane Roe, " * 50_000,
        "digits": plain + b"Your interview at " + b"1:23 " * 100_000,
        "many URLs": plain + b"interview https://zoom.us/j/1 " * 50_000,
        "quotes": plain + b"Interview\r\n" + b"> " * 200_000 + b"\r\n",
        "line ends": plain + b"Interview" + b"\r\n" * 500_000,
        "deep HTML": head + b"Content-Type: text/html\r\n\r\nInterview" + b"<div>" * 200_000,
        "long subject": b"Subject: " + b"Interview " * 100_000 + b"\r\n\r\nInterview",
    }
