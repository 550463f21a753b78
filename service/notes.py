"""What the candidate says of an interview in a line or two, for the letters after it (pure).

A note is said on the command line, or mailed to oneself at a plus-address
(`alex+afterword@example.com`, which Gmail delivers to `alex@example.com`): it then belongs to the
application in whose thread it is written, or whose company its subject names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from gmail.message.model import Message

if TYPE_CHECKING:
    from service.rounds import Round

TAG = "afterword"
LONGEST = 2000
"""Characters of a note; more is no note but a letter."""

_SPACE = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `said_at` is aware."""

    said_at: datetime
    text: str


def note_addresses(own: Collection[str]) -> frozenset[str]:
    """The addresses at which the owner of these takes notes, lower-case."""
    parts = (address.lower().partition("@") for address in own)
    return frozenset(f"{name.partition('+')[0]}+{TAG}@{domain}" for name, _, domain in parts)


def is_note(message: Message, own: Collection[str]) -> bool:
    """Whether the candidate wrote this to themselves as a note.

    Gmail's own mark SENT is asked for: anybody can write to that address under any name.
    """
    here = note_addresses(own)
    to = (address.email for address in (*message.to, *message.cc))
    return "SENT" in message.label_ids and any(email in here for email in to)


def note_in(message: Message) -> str:
    """What a mailed note says; "" where it says nothing of its own."""
    return cleaned(message.new_text)


def cleaned(text: str) -> str:
    """A note as it is kept: its lines, without empty ones and runs of blanks."""
    lines = (_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST].strip()


def for_round(notes: Sequence[Note], rounds: Sequence[Round], found: Round) -> tuple[str, ...]:
    """The notes that speak of this round: said since it began, and before the next one did.

    What was said before the first of all belongs to the first.
    """
    held = sorted((each for each in rounds if each.takes_place), key=lambda each: each.start)
    if not any(each.key == found.key for each in held):
        return ()
    return tuple(note.text for note in notes if _round_of(note, held).key == found.key)


def _round_of(note: Note, held: Sequence[Round]) -> Round:
    begun = [each for each in held if each.start <= note.said_at]
    return begun[-1] if begun else held[0]


def mark_of(texts: Sequence[str]) -> str:
    """A short text that changes with the notes: it says which of them a letter was written from."""
    return sha256("\x00".join(texts).encode()).hexdigest()[:16] if texts else ""


def named_in(subject: str, companies: Collection[tuple[int, str]]) -> int | None:
    """The application whose company the subject names; None where none or several do.

    `companies` are (application number, company); of two names the longer one counts.
    """
    words = f" {_bare(subject)} "
    found = [(len(_bare(name)), n) for n, name in companies if f" {_bare(name)} " in words]
    longest = max((length for length, _ in found), default=0)
    numbers = {number for length, number in found if length == longest and longest}
    return numbers.pop() if len(numbers) == 1 else None


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
