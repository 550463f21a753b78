"""What a clause of a note, or a thread's topic, gives a letter: a point ready for its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """Where in the letter a point belongs."""

    DISCUSSED = "discussed"
    LIKED = "liked"
    STRESSED = "stressed"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Point:
    """`text` fits the frames of its kind. `gap`: a concern about experience that is missing."""

    kind: Kind
    text: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will read the letter: their names, those of the whole table, whether they were alone,
    and whether on familiar terms.
    """

    names: frozenset[str] = frozenset()
    table: frozenset[str] = frozenset()
    alone: bool = True
    familiar: bool = False


MOST_WORDS = 12
"""Of a point: what is longer is no phrase but a story, and is left to the person."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MARKS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": _set(
            "the of and with for my their years from about how that was were they by building "
            "would to i we experience our is "
        ),
        "de": _set(
            "der die das und mit für jahre über wir ich ihre ihren meine mein gesprochen von "
            "im erfahrung kein keine dass den dem bei zur zum "
        ),
        "fr": _set(
            "le les des du de et avec pour nous leur leurs mon ma mes ans dans sur expérience "
            "pas que une parlé la "
        ),
        "es": _set(
            "el los las de y con para su sus mi mis años en sobre experiencia hablamos nada "
            "que del una la "
        ),
        "nl": _set(
            "het een en met voor hun mijn jaar over ervaring geen gesproken wij ik dat van "
            "bij de op "
        ),
    }
)


def in_language(text: str, language: str) -> bool:
    """Whether the small words of `text` are at least as much this language's as any other's."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    scores = {code: sum(word in marks for word in words) for code, marks in _MARKS.items()}
    return scores[language] == max(scores.values())
