# ruff: noqa: E501, RUF001  # patterns of real mail: its own quotes
"""Runs of words around a job's noun: "Head of Growth", "Therapist - Night Shift" (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from service.reading.kind.language import RoleWords, languages, role_words
from service.reading.who.role_leads import with_aside

_WORD = re.compile(
    r"\b(?:[SJ]n?r|Asst|Assoc|Dep|Exec)\.(?= )|\b[dlDL]['’](?=\w)|[^\W_](?:[\w&+#'’/.*:-]*[\w+#])?|&|[\n\t]|[^\w\s]"
)
CAPITALS = frozenset({"IT", "AM", "PM", "US", "HR", "OR"})
"""In capitals these are no little words: "IT Support Analyst"."""
_ALSO_OF_JOBS = frozenset({"stage", "technical"})
"""Words that mostly tell of an interview, but with a capital before a job begin its name."""
_VERBS = frozenset({"staat", "wordt", "kan", "heeft", "est", "sera", "es", "será", "sigue", "a"})


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that may be a role; `start` and `end` count characters of its text."""

    text: str
    start: int
    end: int


def runs(text: str, language: str, *, in_subject: bool) -> Iterator[Run]:
    """Runs of words around a job's noun."""
    words = role_words()
    tokens = list(_WORD.finditer(text))
    first_noun = languages()[language].noun_first
    goes_right = first_noun or bool(languages()[language].noun_ends)
    for at, token in enumerate(tokens):
        if not _is_noun(token.group(), words, language):
            continue
        if at + 1 < len(tokens) and _is_noun(tokens[at + 1].group(), words, language):
            continue
        left = at if first_noun else _leftmost(tokens, at, words)
        right = _rightmost(
            tokens, at, words, in_subject=in_subject, loose=language if goes_right else None
        )
        start, end = tokens[left].start(), with_aside(text, tokens[right].end())
        yield Run(text[start:end], start, end)


def _leftmost(tokens: list[re.Match[str]], at: int, words: RoleWords) -> int:
    """The first word of the run: capitals before a capital, plain words before a plain one."""
    capital = tokens[at].group()[0].isupper()
    left = at
    while left > 0 and at - left < 6:
        word = tokens[left - 1].group()
        low = word if word in CAPITALS else word.lower()
        stops = low in words.stops and not (left == at and begins_a_job(word))
        if stops or not (word[0].isalnum() or word == "&"):
            break
        linked = low in words.links
        if capital and word.islower() and not word[0].isdigit() and not linked:
            break
        if not capital and not linked and at - left >= 3:
            break
        left -= 1
    while left < at and (
        tokens[left].group().lower() in words.links or tokens[left].group() == "&"
    ):
        left += 1
    return left


def begins_a_job(word: str) -> bool:
    """Whether a word that mostly tells of an interview begins a job: "Stage Manager"."""
    return word[:1].isupper() and word.lower() in _ALSO_OF_JOBS


def _rightmost(
    tokens: list[re.Match[str]], at: int, words: RoleWords, *, in_subject: bool, loose: str | None
) -> int:
    """The last word: "Head of Growth", "Engineer II", "Therapist - Night Shift"."""
    right = at
    while right + 1 < len(tokens) and right - at < 5:
        word = tokens[right + 1].group()
        following = tokens[right + 2].group() if right + 2 < len(tokens) else ""
        if re.fullmatch(r"[IVX]{1,3}|\d", word):
            return right + 1
        linked = word.lower() in _links(loose) and word != "&"
        if (
            linked
            and following
            and (following[0].isupper() or _own_link(word, loose))
            and following.lower() not in words.stops
        ) or (
            word in "-–,"
            and in_subject
            and following[:1].isupper()
            and _may_follow(following, words)
        ):
            right += 2
        elif (
            (loose and right > at and word[0].isalpha() and _goes_on(word, words, loose))
            or (
                right > at
                and word[0].isupper()
                and word.lower() not in words.stops
                and _may_follow(word, words)
            )
            or (loose and right == at and word[0].isalpha() and _goes_on(word, words, loose))
        ):
            right += 1
        else:
            break
    return right


def _goes_on(word: str, words: RoleWords, language: str) -> bool:
    """Whether a plain word may go on a role that begins with its noun ("cheffe de projet digital").

    Where nouns have capitals (no `noun_first`, German) a small word ends the role.
    """
    if language == "de" and word[0].islower():
        return False
    low = word.lower()
    ends = words.stops | words.links | words.after | languages()[language].stop_words
    return low not in ends and low not in _VERBS


def _own_link(word: str, language: str | None) -> bool:
    return language is not None and word.lower() in languages()[language].role_words["links"]


@cache
def _links(language: str | None) -> frozenset[str]:
    """The words that join a role's parts, in this language and in English."""
    known = languages()
    return known[language or "en"].role_words["links"] | known["en"].role_words["links"]


def _may_follow(word: str, words: RoleWords) -> bool:
    low = word.lower()
    return low not in words.after and low not in words.follows and low in words.shifts


def _is_noun(word: str, words: RoleWords, language: str) -> bool:
    low = word.lower().rstrip(".")
    if low in words.nouns or low.partition("/")[0] in words.nouns:
        return True
    return language != "en" and any(
        low.endswith(end) and len(low) > len(end) for end in languages()[language].noun_ends
    )
