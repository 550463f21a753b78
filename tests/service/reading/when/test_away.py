"""When somebody out of the office is back."""

from __future__ import annotations

from datetime import date

import pytest

from service.reading.away import return_date
from tests.service.reading.when.told import SENT, SENT_IN_BERLIN


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("I will be out of the office until Monday, March 9.", (3, 9)),
        ("I'm back on the 3rd.", (3, 3)),
        ("I am away, returning March 5.", (3, 5)),
        ("Out of office from 1 to 12 March", (3, 13)),
        ("I am away through March 12.", (3, 13)),
        ("Out of the office starting 03/02/2026 and will not return until 03/09/2026.", (3, 9)),
        ("I will be traveling for work on March 10-31. Bye", (4, 1)),
        ("On vacation March 2 - March 13, back in the office on March 16.", (3, 16)),
        ("I'm out of the office Friday.", (3, 7)),
        ("I'm on parental leave until August 31st, 2026.", (8, 31)),
    ],
)
def test_english(text: str, back: tuple[int, int]) -> None:
    found = return_date(text, "Automatic reply", sent=SENT)

    assert found is not None
    assert (found.month, found.day) == back


@pytest.mark.parametrize(
    ("language", "text", "back"),
    [
        ("de", "Ich bin bis einschließlich 14.3. nicht im Büro.", (3, 15)),
        ("de", "Ich bin vom 2. März bis 13. März im Urlaub.", (3, 14)),
        ("de", "Ich bin abwesend und ab dem 16. März wieder erreichbar.", (3, 16)),
        ("fr", "Je suis absent jusqu'au 13 mars inclus.", (3, 14)),
        ("fr", "Absente du bureau, de retour le lundi 16 mars.", (3, 16)),
        ("es", "Estoy de vacaciones hasta el 13 de marzo.", (3, 14)),
        ("nl", "Ik ben met vakantie tot en met vrijdag 13 maart.", (3, 14)),
        (
            "nl",
            "Ik ben afwezig en maandag 16 maart weer terug, vanaf 16 maart bereikbaar.",
            (3, 16),
        ),
    ],
)
def test_other_languages(language: str, text: str, back: tuple[int, int]) -> None:
    found = return_date(text, "", sent=SENT_IN_BERLIN, language=language)

    assert found is not None
    assert (found.month, found.day) == back


def test_the_subject_may_say_it_alone() -> None:
    assert return_date("Thanks for your mail.", "Out of office until March 9", sent=SENT) == date(
        2026, 3, 9
    )


@pytest.mark.parametrize("text", ["", "I am out of the office.", "Lunch until Monday?"])
def test_no_return_is_told(text: str) -> None:
    assert return_date(text, "Re: hello", sent=SENT) is None
