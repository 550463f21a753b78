"""Removing what is known of one application, for good."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.follow_up import IN_GMAIL
from service.store.models import (
    ApplicationRow,
    Base,
    CorrectionRow,
    FollowUpRow,
    MessageKey,
    MessageRow,
)


def drafts_in_gmail(session: Session, application_id: int) -> int:
    """How many drafts of this application still lie in Gmail."""
    states = [state.value for state in IN_GMAIL]
    query = select(FollowUpRow.id).where(
        FollowUpRow.application_id == application_id, FollowUpRow.state.in_(states)
    )
    return len(session.scalars(query).all())


def forget(session: Session, row: ApplicationRow) -> None:
    """Delete all rows of an application. Of its messages the ids stay, so that they are not read
    again; mail that comes later begins anew.
    """
    ids = select(MessageRow.id).where(
        MessageRow.account_id == row.account_id, MessageRow.application_id == row.id
    )
    for told in (MessageKey, CorrectionRow):
        session.execute(
            delete(told).where(told.account_id == row.account_id, told.message_id.in_(ids))
        )
    session.execute(
        update(MessageRow)
        .where(MessageRow.account_id == row.account_id, MessageRow.application_id == row.id)
        .values(application_id=None, read=None, told=True)
    )
    for table in reversed(Base.metadata.sorted_tables):
        if table.name != MessageRow.__tablename__ and "application_id" in table.columns:
            session.execute(delete(table).where(table.c.application_id == row.id))
    session.delete(row)
    session.flush()
