"""The golden letters: whole letters to read, compared word for word."""

from __future__ import annotations

import re

import pytest

from service.letters.model import LetterRequest
from service.letters.proofread import proofread
from service.letters.write import write
from tests.service.letters.cases import CASES
from tests.service.letters.renew import GOLDEN, as_text


@pytest.mark.parametrize(("name", "request_"), CASES, ids=[name for name, _ in CASES])
def test_the_letter_reads_as_it_was_approved(name: str, request_: LetterRequest) -> None:
    letter = write(request_)
    approved = (GOLDEN / f"{name}.txt").read_text("utf-8")
    assert as_text(letter) == approved, "read it, then: python -m tests.service.letters.renew"
    assert proofread(letter, request_) == ()


def test_there_are_forty_letters_and_each_has_its_request() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {name for name, _ in CASES}
    assert len(CASES) >= 40
    assert {request.language for _, request in CASES} >= {"en", "de", "fr", "es", "nl"}


def test_no_two_letters_read_alike() -> None:
    bodies = [re.sub(r"^.*?\n\n", "", write(request).text, count=1) for _, request in CASES]
    assert len(set(bodies)) == len(bodies)
