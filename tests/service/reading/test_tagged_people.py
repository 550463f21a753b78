# ruff: noqa: E501  # sentences in one line read better
"""Names of people within the words that the encoder takes for interviewers'."""

from __future__ import annotations

import re

import numpy as np
import pytest

from service.reading.encoder.pieces import Part, Place
from service.reading.encoder.tags import TAGS, Tag, Tagged
from service.reading.view import View
from service.reading.who.names import is_degree, of_initials, without_degrees, without_title
from service.reading.who.tagged_people import with_tagged
from tests.service.reading.mail import mail


def names(body: str, run: str) -> list[str]:
    """The names in a body of which the encoder takes one run of words for interviewers."""
    words = [
        Place(Part.BODY, match.start(), match.end(), at)
        for at, match in enumerate(re.finditer(r"\w+|[^\w\s]", body))
    ]
    chances = np.zeros((len(words), len(TAGS)), dtype=np.float32)
    start = body.index(run)
    for at, word in enumerate(words):
        if start <= word.start < start + len(run):
            chances[at, TAGS.index(Tag.INTERVIEWER)] = 0.9
    view = View(mail(body))
    text = f"{view.subject}\n\n{view.prose}"
    tagged = Tagged(tuple(words), chances, np.zeros_like(chances))
    return [mention.name for mention in with_tagged(view, text, [], tagged, lambda _: True)]


@pytest.mark.parametrize(
    ("body", "run", "found"),
    [
        ("Odile and Bastien Verrechat will see you", "Odile and Bastien Verrechat", ["Odile", "Bastien Verrechat"]),
        ("You meet Efe. Piers joins later", "Efe. Piers", ["Efe", "Piers"]),
        ("with Prof. Anna Weiss in room 2", "Prof. Anna Weiss", ["Prof. Anna Weiss"]),
        ("Board: Col. (ret.) Amos Tillery, chair", ") Amos Tillery", ["Amos Tillery"]),
        ("with Rhiannon Zubair MRCVS at the practice", "Rhiannon Zubair MRCVS", ["Rhiannon Zubair"]),
    ],
)  # fmt: skip
def test_each_name_of_a_run_stands_alone(body: str, run: str, found: list[str]) -> None:
    assert names(body, run) == found


def test_letters_behind_a_name_are_degrees_and_last_names_are_not() -> None:
    assert without_degrees("Wes Tanigawa CEng") == "Wes Tanigawa"
    assert without_degrees("Hesper Mwangi-Doyle MRCPod") == "Hesper Mwangi-Doyle"
    assert not any(is_degree(name) for name in ("McNab", "DeVito", "O'Brien", "Dubois", "FRANK"))


def test_an_initial_and_a_first_name_make_a_whole_name() -> None:
    assert of_initials(["Mariska", "M. Goosen", "T. Nkosi"], "en") == ["Mariska Goosen"]
    assert of_initials(["Gaston", "Gustav", "G. Thibodeaux"], "en") == []
    assert of_initials(["Manon", "M. Vanhoutte"], "fr") == []


def test_a_job_before_a_whole_name_is_none_of_it() -> None:
    assert without_title("Dean Lavinia Crouse") == "Lavinia Crouse"
    assert without_title("Dean Martin") == "Dean Martin"
