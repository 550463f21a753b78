"""Which applications are planned next: what is due, and after it what an edit concerns."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, true, update
from sqlalchemy.orm import Session

from service.outcomes import SILENT
from service.store.models import Account, ApplicationRow

Turn = tuple[datetime, int]
"""When an application was due, and its number: the order in which they are planned."""


def due(
    session: Session, account_id: int, now: datetime, limit: int, after: Turn | None = None
) -> list[Turn]:
    """Whose next change has come, the longest overdue first; `after` is where the last list ended.

    A list goes on behind the last one, so that what is still due is not read again and again.
    """
    query = select(ApplicationRow.next_at, ApplicationRow.id).where(
        ApplicationRow.account_id == account_id, ApplicationRow.next_at <= now
    )
    if after is not None:
        at, number = after
        # The first bound says the same again, in words that the index understands.
        later = or_(ApplicationRow.next_at > at, ApplicationRow.id > number)
        query = query.where(ApplicationRow.next_at >= at, later)
    query = query.order_by(ApplicationRow.next_at, ApplicationRow.id).limit(limit)
    return [(at, number) for at, number in session.execute(query) if at]


def to_plan_anew(session: Session, account_id: int, limit: int) -> list[int]:
    """Those whose plan was made by other settings, the soonest to change first."""
    query = select(ApplicationRow.id).where(
        ApplicationRow.account_id == account_id, ApplicationRow.anew == true()
    )
    query = query.order_by(ApplicationRow.next_at, ApplicationRow.id).limit(limit)
    return list(session.scalars(query))


def anything_due(session: Session, now: datetime) -> bool:
    """Whether there is something to plan in an account that can be worked on now."""
    for due_now in (ApplicationRow.next_at <= now, ApplicationRow.anew == true()):
        query = (
            select(ApplicationRow.id)
            .join(Account, Account.id == ApplicationRow.account_id)
            .where(
                due_now,
                Account.grant_lost_at.is_(None),
                or_(Account.rests_until.is_(None), Account.rests_until <= now),
            )
        )
        if session.scalar(query.limit(1)) is not None:
            return True
    return False


def next_edges(
    session: Session, now: datetime, horizon: timedelta, limit: int | None = None
) -> list[datetime]:
    """When time alone changes something within the horizon, over all accounts, the first ones."""
    query = select(ApplicationRow.next_at).where(
        ApplicationRow.next_at.is_not(None), ApplicationRow.next_at <= now + horizon
    )
    query = query.distinct().order_by(ApplicationRow.next_at).limit(limit)
    return [edge for edge in session.scalars(query) if edge]


def replan_if_new(session: Session, account_id: int, mark: str) -> bool:
    """Every open application is to be planned anew if its plan was made with other settings than
    `mark`; when it is due does not change by that.

    So an edit takes effect also when it was made while nobody was running. One that closed as
    silent did so by the settings alone: others may open it again, or make a draft in it wrong.
    """
    account = session.get_one(Account, account_id)
    if account.planned_with == mark:
        return False
    account.planned_with = mark
    session.execute(
        update(ApplicationRow)
        .where(
            ApplicationRow.account_id == account_id,
            or_(
                ApplicationRow.next_at.is_not(None),
                ApplicationRow.outcome.is_(None),
                ApplicationRow.outcome == SILENT,
            ),
        )
        .values(anew=True)
    )
    return True
