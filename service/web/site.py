"""What the handlers share: the desk, the pages, and how to find what a path names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request

from service.store.models import Account, ApplicationRow
from service.web.desk import Desk
from service.web.pages import Pages

GMAIL = "https://mail.google.com/mail/"


@dataclass(frozen=True, slots=True)
class Site:
    """Handed to every handler."""

    desk: Desk
    pages: Pages


def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form that the gate let through."""
    form: Mapping[str, str] = request.state.form
    return form


def application_of(session: Session, request: Request) -> ApplicationRow:
    """The application in the path. HTTPException 404 if there is none."""
    row = session.get(ApplicationRow, request.path_params["id"])
    if row is None:
        raise HTTPException(404, "There is no such application; it may have been forgotten.")
    return row


def account_named(session: Session, email: str) -> Account:
    """The account of this address. HTTPException 404 if it is not connected here."""
    row = session.scalar(select(Account).where(Account.email == email))
    if row is None:
        raise HTTPException(404, "No such account is connected here.")
    return row


def in_gmail(account: str, thread_id: str | None) -> str:
    """Where Gmail shows a thread; a draft of ours lies open below the mail it answers.

    Gmail documents no address for a draft by the API's id; a thread's has been "#all/<id>" for as
    long as there is one, and `authuser` chooses among several accounts in one browser.
    """
    place = f"all/{quote(thread_id)}" if thread_id else "drafts"
    return f"{GMAIL}?authuser={quote(account)}#{place}"
