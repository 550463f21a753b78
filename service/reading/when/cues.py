"""What the words around a time say it is: the interview, a previous time, a deadline (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from service.reading.when.lexicon import lexicon
from service.reading.when.model import Cue

_LEFT, _RIGHT = 110, 70
_TIME_ALONE = 16
"""Characters of a time that begins its line."""
_STOP = re.compile(r"[.!?](?=\s+[^\d\s])|\n[ >]*\n|;")
_NAMED = ("previous", "interview", "sent", "start_of_work", "arrival", "hours")


@dataclass(frozen=True)
class CuePatterns:
    before: re.Pattern[str]
    deadline: re.Pattern[str]
    after: dict[str, re.Pattern[str]]
    arrival_row: re.Pattern[str]
    offering: re.Pattern[str]
    agenda: re.Pattern[str]


@cache
def cue_patterns(code: str) -> CuePatterns:
    """The cue patterns of a language code, together with English."""
    words = lexicon(code)

    def any_of(place: str, name: str) -> str:
        return "|".join(words.cues(place, name)) or "(?!)"

    groups = "|".join(rf"(?P<{name}>{any_of('before', name)})" for name in _NAMED)
    return CuePatterns(
        before=re.compile(rf"(?<!\w)(?:{groups})"),
        deadline=re.compile(rf"(?<!\w)(?:{any_of('before', 'deadline')})[\s:,(]{{0,3}}$"),
        after={
            name: re.compile(any_of("after", name)) for name in ("previous", "sent", "deadline")
        },
        arrival_row=re.compile(rf"[\s:|)-]{{0,8}}(?:{any_of('row', 'arrival')})(?!\w)"),
        offering=re.compile(any_of("anywhere", "offering")),
        agenda=re.compile(any_of("anywhere", "agenda")),
    )


def cue_at(folded: str, start: int, end: int, floor: int, patterns: CuePatterns) -> str | None:
    """The name of the cue for a time at start..end; `floor` is where the time before it ended."""
    left = folded[max(floor, start - _LEFT) : start]
    left = "" if _rows(folded, floor, left) else left
    stops = [match.end() for match in _STOP.finditer(left)]
    left = left[stops[-1] :] if stops else left
    right = folded[end : end + _RIGHT].split("\n\n", 1)[0]
    for name, pattern in patterns.after.items():
        if pattern.match(right):
            return name
    if begins_row(folded, start) and patterns.arrival_row.match(right.partition("\n")[0]):
        return "arrival"
    told = next((match.lastgroup for match in reversed([*patterns.before.finditer(left)])), None)
    if told != "arrival" and patterns.deadline.search(left[-40:]):
        return "deadline"
    return told


def begins_row(folded: str, start: int) -> bool:
    """Whether what stands at `start` is the first of its line, but for a bullet."""
    return not folded[:start].rpartition("\n")[2].strip(" -·>+|*")


def _rows(folded: str, floor: int, left: str) -> bool:
    """Whether this time and the last each begin a line: one row does not speak of the next."""
    if not floor or left.count("\n") != 1 or left.rpartition("\n")[2].strip(" -·>+"):
        return False
    line = folded[:floor].rpartition("\n")[2].lstrip(" -·>+")
    return len(line) <= _TIME_ALONE


def as_cue(name: str | None) -> Cue | None:
    """The public cue of a pattern's name."""
    return Cue(name) if name and name != "hours" else None
