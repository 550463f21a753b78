"""The service itself: one loop over the connected accounts, woken by mail, time and the person.

    poll  (every poll_interval)   a pass over each account
    tick  (every few seconds)     the config file: an edit takes effect; what came due is done
    edge  (a window opens)        a pass at the right minute
    upkeep (daily)                sets out the wake-ups of the coming day

All four end in the same pass, which computes afresh what should be true; so a missed or doubled
wake-up is harmless.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from gmail.errors import GmailError, GrantLostError
from scheduler.clock import Clock
from scheduler.timers import TICK, Callbacks, Timers
from service.account import AccountWorker, Pass
from service.config import ConfigError, ConfigWatch, Settings
from service.intake import OnProgress, Progress
from service.mailbox import Mailbox
from service.monitor.pulse import Pulse
from service.store import accounts, turns
from service.store.engine import Store
from service.wiring import worker_for

log = logging.getLogger(__name__)

HORIZON = timedelta(days=1)
"""Window edges within this get a wake-up of their own; the daily upkeep sets the next ones."""

EDGES = 50
"""Edges known ahead: each pass finds the next ones, however many applications there are."""

OpenMailbox = Callable[[str], Mailbox]
AfterPass = Callable[[], None]
Ready = Callable[[], None]


class App:
    """The running service. One pass at a time, whoever asks for it."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        clock: Clock,
        open_mailbox: OpenMailbox,
        *,
        watch: ConfigWatch | None = None,
        after_pass: AfterPass = lambda: None,
        on_progress: OnProgress | None = None,
        tick_every: timedelta = TICK,
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._open_mailbox = open_mailbox
        self._watch = watch
        self._after_pass = after_pass
        self._on_progress = on_progress
        self.pulse = Pulse(clock.now())
        self._tick_every = tick_every
        self._workers: dict[str, AccountWorker] = {}
        self._mailboxes: dict[str, Mailbox] = {}
        self._busy = threading.Lock()
        self._timers: Timers | None = None
        self.config_problem: ConfigError | None = None

    @property
    def settings(self) -> Settings:
        """The config in force."""
        return self._settings

    def run(self, stop: threading.Event, ready: Ready = lambda: None) -> None:
        """Work until `stop` is set; the pass under way is finished first.

        `ready` is called once the database is ours and the timers run.
        """
        with self._store.exclusive():
            self._timers = self._started_timers()
            try:
                ready()
                self.work()
                stop.wait()
            finally:
                self._timers.stop()
                self._close()

    def look_now(self) -> None:
        """Look at the config and the mail at once, not at the next poll."""
        if self._timers is not None:
            self._timers.poll_now()

    def run_once(self) -> list[Pass]:
        """One pass over each account, and as many more as an edit needs to be planned."""
        with self._store.exclusive():
            try:
                passes = self.work()
                while any(one.more for one in passes):
                    passes = [a.and_then(b) for a, b in zip(passes, self.work(), strict=True)]
                return passes
            finally:
                self._close()

    def work(self) -> list[Pass]:
        """One pass over each account, now; then the wake-ups are set anew."""
        with self._busy, self._clock.hold():
            self._reload()
            with self._store.read() as session:
                names = [account.email for account in accounts.accounts(session)]
            passes = [self._pass(name) for name in names]
            self._set_edges()
            self._after_pass()
        return passes

    def _pass(self, account: str) -> Pass:
        now = self._clock.now()
        try:
            result = self._worker(account).work(now, self._progress)
        except GrantLostError as error:
            result = Pass(problem=f"{error}. {error.advice}", grant_lost=True)
            with self._store.write() as session:
                accounts.account_for(session, account).grant_lost_at = now
        except GmailError as error:
            result = Pass(problem=f"{error}. {error.advice}")
        if result.problem:
            log.warning("%s", result.problem)
        if result.grant_lost:
            # The next pass reads the token anew: `afterword connect` heals it while we run.
            self._forget(account)
        return result

    def _progress(self, progress: Progress) -> None:
        self.pulse.beat(self._clock.now())
        if self._on_progress is not None:
            self._on_progress(progress)

    def _worker(self, account: str) -> AccountWorker:
        if account not in self._workers:
            mailbox = self._mailboxes[account] = self._open_mailbox(account)
            self._workers[account] = worker_for(
                self._store, mailbox, lambda: self._settings, on_read=self.pulse.read
            )
        return self._workers[account]

    def _forget(self, account: str) -> None:
        """Open the account's mailbox anew at its next pass."""
        self._workers.pop(account, None)
        if mailbox := self._mailboxes.pop(account, None):
            mailbox.close()

    def _close(self) -> None:
        for mailbox in self._mailboxes.values():
            mailbox.close()

    def _tick(self) -> None:
        """Cheap, and often: a config edit, or a moment that passed while we slept."""
        now = self._clock.now()
        self.pulse.beat(now)
        with self._store.read() as session:
            due = turns.anything_due(session, now)
        if due or self._reload():
            self.work()

    def _reload(self) -> bool:
        """Take over an edited config; an invalid one is told and the last good one stays."""
        found = self._watch.poll() if self._watch else None
        if found is None:
            return False
        if isinstance(found, ConfigError):
            self.config_problem = found
            log.error("the config was not taken over, the last good one stays: %s", found)
            return False
        self.config_problem, self._settings = None, found
        if self._timers is not None:
            self._timers.set_poll_interval(found.gmail.poll_interval.nominal)
        log.info("the config was taken over")
        return True

    def _set_edges(self) -> None:
        if self._timers is None:
            return
        with self._store.read() as session:
            edges = turns.next_edges(session, self._clock.now(), HORIZON, EDGES)
        self._timers.set_edges(edges)

    def _started_timers(self) -> Timers:
        timers = Timers(
            self._clock,
            Callbacks(
                poll=self.work,
                tick=self._tick,
                edge=self.work,
                upkeep=self.work,
                failure=self._failed,
            ),
            poll_every=self._settings.gmail.poll_interval.nominal,
            tick_every=self._tick_every,
        )
        timers.start()
        return timers

    def _failed(self, job: str, _error: BaseException | None) -> None:
        """A job that fails is told by the timers; the next wake-up computes everything afresh."""
        log.warning("the %s job is tried again at its next wake-up", job)
