"""Which message belongs to which application (pure).

Messages are told in the order they were sent, so that the order of arrival does not matter. The
strongest tie decides: thread and reply headers, then calendar uid, then people, then the employer
with its role. Two applications at one employer stay apart where their roles differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gmail.message.addresses import is_no_reply
from gmail.message.model import Automatic
from service.employer_names import (
    label_forms,
    labels_of,
    shared_words,
    spells,
    surely_one,
)
from service.read_message import ReadMessage
from service.reading.model import Kind
from service.reading.who.employers import company_key, employer_domain, role_key
from service.rounds import Round, rounds_of


@dataclass(frozen=True, slots=True)
class Application:
    """The candidate's process with one employer for one role.

    `messages` in the order sent; `domains` are the employer's (registrable, never free mail or a
    tracking system's); `people` are the addresses of humans on the other side.
    """

    company: str | None
    role: str | None
    messages: tuple[ReadMessage, ...]
    rounds: tuple[Round, ...]
    domains: frozenset[str]
    people: frozenset[str]

    @property
    def threads(self) -> frozenset[str]:
        return frozenset(message.thread_id for message in self.messages)

    @property
    def anchors(self) -> tuple[ReadMessage, ...]:
        return tuple(message for message in self.messages if message.anchor)


def keys_of(message: ReadMessage) -> frozenset[str]:
    """By what a message may be joined with others, as "kind:value" strings."""
    keys = {f"thread:{message.thread_id}"}
    keys.update(f"mail:{reference}" for reference in _references(message))
    keys.update(f"uid:{uid}" for uid in _uids(message))
    for email in _others(message):
        keys.add(f"person:{email}")
        if domain := employer_domain(email):
            keys.add(f"domain:{domain}")
            keys.update(f"label:{form}" for form in label_forms(domain))
    if name := company_key(message.facts.company):
        keys.add(f"company:{name}")
        keys.update(f"label:{form}" for form in labels_of(message.facts.company or ""))
    return frozenset(keys)


def group(messages: Iterable[ReadMessage]) -> tuple[Application, ...]:
    """The applications that these messages tell of; those of no application are left out."""
    groups: list[_Group] = []
    ordered = sorted(messages, key=lambda m: (m.sent_at, m.id))
    later: list[ReadMessage] = []
    for message in ordered:
        home = _home(groups, message)
        if home is None and message.anchor:
            home = _Group()
            groups.append(home)
        if home is None:
            later.append(message)
        else:
            home.add(message)
    for message in later:  # mail from before the first sure sign: the recruiter's first word
        home = _home(groups, message, only_sure=True)
        if home is not None:
            home.add(message)
    return tuple(found.finished() for found in groups)


def application_of(messages: Iterable[ReadMessage]) -> Application:
    """These messages as one application, as `group` found it earlier."""
    whole = _Group()
    for message in sorted(messages, key=lambda m: (m.sent_at, m.id)):
        whole.add(message)
    return whole.finished()


@dataclass(slots=True)
class _Group:
    messages: list[ReadMessage] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    mails: set[str] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    companies: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)

    def add(self, message: ReadMessage) -> None:
        self.messages.append(message)
        self.threads.add(message.thread_id)
        self.mails.update(_references(message))
        self.uids.update(_uids(message))
        facts = message.facts
        if message.anchor or (not message.outbound and facts.automatic is None):
            for email in _others(message):
                self.people.add(email)
                if domain := employer_domain(email):
                    self.domains.add(domain)
        if message.anchor and (name := company_key(facts.company)) and facts.company:
            self.companies.setdefault(name, facts.company)
        if message.anchor and (name := role_key(facts.role)) and facts.role:
            self.roles.setdefault(name, facts.role)

    def finished(self) -> Application:
        ordered = tuple(sorted(self.messages, key=lambda m: (m.sent_at, m.id)))
        return Application(
            company=next(iter(self.companies.values()), None),
            role=next(iter(self.roles.values()), None),
            messages=ordered,
            rounds=rounds_of(ordered),
            domains=frozenset(self.domains),
            people=frozenset(self.people),
        )


def _home(groups: list[_Group], message: ReadMessage, *, only_sure: bool = False) -> _Group | None:
    """The group a message belongs to: the strongest tie, and of equals the latest active."""
    best: tuple[int, int] | None = None
    home: _Group | None = None
    for position, known in enumerate(groups):
        strength = _tie(known, message)
        if strength < (3 if only_sure else 1):
            continue
        rank = (strength, position)
        if best is None or rank > best:
            best, home = rank, known
    return home


def _tie(known: _Group, message: ReadMessage) -> int:
    """How strongly a message is tied to a group: 0 not at all, 4 beyond doubt."""
    if message.thread_id in known.threads or known.mails & _references(message):
        return 4
    if known.uids & _uids(message):
        return 4
    if _another_role(known, message) or _another_company(known, message):
        return 0
    others = _others(message)
    if known.people & others:
        return 3 if _same_role(known, message) or not message.facts.role else 2
    domains = _domains(message)
    about = message.outbound or _about_us(message)
    if _same_company(known, message, domains) or (about and known.domains & domains):
        return 2 if _same_role(known, message) else 1
    return 1 if about and _spelled(known.companies.values(), domains) else 0


def _about_us(message: ReadMessage) -> bool:
    """Whether mail from the employer's domain may be about the application at all."""
    return message.facts.automatic is not Automatic.BULK and message.facts.kind not in (
        Kind.JOB_MARKETING,
        Kind.OUTREACH,
    )


def _same_role(known: _Group, message: ReadMessage) -> bool:
    role = role_key(message.facts.role)
    return bool(role) and role in known.roles


def _another_role(known: _Group, message: ReadMessage) -> bool:
    role = role_key(message.facts.role)
    return bool(role) and bool(known.roles) and not any(_like(role, other) for other in known.roles)


def _another_company(known: _Group, message: ReadMessage) -> bool:
    """Whether the message names an employer that cannot be the group's.

    A name that the mail's own domain does not spell may be misread; the domain is not.
    """
    if not (message.anchor and company_key(message.facts.company) and known.companies):
        return False
    domains = _domains(message)
    own = _spelled(known.companies.values(), domains)
    return not own and not _same_company(known, message, domains)


def _same_company(known: _Group, message: ReadMessage, domains: frozenset[str]) -> bool:
    """Whether the message names the group's employer, as a word for word or a shorter form."""
    name = message.facts.company
    if not name or not company_key(name):
        return False
    if company_key(name) in known.companies or _spelled([name], known.domains):
        return True
    return any(
        surely_one(name, other) or (known.domains & domains and shared_words(name, other))
        for other in known.companies.values()
    )


def _spelled(names: Iterable[str], domains: Iterable[str]) -> bool:
    return any(spells(domain, name) for name in names for domain in domains)


def _domains(message: ReadMessage) -> frozenset[str]:
    domains = (employer_domain(email) for email in _others(message))
    return frozenset(domain for domain in domains if domain)


def _like(role: str, other: str) -> bool:
    """Whether two role names may be the same role: one's words are among the other's, or its
    initials ("BI", "Business Intelligence Developer")."""
    one, two = set(role.split()), set(other.split())
    short, long = sorted((role, other), key=len)
    initials = "".join(word[0] for word in long.split())
    return one <= two or two <= one or (len(short) > 1 and initials.startswith(short))


def _references(message: ReadMessage) -> frozenset[str]:
    mails = (message.message_id, message.in_reply_to, *message.references)
    return frozenset(mail for mail in mails if mail)


def _uids(message: ReadMessage) -> frozenset[str]:
    interview = message.facts.interview
    own = {interview.uid} if interview and interview.uid else set()
    return frozenset(own | set(message.facts.calendar_uids))


def _others(message: ReadMessage) -> frozenset[str]:
    """The addresses of the people on the other side of a message; never a no-reply one."""
    if message.outbound:
        addresses = [*message.to, *message.cc]
    elif message.sender is None or is_no_reply(message.sender.email):
        addresses = list(message.reply_to)
    else:
        addresses = [message.sender]
    emails = {address.email for address in addresses if not is_no_reply(address.email)}
    if not message.outbound:
        facts = message.facts
        people = (*facts.interviewers, *([facts.organizer] if facts.organizer else []))
        emails |= {person.email.lower() for person in people if person.email}
    return frozenset(emails)
