"""What wakes the service: APScheduler in memory, with jobs derived from the tables.

    poll     every `poll_every`: is there new mail?
    tick     every few seconds: bounds how late anything can be. After a suspend APScheduler
             oversleeps by as long as the machine slept; any job that comes due wakes it
    edge     one date job at the next window edge; when it has run, the one after it
    upkeep   once a day: sets out the coming day's edges

Nothing is stored: a job store would pickle function paths and lose a run in a crash. The rows
say what is due; these jobs only say when to look, and a missed or doubled look is harmless.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

from scheduler.clock import Clock

log = logging.getLogger(__name__)

TICK = timedelta(seconds=5)
DAY = timedelta(days=1)
SHORTEST = timedelta(milliseconds=50)
"""By the world's clock, however fast ours runs: no job is worth a busy loop."""
AGAIN = timedelta(milliseconds=5)
"""By the world's clock, how soon to look again at an edge that had not come yet."""

_EVER = datetime.min.replace(tzinfo=UTC)

Work = Callable[[], object]
OnFailure = Callable[[str, BaseException | None], None]


@dataclass(frozen=True, slots=True)
class Callbacks:
    """What to do on each kind of wake-up. They run one at a time, in a thread of the timers.

    One that raises stops neither the others nor its own next run: `failure` gets the job's name
    and the exception (None where only the miss is known).
    """

    poll: Work
    tick: Work
    edge: Work
    upkeep: Work
    failure: OnFailure


class Timers:
    """The jobs of a running service. Lengths of time are by `clock`."""

    def __init__(
        self,
        clock: Clock,
        callbacks: Callbacks,
        *,
        poll_every: timedelta,
        tick_every: timedelta = TICK,
        upkeep_every: timedelta = DAY,
    ) -> None:
        self._clock = clock
        self._callbacks = callbacks
        self._edges: list[datetime] = []
        self._lock = threading.Lock()
        self._at_work = threading.RLock()
        self._stopping = threading.Event()
        self._scheduler = _scheduler()
        self._scheduler.add_listener(self._lost, EVENT_JOB_MISSED | EVENT_JOB_ERROR)
        self._every("poll", callbacks.poll, poll_every)
        self._every("tick", self._tick, tick_every)
        self._every("upkeep", callbacks.upkeep, upkeep_every)

    def start(self) -> None:
        """Begin; the first runs come after one interval."""
        self._scheduler.start()

    def stop(self) -> None:
        """End; returns when the job under way is done. Not to be called from within a job.

        The job is awaited here: APScheduler's own waiting holds the lock that a job needs to set
        its wake-ups, and the two would wait for each other for ever. And the jobs go first:
        APScheduler's loop, caught by a shutdown between submitting a date job and removing it,
        would not find the job any more and die of that.
        """
        self._stopping.set()
        with self._at_work:
            if self._scheduler.running:
                self._scheduler.remove_all_jobs()
                self._scheduler.shutdown(wait=False)

    def set_poll_interval(self, poll_every: timedelta) -> None:
        """Poll at another pace from now on."""
        self._every("poll", self._callbacks.poll, poll_every)

    def poll_now(self) -> None:
        """Poll at once; the next poll comes one interval later."""
        with suppress(JobLookupError):  # we are being stopped
            self._scheduler.modify_job("poll", next_run_time=datetime.now(UTC))

    def set_edges(self, instants: Iterable[datetime]) -> None:
        """Wake up at these instants (aware), and at none that was set before.

        Those not later than now are left out: who sets edges has just looked.
        """
        now = self._clock.now()
        with self._lock:
            later = {instant.astimezone(UTC) for instant in instants}
            self._edges = sorted(instant for instant in later if instant > now)
        self._wait_for_edge()

    def _every(self, name: str, work: Work, length: timedelta) -> None:
        seconds = max(self._clock.scale(length), SHORTEST).total_seconds()
        self._scheduler.add_job(
            self._guarded,
            "interval",
            args=(name, work),
            id=name,
            seconds=seconds,
            replace_existing=True,
        )

    def _wait_for_edge(self, not_before: datetime = _EVER) -> None:
        """Set the one date job to the earliest edge, as far ahead as the clock now says.

        `not_before` is by the world's clock.
        """
        with self._lock:
            following = self._edges[0] if self._edges else None
        if following is None:
            with suppress(JobLookupError):  # there is none, or it ran just now
                self._scheduler.remove_job("edge")
            return
        self._scheduler.add_job(
            self._guarded,
            "date",
            args=("edge", self._edge),
            id="edge",
            run_date=max(self._clock.to_wall(following), not_before),
            replace_existing=True,
        )

    def _edge(self) -> None:
        """An edge may have come early, if the clock was held meanwhile; then it is awaited anew."""
        if self._take_due_edges():
            self._wait_for_edge()
            self._callbacks.edge()
        else:
            self._wait_for_edge(not_before=datetime.now(UTC) + AGAIN)

    def _tick(self) -> None:
        """A clock that jumped has left the date job behind."""
        if self._take_due_edges():
            self._wait_for_edge()
            self._guarded("edge", self._callbacks.edge)
        self._callbacks.tick()

    def _take_due_edges(self) -> bool:
        now = self._clock.now()
        with self._lock:
            ahead = [edge for edge in self._edges if edge > now]
            due = len(ahead) < len(self._edges)
            self._edges = ahead
        return due

    def _guarded(self, name: str, work: Work) -> None:
        """Run a job, unless it only waited its turn when we were stopped.

        What it raises is told by type and place alone: the text may hold mail.
        """
        with self._at_work:
            if not self._stopping.is_set():
                self._run(name, work)

    def _run(self, name: str, work: Work) -> None:
        try:
            work()
        except Exception as error:
            log.error("the %s job failed: %s at %s", name, type(error).__name__, _place(error))
            self._callbacks.failure(name, error)

    def _lost(self, event: JobEvent) -> None:
        error = getattr(event, "exception", None)
        log.error("the %s job was lost (%s)", event.job_id, type(error).__name__)
        self._callbacks.failure(event.job_id, error)


def _scheduler() -> BackgroundScheduler:
    """One worker, so that jobs never overlap; late runs are made up for, in one run."""
    quiet = logging.getLogger(f"{__name__}.apscheduler")
    quiet.setLevel(logging.ERROR)
    return BackgroundScheduler(
        timezone=UTC,
        logger=quiet,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
