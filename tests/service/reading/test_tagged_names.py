"""Names that the encoder's tags make out are taken whole."""

from __future__ import annotations

import re

import numpy as np
import pytest

from service.reading.encoder.pieces import Part, Place
from service.reading.encoder.tags import TAGS, Tag, Tagged
from service.reading.view import View
from service.reading.who.tagged_names import tagged_names
from tests.service.reading.mail import mail


def names(body: str, *quotes: str) -> list[str]:
    """The roles in a body, where the encoder is sure of these words and of no others."""
    words = [
        Place(Part.BODY, match.start(), match.end(), at)
        for at, match in enumerate(re.finditer(r"\w+|[^\w\s]", body))
    ]
    chances = np.zeros((len(words), len(TAGS)), dtype=np.float32)
    for quote in quotes:
        start = body.index(quote)
        for at, word in enumerate(words):
            if start <= word.start < start + len(quote):
                chances[at, TAGS.index(Tag.ROLE)] = 0.9
    tagged = Tagged(tuple(words), chances, np.zeros_like(chances))
    found = tagged_names(View(mail(body)), tagged, Tag.ROLE, least=0.5, most=4)
    return [name for name, _ in found]


@pytest.mark.parametrize(
    ("body", "tagged", "whole"),
    [
        ("We need an advocaat-stagiaire soon", "stagiaire", "advocaat-stagiaire"),
        ("Die Stelle Wissenschaftliche*r Mitarbeiter*in", "Mitarbeiter", "Mitarbeiter*in"),
        ("The post of Barista, starting in May", "Barista", "Barista"),
    ],
)
def test_a_word_is_taken_whole(body: str, tagged: str, whole: str) -> None:
    assert names(body, tagged) == [whole]


def test_parts_that_a_small_word_joins_are_also_offered_as_one() -> None:
    found = names("For the Lifeguard / Swim Instructor post", "Lifeguard", "Swim Instructor")

    assert found == ["Lifeguard", "Swim Instructor", "Lifeguard / Swim Instructor"]


def test_names_in_two_sentences_stay_apart() -> None:
    assert names("A cook. The waiter comes at 9", "cook", "waiter") == ["cook", "waiter"]
