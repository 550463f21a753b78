"""What was read in each message and why, and one click to set it right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from service.correcting import correct
from service.corrections import RULE, SPEAK_OF_ONE, Correction
from service.explain.messages import KINDS
from service.read_message import ReadMessage
from service.reading.model import Facts, Kind
from service.store import corrections, mail
from service.store.models import Account, ApplicationRow, CorrectionRow, MessageRow
from service.web.site import Site, account_named, application_of, form_of, in_gmail

A_PAGE = 50
NAMES = {kind: kind.value.replace("_", " ") for kind in Kind}

Row = dict[str, Any]


def listed(site: Site, request: Request) -> Response:
    """The messages that were read, newest first: those about an application or corrected by the
    person, with `?all=1` every one; `?before=` turns the page."""
    zone = site.desk.settings.candidate.zone
    with site.desk.store.read() as session:
        before = _moment(request.query_params.get("before"))
        every = request.query_params.get("all") == "1"
        query = select(MessageRow).where(MessageRow.read.is_not(None))
        if not every:
            corrected = exists().where(
                CorrectionRow.account_id == MessageRow.account_id,
                CorrectionRow.message_id == MessageRow.id,
            )
            query = query.where(or_(MessageRow.application_id.is_not(None), corrected))
        if before is not None:
            query = query.where(MessageRow.sent_at < before)
        found = list(session.scalars(query.order_by(MessageRow.sent_at.desc()).limit(A_PAGE)))
        rows = [_line(session, row, zone) for row in found]
        count = len(corrections.all_rows(session))
    older = found[-1].sent_at if len(found) == A_PAGE else None
    return site.pages.page(
        "reading.html",
        messages=rows,
        every=every,
        older=older.isoformat() if older else None,
        count=count,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _line(session: Session, row: MessageRow, zone: ZoneInfo) -> Row:
    message = mail.read_messages(session, row.account_id, [row.id])[row.id]
    account = session.get_one(Account, row.account_id)
    application = session.get(ApplicationRow, row.application_id) if row.application_id else None
    return {
        **_said(message, zone),
        "path": f"/reading/{account.email}/{row.id}",
        "application": {"id": application.id, "company": application.company}
        if application
        else None,
        "corrected": any(each.rule == RULE for each in message.facts.evidence),
    }


def _said(message: ReadMessage, zone: ZoneInfo) -> Row:
    sender = message.sender
    return {
        "id": message.id,
        "at": message.sent_at.astimezone(zone).isoformat(),
        "outbound": message.outbound,
        "from": (sender.name or sender.email) if sender else None,
        "address": sender.email if sender else None,
        "subject": message.subject,
        "kind": NAMES[message.facts.kind],
        "automatic": message.facts.automatic,
    }


def show(site: Site, request: Request) -> Response:
    """One message: each fact with its quote, and the form to correct it."""
    zone = site.desk.settings.candidate.zone
    with site.desk.store.read() as session:
        account, row = _row(session, request)
        message = mail.read_messages(session, account.id, [row.id])[row.id]
        first = mail.as_read(session, account.id, [row.id])[row.id]
        line = _line(session, row, zone)
    start = message.facts.interview.start.astimezone(zone) if message.facts.interview else None
    return site.pages.page(
        "message.html",
        message=line,
        facts=facts_of(message.facts, zone),
        evidence=message.facts.evidence,
        score=message.facts.score,
        before=facts_of(first.facts, zone) if line["corrected"] else None,
        kinds=[(kind, NAMES[kind], KINDS[kind]) for kind in Kind],
        kind=message.facts.kind,
        company=message.facts.company or "",
        role=message.facts.role or "",
        start=f"{start:%Y-%m-%dT%H:%M}" if start else "",
        zone=zone.key,
        link=in_gmail(account.email, row.thread_id),
    )


def facts_of(facts: Facts, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What was found, in words: (name, value)."""
    interview, promise = facts.interview, facts.promise
    start = interview.start.astimezone(zone) if interview else None
    people = ", ".join(person.name or person.email or "" for person in facts.interviewers)
    found = [
        ("Kind", NAMES[facts.kind]),
        ("Interview", f"{start:%a %-d %b %Y, %H:%M}" if start else None),
        ("Status", interview.status.value if interview else None),
        ("Company", facts.company),
        ("Role", facts.role),
        ("Interviewers", people or None),
        ("They decide by", f"{promise.last:%a %-d %b %Y}" if promise else None),
        ("Automatic", facts.automatic.value.replace("_", " ") if facts.automatic else None),
        ("Phone call asked for", "yes" if facts.phone_call_requested else None),
        ("Did not take place", "yes" if facts.not_held else None),
    ]
    return [(name, value) for name, value in found if value]


def set_right(site: Site, request: Request) -> Response:
    """Keep the person's word on one message."""
    desk = site.desk
    with desk.store.write() as session:
        account, row = _row(session, request)
        message = mail.read_messages(session, account.id, [row.id])[row.id]
        kept = corrections.of_messages(session, account.id, [row.id]).get(row.id, Correction())
        try:
            said = correction_of(form_of(request), message.facts, kept, desk.zone)
        except ValueError as error:
            return site.pages.told(request.url.path, f"Not kept: {error}")
        if said == kept:
            return site.pages.told(request.url.path, "That is how it stands already.")
        correct(session, account.id, row.id, said, desk.now())
    told = (
        "The reader's word stands again."
        if said.empty
        else "Kept. It outweighs what was read, and all that rests on it is planned anew."
    )
    return site.pages.told(request.url.path, told)


def correction_of(
    form: Mapping[str, str], facts: Facts, kept: Correction, zone: ZoneInfo
) -> Correction:
    """What the form says beyond what stands. ValueError in words if a field cannot be read.

    `act` is "not_an_interview", "as_read" (take everything back) or else the fields count.
    """
    if form.get("act") == "as_read":
        return Correction()
    if form.get("act") == "not_an_interview":
        return Correction(kind=Kind.OTHER)
    said: dict[str, Any] = kept.model_dump(exclude_none=True)
    kind = form.get("kind", facts.kind.value)
    if kind not in set(Kind):
        raise ValueError("there is no such kind of message.")
    if kind != facts.kind:
        said["kind"] = Kind(kind)
    for name, read in (("company", facts.company), ("role", facts.role)):
        text = " ".join(form.get(name, read or "").split())[:200]
        if text != (read or ""):
            said[name] = text
    start = _start(form.get("start", ""), zone)
    if start is not None and not (facts.interview and _same(start, facts.interview.start)):
        said["start"] = start
        if "kind" in said and kind == facts.kind and facts.kind not in SPEAK_OF_ONE:
            del said["kind"]  # an earlier "not an interview" gives way to a time for one
    return Correction(**said)


def _same(one: datetime, other: datetime) -> bool:
    return abs((one - other).total_seconds()) < 60


def _start(text: str, zone: ZoneInfo) -> datetime | None:
    """A browser's local date and time in the candidate's zone."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError as error:
        raise ValueError("write the start as 2026-03-05T14:00.") from error


def not_interviews(site: Site, request: Request) -> Response:
    """An application that is none: none of the messages that made it one is about it."""
    desk = site.desk
    with desk.store.write() as session:
        row = application_of(session, request)
        ids = mail.application_messages(session, row.account_id, row.id)
        anchors = [m for m in mail.read_messages(session, row.account_id, ids).values() if m.anchor]
        for message in anchors:
            correct(session, row.account_id, message.id, Correction(kind=Kind.OTHER), desk.now())
    return site.pages.told("/", f"Kept: {len(anchors)} messages are about no application of yours.")


def download(site: Site, _request: Request) -> Response:
    """All corrections with what the reader had made of the message, a JSON object a line."""
    with site.desk.store.read() as session:
        lines = [
            _gold(session, row.account_id, row.message_id) for row in corrections.all_rows(session)
        ]
    return PlainTextResponse(
        "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines),
        media_type="application/x-ndjson",
        headers={"Content-Disposition": 'attachment; filename="corrections.jsonl"'},
    )


def _gold(session: Session, account_id: int, message_id: str) -> Row:
    read = mail.as_read(session, account_id, [message_id])[message_id]
    said = mail.read_messages(session, account_id, [message_id])[message_id]
    return {
        "schema": 1,
        "message_id": read.message_id,
        "read": _short(read.facts),
        "corrected": _short(said.facts),
    }


def _short(facts: Facts) -> Row:
    interview = facts.interview
    return {
        "kind": facts.kind.value,
        "company": facts.company,
        "role": facts.role,
        "start": interview.start.isoformat() if interview else None,
    }


def _row(session: Session, request: Request) -> tuple[Account, MessageRow]:
    account = account_named(session, request.path_params["account"])
    row = session.get(MessageRow, (account.id, request.path_params["message"]))
    if row is None or row.read is None:
        raise HTTPException(404, "No such message was read, or it concerned nothing of yours.")
    return account, row
