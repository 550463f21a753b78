"""Tells what changed between two looks at the store: noticed, waiting, placed, not placed, why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from service.views import short

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing worth telling. `what` is a stable word for programs, `text` for people."""

    at: str
    what: str
    application: int
    text: str


class Narrator:
    """Remembers the last look, so that each thing is told once."""

    def __init__(self) -> None:
        self._interviews: dict[tuple[int, str], str] = {}
        self._follow_ups: dict[int, tuple[str, str | None]] = {}
        self._outcomes: dict[int, str | None] = {}
        self._reminders: dict[int, str | None] = {}

    def look(self, status: Row) -> list[Event]:
        """What is new since the last look, in the order in which it is told."""
        events: list[Event] = []
        for application in status["applications"]:
            name = _name(application)
            for what, text in (
                *self._new_interviews(application),
                *self._changed_follow_ups(application),
                *self._outcome(application),
                *self._reminder(application),
            ):
                events.append(Event(status["at"], what, application["id"], f"{name}: {text}"))
        return events

    def _new_interviews(self, application: Row) -> list[tuple[str, str]]:
        told = []
        for number, interview in enumerate(application["interviews"]):
            key = (application["id"], str(number))
            now = f"{interview['start']} {interview['status']}"
            before = self._interviews.get(key)
            if before == now:
                continue
            self._interviews[key] = now
            medium = f" ({interview['medium']})" if interview["medium"] else ""
            word = "interview noticed" if before is None else "interview changed"
            told.append(
                ("noticed", f"{word}: {short(interview['start'])}{medium}, {interview['status']}")
            )
        return told

    def _changed_follow_ups(self, application: Row) -> list[tuple[str, str]]:
        told = []
        for follow_up in application["follow_ups"]:
            now = (follow_up["state"], follow_up["opens_at"])
            before = self._follow_ups.get(follow_up["id"])
            self._follow_ups[follow_up["id"]] = now
            if before == now or (before is None and follow_up["state"] == "waiting" and not now[1]):
                continue
            told.append(_follow_up_line(follow_up))
        return told

    def _outcome(self, application: Row) -> list[tuple[str, str]]:
        before = self._outcomes.get(application["id"])
        self._outcomes[application["id"]] = application["outcome"]
        if application["outcome"] in (before, None):
            return []
        return [("closed", f"closed as {application['outcome']}. {application['reason']}")]

    def _reminder(self, application: Row) -> list[tuple[str, str]]:
        before = self._reminders.get(application["id"])
        self._reminders[application["id"]] = application["reminder"]
        if application["reminder"] in (before, None):
            return []
        return [("needs you", str(application["reminder"]))]


def _follow_up_line(follow_up: Row) -> tuple[str, str]:
    stage = follow_up["stage"].replace("_", " ")
    match follow_up["state"]:
        case "placed":
            return (
                "placed",
                f"{stage} placed in Drafts, to {follow_up['to']}. {follow_up['reason']}",
            )
        case "waiting":
            return "waiting", f"{stage}: {follow_up['reason']}"
        case "sent":
            return "sent", f"{stage} sent. {follow_up['reason']}"
        case "withdrawn":
            return "withdrawn", f"{stage} taken out of Drafts. {follow_up['reason']}"
        case _:
            return "not placed", f"no {stage}. {follow_up['reason']}"


def _name(application: Row) -> str:
    company = application["company"] or "an unnamed employer"
    return f"{company} ({application['role']})" if application["role"] else str(company)
