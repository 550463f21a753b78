"""The words and patterns of a language, read from languages/dates_<code>.toml.

English is always read along: calendars and tracking systems write English dates into mail of
every language.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Data = dict[str, Any]


@dataclass(frozen=True)
class Lexicon:
    """One language together with English. Words are folded; `data` holds what is used raw."""

    languages: tuple[Data, ...]
    months: dict[str, int]
    weekdays: dict[str, int]
    relative_days: dict[str, int]
    clock_words: dict[str, int]
    day_parts: dict[str, str]
    numbers: dict[str, int]
    minutes_after: dict[str, int]
    minutes_to_hour: dict[str, int]
    days_in_words: dict[str, int]

    @property
    def code(self) -> str:
        return str(self.languages[0]["code"])

    @property
    def day_first(self) -> bool:
        return bool(self.languages[0]["day_first"])

    @property
    def dot_times(self) -> bool:
        return bool(self.languages[0]["dot_times"])

    @property
    def plain_day(self) -> bool:
        return bool(self.languages[0]["plain_day"])

    def words(self, key: str) -> tuple[str, ...]:
        """The entries of a list in all languages, each once."""
        found = (word for data in self.languages for word in data.get(key, ()))
        return tuple(dict.fromkeys(found))

    def pattern(self, *keys: str) -> str:
        """An alternation of the entries of lists; of nothing, a pattern that fails."""
        return alternation(word for key in keys for word in self.words(key))

    def cues(self, place: str, name: str) -> tuple[str, ...]:
        """The regular expressions of [cues.<place>] <name> in all languages."""
        sections = (data.get("cues", {}).get(place, {}) for data in self.languages)
        return tuple(
            dict.fromkeys(entry for section in sections for entry in section.get(name, ()))
        )

    def regexes(self, key: str) -> str:
        """A regular expression of several languages, as alternatives."""
        found = [data[key] for data in self.languages if data.get(key)]
        return "|".join(f"(?:{part})" for part in found) or "(?!)"


def alternation(words: Any) -> str:
    """Plain words as a pattern, longest first; blanks match any single blank or line break."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered) or "(?!)"


@cache
def known_languages() -> frozenset[str]:
    """The codes for which a data file is there."""
    folder = resources.files("service.reading").joinpath("languages")
    names = (entry.name for entry in folder.iterdir())
    return frozenset(n[6:-5] for n in names if n.startswith("dates_") and n.endswith(".toml"))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language code ("de", "en-GB"); of an unknown one, English."""
    code = language.lower()[:2]
    codes = [code] if code in known_languages() and code != "en" else []
    languages = tuple(_load(each) for each in [*codes, "en"])
    return Lexicon(
        languages=languages,
        months=_numbered(languages, "months", 1),
        weekdays=_numbered(languages, "weekdays", 0),
        relative_days=_merged(languages, "relative_days"),
        clock_words=_merged(languages, "clock_words"),
        day_parts=_merged(languages, "day_parts"),
        numbers=_merged(languages, "numbers"),
        minutes_after=_merged(languages, "minutes_after"),
        minutes_to_hour=_merged(languages, "minutes_to_hour"),
        days_in_words=_merged(languages, "days_in_words"),
    )


def _load(code: str) -> Data:
    path = resources.files("service.reading").joinpath(f"languages/dates_{code}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def _numbered(languages: tuple[Data, ...], key: str, first: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for data in languages:
        for number, names in enumerate(data[key], first):
            for name in names:
                found.setdefault(name, number)
    return found


def _merged(languages: tuple[Data, ...], key: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for data in reversed(languages):
        merged.update(data.get(key, {}))
    return merged
