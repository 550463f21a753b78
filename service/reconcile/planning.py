"""The plan of one application, written into its rows, and the actions that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.policy import Policy, Stage
from scheduler.timeline import Verdict
from service.answers import bounced, is_letter
from service.applications import Application
from service.follow_up import FINAL, IN_GMAIL, Drafts, State
from service.plan import Candidate, FollowUp, Plan, Remembered, end_of, plan
from service.reconcile.actions import Action, Withdraw, actions
from service.reconcile.writing import Writer
from service.store import follow_ups
from service.store.accounts import bad_addresses, mark_bad
from service.store.applications import interview_rows
from service.store.models import ApplicationRow, FollowUpRow, InterviewRow

_STATE_OF = {
    Verdict.WAITING: State.PLANNED,
    Verdict.OPEN: State.PLANNED,
    Verdict.SENT: State.SENT,
    Verdict.MISSED: State.CLOSED,
    Verdict.ANSWERED: State.CLOSED,
    Verdict.ENDED: State.CLOSED,
    Verdict.SKIPPED: State.SKIPPED,
}
"""What a follow-up that has no draft in Gmail is, by the rules' word."""


_LEFT_WITHDRAWN = frozenset({Verdict.ANSWERED, Verdict.ENDED, Verdict.MISSED, Verdict.SKIPPED})


@dataclass(frozen=True, slots=True)
class Rules:
    """What the person decided, as it stands now. `preview`: nothing is put into Gmail."""

    policy: Policy
    candidate: Candidate
    writer: Writer
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its rows: `interviews` maps a round's key to its interview's lasting key."""

    application_id: int
    plan: Plan
    actions: tuple[Action, ...]
    interviews: dict[str, str]
    rows: dict[tuple[str, Stage], int]

    def row_of(self, follow_up: FollowUp) -> int:
        return self.rows[follow_up.round.key, follow_up.stage]


def plan_rows(
    session: Session,
    application_id: int,
    application: Application,
    rules: Rules,
    seen: Drafts,
    now: datetime,
) -> Planned:
    """Plan one application and write what should be true into its rows."""
    row = session.get_one(ApplicationRow, application_id)
    _mark_bounces(session, row.account_id, application)
    ends = [end_of(found, rules.policy) for found in application.rounds]
    interviews = interview_rows(session, row, application.rounds, ends)
    before = follow_ups.of_application(session, row.account_id, row.id)
    remembered = _remembered(session, row.account_id, before, interviews)
    the_plan = plan(application, remembered, rules.policy, rules.candidate, now)
    rows: dict[tuple[str, Stage], int] = {}
    for follow_up in the_plan.follow_ups:
        interview = interviews[follow_up.round.key]
        mine = follow_ups.row_for(session, row.account_id, row.id, interview.id, follow_up.stage)
        _write(mine, follow_up, now)
        rows[follow_up.round.key, follow_up.stage] = mine.id
    known = [
        follow_ups.known_draft(r)
        for r in follow_ups.of_application(session, row.account_id, row.id)
    ]
    numbered = [(f, interviews[f.round.key].id) for f in the_plan.follow_ups]
    todo = actions(_due_for_a_try(session, numbered, rows, now), known, seen, now)
    gone = _of_vanished(before, interviews, now)
    return Planned(
        application_id=application_id,
        plan=the_plan,
        actions=(*gone, *todo),
        interviews={key: interview.key for key, interview in interviews.items()},
        rows=rows,
    )


def _mark_bounces(session: Session, account_id: int, application: Application) -> None:
    for message in application.messages:
        if is_letter(message, application):
            for email in bounced(message, application.messages):
                mark_bad(session, account_id, email, message.sent_at)


def _remembered(
    session: Session,
    account_id: int,
    before: Sequence[FollowUpRow],
    interviews: dict[str, InterviewRow],
) -> Remembered:
    round_of = {interview.id: key for key, interview in interviews.items()}
    skipped: dict[str, set[Stage]] = {}
    for row in before:
        if row.state == State.DISCARDED and row.interview_id in round_of:
            skipped.setdefault(round_of[row.interview_id], set()).add(Stage(row.stage))
    return Remembered(
        sent={
            row.sent_message_id: Stage(row.stage)
            for row in before
            if row.sent_message_id and row.placed_at
        },
        skipped={key: frozenset(stages) for key, stages in skipped.items()},
        bad=bad_addresses(session, account_id),
    )


def _write(row: FollowUpRow, follow_up: FollowUp, now: datetime) -> None:
    """What the rules say of a follow-up; what lies in Gmail or is over keeps its state."""
    state, word = State(row.state), follow_up.decision
    if word.window is not None:
        row.opens_at, row.closes_at = word.window.opens_at, word.window.closes_at
    if state in FINAL:
        return
    if state in IN_GMAIL or state is State.DUE:
        return  # the reason for which it was written stays
    if state is State.WITHDRAWN and word.verdict in _LEFT_WITHDRAWN:
        return
    row.rule, row.reason = word.rule, word.reason
    row.problem = follow_up.blocked if word.verdict is Verdict.OPEN else None
    new = _STATE_OF[word.verdict]
    if new is not state:
        row.state, row.ended_at = new.value, None if new is State.PLANNED else now
        row.attempts = 0
    if new is State.SENT:
        row.sent_message_id = follow_up.sent_message


def _due_for_a_try(
    session: Session,
    numbered: Sequence[tuple[FollowUp, int]],
    rows: dict[tuple[str, Stage], int],
    now: datetime,
) -> list[tuple[FollowUp, int]]:
    """The follow-ups whose last failed try, if any, lies far enough back."""
    result = []
    for follow_up, interview in numbered:
        row = session.get_one(FollowUpRow, rows[follow_up.round.key, follow_up.stage])
        resting = row.retry_at is not None and row.retry_at > now
        if not resting and row.state != State.DUE:
            result.append((follow_up, interview))
    return result


def _of_vanished(
    before: Sequence[FollowUpRow], interviews: dict[str, InterviewRow], now: datetime
) -> list[Withdraw]:
    """Drafts about an interview that turned out to be another's, or none."""
    alive = {interview.id for interview in interviews.values()}
    result = []
    for row in before:
        if row.interview_id in alive:
            continue
        if row.state == State.PLACED:
            result.append(Withdraw(row.id, "Its interview is now told as part of another."))
        elif State(row.state) not in IN_GMAIL | FINAL:
            row.state, row.ended_at = State.CLOSED.value, now
            row.reason = "Its interview is now told as part of another."
    return result
