# ruff: noqa: E501  # patterns of real mail: its own dashes and quotes
"""Who writes and to whom: the person behind an address, the signer, the candidate's name (pure)."""

from __future__ import annotations

import re
from itertools import pairwise

from gmail.message.addresses import is_no_reply
from gmail.message.model import Address
from service.reading.kind.language import company_words, role_nouns
from service.reading.model import Person
from service.reading.systems import Role, system_of
from service.reading.view import View
from service.reading.who import names
from service.reading.who.employers import company_key, is_office
from service.reading.who.mentions import find_mentions
from service.reading.who.person_words import in_plain_letters, is_first_name

_ARRANGES = re.compile(
    r"coordinator|assistant|recruit|talent|people|staffing|\bHR\b", re.IGNORECASE
)
_MACHINE = re.compile(
    r"team|recruit|talent|careers?|jobs?\b|hr\b|hiring|people|human resources|notification|support|"
    r"noreply|calendly|greenhouse|scheduling|calendar|candidate|humans|office|bewerb|karriere|équipe",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\W*(?:hi|hello|dear|hey|hiya|hallo|liebe[r]?|guten (?:tag|morgen|abend)|moin(?: moin)?|servus|grüezi|"
    r"bonjour|bonsoir|hola|buen[oa]s (?:días|tardes)|beste|hoi|goede(?:morgen|middag|navond|ndag)|geachte|"
    r"good (?:morning|afternoon|evening|day)|"
    r"sehr geehrte[r]?|cher|chère|estimad[oa]|querid[oa])\b[ ,]*((?:[^\W\d_][\w'.-]* ?){1,4})",
    re.IGNORECASE,
)
_GREETING_LINE = re.compile(rf"{_GREETING.pattern}[,!:.]?[ \t]*$", re.IGNORECASE | re.MULTILINE)
"""The greeting where a form, a calendar's lines or a date stand above it."""
_CLOSING = re.compile(
    r"(?:[\w' ]{0,20}\b(?:regards|wishes|sincerely|truly|faithfully|thanks|thank you|cheers|best|cordially|respectfully)|"
    r"[\w ]{0,24}\b(?:gr[uü](?:ß|ss)en?|herzlich)|[\w' ]{0,20}\b(?:cordialement|salutations|bien à vous)|"
    r"[\w ,]{0,24}\b(?:saludos?|atentamente|abrazo)|[\w ]{0,24}\b(?:groet(?:en)?|hoogachtend))\b[\w ]{0,14}[,.!]?$",
    re.IGNORECASE,
)


_HEAD = 2500
_TELLING = 4
"""Letters of a word that a domain holds not by chance."""


def candidate_words(view: View) -> frozenset[str]:
    """The words of the candidate's own name, from the addresses and the greeting."""
    words = set(addressed(view))
    greeting = _GREETING.match(view.prose) or _GREETING_LINE.search(view.prose[:_HEAD])
    if greeting:
        words |= names.words_of(greeting.group(1).rstrip(",:! "))
    return frozenset(words)


def addressed(view: View) -> frozenset[str]:
    """The words of the candidate's name in the addresses."""
    words: set[str] = set()
    for address in (*view.message.to, *view.message.cc):
        if address.email in view.me or (not view.me and len(view.message.to) == 1):
            words |= names.words_of(address.name)
    return frozenset(words)


def writer(view: View) -> Person | None:
    """The person who writes: the sender, or where that is an office or a firm, who signs."""
    return person_at(view.message.sender) or signer(view)


def person_at(address: Address | None) -> Person | None:
    """The person behind an address, unless its name is rather its domain's: a firm's."""
    found = human(address)
    if address is None or found is None or surely_person(found):
        return found
    domain = in_plain_letters(re.sub(r"[^\w]", "", address.email.rpartition("@")[2]))
    words = (in_plain_letters(word) for word in re.findall(r"[^\W\d_]+", found.name))
    return None if any(len(word) >= _TELLING and word in domain for word in words) else found


def signer(view: View) -> Person | None:
    """Who signs by a name of their own in the last lines, below the closing words."""
    lines = [line.strip(" *_>") for line in view.prose.rstrip().splitlines() if line.strip()][-8:]
    for before, line in pairwise(lines):
        if not _CLOSING.match(before):
            continue
        found = list(find_mentions(line.partition(",")[0], frozenset(), candidate_words(view)))
        only = found[0] if len(found) == 1 and found[0].sure else None
        if only and len(only.name) + 3 >= len(line.partition(",")[0]):
            return Person(name=only.name, title=names.title_of(only.name))
    return _signs_with_a_job(view, lines)


def _signs_with_a_job(view: View, lines: list[str]) -> Person | None:
    """Whose whole name is a line of its own, above a line that says what they are."""
    for line, below in pairwise(lines):
        found = list(find_mentions(line, frozenset(), candidate_words(view)))
        only = found[0] if len(found) == 1 and found[0].sure else None
        if only and only.name == line and " " in line and _has_a_job(below):
            return Person(name=only.name, title=names.title_of(only.name))
    return None


def _has_a_job(line: str) -> bool:
    words = re.findall(r"[a-zà-ÿ]+", line.lower())
    return bool(_ARRANGES.search(line)) or not role_nouns().isdisjoint(words)


def human(address: Address | None) -> Person | None:
    """The person behind an address, where it is a person's: named, no machine, no team."""
    if address is None or is_no_reply(address.email):
        return None
    name = names.trimmed(names.clean_name(address.name))
    system = system_of(address.email)
    if system is not None and system.role is not Role.FREE_MAIL:
        return None
    label = re.sub(r"[^a-z0-9]", "", address.email.rpartition("@")[2].partition(".")[0].lower())
    if is_office(address.email) and (" " not in name or company_key(name) in label):
        return None
    if " " in name and company_key(name) == label:
        return None
    if not names.plausible(name, single=True) or _MACHINE.search(name) or _is_firm(name):
        return None
    return Person(name=name, email=address.email, title=names.title_of(name))


def _is_firm(name: str) -> bool:
    """Whether a name begins with a word of a trade, as no person's does ("Praxis Dr. Seidel")."""
    words = name.lower().split()
    return len(words) > 1 and words[0] in company_words().trades and not is_first_name(words[0])


def surely_person(person: Person) -> bool:
    """Whether a sender's name is a person's by more than its form: "Medical Staffing" is none."""
    words = names.without_title(person.name).lower().split()
    local = (person.email or "").partition("@")[0].lower()
    in_address = any(len(word) > 2 and word in local for word in words)
    return bool(person.title) or is_first_name(words[0]) or in_address


def recruits(view: View, sender: Person) -> bool:
    """Whether the sender signs as somebody who only arranges interviews."""
    signed = view.whole.rpartition(sender.name)[2][:90]
    return bool(_ARRANGES.search(signed))
