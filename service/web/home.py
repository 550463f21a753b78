"""The first page: what is ready to send, what needs the person, what waits, what is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from service import views
from service.store import decisions, mail
from service.store.models import Account, ApplicationRow, FollowUpRow
from service.web.site import Site, in_gmail
from service.web.timeline import Picture, picture

WIDE, NARROW = 680, 310
"""Widths of the two pictures (CSS pixels): the style sheet shows the one that fits."""

_NEVER = "9999"
"""Sorts behind every moment."""

Row = dict[str, Any]


def home(site: Site, _request: Request) -> Response:
    """Everything a person wants to know in the morning."""
    settings = site.desk.settings
    now = site.desk.now()
    with site.desk.store.read() as session:
        seen = views.status(session, settings.candidate.zone, now)
        for application in seen["applications"]:
            add_letters(session, application)
        shown: Row = {**sections(seen), "accounts": seen["accounts"]}
        for application in (*shown["ready"], *shown["needs"], *shown["waiting"]):
            add_pictures(site, session, application, now)
        last = decisions.last(session)
        shown["undo"] = views.decision_row(last, settings.candidate.zone) if last else None
    return site.pages.page("home.html", **shown)


def sections(seen: Row) -> dict[str, list[Row]]:
    """The applications of `views.status` in the page's sections, each once.

    Ready comes before what needs a look, that before what waits; in each the most pressing first.
    """
    found: dict[str, list[Row]] = {"ready": [], "needs": [], "waiting": [], "quiet": [], "over": []}
    for application in seen["applications"]:
        found[_section(application)].append(application)
    found["ready"].sort(key=_best_before)
    found["waiting"].sort(key=lambda each: each["next_letter"]["opens_at"])
    return found


def _best_before(application: Row) -> str:
    return min(letter["closes_at"] or _NEVER for letter in application["ready"])


def _section(application: Row) -> str:
    if application["outcome"]:
        return "over"
    if application["ready"]:
        return "ready"
    if application["reminder"] or application["held"]:
        return "needs"
    if application["control"]["stopped_at"] or not application["next_letter"]:
        return "quiet"
    return "waiting"


def add_pictures(site: Site, session: Session, application: Row, now: datetime) -> None:
    """The time line of an application, for a wide and for a narrow screen."""
    row = session.get_one(ApplicationRow, application["id"])
    ids = mail.application_messages(session, row.account_id, row.id)
    messages = list(mail.read_messages(session, row.account_id, ids).values())
    pictures: list[Picture] = [
        picture(application, messages, now, site.desk.zone, width) for width in (WIDE, NARROW)
    ]
    application["wide"], application["narrow"] = pictures


def add_letters(session: Session, application: Row) -> None:
    """The letters that lie in Drafts, with a link to each, and the one that comes next.

    `held` are those that are due and do not lie there, each with its reason: something stands in
    the way, or the mode is "preview".
    """
    ready, waiting, held = [], [], []
    for each in application["follow_ups"]:
        row = session.get_one(FollowUpRow, each["id"])
        if each["held"] and not application["outcome"]:
            held.append(each)
        elif each["state"] == "placed":
            account = session.get_one(Account, row.account_id)
            ready.append({**each, "link": in_gmail(account.email, row.thread_id)})
        elif each["state"] == "waiting" and each["opens_at"]:
            waiting.append(each)
    application["ready"], application["held"] = ready, held
    application["next_letter"] = min(waiting, key=lambda each: each["opens_at"], default=None)
