"""To whom a letter goes, and in which thread (pure).

The interviewer, else the organizer, else the recruiter, else a human address at the employer, else
the office that wrote; never a no-reply address, never a tracking system's that takes no answers,
never one from which a letter came back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gmail.message.addresses import is_no_reply
from gmail.message.model import Automatic
from service.applications import Application
from service.employer_names import spells
from service.read_message import MailAddress, ReadMessage
from service.reading.model import Person
from service.reading.systems import Role, system_of
from service.reading.who.employers import employer_domain, is_office, is_relay, registrable
from service.reading.who.people import with_addresses
from service.rounds import Round

_BY_PRESENCE = frozenset({"calendar", "sender", "forwarded"})
"""Rules by which somebody is taken for an interviewer without being called one."""

_REPLY = re.compile(
    r"(?:^|[._+-])(?:reply|replies|re|r)[._+-]|(?:^|-)reply(?:-to)?$|\+(?=[a-z-]*\d)[a-z0-9-]{8,}$"
)
_TOKEN = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{6,}")
_UUID = re.compile(r"[0-9a-f-]{16,}")
"""How systems mark an address that leads back to one conversation ("reply+q7w2e9@")."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who gets the letter: `first` leads, `others` are named in it.

    `warning` tells the person what to look at (a Reply-To that was not followed), or None.
    """

    first: Person
    others: tuple[Person, ...]
    warning: str | None = None


def recipients(
    application: Application, found: Round, *, me: frozenset[str], bad: frozenset[str]
) -> Recipients | None:
    """Who should get a letter about this round; None if nobody can be reached."""
    failed: list[str] = []
    for candidates in _by_closeness(application, found, me):
        failed += [email for p in candidates if (email := (p.email or "").lower()) in bad]
        reachable = [p for p in candidates if _usable(p, me | bad, application)]
        if reachable:
            first = _leader(reachable, application, found)
            warnings = [_came_back(failed, first), _odd_reply_to(application, found)]
            said = " ".join(warning for warning in warnings if warning)
            return Recipients(first, _others(application, found, first, me), said or None)
    return None


def _others(
    application: Application, found: Round, first: Person, me: frozenset[str]
) -> tuple[Person, ...]:
    """The rest of the panel. Who only sent one interviewer's invitation is none of it."""
    panel = [p for p in found.interviewers if p.name and not _same(p, first)]
    others = [p for p in panel if (p.email or "") not in me]
    if len(others) == 1 and _only_organizes(others[0], application, found):
        return ()
    return tuple(others)


def _came_back(failed: list[str], first: Person) -> str | None:
    if not failed:
        return None
    return f"Mail to {failed[0]} came back; the letter goes to {first.email}."


def panel_apart(
    application: Application, found: Round, *, me: frozenset[str], bad: frozenset[str]
) -> list[Person]:
    """The interviewers beside the one who gets the letter in the thread, who can be written to."""
    lead = recipients(application, found, me=me, bad=bad)
    panel = _with_addresses(found.interviewers, application, me)
    return [
        person
        for person in panel
        if lead and _usable(person, me | bad, application) and not _same(person, lead.first)
    ]


def reply_target(message: ReadMessage, company: str | None = None) -> MailAddress | None:
    """Where an answer to this message about `company` goes; an odd Reply-To is not followed."""
    for address in message.reply_to:
        if _may_follow(address, message) and takes_answers(address.email, company):
            return address
    sender = message.sender
    return sender if sender and takes_answers(sender.email, company) else None


def takes_answers(email: str, company: str | None = None) -> bool:
    """Whether a letter to this address reaches a person at or for the employer `company`.

    At the domain of a tracking system, a calendar or a board only an address that leads back to one
    conversation does ("initech@myworkday.com" is read by nobody), unless its owner is the employer.
    """
    if is_no_reply(email):
        return False
    system = system_of(email)
    if system is None or system.role is Role.FREE_MAIL:
        return True
    local, _, host = email.lower().rpartition("@")
    if company and spells(registrable(host) or host, company):
        return True
    token = any(_TOKEN.fullmatch(part) for part in re.split(r"[._+=-]", local))
    return token or _REPLY.search(local) is not None or _UUID.fullmatch(local) is not None


def parent(application: Application, found: Round, first: Person) -> ReadMessage | None:
    """The message to answer: the last exchange with this person since the round was known.

    Without one, the last message of the invitation's own thread. What was written in a thread of
    another round alone is about that one.
    """
    others = [known.threads for known in application.rounds if known.key != found.key]
    elsewhere = frozenset().union(*others) - found.threads
    exchanges = [
        m
        for m in application.messages
        if m.sent_at >= found.known_at
        and m.thread_id not in elsewhere
        and m.facts.automatic is None
        and (first.email in m.recipients if m.outbound else _from(m, first))
    ]
    thread = exchanges[-1].thread_id if exchanges else found.thread_id
    inside = [
        m
        for m in application.messages
        if m.thread_id == thread and m.facts.automatic in (None, Automatic.BULK)
    ]
    return inside[-1] if inside else None


def _by_closeness(
    application: Application, found: Round, me: frozenset[str]
) -> Iterator[list[Person]]:
    yield _with_addresses(found.interviewers, application, me)
    yield [found.organizer] if found.organizer else []
    inbound = [m for m in reversed(application.messages) if not m.outbound]
    company = application.company
    about = [
        target
        for m in inbound
        if m.id in found.message_ids and (target := reply_target(m, company))
    ]
    people = [_person(target) for target in about if not is_office(target.email)]
    yield people[:1]
    wrote = [
        target
        for m in inbound
        if m.facts.automatic is None and (target := reply_target(m, company))
        if employer_domain(target.email) in application.domains
    ]
    yield [_person(target) for target in wrote if not is_office(target.email)]
    yield [
        _person(address)
        for m in reversed(application.messages)
        for address in (*m.to, *m.cc)
        if employer_domain(address.email) in application.domains and not is_office(address.email)
    ]
    yield [_person(target) for target in about]


def _with_addresses(
    people: tuple[Person, ...], application: Application, me: frozenset[str]
) -> list[Person]:
    """The people with the addresses under which the application's mail knows them."""
    known: dict[str, str] = {}
    for message in application.messages:
        facts = message.facts
        senders = [message.sender] if message.sender else []
        for address in (*senders, *message.reply_to, *message.to, *message.cc):
            known[address.email] = known.get(address.email) or address.name
        for person in (*facts.interviewers, *([facts.organizer] if facts.organizer else [])):
            if person.email:
                known[person.email.lower()] = known.get(person.email.lower()) or person.name
    pairs = [
        (name, email)
        for email, name in known.items()
        if email not in me and takes_answers(email, application.company)
    ]
    return list(with_addresses(people, pairs))


def _leader(reachable: list[Person], application: Application, found: Round) -> Person:
    """Of a panel: who leads it, else who is named first; not who only sent the invitation."""
    organizer = found.organizer.email if found.organizer else None
    host = next((p for p in reachable if p.email == organizer), None)
    if host and not _only_organizes(host, application, found):
        return host
    return next((p for p in reachable if p is not host), reachable[0])


def _only_organizes(person: Person, application: Application, found: Round) -> bool:
    """Whether somebody stands among the interviewers for having sent the invitation alone."""
    if found.organizer is None or not _same(person, found.organizer):
        return False
    return not any(
        _calls_interviewer(m, person) for m in application.messages if m.id in found.message_ids
    )


def _calls_interviewer(message: ReadMessage, person: Person) -> bool:
    """Whether a message says that this person will talk with the candidate.

    A calendar's list of guests has its organizer too; there only words beside the name say it.
    """
    facts = message.facts
    if not any(_same(person, each) or person.name == each.name for each in facts.interviewers):
        return False
    said = next((each for each in facts.evidence if each.fact == "interviewers"), None)
    if said is None or said.rule in _BY_PRESENCE:
        return False
    beside = said.quote.replace(person.name, "").strip()
    return not facts.calendar_uids or (beside not in ("", said.quote.strip()))


def _usable(person: Person, unreachable: frozenset[str], application: Application) -> bool:
    email = (person.email or "").lower()
    known = "@" in email and email not in unreachable
    return known and takes_answers(email, application.company)


def _odd_reply_to(application: Application, found: Round) -> str | None:
    for message in application.messages:
        if message.id not in found.message_ids or message.outbound:
            continue
        for address in message.reply_to:
            if not _may_follow(address, message):
                return (
                    f"An answer would go to {address.email}, another domain than the sender's; "
                    "the letter does not follow it. Check the address before you send."
                )
    return None


def _may_follow(address: MailAddress, message: ReadMessage) -> bool:
    """Whether a Reply-To is the sender's own, the employer's, or a known system's."""
    if message.sender is None or is_relay(address.email):
        return True
    if address.domain == message.sender.domain:
        return True
    own = employer_domain(message.sender.email)
    target = employer_domain(address.email)
    if own is None:  # a tracking system writes for the employer; free mail writes for nobody
        return target is not None and is_relay(message.sender.email)
    return target == own


def _from(message: ReadMessage, person: Person) -> bool:
    return message.sender is not None and message.sender.email == person.email


def _person(address: MailAddress) -> Person:
    return Person(name=address.name, email=address.email)


def _same(one: Person, other: Person) -> bool:
    return one == other or (one.email is not None and one.email == other.email)
