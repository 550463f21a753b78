"""A person's data in forms that other programs read: JSON, CSV, iCalendar."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.policy import Stage
from service import views
from service.explain.record import record
from service.store import notes
from service.store.accounts import accounts
from service.store.models import ApplicationRow, FollowUpRow, InterviewRow

COLUMNS = (
    *("company", "role", "interview_start", "stage", "opens_at", "closes_at", "state", "reason"),
    *("placed_at", "to"),
)
Row = TypeVar("Row", InterviewRow, FollowUpRow)
_SPREADSHEET_ORDERS = ("=", "+", "-", "@", "\t", "\r")


def as_data(session: Session, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """Everything that is known, each application with its story, notes and decisions."""
    stories = [
        {
            **record(session, row, zone),
            "notes": [
                {"said_at": note.said_at.astimezone(zone).isoformat(), "text": note.text}
                for note in notes.of_application(session, row.account_id, row.id)
            ],
        }
        for row in _applications(session)
    ]
    return {
        "schema": views.SCHEMA,
        "at": now.astimezone(zone).isoformat(),
        "accounts": [account.email for account in accounts(session)],
        "applications": stories,
    }


def as_csv(session: Session, zone: ZoneInfo, now: datetime) -> str:
    """One line a follow-up, with a heading."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for application in views.status(session, zone, now)["applications"]:
        for row in application["follow_ups"]:
            writer.writerow({name: _cell(row[name]) for name in COLUMNS})
    return out.getvalue()


def as_calendar(session: Session, now: datetime) -> bytes:
    """Interviews, and the windows of letters that are still to come, as iCalendar (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Afterword//EN")
    calendar.add("version", "2.0")
    for row in _applications(session):
        for interview in _of(session, InterviewRow, row):
            calendar.add_component(_interview(row, interview, now))
        for follow_up in _of(session, FollowUpRow, row):
            if follow_up.opens_at and follow_up.closes_at and not follow_up.ended_at:
                calendar.add_component(_window(row, follow_up, now))
    return bytes(calendar.to_ical())


def _applications(session: Session) -> list[ApplicationRow]:
    return list(session.scalars(select(ApplicationRow).order_by(ApplicationRow.id)))


def _of(session: Session, table: type[Row], row: ApplicationRow) -> list[Row]:
    query = select(table).where(table.application_id == row.id).order_by(table.id)
    return list(session.scalars(query))


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for an order: employers choose their own names."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_SPREADSHEET_ORDERS) else text


def _interview(row: ApplicationRow, interview: InterviewRow, now: datetime) -> Event:
    event = _event(f"interview {interview.account_id} {interview.key}", now)
    event.add("summary", f"Interview: {_named(row)}")
    event.add("dtstart", interview.starts_at)
    event.add("dtend", interview.ends_at)
    event.add("status", "CANCELLED" if interview.status == "cancelled" else "CONFIRMED")
    return event


def _window(row: ApplicationRow, follow_up: FollowUpRow, now: datetime) -> Event:
    event = _event(f"follow-up {follow_up.account_id} {follow_up.id}", now)
    event.add("summary", f"Letter: {Stage(follow_up.stage).words} to {_named(row)}")
    event.add("description", follow_up.problem or follow_up.reason)
    event.add("dtstart", follow_up.opens_at)
    event.add("dtend", follow_up.closes_at)
    event.add("transp", "TRANSPARENT")  # it takes no time of the day
    return event


def _event(key: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:24]}@afterword")
    event.add("dtstamp", now)
    return event


def _named(row: ApplicationRow) -> str:
    company = row.company or "an unnamed employer"
    return f"{company}, {row.role}" if row.role else company
