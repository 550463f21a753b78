"""`afterword note`: what was talked about, for the letters to come."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy.orm import Session

from service import notes as rules
from service.cli import output
from service.cli.choosing import one_application
from service.cli.guard import MisuseError
from service.cli.showing import name_of
from service.home import Home
from service.letters.notes import unused_clauses
from service.store import mail, notes
from service.store.models import ApplicationRow, NoteRow
from service.views import SCHEMA, short

_HOW = (
    "What no whole sentence was found for stays out of the letter: {unused}. "
    'Begin a clause with "talked about", "liked", "stress" or "concern:".'
)


def note(
    config: Path | None, wanted: str, text: str | None, *, remove: int | None, as_json: bool
) -> None:
    """Add a note, remove one, or list them; then say what the letters can use of them."""
    home, now = Home.open(config), datetime.now(UTC)
    with home.store.write() as session:
        application = one_application(session, wanted)
        if text is not None:
            _add(session, application, text, now)
        if remove is not None:
            notes.remove(session, _row(session, application, remove))
        kept = notes.rows(session, application.account_id, application.id)
        unused = unused_clauses(tuple(row.text for row in kept), _language(session, application))
        shown = _shown(application, kept, unused, home)
    if output.wants_data(as_json):
        output.data(shown)
        return
    _print(shown)


def _add(session: Session, application: ApplicationRow, text: str, now: datetime) -> None:
    said = rules.cleaned(text)
    if not said:
        raise MisuseError("the note is empty; say in a line or two what was talked about.")
    if len(text) > rules.LONGEST:
        raise MisuseError(f"a note may have {rules.LONGEST} characters; this has {len(text)}.")
    notes.add(session, application.account_id, application.id, said, now)


def _row(session: Session, application: ApplicationRow, number: int) -> NoteRow:
    found = notes.rows(session, application.account_id, application.id)
    row = next((row for row in found if row.id == number), None)
    if row is None:
        listed = ", ".join(str(row.id) for row in found) or "there is none"
        raise MisuseError(f"this application has no note {number} (known: {listed}).")
    return row


def _language(session: Session, application: ApplicationRow) -> str:
    """The language of the application's last letter to the candidate."""
    ids = mail.application_messages(session, application.account_id, application.id)
    messages = mail.read_messages(session, application.account_id, ids).values()
    theirs = sorted((m for m in messages if m.anchor), key=lambda m: m.sent_at)
    return theirs[-1].facts.language if theirs else "en"


def _shown(
    application: ApplicationRow, kept: list[NoteRow], unused: tuple[str, ...], home: Home
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "application": application.id,
        "company": application.company,
        "role": application.role,
        "notes": [
            {
                "id": row.id,
                "said_at": row.said_at.astimezone(home.zone).isoformat(),
                "by": "mail" if row.message_id else "command",
                "text": row.text,
            }
            for row in kept
        ],
        "unused": list(unused),
    }


def _print(shown: dict[str, Any]) -> None:
    console = Console(highlight=False, markup=False)
    console.print(output.plain(name_of(shown)))
    for each in shown["notes"]:
        said = output.plain(each["text"])
        console.print(f"  {each['id']}  {short(each['said_at'])}  {said}")
    if not shown["notes"]:
        console.print("  no notes")
    if shown["unused"]:
        quoted = "; ".join(f'"{output.plain(clause)}"' for clause in shown["unused"])
        console.print(_HOW.format(unused=quoted))
