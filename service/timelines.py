"""One round as the plain datetimes that the timing rules look at (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.policy import Policy, Stage
from scheduler.timeline import Absence, Answer, SentLetter, Timeline
from service.answers import decision, is_absence, is_answer, is_letter, reached, superseded_at
from service.applications import Application
from service.read_message import ReadMessage
from service.rounds import Round


@dataclass(frozen=True, slots=True)
class Told:
    """A round's timeline, and the letters of the candidate in it.

    `stages` says of which stage a letter is that came from a draft of ours, by message id.
    """

    timeline: Timeline
    letters: tuple[ReadMessage, ...]
    stages: Mapping[str, Stage]

    def with_letters(self, keep: Callable[[ReadMessage], bool]) -> Timeline:
        """The same round as if only these letters had been written."""
        return replace(
            self.timeline,
            letters=tuple(
                SentLetter(m.sent_at, self.stages.get(m.id)) for m in self.letters if keep(m)
            ),
        )

    def letter_of(self, stage: Stage, keep: Callable[[ReadMessage], bool]) -> str | None:
        """The last of these letters that was drafted for this stage, as its message id."""
        mine = [m.id for m in self.letters if self.stages.get(m.id) is stage and keep(m)]
        return mine[-1] if mine else None


def end_of(found: Round, policy: Policy) -> datetime:
    """When the conversation is over; by the policy's usual length where nobody said."""
    if found.end is not None:
        return found.end
    return found.start + policy.usual_length(found.medium.value if found.medium else None)


def told_of(
    application: Application,
    found: Round,
    policy: Policy,
    stages: Mapping[str, Stage],
    skipped: frozenset[Stage],
) -> Told:
    """What the rules are told of this round; letters that came back whole are left out."""
    end = end_of(found, policy)
    messages = application.messages
    letters = tuple(
        m
        for m in messages
        if m.sent_at >= end and is_letter(m, application) and reached(m, messages)
    )
    closing = decision(application)
    timeline = Timeline(
        start=found.start,
        end=end,
        answers=tuple(_answers(application, found, end)),
        letters=tuple(SentLetter(m.sent_at, stages.get(m.id)) for m in letters),
        absences=tuple(_absences(application, end)),
        superseded_at=superseded_at(replace(found, end=end), application.rounds),
        closed_at=closing.sent_at if closing else None,
        skipped=skipped,
    )
    return Told(timeline, letters, stages)


def _answers(application: Application, found: Round, end: datetime) -> list[Answer]:
    """Every word of the other side after the interview, and the promises made before it."""
    result = []
    for message in application.messages:
        promise = message.facts.promise
        promised = promise.last if promise and not message.outbound else None
        after = message.sent_at >= end
        if is_answer(message) if after else promised and message.sent_at >= found.known_at:
            result.append(Answer(message.sent_at, promised))
    return result


def _absences(application: Application, end: datetime) -> list[Absence]:
    return [
        Absence(m.sent_at, m.facts.away_until)
        for m in application.messages
        if m.facts.away_until and m.sent_at >= end and is_absence(m, application)
    ]
