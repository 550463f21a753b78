"""When the digest comes: once a day at the hour in the config, and only with news."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from service import views
from service.digest.words import Digest, as_mail, digest_of
from service.mailbox import Inbox
from service.store import fetching
from service.store.applications import all_rows
from service.store.engine import Store
from service.store.models import Account

log = logging.getLogger(__name__)


class DigestKeeper:
    """Puts one account's digest into its mailbox. `open_inbox` may raise ScopeMissingError."""

    def __init__(self, store: Store, account_id: int, open_inbox: Callable[[], Inbox]) -> None:
        self._store = store
        self._account_id = account_id
        self._open = open_inbox

    def keep(self, at: time, zone: ZoneInfo, now: datetime) -> None:
        """The digest of today, if it is time, not there yet, and says something new.

        That it was there is written down before it is: a stop between the two costs one digest, and
        nobody gets two. Raises GmailError.
        """
        today = now.astimezone(zone)
        if today.time() < at:
            return
        with self._store.read() as session:
            account = session.get_one(Account, self._account_id)
            if account.digest_on == today.date().isoformat():
                return
            found = self._digest(session, zone)
        news = bool(found) and found.mark != account.digest_mark
        inbox = self._open() if news else None  # before the day counts as done
        with self._store.write() as session:
            mine = session.get_one(Account, self._account_id)
            mine.digest_on, mine.digest_mark = today.date().isoformat(), found.mark
        if inbox is not None:
            ref = inbox.insert(as_mail(found, account.email, today))
            with self._store.write() as session:
                fetching.pass_over(session, self._account_id, ref.id, ref.thread_id)
            log.info("the digest was put into the mailbox")

    def _digest(self, session: Session, zone: ZoneInfo) -> Digest:
        rows = all_rows(session, self._account_id)
        return digest_of([views.application(session, row, zone) for row in rows])
