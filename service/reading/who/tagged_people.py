"""Names of people that the encoder's tags make out, beside those that the words show (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from service.reading.encoder.encoder import texts_of
from service.reading.encoder.pieces import Part
from service.reading.encoder.tags import Run, Tag, Tagged
from service.reading.view import View
from service.reading.who import names
from service.reading.who.mentions import Mention
from service.reading.who.person_words import is_first_name, is_plain_word

_BETWEEN_NAMES = re.compile(
    r"(?<=[^\W\d_]{3})\.\s+|[\t\n|;/]+|,? (?:and|und|et|y|en|&|\+|with|mit|avec|con|met) |, "
)
"""What parts the names of a run that holds several."""
_BEFORE_NAME, _BEHIND_NAME = " .,;:()[]-–—*•", " ,;:-–—|·•*\"'“”()[]"  # noqa: RUF001 - as mail has them
_HYPHENED_LEFT = re.compile(r"(?:[^\W\d_]+-)+\Z")
_HYPHENED_RIGHT = re.compile(r"(?:-[^\W\d_]+)+")


def with_tagged(
    view: View, text: str, mentions: list[Mention], tagged: Tagged, fits: Callable[[str], bool]
) -> list[Mention]:
    """The mentions with the names, or the wholes of names, that only the encoder saw."""
    found = list(mentions)
    for tag in tagged.runs(Tag.INTERVIEWER):
        offset = {Part.SUBJECT: 0, Part.BODY: len(view.subject) + 2}.get(tag.part)
        whole = texts_of(view)[tag.part]
        if offset is None or tag.end > len(whole):
            continue
        run = _with_hyphens(whole, tag)
        for start, name in _names_in(whole[run.start : run.end]):
            at = run.start + offset + start
            if fits(name) and text[at : at + len(name)] == name:
                found = _with_name(found, name, at)
    return sorted(found, key=lambda mention: mention.start)


def _names_in(run: str) -> Iterator[tuple[int, str]]:
    """(start, name) of each name in a run of words, without what stands around it."""
    parts = [m.span() for m in _BETWEEN_NAMES.finditer(run) if not _ends_with_a_title(run, m)]
    ends = [*(start for start, _ in parts), len(run)]
    for start, end in zip([0, *(end for _, end in parts)], ends, strict=True):
        name = run[start:end]
        bare = name.lstrip(_BEFORE_NAME)
        if bare != name:
            bare = _without_plain_word(bare)
        clean = names.without_degrees(bare.rstrip(_BEHIND_NAME))
        if clean and (not parts or not clean.islower() or is_first_name(clean)):
            yield start + len(name) - len(bare), clean


def _without_plain_word(name: str) -> str:
    """The name without a plain word that begins its sentence: "Ook Mohamed Ouali"."""
    first, _, rest = name.partition(" ")
    plain = is_plain_word(first) and not is_first_name(first)
    return rest if rest and plain and is_first_name(rest.partition(" ")[0]) else name


def _ends_with_a_title(run: str, between: re.Match[str]) -> bool:
    """Whether the stop is that of "Prof. Seidel", which ends no sentence."""
    before = run[: between.start()].rpartition(" ")[2]
    return between.group().startswith(".") and bool(names.title_of(f"{before}. Seidel"))


def _with_name(mentions: list[Mention], name: str, start: int) -> list[Mention]:
    """The mentions with a name that the encoder saw, unless a longer one holds it."""
    found, end = list(mentions), start + len(name)
    over = [m for m in found if m.start < end and m.end > start]
    if len(over) == 1 and _adds_a_word(over[0], name, start, end):
        found = [m for m in found if m not in over]  # "Demandez Maëlle" is "Maëlle"
        over = []
    if any(m.start < start or m.end > end for m in over):
        return found
    if len(over) > 1 or any((m.start, m.end) == (start, end) for m in over):
        return found
    found = [m for m in found if m not in over]  # "Okpara" is "Sunday Okpara"
    return [*found, Mention(name, start, end, sure=True)]


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
