"""HTML mail as readable plain text: lines, table rows, links, quotes; nothing hidden.

Blocks become lines, cells of one row are separated by a tab, quoted mail gets "> " before each
line, and a link whose address is not its text reads `text (https://...)`. What a person does not
see (display:none, preheaders, scripts) is left out.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

from gmail.message.html_scan import attributes, tokens

_NONE, _SPACE, _TAB, _LINE, _BLANK = range(5)

_PARAGRAPHS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "hr", "table", "blockquote"]
)
_LINES = frozenset(
    {"div", "li", "tr", "dt", "dd", "center", "section", "article", "header", "footer", "main"}
    | {"address", "nav", "aside", "form", "fieldset", "figure", "figcaption", "caption", "body"}
    | {"tbody", "thead", "tfoot", "html", "option", "legend", "details", "summary"}
)
_ACTIVE = _PARAGRAPHS | _LINES | {"a", "br", "td", "th"}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?!\.?\d)"
    r"|opacity\s*:\s*0(?!\.?\d)|(?<!:)\shidden(?=[\s/=]|\Z)",
    re.IGNORECASE,
)
_INDENT_OR_BOX = re.compile(
    r"border(?:-left)?\s*:\s*(?:none|0|medium none)|background|border-radius|border\s*:\s*[1-9]",
    re.IGNORECASE,
)
_MAX_LINK = 2000
_MOST_TAGS = 30_000
"""Tags that are followed: mail that people write has a few thousand, mail made to be slow more."""


def html_to_text(html: str) -> str:
    """Plain text of an HTML mail, LF line ends. Linear in the length of `html`.

    What stands behind the first 30,000 tags is left out.
    """
    renderer = _Renderer()
    for text, closing, name, attrs in islice(tokens(html), _MOST_TAGS):
        if text and not renderer.hidden_by:
            renderer.text(text)
        if closing:
            if name in _ACTIVE or renderer.hidden_by:
                renderer.close(name)
        elif attrs or name in _ACTIVE or renderer.hidden_by:
            renderer.open(name, attrs)
    return renderer.result()


class _Renderer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.pending = _NONE
        self.quotes: list[bool] = []
        self.depth = 0
        self.pre = 0
        self.cells = 0
        self.row_is_tall = False
        self.row_begun = False
        self.written_depth = 0
        self.hidden_by = ""
        self.hidden_depth = 0
        self.link = ""
        self.link_from = 0

    def result(self) -> str:
        self.end_link()
        return "".join(self.out)

    def text(self, text: str) -> None:
        if "&" in text:
            text = unescape(text)
        if self.pre:
            self.preformatted(text)
            return
        words = " ".join(text.split())
        if not words:
            self.pending = self.pending or _SPACE
            return
        if text[0].isspace():
            self.pending = self.pending or _SPACE
        self.separate()
        self.out.append(words)
        if text[-1].isspace():
            self.pending = _SPACE

    def preformatted(self, text: str) -> None:
        lines = text.replace("\r\n", "\n").split("\n")
        for number, line in enumerate(lines):
            if number:
                self.pending = _LINE if self.pending < _LINE else _BLANK
            if line.strip():
                self.separate()
                self.out.append(line)

    def separate(self) -> None:
        """Write the separator that the tags since the last text ask for."""
        pending, self.pending = self.pending, _NONE
        if pending >= _LINE or not self.out:
            self.new_line(blank=pending == _BLANK)
        elif pending == _SPACE:
            self.out.append(" ")
        elif pending == _TAB:
            self.out.append("\t")
        self.row_begun = True

    def new_line(self, *, blank: bool) -> None:
        prefix = ">" * self.depth + " " if self.depth else ""
        if self.out:
            between = ">" * min(self.depth, self.written_depth)
            self.out.append(f"\n{between}\n{prefix}" if blank else f"\n{prefix}")
            self.row_is_tall = self.row_is_tall or self.row_begun
        else:
            self.out.append(prefix)
        self.written_depth = self.depth

    def open(self, name: str, attrs: str) -> None:
        if self.hidden_by:
            if name == self.hidden_by:
                self.hidden_depth += 1
            return
        if attrs and name not in _VOID and _HIDES.search(attrs):
            self.hidden_by, self.hidden_depth = name, 1
            return
        if name == "br":
            self.pending = _LINE if self.pending < _LINE else _BLANK
        elif name in ("td", "th"):
            self.cell()
        elif name == "a":
            self.begin_link(attrs)
        elif name in _LINES or name in _PARAGRAPHS:
            self.block(name)
            self.begin(name, attrs)

    def begin(self, name: str, attrs: str) -> None:
        """What some blocks do beside starting a line."""
        if name == "tr":
            self.cells = 0
            self.row_is_tall = self.row_begun = False
        elif name == "li":
            self.separate()
            self.out.append("- ")
        elif name == "pre":
            self.pre += 1
        elif name == "blockquote":
            quoted = _is_quote(attributes(attrs))
            self.quotes.append(quoted)
            self.depth += quoted

    def close(self, name: str) -> None:
        if self.hidden_by:
            if name == self.hidden_by:
                self.hidden_depth -= 1
                if not self.hidden_depth:
                    self.hidden_by = ""
            return
        if name == "a":
            self.end_link()
        elif name in _LINES or name in _PARAGRAPHS:
            self.block(name)
            if name == "blockquote" and self.quotes:
                self.depth -= self.quotes.pop()
            elif name == "pre":
                self.pre = max(0, self.pre - 1)
            elif name == "table":
                self.row_is_tall = True

    def block(self, name: str) -> None:
        if self.pending == _TAB:  # the first block of a cell goes on beside the cell before it
            return
        self.pending = max(self.pending, _BLANK if name in _PARAGRAPHS else _LINE)

    def cell(self) -> None:
        """A further cell of a row goes on the same line, unless a cell before it has several."""
        if self.cells and not self.row_is_tall:
            self.pending = _TAB
        elif self.cells:
            self.pending = max(self.pending, _LINE)
        self.cells += 1

    def begin_link(self, attrs: str) -> None:
        self.end_link()
        self.link = attributes(attrs).get("href", "").strip()
        self.link_from = len(self.out)

    def end_link(self) -> None:
        link, self.link = self.link, ""
        if not link or len(link) > _MAX_LINK:
            return
        shown = "".join(self.out[self.link_from :]).strip("> \n\t")
        target = _informative(link, shown)
        if target:
            self.out.append(f" ({target})")


def _is_quote(attrs: dict[str, str]) -> bool:
    """A blockquote that only indents (Gmail's and Outlook's button) or is a box quotes nothing."""
    if attrs.get("type", "").lower() == "cite" or "quote" in attrs.get("class", ""):
        return True
    return not _INDENT_OR_BOX.search(attrs.get("style", ""))


def _informative(link: str, shown: str) -> str:
    """The address to show behind a link's text; empty where it adds nothing."""
    if not shown:
        return ""
    scheme, _, rest = link.partition(":")
    scheme = scheme.lower()
    if scheme in ("http", "https"):
        bare = rest.strip("/").removeprefix("www.")
        return "" if bare and bare in shown else link
    if scheme in ("mailto", "tel"):
        target = rest.partition("?")[0]
        return "" if not target or target.lower() in shown.lower() else target
    return ""
