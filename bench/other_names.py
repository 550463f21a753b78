"""A training mail under other names: what is learned is where names stand, not which.

All names are changed, also of people who do not take part: else a model learns that a name out of
the lists takes part. The lists are the names that the training texts themselves hold.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bench.quotes import TITLES, Quotes, names_in
from gmail.message.model import Message
from service.reading.encoder.tags import Tag
from service.reading.who.mentions import find_mentions
from service.reading.who.person_words import is_first_name, is_plain_word

TEXTS = Path(__file__).parent / "data/training"
OTHER_ROLE = 0.7
"""How often a mail is shown with another role."""
_LONGEST_ROLE = 6
_SHORTEST_ROLE = 4
"""Letters: a shorter role ("TA") may stand in a mail for something else."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the training texts name; roles by language."""

    first: Sequence[str]
    last: Sequence[str]
    employers: Sequence[str]
    roles: Mapping[str, Sequence[str]]


def renamed(
    message: Message, quotes: Quotes, language: str, lot: random.Random, without: tuple[str, ...]
) -> tuple[Message, Quotes]:
    """The mail with other people, another employer and often another role.

    `without` are beginnings of names of texts whose names are not used.
    """
    names = names_of(without)
    new = _new_employer(quotes.words.get(Tag.COMPANY, ()), names, lot)
    if lot.random() < OTHER_ROLE:
        new |= _new_role(quotes.words.get(Tag.ROLE, ()), names.roles.get(language, ()), lot)
    taken = {word for form in new for word in form.split()}
    for word, is_last in _people(message, quotes):
        if word not in taken:
            new.setdefault(word, lot.choice(names.last if is_last else names.first))
    if not new:
        return message, quotes
    longest_first = sorted(new, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced, longest_first))})(?!\w)")

    def said(text: str) -> str:
        return pattern.sub(lambda match: new[" ".join(match.group().split())], text)

    sender = message.sender and replace(message.sender, name=said(message.sender.name))
    changed = replace(
        message, sender=sender, subject=said(message.subject), text=said(message.text),
        new_text=said(message.new_text),
    )  # fmt: skip
    words = {tag: [said(quote) for quote in found] for tag, found in quotes.words.items()}
    return changed, Quotes(words, quotes.unknown)


@cache
def names_of(without: tuple[str, ...]) -> Names:
    """The names in the gold facts of the training texts but for those whose names begin so."""
    first: dict[str, None] = {}
    last: dict[str, None] = {}
    employers: dict[str, None] = {}
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    for path in sorted(TEXTS.glob("*.jsonl")):
        if without and f"{path.stem}#".startswith(without):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            gold = raw.get("gold") or {}
            if gold.get("company"):
                employers[gold["company"]] = None
            role = gold.get("role") or ""
            if role and len(role.split()) <= _LONGEST_ROLE:
                roles[raw.get("language", "en")][role] = None
            for name in gold.get("interviewers") or ():
                words = names_in(name)
                if len(words) > 1:
                    first[words[0]] = last[words[-1]] = None
    return Names(
        tuple(first), tuple(last), tuple(employers), {code: tuple(r) for code, r in roles.items()}
    )


def _spaced(form: str) -> str:
    return r"\s+".join(re.escape(word) for word in form.split())


def _people(message: Message, quotes: Quotes) -> Iterator[tuple[str, bool]]:
    """The words of names in a mail, each with whether it is a last name."""
    for quote in quotes.words.get(Tag.INTERVIEWER, ()):
        for at, word in enumerate(names_in(quote)):
            yield word, at > 0 or word in _lasts(quote)
    sender = message.sender.name if message.sender else ""
    said = f"{sender}\n{message.subject}\n{message.new_text}"
    for mention in find_mentions(said, frozenset(), frozenset()):
        for at, word in enumerate(names_in(mention.name)):
            is_last = at > 0 or word in _lasts(mention.name)
            if len(word) > 1 and not is_plain_word(word) and (is_last or is_first_name(word)):
                yield word, is_last


def _new_employer(forms: Sequence[str], names: Names, lot: random.Random) -> dict[str, str]:
    """Another name for the whole name, and its first word for the forms that begin like it."""
    known = sorted((form for form in forms if len(form) > 2), key=len, reverse=True)
    if not known:
        return {}
    name = lot.choice(names.employers)
    new = {known[0]: name}
    for form in known[1:]:
        short = known[0].lower().startswith(form.lower())
        new[form] = name.split()[0] if short else name
    return new


def _new_role(forms: Sequence[str], roles: Sequence[str], lot: random.Random) -> dict[str, str]:
    """Another role for all forms of one, in small letters where the mail has it so."""
    known = [form for form in forms if len(form) >= _SHORTEST_ROLE]
    if not known or not roles:
        return {}
    role = lot.choice(roles)
    return {form: role.lower() if form.islower() else role for form in known}


def _lasts(quote: str) -> frozenset[str]:
    """A single name behind a title is a last name."""
    words = quote.split()
    return frozenset(words[1:]) if words[0].lower().strip(".") in TITLES else frozenset()
