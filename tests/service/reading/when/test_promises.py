"""What employers promise, and what they ask."""

from __future__ import annotations

from datetime import date

import pytest

from service.reading.promise import find_promise
from service.reading.promise.find import spans_spoken_of
from tests.service.reading.when.told import SENT

# March 2, 2026 is a Monday.
INTERVIEW = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("We expect to decide by the end of next week.", (3, 12), (3, 13)),
        ("You will hear from us within 10 business days.", (3, 2), (3, 16)),
        ("We'll get back to you by March 14.", (3, 2), (3, 14)),
        ("We will be in touch early next month.", (4, 1), (4, 10)),
        ("You'll hear from us in the coming weeks.", (3, 9), (3, 30)),
        ("We will reach out in the next couple of days.", (3, 2), (3, 4)),
        ("We should have a decision mid-March.", (3, 11), (3, 20)),
        ("I'll follow up in the first half of next week.", (3, 9), (3, 11)),
        ("We'll let you know by EOD Friday.", (3, 6), (3, 6)),
        ("Expect to hear back within 24-48 hours.", (3, 3), (3, 4)),
        ("We aim to make a decision within a week of your interview.", (3, 10), (3, 17)),
        ("Results go out before Friday, you'll hear from us.", None, (3, 12)),
        ("I'll have feedback for you the week of March 9.", (3, 9), (3, 13)),
        ("Finish by Friday and we'll have results to you the following week.", (3, 9), (3, 13)),
        ("The board votes June 9, and I will write to you the day after.", (6, 10), (6, 10)),
        ("Haven't forgotten you, give me a couple of days.", (3, 2), (3, 4)),
        ("You'll have an answer by March 14. Please bring your ID.", (3, 2), (3, 14)),
    ],
)  # fmt: skip
def test_promises(text: str, first: tuple[int, int] | None, last: tuple[int, int]) -> None:
    found = find_promise(text, sent=SENT, interview=INTERVIEW)

    assert found is not None
    promise, (start, end) = found.promise, found.span
    assert (promise.last.month, promise.last.day) == last
    assert first is None or (promise.first.month, promise.first.day) == first
    assert promise.quote == text[start:end]


@pytest.mark.parametrize(
    "text",
    [
        "Please reply by Friday.",
        "Please complete the test within 5 days.",
        "You have 7 days to accept; let us know.",
        "Let us know by Friday if this works.",
        "We will confirm the time by tomorrow.",
        "We'll send the calendar invite by Thursday.",
        "We look forward to hearing from you by Friday.",
        "Your 45 minute interview is on March 10 and we'll be in touch.",
        "We will be in touch soon.",
        "The offer expires on March 14.",
        "",
    ],
)
def test_no_promises(text: str) -> None:
    assert find_promise(text, sent=SENT, interview=INTERVIEW) is None


@pytest.mark.parametrize(
    ("language", "text", "last"),
    [
        ("de", "Wir melden uns bis zum 14. März bei Ihnen.", (3, 14)),
        ("de", "Herr Brandt möchte bis spätestens 13. März entscheiden.", (3, 13)),
        ("de", "Sie erhalten innerhalb von zwei Wochen eine Rückmeldung.", (3, 16)),
        ("de", "Wir geben Ihnen Ende nächster Woche Bescheid.", (3, 13)),
        ("fr", "Nous reviendrons vers vous sous 10 jours.", (3, 12)),
        ("fr", "Vous aurez une réponse d'ici la fin de la semaine prochaine.", (3, 13)),
        ("es", "La semana que viene tomaremos la decisión y te aviso.", (3, 13)),
        ("es", "Le responderemos en un plazo de 5 días hábiles.", (3, 9)),
        ("nl", "We overleggen donderdag en eind van de week hoor je van ons.", (3, 6)),
        ("nl", "U hoort binnen twee weken van ons.", (3, 16)),
    ],
)
def test_other_languages(language: str, text: str, last: tuple[int, int]) -> None:
    found = find_promise(text, sent=SENT, interview=INTERVIEW, language=language)

    assert found is not None
    assert (found.promise.last.month, found.promise.last.day) == last


def test_an_interview_not_known_leaves_the_message_to_count_from() -> None:
    found = find_promise("We decide within a week of your interview.", sent=SENT, interview=None)

    assert found is not None
    assert found.promise.last == date(2026, 3, 9)


def test_of_two_the_one_that_is_about_the_decision() -> None:
    text = "We spoke to the team on Tuesday, March 3. You will have our decision by March 20."

    found = find_promise(text, sent=SENT, interview=None)

    assert found is not None
    assert found.promise.last == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("language", "text", "last"),
    [
        ("en", "We will decide by the 17th.", (3, 17)),
        ("es", "Le responderemos antes del día 26.", (3, 25)),
        ("es", "Decidimos hasta el 18.", (3, 18)),
        ("fr", "Nous vous répondrons au plus tard le 13.", (3, 13)),
        ("nl", "U hoort uiterlijk de 12e van ons.", (3, 12)),
        ("nl", "In de eerste helft van april nemen we een besluit.", (4, 15)),
    ],
)
def test_a_day_by_its_number_alone_is_the_next_of_that_number(
    language: str, text: str, last: tuple[int, int]
) -> None:
    spoken = spans_spoken_of(text, SENT, INTERVIEW, language)

    assert date(2026, *last) in {one.span.last for one in spoken}


def test_a_nought_is_no_day() -> None:
    assert spans_spoken_of("We decide by the 0th, or by the 00.", SENT, INTERVIEW, "en") == []
