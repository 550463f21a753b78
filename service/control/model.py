"""The person's decisions about one application, and what is in force by them (pure).

Decisions are a log: each may be undone, and what is in force is what the others, in their order,
come to. docs/timing.md ("Control") tells the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from scheduler.policy import Stage
from scheduler.timeline import Snooze, Timeline

if TYPE_CHECKING:
    from service.rounds import Round

CLOSED_BY_HAND = "done"
"""The outcome of an application that the person closed without saying how it ended."""


class Act(StrEnum):
    STOP = "stop"
    RESUME = "resume"
    SNOOZE = "snooze"
    SKIP = "skip"
    DONE = "done"


class Outcome(StrEnum):
    """How the person says it ended."""

    OFFER = "offer"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DONE = CLOSED_BY_HAND


class Purpose(StrEnum):
    """What a label of ours is for; the value is the last part of its first name."""

    WAITING = "Waiting"
    READY = "Ready"
    CLOSED = "Closed"
    STOP = "Stop"
    SNOOZE = "Snooze"

    @property
    def label(self) -> str:
        """As it is called when it is made."""
        return f"Afterword/{self.value}"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, made `at` (aware). `until` is a snooze's end; `interview` (our number) and
    `stage` say what is skipped; `outcome` how it ended; `by` is "command" or "label"."""

    act: Act
    at: datetime
    until: datetime | None = None
    outcome: Outcome | None = None
    interview: int | None = None
    stage: Stage | None = None
    by: str = "command"


@dataclass(frozen=True, slots=True)
class Control:
    """What is in force. `skipped`: interviews (our numbers) with the stage not to be written."""

    stopped_at: datetime | None = None
    snoozes: tuple[Snooze, ...] = ()
    skipped: frozenset[tuple[int, Stage]] = frozenset()
    done_at: datetime | None = None
    outcome: Outcome | None = None

    def snoozed_until(self, now: datetime) -> datetime | None:
        """Until when nothing is written, if that lies ahead."""
        ends = [snooze.until for snooze in self.snoozes if snooze.at <= now < snooze.until]
        return max(ends, default=None)

    def over_at(self, rounds: Iterable[Round]) -> datetime | None:
        """When the person closed it; not any more, once a newer interview was fixed."""
        if self.done_at is None or self.newer(rounds, self.done_at):
            return None
        return self.done_at

    @staticmethod
    def newer(rounds: Iterable[Round], than: datetime) -> bool:
        """Whether an interview was fixed after that moment."""
        return any(found.takes_place and found.known_at > than for found in rounds)

    def told(self, timeline: Timeline, rounds: Iterable[Round]) -> Timeline:
        """The round with what the person decided."""
        ends = [at for at in (timeline.closed_at, self.over_at(rounds)) if at]
        return replace(
            timeline,
            snoozes=self.snoozes,
            stopped_at=self.stopped_at,
            closed_at=min(ends, default=None),
        )


NOTHING_SAID = Control()


def in_force(decisions: Iterable[Decision]) -> Control:
    """What these decisions (in their order) come to.

    A resume lifts a stop, a snooze and a closing; a snooze takes the place of an earlier one and
    of a stop. A skipped stage stays skipped until that is undone.
    """
    control = NOTHING_SAID
    for decision in decisions:
        control = _after(control, decision)
    return control


def _after(control: Control, decision: Decision) -> Control:
    at = decision.at
    match decision.act:
        case Act.STOP:
            return replace(control, stopped_at=control.stopped_at or at)
        case Act.DONE:
            return replace(control, done_at=at, outcome=decision.outcome or Outcome.DONE)
        case Act.SKIP if decision.interview is not None and decision.stage is not None:
            word = (decision.interview, decision.stage)
            return replace(control, skipped=control.skipped | {word})
        case Act.RESUME:
            ended = _ended(control.snoozes, at)
            return replace(control, stopped_at=None, snoozes=ended, done_at=None, outcome=None)
        case Act.SNOOZE if decision.until is not None:
            snoozes = (*_ended(control.snoozes, at), Snooze(at, decision.until))
            return replace(control, stopped_at=None, snoozes=snoozes)
    return control


def _ended(snoozes: Iterable[Snooze], at: datetime) -> tuple[Snooze, ...]:
    """Snoozes that last until this moment at the longest."""
    return tuple(Snooze(snooze.at, min(snooze.until, at)) for snooze in snoozes if snooze.at < at)
