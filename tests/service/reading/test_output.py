"""The printed form that other programs rely on (DESIGN section 8)."""

from __future__ import annotations

from service.reading.output import error_json, to_json
from service.reading.reader import read
from tests.service.reading.mail import ME, mail


def test_a_message_is_printed_with_exactly_the_contracts_keys() -> None:
    message = mail(
        "Your interview with Initech is confirmed for Thursday, March 5, 2026 at 2:00 PM ET. "
        "You will be meeting with Dr. Raj Patel."
    )
    printed = to_json("box#0", message, read(message, me=frozenset({ME})))
    assert list(printed) == [
        "schema", "source", "message_id", "kind", "score", "automatic", "interview", "company",
        "role", "interviewers", "decision_by", "evidence",
    ]  # fmt: skip
    assert printed["schema"] == 1
    assert printed["source"] == "box#0"
    assert list(printed["interview"]) == [
        "start", "end", "time_zone", "status", "medium", "place", "join_url",
    ]  # fmt: skip
    assert printed["interview"]["start"] == "2026-03-05T14:00:00-05:00"
    assert printed["interviewers"] == [{"name": "Dr. Raj Patel", "email": None, "title": "Dr."}]
    assert set(printed["evidence"][0]) == {"fact", "part", "quote", "span"}


def test_a_message_without_an_interview_prints_null() -> None:
    message = mail("See you at lunch.", subject="Lunch")
    printed = to_json("lunch.eml", message, read(message))
    assert (printed["kind"], printed["interview"], printed["company"]) == ("other", None, None)


def test_an_error_names_its_source() -> None:
    printed = error_json("broken.eml", ValueError("nothing to read"))
    assert printed == {"schema": 1, "source": "broken.eml", "error": "nothing to read"}
