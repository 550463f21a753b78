"""What the words of a mail are to the candidate's application, as the encoder sees them (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from service.reading.encoder.network import Array
from service.reading.encoder.pieces import Part, Place


class Tag(StrEnum):
    """What a run of words names."""

    COMPANY = "company"
    ROLE = "role"
    INTERVIEWER = "interviewer"
    """Somebody who will talk with the candidate."""
    WHEN = "when"
    """Day and time of the interview."""
    PROMISE = "promise"
    """Until when the employer means to decide or answer."""


TAGS = tuple(Tag)
OUTPUTS = 2 * len(TAGS)
"""What the network tells of a word: whether it bears each tag, then whether a run of it begins."""
EVEN = 0.5
_GOES_ON = 0.5
"""Share of the chance that begins a run with which a word goes on with it."""
_SURELY_BEGINS = 0.85


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words of one part, by the characters of its text, and how sure its tag is."""

    part: Part
    start: int
    end: int
    score: float


@dataclass(frozen=True)
class Tagged:
    """The words of a mail with the probability of each tag; `begins` that a run begins there."""

    words: tuple[Place, ...]
    chances: Array
    begins: Array

    def runs(self, tag: Tag, *, least: float = EVEN) -> tuple[Run, ...]:
        """The runs of words that bear a tag with at least that probability, in order."""
        column = TAGS.index(tag)
        return tuple(
            Run(
                self.words[some[0]].part,
                self.words[some[0]].start,
                self.words[some[-1]].end,
                float(np.mean([self.chances[at, column] for at in some])),
            )
            for some in self._runs(column, least)
        )

    def chance(self, tag: Tag, part: Part, start: int, end: int) -> float | None:
        """The mean probability of a tag over the words there; None where none was looked at."""
        column = TAGS.index(tag)
        there = [
            float(self.chances[at, column])
            for at, word in enumerate(self.words)
            if word.part is part and word.start < end and word.end > start
        ]
        return sum(there) / len(there) if there else None

    def _runs(self, column: int, least: float) -> Iterator[list[int]]:
        """A run goes on through words half as sure, within its line."""
        some: list[int] = []
        for at, word in enumerate(self.words):
            chance = self.chances[at, column]
            last = self.words[some[-1]] if some else None
            fresh = last is None or word.part is not last.part or word.begins_line
            fresh = fresh or some[-1] != at - 1 or self.begins[at, column] > _SURELY_BEGINS
            if some and (fresh or chance < least * _GOES_ON):
                yield some
                some = []
            if chance >= least or some:
                some.append(at)
        if some:
            yield some


def tagged(words: Sequence[Place], said: Array) -> Tagged:
    """The tags of words from what the network says, a row of OUTPUTS a word."""
    chances = (1 / (1 + np.exp(-said))).astype(np.float32)
    return Tagged(tuple(words), chances[:, : len(TAGS)], chances[:, len(TAGS) :])
