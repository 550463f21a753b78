"""Header fields: splitting, unfolding, RFC 2047 words, parameters (RFC 2231) and dates.

Every function is total and takes time linear in its input.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from gmail.message import charsets

MAX_BLOCK = 1_000_000
"""Bytes of one header block that are read; what lies beyond is not looked at."""

_FOLD = re.compile(r"\n[ \t]+")
_NAME = re.compile(r"[!-9;-~]{1,200}[ \t]*\Z")
_WORD = re.compile(r"=\?([^?\s]{0,60})\?([bBqQ])\?([^?]*)(?:\?=|\Z)")
_PARAM = re.compile(
    r";\s*([^\s=;]{1,80})\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)",
    re.DOTALL,
)
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?\Z")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_DATE = re.compile(
    r"(?:[A-Za-z]{3},? +)?(\d{1,2}) ([A-Za-z]{3}) (\d{4})"
    r" (\d\d):(\d\d)(?::(\d\d))? ([+-])(\d\d)(\d\d)\b"
)
_MONTHS = {
    month: number
    for number, month in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}


def split(block: bytes) -> tuple[list[tuple[str, str]], str]:
    """The fields of a header block as (lower-cased name, unfolded raw value), and what follows.

    A line without a field name is taken as a broken continuation where fields follow it, else as
    the beginning of the body: then it is returned with all that comes after it.
    """
    text = _FOLD.sub(" ", _as_lines(block[:MAX_BLOCK]))
    fields: list[tuple[str, str]] = []
    strays: list[str] = []
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon and (name.replace("-", "").isalnum() or _NAME.match(name)) and name.isascii():
            if strays:
                _mend(fields, strays)
            fields.append((name.rstrip().lower(), value.strip()))
        elif line and not _is_envelope(line):
            strays.append(line)
    return fields, "\n".join(strays)


def _is_envelope(line: str) -> bool:
    return line.startswith(("From ", ">From "))


def _mend(fields: list[tuple[str, str]], strays: list[str]) -> None:
    """Lines without a name that stand before another field belong to the field above them."""
    if strays and fields:
        name, value = fields[-1]
        fields[-1] = (name, " ".join([value, *(line.strip() for line in strays)]))
    strays.clear()


def _as_lines(block: bytes) -> str:
    """The block as text with LF ends; bytes that are no UTF-8 stay as surrogates for `decoded`."""
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return block.decode("utf-8")
    except UnicodeDecodeError:
        return block.decode("ascii", "surrogateescape")


def decoded(value: str, charset: str = "") -> str:
    """A header value for people: raw 8-bit text and RFC 2047 words decoded, in all their abuses.

    `charset` is the label to try for raw 8-bit bytes (the message's own, as a hint).
    """
    if not value.isascii():
        value = _without_surrogates(value, charset)
    if "=?" not in value:
        return value
    return _decode_words(value).replace("\r", " ").replace("\n", " ")


def _without_surrogates(value: str, charset: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raw = value.encode("utf-8", "surrogateescape")
        return charsets.decode(raw, charset)
    return value


def _decode_words(value: str) -> str:
    """All encoded words; white space between two of them is dropped (RFC 2047, 6.2).

    Neighbours in one charset are joined as bytes first: mailers cut inside a character.
    """
    out: list[str] = []
    pending = b""
    label = ""
    end = 0
    for word in _WORD.finditer(value):
        gap = value[end : word.start()]
        name = word[1].partition("*")[0]
        if gap.strip() or name.lower() != label.lower():
            out.append(charsets.decode(pending, label))
            pending, label = b"", name
        if gap.strip() or end == 0:
            out.append(gap)
        pending += _word_bytes(word[2], word[3])
        end = word.end()
    out.append(charsets.decode(pending, label))
    out.append(value[end:])
    return "".join(out)


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    return base64(raw)


def base64(data: bytes) -> bytes:
    """Decoded base64, however dirty: foreign bytes skipped, a truncated end cut, never failing."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def value_and_params(value: str) -> tuple[str, dict[str, str]]:
    """`text/plain; charset=x` as ("text/plain", {"charset": "x"}): lower-cased value and keys.

    RFC 2231 continuations and charsets and RFC 2047 words (an abuse) are decoded.
    """
    main, semicolon, _ = value.partition(";")
    if not semicolon:
        return main.strip().lower(), {}
    found = _PARAM.findall(value[:8000])
    if not any("*" in name for name, _ in found):
        simple = {name.lower(): decoded(_unquoted(text)) for name, text in reversed(found)}
        return main.strip().lower(), simple
    return main.strip().lower(), _extended(found)


def _unquoted(text: str) -> str:
    text = text.strip()
    if text.startswith('"'):
        return _ESCAPE.sub(r"\1", text.strip('"') if text.endswith('"') else text[1:])
    return text


def _extended(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Parameters of which at least one uses RFC 2231 (`name*`, `name*0`, `name*0*`)."""
    params: dict[str, str] = {}
    sections: dict[str, list[tuple[int, bytes]]] = {}
    labels: dict[str, str] = {}
    for raw_name, raw_text in found:
        match = _SECTION.match(raw_name.lower())
        text = _unquoted(raw_text)
        if match is None or (match[2] is None and match[3] is None):
            params.setdefault(raw_name.lower(), decoded(text))
            continue
        name, number = match[1], int(match[2] or 0)
        if match[3] and number == 0 and text.count("'") >= 2:
            labels[name], _, text = text.split("'", 2)
        data = unquote_to_bytes(text) if match[3] else text.encode("utf-8", "replace")
        sections.setdefault(name, []).append((number, data))
    for name, pieces in sections.items():
        joined = b"".join(data for _, data in sorted(pieces, key=lambda piece: piece[0]))
        params[name] = charsets.decode(joined, labels.get(name, ""))
    return params


def date(value: str) -> datetime | None:
    """A Date header as an aware datetime in the sender's own offset; None if it is unreadable.

    "-0000" and a missing zone are UTC (RFC 5322, 3.3).
    """
    match = _DATE.match(value)
    try:
        return _common_date(match) if match else _any_date(value[:200])
    except (ValueError, OverflowError, TypeError, IndexError, KeyError):
        return None


def _common_date(match: re.Match[str]) -> datetime:
    day, month, year, hour, minute, second, sign, zone_hours, zone_minutes = match.groups()
    return datetime(
        int(year),
        _MONTHS[month.lower()],
        int(day),
        int(hour),
        int(minute),
        min(int(second or 0), 59),
        tzinfo=_zone(sign, int(zone_hours), int(zone_minutes)),
    )


@lru_cache(maxsize=256)
def _zone(sign: str, hours: int, minutes: int) -> timezone:
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset) if offset else UTC


def _any_date(value: str) -> datetime | None:
    fields = parsedate_tz(value)
    if fields is None:
        found = datetime.fromisoformat(value.strip())
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    offset = fields[9]
    zone = timezone(timedelta(seconds=offset)) if offset else UTC
    year, month, day, hour, minute, second = fields[:6]
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
