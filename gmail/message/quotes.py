"""Which lines of a message are new: not quoted history, not a signature block.

Works on plain text (HTML arrives rendered, its quotations marked "> "). One pass over the lines
with bounded look-ahead and look-back: linear time. The rules, and what they are measured at:
docs/messages.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gmail.message.data import any_of, load

_WORDS = load("quotes")
_FROM = frozenset(_WORDS["header_block"]["from"])
_LABELS = _FROM.union(_WORDS["header_block"]["other"])
_SUBJECT = frozenset(_WORDS["header_block"]["subject"])
_SENT_FROM = tuple(_WORDS["sent_from"]["begins"])
_SENT_FROM_STARTS = frozenset(phrase[:3] for phrase in _SENT_FROM)

_LABEL = re.compile(r"[\s*_>|]{0,20}([^\W\d_][\w -]{0,15})[*_]{0,2}\s{0,3}[:\uff1a][*_]{0,2}(.*)\Z")
_TIME = re.compile(r"\W*\d{1,2}(?:[:.h]\d\d|\s*[ap]\.?m)", re.IGNORECASE)
_VERB = re.compile(rf"(?<!\w)(?:{any_of(_WORDS['attribution']['verbs'])})(?!\w)", re.IGNORECASE)
_STEMS = tuple({verb[:4] for verb in _WORDS["attribution"]["verbs"]})
_OPENER = re.compile(
    rf"[-\s*_]*(?:(?:{any_of(_WORDS['attribution']['openers'])})(?![a-z])"
    r"|\d{1,4}[-./\s]|[^\W\d_]{2,12}[.,])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")
_BARE_DATE = re.compile(
    r"\d{4}[-/]\d\d?[-/]\d\d?\s(?:.{0,160}<\s*[^\s<>]+@[^\s<>]+>\s*:?|.{0,20}GMT[+-]\d\d:?\d\d.{0,60})\Z"
)
_ORIGINAL = frozenset(_WORDS["separators"]["original"])
_FORWARD = tuple(_WORDS["separators"]["forward"])
_FORWARD_SUBJECT = re.compile(
    rf"\s*(?:\[[^\]]{{1,40}}\]\s*)?(?:{any_of(_WORDS['subjects']['forward'])})\s*(?:\[\d+\])?\s*[:\uff1a]",
    re.IGNORECASE,
)
_RULE = "-_=*~ \t"
_DASHES = frozenset(["--", "-- ", "\u2014", "\u2013", "__", "---"])

_DECORATION = ("--", "__", "==")
_STARTS = frozenset("-_=*(<[\u2014\u20130123456789")
_ENDS = frozenset(":\uff1a-_*=")
_LOOK_AHEAD = 10
_LOOK_BACK = 4
_LONGEST = 500
_SIGNATURE_LINES = 14
_PATIENCE = 500
_NONE = -1


@dataclass(slots=True)
class _Reader:
    """One pass over the lines; `kept` collects the numbers of the new ones.

    `forwarded`: the next header block begins forwarded content. `something`: a new line that is
    not blank was kept. `attributed`: a line like "On ... wrote:" was met. `patience`: how many more
    blocks may be looked into (a mail of nothing but "From:" lines is no mail).
    """

    lines: list[str]
    forwarded: bool
    at: int = 0
    kept: list[int] = field(default_factory=list)
    something: bool = False
    attributed: bool = False
    dequoted: bool = False
    patience: int = _PATIENCE

    def read(self) -> list[int]:
        lines, kept = self.lines, self.kept
        while self.at < len(lines):
            line = lines[self.at]
            stripped = line.strip()
            if not stripped:
                kept.append(self.at)
                self.at += 1
            elif stripped[0] == ">":
                self.quoted(stripped)
            elif not _may_mark(stripped) or not self.is_marker(line, stripped):
                self.something = True
                kept.append(self.at)
                self.at += 1
        return kept

    def is_marker(self, line: str, stripped: str) -> bool:
        """Whether the line begins or ends something that is not new; then it has been skipped."""
        if stripped[-1] in _ENDS and len(stripped) > 5 and self.ends_attribution(stripped):
            return True
        if ":" in stripped[:24] or stripped[0] in "-_=*" or stripped[-1] in _ENDS:
            after = self.headers_end(self.at)
            if after != _NONE:
                self.after_headers(after, forward=_is_forward(stripped))
                return True
            if line.rstrip("\t") in _DASHES and self.patience > 0 and self.signature():
                return True
        if stripped[0].isdigit() and _is_bare_date(stripped):
            self.after_attribution(self.at + 1)
            return True
        return self.something and self.device_line(stripped)

    def device_line(self, stripped: str) -> bool:
        bare = stripped.lstrip("(<*_ ")[:60].lower()
        if bare[:3] in _SENT_FROM_STARTS and len(stripped) < 200 and bare.startswith(_SENT_FROM):
            self.at += 1
            return True
        return False

    def ends_attribution(self, stripped: str) -> bool:
        """A line like "On ... wrote:" that ends here; it may have begun up to three lines above."""
        lines = [stripped[-_LONGEST:]]
        for number in range(self.at - 1, max(-1, self.at - _LOOK_BACK), -1):
            above = self.lines[number].strip()
            if not above or above[0] == ">" or len(above) > _LONGEST:
                break
            lines.insert(0, above)
        if not _has_stem(" ".join(lines).lower()):
            return False
        fallback = _NONE
        for back in range(len(lines)):
            sure = is_attribution(" ".join(lines[-1 - back :]))
            if sure == 2:
                return self.drop_attribution(back)
            if sure and fallback == _NONE:
                fallback = back
        return fallback != _NONE and self.drop_attribution(fallback)

    def drop_attribution(self, back: int) -> bool:
        while self.kept and self.kept[-1] >= self.at - back:
            self.kept.pop()
        if back:
            self.something = any(self.lines[number].strip() for number in self.kept[-200:])
        self.after_attribution(self.at + 1)
        return True

    def after_attribution(self, after: int) -> None:
        """Quoted lines will follow and fall away; without marks all that follows is history."""
        self.attributed = True
        following = self.next_filled(after)
        mark = self.lines[following].lstrip()[0] if following < len(self.lines) else ""
        if mark == "|":
            while following < len(self.lines) and self.lines[following].lstrip()[:1] == "|":
                following += 1
            self.at = following
        elif mark == ">" or not self.something:
            self.at = after
        else:
            self.at = len(self.lines)

    def headers_end(self, at: int) -> int:
        """The line after a separator or a header block that begins at `at`, or both together."""
        line = self.lines[at].strip()
        if line[0] in "-_=*" or line[-1] in _ENDS:
            if _is_forward(line) or _is_original(line):
                return max(at + 1, self.block_end(self.next_filled(at + 1)))
            if _is_rule(line):
                return self.block_end(self.next_filled(at + 1))
        return self.block_end(at)

    def block_end(self, at: int) -> int:
        """The line after a block like "From: / Sent: / To: / Subject:" at `at`."""
        name, value = _label(self.lines[at]) if at < len(self.lines) else ("", "")
        if name not in _FROM or _TIME.match(value) or self.patience <= 0:
            return _NONE
        self.patience -= 1
        seen = {name}
        end = at + 1
        for number in range(at + 1, min(at + 1 + _LOOK_AHEAD, len(self.lines))):
            name, _ = _label(self.lines[number])
            if name in _LABELS:
                seen.add(name)
                end = number + 1
        return end if len(seen) >= 3 or (len(seen) == 2 and seen & _SUBJECT) else _NONE

    def after_headers(self, after: int, *, forward: bool) -> None:
        """What was forwarded is content, once; what a reply carries below is history."""
        if self.something and not forward and not self.forwarded:
            self.at = len(self.lines)
            return
        self.forwarded = False
        self.at = self.next_filled(after)

    def signature(self) -> bool:
        """Skip a signature block; a long text below two dashes is none."""
        number = self.at + 1
        filled = 0
        while number < len(self.lines) and filled <= _SIGNATURE_LINES:
            stripped = self.lines[number].strip()
            if stripped and (stripped[0] == ">" or self.begins_history(number, stripped)):
                break
            filled += bool(stripped)
            number += 1
        self.patience -= 1
        if filled > _SIGNATURE_LINES or not self.something:
            return False
        self.at = number
        return True

    def begins_history(self, number: int, stripped: str) -> bool:
        joined = " ".join(line.strip() for line in self.lines[number : number + _LOOK_BACK])
        first = _OPENER.match(stripped) and _VERB.search(joined[:_LONGEST])
        return bool(first) or self.headers_end(number) != _NONE

    def quoted(self, stripped: str) -> None:
        """Skip a quoted line, or take the marks off where a forwarded message stands in them."""
        if not self.dequoted:
            first = stripped.lstrip("> ")
            if first and first[-1] in _ENDS and _is_forward(first):
                self.dequoted = True
                self.lines[self.at :] = [_dequoted(line) for line in self.lines[self.at :]]
                return
        self.at += 1

    def next_filled(self, at: int) -> int:
        while at < len(self.lines) and not self.lines[at].strip():
            at += 1
        return at


def is_attribution(text: str) -> int:
    """How surely this is a line like "On ... Jane Roe wrote:": 2 by its opening, 1 by an address.

    0 where it is none. Any of the known languages; `text` is one line or a few joined.
    """
    verb = _VERB.search(text)
    if verb is None:
        return 2 if _BARE_DATE.match(text) else 0
    before = text[: verb.start()]
    opened = _OPENER.match(before)
    if opened and any(sign in text for sign in "0123456789@"):
        return 2
    return 1 if _ADDRESS.search(before) else 0


def _label(line: str) -> tuple[str, str]:
    """A line like "*Sent:* Monday" as ("sent", " Monday"); ("", "") where it is none."""
    found = _LABEL.match(line[:_LONGEST])
    return (found[1].strip().lower(), found[2]) if found else ("", "")


def _may_mark(stripped: str) -> bool:
    """A quick no for most lines; `is_marker` decides."""
    first = stripped[0]
    return (
        first in _STARTS
        or stripped[-1] in _ENDS
        or ":" in stripped[:24]
        or stripped[:3].lower() in _SENT_FROM_STARTS
    )


def _is_bare_date(line: str) -> bool:
    return ("@" in line or "GMT" in line) and bool(_BARE_DATE.match(line[:_LONGEST]))


def _has_stem(lowered: str) -> bool:
    """A quick no for nearly all lines that end in a colon."""
    return "@" in lowered or any(stem in lowered for stem in _STEMS)


def is_forward_subject(subject: str) -> bool:
    """Whether a subject begins with "Fwd:" or its kin in other languages."""
    return bool(_FORWARD_SUBJECT.match(subject))


def new_text(text: str, *, subject: str = "") -> str:
    """`text` without quoted history, headers of forwarded messages and signature."""
    lines, kept = _read(text, subject)
    return "\n".join([lines[number] for number in kept]).rstrip()


def new_regions(text: str, *, subject: str = "") -> list[tuple[int, int]]:
    """The (start, end) offsets in `text` of the lines that make `new_text`, in order.

    Joined by line ends (a region that spans lines has its own) they are `new_text`.
    """
    lines, kept = _read(text, subject)
    wanted = frozenset(kept)
    regions: list[tuple[int, int]] = []
    end = -1
    for number, line in enumerate(text.split("\n")):
        end += len(line) + 1
        if number not in wanted:
            continue
        start = end - len(lines[number])
        if regions and regions[-1][1] + 1 == start:
            start = regions.pop()[0]
        regions.append((start, end))
    return regions


def _read(text: str, subject: str) -> tuple[list[str], list[int]]:
    """The lines (quote marks taken off where they hold a forwarded message), the kept numbers."""
    reader = _Reader(text.split("\n"), is_forward_subject(subject))
    kept = _trimmed(reader.lines, reader.read())
    if kept or reader.attributed or not text:
        return reader.lines, kept
    reader = _Reader([_dequoted(line) for line in text.split("\n")], forwarded=True)
    return reader.lines, _trimmed(reader.lines, reader.read())


def _dequoted(line: str) -> str:
    return line[2:] if line.startswith("> ") else line.removeprefix(">")


def _trimmed(lines: list[str], kept: list[int]) -> list[int]:
    """Without blank lines and bare rules at either end."""
    first, last = 0, len(kept)
    while first < last and not lines[kept[first]].strip():
        first += 1
    while last > first and _is_filler(lines[kept[last - 1]]):
        last -= 1
    return kept[first:last]


def _is_filler(line: str) -> bool:
    bare = line.strip()
    return not bare or _is_rule(bare) or (len(bare) == 1 and not bare.isalnum() and bare > "\x7f")


def _is_rule(line: str) -> bool:
    return len(line) >= 5 and not line.strip(_RULE)


def _is_original(line: str) -> bool:
    """ "-----Original Message-----" in any of the known languages."""
    return line.strip("* ").startswith(_DECORATION) and line.strip(_RULE).lower() in _ORIGINAL


def _is_forward(line: str) -> bool:
    """ "---------- Forwarded message ---------" or "Begin forwarded message:"."""
    core = line.strip(_RULE).lower()
    if not core.startswith(_FORWARD) or len(core) > 120:
        return False
    if line.strip("* ").startswith(_DECORATION):
        return True
    return core[-1] in ":\uff1a" and core.rstrip(":\uff1a ") in _FORWARD
