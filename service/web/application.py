"""The page of one application: its time line, its letters, its story, and what one may decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from scheduler.policy import Stage
from service import notes as note_rules
from service import views
from service.control import commands
from service.control.commands import DecisionError
from service.control.model import Outcome
from service.control.until import until
from service.explain.story import story
from service.store import decisions, mail, notes
from service.store.models import ApplicationRow, DecisionRow
from service.web.home import add_letters, add_pictures
from service.web.site import Site, application_of, form_of

UNDO_HINT = "Undo takes it back."


def show(site: Site, request: Request) -> Response:
    """Everything known of one application."""
    settings, now = site.desk.settings, site.desk.now()
    zone = settings.candidate.zone
    with site.desk.store.read() as session:
        row = application_of(session, request)
        told = story(session, row, settings, now)
        add_pictures(site, session, told, now)
        add_letters(session, told)
        account = views.address_of(session, row)
        add_paths(session, told, row, account)
        said = [
            {"id": note.id, "at": note.said_at.astimezone(zone).isoformat(), "text": note.text}
            for note in notes.rows(session, row.account_id, row.id)
        ]
        last = decisions.last(session)
        undo = last is not None and last.application_id == row.id
    snoozed = told["control"]["snoozed_until"]
    return site.pages.page(
        "application.html",
        story=told,
        notes=said,
        account=account,
        undo=undo,
        longest_note=note_rules.LONGEST,
        snoozed=snoozed if snoozed and datetime.fromisoformat(snoozed) > now else None,
        stages=[stage for stage in Stage if _may_skip(told, stage)],
        outcomes=list(Outcome),
    )


def add_paths(session: Session, told: dict[str, Any], row: ApplicationRow, account: str) -> None:
    """The page of each message in the story, by its Message-ID."""
    ids = mail.application_messages(session, row.account_id, row.id)
    known = {m.message_id: m.id for m in mail.read_messages(session, row.account_id, ids).values()}
    for event in told["timeline"]:
        if (id_ := known.get(event.get("message_id") or "")) is not None:
            event["path"] = f"/reading/{account}/{id_}"


def _may_skip(told: dict[str, Any], stage: Stage) -> bool:
    rows = told["follow_ups"]
    return any(each["stage"] == stage and each["state"] in ("waiting", "placed") for each in rows)


def decide(site: Site, request: Request) -> Response:
    """Stop, resume, snooze, skip or done, by the last part of the path."""
    act = request.path_params["act"]
    form, desk = form_of(request), site.desk
    now = desk.now()
    zone = desk.settings.candidate.zone
    try:
        with desk.store.write() as session:
            application = application_of(session, request)
            row = _decided(session, application, act, form.get("value", ""), site, now)
            said = views.decision_row(row, zone)["words"]
            told = f"{said[:1].upper()}{said[1:]} {UNDO_HINT}"
    except (DecisionError, ValueError) as error:
        told = f"Not done: {error}"
    return site.pages.told(f"/applications/{request.path_params['id']}", told)


def _decided(
    session: Session,
    application: ApplicationRow,
    act: str,
    value: str,
    site: Site,
    now: datetime,
) -> DecisionRow:
    match act:
        case "stop":
            return commands.stop(session, application, now)
        case "resume":
            return commands.resume(session, application, now)
        case "snooze":
            end = until(value, site.desk.calendar, now)
            return commands.snooze(session, application, end, now)
        case "skip":
            stage = Stage(value) if value else None
            return commands.skip(session, application, stage, now)
        case "done":
            return commands.done(session, application, Outcome(value or Outcome.DONE), now)
    raise ValueError("there is no such decision.")


def undo(site: Site, _request: Request) -> Response:
    """Take back the last decision of all."""
    try:
        with site.desk.store.write() as session:
            row = commands.undo(session, site.desk.now())
            said = views.decision_row(row, site.desk.settings.candidate.zone)["words"]
            where, told = f"/applications/{row.application_id}", f"Taken back: {said}"
    except DecisionError as error:
        where, told = "/", f"Not done: {error}"
    return site.pages.told(where, told)


def add_note(site: Site, request: Request) -> Response:
    """Keep a line or two on what was talked about."""
    text = form_of(request).get("text", "")
    said = note_rules.cleaned(text)
    if not said:
        told = "Not kept: the note is empty."
    elif len(text) > note_rules.LONGEST:
        told = f"Not kept: a note may have {note_rules.LONGEST} characters; yours has {len(text)}."
    else:
        with site.desk.store.write() as session:
            row = application_of(session, request)
            notes.add(session, row.account_id, row.id, said, site.desk.now())
        told = "Kept; the letters to come work it in."
    return site.pages.told(f"/applications/{request.path_params['id']}#notes", told)


def remove_note(site: Site, request: Request) -> Response:
    """Forget a note."""
    with site.desk.store.write() as session:
        row = application_of(session, request)
        mine = notes.rows(session, row.account_id, row.id)
        found = next((each for each in mine if each.id == request.path_params["note"]), None)
        if found is not None:
            notes.remove(session, found)
    told = "The note is forgotten." if found else "There is no such note any more."
    return site.pages.told(f"/applications/{request.path_params['id']}#notes", told)
