"""The person's decisions: a log of which each may be taken back, and none is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.policy import Stage
from service.control.model import Act, Control, Decision, Outcome, in_force
from service.store.models import ApplicationRow, DecisionRow


def note(
    session: Session,
    application: ApplicationRow,
    decision: Decision,
    *,
    label_on: str | None = None,
) -> DecisionRow:
    """Keep a decision; its application is due at once. `label_on` is the thread of its label."""
    row = DecisionRow(
        account_id=application.account_id,
        application_id=application.id,
        at=decision.at,
        act=decision.act.value,
        until=decision.until,
        outcome=decision.outcome.value if decision.outcome else None,
        interview_id=decision.interview,
        stage=decision.stage.value if decision.stage else None,
        thread_id=label_on,
        label_on=label_on is not None,
    )
    session.add(row)
    session.flush()
    _wake(session, row)
    return row


def undo(session: Session, row: DecisionRow, now: datetime) -> None:
    """Take a decision back: what is in force is then what the others come to."""
    row.undone_at = now
    _wake(session, row)


def last(session: Session) -> DecisionRow | None:
    """The last decision of all that has not been taken back."""
    query = select(DecisionRow).where(DecisionRow.undone_at.is_(None))
    return session.scalars(query.order_by(DecisionRow.id.desc()).limit(1)).first()


def rows(session: Session, account_id: int, application_id: int) -> Sequence[DecisionRow]:
    """All decisions on one application in their order, those taken back too."""
    query = select(DecisionRow).where(
        DecisionRow.account_id == account_id, DecisionRow.application_id == application_id
    )
    return session.scalars(query.order_by(DecisionRow.id)).all()


def control_of(session: Session, account_id: int, application_id: int) -> Control:
    """What is in force for one application."""
    kept = rows(session, account_id, application_id)
    return in_force(decision(row) for row in kept if row.undone_at is None)


def labelled(session: Session, account_id: int) -> Sequence[DecisionRow]:
    """The decisions whose label lies on a thread in Gmail."""
    query = select(DecisionRow).where(DecisionRow.account_id == account_id, DecisionRow.label_on)
    return session.scalars(query.order_by(DecisionRow.id)).all()


def label_gone(session: Session, row: DecisionRow, now: datetime) -> None:
    """The person took the label off: a stop is undone, a snooze ends here and now."""
    row.label_on = False
    if row.undone_at is None and row.act == Act.SNOOZE and row.until is not None:
        row.until = max(row.at, min(row.until, now))
        _wake(session, row)
    elif row.undone_at is None:
        undo(session, row, now)


def decision(row: DecisionRow) -> Decision:
    """The row as a plain value."""
    return Decision(
        act=Act(row.act),
        at=row.at,
        until=row.until,
        outcome=Outcome(row.outcome) if row.outcome else None,
        interview=row.interview_id,
        stage=Stage(row.stage) if row.stage else None,
        by="label" if row.thread_id else "command",
    )


def _wake(session: Session, row: DecisionRow) -> None:
    """Its application is due now: it has been since it was planned without this.

    Each wake changes the moment, so that a pass under way sees that something was said meanwhile.
    """
    application = session.get_one(ApplicationRow, row.application_id)
    moment = min(application.planned_at or row.at, row.at)
    if application.next_at is not None:
        moment = min(moment, application.next_at - timedelta(microseconds=1))
    application.next_at = moment
