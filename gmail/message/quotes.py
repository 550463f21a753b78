"""Which lines of a message are new: not quoted history, not a signature block.

Works on plain text (HTML arrives rendered, its quotations marked "> "). One pass over the lines,
bounded look-ahead: linear time. The rules, with what they are measured at: docs/messages.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gmail.message.data import any_of, load

_WORDS = load("quotes")
_FROM = frozenset(_WORDS["header_block"]["from"])
_OTHER = frozenset(_WORDS["header_block"]["other"])
_SUBJECT = frozenset(_WORDS["header_block"]["subject"])
_LABEL = re.compile(r"[\s*_>|]*([^\W\d_](?:[\w -]{0,14}[\w])?)[*_]*\s*[:：][*_]*(.*)\Z")
_TIME = re.compile(r"\W*\d{1,2}(?:[:.h]\d\d|\s*[ap]\.?m)", re.IGNORECASE)

_VERB = rf"(?:\b|(?<=[>\"'\s]))(?:{any_of(_WORDS['attribution']['verbs'])})"
_OPENED = re.compile(
    rf"[-\s*_]*(?:(?:{any_of(_WORDS['attribution']['openers'])})(?![a-z])|\d|[^\W\d_]{{2,12}}[.,])"
    rf".{{3,300}}?{_VERB}"
    r".{0,200}?[\s*_]*(?:[:：][\s*_]*|-{4,})\Z",
    re.IGNORECASE | re.DOTALL,
)
_BY_ADDRESS = re.compile(rf"[^\n]{{0,100}}<?\S+@\S+>?\s+{_VERB}\s*[:：]\s*\Z", re.IGNORECASE)
_BARE_DATE = re.compile(
    r"\d{4}[-/]\d\d?[-/]\d\d?\s+(?:\d\d?:\d\d\s+)?(?:GMT[+-]\d\d:?\d\d\s+)?[^\n]{0,120}?"
    r"(?:<\s*[^\s<>]+@[^\s<>]+>\s*:?|GMT[+-]\d\d:?\d\d [^\n]{1,60})\Z"
)
_ORIGINAL = re.compile(
    rf"[\s*_]*[-_=]{{2,}}\s*(?:{any_of(_WORDS['separators']['original'])})\s*[-_=]{{2,}}[\s*_]*\Z",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    rf"[\s*_]*(?:[-_=]{{2,}}\s*(?:{any_of(_WORDS['separators']['forward'])})\b.{{0,80}}|"
    rf"(?:{any_of(_WORDS['separators']['forward'])})\s*[:：])[\s*_]*\Z",
    re.IGNORECASE,
)
_FORWARD_SUBJECT = re.compile(
    rf"\s*(?:\[[^\]]{{1,40}}\]\s*)?(?:{any_of(_WORDS['subjects']['forward'])})\s*(?:\[\d+\])?\s*[:：]",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(rf"[\s(<*_]*(?:{any_of(_WORDS['sent_from']['begins'])})", re.IGNORECASE)
_RULE = re.compile(r"\s*[-_=*~]{5,}\s*\Z")
_DASHES = re.compile(r"(?:--|—|–|__)\s*\Z")

_LOOK_AHEAD = 10
_SIGNATURE_LINES = 14
_NOTHING = -1


@dataclass(slots=True)
class _Line:
    start: int
    text: str


@dataclass(slots=True)
class _Reader:
    """One pass over the lines: `kept` collects the numbers of the new ones."""

    lines: list[_Line]
    forwarded: bool
    at: int = 0
    kept: list[int] = field(default_factory=list)
    something: bool = False
    attributed: bool = False
    dequoted: bool = False

    def read(self) -> list[int]:
        while self.at < len(self.lines):
            text = self.lines[self.at].text
            stripped = text.strip()
            if not stripped:
                self.keep()
            elif stripped[0] == ">":
                self.quoted()
            else:
                self.unquoted(text, stripped)
        return self.kept

    def keep(self) -> None:
        self.kept.append(self.at)
        self.at += 1

    def unquoted(self, text: str, stripped: str) -> None:
        after = self.attribution_end(stripped)
        if after != _NOTHING:
            self.after_attribution(after)
            return
        after = self.header_end(stripped)
        if after != _NOTHING:
            self.after_headers(after, forward=bool(_FORWARD.match(stripped)))
        elif _DASHES.match(text) and self.signature():
            return
        elif len(stripped) < 200 and _SENT_FROM.match(stripped) and self.something:
            self.at += 1
        else:
            self.something = True
            self.keep()

    def attribution_end(self, stripped: str) -> int:
        """The line after an attribution that begins here (it may run over four lines)."""
        if not _may_open(stripped):
            return _NOTHING
        joined = ""
        for number in range(self.at, min(self.at + 4, len(self.lines))):
            line = self.lines[number].text.strip()
            if not line or line[0] == ">" or len(joined) > 400:
                return _NOTHING
            joined = f"{joined} {line}" if joined else line
            if line[-1] in ":：-*_" or number == self.at:
                if is_attribution(joined):
                    return number + 1
            if _BARE_DATE.match(joined):
                return number + 1
        return _NOTHING

    def after_attribution(self, after: int) -> None:
        """Quoted lines will follow and fall away; without marks all that follows is history."""
        self.attributed = True
        following = self.next_filled(after)
        marked = following < len(self.lines) and self.lines[following].text.lstrip()[0] in ">|"
        if marked and self.lines[following].text.lstrip()[0] == "|":
            while following < len(self.lines) and self.lines[following].text.lstrip()[:1] == "|":
                following += 1
            self.at = following
        elif marked or not self.something:
            self.at = after
        else:
            self.at = len(self.lines)

    def header_end(self, stripped: str) -> int:
        """The line after a separator and header block that begin here."""
        if _FORWARD.match(stripped) or _ORIGINAL.match(stripped):
            block = self.next_filled(self.at + 1)
            return max(self.at + 1, self.block_end(block))
        if _RULE.match(stripped):
            return self.block_end(self.next_filled(self.at + 1))
        return self.block_end(self.at)

    def block_end(self, at: int) -> int:
        """The line after a block like "From: / Sent: / To: / Subject:" at `at`."""
        if at >= len(self.lines):
            return _NOTHING
        label = _LABEL.match(self.lines[at].text)
        if not label or label[1].lower() not in _FROM or _TIME.match(label[2]):
            return _NOTHING
        seen = {label[1].lower()}
        end = at + 1
        for number in range(at + 1, min(at + 1 + _LOOK_AHEAD, len(self.lines))):
            other = _LABEL.match(self.lines[number].text)
            name = other[1].lower() if other else ""
            if name in _OTHER or name in _FROM:
                seen.add(name)
                end = number + 1
        return end if len(seen) >= 3 or (len(seen) == 2 and seen & _SUBJECT) else _NOTHING

    def after_headers(self, after: int, *, forward: bool) -> None:
        """What was forwarded is content, once; what a reply carries below is history."""
        if self.something and not forward and not self.forwarded:
            self.at = len(self.lines)
            return
        self.forwarded = False
        self.at = after

    def signature(self) -> bool:
        """Skip a signature block; a long text below two dashes is none."""
        number = self.at + 1
        filled = 0
        while number < len(self.lines) and filled <= _SIGNATURE_LINES:
            stripped = self.lines[number].text.strip()
            if stripped and (stripped[0] == ">" or self.marks(number, stripped)):
                break
            filled += bool(stripped)
            number += 1
        if filled > _SIGNATURE_LINES or (not filled and not self.something):
            return False
        self.at = number
        return True

    def marks(self, number: int, stripped: str) -> bool:
        here, self.at = self.at, number
        found = self.attribution_end(stripped) != _NOTHING or self.header_end(stripped) != _NOTHING
        self.at = here
        return found

    def quoted(self) -> None:
        """Skip quoted lines, or take their marks off where a forwarded message stands in them."""
        first = self.lines[self.at].text.strip().lstrip("> ")
        if not self.dequoted and first and _FORWARD.match(first):
            self.dequoted = True
            self.lines[self.at :] = [_dequoted(line) for line in self.lines[self.at :]]
            return
        self.at += 1

    def next_filled(self, at: int) -> int:
        while at < len(self.lines) and not self.lines[at].text.strip():
            at += 1
        return at


def is_attribution(text: str) -> bool:
    """Whether this is a line like "On ... Jane Roe wrote:" in any of the known languages."""
    if not any(sign in text for sign in "0123456789@"):
        return False
    return bool(_OPENED.match(text) or _BY_ADDRESS.match(text))


def is_forward_subject(subject: str) -> bool:
    """Whether a subject begins with "Fwd:" or its kin in other languages."""
    return bool(_FORWARD_SUBJECT.match(subject))


def new_regions(text: str, *, subject: str = "") -> list[tuple[int, int]]:
    """The (start, end) offsets of the new parts of `text` (LF line ends), in order.

    Empty only where nothing is new. The regions, concatenated, are `new_text`.
    """
    lines = _lines(text)
    reader = _Reader(list(lines), is_forward_subject(subject))
    kept = _trimmed(reader.lines, reader.read())
    if not kept and not reader.attributed:
        plain = [_dequoted(line) for line in lines]
        reader = _Reader(plain, forwarded=True)
        kept = _trimmed(reader.lines, reader.read())
    return _regions(reader.lines, kept, len(text))


def new_text(text: str, *, subject: str = "") -> str:
    """`text` without quoted history, headers of forwarded messages and signature."""
    return "".join(text[start:end] for start, end in new_regions(text, subject=subject)).rstrip()


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    start = 0
    for line in text.split("\n"):
        found.append(_Line(start, line))
        start += len(line) + 1
    return found


def _may_open(stripped: str) -> bool:
    first = stripped[0]
    return first in "-*_\"'<" or first.isalnum()


def _dequoted(line: _Line) -> _Line:
    text = line.text
    if not text.startswith(">"):
        return line
    width = 2 if text.startswith("> ") else 1
    return _Line(line.start + width, text[width:])


def _trimmed(lines: list[_Line], kept: list[int]) -> list[int]:
    """Without blank lines and bare rules at either end."""
    first, last = 0, len(kept)
    while first < last and not lines[kept[first]].text.strip():
        first += 1
    while last > first and _is_filler(lines[kept[last - 1]].text):
        last -= 1
    return kept[first:last]


def _is_filler(text: str) -> bool:
    return not text.strip() or bool(_RULE.match(text))


def _regions(lines: list[_Line], kept: list[int], size: int) -> list[tuple[int, int]]:
    regions: list[tuple[int, int]] = []
    for number in kept:
        line = lines[number]
        end = min(line.start + len(line.text) + 1, size)
        if regions and regions[-1][1] == line.start:
            regions[-1] = (regions[-1][0], end)
        elif end > line.start:
            regions.append((line.start, end))
    return regions
