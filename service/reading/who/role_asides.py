# ruff: noqa: RUF001  # patterns of real mail: its own dashes
"""What a role's name goes on with: "Paralegal (Trusts & Estates)", "ML Engineer, Speech" (pure).

A bracket behind a role may belong to it, unless it holds a number, a gender mark or the place of
work; what stands behind a comma or a dash may where the encoder takes it for the role's. Where the
encoder was asked, both forms of the name are weighed (likely_role.py).
"""

from __future__ import annotations

import re

from service.reading.encoder.encoder import texts_of
from service.reading.encoder.pieces import Part
from service.reading.encoder.tags import Tag, Tagged
from service.reading.view import View
from service.reading.who.employers import company_key

_BRACKET = re.compile(r"[ ]?\(([^()\n]{2,36})\)")
_MORE = re.compile(r"(?:,|[ ][-–—])[ ](?=[^\W\d_])")
_WORD = re.compile(r"[^\W_][\w/&+#'’.-]*[\w+#]|[^\W_]|&")
_NEXT = re.compile(r"[ ](?:&[ ])?")
_NOT_THE_ROLE = re.compile(
    r"\d{3}|%|\bfte\b|\bwte\b|\breq\b|\bref\b|\bjob\b|\bid\b|remote|hybrid"
    r"|^(?:[mwfhdxv]|div|gn)?(?:[/|* ]+(?:[mwfhdxvn]|div|gn))*$|all genders",
    re.IGNORECASE,
)
_YEAR = re.compile(r" 20[23]\d(?![\w/-])")
_LEAST_IN_BRACKETS, _LEAST_WITH_NUMBER, _LEAST_OF_YEAR = 0.1, 0.5, 0.05
_LEAST_BEHIND, _GOES_ON = 0.6, 0.5
"""Chance, by the encoder, from which an aside belongs to the role; a further word of it."""
_MOST_WORDS = 4


def whole_role(view: View, role: str, company: str | None, tagged: Tagged | None) -> str:
    """The role with the aside that belongs to it, as subject or body have it."""
    for part, text in texts_of(view).items():
        if part is Part.NAME:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(role)}(?!\w)", text):
            end = _end_of_aside(text, part, match.end(), company, tagged)
            end = _end_of_aside(text, part, end, company, tagged)  # "RN - Telemetry (nights)"
            if end > match.end():
                return " ".join(text[match.start() : end].split())
    return role


def _end_of_aside(
    text: str, part: Part, end: int, company: str | None, tagged: Tagged | None
) -> int:
    bracket = _BRACKET.match(text, end)
    if bracket:
        said = bracket.group(1)
        named = company is not None and company_key(said) in company_key(company)
        fits = not _NOT_THE_ROLE.search(said) and not named
        least = _LEAST_WITH_NUMBER if re.search(r"\d", said) else _LEAST_IN_BRACKETS
        chance = _chance(tagged, part, *bracket.span(1)) if tagged else 1.0
        return bracket.end() if fits and chance >= least else end
    year = _YEAR.match(text, end)
    if year and tagged and _chance(tagged, part, *year.span()) >= _LEAST_OF_YEAR:
        return year.end()  # "Markets Summer Analyst 2027"
    more = _MORE.match(text, end)
    return _end_of_words(text, part, end, more.end(), tagged) if more and tagged else end


def _end_of_words(text: str, part: Part, end: int, at: int, tagged: Tagged) -> int:
    """The end of the words from `at` on that the encoder takes for the role's, else `end`."""
    least = _LEAST_BEHIND
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, at)
        if not word or _chance(tagged, part, *word.span()) < least:
            break
        end, least = word.end(), _GOES_ON
        gap = _NEXT.match(text, end)
        if not gap:
            break
        at = gap.end()
    return end


def _chance(tagged: Tagged, part: Part, start: int, end: int) -> float:
    return tagged.chance(Tag.ROLE, part, start, end) or 0.0
