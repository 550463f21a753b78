"""A database of very many applications, as a service would have left it (for the bench)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from service.applications import application_of, keys_of
from service.config import Settings, load
from service.letters.others import key_of
from service.read_message import MailAddress, ReadMessage
from service.reading.model import Facts, Interview, InterviewStatus, Kind, Medium, Person
from service.store.accounts import account_for
from service.store.engine import Store
from service.store.models import (
    ApplicationRow,
    FollowUpRow,
    InterviewRow,
    MessageKey,
    MessageRow,
)
from service.wiring import mark_of

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
"""Wednesday, March 4, 2026, 10 AM in New York."""

ME = "alex@example.com"
ALONE = {1: timedelta(minutes=40), 2: timedelta(minutes=20)}
"""The first two interviews were so much earlier than all others: their letters are due alone."""

FIRST_DUE = NOW + timedelta(hours=4, minutes=25)
SECOND_DUE = NOW + timedelta(hours=4, minutes=45)

AHEAD = 12 * 24 * 60
"""Minutes over which the interviews, and so the next changes, are spread."""

_CHUNK = 2_000
_CONFIG = '[candidate]\nname = "Alex Morgan"\ntime_zone = "America/New_York"\n'


def settings_of(folder: Path, extra: str = "") -> Settings:
    """The usual policy, or one with these lines added."""
    path = folder / "config.toml"
    path.write_text(_CONFIG + extra, encoding="utf-8")
    # The same home for each copy: another one is another setting, and all would be planned anew.
    return load(path, environ={"AFTERWORD_HOME": "bench"})


def fill(folder: Path, size: int) -> None:
    """Make `afterword.db` in the folder: `size` applications, each waiting for its thank-you."""
    store = Store.open(f"sqlite:///{folder / 'afterword.db'}")
    with store.write() as session:
        account = account_for(session, ME)
        account.cursor, account.search_from = "1", NOW - timedelta(days=180)
        account.backfilled_at = account.polled_at = NOW - timedelta(hours=1)
        account.planned_with = mark_of(settings_of(folder))
        for first in range(0, size, _CHUNK):
            rows: dict[Any, list[dict[str, Any]]] = {}
            for number in range(first, min(first + _CHUNK, size)):
                for table, row in _rows(account.id, number + 1, size):
                    rows.setdefault(table, []).append(row)
            for table, lines in rows.items():
                session.execute(insert(table), lines)
    store.close()


def _rows(account: int, number: int, size: int) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The rows of one application, as a pass would have left them."""
    message = invitation(number, size)
    interview, company = message.facts.interview, message.facts.company or ""
    assert interview is not None
    assert interview.end is not None
    opens = interview.end + timedelta(days=1)
    (found,) = application_of([message]).rounds
    key = found.key
    yield (
        ApplicationRow,
        {"id": number, "account_id": account, "company": company, "threads": 1}
        | {"company_key": key_of(company)}
        | {"role": message.facts.role, "reason": "", "next_at": opens, "planned_at": NOW},
    )
    yield (
        MessageRow,
        {"account_id": account, "id": message.id, "thread_id": message.thread_id, "told": True}
        | {"sent_at": message.sent_at, "application_id": number}
        | {"read": message.model_dump_json(exclude_defaults=True)},
    )
    for name in keys_of(message):
        yield (
            MessageKey,
            {"account_id": account, "message_id": message.id, "key": name, "anchor": True},
        )
    yield (
        InterviewRow,
        {"id": number, "account_id": account, "application_id": number, "key": key, "keys": [key]}
        | {"starts_at": interview.start, "ends_at": interview.end, "status": "confirmed"}
        | {"time_zone": interview.time_zone, "medium": "video"},
    )
    for stage in ("thank_you", "status_check", "final_check"):
        yield (
            FollowUpRow,
            {"account_id": account, "application_id": number, "interview_id": number}
            | {"stage": stage, "state": "planned", "opens_at": opens}
            | {"closes_at": opens + timedelta(days=1), "rule": "after_interview", "reason": "..."},
        )


def invitation(number: int, size: int) -> ReadMessage:
    """The confirmation of an interview that is over in the coming days, one employer each."""
    company, domain = f"Company {number:06d}", f"c{number:06d}.example"
    first = NOW - timedelta(hours=20)
    start = first + timedelta(minutes=int(AHEAD * number / size) + 1)
    if number in ALONE:
        start = first - ALONE[number]
    who = f"jane.roe@{domain}"
    return ReadMessage(
        id=f"{number:016x}",
        thread_id=f"{number:016x}",
        sent_at=NOW - timedelta(days=3),
        message_id=f"<{number}@{domain}>",
        sender=MailAddress(email=who, name="Jane Roe"),
        to=(MailAddress(email=ME),),
        subject=f"Interview with {company}",
        facts=Facts(
            kind=Kind.INTERVIEW_CONFIRMATION,
            score=1.0,
            interview=Interview(
                start=start,
                end=start + timedelta(hours=1),
                time_zone="America/New_York",
                status=InterviewStatus.CONFIRMED,
                medium=Medium.VIDEO,
            ),
            company=company,
            role="Data Engineer",
            interviewers=(Person(name="Jane Roe", email=who),),
        ),
    )
