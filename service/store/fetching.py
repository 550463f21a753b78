"""What is still to be fetched from Gmail: messages, and threads that are to be read whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from service.store.chunks import chunks
from service.store.models import Fetch, MessageRow, ThreadRow


def enqueue(session: Session, account_id: int, refs: Iterable[tuple[str, str]]) -> int:
    """Remember to fetch these (message id, thread id); known ones are left out. How many are new.

    Applying the same change twice is harmless: this is what makes history at-least-once safe.
    """
    wanted = dict(refs)
    for chunk in chunks(wanted):
        for table in (Fetch, MessageRow):
            ids = select(table.id).where(table.account_id == account_id, table.id.in_(chunk))
            for known in session.scalars(ids):
                wanted.pop(known, None)
    session.add_all(
        Fetch(account_id=account_id, id=id_, thread_id=thread) for id_, thread in wanted.items()
    )
    session.flush()
    return len(wanted)


def waiting(session: Session, account_id: int, now: datetime, limit: int) -> list[Fetch]:
    """The next messages to fetch, newest first (Gmail's ids grow with time)."""
    due = or_(Fetch.retry_at.is_(None), Fetch.retry_at <= now)
    query = select(Fetch).where(Fetch.account_id == account_id, due)
    return list(session.scalars(query.order_by(Fetch.id.desc()).limit(limit)))


def waiting_count(session: Session, account_id: int) -> int:
    query = select(func.count()).select_from(Fetch).where(Fetch.account_id == account_id)
    return session.scalar(query) or 0


def failed(session: Session, account_id: int, id_: str, problem: str, retry_at: datetime) -> None:
    """Push a message that could not be fetched ahead, so that it never stops the rest."""
    fetch = session.get(Fetch, (account_id, id_))
    if fetch is not None:
        fetch.attempts += 1
        fetch.problem = problem
        fetch.retry_at = retry_at


def given_up(session: Session, account_id: int, id_: str, tries: int) -> bool:
    """Whether a message has failed so often that it is to be reported instead of tried again."""
    fetch = session.get(Fetch, (account_id, id_))
    return fetch is not None and fetch.attempts >= tries


def want_thread(session: Session, account_id: int, thread_id: str) -> None:
    """Remember to read this thread whole."""
    if session.get(ThreadRow, (account_id, thread_id)) is None:
        session.add(ThreadRow(account_id=account_id, id=thread_id))
        session.flush()


def unexpanded(session: Session, account_id: int) -> list[str]:
    """The threads that are to be read whole and have not been listed yet."""
    query = select(ThreadRow.id).where(
        ThreadRow.account_id == account_id, ThreadRow.expanded_at.is_(None)
    )
    return list(session.scalars(query))


def expanded(session: Session, account_id: int, thread_id: str, now: datetime) -> None:
    session.get_one(ThreadRow, (account_id, thread_id)).expanded_at = now


def pass_over(
    session: Session, account_id: int, id_: str, thread_id: str, problem: str | None = None
) -> None:
    """Remember a message only as seen: it concerns no application, is gone, or is unreadable."""
    if session.get(MessageRow, (account_id, id_)) is None:
        session.add(MessageRow(account_id=account_id, id=id_, thread_id=thread_id, problem=problem))
    strike(session, account_id, id_)


def problems(session: Session, account_id: int) -> list[tuple[str, str]]:
    """(message id, reason) of the messages that could not be read."""
    query = select(MessageRow.id, MessageRow.problem).where(
        MessageRow.account_id == account_id, MessageRow.problem.is_not(None)
    )
    return [(id_, problem or "") for id_, problem in session.execute(query)]


def strike(session: Session, account_id: int, id_: str) -> None:
    """Take a message off the list of those to fetch."""
    session.execute(delete(Fetch).where(Fetch.account_id == account_id, Fetch.id == id_))
