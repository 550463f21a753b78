"""How likely somebody who is named takes part: by the encoder, by the words, by who writes."""

from __future__ import annotations

from service.reading.who.interviewers import Judged
from service.reading.who.mentions import Mention
from service.reading.who.takes_part import Candidate, Sighting, Writer, candidates


def seen(name: str, *, chance: float | None, weight: float = 0.0, early: bool = True) -> Sighting:
    mention = Mention(name, 0, len(name), sure=True)
    judged = Judged(mention, weight, joins=False, line=(0, 80))
    return Sighting(name, judged, chance, phrased=False, in_row=False, early=early)


def of(name: str, everybody: list[Candidate]) -> Candidate:
    return next(one for one in everybody if one.name == name)


def test_the_likelier_the_encoder_holds_it_the_likelier_somebody_takes_part() -> None:
    sam = seen("Sam Ito", chance=0.9, weight=2.0)
    found = [
        candidates(["Dana Lee", "Sam Ito"], [seen("Dana Lee", chance=chance), sam], None)
        for chance in (0.05, 0.5, 0.95)
    ]
    chances = [of("Dana Lee", each).chance for each in found]
    assert chances == sorted(chances)
    assert chances[0] < 0.5 < chances[2]


def test_a_recruiter_who_only_signs_beside_somebody_named_arranges() -> None:
    there = [
        seen("Dana Lee", chance=0.95, weight=2.0),
        seen("Jane Roe", chance=0.3, early=False),
    ]
    writer = Writer("Jane Roe", says_so=False, recruits=True, chance=0.3)
    found = candidates(["Dana Lee", "Jane Roe"], there, writer)
    assert of("Dana Lee", found).chance > 0.5 > of("Jane Roe", found).chance


def test_a_writer_who_says_so_is_likelier_there_than_one_who_does_not() -> None:
    there = [seen("Dana Lee", chance=0.95, weight=2.0)]
    chances = [
        of("Jane Roe", candidates(["Dana Lee"], there, writer)).chance
        for writer in (
            Writer("Jane Roe", says_so=False, recruits=False, chance=0.5),
            Writer("Jane Roe", says_so=True, recruits=False, chance=0.5),
        )
    ]
    assert chances[0] < chances[1]


def test_the_rules_decide_where_the_encoder_did_not_look() -> None:
    there = [seen("Dana Lee", chance=None, weight=1.0), seen("Sam Ito", chance=None, weight=-1.0)]
    found = candidates(["Dana Lee", "Sam Ito"], there, None)
    assert (of("Dana Lee", found).chance, of("Sam Ito", found).chance) == (1.0, 0.0)


def test_whom_only_the_quoted_mail_names_is_weighed_too() -> None:
    below = [seen("Dana Lee", chance=0.95, weight=2.0)]
    writer = Writer("Jane Roe", says_so=False, recruits=True, chance=0.1)
    found = candidates(["Dana Lee", "Jane Roe"], [], writer, below)
    dana = of("Dana Lee", found)
    assert dana.is_named
    assert dana.chance > of("Jane Roe", found).chance
