"""A letter's parts and how long they may be (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from scheduler.policy import Stage

BOUNDS: Mapping[Stage, tuple[int, int]] = MappingProxyType(
    {Stage.THANK_YOU: (80, 160), Stage.STATUS_CHECK: (50, 110), Stage.FINAL_CHECK: (40, 90)}
)
"""Fewest and most words of a letter's body, without salutation and closing."""


def paragraphs(text: str) -> list[str]:
    """The salutation, the body's paragraphs, and the closing with all below it as one."""
    letter, dashes, signature = text.strip("\n").partition("\n\n-- \n")
    parts = letter.split("\n\n")
    return [*parts[:-1], parts[-1] + dashes + signature]


def body_of(text: str) -> str:
    """What stands between the salutation and the closing."""
    return "\n\n".join(paragraphs(text)[1:-1])


def body_words(text: str) -> list[str]:
    """The words of the body."""
    return body_of(text).split()
