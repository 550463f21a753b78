"""What a language must know to put facts into a sentence."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import ClassVar

from service.letters.languages.points import Point, Reader


class Round(StrEnum):
    """The kinds of conversation that letters word differently."""

    DESIGN = "design"
    CODING = "coding"
    TECHNICAL = "technical"
    CASE = "case"
    PANEL = "panel"
    FINAL = "final"
    SECOND = "second"
    ONSITE = "onsite"
    PHONE = "phone"
    VIDEO = "video"
    PLAIN = "plain"


_ROUNDS = (
    (Round.DESIGN, r"system design|systemdesign|architect|conception|diseño|ontwerp"),
    (Round.CODING, r"\bcod(?:e|ing)|program|whiteboard|pair"),
    (Round.TECHNICAL, r"techni|técnic|tech\b|fachgespräch|fachlich|inhoudelijk"),
    (Round.CASE, r"\bcase|fallstudie|étude de cas|caso práctico|casus"),
    (Round.PANEL, r"panel|panneau|jury|gremium"),
    (Round.FINAL, r"final|letzt|dernier|últim|laatste|abschluss|closing"),
    (Round.SECOND, r"second|2nd|zweit|deuxième|segund|tweede"),
    (Round.ONSITE, r"on-?\s?site|vor ort|sur place|presencial|op kantoor|in[- ]person|office"),
    (Round.PHONE, r"phone|telefon|téléphon|telefón"),
    (Round.VIDEO, r"video|vidéo|vídeo|visio|zoom|teams|meet\b"),
)


def round_of(round_name: str | None, medium: str | None) -> Round:
    """Which kind of conversation a round's name, or else its medium, speaks of."""
    name = (round_name or "")[:200].lower()
    for kind, pattern in _ROUNDS:
        if re.search(pattern, name):
            return kind
    known = {"phone": Round.PHONE, "video": Round.VIDEO, "onsite": Round.ONSITE}
    return known.get(medium or "", Round.PLAIN)


class Language(ABC):
    """One language's forms. Its sentences are in templates/<code>/*.j2."""

    code: str
    conjunction: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    polite_closings: tuple[str, ...]
    warm_closings: tuple[str, ...]
    familiar_closings: tuple[str, ...]
    cue_inside: re.Pattern[str] = re.compile(r"(?!)")
    """Where a new cue begins inside a clause of a note; nowhere by default."""
    talks: ClassVar[Mapping[Round, str]]

    @abstractmethod
    def day(self, day: date, *, british: bool) -> str:
        """The day with its weekday, as it stands after the language's word for "on"."""

    @abstractmethod
    def position(self, role: str, company: str) -> str:
        """The role at the company as a noun phrase without article; either may be empty."""

    @abstractmethod
    def greet(self, *, formal: str, first: str, company: str) -> str:
        """The salutation. `formal` is "Dr. Roe" or "Jane Roe" or ""; `first` only if informal."""

    def typed(self, text: str) -> str:
        """A note with what is commonly shortened on a phone written out."""
        return text

    @abstractmethod
    def point(self, clause: str, reader: Reader) -> Point | None:
        """A clause of a note as a point of the letter; None where it cannot be said safely."""

    @abstractmethod
    def offer(self, strength: str) -> tuple[str, str]:
        """A line of the profile: as the object of "I would bring", or as a sentence with "I"."""

    @abstractmethod
    def flip(self, topic: str) -> str:
        """The thread's topic as the candidate says it ("our team" as "your team"), or ""."""

    def joined(self, items: Sequence[str]) -> str:
        """A list in words: "a", "a and b", "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.conjunction} {items[-1]}"

    def closings(self, *, formal: bool, informal: bool, british: bool) -> tuple[str, ...]:
        """The closing lines that fit the tone."""
        del british
        if formal:
            return self.polite_closings
        return self.familiar_closings if informal else self.warm_closings
