"""From Gmail to stored facts: the look-back, then every change, each applied at least once.

    connect -> cursor taken -> search for candidates -> read them, newest first, threads whole
            -> search the employers found -> read -> backfilled
    then for ever: news since the cursor -> queue -> read -> group

Invariants: the cursor is taken before a listing and stored with what it listed, in one unit of
work; a message is struck off the queue in the unit that stores its facts; no unit of work is held
across a call to Gmail. So a stop at any point loses nothing, and a repeat changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote_plus

from gmail.client.client import LONGEST_QUERY
from gmail.errors import HistoryExpiredError
from service.intake import Intake, OnProgress
from service.mailbox import Mailbox, Ref
from service.store import fetching, mail
from service.store.engine import Store
from service.store.models import Account

log = logging.getLogger(__name__)

CANDIDATES = (
    "{interview interviews interviewing Vorstellungsgespräch Bewerbung entretien candidature "
    "entrevista candidatura sollicitatie gesprek application applying applied recruiter recruiting "
    "recruitment candidate hiring position role offer filename:ics filename:invite.ics "
    '"phone screen" "next steps" "your availability" "schedule a call" "schedule time" '
    "from:mailer-daemon from:postmaster}"
)
"""A wide net for the first search: it may catch too much, the reader decides.

Letters that came back are fetched too: no search for an employer finds a mail system's report.
"""

_ROOM_FOR_A_DATE = 40
"""Bytes, percent-encoded, of " after:" and a moment."""
OVERLAP = timedelta(days=1)
"""A catch-up search begins this much before the last poll: clocks and deliveries differ."""


def searches_for(names: Iterable[str]) -> Iterator[str]:
    """Searches for all mail from and to the domains and addresses, none too long for Gmail.

    The room that a search's date takes is left free.
    """
    terms: list[str] = []
    for name in names:
        term = f"from:{name} to:{name}"
        if terms and len(quote_plus(_either([*terms, term]))) > LONGEST_QUERY - _ROOM_FOR_A_DATE:
            yield _either(terms)
            terms = []
        terms.append(term)
    if terms:
        yield _either(terms)


def _either(terms: Iterable[str]) -> str:
    return "{" + " ".join(terms) + "}"


class Sync:
    """Reads one account into the store."""

    def __init__(
        self,
        store: Store,
        mailbox: Mailbox,
        account_id: int,
        intake: Intake,
        lookback: timedelta,
    ) -> None:
        self._store = store
        self._mailbox = mailbox
        self._account_id = account_id
        self._intake = intake
        self._lookback = lookback

    def pull(self, now: datetime, on_progress: OnProgress | None = None) -> None:
        """Bring the store up to date with the mailbox: all that is new is read and grouped."""
        account = self._account()
        if account.backfilled_at is None:
            self._backfill(account, now, on_progress)
            account = self._account()
        self._poll(account, now)
        self._intake.work("changes", now, on_progress)

    def _account(self) -> Account:
        with self._store.read() as session:
            return session.get_one(Account, self._account_id)

    # -- the first reading ------------------------------------------------------------------

    def _backfill(self, account: Account, now: datetime, on_progress: OnProgress | None) -> None:
        if account.cursor is None:
            cursor = self._mailbox.cursor()
            with self._store.write() as session:
                mine = session.get_one(Account, self._account_id)
                mine.cursor, mine.search_from = cursor, now - self._lookback
            account = self._account()
        since = account.search_from or now - self._lookback
        self._search([CANDIDATES], since)
        self._intake.work("candidates", now, on_progress)
        self._search(self._employer_queries(), since)
        self._intake.work("employers", now, on_progress)
        with self._store.write() as session:
            session.get_one(Account, self._account_id).backfilled_at = now
        log.info("look-back read, account %d", self._account_id)

    def _search(self, queries: Iterable[str], since: datetime) -> None:
        for query in queries:
            for page in self._mailbox.search(query, since):
                self._enqueue(page)

    def _employer_queries(self) -> list[str]:
        """Searches for all mail with the employers and people of the applications found."""
        with self._store.read() as session:
            keys = mail.anchor_keys(session, self._account_id, ("domain:", "person:"))
        return list(searches_for(sorted({key.partition(":")[2] for key in keys})))

    # -- changes ----------------------------------------------------------------------------

    def _poll(self, account: Account, now: datetime) -> None:
        try:
            news = self._mailbox.news(account.cursor or "")
        except HistoryExpiredError:
            self._catch_up(account, now)
            return
        self._enqueue(news.messages, cursor=news.cursor, now=now)

    def _catch_up(self, account: Account, now: datetime) -> None:
        """The cursor is too old: search what came since the last poll, then go on from now.

        Mail that was brought over from elsewhere keeps its old date: for that the searches of the
        look-back are made again. What is known already is not fetched again.
        """
        log.warning("history cursor expired, account %d: catching up by search", self._account_id)
        cursor = self._mailbox.cursor()
        begun = account.search_from or now - self._lookback
        self._search([CANDIDATES, *self._employer_queries()], begun)
        since = (account.polled_at or begun) - OVERLAP
        found = [ref for page in self._mailbox.search("", since) for ref in page]
        self._enqueue(found, cursor=cursor, now=now)

    def _enqueue(
        self, refs: Sequence[Ref], *, cursor: str | None = None, now: datetime | None = None
    ) -> None:
        with self._store.write() as session:
            fetching.enqueue(session, self._account_id, ((ref.id, ref.thread_id) for ref in refs))
            if cursor is not None:
                account = session.get_one(Account, self._account_id)
                account.cursor, account.polled_at = cursor, now
