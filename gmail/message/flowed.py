"""format=flowed text (RFC 3676): paragraphs put together again."""

from __future__ import annotations

import re

_QUOTES = re.compile(r">*")


def unflow(text: str, *, delsp: bool = False) -> str:
    """Text with LF ends whose soft-broken lines are joined; quote marks stay as "> " prefixes.

    `delsp` is the parameter DelSp=yes: the space before a soft break is not part of the text.
    """
    out: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for line in text.split("\n"):
        quotes = _QUOTES.match(line).end()  # type: ignore[union-attr]  # matches the empty string
        content = line[quotes:]
        content = content.removeprefix(" ")
        if paragraph and quotes != depth:
            out.append(_joined(paragraph, depth))
            paragraph = []
        depth = quotes
        if content == "-- ":
            _flush(out, paragraph, depth)
            out.append(_joined([content], depth))
            continue
        soft = content.endswith(" ")
        paragraph.append(content[:-1] if soft and delsp else content)
        if not soft:
            _flush(out, paragraph, depth)
    _flush(out, paragraph, depth)
    return "\n".join(out)


def _flush(out: list[str], paragraph: list[str], depth: int) -> None:
    if paragraph:
        out.append(_joined(paragraph, depth))
        paragraph.clear()


def _joined(paragraph: list[str], depth: int) -> str:
    text = "".join(paragraph)
    return f"{'>' * depth} {text}" if depth else text
