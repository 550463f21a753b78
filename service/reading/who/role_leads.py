# ruff: noqa: E501, RUF001  # patterns of real mail: its own dashes and quotes
"""Roles by what leads up to them, whatever they are called (pure): "Bewerbung als ...", "post of ..."."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from service.reading.kind.language import languages, not_names, role_nouns
from service.reading.kind.phrases import spaced
from service.reading.view import View
from service.reading.when.lexicon import lexicon

_WORDS = re.compile(r"[ ]*((?:[^\W\d_]|\d(?=\w))[\w/&+#'’.-]*[\w+#]|[^\W\d_]|[(&])")
_MOST_WORDS = 6
_LINKS = frozenset({"of", "de", "d", "du", "des", "der", "für", "van", "voor", "&", "la"})
_ENDS = frozenset(
    {
        "role",
        "position",
        "job",
        "post",
        "opening",
        "vacancy",
        "team",
        "and",
        "interview",
        "call",
        "at",
        "process",
        "hire",
        "staat",
        "is",
    }
)
_ASIDE = re.compile(r"[ ]?\([A-Z](?![A-Z]*\))[\w&'’ -]{2,24}\)")
_AGENT = re.compile(
    r"(?:[a-z](?:er|or|ist|ian|ant|eer|wright|keeper|hand|tech|crew|picker|nurse|clerk|rin|eur|euse|iste|aris|kundige|docs?)|(?<= )I{1,3})$"
)
_SEGMENTS = re.compile(r"\s+[-–—|/·•]+\s+|\s*[:|]\s+|\s*[|]\s*")


def led_in(view: View, text: str) -> Iterator[tuple[float, str]]:
    """(weight, words) of roles behind a leading phrase, in the subject and the text."""
    for code in dict.fromkeys((view.language, "en")):
        for key in ("strong", "leads"):
            for pattern in _leads(code, key):
                for where in (view.subject, text[:6000]):
                    for match in list(pattern.finditer(where))[:8]:
                        words = _behind(where, match.end(), view.language)
                        if words and (key == "strong" or _telling(words)):
                            yield 1.0, words


def whole_parts(view: View) -> Iterator[tuple[float, str]]:
    """A part of the subject that ends like a job: "Head Greenkeeper - interview"."""
    if view.language not in ("en", "de"):
        return
    parts = [part.strip() for part in _SEGMENTS.split(view.subject) if part.strip()]
    for part in parts:
        words = part.split()
        plain = languages()["en"].stop_words | not_names()
        if any(word.lower() in plain for word in words[-1:]) or len(words) > 4:
            continue
        if _AGENT.search(part) and all(word[:1].isupper() for word in words):
            yield 1.5, part


def with_aside(text: str, end: int) -> int:
    """The end of a role with its bracket: "Paralegal (Trusts & Estates)"."""
    aside = _ASIDE.match(text, end)
    return aside.end() if aside else end


def _telling(words: str) -> bool:
    low = words.lower().split()
    return low[-1] in role_nouns() or low[0] in role_nouns() or bool(_AGENT.search(words))


def _behind(text: str, start: int, language: str) -> str | None:
    """The words from `start` to the first that cannot be part of a role."""
    stops = languages()[language].stop_words | languages()["en"].stop_words | _ENDS
    taken: list[re.Match[str]] = []
    at = start
    while len(taken) < _MOST_WORDS and (word := _WORDS.match(text, at)):
        low = word.group(1).lower()
        if low == "(" or (low in stops and low not in _LINKS) or (not taken and low in _LINKS):
            break
        if language == "de" and word.group(1)[:1].islower() and low not in _LINKS:
            break
        taken.append(word)
        at = word.end()
    while taken and taken[-1].group(1).lower() in _LINKS | stops:
        taken.pop()
    if not taken or not _plausible([word.group(1) for word in taken], language):
        return None
    begin, end = taken[0].start(1), taken[-1].end()
    if len(taken) == _MOST_WORDS and not _telling(text[begin:end]):
        return None
    return text[begin : with_aside(text, end)]


def _plausible(words: list[str], language: str) -> bool:
    known = lexicon(language)
    low = [word.lower().strip(".") for word in words]
    if any(
        word in known.weekdays or word in known.months or word in known.relative_days
        for word in low
    ):
        return False
    return len(low[0]) > 2 and not any(char.isdigit() for char in low[0])


@cache
def _leads(code: str, key: str) -> tuple[re.Pattern[str], ...]:
    file = resources.files("service.reading.who") / "role_leads.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    lines = [line.strip() for line in raw.get(code, {}).get(key, "").splitlines() if line.strip()]
    return tuple(re.compile(rf"(?i:(?<!\w)(?:{spaced(line)}))(?=[ ])") for line in lines)
