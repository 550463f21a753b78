"""Runs the service over old mail, from event to event on a simulated clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from service.account import AccountWorker
from service.preview.mailbox import PreviewMailbox
from service.store import turns
from service.store.engine import Store

POLL = timedelta(minutes=5)
"""Mail that comes within one poll is read together."""


def simulate(
    worker: AccountWorker, mailbox: PreviewMailbox, store: Store, at: datetime, until: datetime
) -> Iterator[datetime]:
    """Work from `at` to `until` (aware, both included); yields each moment at which it worked."""
    now: datetime | None = at
    while now is not None:
        mailbox.now = now
        worker.work(now)
        yield now
        now = _next(mailbox, store, now, until)
    if mailbox.now is None or mailbox.now < until:
        mailbox.now = until
        worker.work(until)
        yield until


def _next(mailbox: PreviewMailbox, store: Store, now: datetime, until: datetime) -> datetime | None:
    """The next moment at which anything can change, or None if that is after `until`."""
    with store.read() as session:
        edges = turns.next_edges(session, now, until - now)
    arrival = mailbox.next_arrival()
    moments = [edge for edge in edges if edge > now]
    if arrival is not None:
        moments.append(max(arrival, now) + POLL)
    following = min(moments, default=None)
    return following if following is not None and following <= until else None
