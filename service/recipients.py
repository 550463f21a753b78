"""To whom a letter goes, and in which thread (pure).

The interviewer, else the organizer, else the recruiter, else a human address at the employer;
never a no-reply address, never one from which a letter came back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gmail.message.addresses import is_no_reply
from gmail.message.model import Automatic
from service.applications import Application
from service.read_message import MailAddress, ReadMessage
from service.reading.model import Person
from service.reading.who.employers import employer_domain, is_relay
from service.rounds import Round


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
    unreachable = me | bad
    for candidates in _by_closeness(application, found):
        reachable = [p for p in candidates if _usable(p, unreachable)]
        if reachable:
            first = _leader(reachable, found)
            panel = [p for p in found.interviewers if p.name and not _same(p, first)]
            others = [p for p in panel if (p.email or "") not in me]
            return Recipients(first, tuple(others), _odd_reply_to(application, found))
    return None


def panel_apart(
    application: Application, found: Round, *, me: frozenset[str], bad: frozenset[str]
) -> list[Person]:
    """The interviewers beside the one who gets the letter in the thread, who can be written to."""
    lead = recipients(application, found, me=me, bad=bad)
    panel = [_with_address(person, application) for person in found.interviewers]
    return [
        person
        for person in panel
        if lead and _usable(person, me | bad) and not _same(person, lead.first)
    ]


def reply_target(message: ReadMessage) -> MailAddress | None:
    """Where an answer to this message goes; an odd Reply-To is not followed."""
    for address in message.reply_to:
        if _may_follow(address, message) and not is_no_reply(address.email):
            return address
    sender = message.sender
    if sender is None or is_no_reply(sender.email):
        return None
    return sender


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


def _by_closeness(application: Application, found: Round) -> Iterator[list[Person]]:
    yield [_with_address(person, application) for person in found.interviewers]
    yield [found.organizer] if found.organizer else []
    about = [m for m in application.messages if m.id in found.message_ids and not m.outbound]
    yield [_person(target) for m in reversed(about) if (target := reply_target(m))]
    yield [
        _person(target)
        for m in reversed(application.messages)
        if not m.outbound
        and m.facts.automatic is None
        and (target := reply_target(m))
        and employer_domain(target.email) in application.domains
    ]


def _with_address(person: Person, application: Application) -> Person:
    """The person with the address under which they wrote or were written to, if one is known."""
    if person.email or not person.name:
        return person
    wanted = set(person.name.casefold().split())
    for message in application.messages:
        senders = [message.sender] if message.sender else []
        for address in (*senders, *message.to, *message.cc):
            words = set(address.name.casefold().replace(",", " ").split())
            if wanted and wanted <= words and not is_no_reply(address.email):
                return person.model_copy(update={"email": address.email})
    return person


def _leader(reachable: list[Person], found: Round) -> Person:
    """Of a panel: who organized it, else who is named first."""
    organizer = found.organizer.email if found.organizer else None
    return next((p for p in reachable if p.email == organizer), reachable[0])


def _usable(person: Person, unreachable: frozenset[str]) -> bool:
    email = (person.email or "").lower()
    return "@" in email and email not in unreachable and not is_no_reply(email)


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
