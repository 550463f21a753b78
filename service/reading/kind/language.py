"""The language files: what each language says of interviews, as data (languages/<code>.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from service.reading.kind.phrases import Phrase, level, phrases

_WORD_LISTS = ("before", "after", "never", "agencies", "trades", "fronts", "tools")
_ROLE_LISTS = ("before", "after", "never", "stops", "links", "leads", "follows", "shifts")
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Language:
    """One language file.

    `interview_words` name an interview; mail with one is never passed over at the first look.
    `signals` maps a signal's name to the phrases that show it.
    """

    code: str
    stop_words: frozenset[str]
    interview_words: frozenset[str]
    signals: dict[str, tuple[Phrase, ...]] = field(hash=False)
    places: dict[str, tuple[Phrase, ...]] = field(hash=False)
    rounds: dict[str, Phrase] = field(default_factory=dict, hash=False)
    company_patterns: tuple[str, ...] = ()
    client_patterns: tuple[str, ...] = ()
    company_words: dict[str, frozenset[str]] = field(default_factory=dict, hash=False)
    role_patterns: tuple[str, ...] = ()
    role_nouns: frozenset[str] = frozenset()
    role_words: dict[str, frozenset[str]] = field(default_factory=dict, hash=False)
    noun_ends: tuple[str, ...] = ()
    noun_first: bool = False
    not_names: frozenset[str] = frozenset()
    people_patterns: tuple[str, ...] = ()
    reply_prefixes: tuple[str, ...] = ()


@cache
def languages() -> dict[str, Language]:
    """Every language there is a file for, by its code."""
    folder = resources.files("service.reading") / "languages"
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    tables = [
        tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in entries
        if entry.name.endswith(".toml")
    ]
    found = [_load(raw) for raw in tables if "signals" in raw]
    return {language.code: language for language in found}


@dataclass(frozen=True, slots=True)
class CompanyWords:
    """Words around and in company names, of all languages together.

    `before` and `after` stand around a name ("The ... Recruiting Team"), `never` begin no name,
    `agencies` show a staffing agency's domain, `trades` end a domain as words of their own,
    `fronts` begin a name ("Hotel Seeblick"),
    `tools` are names of systems, never of an employer.
    """

    before: frozenset[str]
    after: frozenset[str]
    never: frozenset[str]
    agencies: frozenset[str]
    trades: frozenset[str]
    fronts: frozenset[str]
    tools: frozenset[str]


@cache
def company_words() -> CompanyWords:
    """The word lists of all language files' [company] tables, merged."""
    known = languages().values()
    merged = {
        name: frozenset[str]().union(*(language.company_words[name] for language in known))
        for name in _WORD_LISTS
    }
    return CompanyWords(**merged)


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words in and around the names of roles, of all languages together.

    `nouns` end a role; `before` and `after` stand around it and are cut off; `never` begin none;
    `stops` end a run of words, `links` join it ("of"); `leads` and `follows` stand next to a role
    in a sentence; `shifts` may follow a dash or comma as part of it; `titles` are whole titles of
    people who write such mail, never the role applied for.
    """

    nouns: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    never: frozenset[str]
    stops: frozenset[str]
    links: frozenset[str]
    leads: frozenset[str]
    follows: frozenset[str]
    shifts: frozenset[str]
    titles: frozenset[str]


@cache
def role_words() -> RoleWords:
    """The word lists of all language files' [role] tables, merged."""
    known = languages().values()
    merged = {
        name: frozenset[str]().union(*(language.role_words[name] for language in known))
        for name in (*_ROLE_LISTS, "titles")
    }
    return RoleWords(nouns=role_nouns(), **merged)


@cache
def role_ends() -> tuple[str, ...]:
    """What words for jobs end with, in the languages that put words together."""
    return tuple(end for language in languages().values() for end in language.noun_ends)


@cache
def role_nouns() -> frozenset[str]:
    """The words by which a job is known, of all languages."""
    return frozenset[str]().union(*(language.role_nouns for language in languages().values()))


@cache
def interview_words() -> frozenset[str]:
    """The words that name an interview, of all languages, leveled."""
    return frozenset[str]().union(*(known.interview_words for known in languages().values()))


@cache
def not_names() -> frozenset[str]:
    """Words that are no part of a person's name, of all languages."""
    return frozenset[str]().union(*(language.not_names for language in languages().values()))


def language_of(leveled: str) -> str:
    """The language in which most words of a text are stop words; "en" where nothing tells."""
    words = _WORDS.findall(leveled[:3000])[:300]
    counts = {
        code: sum(word in language.stop_words for word in words)
        for code, language in languages().items()
    }
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    return best if counts[best] >= max(3, counts["en"] * 1.3) else "en"


def _load(raw: dict[str, Any]) -> Language:
    return Language(
        code=raw["language"]["code"],
        stop_words=frozenset(raw["language"]["stop_words"].split()),
        interview_words=frozenset(level(raw["language"].get("interview_words", "")).split()),
        signals={name: phrases(lines) for name, lines in raw["signals"].items()},
        places={name: phrases(lines) for name, lines in raw.get("places", {}).items()},
        rounds={name: Phrase(f"({words})") for name, words in raw.get("rounds", {}).items()},
        company_patterns=_lines(raw, "company"),
        client_patterns=_lines(raw, "company", "clients"),
        company_words={
            name: frozenset(raw.get("company", {}).get(name, "").split()) for name in _WORD_LISTS
        },
        role_patterns=_lines(raw, "role"),
        role_nouns=frozenset(raw.get("role", {}).get("nouns", "").split()),
        role_words={
            name: frozenset(raw.get("role", {}).get(name, "").split()) for name in _ROLE_LISTS
        }
        | {"titles": frozenset(_lines(raw, "role", "titles"))},
        noun_ends=tuple(raw.get("role", {}).get("noun_ends", "").split()),
        noun_first=bool(raw.get("role", {}).get("noun_first", False)),
        not_names=frozenset(raw.get("people", {}).get("not_names", "").split()),
        people_patterns=_lines(raw, "people"),
        reply_prefixes=tuple(raw.get("subject", {}).get("reply_prefixes", "").split()),
    )


def _lines(raw: dict[str, Any], table: str, key: str = "patterns") -> tuple[str, ...]:
    block = raw.get(table, {}).get(key, "")
    return tuple(line.strip() for line in block.splitlines() if line.strip())
