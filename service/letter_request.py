"""From a follow-up that is due to the request its letter is written from (pure)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.answers import is_answer, is_letter, reached
from service.applications import Application
from service.follow_up import follow_up_key
from service.letters.model import Correspondent, LetterRequest, Signatory
from service.letters.others import OtherNames
from service.plan import FollowUp
from service.read_message import ReadMessage
from service.reading.model import Person
from service.rounds import Round


def letter_request(
    application: Application,
    follow_up: FollowUp,
    *,
    account: str,
    interview_key: str,
    end: datetime,
    signatory: Signatory,
    zone: ZoneInfo,
    others_names: OtherNames,
) -> LetterRequest:
    """All that the letter of a due follow-up may draw on.

    `end` is when the interview was over; `zone` the candidate's; `others_names` the companies of
    other applications, none of which may appear.
    """
    destination = follow_up.destination
    if destination is None:
        raise ValueError("a letter is written only for a follow-up that is due")
    found, first = follow_up.round, destination.recipients.first
    letters = [
        m
        for m in application.messages
        if m.sent_at >= end and is_letter(m, application) and reached(m, application.messages)
    ]
    return LetterRequest(
        key=follow_up_key(account, interview_key, follow_up.stage, first.email or ""),
        stage=follow_up.stage,
        candidate=signatory,
        recipient=_correspondent(first, application),
        interview_start=_local(found, zone),
        others=tuple(_correspondent(p, application) for p in destination.recipients.others),
        company=application.company,
        role=application.role,
        medium=found.medium.value if found.medium else None,
        round_name=found.round_name,
        promised=_promised(application, found),
        previous_letter_at=letters[-1].sent_at.astimezone(zone) if letters else None,
        thank_you_sent=bool(letters),
        topic=_topic(application, found),
        language=_language(application),
        informal=_informal(application, first),
        thread_subject=destination.parent.subject if destination.parent else None,
        others_names=others_names,
    )


def _correspondent(person: Person, application: Application) -> Correspondent:
    signed = _signed_mail(person, application)
    return Correspondent(
        name=person.name,
        email=person.email,
        title=person.title,
        signs_as=signed[-1].facts.signed_as if signed else None,
    )


def _signed_mail(person: Person, application: Application) -> list[ReadMessage]:
    """What this person wrote themselves and signed with the first name alone, in order."""
    email = (person.email or "").lower()
    return [
        m
        for m in application.messages
        if not m.outbound
        and m.facts.automatic is None
        and m.facts.signed_as
        and m.sender is not None
        and m.sender.email == email
    ]


def _informal(application: Application, first: Person) -> bool:
    signed = _signed_mail(first, application)
    return bool(signed) and signed[-1].facts.informal


def _local(found: Round, zone: ZoneInfo) -> datetime:
    """The start in the interview's own zone; its stated offset where no zone was named."""
    if found.time_zone:
        return found.start.astimezone(ZoneInfo(found.time_zone))
    return found.start if found.start.utcoffset() else found.start.astimezone(zone)


def _promised(application: Application, found: Round) -> date | None:
    """The last promise the employer made since this round was known, if it is still their word."""
    words = [m for m in application.messages if not m.outbound and m.sent_at >= found.known_at]
    for message in reversed(words):
        if message.facts.promise:
            return message.facts.promise.last
        if is_answer(message) and message.sent_at > found.start:
            return None  # a later word without a date took its place
    return None


def _topic(application: Application, found: Round) -> str | None:
    about = [m for m in application.messages if m.id in found.message_ids]
    return next((m.facts.topic for m in reversed(about) if m.facts.topic), None)


def _language(application: Application) -> str:
    anchors = application.anchors
    return anchors[-1].facts.language if anchors else "en"
