"""English, American and British."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from service.letters.grammar import slips
from service.letters.languages.base import Language, Round
from service.letters.languages.english_cues import CUE_INSIDE
from service.letters.languages.english_forms import full_forms, phrase
from service.letters.languages.english_notes import point_of, sentence
from service.letters.languages.points import Kind, Point, Reader
from service.letters.languages.shorthand import written_out

_OWN_NOUN = re.compile(
    r"\b(?:internship|fellowship|apprenticeship|traineeship|scholarship|placement|residency|"
    r"program(?:me)?)$",
    re.IGNORECASE,
)

_TRIED = {
    Kind.DISCUSSED: "We talked about {}.",
    Kind.LIKED: "I liked {}.",
    Kind.STRESSED: "I would like to stress {}.",
    Kind.CONCERN: "I have given some thought to {}.",
}
"""Plain sentences in which a point must be right before it may stand in a letter."""


class English(Language):
    code = "en"
    conjunction = "and"
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months = (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
    polite_closings = ("Kind regards,", "With kind regards,")
    warm_closings = ("Best regards,", "Kind regards,", "Warm regards,", "With best wishes,")
    familiar_closings = ("Best regards,", "All the best,", "Best wishes,", "With best wishes,")
    cue_inside = CUE_INSIDE
    talks: ClassVar[Mapping[Round, str]] = {
        Round.DESIGN: "the system design interview",
        Round.CODING: "the coding interview",
        Round.TECHNICAL: "the technical interview",
        Round.CASE: "the case interview",
        Round.PANEL: "the panel interview",
        Round.FINAL: "the final interview",
        Round.SECOND: "the second interview",
        Round.ONSITE: "the on-site interview",
        Round.PHONE: "our phone conversation",
        Round.VIDEO: "our video call",
        Round.PLAIN: "our conversation",
    }

    def day(self, day: date, *, british: bool) -> str:
        weekday, month = self.weekdays[day.weekday()], self.months[day.month - 1]
        return f"{weekday}, {day.day} {month}" if british else f"{weekday}, {month} {day.day}"

    def position(self, role: str, company: str) -> str:
        name = role if _OWN_NOUN.search(role) else f"{role} role".strip()
        return f"{name} at {company}" if company else name

    def greet(self, *, formal: str, first: str, company: str) -> str:
        if first:
            return f"Hi {first},"
        if formal:
            return f"Dear {formal},"
        return f"Dear {company} team," if company else "Hello,"

    def typed(self, text: str) -> str:
        return written_out(text)

    def point(self, clause: str, reader: Reader) -> Point | None:
        point = point_of(clause, reader)
        return point if point and not slips(_TRIED[point.kind].format(point.text)) else None

    def offer(self, strength: str) -> tuple[str, str]:
        words = full_forms(written_out(strength))
        if claim := sentence(words):
            return "", claim[:1].upper() + claim[1:]
        text = phrase(words)
        return (text[:1].lower() + text[1:] if text[1:2].islower() else text), ""

    def flip(self, topic: str) -> str:
        swapped = {"your": "my", "our": "your", "my": "your"}
        words = [swapped.get(word.lower(), word) for word in topic.split()]
        return phrase(" ".join(words))

    def joined(self, items: Sequence[str]) -> str:
        """With the serial comma, which is never wrong where an item holds an "and"."""
        if len(items) < 3:
            return f" {self.conjunction} ".join(items)
        return f"{', '.join(items[:-1])}, {self.conjunction} {items[-1]}"

    def closings(self, *, formal: bool, informal: bool, british: bool) -> tuple[str, ...]:
        fitting = super().closings(formal=formal, informal=informal, british=british)
        return (*fitting, "Yours sincerely," if british else "Sincerely,") if formal else fitting


ENGLISH = English()
