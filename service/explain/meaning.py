"""What the policy means for each open application, in dates; and what another one would mean."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from service.config import Settings
from service.explain.outlook import Outlook, outlook
from service.explain.policy_words import changes, in_words
from service.store.accounts import accounts
from service.store.applications import all_rows
from service.store.models import ApplicationRow
from service.views import SCHEMA

Row = dict[str, Any]


def meaning(
    session: Session, settings: Settings, now: datetime, *, instead: Settings | None = None
) -> Row:
    """What `settings` mean at `now`, and beside it what `instead` would mean.

    An application is open if it is so by either of the two. Moments are in the candidate's zone.
    """
    rows = [row for account in accounts(session) for row in all_rows(session, account.id)]
    applications = [_application(session, row, settings, instead, now) for row in rows]
    return {
        "schema": SCHEMA,
        "at": now.astimezone(settings.candidate.zone).isoformat(timespec="seconds"),
        "policy": _policy(settings),
        "instead": _policy(instead) if instead else None,
        "changes": [
            {"key": key, "before": old, "after": new}
            for key, old, new in (changes(settings, instead) if instead else [])
        ],
        "applications": [each for each in applications if each],
    }


def _policy(settings: Settings) -> Row:
    return {
        "words": [{"rule": name, "means": words} for name, words in in_words(settings)],
        "keys": settings.policy.model_dump(mode="json"),
    }


def _application(
    session: Session,
    row: ApplicationRow,
    settings: Settings,
    instead: Settings | None,
    now: datetime,
) -> Row | None:
    """One application that is open and had or has an interview, else None."""
    before = _stand(outlook(session, row, settings, now), settings.candidate.zone)
    after = _stand(outlook(session, row, instead, now), instead.candidate.zone) if instead else None
    if not before["letters"] or (before["outcome"] and not (after and after["outcome"] is None)):
        return None
    return {
        "id": row.id,
        "company": row.company,
        "role": row.role,
        **before,
        "after": after,
        "changed": after is not None and _facts(after) != _facts(before),
    }


def _stand(found: Outlook, zone: ZoneInfo) -> Row:
    """Where the last interview's letters stand."""
    held = [each for each in found.application.rounds if each.takes_place]
    last = held[-1] if held else None
    lying = {(row.interview_id, row.stage, row.apart_for) for row in found.lying}
    row = found.interviews.get(last.key) if last else None
    mine = [each for each in found.plan.follow_ups if last and each.round.key == last.key]
    return {
        "outcome": found.plan.outcome,
        "interview_start": _iso(last.start, zone) if last else None,
        "silent_at": _iso(found.plan.silent_at, zone),
        "letters": [
            {
                "stage": each.stage.value,
                "apart_for": each.apart_for or None,
                "in_drafts": (row.id if row else 0, each.stage.value, each.apart_for) in lying,
                "verdict": each.decision.verdict.value,
                "opens_at": _iso(window.opens_at if window else None, zone),
                "closes_at": _iso(window.closes_at if window else None, zone),
                "rule": each.decision.rule,
                "reason": each.decision.reason,
            }
            for each in mine
            for window in (each.decision.window,)
        ],
    }


def letter_facts(letter: Row) -> tuple[Any, ...]:
    """What makes two decisions the same: whether, and when if that lies ahead; in whatever zone."""
    if letter["verdict"] not in ("waiting", "open"):
        return (letter["verdict"], letter["rule"])
    moments = (letter["opens_at"], letter["closes_at"])
    told = tuple(datetime.fromisoformat(at).timestamp() if at else None for at in moments)
    return (letter["verdict"], letter["rule"], *told)


def _facts(stand: Row) -> tuple[Any, ...]:
    silent = stand["silent_at"]
    moment = datetime.fromisoformat(silent).timestamp() if silent else None
    return (stand["outcome"], moment, *(letter_facts(each) for each in stand["letters"]))


def _iso(at: datetime | None, zone: ZoneInfo) -> str | None:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None
