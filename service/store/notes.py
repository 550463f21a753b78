"""The candidate's notes, each with its application; mailed ones may wait for theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.notes import Note, named_in
from service.store.models import ApplicationRow, MessageRow, NoteRow


def add(
    session: Session, account_id: int, application_id: int, text: str, said_at: datetime
) -> NoteRow:
    """Keep a note; the application's letters are planned anew."""
    row = NoteRow(account_id=account_id, application_id=application_id, text=text, said_at=said_at)
    session.add(row)
    session.flush()
    _wake(session, row)
    return row


def keep_mailed(
    session: Session,
    account_id: int,
    message_id: str,
    *,
    thread_id: str,
    subject: str,
    text: str,
    said_at: datetime,
) -> None:
    """Keep a note that came by mail, once; `settle` finds the application it belongs to."""
    query = select(NoteRow.id).where(
        NoteRow.account_id == account_id, NoteRow.message_id == message_id
    )
    if session.scalar(query) is None:
        session.add(
            NoteRow(
                account_id=account_id,
                message_id=message_id,
                thread_id=thread_id,
                subject=subject,
                text=text,
                said_at=said_at,
            )
        )
        session.flush()


def settle(session: Session, account_id: int) -> None:
    """Find the applications of mailed notes: by thread, else by the company in the subject."""
    for row in unsettled(session, account_id):
        row.application_id = _by_thread(session, row) or _by_subject(session, row)
        if row.application_id is not None:
            _wake(session, row)


def unsettled(session: Session, account_id: int) -> list[NoteRow]:
    """The mailed notes of which no application is known."""
    query = select(NoteRow).where(
        NoteRow.account_id == account_id, NoteRow.application_id.is_(None)
    )
    return list(session.scalars(query.order_by(NoteRow.id)))


def rows(session: Session, account_id: int, application_id: int) -> list[NoteRow]:
    """The notes of one application, oldest first."""
    query = select(NoteRow).where(
        NoteRow.account_id == account_id, NoteRow.application_id == application_id
    )
    return list(session.scalars(query.order_by(NoteRow.said_at, NoteRow.id)))


def of_application(session: Session, account_id: int, application_id: int) -> list[Note]:
    """The same as plain values."""
    return [Note(row.said_at, row.text) for row in rows(session, account_id, application_id)]


def remove(session: Session, row: NoteRow) -> None:
    """Forget a note; an untouched letter that holds it is renewed."""
    _wake(session, row)
    session.delete(row)
    session.flush()


def _by_thread(session: Session, row: NoteRow) -> int | None:
    query = select(MessageRow.application_id).where(
        MessageRow.account_id == row.account_id,
        MessageRow.thread_id == row.thread_id,
        MessageRow.application_id.is_not(None),
    )
    return session.scalars(query.limit(1)).first()


def _by_subject(session: Session, row: NoteRow) -> int | None:
    query = select(ApplicationRow.id, ApplicationRow.company).where(
        ApplicationRow.account_id == row.account_id, ApplicationRow.company.is_not(None)
    )
    companies = [(number, name or "") for number, name in session.execute(query)]
    return named_in(row.subject, companies)


def _wake(session: Session, row: NoteRow) -> None:
    """Its application is due: it has been since it was planned without this."""
    if row.application_id is not None:
        application = session.get_one(ApplicationRow, row.application_id)
        application.next_at = application.planned_at or row.said_at
