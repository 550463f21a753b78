"""Our labels in Gmail: their ids, and which thread should show which."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.control.model import Purpose
from service.follow_up import IN_GMAIL
from service.store.decisions import control_of
from service.store.models import (
    ApplicationRow,
    FollowUpRow,
    InterviewRow,
    LabelRow,
    MessageRow,
)


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


def wanted(session: Session, account_id: int) -> dict[str, Purpose | None]:
    """What each thread of an application with an interview should show; None is no label of ours.

    The thread in which a draft lies is ready; the others of an open application wait. A stopped
    one shows nothing.
    """
    shows: dict[str, Purpose | None] = {}
    ready = _ready(session, account_id)
    for application in session.scalars(_with_interviews(account_id)):
        purpose = _state(session, application)
        for thread_id in _threads(session, application):
            here = purpose is Purpose.WAITING and thread_id in ready
            shows[thread_id] = Purpose.READY if here else shows.get(thread_id) or purpose
    return shows


def _with_interviews(account_id: int) -> Select[ApplicationRow]:
    held = select(InterviewRow.application_id).where(InterviewRow.account_id == account_id)
    return (
        select(ApplicationRow)
        .where(ApplicationRow.account_id == account_id, ApplicationRow.id.in_(held))
        .order_by(ApplicationRow.id.desc())
    )


def _state(session: Session, application: ApplicationRow) -> Purpose | None:
    if application.outcome is not None:
        return Purpose.CLOSED
    control = control_of(session, application.account_id, application.id)
    return None if control.stopped_at else Purpose.WAITING


def _threads(session: Session, application: ApplicationRow) -> list[str]:
    query = select(MessageRow.thread_id).where(
        MessageRow.account_id == application.account_id,
        MessageRow.application_id == application.id,
    )
    return sorted(session.scalars(query.distinct()))


def _ready(session: Session, account_id: int) -> set[str]:
    states = [state.value for state in IN_GMAIL]
    query = select(FollowUpRow.thread_id).where(
        FollowUpRow.account_id == account_id, FollowUpRow.state.in_(states)
    )
    return {thread_id for thread_id in session.scalars(query) if thread_id}
