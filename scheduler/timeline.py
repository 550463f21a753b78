"""What the scheduler is told: plain datetimes, nothing of where they came from (pure).

All datetimes are aware; they are compared as instants. Dates are calendar days of the
candidate's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduler.policy import Stage


@dataclass(frozen=True, slots=True)
class Answer:
    """The other side's word that ends a wait. `promised` is the last day it promises, if any."""

    at: datetime
    promised: date | None = None


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter the candidate sent and that did not bounce.

    `stage` is None where the candidate wrote without a draft of ours: it then counts as the stage
    in force at that moment.
    """

    at: datetime
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """An out-of-office answer: received `at`, back on the day `until` (the stated return)."""

    at: datetime
    until: date


@dataclass(frozen=True, slots=True)
class Snooze:
    """The candidate said `at` this moment: no letter before `until`. Both aware."""

    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Timeline:
    """One interview and everything after it that the rules look at.

    `answers` holds answers and promises before the interview too (a confirmation may promise a
    decision day); order does not matter. `superseded_at` is when a newer round was confirmed;
    `closed_at` when the application ended (decision, withdrawal, the candidate's word) and
    `stopped_at` when the candidate wanted no more letters for it.
    `skipped` are stages the candidate decided against (a discarded draft, a skip command).
    """

    start: datetime
    end: datetime
    answers: tuple[Answer, ...] = ()
    letters: tuple[SentLetter, ...] = ()
    absences: tuple[Absence, ...] = ()
    superseded_at: datetime | None = None
    closed_at: datetime | None = None
    skipped: frozenset[Stage] = frozenset()
    snoozes: tuple[Snooze, ...] = ()
    stopped_at: datetime | None = None


class Verdict(StrEnum):
    """What is true of one stage at `now`."""

    WAITING = "waiting"
    """Its window lies ahead, or waits for something named in the reason."""
    OPEN = "open"
    """Now is inside the window: a letter is due."""
    SENT = "sent"
    """The candidate sent this stage's letter."""
    MISSED = "missed"
    """The window closed unused."""
    ANSWERED = "answered"
    """An answer made it needless."""
    ENDED = "ended"
    """The round was superseded or the application ended."""
    SKIPPED = "skipped"
    """Disabled in the policy, or the candidate decided against it."""


@dataclass(frozen=True, slots=True)
class Window:
    """opens_at <= letter < closes_at, aware, in the candidate's zone."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class StageDecision:
    """The rules' word on one stage: verdict, window where one can be named, and why.

    `rule` is a stable short name of the rule that decided ("promise_kept_waiting"), `reason` one
    plain sentence for a person, with dates in the candidate's zone.
    """

    stage: Stage
    verdict: Verdict
    window: Window | None
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """All stages in order, when the wait ends in silence, and when to look again.

    `silent_at` is when the round closes as silent if nothing happens (None while not known);
    `next_change` the earliest instant after `now` at which time alone changes any of this.
    `waiting_since` is when the present wait began: the interview's end, or the last answer. What
    was drafted before it speaks of an older wait.
    """

    stages: tuple[StageDecision, ...]
    silent_at: datetime | None
    next_change: datetime | None
    waiting_since: datetime | None = None
