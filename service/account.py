"""One pass over one account: look, read, plan, act (service.sync, service.reconcile)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gmail.errors import AccountRestsError, GmailError, GrantLostError, UnavailableError
from service.control.labels import LabelKeeper
from service.follow_up import Drafts, State
from service.intake import OnProgress
from service.mailbox import Mailbox
from service.reconcile.planning import Rules
from service.reconcile.run import Reconciler
from service.store import follow_ups, turns
from service.store.engine import Store
from service.store.models import Account, ApplicationRow
from service.sync import Sync

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Applications planned before the queue is looked at again."""

ANEW_AT_ONCE = 1000
"""Applications that a pass plans anew after an edit, when all that is due is done. With more of
them the next pass goes on, and so mail and letters that become due meanwhile come first.
"""

PUSH_AHEAD = timedelta(hours=1)
"""An application that fails is tried again after this, and never stops the others."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did. `problem`: why it ended early, in words, with what to do. `applications`
    are those that were planned. `more`: an edit has more to plan anew."""

    planned: int = 0
    failed: int = 0
    problem: str | None = None
    grant_lost: bool = False
    applications: frozenset[int] = frozenset()
    more: bool = False

    def and_then(self, later: Pass) -> Pass:
        """Both together."""
        return replace(
            later,
            planned=self.planned + later.planned,
            failed=self.failed + later.failed,
            applications=self.applications | later.applications,
        )


class AccountWorker:
    """Everything that is done for one account, one pass at a time.

    `rules` and `mark` are asked anew at each pass; another mark (settings or program have changed)
    means that every open or silent application is planned anew, some of them in each pass.
    `labels` keeps the labels in Gmail, if the person asked for them; `digest` is told of each pass.
    """

    def __init__(
        self,
        store: Store,
        mailbox: Mailbox,
        account_id: int,
        sync: Sync,
        rules: Callable[[], Rules],
        mark: Callable[[], str],
        labels: Callable[[], LabelKeeper | None] = lambda: None,
        digest: Callable[[datetime], None] = lambda _now: None,
    ) -> None:
        self._store = store
        self._mailbox = mailbox
        self._account_id = account_id
        self._sync = sync
        self._rules = rules
        self._mark = mark
        self._labels = labels
        self._digest = digest

    def work(self, now: datetime, on_progress: OnProgress | None = None) -> Pass:
        """One pass. What Gmail refuses ends the pass, never the service; nothing is lost."""
        try:
            result = self._work(now, on_progress)
        except GrantLostError as error:
            self._note(grant_lost_at=now)
            return Pass(problem=f"{error}. {error.advice}", grant_lost=True)
        except AccountRestsError as error:
            self._note(rests_until=error.retry_at)
            return Pass(problem=f"Gmail asks us to wait until {error.retry_at:%Y-%m-%d %H:%M} UTC.")
        except UnavailableError as error:
            return Pass(problem=f"{error}. {error.advice}")
        self._note(grant_lost_at=None, rests_until=None)
        return result

    def _work(self, now: datetime, on_progress: OnProgress | None) -> Pass:
        with self._store.read() as session:
            account = session.get_one(Account, self._account_id)
        if account.rests_until is not None and account.rests_until > now:
            return Pass(
                problem=f"The account rests until {account.rests_until:%Y-%m-%d %H:%M} UTC."
            )
        # Listed before the history is read: the SENT message of a draft that is gone by now is
        # then among the changes.
        seen: Drafts = dict(self._mailbox.drafts())
        self._sync.pull(now, on_progress)
        labels = self._labels()
        problem = _tried(labels, lambda: labels.obey(now)) if labels else None
        with self._store.write() as session:
            _wake_changed(session, self._account_id, seen, now)
            turns.replan_if_new(session, self._account_id, self._mark())
        result = self._plan_due(seen, now)
        if labels and problem is None:
            problem = _tried(labels, lambda: labels.show(now, result.applications))
        if problem != account.labels_problem:
            self._note(labels_problem=problem)
        problem = _problem_of("digest", lambda: self._digest(now))
        if problem != account.digest_problem:
            self._note(digest_problem=problem)
        return result

    def _plan_due(self, seen: Drafts, now: datetime) -> Pass:
        reconciler: Reconciler | None = None
        failed = 0
        done: set[int] = set()
        for application_id in self._turns(now, done):
            # Made only when something is due: the rules ask Gmail for the account's signatures.
            reconciler = reconciler or Reconciler(
                self._store, self._mailbox, self._account_id, self._rules()
            )
            done.add(application_id)
            try:
                reconciler.reconcile(application_id, seen, now)
            except (GrantLostError, AccountRestsError, UnavailableError):
                raise
            except Exception as error:
                failed += 1
                self._push_ahead(application_id, now, error)
        with self._store.read() as session:
            more = bool(turns.to_plan_anew(session, self._account_id, 1))
        return Pass(len(done) - failed, failed, applications=frozenset(done), more=more)

    def _turns(self, now: datetime, done: Collection[int]) -> Iterator[int]:
        """What is due, the longest overdue first; then some of what an edit concerns."""
        last: turns.Turn | None = None
        while True:
            with self._store.read() as session:
                due = turns.due(session, self._account_id, now, AT_ONCE, last)
            if not due:
                break
            last = due[-1]
            yield from (number for _, number in due if number not in done)
        with self._store.read() as session:
            anew = turns.to_plan_anew(session, self._account_id, ANEW_AT_ONCE)
        yield from (number for number in anew if number not in done)

    def _push_ahead(self, application_id: int, now: datetime, error: Exception) -> None:
        """Poison guard: one application that fails is put aside, said, and tried again later."""
        advice = error.advice if isinstance(error, GmailError) else "It is tried again in an hour."
        # The text of an error may quote mail: by default only its kind is logged.
        log.error("application %d failed: %s", application_id, type(error).__name__)
        log.debug("details", exc_info=error)
        with self._store.write() as session:
            row = session.get_one(ApplicationRow, application_id)
            row.next_at, row.anew = now + PUSH_AHEAD, False
            row.reminder = f"The last pass over it failed ({type(error).__name__}). {advice}"

    def _note(self, **values: datetime | str | None) -> None:
        with self._store.write() as session:
            account = session.get_one(Account, self._account_id)
            for name, value in values.items():
                setattr(account, name, value)


def _tried(labels: LabelKeeper, step: Callable[[], None]) -> str | None:
    """Do a step of the labels; what Gmail refuses of it is said, and never stops the letters."""
    problem = _problem_of("labels", step)
    if problem:
        labels.open_anew()
    return problem


def _problem_of(what: str, step: Callable[[], None]) -> str | None:
    """Do what is opt-in; what Gmail refuses of it is said, and never stops the letters."""
    try:
        step()
    except (GrantLostError, AccountRestsError, UnavailableError):
        raise
    except GmailError as error:
        log.warning("%s: %s", what, type(error).__name__)
        return f"{error}. {error.advice}"
    return None


def _wake_changed(session: Session, account_id: int, seen: Drafts, now: datetime) -> None:
    """An application is due as soon as one of its drafts is not as we left it."""
    for row in follow_ups.in_gmail(session, account_id):
        there = seen.get(row.draft_id or "")
        edited = row.state == State.EDITED
        if there is None or (not edited and there.message_id != row.draft_message_id):
            session.get_one(ApplicationRow, row.application_id).next_at = now
