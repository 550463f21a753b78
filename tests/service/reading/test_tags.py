"""Tags: runs of words that name a fact, and how sure the encoder is of a place in the text."""

from __future__ import annotations

import numpy as np
import pytest

from service.reading.encoder.encoder import encoder, words_of
from service.reading.encoder.pieces import Part, Place
from service.reading.encoder.tags import TAGS, Tag, Tagged, tagged
from service.reading.kind.features import features_of
from service.reading.view import View
from tests.service.reading.mail import mail

WORDS = ("Initech", "Jane", "Roe", "Raj", "Patel", "Friday")


def words_told(**chances: list[float]) -> Tagged:
    """WORDS in the body, one behind the other, each with the chance of a tag and of a beginning."""
    places, start = [], 0
    for at, word in enumerate(WORDS):
        places.append(Place(Part.BODY, start, start + len(word), at))
        start += len(word) + 1
    table = np.zeros((len(WORDS), len(TAGS)), dtype=np.float32)
    begins = np.zeros_like(table)
    for name, told in chances.items():
        tag, _, what = name.partition("_")
        (begins if what else table)[:, TAGS.index(Tag(tag))] = told
    return Tagged(tuple(places), table, begins)


def said(read: Tagged, tag: Tag, least: float = 0.5) -> list[str]:
    text = " ".join(WORDS)
    return [text[run.start : run.end] for run in read.runs(tag, least=least)]


def test_words_beside_each_other_are_one_run_until_another_begins() -> None:
    read = words_told(
        interviewer=[0.1, 0.9, 0.8, 0.9, 0.7, 0.2], interviewer_begins=[0, 1, 0, 1, 0, 0]
    )
    assert said(read, Tag.INTERVIEWER) == ["Jane Roe", "Raj Patel"]


def test_a_run_is_as_sure_as_its_words_in_the_mean() -> None:
    read = words_told(interviewer=[0, 0.9, 0.7, 0, 0, 0])
    (run,) = read.runs(Tag.INTERVIEWER)
    assert run.score == pytest.approx(0.8)


def test_less_sure_words_are_found_by_who_asks_for_them() -> None:
    read = words_told(company=[0.4, 0, 0, 0, 0, 0])
    assert said(read, Tag.COMPANY) == []
    assert said(read, Tag.COMPANY, least=0.3) == ["Initech"]


def test_the_chance_of_a_place_is_that_of_its_words() -> None:
    read = words_told(when=[0, 0, 0, 0, 0.2, 0.8])
    end = len(" ".join(WORDS))
    assert read.chance(Tag.WHEN, Part.BODY, end - 6, end) == pytest.approx(0.8)
    assert read.chance(Tag.WHEN, Part.BODY, end - 12, end) == pytest.approx(0.5)
    assert read.chance(Tag.WHEN, Part.SUBJECT, 0, 6) is None


def test_words_of_two_parts_are_never_one_run() -> None:
    places = (Place(Part.SUBJECT, 0, 7, 1), Place(Part.BODY, 0, 7, 2))
    chances = np.full((2, len(TAGS)), 0.9, dtype=np.float32)
    assert len(Tagged(places, chances, np.zeros_like(chances)).runs(Tag.COMPANY)) == 2


def test_what_the_network_says_becomes_chances() -> None:
    told = tagged((Place(Part.BODY, 0, 1, 1),), np.zeros((1, 2 * len(TAGS)), dtype=np.float32))
    assert told.chances == pytest.approx(0.5)


def test_the_encoder_tells_who_when_and_where_in_a_plain_mail() -> None:
    view = View(
        mail(
            "Hi Alex,\n\nYour interview for the Data Engineer role at Initech is confirmed for"
            " Thursday, March 5 at 2:00 PM PT. You will speak with Priya Raman, our VP of"
            " Engineering. We will let you know our decision by the end of next week."
            "\n\nBest,\nDana Reed",
            sender="Dana Reed <dana@initech.example>",
            subject="Interview confirmation",
        )
    )
    read = encoder().reads(view, features_of(view).marks).tagged
    assert read is not None
    found = {tag: [words_of(view, run) for run in read.runs(tag)] for tag in Tag}
    assert found[Tag.COMPANY] == ["Initech"]
    assert found[Tag.ROLE] == ["Data Engineer"]
    assert found[Tag.INTERVIEWER] == ["Priya Raman"]
    assert found[Tag.WHEN] == ["Thursday, March 5 at 2:00 PM PT"]
    assert found[Tag.PROMISE] == ["by the end of next week"]
