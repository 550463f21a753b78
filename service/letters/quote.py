"""The line above a quoted original, as Gmail writes it in each language (pure)."""

from __future__ import annotations

from datetime import datetime

from service.letters.languages import language_of

_LINES = {
    "en": "On {en}, {who} wrote:",
    "de": "Am {day}.{month}.{year} um {time} schrieb {who}:",
    "fr": "Le {day}/{month}/{year} à {time}, {who} a écrit :",
    "es": "El {day}/{month}/{year} a las {time}, {who} escribió:",
    "nl": "Op {day}-{month}-{year} om {time} schreef {who}:",
}


def attribution(language: str, name: str, email: str, sent_at: datetime) -> str:
    """Who wrote the original and when; `sent_at` is aware, in the zone in which it is told."""
    names = language_of("en")
    weekday, month = names.weekdays[sent_at.weekday()][:3], names.months[sent_at.month - 1][:3]
    return _LINES[language_of(language).code].format(
        who=f"{name} <{email}>" if name else f"<{email}>",
        en=f"{weekday}, {month} {sent_at.day}, {sent_at.year} at "
        f"{sent_at.hour % 12 or 12}:{sent_at:%M %p}",
        day=f"{sent_at:%d}",
        month=f"{sent_at:%m}",
        year=sent_at.year,
        time=f"{sent_at:%H:%M}",
    )
