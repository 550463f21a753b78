"""Message -> Facts: what one message says of the candidate's applications, each with evidence.

Structure first (calendar parts, then what a known system's template says), then the words. Pure:
no clock, no network, no state. docs/reading.md explains the order and the measurements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gmail.message.model import Address, Automatic, Message
from service.reading.away import return_date
from service.reading.encoder.tags import Tagged
from service.reading.interview import Chosen, interview_of
from service.reading.kind.decide import Verdict, decide
from service.reading.kind.features import Features, features_of
from service.reading.kind.language import languages
from service.reading.kind.opinion import INTERVIEWS, opinion_of
from service.reading.model import Evidence, Facts, Kind, Person
from service.reading.promise import Found as FoundPromise
from service.reading.promise import find_promise, likely_promise
from service.reading.quoted import Quoted, quoted_in
from service.reading.view import SHORT, View
from service.reading.who import people, senders
from service.reading.who.company import company_of
from service.reading.who.company_witnesses import from_agency
from service.reading.who.names import same_person
from service.reading.who.phone import call_phrase
from service.reading.who.role import role_of
from service.reading.who.tone import is_informal, signed_as, topic_of

_DTSTART = re.compile(r"^DTSTART\S*", re.MULTILINE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_SILENT = frozenset({Automatic.BOUNCE, Automatic.CALENDAR_REPLY})
MEETINGS = INTERVIEWS | {Kind.INTERVIEW_INVITATION}
_ABOUT_NOBODY = frozenset({Kind.OTHER, Kind.JOB_MARKETING})
_SETTLED = frozenset({Kind.REJECTION, Kind.OFFER, Kind.OUTREACH})
"""Kinds in which no decision is awaited."""
_OF_HISTORY = 0.5
"""How sure a start is that only the quoted mail names."""


def read(
    message: Message, *, me: frozenset[str] = frozenset(), time_zone: str | None = None
) -> Facts:
    """What `message` says. `me` are the candidate's addresses, lower-case; `time_zone` their own.

    The candidate's own mail, bounces and calendar replies are `other`; their own mail may say that
    a talk was not held or that they withdraw, the others hold nothing.
    """
    view = View(message, me, time_zone)
    if message.automatic in _SILENT:
        return Facts.nothing(automatic=message.automatic)
    if view.is_own:
        return _own(view)
    if message.automatic is Automatic.AUTO_REPLY and not _may_acknowledge(view):
        return _away(view)
    if not view.may_concern_a_job:
        return _in_passing(view)
    features = features_of(view)
    quoted = quoted_in(view)
    opinions = opinion_of(view, features, quoted)
    verdict = decide(features, opinions)
    if message.automatic is Automatic.AUTO_REPLY and verdict.kind in _ABOUT_NOBODY:
        return _away(view)
    return facts_of(view, features, verdict, opinions.tagged, quoted)


def _may_acknowledge(view: View) -> bool:
    """Whether an automatic reply may be an employer's word on an application, not an absence.

    Some systems mark an acknowledgement as replied by machine (RFC 3834), or say so in their
    footer; the application came by a form, so that it answers no mail.
    """
    return not view.is_reply and view.says("application") and not view.says("out_of_office")


def _in_passing(view: View) -> Facts:
    """Mail without a word of work; in an application's thread it may ask for a call, or promise."""
    asked = len(view.message.text) < SHORT and call_phrase(view) is not None
    promised = _promise(view, Kind.OTHER, None) if _may_answer(view) else None
    return Facts.nothing(automatic=view.message.automatic).model_copy(
        update={"phone_call_requested": asked, "promise": promised.promise if promised else None}
    )


def _away(view: View) -> Facts:
    """An out-of-office note: only its return date matters."""
    message = view.message
    sent = message.date or message.received_at
    back = return_date(message.text, message.subject, sent=sent, language=view.language)
    return Facts.nothing(automatic=message.automatic).model_copy(
        update={"away_until": back, "language": view.language}
    )


def _own(view: View) -> Facts:
    """What the candidate's own word may end."""
    return Facts.nothing(automatic=view.message.automatic).model_copy(
        update={
            "not_held": view.says("not_held"),
            "withdraws": view.says("withdraw"),
            "asks_to_move": view.says("move_asked"),
        }
    )


def _promise(
    view: View, kind: Kind, chosen: Chosen | None, tagged: Tagged | None = None
) -> FoundPromise | None:
    sent = view.message.date or view.message.received_at
    day = chosen.interview.start.date() if chosen else None
    text, language = view.prose, view.language
    if tagged is None:
        return find_promise(text, sent=sent, interview=day, language=language)
    return likely_promise(text, tagged, kind, sent=sent, interview=day, language=language)


def facts_of(
    view: View,
    features: Features,
    verdict: Verdict,
    tagged: Tagged | None = None,
    quoted: Quoted | None = None,
) -> Facts:
    """All facts of a message whose kind has been decided.

    `tagged` is what its words name, `quoted` the mail that it quotes.
    """
    automatic = _automatic(view, verdict.kind)
    if verdict.kind in _ABOUT_NOBODY:
        other = verdict.kind is Kind.OTHER
        promised = _promise(view, Kind.OTHER, None) if other and _may_answer(view) else None
        return Facts(
            kind=verdict.kind,
            score=verdict.score,
            automatic=automatic,
            promise=promised.promise if promised else None,
            language=view.language,
            phone_call_requested=call_phrase(view) is not None,
            not_held=view.says("not_held"),
            signed_as=signed_as(view),
            informal=is_informal(view),
        )
    text = view.prose
    company = company_of(view, text, tagged)
    role = _role(view, company[0] if company else None, tagged, quoted)
    chosen = interview_of(view, verdict.kind, tagged)
    met = _people(view, verdict.kind, company[0] if company else None, tagged, quoted)
    call = call_phrase(view)
    promise = None if verdict.kind in _SETTLED else _promise(view, verdict.kind, chosen, tagged)
    return Facts(
        kind=verdict.kind,
        score=verdict.score,
        automatic=automatic,
        interview=chosen.interview if chosen else None,
        company=company[0] if company else None,
        role=role[0] if role else None,
        interviewers=met.people,
        organizer=_organizer(view) if verdict.kind in MEETINGS else None,
        round_name=_round_name(view) if verdict.kind in MEETINGS else None,
        promise=promise.promise if promise else None,
        calendar_uids=tuple(dict.fromkeys(event.uid for event in view.events if event.uid)),
        phone_call_requested=call is not None
        and (chosen is None or verdict.kind not in INTERVIEWS),
        not_held=view.says("not_held"),
        language=view.language,
        topic=topic_of(view) if verdict.kind in MEETINGS else None,
        signed_as=signed_as(view),
        informal=is_informal(view),
        evidence=tuple(_evidence(view, features, verdict, company, role, met, chosen, promise)),
    )


def _role(
    view: View, company: str | None, tagged: Tagged | None, quoted: Quoted | None
) -> tuple[str, str] | None:
    """The role; a reply that names none is about the one that the quoted mail names."""
    role = role_of(view, view.prose, company, tagged)
    if role or tagged is None or quoted is None:
        return role
    below = quoted.view
    return role_of(below, below.prose, company, quoted.opinion.tagged)


def _may_answer(view: View) -> bool:
    """Whether a mail of no kind may, in an application's thread, be the other side's short word.

    "We decide by Friday." says of itself nothing of work; its thread does.
    """
    return view.is_reply and len(view.message.new_text) < SHORT


def _organizer(view: View) -> Person | None:
    """Who sets the interview: the calendar's organizer, else the sender, where they are people."""
    named = [event.organizer for event in view.events if event.organizer and event.organizer.email]
    addresses = [Address(person.email or "", person.name) for person in named]
    known = (senders.human(address) for address in addresses)
    return next((person for person in known if person), None) or senders.human(view.message.sender)


def _round_name(view: View) -> str | None:
    """What the round is called, by the subject before the text."""
    for text in (view.low_subject, view.calendar_text, view.low_body[:3000]):
        for code in dict.fromkeys((view.language, "en")):
            for name, phrase in languages()[code].rounds.items():
                if phrase.search(text):
                    return name
    return None


def _automatic(view: View, kind: Kind) -> Automatic | None:
    """A generated notice about this person's application is no bulk mail, and no absence."""
    notice = kind not in (Kind.OTHER, Kind.JOB_MARKETING, Kind.OUTREACH)
    return None if notice else view.message.automatic


def _people(
    view: View, kind: Kind, company: str | None, tagged: Tagged | None, quoted: Quoted | None
) -> people.Found:
    if kind not in MEETINGS:
        return people.Found(())
    said = "\n\n".join(
        [view.subject, view.prose, *(e.description or "" for e in view.events[:2])]
        + [e.summary or "" for e in view.events[:2]]
    )
    found = people.named(view, said, company, tagged=tagged, quoted=quoted)
    sender = senders.writer(view)
    known = _known_addresses(view)
    if found.people and not _only_the_host(view, found):
        return people.Found(people.with_addresses(found.people, known), found.quote, found.rule)
    agency = from_agency(view)
    if agency and (written := people.forwarded_by_agency(view)).people:
        return written
    invited = people.invited(view)
    if invited and kind in INTERVIEWS:
        return people.Found(invited, invited[0].name, "calendar")
    if agency and kind is Kind.INTERVIEW_CANCELLATION:
        return people.Found(())
    if sender is None or not senders.surely_person(sender):
        return people.Found(())
    return people.Found((sender,), sender.name, "sender")


def _only_the_host(view: View, found: people.Found) -> bool:
    """Whether a calendar's text names its organizer alone, above a list of guests."""
    hosts = [event.organizer.name for event in view.events if event.organizer]
    if len(found.people) > 1 or not any(same_person(found.people[0].name, h) for h in hosts):
        return False
    guests = [
        p.name for p in people.invited(view) if not any(same_person(p.name, h) for h in hosts)
    ]
    beside = found.quote.replace(found.people[0].name, "").strip(" :\t\n").lower()
    return bool(guests) and beside in ("", "organizer", "organiser")


def _known_addresses(view: View) -> list[tuple[str, str]]:
    message = view.message
    addresses = [*([message.sender] if message.sender else []), *message.reply_to]
    addresses += [*message.to, *message.cc]
    known = [(a.name, a.email) for a in addresses if a.email not in view.me]
    for event in view.events:
        persons = [attendee.person for attendee in event.attendees]
        persons += [event.organizer] if event.organizer else []
        known += [(p.name, p.email) for p in persons if p.email and p.email not in view.me]
    written = dict.fromkeys(match.group().lower() for match in _EMAIL.finditer(view.prose))
    return known + [("", email) for email in written if email not in view.me]


def _evidence(
    view: View,
    features: Features,
    verdict: Verdict,
    company: tuple[str, str] | None,
    role: tuple[str, str] | None,
    met: people.Found,
    chosen: Chosen | None,
    promise: FoundPromise | None,
) -> Iterator[Evidence]:
    told = [
        _start_evidence(view, chosen) if chosen else None,
        view.evidence("company", company[1], "company") if company else None,
        view.evidence("role", role[1], "role") if role else None,
        view.evidence("interviewers", met.quote, met.rule) if met.people else None,
    ]
    if promise:
        said = view.prose[slice(*promise.span)]
        told.append(view.evidence("decision_by", said, "promises"))
    told.append(_kind_evidence(view, features, verdict))
    yield from (one for one in told if one)


def _start_evidence(view: View, chosen: Chosen) -> Evidence | None:
    if chosen.quote:
        score = _OF_HISTORY if chosen.rule == "history" else None
        return view.evidence("interview.start", chosen.quote, chosen.rule, score)
    starts = (_DTSTART.search(part.text) for part in view.message.calendars)
    quote = next((match.group() for match in starts if match), "")
    return view.evidence("interview.start", quote, chosen.rule)


def _kind_evidence(view: View, features: Features, verdict: Verdict) -> Evidence | None:
    """The words of the signal that speaks most for the kind, else the subject."""
    first = min(features.quotes.values(), default=None)
    quote = view.body[slice(*first)] if first else ""
    quote = quote if quote.strip() else view.message.subject
    return view.evidence("kind", quote, verdict.rule, verdict.score)
