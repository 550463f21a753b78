"""What the shell offers when a person presses Tab: applications by number and by name."""

from __future__ import annotations

from sqlalchemy import select

from service.cli.output import plain
from service.home import Home
from service.store.models import ApplicationRow

Offer = tuple[str, str]
"""What may be typed, and what it means (shown by zsh and fish)."""


def applications(begun: str) -> list[Offer]:
    """The applications whose number, or a word of whose company, begins as typed."""
    with Home.open(None).store.read() as session:
        rows = list(session.scalars(select(ApplicationRow).order_by(ApplicationRow.id)))
    return [offer for row in rows for offer in _offers(row) if offer[0].startswith(begun.lower())]


def _offers(row: ApplicationRow) -> list[Offer]:
    company = plain(row.company or "")
    means = ", ".join(filter(None, (company, plain(row.role or ""))))
    first = next(iter(company.lower().split()), "")
    return [(str(row.id), means), *([(first, means)] if first.isalnum() else [])]
