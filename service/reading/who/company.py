# ruff: noqa: E501, RUF001  # patterns of real mail: its own dashes and quotes
"""Which employer: the text, the sender's name, the signature and the domain vote (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.reading.encoder.tags import Tagged
from service.reading.kind.language import company_words, role_nouns
from service.reading.systems import Role
from service.reading.view import View
from service.reading.who import names
from service.reading.who.company_witnesses import (
    VIA,
    WITH,
    Witness,
    domains_of,
    from_agency,
    is_job,
    own_of,
    witnesses,
)  # fmt: skip
from service.reading.who.domain_names import parted
from service.reading.who.employers import company_key, is_office
from service.reading.who.full_names import whole_name
from service.reading.who.likely_company import Named, likeliest
from service.reading.who.person_words import is_first_name, is_plain_word

_ADDRESSED = re.compile(rf"({names.NAME})[\s,(<:]{{1,3}}([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_OPENERS = frozenset({"unfortunately", "sadly", "however", "today", "leider", "malheureusement"})
"""Words that may open a sentence before the employer's name."""
_THE_ROLE = r"\b(?:the|an?|our|this|your) {} (?:role|position|job|vacancy|post|opening)\b"
_US_STATE = re.compile(
    r" (?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]"
    r"|T[NX]|UT|V[AT]|W[AIVY])$"
)
_HOLDER = re.compile(r"(?:[\w&'’-]+ ){0,3}?(?P<job>\w+) (?:of|at|for) (?P<firm>.+)$")
_OFFICES = frozenset({"services", "support", "unit", "office", "department", "centre", "center"})
_OWN, _OF_TAIL = 1.2, 0.9
"""Votes of its own from which a longer name that ends so ("Hôtel Bellerive") is lent a share."""
_ARTICLE_BEFORE_FRONT = re.compile(
    r"^(?:(?:la|le|les|el|los|las|der|die|das|het|de) |l['’])(?P<word>[^\W\d_]+)", re.IGNORECASE
)
_PUNCTUATION = " .,;:!?-–—'\"*“”’|/"


def company_of(view: View, text: str, tagged: Tagged | None = None) -> tuple[str, str] | None:
    """The employer's name and the quote that gives it, or None.

    Several witnesses vote; where the encoder was asked a small fitted model weighs them.
    """
    known = named(view, text, tagged)
    if not known:
        return None
    by_votes = max(known, key=lambda one: one.votes)
    best = likeliest(view, text, known) if tagged else by_votes
    return best.name, best.quote


def named(view: View, text: str, tagged: Tagged | None) -> list[Named]:
    """All names that may be the employer's."""
    own: dict[str, float] = {}
    forms: dict[str, Witness] = {}
    heard: dict[str, list[Witness]] = {}
    persons = _persons(view)
    for witness in witnesses(view, text, tagged):
        name = witness.name if witness.exact else clean_company(witness.name)
        key = company_key(name)
        if not key or not _sound(name, view, persons, known=witness.exact):
            continue
        own[key] = own.get(key, 0.0) + witness.weight * _trust(name, exact=witness.exact)
        heard.setdefault(key, []).append(witness)
        if key not in forms or name.count(" ") > forms[key].name.count(" "):
            forms[key] = replace(witness, name=name)
    votes = dict(own)
    _share(votes)
    if from_agency(view):
        _step_back(votes, view)
    found = []
    for key, form in forms.items():
        plain = Named(key, form.name, form.quote, own[key], votes[key], tuple(heard[key]))
        longer = whole_name(view, form.name)
        if company_key(longer) != key:
            found.append(replace(plain, key=company_key(longer), name=longer, extends=form.name))
        found.append(plain if company_key(longer) != key else replace(plain, name=longer))
    return _each_once(found)


def _each_once(found: Sequence[Named]) -> list[Named]:
    """A longer form that the mail also names itself has the witnesses of both."""
    known: dict[str, Named] = {}
    for one in found:
        other = known.get(one.key)
        if other is None:
            known[one.key] = one
            continue
        longer = one if one.extends else other
        known[one.key] = replace(
            longer,
            own=one.own + other.own,
            votes=max(one.votes, other.votes),
            witnesses=(*other.witnesses, *one.witnesses),
            itself=max(each.tag for each in (one, other) if each is not longer),
        )
    return list(known.values())


def _trust(name: str, *, exact: bool) -> float:
    """One word that is an everyday word or a first name is seldom an employer's."""
    doubtful = " " not in name and (is_plain_word(name) or is_first_name(name))
    people = name.count(" ") in (1, 2) and is_first_name(name.partition(" ")[0])
    firm = not company_words().trades.isdisjoint(name.lower().split())
    return 0.4 if not exact and (doubtful or (people and not firm)) else 1.0


def clean_company(raw: str) -> str:
    """The name without the words around it ("The Initech Recruiting Team" is "Initech")."""
    name = " ".join(raw.split()).strip(_PUNCTUATION)
    name = re.sub(r"(?:['’]s|['’])$", "", name)
    name = re.split(r"(?<!\bSt)(?<!\bDr)(?<!\bMt)\. ", name)[0]
    name = re.sub(r"\s*\((?!\w+\)\w).*$", "", name)
    name = re.split(r" (?:for|in|of) (?:the|a|an|our|your) (?=.*[a-z])", name)[0]
    name = _without_office_holder(name)
    name = _ARTICLE_BEFORE_FRONT.sub(_without_article, name)
    name = re.split(r" [-–—|] ", name)[0]
    words = name.split()
    edges = company_words()
    while len(words) > 1 and words[0].lower().strip(".,") in edges.before | _OPENERS:
        words.pop(0)
    while len(words) > 1 and _is_office_of(words, edges.after):
        words.pop()
    name = " ".join(words).strip(_PUNCTUATION.replace(".", ""))
    name = re.sub(r"(?:['’]s|['’])$", "", name)
    return name if re.search(r"\b(?:Co|Inc|Ltd|St|Corp|e\.V)\.$", name) else name.rstrip(".")


def _without_article(match: re.Match[str]) -> str:
    """ "La Ville de Montbrelan" is "Ville de Montbrelan"; "La Polilla" keeps its article."""
    known = match["word"].lower() in company_words().fronts
    return match["word"] if known else match.group()


def _without_office_holder(name: str) -> str:
    """ "General Manager of Gatehouse Hotels" is somebody at Gatehouse Hotels."""
    match = _HOLDER.match(name)
    return match["firm"] if match and match["job"].lower() in role_nouns() else name


def _is_office_of(words: list[str], after: frozenset[str]) -> bool:
    """Whether the last word is a team's ("Recruiting"), or an office's behind one."""
    last, before = (word.lower().strip(".,'’") for word in (words[-1], words[-2]))
    return last in after or (len(words) > 2 and last in _OFFICES and before in after)


def _step_back(votes: dict[str, float], view: View) -> None:
    """An agency's own name counts little where another company is named: that is its client."""
    labels = [re.sub(r"[^a-z0-9]", "", d.partition(".")[0]) for d in domains_of(view)]
    if max((w for key, w in votes.items() if not own_of(key, labels)), default=0.0) < 1.0:
        return
    for key in list(votes):
        if own_of(key, labels):
            votes[key] *= 0.25


def _share(votes: dict[str, float]) -> None:
    """A short form ("Halden") lends its votes to the longer one that has some ("Halden Systems")."""
    for short, weight in list(votes.items()):
        for longer, own in list(votes.items()):
            if longer != short and len(short) >= 4 and longer.startswith(short):
                votes[longer] += weight * (0.9 if own >= 1.2 else 0.4)
            elif longer != short and len(short) >= 4 and longer.endswith(short) and own >= _OWN:
                votes[longer] += weight * _OF_TAIL


def _sound(name: str, view: View, persons: list[frozenset[str]], *, known: bool = False) -> bool:
    words = [word.lower().strip(".,'’") for word in name.split()]
    edges = company_words()
    if not name[:1].isalpha() and not re.match(
        r"\d+[A-Za-z]{2,}(?<!th)(?<!st)(?<!nd)(?<!rd)", name
    ):
        return False
    if not words or not 2 <= len(name) <= 60 or len(words) > 7 or re.fullmatch(r"[\d\W]+", name):
        return False
    if company_key(name) in edges.tools or is_job(words[-1]):
        return False
    if words[0] in edges.never and not known:
        return False
    if all(word in edges.never | edges.before | edges.after for word in words):
        return False
    if _US_STATE.search(name):
        return False
    if not known and re.search(_THE_ROLE.format(re.escape(name)), f"{view.subject}\n{view.prose}"):
        return False
    return known or not any(names.words_of(name) <= person for person in persons)


def _persons(view: View) -> list[frozenset[str]]:
    """The words of the names of people that the headers and the calendar name."""
    message = view.message
    said = [address.name for address in (*message.to, *message.cc, *message.reply_to)]
    sender = message.sender
    if sender and (view.system is None or VIA.search(sender.name)):
        said += [] if is_office(sender.email) else [VIA.sub("", sender.name)]
    if view.system and view.system.role is Role.SCHEDULING:
        said += WITH.findall(view.subject)
    for name, local, _ in _ADDRESSED.findall(view.whole[:6000])[:12]:
        if any(word in local.lower() for word in names.words_of(name)):
            said.append(name)
    said += [a.person.name for event in view.events for a in event.attendees]
    machine = company_words().after | company_words().trades
    known = [
        names.clean_name(name)
        for name in said
        if "@" not in name and machine.isdisjoint(name.lower().split())
    ]
    own = {company_key(parted(domain.partition(".")[0])) for domain in domains_of(view)}
    return [
        names.words_of(name)
        for name in known
        if names.plausible(name) and company_key(name) not in own
    ]
