"""Which of the candidate's letters is which stage's (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler import spans
from scheduler.policy import Stage
from scheduler.spans import Rules
from scheduler.timeline import SentLetter, Timeline
from scheduler.waits import Wait, first_answer, first_wait, until_answered


@dataclass(frozen=True, slots=True)
class Sent:
    """When each stage's letter was sent (UTC). Checks are those of the present wait."""

    thank_you: datetime | None
    status_check: datetime | None
    final_check: datetime | None


def sent_letters(facts: Timeline, wait: Wait, rules: Rules) -> Sent:
    """Each letter's stage: the one it was drafted for, else the stage in force when it was sent.

    The thank-you is in force from the interview's end until its window closes, an answer comes or
    the status check is due; a check while its window is open, working hours or not. A letter at
    any other time (thanks for an answer, say) is nobody's follow-up: it counts for the gap alone.
    """
    in_wait = [letter for letter in facts.letters if letter.at >= wait.since]
    free = [letter.at for letter in facts.letters if letter.stage is None]
    thanks_until = _thanks_until(facts, rules)
    thanked = _drafted(facts.letters, Stage.THANK_YOU) or [at for at in free if at < thanks_until]
    span = spans.status_check(facts, wait, rules)
    untaken = [at for at in free if at >= max(thanks_until, wait.since)]
    asked = _drafted(in_wait, Stage.STATUS_CHECK)[-1:] or [
        at for at in untaken if span.opens <= at < span.closes
    ]
    last: list[datetime] = _drafted(in_wait, Stage.FINAL_CHECK)[-1:]
    if asked and not last:
        final = spans.final_check(facts, wait, asked[0], rules)
        last = [at for at in untaken if final.opens <= at < final.closes]
    return Sent(*(next(iter(times), None) for times in (thanked, asked, last)))


def _thanks_until(facts: Timeline, rules: Rules) -> datetime:
    """Until when a letter of the candidate's own is a thank-you."""
    ends = [spans.thank_you(facts, rules).closes]
    if answered := first_answer(facts):
        ends.append(answered)
    if rules.policy.status_check.enabled and Stage.STATUS_CHECK not in facts.skipped:
        first = first_wait(facts, rules.calendar)
        ends.append(spans.status_check(until_answered(facts), first, rules).opens)
    return min(ends)


def _drafted(letters: Sequence[SentLetter], stage: Stage) -> list[datetime]:
    return [letter.at for letter in letters if letter.stage is stage]
