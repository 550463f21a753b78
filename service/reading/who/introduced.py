# ruff: noqa: E501, RUF001  # patterns of real mail: its own dashes and quotes
"""Where a phrase of the language files introduces people ("you will meet ..."), one or a list (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

from service.reading.kind.language import languages
from service.reading.kind.phrases import spaced
from service.reading.who import names

_MARK = r"(?:[\s*>•·\u2022–-]|\d\.)*"
_ASIDE = r"(?:\s*\([^()\n]{1,90}\))?(?:\s*<[^<>\s]{3,80}>)?(?:\s*\[[^\[\]\n]{1,90}\])?"
_AND = (
    r"\s*(?:,|;|&|\+|/|\band\b|\bund\b|\bsowie\b|\bet\b|\by\b|\ben\b|\bplus\b|\bas well as\b|\bthen\b"
    r"|\n[\s>*•·-]*)\s*(?:and |und |et |y |en |then |later |also |with )?"
    r"(?:our [^,.\n]{2,40}?,? |the [^,.\n]{2,40}?,? )?"
)
_JOB = r"(?:,|\s[-–—|]|:)\s+[^,;.\n()@]{2,60}?(?=,|;|\sand\s|\s&|\n|\sund\s|\set\s|\sy\s|\sen\s)"
_JOINTS = (re.compile(_ASIDE + _AND), re.compile(_ASIDE + _JOB + _AND))
"""What stands between two names of a list: at first nothing but a comma or "and", then a job."""
_NAME = re.compile(names.NAME)
_MOST_PHRASES = 40


def introduced(text: str, language: str, fits: Callable[[str], bool]) -> Iterator[int]:
    """Where names begin that a phrase introduces, or one of its list; `fits` judges each."""
    for start in islice(_starts(text, language), _MOST_PHRASES):
        yield from _run(text, start, fits)


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for line in languages()[code].people_patterns:
        before, _, after = line.partition("{p}")
        head = rf"(?i:(?<!\w)(?:{spaced(before)}))" if before else ""
        tail = rf"(?i:{spaced(after)})\b" if after else ""
        compiled.append(re.compile(rf"{head}{_MARK if before else ''}(?P<p>{names.NAME}){tail}"))
    return tuple(compiled)


def _starts(text: str, language: str) -> Iterator[int]:
    """Where names begin that a phrase of the language files introduces."""
    for code in dict.fromkeys((language, "en")):
        for pattern in _patterns(code):
            for match in pattern.finditer(text):
                yield match.start("p")


def _run(text: str, start: int, fits: Callable[[str], bool]) -> Iterator[int]:
    """Where the names of one list begin, from `start` on."""
    at: int | None = start
    while at is not None:
        match = _NAME.match(text, at)
        name = names.trimmed(match.group()) if match else ""
        if not match or not fits(name):
            return
        # A name that is broken over two lines, or holds two blanks, is trimmed to other letters.
        place = match.group().find(name)
        begin = match.start() + max(place, 0)
        yield begin + len(names.title_of(name) or "")
        end = match.end() if place < 0 else begin + len(name)
        at = _next_name(text, end, fits)


def _next_name(text: str, end: int, fits: Callable[[str], bool]) -> int | None:
    """Where the list's next name begins, or None where the list ends."""
    for joint in _JOINTS:
        match = joint.match(text, end)
        following = _NAME.match(text, match.end()) if match else None
        if match and following and fits(names.trimmed(following.group())):
            return match.end()
    return None
