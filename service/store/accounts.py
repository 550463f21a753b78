"""Accounts: which mailboxes are connected and how far each has been read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.models import Account, BadAddress


def account_for(session: Session, email: str) -> Account:
    """The account of this address, made if it is new."""
    email = email.lower()
    account = session.scalar(select(Account).where(Account.email == email))
    if account is None:
        account = Account(email=email)
        session.add(account)
        session.flush()
    return account


def accounts(session: Session) -> list[Account]:
    """All accounts, in the order they were connected."""
    return list(session.scalars(select(Account).order_by(Account.id)))


def mark_bad(session: Session, account_id: int, email: str, since: datetime) -> None:
    """Remember that letters to this address bounce."""
    if session.get(BadAddress, (account_id, email)) is None:
        session.add(BadAddress(account_id=account_id, email=email, since=since))
        session.flush()


def bad_addresses(session: Session, account_id: int) -> frozenset[str]:
    query = select(BadAddress.email).where(BadAddress.account_id == account_id)
    return frozenset(session.scalars(query))
