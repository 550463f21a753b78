"""The person's corrections of what was read, one a message; kept until they take them back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.corrections import Correction
from service.store.models import CorrectionRow


def of_messages(session: Session, account_id: int, ids: Collection[str]) -> dict[str, Correction]:
    """The corrections of these messages, by message id.

    There are few of them in a mailbox, so all of the account's are looked at.
    """
    query = select(CorrectionRow).where(CorrectionRow.account_id == account_id)
    wanted = set(ids)
    return {
        row.message_id: Correction.model_validate_json(row.said)
        for row in session.scalars(query)
        if row.message_id in wanted
    }


def put(
    session: Session, account_id: int, message_id: str, said: Correction, now: datetime
) -> None:
    """Keep a correction in the place of an earlier one; an empty one takes it back."""
    row = session.get(CorrectionRow, (account_id, message_id))
    if said.empty:
        if row is not None:
            session.delete(row)
    else:
        row = row or CorrectionRow(account_id=account_id, message_id=message_id)
        row.at, row.said = now, said.model_dump_json(exclude_none=True)
        session.add(row)
    session.flush()


def all_rows(session: Session) -> list[CorrectionRow]:
    """All corrections of all accounts, oldest first."""
    query = select(CorrectionRow).order_by(CorrectionRow.at, CorrectionRow.message_id)
    return list(session.scalars(query))
