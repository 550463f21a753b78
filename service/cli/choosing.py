"""The application that a command is about, by its number in `status` or its company."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.cli.guard import MisuseError
from service.store.models import ApplicationRow


def matching(session: Session, wanted: str) -> list[ApplicationRow]:
    """The applications meant: by number, else by a part of "company, role". MisuseError if none."""
    rows = list(session.scalars(select(ApplicationRow).order_by(ApplicationRow.id)))
    text = " ".join(wanted.casefold().split())
    found = [row for row in rows if str(row.id) == text.removeprefix("#")] or [
        row for row in rows if text and text in named(row).casefold()
    ]
    if not found:
        raise MisuseError(f"no application matches {wanted!r}; `afterword status` lists them.")
    return found


def one_application(session: Session, wanted: str) -> ApplicationRow:
    """The one application meant. MisuseError if it is none, or not clear which."""
    found = matching(session, wanted)
    if len(found) > 1:
        listed = "; ".join(f"{row.id} ({named(row)})" for row in found[:10])
        raise MisuseError(f"{wanted!r} may mean several applications: {listed}. Use the number.")
    return found[0]


def named(row: ApplicationRow) -> str:
    """How an application is called in a line: "Initech, Data Engineer"."""
    company = row.company or "an unnamed employer"
    return f"{company}, {row.role}" if row.role else company
