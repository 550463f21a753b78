"""How an application ended, and what of it only the person can do or tell (pure)."""

from __future__ import annotations

from datetime import datetime

from service.answers import DECISIONS, decision, is_answer, is_decision
from service.applications import Application
from service.control.model import Control
from service.reading.model import Kind

SILENT = "silent"
"""The outcome where nobody ever answered: the only one that time and policy alone decide."""

NOTHING_LEFT = "Its messages are gone, or tell of no application any more."

_ENDS = {
    Kind.OFFER: ("offer", "An offer came"),
    Kind.REJECTION: ("rejected", "A rejection came"),
}


def outcome_of(
    application: Application, control: Control, silent: list[datetime], now: datetime
) -> tuple[str | None, str]:
    """The outcome (None while it is open) and why. `silent`: when its last round falls silent."""
    if (said := control.over_at(application.rounds)) and control.outcome:
        return control.outcome.value, f"You closed it on {said.date().isoformat()}."
    if not application.messages:
        return "withdrawn", NOTHING_LEFT
    closing = decision(application)
    if closing is not None:
        outcome, what = _ENDS.get(closing.facts.kind, ("withdrawn", "You withdrew"))
        return outcome, f"{what} on {closing.sent_at.date().isoformat()}."
    if silent and silent[0] <= now:
        return SILENT, "Nobody answered."
    return None, ""


def call_awaited(application: Application) -> str | None:
    """A phone call asked for or promised after the interview takes the place of a letter."""
    held = [found.start for found in application.rounds if found.takes_place]
    words = [m for m in application.messages if held and m.sent_at >= held[-1] and is_answer(m)]
    if words and words[-1].facts.phone_call_requested:
        day = words[-1].sent_at.date().isoformat()
        return f"A phone call was asked for or promised on {day}: call, do not write."
    return None


def in_doubt(application: Application) -> str | None:
    """The last answer may be a decision: only the person can tell."""
    words = [m for m in application.messages if is_answer(m)]
    if not words or words[-1].facts.kind not in DECISIONS or is_decision(words[-1]):
        return None
    kind = "a rejection" if words[-1].facts.kind is Kind.REJECTION else "an offer"
    day = words[-1].sent_at.date().isoformat()
    return f"Their mail of {day} may be {kind}. If it is, close the application: afterword done."
