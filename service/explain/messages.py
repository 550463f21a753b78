"""A message in the story: what it is, what was read in it with its quotes, what followed (pure)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from gmail.message.model import Automatic
from service.answers import is_absence, is_answer
from service.applications import Application
from service.read_message import ReadMessage
from service.reading.model import Evidence, Facts, Interview, InterviewStatus, Kind

Row = dict[str, Any]

KINDS = {
    Kind.INTERVIEW_INVITATION: "asks for an interview; no time is fixed yet",
    Kind.INTERVIEW_CONFIRMATION: "fixes an interview",
    Kind.INTERVIEW_RESCHEDULE: "moves the interview",
    Kind.INTERVIEW_CANCELLATION: "cancels the interview",
    Kind.REJECTION: "says no",
    Kind.OFFER: "makes an offer",
    Kind.ACKNOWLEDGEMENT: "acknowledges the application",
    Kind.ASSESSMENT: "asks for a test or a task",
    Kind.STATUS_UPDATE: "gives news of the process",
    Kind.OUTREACH: "offers another job",
    Kind.JOB_MARKETING: "advertises jobs",
    Kind.OTHER: "says nothing that the timing rests on",
}
"""What a message does, after "it"."""

_AUTOMATIC = {
    Automatic.AUTO_REPLY: "is an automatic reply",
    Automatic.BOUNCE: "brings a letter back: it could not be delivered",
    Automatic.CALENDAR_REPLY: "is a calendar's reply",
    Automatic.BULK: "is a mailing to many",
}
_ORDER = ("kind", "interview.start", "interviewers", "decision_by", "company", "role")


def told(
    message: ReadMessage,
    application: Application,
    began: datetime | None,
    known: set[str],
    zone: ZoneInfo,
) -> Row:
    """One message of an application. `began` is when its first interview was over; `known` are the
    facts told so far, and is added to."""
    sender = message.sender
    return {
        "what": "you_wrote" if message.outbound else "they_wrote",
        "from": (sender.name or sender.email) if sender else None,
        "address": sender.email if sender else None,
        "to": list(message.recipients),
        "subject": message.subject,
        "message_id": message.message_id,
        "says": _says(message),
        "facts": [] if message.outbound else list(_facts(message.facts, known, zone)),
        "therefore": _therefore(message, application, began),
    }


def _says(message: ReadMessage) -> str:
    facts = message.facts
    if message.outbound:
        return "withdraws the application" if facts.withdraws else ""
    if facts.automatic is not None and facts.kind not in (Kind.REJECTION, Kind.OFFER):
        back = f", back on {facts.away_until}" if facts.away_until else ""
        return _AUTOMATIC[facts.automatic] + back
    if facts.not_held:
        return "says that the talk did not take place"
    if facts.kind is Kind.OTHER and facts.phone_call_requested:
        return "asks for or promises a phone call"
    return KINDS[facts.kind]


def _therefore(
    message: ReadMessage, application: Application, began: datetime | None
) -> str | None:
    """What follows for the timing; only what comes after an interview can be an answer."""
    if message.outbound or began is None or message.sent_at < began:
        return None
    if message.facts.kind in (Kind.REJECTION, Kind.OFFER) and is_answer(message):
        return "This is a decision: it ends the application."
    if is_answer(message):
        return "This is an answer: the wait before it is over, and a new one begins."
    if message.facts.automatic is Automatic.BOUNCE:
        return "The address that failed is marked: nobody is written to there any more."
    if message.facts.away_until and is_absence(message, application):
        return "This is no answer, but the next letter waits for their return."
    return "This is no answer."


def _facts(facts: Facts, known: set[str], zone: ZoneInfo) -> list[Row]:
    rows = []
    order = {name: place for place, name in enumerate(_ORDER)}
    for each in sorted(facts.evidence, key=lambda e: order.get(e.fact, len(_ORDER))):
        value = _value(each, facts, zone)
        word = f"{each.fact}={value}"
        rows.append(
            {
                "fact": each.fact,
                "value": value,
                "quote": each.quote,
                "part": each.part,
                "rule": each.rule,
                "repeats": word in known,
            }
        )
        known.add(word)
    return rows


def _value(evidence: Evidence, facts: Facts, zone: ZoneInfo) -> str:
    match evidence.fact:
        case "kind":
            return facts.kind.value
        case "company":
            return facts.company or evidence.quote
        case "role":
            return facts.role or evidence.quote
        case "interviewers":
            return ", ".join(person.name or person.email or "" for person in facts.interviewers)
        case "decision_by" if facts.promise:
            return f"{facts.promise.last:%a %-d %b %Y}"
        case "interview.start" if facts.interview:
            return when_of(facts.interview, zone)
    return evidence.quote


def when_of(interview: Interview, zone: ZoneInfo) -> str:
    """ "Thu 5 Mar 2026, 14:00-15:00", in the candidate's zone."""
    start = interview.start.astimezone(zone)
    end = f"-{interview.end.astimezone(zone):%H:%M}" if interview.end else ""
    proposed = ", proposed" if interview.status is InterviewStatus.PROPOSED else ""
    return f"{start:%a %-d %b %Y, %H:%M}{end}{proposed}"
