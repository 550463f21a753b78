"""The preview's answer: every follow-up with its stage, window, state, reason and draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from gmail.message.errors import UnreadableMessageError
from gmail.message.model import Message
from gmail.message.parse import parse
from gmail.takeout import Source, read_sources
from service import views
from service.config import Settings
from service.preview.mailbox import PreviewDraft, PreviewMailbox
from service.preview.simulate import simulate
from service.reading.model import Facts
from service.reading.reader import read
from service.store.engine import Store
from service.store.models import ApplicationRow, FollowUpRow
from service.wiring import worker_for


@dataclass(frozen=True, slots=True)
class Preview:
    """`document` is the contract's JSON; `problems` are the messages that could not be read."""

    document: dict[str, Any]
    problems: tuple[str, ...]


def preview_mail(
    paths: Sequence[str | Path],
    stdin: BinaryIO | None,
    *,
    me: Sequence[str],
    settings: Settings,
    at: datetime | None,
    until: datetime,
) -> Preview:
    """Run the service over these files from `at` (the first message, if None) to `until`."""
    own = frozenset(address.lower() for address in me)
    problems: list[str] = []
    mail = list(_read(read_sources(paths, stdin), own, settings, problems))
    settings = _named(settings, me, mail)
    mailbox = PreviewMailbox(me[0].lower(), mail)
    first = min((message.received_at for message, _ in mail), default=until)
    store = Store.open("sqlite:///:memory:")
    try:
        worker = worker_for(store, mailbox, lambda: settings, mailbox.facts)
        for _moment in simulate(worker, mailbox, store, min(at or first, until), until):
            pass
        with store.read() as session:
            document = _document(session, settings, mailbox)
    finally:
        store.close()
    return Preview(document, tuple(problems))


def _read(
    sources: Iterable[Source], me: frozenset[str], settings: Settings, problems: list[str]
) -> Iterator[tuple[Message, Facts]]:
    """Each message with its facts; one that cannot be read is noted, and the rest goes on."""
    zone = str(settings.candidate.zone)
    for source in sources:
        if source.raw is None:
            problems.append(f"{source.name}: {source.error}")
            continue
        labels = {label.upper() for label in source.labels}
        if labels & {"DRAFT", "DRAFTS", "SPAM", "TRASH"}:
            continue
        try:
            message = parse(source.raw, label_ids=source.labels, thread_id=source.thread_id or "")
            yield message, read(message, me=me, time_zone=zone)
        except UnreadableMessageError as error:
            problems.append(f"{source.name}: {error}")
        except Exception as error:  # a defect in reading one message never loses the others
            problems.append(f"{source.name}: the reader failed ({type(error).__name__})")


def _named(
    settings: Settings, me: Sequence[str], mail: Sequence[tuple[Message, Facts]]
) -> Settings:
    """The settings with the candidate's addresses, and the name they write under."""
    candidate = settings.candidate.model_copy(
        update={
            "email": settings.candidate.email or me[0].lower(),
            "aliases": (*settings.candidate.aliases, *(address.lower() for address in me)),
            "name": settings.candidate.name or _own_name(frozenset(a.lower() for a in me), mail),
        }
    )
    return settings.model_copy(update={"candidate": candidate})


def _own_name(me: frozenset[str], mail: Sequence[tuple[Message, Facts]]) -> str:
    """As the candidate signs, else as others address them, else as the address says."""
    for message, _facts in mail:
        if message.sender and message.sender.email in me and message.sender.name:
            return message.sender.name
    for message, _facts in mail:
        for address in message.to:
            if address.email in me and address.name and "@" not in address.name:
                return address.name
    words = re.split(r"[._-]+", min(me).partition("@")[0])
    return " ".join(word.capitalize() for word in words if word)


def _document(session: Session, settings: Settings, mailbox: PreviewMailbox) -> dict[str, Any]:
    zone = settings.candidate.zone
    rows = list(session.scalars(select(ApplicationRow).order_by(ApplicationRow.id)))
    shown = [views.application(session, row, zone) for row in rows]
    return {
        "schema": views.SCHEMA,
        "follow_ups": [
            _follow_up(session, each, mailbox, settings)
            for application in shown
            for each in application["follow_ups"]
        ],
        "applications": [
            {name: application[name] for name in ("company", "role", "outcome", "threads")}
            for application in shown
        ],
    }


def _follow_up(
    session: Session, shown: dict[str, Any], mailbox: PreviewMailbox, settings: Settings
) -> dict[str, Any]:
    names = (
        "company",
        "role",
        "interview_start",
        "stage",
        "opens_at",
        "closes_at",
        "state",
        "reason",
    )
    row = session.get_one(FollowUpRow, shown["id"])
    kept = mailbox.placed.get(row.draft_id or "")
    return {
        **{name: shown[name] for name in names},
        "draft": _draft(kept, settings) if kept else None,
    }


def _draft(kept: PreviewDraft, settings: Settings) -> dict[str, Any]:
    draft = kept.draft
    return {
        "placed_at": kept.placed_at.astimezone(settings.candidate.zone).isoformat(),
        "to": [address.email for address in draft.to],
        "cc": [address.email for address in draft.cc],
        "subject": draft.subject,
        "in_reply_to": draft.in_reply_to,
        "body": draft.text,
    }
