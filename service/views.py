"""What people and programs are shown: the store's rows as plain values, ready for JSON.

All datetimes are ISO 8601 in the candidate's zone. `status`, `why`, `preview`, the demo and the
page are faces over these few functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.control.model import CLOSED_BY_HAND, Act
from service.follow_up import State
from service.store import decisions, fetching, follow_ups, notes
from service.store.models import Account, ApplicationRow, DecisionRow, FollowUpRow, InterviewRow

SCHEMA = 1

_SHOWN = {
    State.PLANNED: "waiting",
    State.DUE: "waiting",
    State.PLACED: "placed",
    State.EDITED: "placed",
    State.SENT: "sent",
    State.DISCARDED: "skipped",
    State.WITHDRAWN: "withdrawn",
    State.SKIPPED: "skipped",
    State.CLOSED: "closed",
}
"""The six words of the `preview` contract for a follow-up's states."""

Row = dict[str, Any]


def status(session: Session, zone: ZoneInfo, now: datetime) -> Row:
    """Everything a person wants to know in the morning, of all accounts."""
    accounts = list(session.scalars(select(Account).order_by(Account.id)))
    return {
        "schema": SCHEMA,
        "at": local(now, zone),
        "accounts": [_account(session, account, zone) for account in accounts],
        "applications": [
            application(session, row, zone)
            for account in accounts
            for row in _applications(session, account)
        ],
    }


def application(session: Session, row: ApplicationRow, zone: ZoneInfo) -> Row:
    """One application with its interviews and follow-ups."""
    return {
        "id": row.id,
        "company": row.company,
        "role": row.role,
        "outcome": row.outcome,
        "reason": row.reason,
        "reminder": row.reminder,
        "threads": row.threads,
        "interviews": [_interview(i, zone) for i in _interviews(session, row)],
        "follow_ups": [
            follow_up(session, each, row, zone)
            for each in follow_ups.of_application(session, row.account_id, row.id)
        ],
        "next_at": local(row.next_at, zone),
        "control": _control(session, row, zone),
    }


def _control(session: Session, row: ApplicationRow, zone: ZoneInfo) -> Row:
    """What is in force by the person's word; a snooze that is over is shown until the next."""
    control = decisions.control_of(session, row.account_id, row.id)
    ends = [snooze.until for snooze in control.snoozes]
    return {
        "stopped_at": local(control.stopped_at, zone),
        "snoozed_until": local(max(ends, default=None), zone),
        "done_at": local(control.done_at, zone),
    }


def decision_row(row: DecisionRow, zone: ZoneInfo) -> Row:
    """One decision of the person, also in words."""
    return {
        "id": row.id,
        "at": local(row.at, zone),
        "act": row.act,
        "until": local(row.until, zone),
        "outcome": row.outcome,
        "stage": row.stage,
        "by": decisions.decision(row).by,
        "undone_at": local(row.undone_at, zone),
        "words": _decided(row, zone),
    }


def _decided(row: DecisionRow, zone: ZoneInfo) -> str:
    stage = (row.stage or "").replace("_", " ")
    how = "" if row.outcome in (None, CLOSED_BY_HAND) else f" ({row.outcome})"
    return {
        Act.STOP: "stopped; no more letters for this application.",
        Act.RESUME: "resumed; letters again.",
        Act.SNOOZE: f"snoozed until {short(local(row.until, zone))}; no letter before then.",
        Act.SKIP: f"the {stage} is not written.",
        Act.DONE: f"closed by you{how}.",
    }[Act(row.act)]


def follow_up(session: Session, row: FollowUpRow, of: ApplicationRow, zone: ZoneInfo) -> Row:
    """One follow-up in the shape of the `preview` contract, with our own numbers beside it."""
    interview = session.get_one(InterviewRow, row.interview_id)
    shown = _SHOWN[State(row.state)]
    if shown == "waiting" and row.problem and row.retry_at is None:
        shown = "skipped"
    return {
        "id": row.id,
        "application": of.id,
        "company": of.company,
        "role": of.role,
        "interview_start": interview.starts_at.astimezone(
            ZoneInfo(interview.time_zone) if interview.time_zone else zone
        ).isoformat(),
        "stage": row.stage,
        "opens_at": local(row.opens_at, zone),
        "closes_at": local(row.closes_at, zone),
        "state": shown,
        "reason": row.problem or row.reason,
        "held": row.state == State.PLANNED and bool(row.problem),
        "placed_at": local(row.placed_at, zone),
        "to": row.recipient or None,
        "draft_id": row.draft_id,
    }


def address_of(session: Session, row: ApplicationRow) -> str:
    """The account's address."""
    return session.get_one(Account, row.account_id).email


def _account(session: Session, account: Account, zone: ZoneInfo) -> Row:
    return {
        "email": account.email,
        "read_until": local(account.polled_at, zone),
        "backfilled_at": local(account.backfilled_at, zone),
        "rests_until": local(account.rests_until, zone),
        "connected": account.grant_lost_at is None,
        "labels_problem": account.labels_problem,
        "digest_problem": account.digest_problem,
        "to_read": fetching.waiting_count(session, account.id),
        "unreadable": [
            {"message": id_, "problem": problem}
            for id_, problem in fetching.problems(session, account.id)
        ],
        "notes_of_nothing": [
            {"said_at": local(row.said_at, zone), "subject": row.subject}
            for row in notes.unsettled(session, account.id)
        ],
    }


def _applications(session: Session, account: Account) -> Sequence[ApplicationRow]:
    query = select(ApplicationRow).where(ApplicationRow.account_id == account.id)
    return list(session.scalars(query.order_by(ApplicationRow.id)))


def _interviews(session: Session, row: ApplicationRow) -> Sequence[InterviewRow]:
    query = select(InterviewRow).where(
        InterviewRow.account_id == row.account_id, InterviewRow.application_id == row.id
    )
    return list(session.scalars(query.order_by(InterviewRow.starts_at)))


def _interview(row: InterviewRow, zone: ZoneInfo) -> Row:
    own = ZoneInfo(row.time_zone) if row.time_zone else zone
    return {
        "start": row.starts_at.astimezone(own).isoformat(),
        "end": row.ends_at.astimezone(own).isoformat(),
        "time_zone": row.time_zone,
        "status": row.status,
        "medium": row.medium,
    }


def local(at: datetime | None, zone: ZoneInfo) -> str | None:
    """A moment as it is shown to programs, in the candidate's zone."""
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None


def short(at: str | None) -> str:
    """An ISO moment for people: "Thu 5 Mar 2026, 14:00"."""
    return f"{datetime.fromisoformat(at):%a %-d %b %Y, %H:%M}" if at else "never"
