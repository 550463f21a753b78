"""What should be true: each follow-up of an application, its window, and the letter (pure).

`plan` is a deterministic function of facts, policy and time. It is computed afresh after every
change, wake-up, config edit and restart; nothing here remembers anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.business_time import WorkingCalendar
from scheduler.windows import decide

from gmail.message.model import Automatic
from scheduler.policy import Policy, Stage
from scheduler.timeline import (
    Absence,
    Answer,
    Decisions,
    SentLetter,
    StageDecision,
    Timeline,
    Verdict,
)
from service.answers import decision, is_answer, is_letter, reached, superseded_at
from service.applications import Application
from service.read_message import ReadMessage
from service.reading.model import Kind
from service.recipients import Recipients, parent, recipients
from service.rounds import Round


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the store adds to the facts: the fate of earlier drafts, and the person's decisions.

    `sent`: stage of each sent message that came from a draft of ours, by message id.
    `skipped`: per round key, the stages decided against. `bad`: addresses that bounce.
    """

    sent: Mapping[str, Stage]
    skipped: Mapping[str, frozenset[Stage]]
    bad: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the letter goes: to whom, in answer to which message, from which address."""

    recipients: Recipients
    parent: ReadMessage
    sender: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up as it should be now.

    `destination` is set only while a letter is due (`decision.verdict` is OPEN). `sent_message`
    is the candidate's letter that counts as this one. `blocked` says why a due letter is not
    written, in words for the person, and what they can do.
    """

    round: Round
    decision: StageDecision
    destination: Destination | None = None
    sent_message: str | None = None
    blocked: str | None = None

    @property
    def stage(self) -> Stage:
        return self.decision.stage


@dataclass(frozen=True, slots=True)
class Plan:
    """What should be true of one application. `next_at`: when time alone changes it."""

    follow_ups: tuple[FollowUp, ...]
    outcome: str | None
    reason: str
    reminder: str | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whose mailbox it is: all own addresses (lower-case) and the working calendar."""

    addresses: frozenset[str]
    primary: str
    calendar: WorkingCalendar


def plan(
    application: Application,
    remembered: Remembered,
    policy: Policy,
    candidate: Candidate,
    now: datetime,
) -> Plan:
    """The plan of one application at `now` (aware)."""
    follow_ups: list[FollowUp] = []
    moments: list[datetime] = []
    silent: list[datetime] = []
    rounds = application.rounds
    for found in rounds:
        timeline, letters = timeline_of(application, found, remembered, policy)
        rules = policy_for(application, found, policy)
        decisions = decide(timeline, rules, candidate.calendar, now)
        moments += [decisions.next_change] if decisions.next_change else []
        if found.takes_place and found.key == rounds[-1].key and decisions.silent_at:
            silent.append(decisions.silent_at)
        for word in _words(found, decisions):
            follow_up = FollowUp(found, word, sent_message=letters.get(word.stage))
            follow_ups.append(_addressed(follow_up, application, remembered, candidate))
    outcome, reason = _outcome(application, silent, now)
    return Plan(
        follow_ups=tuple(follow_ups),
        outcome=outcome,
        reason=reason,
        reminder=_reminder(follow_ups),
        next_at=min(moments + [at for at in silent if at > now], default=None),
    )


def end_of(found: Round, policy: Policy) -> datetime:
    """When the conversation is over; by the policy's usual length where nobody said."""
    if found.end is not None:
        return found.end
    return found.start + policy.usual_length(found.medium.value if found.medium else None)


def policy_for(application: Application, found: Round, policy: Policy) -> Policy:
    """The policy with the overrides that fit this application."""
    domain = next(iter(sorted(application.domains)), None)
    return policy.for_(company=application.company, domain=domain, thread=found.thread_id)


def timeline_of(
    application: Application, found: Round, remembered: Remembered, policy: Policy
) -> tuple[Timeline, dict[Stage, str]]:
    """The round as plain datetimes for the rules, and which message is which stage's letter."""
    end = end_of(found, policy)
    messages = application.messages
    letters = [
        m
        for m in messages
        if m.sent_at >= end and is_letter(m, application) and reached(m, messages)
    ]
    closing = decision(application)
    return (
        Timeline(
            start=found.start,
            end=end,
            answers=tuple(_answers(application, found, end)),
            letters=tuple(SentLetter(m.sent_at, remembered.sent.get(m.id)) for m in letters),
            absences=tuple(_absences(messages, end)),
            superseded_at=superseded_at(replace(found, end=end), application.rounds),
            closed_at=closing.sent_at if closing else None,
            skipped=frozenset(
                stage for key in found.keys for stage in remembered.skipped.get(key, ())
            ),
        ),
        {remembered.sent[m.id]: m.id for m in letters if m.id in remembered.sent},
    )


def _answers(application: Application, found: Round, end: datetime) -> list[Answer]:
    """Every word of the other side after the interview, and the promises made before it."""
    result = []
    for message in application.messages:
        promise = message.facts.promise
        promised = promise.last if promise and not message.outbound else None
        after = message.sent_at >= end
        if is_answer(message) if after else promised and message.sent_at >= found.known_at:
            result.append(Answer(message.sent_at, promised))
    return result


def _absences(messages: tuple[ReadMessage, ...], end: datetime) -> list[Absence]:
    return [
        Absence(m.sent_at, m.facts.away_until)
        for m in messages
        if m.facts.automatic is Automatic.AUTO_REPLY and m.facts.away_until and m.sent_at >= end
    ]


def _words(found: Round, decisions: Decisions) -> list[StageDecision]:
    """The rules' words, or why there is nothing to follow up."""
    if found.takes_place:
        return list(decisions.stages)
    rule, reason = _not_taking_place(found)
    return [
        StageDecision(word.stage, Verdict.ENDED, None, rule, reason) for word in decisions.stages
    ]


def _not_taking_place(found: Round) -> tuple[str, str]:
    if found.postponed:
        return "postponed", "The interview was postponed and has no new time yet."
    if found.status.value == "cancelled":
        return "cancelled", "The interview was cancelled."
    return "not_confirmed", "The proposed time was never confirmed."


def _addressed(
    follow_up: FollowUp, application: Application, remembered: Remembered, candidate: Candidate
) -> FollowUp:
    if follow_up.decision.verdict is not Verdict.OPEN:
        return follow_up
    if call := _call_awaited(application, follow_up.round):
        return replace(follow_up, blocked=call)
    found = recipients(application, follow_up.round, me=candidate.addresses, bad=remembered.bad)
    answered = parent(application, follow_up.round, found.first) if found else None
    if found is None or answered is None:
        return replace(
            follow_up,
            blocked="Nobody who can be written to is known: only no-reply or failed addresses. "
            "If you have an address, write yourself; Afterword will count it.",
        )
    sender = _own_address(application, follow_up.round, candidate)
    return replace(follow_up, destination=Destination(found, answered, sender))


def _call_awaited(application: Application, found: Round) -> str | None:
    """A phone call asked for or promised after the interview takes the place of a letter."""
    words = [m for m in application.messages if m.sent_at >= found.start and is_answer(m)]
    if words and words[-1].facts.phone_call_requested:
        day = words[-1].sent_at.date().isoformat()
        return f"A phone call was asked for or promised on {day}: call, do not write."
    return None


def _own_address(application: Application, found: Round, candidate: Candidate) -> str:
    """The own address to which the invitation came."""
    for message in application.messages:
        if message.id in found.message_ids and not message.outbound:
            for email in message.recipients:
                if email in candidate.addresses:
                    return email
    return candidate.primary


def _outcome(
    application: Application, silent: list[datetime], now: datetime
) -> tuple[str | None, str]:
    closing = decision(application)
    if closing is not None:
        offered = closing.facts.kind is Kind.OFFER
        day = closing.sent_at.date().isoformat()
        return (
            ("offer", f"An offer came on {day}.")
            if offered
            else (
                "rejected",
                f"A rejection came on {day}.",
            )
        )
    if silent and silent[0] <= now:
        return "silent", "Nobody answered."
    return None, ""


def _reminder(follow_ups: list[FollowUp]) -> str | None:
    """What the person should do or look at, if anything."""
    for follow_up in follow_ups:
        if follow_up.blocked:
            return follow_up.blocked
        if follow_up.destination and follow_up.destination.recipients.warning:
            return follow_up.destination.recipients.warning
    return None
