"""Fixtures under other candidates' names: a name says nothing of what kind a mail is."""

from __future__ import annotations

import re

FIRST = (
    "Alex", "Sam", "Jordan", "Priya", "Chen", "Maria", "Tom", "Aisha", "Ben", "Noor", "Laura",
    "Kofi", "Elena", "David", "Yuki", "Fatima", "Pedro", "Claire", "Ahmed", "Julia", "Robin",
    "Vikram", "Hanna",
)  # fmt: skip
LAST = (
    "Morgan", "Osei", "Lindqvist", "Baker", "Nguyen", "Romero", "Schmidt", "Hall", "Ibrahim",
    "Kowalski", "Petit", "Sato", "Rossi", "Ward", "Silva", "Cohen", "Moreau", "Jansen", "Ali",
)  # fmt: skip


def renamed(raw: bytes, me: str, number: int) -> bytes:
    """The message `raw` to `me`, an address `first.last@…`, under the name of that `number`.

    Only the parts written in plain ASCII or quoted-printable are changed.
    """
    first, _, last = me.partition("@")[0].partition(".")
    for old, new in ((first, FIRST[number % len(FIRST)]), (last, LAST[number % len(LAST)])):
        for written in (str.lower, str.capitalize):
            word = rb"\b" + re.escape(written(old).encode()) + rb"\b"
            raw = re.sub(word, written(new).encode(), raw) if old else raw
    return raw
