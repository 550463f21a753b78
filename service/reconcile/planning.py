"""The plan of one application, written into its rows, and the actions that follow from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.policy import Policy, Stage
from scheduler.timeline import Verdict
from service.answers import bounced, failing, is_letter, reached
from service.applications import Application
from service.follow_up import FINAL, IN_GMAIL, Drafts, State
from service.notes import for_round, mark_of
from service.plan import Candidate, FollowUp, Plan, Remembered, plan
from service.reconcile.actions import Action, Renew, Withdraw, actions
from service.reconcile.writing import Writer
from service.store import decisions, follow_ups, notes
from service.store.accounts import bad_addresses, mark_bad
from service.store.applications import interview_rows
from service.store.models import ApplicationRow, FollowUpRow, InterviewRow
from service.timelines import end_of

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

BOUNCED = "bounced"
"""The rule of a letter that came back: it is over, and its stage is not."""

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
    """A plan with its rows: `interviews` maps a round's key to its interview's lasting key,
    `turns` a row to the how manieth letter of its stage it is, `notes` a round's key to what the
    candidate said of it. `woken_at` is when the application was due as it was planned."""

    application_id: int
    woken_at: datetime | None
    plan: Plan
    actions: tuple[Action, ...]
    interviews: dict[str, str]
    rows: dict[Name, int]
    turns: dict[int, int]
    notes: dict[str, tuple[str, ...]]

    def notes_of(self, follow_up: FollowUp) -> tuple[str, ...]:
        return self.notes[follow_up.round.key]

    def row_of(self, follow_up: FollowUp) -> int:
        return self.rows[_name(follow_up)]

    def key_of(self, follow_up: FollowUp) -> str:
        """The interview's lasting key; a later letter of the same stage is another letter."""
        turn, key = self.turns[self.row_of(follow_up)], self.interviews[follow_up.round.key]
        return key if turn == 1 else f"{key}#{turn}"


Name = tuple[str, Stage, str]
"""Round key, stage, and for whom apart: what makes a follow-up of a plan itself."""


def _name(follow_up: FollowUp) -> Name:
    return follow_up.round.key, follow_up.stage, follow_up.apart_for


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
    before = follow_ups.of_application(session, row.account_id, row.id)
    _note_bounces(session, row.account_id, application, before)
    ends = [end_of(found, rules.policy) for found in application.rounds]
    interviews = interview_rows(session, row, application.rounds, ends)
    remembered = recall(session, row, before, interviews)
    the_plan = plan(application, remembered, rules.policy, rules.candidate, now)
    rows: dict[Name, FollowUpRow] = {}
    for follow_up in the_plan.follow_ups:
        interview = interviews[follow_up.round.key]
        mine = _row_of(session, interview, follow_up, application, before)
        _write(mine, follow_up, now)
        rows[_name(follow_up)] = mine
    after = before
    if not all(mine in before for mine in rows.values()):  # new, or another application's
        after = follow_ups.of_application(session, row.account_id, row.id)
    todo = actions(
        [(f, rows[_name(f)].id) for f in the_plan.follow_ups if _may_try(rows[_name(f)], now)],
        [follow_ups.known_draft(each) for each in after],
        seen,
    )
    bad = failing(remembered.bad, application.messages)
    gone = [*_left_over(before, interviews, set(rows), now), *_to_nobody(before, bad)]
    said = notes.of_application(session, row.account_id, row.id)
    noted = {r.key: for_round(said, application.rounds, r) for r in application.rounds}
    return Planned(
        application_id=application_id,
        woken_at=row.next_at,
        plan=the_plan,
        actions=(*gone, *todo, *_renewals(the_plan, rows, noted)),
        interviews={key: interview.key for key, interview in interviews.items()},
        rows={name: mine.id for name, mine in rows.items()},
        turns={mine.id: mine.turn for mine in rows.values()},
        notes=noted,
    )


def _renewals(
    the_plan: Plan, rows: dict[Name, FollowUpRow], noted: dict[str, tuple[str, ...]]
) -> list[Renew]:
    """The untouched drafts that were written from other notes than there are now."""
    return [
        Renew(follow_up, row.id)
        for follow_up in the_plan.follow_ups
        if follow_up.destination
        and (row := rows[_name(follow_up)]).state == State.PLACED
        and row.notes_mark != mark_of(noted[follow_up.round.key])
    ]


def _row_of(
    session: Session,
    interview: InterviewRow,
    follow_up: FollowUp,
    application: Application,
    before: Sequence[FollowUpRow],
) -> FollowUpRow:
    """The row that this follow-up goes on in; a new one where the last one's time is over."""
    turns = [
        row
        for row in before
        if (row.interview_id, row.stage, row.apart_for)
        == (interview.id, follow_up.stage.value, follow_up.apart_for)
    ]
    last = max(turns, key=lambda row: row.turn, default=None)
    turn = last.turn if last else 1
    if last and follow_up.decision.verdict in _ANEW and _spent(last, follow_up, application):
        turn += 1
    if last and last.turn == turn:
        return last
    return follow_ups.row_for(
        session,
        interview.account_id,
        interview.application_id,
        interview.id,
        follow_up.stage,
        apart_for=follow_up.apart_for,
        turn=turn,
    )


_ANEW = frozenset({Verdict.WAITING, Verdict.OPEN, Verdict.SENT})


def _spent(row: FollowUpRow, follow_up: FollowUp, application: Application) -> bool:
    """Whether a letter belongs to a wait that is over, or never arrived."""
    if row.rule == BOUNCED:
        return True
    if row.state not in (State.SENT, State.WITHDRAWN):
        return False
    sent = (m.sent_at for m in application.messages if m.id == row.sent_message_id)
    moment = next(sent, row.placed_at or row.ended_at)
    return moment is not None and moment < follow_up.since


def _note_bounces(
    session: Session, account_id: int, application: Application, rows: Sequence[FollowUpRow]
) -> None:
    """Mark the addresses that fail, and the letters that reached nobody."""
    for message in application.messages:
        if not is_letter(message, application):
            continue
        failed = bounced(message, application.messages)
        for email in failed:
            mark_bad(session, account_id, email, message.sent_at)
        if reached(message, application.messages):
            continue
        for row in rows:
            if row.sent_message_id == message.id and row.state == State.SENT:
                row.state, row.rule = State.CLOSED.value, BOUNCED
                row.reason = f"Your letter came back: {', '.join(sorted(failed))} takes no mail."


def recall(
    session: Session,
    application: ApplicationRow,
    before: Sequence[FollowUpRow],
    interviews: Mapping[str, InterviewRow],
) -> Remembered:
    """What the store adds to the facts; `interviews` by the keys of their rounds."""
    control = decisions.control_of(session, application.account_id, application.id)
    round_of = {interview.id: key for key, interview in interviews.items()}
    skipped: dict[str, set[tuple[Stage, str]]] = {}
    for interview, stage in control.skipped:
        if interview in round_of:
            skipped.setdefault(round_of[interview], set()).add((stage, ""))
    for row in before:
        against = (row.interview_id, Stage(row.stage)) in control.skipped
        if (row.state == State.DISCARDED or against) and row.interview_id in round_of:
            word = (Stage(row.stage), row.apart_for)
            skipped.setdefault(round_of[row.interview_id], set()).add(word)
    return Remembered(
        sent={
            row.sent_message_id: Stage(row.stage)
            for row in before
            if row.sent_message_id and row.placed_at
        },
        skipped={key: frozenset(stages) for key, stages in skipped.items()},
        bad=bad_addresses(session, application.account_id),
        control=control,
    )


def _write(row: FollowUpRow, follow_up: FollowUp, now: datetime) -> None:
    """What the rules say of a follow-up; what lies in Gmail or is over keeps its state."""
    state, word = State(row.state), follow_up.decision
    over = _decided(row) and word.verdict is not Verdict.SENT
    if word.window is not None and not over and not _of_an_older_wait(row, follow_up):
        row.opens_at, row.closes_at = word.window.opens_at, word.window.closes_at
    if state is State.SENT and word.verdict is Verdict.SENT:
        row.rule, row.reason = word.rule, word.reason
    if _decided(row) or row.rule == BOUNCED:
        return
    if state in IN_GMAIL or state is State.DUE:
        return  # the reason for which it was written stays
    if state is State.WITHDRAWN and word.verdict in _LEFT_WITHDRAWN:
        return
    if word.window is None and word.verdict is Verdict.WAITING:
        row.opens_at = row.closes_at = None  # what an older wait or policy gave is no date now
    row.rule, row.reason = word.rule, word.reason
    row.problem = follow_up.blocked if word.verdict is Verdict.OPEN else None
    new = _STATE_OF[word.verdict]
    if new is not state:
        row.state, row.ended_at = new.value, None if new is State.PLANNED else now
        row.attempts = 0
    if new is State.SENT:
        row.sent_message_id = follow_up.sent_message


def _decided(row: FollowUpRow) -> bool:
    """Whether no later plan changes what became of it.

    A letter that the candidate wrote without us counts as long as the rules say so: it may come
    back, or the interview be moved behind it.
    """
    own = row.state == State.SENT and row.sent_message_id is None
    return State(row.state) in FINAL and not own


def _of_an_older_wait(row: FollowUpRow, follow_up: FollowUp) -> bool:
    return row.placed_at is not None and row.placed_at < follow_up.since


def _may_try(row: FollowUpRow, now: datetime) -> bool:
    """Whether the last failed try, if any, lies far enough back."""
    resting = row.retry_at is not None and row.retry_at > now
    return not resting and row.state != State.DUE


def _to_nobody(before: Sequence[FollowUpRow], bad: Collection[str]) -> list[Withdraw]:
    """Untouched drafts to an address from which a letter has come back since."""
    return [
        Withdraw(row.id, f"Mail to {row.recipient} comes back.")
        for row in before
        if row.state == State.PLACED and row.recipient in bad
    ]


def _left_over(
    before: Sequence[FollowUpRow],
    interviews: dict[str, InterviewRow],
    planned: Collection[Name],
    now: datetime,
) -> list[Withdraw]:
    """Follow-ups of an interview that turned out to be another's, or of letters apart that are
    not written any more."""
    round_of = {interview.id: key for key, interview in interviews.items()}
    result = []
    for row in before:
        key = round_of.get(row.interview_id)
        if key is None:
            another = "Its interview is now told as part of another."
            reason = another if round_of else "Its messages tell of no interview any more."
        elif row.apart_for and (key, Stage(row.stage), row.apart_for) not in planned:
            reason = "This person gets no message of their own any more."
        else:
            continue
        if row.state == State.PLACED:
            result.append(Withdraw(row.id, reason))
        elif State(row.state) not in IN_GMAIL | FINAL | {State.CLOSED, State.WITHDRAWN}:
            row.state, row.ended_at, row.reason = State.CLOSED.value, now, reason
    return result
