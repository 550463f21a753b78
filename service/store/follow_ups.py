"""Follow-ups: one row for each interview, stage and recipient."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scheduler.policy import Stage
from service.follow_up import FINAL, IN_GMAIL, KnownDraft, State
from service.store.models import FollowUpRow


def of_application(session: Session, account_id: int, application_id: int) -> list[FollowUpRow]:
    """The follow-ups of one application, in the order they were planned."""
    query = select(FollowUpRow).where(
        FollowUpRow.account_id == account_id, FollowUpRow.application_id == application_id
    )
    return list(session.scalars(query.order_by(FollowUpRow.id)))


def row_for(
    session: Session,
    account_id: int,
    application_id: int,
    interview_id: int,
    stage: Stage,
    *,
    apart_for: str = "",
    turn: int = 1,
) -> FollowUpRow:
    """The row of this interview's stage, made if it is new; FollowUpRow tells of the last two."""
    query = select(FollowUpRow).where(
        FollowUpRow.account_id == account_id,
        FollowUpRow.interview_id == interview_id,
        FollowUpRow.stage == stage.value,
        FollowUpRow.apart_for == apart_for,
        FollowUpRow.turn == turn,
    )
    row = session.scalars(query).first()
    if row is None:
        row = FollowUpRow(
            account_id=account_id,
            application_id=application_id,
            interview_id=interview_id,
            stage=stage.value,
            apart_for=apart_for,
            turn=turn,
            state=State.PLANNED.value,
        )
        session.add(row)
        session.flush()
    return row


def claim(session: Session, row_id: int, now: datetime) -> bool:
    """Take a follow-up for placing: true for exactly one caller, however many try."""
    free = [s.value for s in State if s not in IN_GMAIL | FINAL | {State.DUE}]
    taken = session.execute(
        update(FollowUpRow)
        .where(FollowUpRow.id == row_id, FollowUpRow.state.in_(free))
        .values(
            state=State.DUE.value,
            intended_at=now,
            attempts=FollowUpRow.attempts + 1,
            problem=None,
        )
        .returning(FollowUpRow.id)
    )
    return taken.scalar() is not None


def in_gmail(session: Session, account_id: int) -> list[FollowUpRow]:
    """The follow-ups whose draft lies in Gmail, and those whose placing was never confirmed."""
    states = [state.value for state in (*IN_GMAIL, State.DUE)]
    query = select(FollowUpRow).where(
        FollowUpRow.account_id == account_id, FollowUpRow.state.in_(states)
    )
    return list(session.scalars(query.order_by(FollowUpRow.id)))


def known_draft(row: FollowUpRow) -> KnownDraft:
    """The row as the reconciler's plain value."""
    return KnownDraft(
        row=row.id,
        stage=Stage(row.stage),
        state=State(row.state),
        draft_id=row.draft_id,
        message_id=row.draft_message_id,
        thread_id=row.thread_id,
        recipient=row.recipient,
        placed_at=row.placed_at,
        withdrawing=row.withdrawing_at is not None,
        sent_message=row.sent_message_id,
    )
