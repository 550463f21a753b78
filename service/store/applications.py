"""Applications and interviews: what the grouping found, under numbers that do not change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.applications import Application
from service.letters.others import key_of
from service.outcomes import NOTHING_LEFT
from service.rounds import Round
from service.store.chunks import chunks
from service.store.models import (
    ApplicationRow,
    DecisionRow,
    FollowUpRow,
    InterviewRow,
    MessageRow,
    NoteRow,
)


def adopt(
    session: Session, account_id: int, told: Collection[str], groups: Sequence[Application]
) -> list[tuple[ApplicationRow, Application]]:
    """Give each group the row it had before (by most shared messages), or a new one.

    `told` are the ids of all messages that were grouped; rows left without a message end.
    """
    before = _application_of(session, account_id, told)
    taken: set[int] = set()
    result = []
    for group in groups:
        row = _row_for(session, account_id, group, before, taken)
        taken.add(row.id)
        row.company, row.role, row.threads = group.company, group.role, len(group.threads)
        row.company_key = key_of(group.company or "") or None
        result.append((row, group))
    _assign(session, account_id, told, result)
    for number in set(before.values()) - taken:
        _end(session, account_id, number, result)
    session.flush()
    return result


def _application_of(session: Session, account_id: int, ids: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in chunks(ids):
        query = select(MessageRow.id, MessageRow.application_id).where(
            MessageRow.account_id == account_id, MessageRow.id.in_(chunk)
        )
        found.update((id_, number) for id_, number in session.execute(query) if number)
    return found


def _row_for(
    session: Session,
    account_id: int,
    group: Application,
    before: dict[str, int],
    taken: set[int],
) -> ApplicationRow:
    votes = Counter(before[m.id] for m in group.messages if m.id in before)
    for number, _count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        row = session.get(ApplicationRow, number)
        if row is not None and number not in taken:
            return row
    if (row := _emptied(session, account_id, group, taken)) is not None:
        return row
    row = ApplicationRow(account_id=account_id)
    session.add(row)
    session.flush()
    return row


def _emptied(
    session: Session, account_id: int, group: Application, taken: set[int]
) -> ApplicationRow | None:
    """The application that these interviews were of before all its messages left it."""
    keys = sorted({key for known in group.rounds for key in known.keys})
    query = select(InterviewRow.application_id).where(
        InterviewRow.account_id == account_id, InterviewRow.key.in_(keys)
    )
    for number in session.scalars(query.order_by(InterviewRow.application_id)):
        held = select(MessageRow.id).where(MessageRow.application_id == number).limit(1)
        if number not in taken and session.scalar(held) is None:
            return session.get(ApplicationRow, number)
    return None


def _assign(
    session: Session,
    account_id: int,
    told: Collection[str],
    result: Sequence[tuple[ApplicationRow, Application]],
) -> None:
    home = {message.id: row.id for row, group in result for message in group.messages}
    for id_ in told:
        row = session.get(MessageRow, (account_id, id_))
        if row is not None:
            row.application_id = home.get(id_)


def _end(
    session: Session,
    account_id: int,
    number: int,
    result: Sequence[tuple[ApplicationRow, Application]],
) -> None:
    """An application whose messages all turned out to be another's: its interviews move along."""
    keys = {key: row.id for row, group in result for known in group.rounds for key in known.keys}
    query = select(InterviewRow).where(
        InterviewRow.account_id == account_id, InterviewRow.application_id == number
    )
    heirs = [row.id for row, _ in result]
    for interview in session.scalars(query):
        heir = next((keys[key] for key in interview.keys if key in keys), None)
        interview.application_id = heir or (heirs[0] if heirs else number)
        session.execute(
            update(FollowUpRow)
            .where(FollowUpRow.interview_id == interview.id)
            .values(application_id=interview.application_id)
        )
    for kept in (NoteRow, DecisionRow) if heirs else ():
        session.execute(
            update(kept).where(kept.application_id == number).values(application_id=heirs[0])
        )
    session.flush()
    row = session.get(ApplicationRow, number)
    if row is not None and heirs:
        session.delete(row)
    elif row is not None:
        row.outcome, row.reason = "withdrawn", NOTHING_LEFT
        row.next_at = row.planned_at  # due at once: a draft may lie in Gmail


def interview_rows(
    session: Session, row: ApplicationRow, rounds: Sequence[Round], lengths: Sequence[datetime]
) -> dict[str, InterviewRow]:
    """The interview row of each round, by the round's key; `lengths` are the rounds' ends."""
    query = select(InterviewRow).where(
        InterviewRow.account_id == row.account_id, InterviewRow.application_id == row.id
    )
    known = list(session.scalars(query))
    result: dict[str, InterviewRow] = {}
    for found, ends_at in zip(rounds, lengths, strict=True):
        interview = next((i for i in known if found.keys & set(i.keys)), None)
        if interview is None:
            interview = _elsewhere(session, row, found)
        if interview is None:
            interview = InterviewRow(
                account_id=row.account_id, application_id=row.id, key=found.key, keys=[]
            )
            session.add(interview)
        elif interview in known:
            known.remove(interview)
        interview.keys = sorted(set(interview.keys) | found.keys)
        interview.starts_at, interview.ends_at = found.start, ends_at
        interview.time_zone, interview.medium = found.time_zone, found.medium
        interview.status = "postponed" if found.postponed else found.status.value
        result[found.key] = interview
    session.flush()
    return result


def _elsewhere(session: Session, row: ApplicationRow, found: Round) -> InterviewRow | None:
    """The row of this round where another application held it until now; it moves here whole."""
    query = select(InterviewRow).where(
        InterviewRow.account_id == row.account_id, InterviewRow.key.in_(sorted(found.keys))
    )
    interview = session.scalars(query).first()
    if interview is not None:
        interview.application_id = row.id
        session.execute(
            update(FollowUpRow)
            .where(FollowUpRow.interview_id == interview.id)
            .values(application_id=row.id)
        )
    return interview


def reminded(session: Session, account_id: int) -> Sequence[int]:
    """The open applications in which something waits for the person's own hand."""
    query = select(ApplicationRow.id).where(
        ApplicationRow.account_id == account_id,
        ApplicationRow.reminder.is_not(None),
        ApplicationRow.outcome.is_(None),
    )
    return list(session.scalars(query))


def all_rows(session: Session, account_id: int) -> list[ApplicationRow]:
    query = select(ApplicationRow).where(ApplicationRow.account_id == account_id)
    return list(session.scalars(query.order_by(ApplicationRow.id)))
