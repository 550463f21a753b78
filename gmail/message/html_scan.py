"""HTML mail as a stream of tags and texts, in time linear in its length.

Not a tree: a tree builder that follows the HTML standard can be driven into quadratic time by
nesting, and into gigabytes by unclosed formatting tags (figures in docs/messages.md). Plain text
needs no tree, only the order of tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:_-]{0,40})")
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]{0,40})\s*=\s*(?:\"([^\"]*)\"?|'([^']*)'?|([^\s\"'>]+))")
_UNREAD = ("script", "style", "title", "textarea", "noembed", "noframes", "xml", "template", "svg")
_UNREAD_END = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _UNREAD}
_QUOTE_REACH = 5000


class Token(NamedTuple):
    """A text (`name` is empty), an opening tag, or a closing tag (`closing`).

    `text` is the decoded text, or the attributes of an opening tag as written.
    """

    name: str
    text: str
    closing: bool = False


def tokens(html: str) -> Iterator[Token]:
    """Tags and decoded texts in order; comments, scripts, styles and titles are left out."""
    at = 0
    size = len(html)
    while at < size:
        start = html.find("<", at)
        if start < 0:
            yield _text(html[at:])
            return
        if start > at:
            yield _text(html[at:start])
        match = _NAME.match(html, start)
        if match is None:
            at = _declaration_end(html, start)
            if at == start + 1:
                yield Token("", "<")
            continue
        name = match[1].lower()
        end = _tag_end(html, match.end())
        closing = html[start + 1] == "/"
        yield Token(name, "" if closing else html[match.end() : end], closing)
        at = end + 1
        if name in _UNREAD_END and not closing and html[end - 1 : end] != "/":
            stop = _UNREAD_END[name].search(html, at)
            at = stop.start() if stop else size


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag (lower-cased names, decoded values); those without value are left."""
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text[:20_000])
    }


def _text(raw: str) -> Token:
    return Token("", unescape(raw) if "&" in raw else raw)


def _declaration_end(html: str, start: int) -> int:
    """Where a comment, doctype or stray "</" ends; start + 1 where "<" is only a character."""
    if html.startswith("<!--", start):
        if html.startswith(("<!-->", "<!--->"), start):
            return html.find(">", start) + 1
        end = html.find("-->", start + 4)
        return len(html) if end < 0 else end + 3
    if html.startswith(("<!", "<?", "</"), start):
        end = html.find(">", start)
        return len(html) if end < 0 else end + 1
    return start + 1


def _tag_end(html: str, at: int) -> int:
    """The index of a tag's ">"; one inside a quoted attribute does not count."""
    end = html.find(">", at)
    if end < 0:
        return len(html)
    for quote in "\"'":
        if html.count(quote, at, end) % 2:
            closing = html.find(quote, end, end + _QUOTE_REACH)
            if closing >= 0 and html[at:end].rstrip()[-1:] != quote:
                beyond = html.find(">", closing)
                return len(html) if beyond < 0 else beyond
    return end
