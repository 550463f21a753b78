# ruff: noqa: RUF001  # patterns of real mail: its own dashes and quotes
"""The names that the encoder's tags make out, each whole (pure).

A tag may begin within a word ("advocaat-[stagiaire]") or leave out the small words between two
parts of a name ("[Lifeguard] / [Swim Instructor]"): words are taken whole, and such parts are also
offered as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from service.reading.encoder.encoder import texts_of
from service.reading.encoder.tags import Run, Tag, Tagged
from service.reading.view import View

_WORD_LEFT = re.compile(r"(?:[^\W_]|(?<=[^\W_])[-/*:'’&+])+\Z")
_WORD_RIGHT = re.compile(r"(?:[^\W_]|[-/*:'’&+]{1,2}(?=[^\W_]))+")
_BETWEEN = re.compile(
    r"\s*(?:[-–/&,+]\s*)?(?:(?:and|of|for|in|the|und|für|der|des|im|zum|zur|de|du|des|la|le|en|et|y"
    r"|del|van|voor|op|d['’]|l['’])(?:\s+|(?<=['’]))){0,2}",
    re.IGNORECASE,
)
"""What may stand between two parts of one name."""
_INSIDE = ("'", "’", "-", "&")
"""Marks that a word may hold."""
_LONGEST_GAP = 14
_EDGES = ' \t\n.,;:!?"“”()[]<>|*'


def tagged_names(
    view: View, tagged: Tagged, tag: Tag, *, least: float, most: int
) -> Iterator[tuple[str, float]]:
    """(name, how surely) of the runs of a tag, and of parts that may be one; `most` runs at most.

    Only runs that are at least `least` sure; the surest of a name that is none where it is bridged
    is its less sure part's.
    """
    texts = texts_of(view)
    runs = [_whole(texts[run.part], run) for run in tagged.runs(tag, least=least)[:most]]
    for run in runs:
        name = _words(texts[run.part], run)
        if name:
            yield name, run.score
    for one, other in pairwise(runs):
        text = texts[one.part]
        if one.part is not other.part or not 0 <= other.start - one.end <= _LONGEST_GAP:
            continue
        gap = text[one.end : other.start]
        if "\n" not in gap and _BETWEEN.fullmatch(gap):
            joined = replace(one, end=other.end)
            yield _words(text, joined), min(one.score, other.score)


def _whole(text: str, run: Run) -> Run:
    """The run with its first and last word whole."""
    if run.end > len(text):
        return run
    left = _WORD_LEFT.search(text, max(0, run.start - 40), run.start)
    right = _WORD_RIGHT.match(text, run.end)
    start = left.start() if left and text[run.start : run.start + 1].isalnum() else run.start
    inside = text[run.end - 1 : run.end].isalnum() or text[run.end - 1 : run.end] in _INSIDE
    end = right.end() if right and inside else run.end
    return replace(run, start=start, end=end)


def _words(text: str, run: Run) -> str:
    return text[run.start : run.end].strip(_EDGES) if run.end <= len(text) else ""
