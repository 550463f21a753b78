"""What the rules say of a stored application at a moment: the plan, and nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.policy import Policy
from service.applications import Application, application_of
from service.config import Settings
from service.control.model import Control
from service.follow_up import IN_GMAIL, State
from service.plan import FollowUp, Plan, Remembered, plan, policy_for
from service.reconcile.planning import recall
from service.store import follow_ups, mail
from service.store.models import Account, ApplicationRow, FollowUpRow, InterviewRow
from service.wiring import candidate_of


@dataclass(frozen=True, slots=True)
class Outlook:
    """One application's plan. `interviews` by the keys of its rounds; `letters` are the rows of its
    follow-ups, with what lies in Gmail."""

    application: Application
    plan: Plan
    remembered: Remembered
    policy: Policy
    interviews: dict[str, InterviewRow]
    letters: tuple[FollowUpRow, ...]

    @property
    def lying(self) -> list[FollowUpRow]:
        """The letters that lie in Drafts."""
        return [row for row in self.letters if State(row.state) in IN_GMAIL]

    @property
    def control(self) -> Control:
        return self.remembered.control

    def policy_of(self, follow_up: FollowUp) -> Policy:
        """The policy with the overrides that fit."""
        return policy_for(self.application, follow_up.round, self.policy)


def outlook(session: Session, row: ApplicationRow, settings: Settings, now: datetime) -> Outlook:
    """The plan at `now` by these settings, from what the store knows today."""
    account = session.get_one(Account, row.account_id)
    ids = mail.application_messages(session, row.account_id, row.id)
    application = application_of(mail.read_messages(session, row.account_id, ids).values())
    interviews = _interviews(session, row, application)
    before: list[FollowUpRow] = follow_ups.of_application(session, row.account_id, row.id)
    remembered = recall(session, row, before, interviews)
    candidate = candidate_of(settings, account.email)
    made = plan(application, remembered, settings.policy, candidate, now)
    return Outlook(application, made, remembered, settings.policy, interviews, tuple(before))


def _interviews(
    session: Session, row: ApplicationRow, application: Application
) -> dict[str, InterviewRow]:
    query = select(InterviewRow).where(
        InterviewRow.account_id == row.account_id, InterviewRow.application_id == row.id
    )
    known = list(session.scalars(query))
    found = {}
    for each in application.rounds:
        mine = next((one for one in known if each.keys & set(one.keys)), None)
        if mine is not None:
            found[each.key] = mine
    return found
