"""The story of one application: what happened and why, what comes next, what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from scheduler.timeline import Verdict
from service import views
from service.config import Settings
from service.explain import ahead, messages
from service.explain.outlook import Outlook, outlook
from service.explain.record import record
from service.follow_up import State
from service.plan import plan
from service.store import decisions
from service.store.models import ApplicationRow, DecisionRow, FollowUpRow
from service.wiring import candidate_of

Row = dict[str, Any]
Event = tuple[datetime, Row]


def story(session: Session, row: ApplicationRow, settings: Settings, now: datetime) -> Row:
    """Everything about one application, as data; all moments in the candidate's zone.

    `timeline` is what happened, oldest first; `next` what the rules will do if nothing happens;
    `would_change` what else may, in words.
    """
    zone = settings.candidate.zone
    found = outlook(session, row, settings, now)
    events = [
        *_messages(found, settings),
        *_interviews(found, now),
        *_drafts(session, row, found, settings),
        *_decisions(session, row, settings),
    ]
    events.sort(key=lambda event: event[0])
    return {
        **record(session, row, zone),
        "at": now.astimezone(zone).isoformat(timespec="seconds"),
        "timeline": [
            {"at": at.astimezone(zone).isoformat(timespec="seconds"), **event}
            for at, event in events
        ],
        "next": ahead.next_steps(found, now, zone),
        "would_change": ahead.would_change(row.id, found, now),
    }


def _messages(found: Outlook, settings: Settings) -> Iterator[Event]:
    ends = [each.end or each.start for each in found.application.rounds if each.takes_place]
    stages = {each.sent_message_id: each.stage for each in found.letters if each.sent_message_id}
    known: set[str] = set()
    application, began = found.application, min(ends, default=None)
    for message in application.messages:
        told = messages.told(message, application, began, known, settings.candidate.zone)
        stage = stages.get(message.id)
        if stage is not None:
            told["therefore"] = f"This is your {stage.replace('_', ' ')}."
        yield message.sent_at, {**told, "stage": stage}


def _interviews(found: Outlook, now: datetime) -> Iterator[Event]:
    """Each interview when it ended; one that lies ahead is told of under `next`."""
    for each in found.application.rounds:
        row = found.interviews.get(each.key)
        ended = row.ends_at if row else each.end or each.start
        if ended > now:
            continue
        status = "postponed" if each.postponed else each.status.value
        people = ", ".join(person.name for person in each.interviewers if person.name)
        yield (
            ended,
            {
                "what": "interview",
                "status": status,
                "took_place": each.takes_place,
                "medium": each.medium.value if each.medium else None,
                "with": people or None,
            },
        )


def _drafts(
    session: Session, row: ApplicationRow, found: Outlook, settings: Settings
) -> Iterator[Event]:
    """The fate of each letter: put into Drafts, taken back, deleted, or never written."""
    for each in found.letters:
        state = State(each.state)
        word: Row = {"what": "letter", "stage": each.stage, "to": each.recipient or None}
        if each.placed_at is not None:
            reason = _why_placed(session, row, each, found, settings)
            yield each.placed_at, {**word, "fate": "placed", "because": reason, "rule": None}
        if each.ended_at is not None and state is not State.SENT:
            fate = state.value if each.placed_at is not None else "not_written"
            yield each.ended_at, {**word, "fate": fate, "because": each.reason, "rule": each.rule}


def _why_placed(
    session: Session, row: ApplicationRow, each: FollowUpRow, found: Outlook, settings: Settings
) -> str | None:
    """The rule's word at the moment when it was placed, by the policy of today."""
    if each.placed_at is None:
        return None
    account = views.address_of(session, row)
    candidate = candidate_of(settings, account)
    then = plan(found.application, found.remembered, settings.policy, candidate, each.placed_at)
    keys = {mine.id: key for key, mine in found.interviews.items()}
    for follow_up in then.follow_ups:
        mine = follow_up.round.key == keys.get(each.interview_id)
        if mine and follow_up.stage.value == each.stage:
            word = follow_up.decision
            return word.reason if word.verdict is Verdict.OPEN else None
    return None


def _decisions(session: Session, row: ApplicationRow, settings: Settings) -> Iterator[Event]:
    for each in decisions.rows(session, row.account_id, row.id):
        shown = views.decision_row(each, settings.candidate.zone)
        yield each.at, {"what": "you_decided", **_of(each, shown["words"], shown["by"])}
        if each.undone_at is not None:
            undone = f"taken back: {shown['words']}"
            yield each.undone_at, {"what": "you_decided", **_of(each, undone, shown["by"])}


def _of(row: DecisionRow, words: str, by: str) -> Row:
    return {"decision": row.id, "act": row.act, "by": by, "words": words}
