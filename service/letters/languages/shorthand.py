"""English as people type it on a phone, written out as a letter has it (pure)."""

from __future__ import annotations

import re

_SHORT = (
    *((r"w/o", "without"), (r"w/?(?= )", "with"), (r"abt", "about"), (r"thru", "through")),
    *((r"bc|cuz|coz", "because"), (r"ppl", "people"), (r"convo", "conversation")),
    *((r"yrs", "years"), (r"yr", "year"), (r"mths", "months"), (r"wks", "weeks")),
    *((r"hrs", "hours"), (r"mins", "minutes"), (r"mgmt|mgt", "management")),
    *(
        (r"mgr", "manager"),
        (r"exp", "experience"),
        (r"dept", "department"),
        (r"govt", "government"),
    ),
    *((r"certs", "certifications"), (r"cert", "certification"), (r"esp", "especially")),
    *((r"im", "I am"), (r"ive", "I have"), (r"dont", "do not"), (r"didnt", "did not")),
    *((r"havent", "have not"), (r"cant", "cannot"), (r"wasnt", "was not"), (r"theyre", "they are")),
    *((r"i", "I"), (r"k8s", "Kubernetes")),
)
_WRITTEN_OUT = tuple(
    (re.compile(rf"(?<![\w'/.]){short}(?![\w'/])"), full) for short, full in _SHORT
)
_ABOUT = re.compile(
    r"\b((?:concern|worr|doubt|question|hesita|reservation|unsure)\w*) (?:re:?|regarding|around) ",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    r"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|"
    r"august|september|october|november|december|english|german|french|spanish|dutch|portuguese|"
    r"italian)\b"
)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_FEW = re.compile(r"(?<![\w.,-])([2-9]) (?=(?:years|months|weeks|people|engineers|languages)\b)")


def written_out(text: str) -> str:
    """Without shorthand, and days, months and languages with their capitals.

    "may" and "march" stay: they are words of their own.
    """
    for short, full in _WRITTEN_OUT:
        text = short.sub(full, text)
    text = re.sub(r"\b(should|could|would) of\b", r"\1 have", text)
    text = re.sub(r"(?<=[a-z]) & (?=[a-z])", " and ", text)
    text = _ABOUT.sub(r"\1 about ", text)
    text = _CALENDAR.sub(lambda word: word[0].capitalize(), text)
    return _FEW.sub(lambda digit: _NUMBERS[int(digit[1]) - 2] + " ", text)
