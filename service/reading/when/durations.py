"""How long the conversation lasts, where a text says so: gives a start its end (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from service.reading.when.lexicon import Lexicon, lexicon
from service.reading.when.model import Cue, TimeMention

_NEAR = 160
_LONGEST = timedelta(hours=10)
_WORDED = "min"
"""What the name of a group for a length in words begins with, before its minutes: "min45"."""


@dataclass(frozen=True)
class _Patterns:
    length: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]


@cache
def _patterns(code: str) -> _Patterns:
    words = lexicon(code)
    return _Patterns(
        length=tuple(
            re.compile(rf"(?<![\w.:/$€£-]){entry}") for entry in words.words("durations_re")
        ),
        before=re.compile(
            r"(?:^|[,(|·~][ ]?|[.;!][ ]"
            rf"|(?<!\w)(?:{words.regexes('duration_before_re')})[\s:|~(]{{0,4}})$"
        ),
        after=re.compile(words.regexes("duration_after_re")),
        not_before=re.compile(
            rf"(?<!\w)(?:{words.regexes('not_duration_before_re')})(?: \w+){{0,2}}\s*$"
        ),
        not_after=re.compile(words.regexes("not_duration_after_re")),
    )


def find_durations(folded: str, words: Lexicon) -> list[tuple[int, timedelta]]:
    """(position, length) of the lengths of conversations in `folded`, in order."""
    patterns = _patterns(words.code)
    found = []
    for pattern in patterns.length:
        for match in pattern.finditer(folded):
            length = _length(match)
            if length and _counts(folded, match, patterns):
                found.append((match.start(), length))
    return sorted(found)


def _counts(folded: str, match: re.Match[str], patterns: _Patterns) -> bool:
    if patterns.not_after.match(folded, match.end()):
        return False
    left = folded[max(0, match.start() - 40) : match.start()]
    if patterns.not_before.search(left):
        return False
    return bool(patterns.before.search(left) or patterns.after.match(folded, match.end()))


def _length(match: re.Match[str]) -> timedelta | None:
    groups = match.groupdict()
    if groups.get("m"):
        length = timedelta(minutes=int(groups["m"]))
    elif groups.get("h"):
        hours = timedelta(hours=float(groups["h"].replace(",", ".")))
        length = hours + timedelta(minutes=int(groups.get("hm") or 0))
    else:
        said = (name.removeprefix(_WORDED) for name, got in groups.items() if got)
        length = timedelta(minutes=int(next(said, 0)))
    return length if timedelta(minutes=5) <= length <= _LONGEST else None


def with_durations(folded: str, mentions: list[TimeMention], words: Lexicon) -> list[TimeMention]:
    """The mentions with ends where a length stands near, or is the only one of the whole text."""
    if not any(mention.has_time and mention.end is None for mention in mentions):
        return mentions
    spans = [mention.span for mention in mentions]
    lengths = [
        (position, length)
        for position, length in find_durations(folded, words)
        if not any(start <= position < end for start, end in spans)
    ]
    if not lengths:
        return mentions
    return [_with_end(mention, lengths) for mention in mentions]


def _with_end(mention: TimeMention, lengths: list[tuple[int, timedelta]]) -> TimeMention:
    if mention.end or not mention.has_time or mention.cue in (Cue.DEADLINE, Cue.SENT, Cue.ARRIVAL):
        return mention
    start, end = mention.span
    near = sorted(
        (abs(position - end), length)
        for position, length in lengths
        if start - _NEAR <= position <= end + _NEAR
    )
    single = {length for _, length in lengths}
    length = near[0][1] if near else single.pop() if len(single) == 1 else None
    return replace(mention, end=mention.start + length) if length else mention
