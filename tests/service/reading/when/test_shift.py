"""A move that tells only by how much: "an hour later than agreed"."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.reading.when.shift import shift_of

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "language", "shift"),
    [
        ("Any chance of bringing it forward by an hour?", "en", -HOUR),
        ("Could we push it back 30 mins?", "en", HOUR / 2),
        ("We now begin two hours later than planned.", "en", 2 * HOUR),
        ("can we do it a day earlier, same bar", "en", -24 * HOUR),
        ("Könnten wir eine halbe Stunde später beginnen?", "de", HOUR / 2),
        ("den Termin um eine Stunde vorverlegen", "de", -HOUR),
        ("est-ce possible une heure plus tôt ?", "fr", -HOUR),
        ("lo corremos media hora más tarde", "es", HOUR / 2),
        ("tenemos que adelantar la entrevista una hora", "es", -HOUR),
        ("kan het een kwartier eerder?", "nl", -HOUR / 4),
    ],
)
def test_the_amount_and_its_direction(text: str, language: str, shift: timedelta) -> None:
    assert shift_of(text, language) == shift


@pytest.mark.parametrize(
    "text",
    [
        "Please arrive ten minutes early.",
        "Let us know no later than Friday.",
        "Either an hour earlier or an hour later would suit.",
        "The interview takes two hours.",
    ],
)
def test_what_moves_nothing_or_two_ways_is_no_move(text: str) -> None:
    assert shift_of(text, "en") is None
