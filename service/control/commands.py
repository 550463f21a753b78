"""What the person may say of an application: stop, resume, snooze, skip, done, and undo.

Each is a decision in the store's log; a running service acts on it at its next tick. DecisionError
says why something cannot be done, and what can.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.policy import Stage
from service.control.model import Act, Decision, Outcome
from service.follow_up import IN_GMAIL, State
from service.store import decisions, follow_ups
from service.store.models import ApplicationRow, DecisionRow, FollowUpRow, InterviewRow

_AHEAD = frozenset({State.PLANNED, State.DUE})


class DecisionError(Exception):
    """This cannot be decided as things are; the message says why."""


def stop(session: Session, application: ApplicationRow, now: datetime) -> DecisionRow:
    """No more letters for this application; an untouched draft is taken back."""
    if decisions.control_of(session, application.account_id, application.id).stopped_at:
        raise DecisionError("it is stopped already; `afterword resume` starts it again.")
    return decisions.note(session, application, Decision(Act.STOP, now))


def resume(session: Session, application: ApplicationRow, now: datetime) -> DecisionRow:
    """Lift a stop, a snooze and a closing by the person."""
    control = decisions.control_of(session, application.account_id, application.id)
    if not (control.stopped_at or control.done_at or control.snoozed_until(now)):
        raise DecisionError("it is neither stopped, snoozed nor closed by you.")
    return decisions.note(session, application, Decision(Act.RESUME, now))


def snooze(
    session: Session, application: ApplicationRow, until: datetime, now: datetime
) -> DecisionRow:
    """No letter before `until` (aware)."""
    return decisions.note(session, application, Decision(Act.SNOOZE, now, until=until))


def done(
    session: Session, application: ApplicationRow, outcome: Outcome, now: datetime
) -> DecisionRow:
    """The person has closed it themselves."""
    return decisions.note(session, application, Decision(Act.DONE, now, outcome=outcome))


def skip(
    session: Session, application: ApplicationRow, stage: Stage | None, now: datetime
) -> DecisionRow:
    """Do not write the letter of this stage, or of the stage in force, after the last interview."""
    row = _in_force(session, application, stage)
    word = Decision(Act.SKIP, now, interview=row.interview_id, stage=Stage(row.stage))
    return decisions.note(session, application, word)


def undo(session: Session, now: datetime) -> DecisionRow:
    """Take back the last decision, whatever it was about; again, the one before it."""
    row = decisions.last(session)
    if row is None:
        raise DecisionError("there is nothing to undo.")
    decisions.undo(session, row, now)
    return row


def _in_force(session: Session, application: ApplicationRow, stage: Stage | None) -> FollowUpRow:
    """The letter that lies in Drafts, else the next that is to come."""
    rows = _of_last_interview(session, application)
    if stage is not None:
        rows = [row for row in rows if row.stage == stage]
    known = {State(row.state) for row in rows}
    lying = [row for row in rows if State(row.state) in IN_GMAIL]
    ahead = [row for row in rows if State(row.state) in _AHEAD]
    if lying or ahead:
        return (lying or ahead)[0]
    if stage is not None and State.SENT in known:
        raise DecisionError(f"the {stage.words} was sent already.")
    what = f"no {stage.words}" if stage else "no letter"
    raise DecisionError(f"{what} is to be written for it; `afterword why` says why.")


def _of_last_interview(session: Session, application: ApplicationRow) -> list[FollowUpRow]:
    rows = follow_ups.of_application(session, application.account_id, application.id)
    starts = {
        row.interview_id: session.get_one(InterviewRow, row.interview_id).starts_at for row in rows
    }
    last = max(starts, key=lambda id_: (starts[id_], id_), default=None)
    order = list(Stage)
    mine = [row for row in rows if row.interview_id == last]
    return sorted(mine, key=lambda row: (order.index(Stage(row.stage)), row.id))
