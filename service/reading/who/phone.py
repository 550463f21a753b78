"""Numbers to call and calls that are asked for or promised (pure)."""

from __future__ import annotations

import re

from service.reading.kind.language import languages
from service.reading.kind.phrases import matches
from service.reading.view import View

_NUMBER = re.compile(
    r"(?<![\w/.=-])(?:\+\d{1,3}[\s().-]{0,2})?(?:\(?\d{2,5}\)?[\s.-]?){1,3}\d{3,4}[\s.-]?\d{2,4}(?![\w/=-])"
)
_DIGITS = re.compile(r"\d")
_NEAR = re.compile(
    r"(?:call|ring|phone|dial|tel(?:ephone|efon)?|mobile|cell|number|nummer|numéro|número|reach)[^\n]{0,60}$",
    re.IGNORECASE,
)


def phone_in(text: str) -> str | None:
    """The first telephone number that the words before it call one."""
    for match in _NUMBER.finditer(text[:8000]):
        digits = len(_DIGITS.findall(match.group()))
        if 7 <= digits <= 15 and _NEAR.search(text[max(0, match.start() - 70) : match.start()]):
            return match.group().strip()
    return None


def call_phrase(view: View) -> re.Match[str] | None:
    """Where the mail asks the candidate to call, or promises to call them."""
    known = languages()
    for code in dict.fromkeys((view.language, "en")):
        match = next(matches(known[code].signals.get("call_me", ()), view.low_body[:8000]), None)
        if match:
            return match
    return None
