"""Makes Gmail's drafts match the plan of one application, exactly once.

    facts -> resolve doubtful placings -> settle what the person did -> plan -> actions -> do

Every act is written down before it is done (`intended_at`, `withdrawing_at`) and after it. A stop
between the two leaves a row that says: ask Gmail first. No unit of work spans a call to Gmail.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gmail.drafts import (
    DraftState,
    FoundDraft,
    OutgoingDraft,
    PlacedDraft,
    Withdrawal,
    compose,
    fingerprint,
)
from gmail.errors import DoubtfulWriteError, NotFoundError, RefusedError
from gmail.message.model import Message
from service.applications import Application, application_of
from service.follow_up import Drafts, SeenDraft, State
from service.mailbox import Mailbox
from service.notes import mark_of
from service.plan import FollowUp
from service.reconcile.actions import Action, Hold, Place, Renew, Withdraw, settled
from service.reconcile.planning import Planned, Rules, plan_rows
from service.reconcile.writing import NotWritten
from service.store import follow_ups, mail
from service.store.engine import Store
from service.store.models import ApplicationRow, FollowUpRow
from service.store.names import NamesInStore
from service.timelines import end_of

log = logging.getLogger(__name__)

RETRY_AFTER = timedelta(minutes=15)
"""A placement that failed is tried again at the first pass after this."""

DOUBT_AFTER = timedelta(minutes=1)
"""Gmail may need a moment until a draft of doubtful fate is listed."""

ROUNDS = 4
"""Each act changes what is there, so the plan is compared again; a circle must end."""


class Reconciler:
    """Works on one account's applications, one at a time."""

    def __init__(self, store: Store, mailbox: Mailbox, account_id: int, rules: Rules) -> None:
        self._store = store
        self._mailbox = mailbox
        self._account_id = account_id
        self._rules = rules

    def reconcile(self, application_id: int, seen: Drafts, now: datetime) -> None:
        """Bring one application's drafts in line; `seen` was listed before the last pull.

        `seen` is kept up with what is done here.
        """
        rows = self._resolve_doubts(application_id, seen)
        application = self._application(application_id)
        for _ in range(ROUNDS):
            self._settle(rows, application, seen, now)
            with self._store.write() as session:
                planned = plan_rows(session, application_id, application, self._rules, seen, now)
                if not planned.actions:
                    _finish(session, planned, now)
                    return
            if not self._do(application, planned, seen, now):
                break
            rows = self._rows(application_id)
        with self._store.write() as session:
            _finish(session, planned, now)

    def _application(self, application_id: int) -> Application:
        with self._store.read() as session:
            ids = mail.application_messages(session, self._account_id, application_id)
            return application_of(mail.read_messages(session, self._account_id, ids).values())

    # -- what happened since we last looked -------------------------------------------------

    def _resolve_doubts(self, application_id: int, seen: Drafts) -> Sequence[FollowUpRow]:
        """A placing was begun and never confirmed: ask Gmail whether the draft exists.

        Gives the rows as they are then.
        """
        rows, resolved = self._rows(application_id), False
        for row in rows:
            if row.state != State.DUE or row.intended_at is None or row.draft_id is not None:
                continue
            resolved = True
            found = self._mailbox.find(
                row.rfc_message_id or "", row.thread_id or "", row.fingerprint or ""
            )
            with self._store.write() as session:
                mine = session.get_one(FollowUpRow, row.id)
                if found is None:
                    mine.state, mine.intended_at = State.PLANNED.value, None
                else:
                    _note_placed(mine, found, row.intended_at)
                    seen[found.draft_id] = SeenDraft(found.message_id, found.thread_id)
            log.info("doubtful placing of follow-up %d: %s", row.id, "found" if found else "absent")
        return self._rows(application_id) if resolved else rows

    def _settle(
        self,
        rows: Sequence[FollowUpRow],
        application: Application,
        seen: Drafts,
        now: datetime,
    ) -> None:
        if not any(row.draft_id for row in rows):
            return  # nothing of ours has lain in Gmail
        with self._store.read() as session:
            unread = mail.unread_threads(session, self._account_id)
        known = [follow_ups.known_draft(row) for row in rows]
        for change in settled(known, seen, application.messages, unread):
            row = next(row for row in rows if row.id == change.row)
            # One listing without it is no proof that the person deleted it: it may have a new id.
            if change.state is not State.SENT and self._look(row, now):
                continue
            if change.look:
                continue
            with self._store.write() as session:
                mine = session.get_one(FollowUpRow, change.row)
                mine.state, mine.ended_at = change.state.value, now
                mine.sent_message_id = change.sent_message
                if change.state is State.DISCARDED:
                    mine.reason = "You deleted the draft; this letter is not written again."
            log.info("follow-up %d is now %s", change.row, change.state)

    def _look(self, row: FollowUpRow, now: datetime) -> bool:
        """The draft changed: see whether its words did, and note its ids. Whether it is there."""
        state, current = self._mailbox.look(_placed(row))
        with self._store.write() as session:
            mine = session.get_one(FollowUpRow, row.id)
            if current is not None:
                mine.draft_id, mine.draft_message_id = current.draft_id, current.message_id
                mine.thread_id = current.thread_id
            if state is DraftState.EDITED:
                mine.state = State.EDITED.value
            elif state is DraftState.SENT_WRAPPER:
                mine.state, mine.ended_at = State.SENT.value, now
                mine.sent_message_id = current.message_id if current else None
        return state is not DraftState.GONE

    # -- doing ------------------------------------------------------------------------------

    def _do(self, application: Application, planned: Planned, seen: Drafts, now: datetime) -> bool:
        """Apply the actions; whether anything changed in Gmail."""
        changed = False
        for action in planned.actions:
            changed |= self._act(application, planned, action, seen, now)
        return changed

    def _act(
        self,
        application: Application,
        planned: Planned,
        action: Action,
        seen: Drafts,
        now: datetime,
    ) -> bool:
        match action:
            case Withdraw(row=row_id, reason=reason):
                return self._withdraw(row_id, reason, seen, now)
            case Hold(follow_up=follow_up, reason=reason):
                self._note_problem(planned.row_of(follow_up), reason)
                return False
            case Renew(follow_up=follow_up, row=row_id):
                return self._renew(application, planned, follow_up, row_id, seen, now)
            case Place(follow_up=follow_up, replaces=replaces):
                newer = f"The {follow_up.stage.words} took its place."
                for row_id in replaces:
                    self._withdraw(row_id, newer, seen, now)
                if replaces:
                    return True  # look again before anything is put in their place
                return self._place(application, planned, follow_up, seen, now)

    def _renew(
        self,
        application: Application,
        planned: Planned,
        follow_up: FollowUp,
        row_id: int,
        seen: Drafts,
        now: datetime,
    ) -> bool:
        """Take the older wording back, if the new one is fit to take its place."""
        draft = self._written(application, planned, follow_up, now)
        if isinstance(draft, NotWritten):
            self._note_problem(row_id, f"Your notes could not be worked in. {draft.problem}")
            return False
        with self._store.write() as session:
            row = session.get_one(FollowUpRow, row_id)
            if row.state != State.PLACED:
                return False
            if fingerprint(compose(draft)) == row.fingerprint:
                row.notes_mark = mark_of(planned.notes_of(follow_up))
                return False
        return self._withdraw(row_id, "Your notes are being worked in.", seen, now)

    def _place(
        self,
        application: Application,
        planned: Planned,
        follow_up: FollowUp,
        seen: Drafts,
        now: datetime,
    ) -> bool:
        row_id = planned.row_of(follow_up)
        draft = self._written(application, planned, follow_up, now)
        if isinstance(draft, NotWritten):
            self._note_problem(row_id, draft.problem)
            return False
        if self._rules.preview:
            self._note_problem(row_id, 'Due now; not placed, because mode = "preview".')
            return False
        with self._store.write() as session:
            if not follow_ups.claim(session, row_id, now):
                return False
            row = session.get_one(FollowUpRow, row_id)
            row.notes_mark = mark_of(planned.notes_of(follow_up))
            _note_intent(row, draft)
        try:
            placed = self._mailbox.place(draft)
        except (RefusedError, NotFoundError) as error:
            self._refused(row_id, f"Gmail did not take the draft: {error}", now)
            return False
        except DoubtfulWriteError:
            log.warning("the placing of follow-up %d is doubtful; Gmail will be asked", row_id)
            return False
        with self._store.write() as session:
            _note_placed(session.get_one(FollowUpRow, row_id), placed, now)
        seen[placed.draft_id] = SeenDraft(placed.message_id, placed.thread_id)
        log.info("follow-up %d placed", row_id)
        return True

    def _written(
        self, application: Application, planned: Planned, follow_up: FollowUp, now: datetime
    ) -> OutgoingDraft | NotWritten:
        draft = self._rules.writer.draft(
            application,
            follow_up,
            interview_key=planned.key_of(follow_up),
            end=end_of(follow_up.round, self._rules.policy),
            others_names=NamesInStore(self._store, self._account_id, planned.application_id),
            notes=planned.notes_of(follow_up),
            now=now,
        )
        if isinstance(draft, NotWritten) or not self._rules.writer.quote_original:
            return draft
        return self._rules.writer.quoting(draft, follow_up, self._original(follow_up))

    def _original(self, follow_up: FollowUp) -> Message | None:
        """The message to be answered, with its text, which we do not keep."""
        parent = follow_up.destination.parent if follow_up.destination else None
        found = self._mailbox.fetch([parent.id]) if parent else ()
        return next((item for item in found if isinstance(item, Message)), None)

    def _withdraw(self, row_id: int, reason: str, seen: Drafts, now: datetime) -> bool:
        """Take an untouched draft back; what the person touched or sent stays as it is."""
        with self._store.write() as session:
            row = session.get_one(FollowUpRow, row_id)
            row.withdrawing_at = now
        outcome = self._mailbox.withdraw(_placed(row))
        with self._store.write() as session:
            row = session.get_one(FollowUpRow, row_id)
            row.withdrawing_at = None
            if outcome is Withdrawal.ALREADY_GONE:
                seen.pop(row.draft_id or "", None)  # the next look tells: sent, or thrown away
            elif outcome is Withdrawal.WITHDRAWN:
                row.state, row.ended_at, row.reason = State.WITHDRAWN.value, now, reason
                seen.pop(row.draft_id or "", None)
            elif outcome is Withdrawal.KEPT_EDITED:
                row.state = State.EDITED.value
            elif outcome is Withdrawal.KEPT_SENT:
                row.state, row.ended_at = State.SENT.value, now
                row.sent_message_id = row.sent_message_id or row.draft_message_id
        log.info("withdrawal of follow-up %d: %s", row_id, outcome)
        return True

    # -- notes ------------------------------------------------------------------------------

    def _rows(self, application_id: int) -> Sequence[FollowUpRow]:
        with self._store.read() as session:
            return follow_ups.of_application(session, self._account_id, application_id)

    def _note_problem(self, row_id: int, problem: str) -> None:
        with self._store.write() as session:
            session.get_one(FollowUpRow, row_id).problem = problem

    def _refused(self, row_id: int, problem: str, now: datetime) -> None:
        with self._store.write() as session:
            row = session.get_one(FollowUpRow, row_id)
            row.state, row.intended_at, row.problem = State.PLANNED.value, None, problem
            row.retry_at = now + RETRY_AFTER


def _finish(session: Session, planned: Planned, now: datetime) -> None:
    """Write down the outcome and when to look again."""
    the_plan = planned.plan
    row = session.get_one(ApplicationRow, planned.application_id)
    row.outcome, row.reason = the_plan.outcome, the_plan.reason
    row.reminder, row.planned_at, row.anew = the_plan.reminder, now, False
    if row.next_at != planned.woken_at:
        return  # the person said something since it was planned: it is due again
    moments = _retries(session, row, now)
    if any(isinstance(action, Hold) for action in planned.actions):
        # Nothing tells when the draft that holds the letter back is gone: look for it.
        moments.append(now + RETRY_AFTER)
    moments += [the_plan.next_at] if the_plan.next_at else []
    row.next_at = min(moments, default=None)


def _retries(session: Session, row: ApplicationRow, now: datetime) -> list[datetime]:
    rows = follow_ups.of_application(session, row.account_id, row.id)
    retries = [r.retry_at for r in rows if r.retry_at is not None and r.retry_at > now]
    doubts = [now + DOUBT_AFTER for r in rows if r.state == State.DUE.value]
    return retries + doubts


def _placed(row: FollowUpRow) -> PlacedDraft:
    return PlacedDraft(
        draft_id=row.draft_id or "",
        message_id=row.draft_message_id or "",
        thread_id=row.thread_id or "",
        rfc_message_id=row.rfc_message_id or "",
        fingerprint=row.fingerprint or "",
    )


def _note_intent(row: FollowUpRow, draft: OutgoingDraft) -> None:
    row.rfc_message_id = draft.message_id
    row.fingerprint = fingerprint(compose(draft))
    row.thread_id, row.draft_id = draft.thread_id, None
    row.recipient = draft.to[0].email


def _note_placed(row: FollowUpRow, placed: PlacedDraft | FoundDraft, now: datetime) -> None:
    row.state, row.placed_at, row.retry_at, row.problem = State.PLACED.value, now, None, None
    row.draft_id, row.draft_message_id = placed.draft_id, placed.message_id
    row.thread_id, row.rfc_message_id = placed.thread_id, placed.rfc_message_id
    row.fingerprint = placed.fingerprint or row.fingerprint
