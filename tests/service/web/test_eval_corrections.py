"""What the person corrected measures the reader, with their own mail beside it."""

from __future__ import annotations

from bench.eval_corrections import measured
from tests.story.letters_in import ALEX, invitation, newsletter

SAID = {"kind": "interview_confirmation", "company": "Initech", "role": "Platform Engineer"}


def test_each_fact_is_compared_with_what_the_person_said() -> None:
    line = {
        "message_id": "<invitation@mail.initech.example>",
        "corrected": {**SAID, "start": "2026-03-05T19:00:00+00:00"},
    }
    gone = {"message_id": "<gone@mail.initech.example>", "corrected": SAID}
    mails = [newsletter("2026-03-01 08:00", 1), invitation()]
    found = measured([line, gone], mails, frozenset({ALEX}), "America/New_York")
    assert found == {"kind": (1, 1), "company": (1, 1), "role": (0, 1), "start": (1, 1)}
