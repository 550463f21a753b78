"""Figures of the service in the form that Prometheus reads; no mail, no names but the accounts'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gmail.quota import QuotaMeter
from service.monitor.pulse import Pulse
from service.store import accounts, fetching, turns
from service.store.engine import Store
from service.store.models import Account, FollowUpRow

AHEAD = timedelta(days=60)
"""How far the next wake-up is looked for."""


def rendered(store: Store, pulse: Pulse, meters: Mapping[str, QuotaMeter], now: datetime) -> bytes:
    """All figures at `now` (aware), in Prometheus's text form."""
    registry = CollectorRegistry()
    registry.register(_Figures(store, pulse, meters, now))
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(
        self, store: Store, pulse: Pulse, meters: Mapping[str, QuotaMeter], now: datetime
    ) -> None:
        self._store, self._pulse, self._meters, self._now = store, pulse, meters, now

    def collect(self) -> Iterator[Metric]:
        with self._store.read() as session:
            yield from self._of_accounts(session)
            yield from self._of_letters(session)
        yield from self._of_the_process()

    def _of_accounts(self, session: Session) -> Iterator[Metric]:
        age = _gauge("cursor_age_seconds", "Since the mailbox was last looked at.", "account")
        token = _gauge("token_ok", "1 while the grant works, 0 once it was lost.", "account")
        queue = _gauge("messages_waiting", "Messages known and not yet read.", "account")
        spoiled = _gauge("messages_unreadable", "Messages that could not be read.", "account")
        for account in accounts.accounts(session):
            who = [account.email]
            age.add_metric(who, _age(account, self._now))
            token.add_metric(who, 0 if account.grant_lost_at else 1)
            queue.add_metric(who, fetching.waiting_count(session, account.id))
            spoiled.add_metric(who, len(fetching.problems(session, account.id)))
        yield from (age, token, queue, spoiled)

    def _of_letters(self, session: Session) -> Iterator[Metric]:
        states = _gauge("follow_ups", "Follow-ups by their state.", "state")
        query = select(FollowUpRow.state, func.count()).group_by(FollowUpRow.state)
        for state, count in session.execute(query):
            states.add_metric([state], count)
        placed = select(func.count()).where(FollowUpRow.placed_at.is_not(None))
        yield states
        yield CounterMetricFamily(
            "afterword_drafts_placed",
            "Letters that were ever put into Drafts.",
            value=session.scalar(placed) or 0,
        )
        edges = turns.next_edges(session, self._now, AHEAD)
        if edges:
            yield GaugeMetricFamily(
                "afterword_next_wakeup_timestamp_seconds",
                "When time next changes something.",
                value=min(edges).timestamp(),
            )

    def _of_the_process(self) -> Iterator[Metric]:
        seconds, read = self._pulse.reading
        yield CounterMetricFamily(
            "afterword_reading_seconds", "Time spent on understanding mail.", value=seconds
        )
        yield CounterMetricFamily("afterword_messages_read", "Messages read.", value=read)
        used = _gauge("quota_units_used", "Gmail's units spent in the last minute.", "account")
        for account, meter in list(self._meters.items()):
            used.add_metric([account], meter.used(self._now))
        yield used


def _gauge(name: str, words: str, label: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"afterword_{name}", words, labels=[label])


def _age(account: Account, now: datetime) -> float:
    return (now - account.polled_at).total_seconds() if account.polled_at else float("inf")
