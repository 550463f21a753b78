"""Letters as they travel: safe where text is reflowed, and the HTML says what the text says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gmail.drafts import compose
from gmail.message.html_text import html_to_text
from gmail.message.parse import parse
from service.letters.model import LetterRequest
from service.letters.write import write
from tests.gmail.door_world import letter
from tests.service.letters.cases import CASES

ALL = [pytest.param(request, id=name) for name, request in CASES]


@pytest.mark.parametrize("request_", ALL)
def test_no_line_means_something_else_to_a_mail_program(request_: LetterRequest) -> None:
    """Format=flowed (RFC 3676) joins lines that end in a blank; ">" quotes, "From " is stuffed."""
    for line in write(request_).text.split("\n"):
        assert line == line.rstrip() or line == "-- ", "only a signature's dashes end in a blank"
        assert not line.startswith((">", "From ", " "))


@pytest.mark.parametrize("request_", ALL)
def test_html_and_text_say_the_same(request_: LetterRequest) -> None:
    made = write(request_)
    assert made.html is not None
    assert html_to_text(made.html).split() == made.text.split()


@pytest.mark.parametrize("request_", ALL)
def test_what_arrives_is_what_was_written(request_: LetterRequest) -> None:
    made = write(replace(request_, thread_subject="Your interview"))
    outgoing = letter("t1", text=made.text, html=made.html, subject=made.subject)
    arrived = parse(compose(outgoing))
    assert arrived.text.split() == made.text.split()
    assert arrived.subject == made.subject == "Re: Your interview"
