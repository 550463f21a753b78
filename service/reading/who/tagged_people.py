"""Names of people that the encoder's tags make out, beside those that the words show (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from service.reading.encoder.encoder import texts_of, words_of
from service.reading.encoder.pieces import Part
from service.reading.encoder.tags import Run, Tag, Tagged
from service.reading.view import View
from service.reading.who import names
from service.reading.who.mentions import Mention
from service.reading.who.person_words import is_first_name

_OF_TWO_SENTENCES = re.compile(r"[^\W\d_]{4}\. |[^.]\n| y (?=[^\W\d_]+ [^\W\d_])")
"""Shows in a run of words that holds more than a name."""
_HYPHENED_LEFT = re.compile(r"(?:[^\W\d_]+-)+\Z")
_HYPHENED_RIGHT = re.compile(r"(?:-[^\W\d_]+)+")


def with_tagged(
    view: View, text: str, mentions: list[Mention], tagged: Tagged, fits: Callable[[str], bool]
) -> list[Mention]:
    """The mentions with the names, or the wholes of names, that only the encoder saw."""
    found = list(mentions)
    for tag in tagged.runs(Tag.INTERVIEWER):
        run = _with_hyphens(texts_of(view)[tag.part], tag)
        offset = {Part.SUBJECT: 0, Part.BODY: len(view.subject) + 2}.get(run.part)
        name = names.without_degrees(words_of(view, run))
        if offset is None or not name or not fits(name) or _OF_TWO_SENTENCES.search(name):
            continue
        start = run.start + offset
        end = start + len(name)
        if text[start:end] != name:
            continue
        over = [m for m in found if m.start < end and m.end > start]
        if len(over) == 1 and _adds_a_word(over[0], name, start, end):
            found = [m for m in found if m not in over]  # "Demandez Maëlle" is "Maëlle"
            over = []
        if any(m.start < start or m.end > end for m in over):
            continue
        if len(over) > 1 or any((m.start, m.end) == (start, end) for m in over):
            continue
        found = [m for m in found if m not in over]  # "Okpara" is "Sunday Okpara"
        found.append(Mention(name, start, end, sure=True))
    return sorted(found, key=lambda mention: mention.start)


def _with_hyphens(text: str, run: Run) -> Run:
    """The run with the parts of double names that the tags left out."""
    left = _HYPHENED_LEFT.search(text, max(0, run.start - 40), run.start)
    right = _HYPHENED_RIGHT.match(text, run.end) if run.end <= len(text) else None
    start, end = left.start() if left else run.start, right.end() if right else run.end
    return replace(run, start=start, end=end)


def _adds_a_word(mention: Mention, name: str, start: int, end: int) -> bool:
    """Whether a mention that nothing vouches for holds one unknown word more in front."""
    first = mention.name.partition(" ")[0]
    one_more = mention.start < start and mention.end == end and mention.name == f"{first} {name}"
    return one_more and not mention.sure and is_first_name(name.partition(" ")[0])


def chance_of(view: View, mention: Mention, tagged: Tagged) -> float | None:
    """What the encoder says of a mention; None where it did not look."""
    begin = len(view.subject) + 2
    in_subject = mention.end <= len(view.subject)
    part, offset = (Part.SUBJECT, 0) if in_subject else (Part.BODY, begin)
    if not in_subject and not begin <= mention.start < begin + len(view.prose):
        return None
    return tagged.chance(Tag.INTERVIEWER, part, mention.start - offset, mention.end - offset)
