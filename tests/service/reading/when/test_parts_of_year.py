# ruff: noqa: E501  # sentences in one line read better
"""Days told by quarters, parts of a month and feasts, in five languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from service.reading.promise.find import spans_spoken_of


@pytest.mark.parametrize(
    ("language", "sent", "text", "words", "first", "last"),
    [
        ("en", "2025-03-06", "We decide before Q1 closes.", "before Q1 close", "2025-03-31", "2025-03-31"),
        ("en", "2026-08-20", "Decision: End Q3 2026", "End Q3 2026", "2026-09-21", "2026-09-30"),
        ("en", "2026-08-20", "We will tell you before the fourth quarter.", "before the fourth quarter", "2026-08-20", "2026-09-30"),
        ("de", "2026-08-11", "Wir entscheiden bis Ende des dritten Quartals.", "bis Ende des dritten Quartals", "2026-09-21", "2026-09-30"),
        ("fr", "2026-02-07", "Réponse d'ici la fin du premier trimestre.", "d'ici la fin du premier trimestre", "2026-03-21", "2026-03-31"),
        ("nl", "2026-04-20", "U hoort het voor het einde van het tweede kwartaal.", "voor het einde van het tweede kwartaal", "2026-06-21", "2026-06-30"),
        ("en", "2027-05-06", "You will hear in the last third of May.", "in the last third of May", "2027-05-21", "2027-05-31"),
        ("en", "2026-09-08", "We'd write to you in the first days of October.", "in the first days of October", "2026-10-01", "2026-10-05"),
        ("en", "2027-07-29", "We'll let you know in the front half of September.", "in the front half of September", "2027-09-01", "2027-09-15"),
        ("en", "2025-02-11", "You will know before March is over.", "March", "2025-02-11", "2025-03-31"),
        ("en", "2026-05-27", "You'll hear in the week of the 15th.", "the week of the 15th", "2026-06-15", "2026-06-19"),
        ("de", "2027-01-20", "Sie hören in der ersten Februarhälfte von uns.", "ersten Februarhälfte", "2027-02-01", "2027-02-15"),
        ("de", "2026-02-11", "Im letzten Märzdrittel melden wir uns.", "letzten Märzdrittel", "2026-03-21", "2026-03-31"),
        ("en", "2025-11-19", "We let you know on the Monday after Thanksgiving.", "on the Monday", "2025-11-19", "2025-12-01"),
        ("en", "2025-05-19", "We will call you on the first working day after Pentecost.", "first working day after Pentecost", "2025-06-09", "2025-06-09"),
        ("en", "2026-02-02", "The board meets on 16 February. You will hear on the second day after it.", "second day after it", "2026-02-18", "2026-02-18"),
        ("en", "2026-11-09", "You'll hear from us two days before Thanksgiving.", "two days before Thanksgiving", "2026-11-24", "2026-11-24"),
        ("en", "2026-12-04", "You will hear the day before Christmas Eve.", "the day before Christmas Eve", "2026-12-23", "2026-12-23"),
        ("en", "2026-12-10", "We decide the day after Christmas.", "the day after Christmas", "2026-12-26", "2026-12-26"),
        ("de", "2026-11-18", "Wir melden uns vor dem dritten Advent.", "vor dem dritten Advent", "2026-11-18", "2026-12-11"),
        ("de", "2025-04-09", "Am Gründonnerstag rufen wir Sie an.", "Am Gründonnerstag", "2025-04-09", "2025-04-17"),
        ("de", "2025-11-12", "Spätestens am Buß- und Bettag hören Sie von uns.", "Spätestens am Buß- und Bettag", "2025-11-12", "2025-11-19"),
        ("fr", "2026-12-07", "La veille de Noël, nous vous appellerons.", "La veille de Noël", "2026-12-23", "2026-12-23"),
        ("es", "2026-03-02", "Le responderemos antes de Semana Santa.", "antes de Semana Santa", "2026-03-02", "2026-04-03"),
        ("nl", "2026-04-20", "U hoort van ons voor Hemelvaart.", "voor Hemelvaart", "2026-04-20", "2026-05-13"),
    ],
)  # fmt: skip
def test_which_days_are_meant(
    language: str, sent: str, text: str, words: str, first: str, last: str
) -> None:
    moment = datetime.fromisoformat(sent).replace(hour=9, tzinfo=UTC)
    found = {
        text[one.span.start : one.span.end]: (one.span.first, one.span.last)
        for one in spans_spoken_of(text, moment, None, language)
    }
    assert found[words] == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("You will hear two days before new\nyear's eve.", "2026-12-29"),
        ("You will hear by the end of the fourth\nquarter.", "2026-12-31"),
        ("You will hear on the very\nfirst day after Christmas.", "2026-12-26"),
    ],
)
def test_a_line_may_end_within_the_words(text: str, last: str) -> None:
    found = spans_spoken_of(text, datetime(2026, 11, 9, 9, tzinfo=UTC), None, "en")
    assert date.fromisoformat(last) in {one.span.last for one in found}
