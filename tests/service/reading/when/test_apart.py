# ruff: noqa: E501  # a mail on one line is read as a mail
"""A day here and a time there: put together where each is plain, and only then."""

from __future__ import annotations

import pytest

from service.reading.model import Kind
from tests.service.reading.mail import facts


@pytest.mark.parametrize(
    ("subject", "text", "when"),
    [
        ("Interview", "10:00 - interview with the panel\n10:50 - tea\nAll at the hub. Your interview day for the Data Engineer role is Tuesday 10 March.", "03-10 10:00"),
        ("Your interview on Thursday", "Hi Alex, your interview is confirmed, come at 11. Ask for Dana at the desk.", "03-05 11:00"),
        ("Your interview", "Hi Alex, your interview is on Thursday. Ring the bell. Come at 11.", "03-05 11:00"),
    ],
)  # fmt: skip
def test_a_day_and_a_time_that_stand_apart(subject: str, text: str, when: str) -> None:
    found = facts(text, subject=subject)
    assert found.kind is Kind.INTERVIEW_CONFIRMATION
    assert found.interview is not None
    assert f"{found.interview.start:%m-%d %H:%M}" == when


@pytest.mark.parametrize(
    "text",
    [
        "Hi Alex, your interview is confirmed. We decide by Friday. Come at 11.",
        "Hi Alex, your interview is confirmed, Thursday or Friday, as you said. Come at 11.",
        "Hi Alex, your interview is confirmed for Thursday. Please bring your portfolio.",
    ],
)
def test_what_is_not_plain_is_not_put_together(text: str) -> None:
    assert facts(text, subject="Your interview").interview is None
