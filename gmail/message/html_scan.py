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

# Possessive, and never across a "<": a failing match costs no more than the way to the next "<".
_PLAIN_TAG = re.compile(
    r"([^<]*+)<(/?)([a-zA-Z][\w:-]{0,40}+)"
    r"([^<>\"']*+(?:\"[^\"<>]*+\"[^<>\"']*+|'[^'<>]*+'[^<>\"']*+)*+)>"
)
_NAME = re.compile(r"</?([a-zA-Z][\w:-]{0,40})")
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]{0,40})\s*=\s*(?:\"([^\"]*)\"?|'([^']*)'?|([^\s\"'>]+))")
_UNREAD = ("script", "style", "title", "textarea", "noembed", "noframes", "xml", "template", "svg")
_UNREAD_END = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _UNREAD}
_QUOTE_REACH = 5000


class Token(NamedTuple):
    """A text and the tag that follows it (`name` is empty where none does).

    `text` is still escaped (see `unescape`); `attrs` are the tag's attributes as written.
    """

    text: str
    closing: str
    name: str
    attrs: str


def tokens(html: str) -> Iterator[tuple[str, str, str, str]]:
    """`Token` values in order (as bare tuples, for speed).

    Comments, declarations, scripts, styles and titles are left out.
    """
    at = 0
    size = len(html)
    match = _PLAIN_TAG.match
    while at < size:
        found = match(html, at)
        if found:
            text, closing, name, attrs = found.groups()
            at = found.end()
        else:
            (text, closing, name, attrs), at = _odd(html, at)
        name = name.lower()
        yield text, closing, name, attrs
        if name in _UNREAD_END and not closing and attrs[-1:] != "/":
            stop = _UNREAD_END[name].search(html, at)
            at = stop.start() if stop else size


def _odd(html: str, at: int) -> tuple[Token, int]:
    """A text that is followed by no common tag: by a comment, a stray "<", a ">" in quotes."""
    start = html.find("<", at)
    if start < 0:
        return Token(html[at:], "", "", ""), len(html)
    name = _NAME.match(html, start)
    if name is None:
        end = _declaration_end(html, start)
        text = html[at:end] if end == start + 1 else html[at:start]
        return Token(text, "", "", ""), end
    end = _tag_end(html, name.end())
    closing = "/" if html[start + 1] == "/" else ""
    return Token(html[at:start], closing, name[1], html[name.end() : end]), end + 1


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag (lower-cased names, decoded values); those without value are left."""
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text[:20_000])
    }


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
