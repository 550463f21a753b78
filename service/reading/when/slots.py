"""Which times are several to choose from (pure)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from service.reading.when.clock_patterns import clock_patterns
from service.reading.when.cues import cue_patterns
from service.reading.when.lexicon import Lexicon
from service.reading.when.model import Cue, TimeMention

_BULLET = re.compile(r"(?:^|\n)[ >]*(?:[-·o+]|\d{1,2}[.)]|[a-h][.)]|option \w+:?)?[ ]*[^\n]{0,30}$")
_OPEN = (None, Cue.INTERVIEW)


def with_offered_slots(
    folded: str, mentions: list[TimeMention], words: Lexicon
) -> list[TimeMention]:
    """The mentions, those of a choice marked as offered.

    A choice is two or more different times joined by "or", or standing in a list in a text that
    offers ("which of these works for you").
    """
    timed = [mention for mention in mentions if mention.has_time and mention.cue in _OPEN]
    if len({mention.start for mention in timed}) < 2:
        return mentions
    joined = _joined_by_or(folded, timed, words)
    offering = cue_patterns(words.code).offering.search(folded)
    listed = _listed(folded, timed) if offering and not _one_programme(timed) else set()
    chosen = joined | (listed if len(listed) > 1 else set())
    return [
        replace(mention, cue=Cue.OFFERED_SLOT) if mention.span in chosen else mention
        for mention in mentions
    ]


def _one_programme(timed: list[TimeMention]) -> bool:
    """Whether the times are one day's programme: parts of the longest, or following each other."""
    ranged = sorted(
        (mention for mention in timed if mention.end), key=lambda each: (each.start, each.span)
    )
    if len(ranged) < 2 or len({mention.start.date() for mention in ranged}) > 1:
        return False
    first, last = ranged[0].start, max(each.end for each in ranged if each.end)
    if any((each.start, each.end) == (first, last) for each in ranged):
        return True
    return all(one.end == two.start for one, two in pairwise(ranged))


def _joined_by_or(folded: str, timed: list[TimeMention], words: Lexicon) -> set[tuple[int, int]]:
    pattern = clock_patterns(words.code).or_word
    chosen: set[tuple[int, int]] = set()
    run: list[TimeMention] = []
    for mention in timed:
        gap = folded[run[-1].span[1] : mention.span[0]] if run else ""
        if run and len(gap) <= 30 and (pattern.search(gap) or gap.strip(" ,;") == ""):
            run.append(mention)
            if pattern.search(gap):
                chosen |= {each.span for each in run}
        else:
            run = [mention]
    return chosen


def _listed(folded: str, timed: list[TimeMention]) -> set[tuple[int, int]]:
    listed = [mention for mention in timed if _BULLET.search(folded[: mention.span[0]][-60:])]
    return {mention.span for mention in listed}
