"""From the tree of parts to the text a person reads, and to the calendar parts.

What is not text stays undecoded; of text at most MAX_TEXT characters are read.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field

from gmail.message import charsets, headers
from gmail.message.flowed import unflow
from gmail.message.html_text import html_to_text
from gmail.message.mime import Part
from gmail.message.model import CalendarPart

MAX_TEXT = 1_000_000
"""Characters of text, and bytes of one decoded part, that are read of a message."""

_SHORT = 25
_SAYS_MORE = 20
_CALENDAR_TYPES = frozenset(["text/calendar", "application/ics", "text/x-vcalendar"])
_PLAIN = "text/plain"
_HTML = "text/html"
_TEXT_TYPES = frozenset([_PLAIN, _HTML, "text", "text/enriched", "text/markdown"])
_METHOD = re.compile(r"^METHOD(?:;[^:\n]*)?:[ \t]*([A-Za-z-]+)", re.MULTILINE | re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_STUB = re.compile(
    r"(?:view|read|see|display|open)\b.{0,60}\b(?:html|browser|online|web version)"
    r"|html[ -]?(?:version|format|email|e-mail|mail|capable|enabled|compatible|compliant)"
    r"|(?:doesn.?t|does not|not|cannot|can.?t) (?:support|display|show|view|render).{0,30}html"
    r"|html[- ]?(?:ansicht|fähig|darstell)|im browser (?:ansehen|anzeigen|öffnen)"
    r"|format html|versi[oó]n html",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"https?://\S+|[\[<(][^\s\])>]*[\])>]")
_MARKUP = re.compile(r"</(?:p|div|td|body|html|span|table)>|<br ?/?>", re.IGNORECASE)
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f\xad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_ENDS = "\x0b\x0c\x85\u2028\u2029"
_BLANKS = "\xa0\u2000-\u200a\u202f\u205f\u3000"
_CONTROL = re.compile(f"[{_CONTROLS}]")
_LINE_ENDS = re.compile(f"\r\n?|[{_ENDS}]")
_SPACES = re.compile(f"[{_BLANKS}]")
_ODD = re.compile(f"[{_CONTROLS}{_ENDS}{_BLANKS}]")
_FROM_ESCAPE = re.compile(r"^>From ", re.MULTILINE)


@dataclass(slots=True)
class Body:
    """What can be read in a message. `plain` and `html` are None where there is no such part."""

    text: str = ""
    text_part: str = _PLAIN
    html: str | None = None
    calendars: tuple[CalendarPart, ...] = ()


@dataclass(slots=True)
class _Section:
    """One stretch of the body in the forms it comes in (multipart/alternative)."""

    plain: str | None = None
    html: str | None = None


@dataclass(slots=True)
class BodyReader:
    """Reads the parts of one message; `problems` grows as things have to be mended."""

    raw: bytes
    problems: list[str]
    left: int = MAX_TEXT
    sections: list[_Section] = field(default_factory=list)

    def read(self, root: Part) -> Body:
        sections = self._sections(root)
        if not any(_filled(section) for section in sections):
            sections = self._attached(root)
        body = self._rendered(sections)
        body.calendars = self._calendars(root)
        return body

    def _sections(self, part: Part) -> list[_Section]:
        """The body as sections in order. Recursion is bounded by the tree's MAX_DEPTH."""
        if part.content_type == "multipart/alternative":
            return [self._alternative(part)]
        if part.content_type == "multipart/related":
            return self._sections(part.children[0]) if part.children else []
        if part.main_type == "multipart":
            return [section for child in part.children for section in self._sections(child)]
        if not _is_inline_text(part):
            return []
        text = self.text_of(part)
        if part.content_type == _HTML:
            return [_Section(html=text)]
        return [_Section(plain=text)]

    def _alternative(self, part: Part) -> _Section:
        chosen = _Section()
        for child in part.children:
            for section in self._sections(child):
                if not (chosen.plain or "").strip():
                    chosen.plain = section.plain if section.plain is not None else chosen.plain
                chosen.html = section.html if (section.html or "").strip() else chosen.html
        return chosen

    def _attached(self, root: Part) -> list[_Section]:
        """No body: a single forwarded message, else a text that is marked as an attachment."""
        forwards = [part for part in root.walk() if part.content_type == "message/rfc822"]
        if len(forwards) == 1 and forwards[0].children and root.content_type != "multipart/report":
            self.problems.append("no text of its own: the attached message was read instead")
            return self._sections(forwards[0].children[0])
        for part in root.walk():
            if part.content_type in _TEXT_TYPES and not part.inside and not _is_calendar(part):
                text = self.text_of(part)
                if text.strip():
                    html = part.content_type == _HTML
                    return [_Section(html=text) if html else _Section(plain=text)]
        return []

    def _rendered(self, sections: list[_Section]) -> Body:
        texts: list[tuple[str, str]] = []
        for section in sections:
            text, kind = _best(section)
            text = tidy(text)
            if text:
                texts.append((text, kind))
        html = "\n".join(section.html for section in sections if section.html)
        longest = max(texts, key=lambda item: len(item[0]), default=("", _PLAIN))
        joined = "\n\n".join(text for text, _ in texts)
        return Body(joined, longest[1], html or None)

    def _calendars(self, root: Part) -> tuple[CalendarPart, ...]:
        """All calendar texts, each once; not those of a message that a report returns."""
        returned = root.content_type == "multipart/report"
        found: dict[str, CalendarPart] = {}
        for part in root.walk():
            if not _is_calendar(part) or (returned and part.inside):
                continue
            text = tidy_calendar(self.text_of(part))
            if "BEGIN:VCALENDAR" not in text[:5000].upper():
                continue
            method = part.params.get("method") or _method_of(text)
            known = found.get(text)
            if known is None or (known.method is None and method):
                found[text] = CalendarPart(text, method.upper() if method else None, part.filename)
        return tuple(found.values())

    def text_of(self, part: Part) -> str:
        """A part's decoded text; at most what is left of MAX_TEXT."""
        data = self._decoded(part)
        label = part.params.get("charset", "")
        if not label and part.content_type == _HTML:
            meta = _META_CHARSET.search(data[:4000])
            label = meta[1].decode("ascii", "replace") if meta else ""
        text = charsets.decode(data, label)
        if "\ufffd" in text:
            self._note("some characters fit no charset")
        self.left = max(0, self.left - len(text))
        if part.params.get("format", "").lower() == "flowed":
            text = unflow(
                _LINE_ENDS.sub("\n", text), delsp=part.params.get("delsp", "").lower() == "yes"
            )
        return text

    def _decoded(self, part: Part) -> bytes:
        encoding = part.encoding
        share = self.left * 2 if encoding else self.left
        end = min(part.end, part.start + share)
        if end < part.end:
            self._note(f"only the first {MAX_TEXT:,} characters of text were read")
        data = self.raw[part.start : end]
        if encoding in ("", "7bit", "8bit", "binary"):
            return data
        return self._transfer_decoded(data, encoding)[: self.left]

    def _transfer_decoded(self, data: bytes, encoding: str) -> bytes:
        if encoding.startswith("base64"):
            return self._from_base64(data)
        if encoding.startswith("quoted"):
            return binascii.a2b_qp(data)
        if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
            return _from_uu(data)
        return data

    def _from_base64(self, data: bytes) -> bytes:
        try:
            return binascii.a2b_base64(data)
        except binascii.Error:
            self._note("base64 was cut off or damaged")
            return headers.base64(data)

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def tidy(text: str) -> str:
    """Text with LF ends, no control or invisible characters, plain spaces, no blank ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _ODD.search(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _SPACES.sub(" ", text)
        text = _CONTROL.sub("", text)
    if ">From " in text:
        text = _FROM_ESCAPE.sub(_unescaped_from, text)
    return text.strip("\n ")


def _unescaped_from(match: re.Match[str]) -> str:
    """An mbox writer's ">From " as "From ", unless it stands among quoted lines."""
    text, start, end = match.string, match.start(), match.end()
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    below = text.find("\n", end) + 1
    among_quotes = (start and text[above] == ">") or (below and text[below : below + 1] == ">")
    return match[0] if among_quotes else "From "


def tidy_calendar(text: str) -> str:
    """A calendar text as sent, without NULs and byte order marks."""
    return text.replace("\x00", "").replace("\ufeff", "")


def _filled(section: _Section) -> bool:
    return bool((section.plain or "").strip() or (section.html or "").strip())


def _best(section: _Section) -> tuple[str, str]:
    """The form to read: plain text, unless it is empty, markup, or only points to the HTML."""
    plain = section.plain
    if section.html is None:
        if plain and _MARKUP.search(plain[:20_000]) and plain.lstrip()[:1] == "<":
            return html_to_text(plain), _HTML
        return plain or "", _PLAIN
    if plain and not _is_stub(plain):
        return plain, _PLAIN
    rendered = html_to_text(section.html)
    if plain and len(rendered) <= len(_bare(plain)) + _SAYS_MORE and not _points_to_html(plain):
        return plain, _PLAIN
    return rendered, _HTML


def _is_stub(plain: str) -> bool:
    return len(_bare(plain)) < _SHORT or _points_to_html(plain)


def _bare(plain: str) -> str:
    """The words of a plain text, without links."""
    return _LINK.sub("", plain[:3000]).strip()


def _points_to_html(plain: str) -> bool:
    """ "View this in an HTML client", or markup that a mailer called plain text."""
    if len(plain) < 700 and _STUB.search(plain):
        return True
    return len(_MARKUP.findall(plain[:20_000])) > 3


def _is_inline_text(part: Part) -> bool:
    if part.content_type not in _TEXT_TYPES or _is_calendar(part):
        return False
    return part.disposition != "attachment"


def _is_calendar(part: Part) -> bool:
    if part.content_type in _CALENDAR_TYPES:
        return True
    if part.main_type in ("multipart", "message"):
        return False
    name = part.filename
    return bool(name and name.lower().endswith((".ics", ".ical", ".vcs")))


def _method_of(text: str) -> str | None:
    found = _METHOD.search(text[:5000].replace("\r", ""))
    return found[1] if found else None


def _from_uu(data: bytes) -> bytes:
    out: list[bytes] = []
    for line in data.split(b"\n"):
        if line.startswith((b"begin ", b"end")):
            continue
        try:
            out.append(binascii.a2b_uu(line.rstrip(b"\r")))
        except binascii.Error:
            continue
    return b"".join(out)
