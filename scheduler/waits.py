"""What has happened in a round by a moment, and the wait that is going on now (pure).

A wait begins with the interview's end, and anew with each answer. Within it the stages become due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from scheduler.business_time import WorkingCalendar
from scheduler.timeline import Absence, Answer, SentLetter, Snooze, Timeline


@dataclass(frozen=True, slots=True)
class Wait:
    """Nobody has answered since `since` (UTC); `promised`: the last day of the promise it runs on.

    `answered`: it began with an answer, not with the interview.
    """

    since: datetime
    promised: date | None
    answered: bool


def as_of(timeline: Timeline, now: datetime) -> Timeline:
    """The timeline as it was known at `now`: in UTC, in order of time, nothing later.

    When the round ends stays, though it may lie ahead: it is known beforehand. A letter before
    the interview's end is none that follows it.
    """
    now, end = now.astimezone(UTC), timeline.end.astimezone(UTC)
    answers = (Answer(a.at.astimezone(UTC), a.promised) for a in timeline.answers)
    letters = (SentLetter(each.at.astimezone(UTC), each.stage) for each in timeline.letters)
    absences = (Absence(a.at.astimezone(UTC), a.until) for a in timeline.absences)
    snoozes = (Snooze(s.at.astimezone(UTC), s.until.astimezone(UTC)) for s in timeline.snoozes)
    return replace(
        timeline,
        start=timeline.start.astimezone(UTC),
        end=end,
        answers=tuple(sorted((a for a in answers if a.at <= now), key=_answer_order)),
        letters=tuple(sorted((x for x in letters if end <= x.at <= now), key=_letter_order)),
        absences=tuple(sorted((a for a in absences if a.at <= now), key=lambda a: (a.at, a.until))),
        superseded_at=timeline.superseded_at and timeline.superseded_at.astimezone(UTC),
        closed_at=timeline.closed_at and timeline.closed_at.astimezone(UTC),
        snoozes=tuple(sorted((s for s in snoozes if s.at <= now), key=lambda s: (s.at, s.until))),
        stopped_at=timeline.stopped_at and timeline.stopped_at.astimezone(UTC),
    )


def later_facts(timeline: Timeline, now: datetime) -> list[datetime]:
    """The moments (UTC) after `now` at which the timeline tells of something more."""
    moments = [answer.at for answer in timeline.answers]
    moments += [letter.at for letter in timeline.letters]
    moments += [absence.at for absence in timeline.absences]
    moments += [snooze.at for snooze in timeline.snoozes]
    return [at.astimezone(UTC) for at in moments if at.astimezone(UTC) > now.astimezone(UTC)]


def first_answer(facts: Timeline) -> datetime | None:
    """The first answer after the interview."""
    return next((a.at for a in facts.answers if a.at >= facts.end), None)


def first_wait(facts: Timeline, calendar: WorkingCalendar) -> Wait:
    """The wait that began with the interview's end, on the latest promise made before it."""
    said = [answer for answer in facts.answers if answer.at < facts.end and answer.promised]
    return _wait(facts.end, said, calendar, answered=False)


def current_wait(facts: Timeline, calendar: WorkingCalendar) -> Wait:
    """The wait going on, of a timeline from `as_of`; only the answer that began it promises."""
    after = [answer for answer in facts.answers if answer.at >= facts.end]
    if not after:
        return first_wait(facts, calendar)
    since = after[-1].at
    return _wait(since, [a for a in after if a.at == since], calendar, answered=True)


def until_answered(facts: Timeline) -> Timeline:
    """The timeline as if nobody had answered: what was before the first answer, if one came."""
    answered = first_answer(facts)
    if answered is None:
        return facts
    return replace(
        facts,
        answers=tuple(a for a in facts.answers if a.at < facts.end),
        letters=tuple(letter for letter in facts.letters if letter.at < answered),
        absences=tuple(absence for absence in facts.absences if absence.at < answered),
        snoozes=tuple(snooze for snooze in facts.snoozes if snooze.at < answered),
    )


def _wait(
    since: datetime, words: Sequence[Answer], calendar: WorkingCalendar, *, answered: bool
) -> Wait:
    """A promise of a day already past is none."""
    promised = words[-1].promised if words else None
    if promised is not None and promised < calendar.day_of(since):
        promised = None
    return Wait(since, promised, answered)


def _answer_order(answer: Answer) -> tuple[datetime, date]:
    return answer.at, answer.promised or date.min


def _letter_order(letter: SentLetter) -> tuple[datetime, str]:
    return letter.at, letter.stage or ""
