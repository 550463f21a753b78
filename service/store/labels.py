"""Our labels in Gmail: their ids, and which thread should show which."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.control.model import Act, Purpose
from service.follow_up import IN_GMAIL
from service.store.decisions import control_of
from service.store.models import (
    ApplicationRow,
    DecisionRow,
    FollowUpRow,
    InterviewRow,
    LabelRow,
    MessageRow,
)

AT_ONCE = 500
"""Applications asked for in one query: databases limit the values of one."""


def known(session: Session, account_id: int) -> dict[Purpose, str]:
    """The ids of the labels that we made or took over."""
    rows = session.scalars(select(LabelRow).where(LabelRow.account_id == account_id))
    return {Purpose(row.purpose): row.label_id for row in rows}


def remember(session: Session, account_id: int, purpose: Purpose, label_id: str) -> None:
    """Keep a label's id, in place of an earlier one."""
    session.merge(LabelRow(account_id=account_id, purpose=purpose.value, label_id=label_id))


def application_of(session: Session, account_id: int, thread_id: str) -> ApplicationRow | None:
    """The application to which a thread belongs; of several, the one of its last message."""
    query = select(MessageRow.application_id).where(
        MessageRow.account_id == account_id,
        MessageRow.thread_id == thread_id,
        MessageRow.application_id.is_not(None),
    )
    number = session.scalars(query.order_by(MessageRow.sent_at.desc()).limit(1)).first()
    return session.get(ApplicationRow, number) if number is not None else None


def wanted(
    session: Session, account_id: int, applications: Collection[int] | None = None
) -> dict[str, Purpose | None]:
    """What each thread of an application with an interview should show; None is no label of ours.

    The thread in which a draft lies is ready; the others of an open application wait. A stopped
    one shows nothing. Of `applications` only, if they are named.
    """
    shows: dict[str, Purpose | None] = {}
    ready = _ready(session, account_id)
    stopped = _stopped(session, account_id)
    for number, outcome, thread_id in _threads(session, account_id, applications):
        purpose = None if number in stopped else Purpose.WAITING
        if outcome is not None:
            purpose = Purpose.CLOSED
        elif purpose and thread_id in ready:
            purpose = Purpose.READY
        shows[thread_id] = shows.get(thread_id) or purpose
    return shows


def _threads(
    session: Session, account_id: int, applications: Collection[int] | None
) -> Iterator[tuple[int, str | None, str]]:
    """(application, outcome, thread) of all that have an interview, the newest first."""
    held = select(InterviewRow.application_id).where(InterviewRow.account_id == account_id)
    query = (
        select(ApplicationRow.id, ApplicationRow.outcome, MessageRow.thread_id)
        .join(
            MessageRow,
            (MessageRow.account_id == ApplicationRow.account_id)
            & (MessageRow.application_id == ApplicationRow.id),
        )
        .where(ApplicationRow.account_id == account_id, ApplicationRow.id.in_(held))
        .order_by(ApplicationRow.id.desc())
        .distinct()
    )
    if applications is None:
        yield from session.execute(query)
        return
    ordered = sorted(applications)
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        yield from session.execute(query.where(ApplicationRow.id.in_(some)))


def _stopped(session: Session, account_id: int) -> set[int]:
    """The applications that a decision may have stopped, looked at one by one."""
    query = select(DecisionRow.application_id).where(
        DecisionRow.account_id == account_id,
        DecisionRow.act == Act.STOP.value,
        DecisionRow.undone_at.is_(None),
    )
    numbers = session.scalars(query.distinct()).all()
    return {n for n in numbers if control_of(session, account_id, n).stopped_at}


def _ready(session: Session, account_id: int) -> set[str]:
    states = [state.value for state in IN_GMAIL]
    query = select(FollowUpRow.thread_id).where(
        FollowUpRow.account_id == account_id, FollowUpRow.state.in_(states)
    )
    return {thread_id for thread_id in session.scalars(query) if thread_id}
