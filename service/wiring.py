"""Puts the parts together: config, store, token, client, worker. The only place that knows all."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from importlib import metadata

from gmail.client import GmailClient, utc_now
from gmail.message.model import Message
from gmail.oauth import MODIFY, check_scopes, credentials
from gmail.quota import QuotaMeter
from scheduler.business_time import WorkingCalendar
from scheduler.policy import Openings
from service.account import AccountWorker
from service.config import Settings
from service.control.labels import LabelKeeper
from service.digest.keeper import DigestKeeper
from service.gmail_mailbox import GmailMailbox
from service.home import Home
from service.intake import Intake
from service.language_model import polisher_of
from service.letters.model import Signatory
from service.letters.templates import Templates
from service.mailbox import Mailbox, SendAs
from service.plan import Candidate
from service.reading.model import Facts
from service.reading.reader import read
from service.reconcile.planning import Rules
from service.reconcile.writing import Writer
from service.store.accounts import account_for
from service.store.engine import Store
from service.sync import Sync


def own_addresses(settings: Settings, account: str) -> frozenset[str]:
    """Every address that is the candidate's own."""
    candidate = settings.candidate
    named = [account, *candidate.aliases, *([candidate.email] if candidate.email else [])]
    return frozenset(address.lower() for address in named)


def candidate_of(
    settings: Settings, account: str, aliases: Collection[str] = frozenset()
) -> Candidate:
    """Whose mailbox it is. `aliases` are the addresses that Gmail lets the account write from."""
    candidate = settings.candidate
    return Candidate(
        addresses=own_addresses(settings, account) | frozenset(aliases),
        primary=account,
        calendar=WorkingCalendar(
            candidate.zone, country=candidate.country, region=candidate.region
        ),
        letter_each=settings.letters.panel == "each",
    )


def rules_of(settings: Settings, account: str, send_as: Callable[[], tuple[SendAs, ...]]) -> Rules:
    """What the config says about one account's follow-ups, ready for the reconciler."""
    candidate = settings.candidate
    aliases = send_as()
    name = candidate.name or next((alias.name for alias in aliases if alias.name), "")
    return Rules(
        policy=settings.policy,
        candidate=candidate_of(settings, account, {alias.email for alias in aliases}),
        writer=Writer(
            account=account,
            signatory=Signatory(
                name=name,
                email=account,
                signature=candidate.signature,
                tone=candidate.tone,
                spelling=candidate.spelling,
                strengths=tuple(candidate.strengths),
            ),
            zone=candidate.zone,
            send_as=aliases,
            templates=Templates(settings.letters.templates),
            polish=polisher_of(settings.letters.polish),
            strengths_for=candidate.strengths_for,
            languages=frozenset(candidate.languages),
            quote_original=settings.letters.quote_original,
        ),
        preview=settings.mode == "preview",
    )


def worker_for(
    store: Store,
    mailbox: Mailbox,
    settings: Callable[[], Settings],
    read_message: Callable[[Message], Facts] | None = None,
    on_read: Callable[[float], None] = lambda _seconds: None,
) -> AccountWorker:
    """The worker of one account. `settings` is asked anew at each pass, so an edit takes effect.

    `on_read` is told of each message how many seconds its reading took.
    """
    with store.write() as session:
        account_id = account_for(session, mailbox.address).id

    def me() -> frozenset[str]:
        return own_addresses(settings(), mailbox.address)

    def reader(message: Message) -> Facts:
        zone, began = str(settings().candidate.zone), time.perf_counter()
        try:
            return read(message, me=me(), time_zone=zone)
        finally:
            on_read(time.perf_counter() - began)

    intake = Intake(store, mailbox, account_id, read_message or reader, me)
    lookback = timedelta(days=settings().gmail.lookback_days)
    sync = Sync(store, mailbox, account_id, intake, lookback)

    def snoozed_until(now: datetime) -> datetime:
        calendar = candidate_of(settings(), mailbox.address).calendar
        return calendar.add(now, settings().gmail.snooze, Openings())

    digests = DigestKeeper(store, account_id, mailbox.inbox)
    keeper = LabelKeeper(store, account_id, mailbox.labels, snoozed_until)
    return AccountWorker(
        store,
        mailbox,
        account_id,
        sync,
        rules=lambda: rules_of(settings(), mailbox.address, lambda: tuple(mailbox.send_as())),
        mark=lambda: mark_of(settings()),
        labels=lambda: keeper if _wants_labels(settings()) else None,
        digest=lambda now: _digest(digests, settings(), now),
    )


def _digest(digests: DigestKeeper, settings: Settings, now: datetime) -> None:
    """The day's digest, if one is wanted."""
    if settings.notify.digest is not None and settings.mode == "draft":
        digests.keep(settings.notify.digest, settings.candidate.zone, now)


def _wants_labels(settings: Settings) -> bool:
    """Nothing at all is put into Gmail where letters are only shown."""
    return settings.gmail.labels and settings.mode == "draft"


def mark_of(settings: Settings) -> str:
    """What tells these settings, as this program reads them, from any others."""
    text = f"{metadata.version('afterword')}\n{settings.model_dump_json()}"
    return hashlib.sha256(text.encode()).hexdigest()


def gmail_mailbox(
    home: Home,
    account: str,
    now: Callable[[], datetime] = utc_now,
    *,
    meter: QuotaMeter | None = None,
) -> GmailMailbox:
    """The account's mailbox at Gmail. GrantLostError if it is not connected here.

    `now` (aware) is the clock by which Gmail's requests to wait are kept. `meter` counts the
    account's quota; a new one unless given.
    """
    keys = credentials(account, home.tokens, home.endpoint)
    meter = meter or QuotaMeter(home.settings.gmail.quota_units_per_minute)

    def open_wider() -> GmailClient:
        # A client of its own: the one that reads and drafts can never do what is opt-in. The token
        # is read anew, since `afterword connect` may have been granted more meanwhile.
        wider = credentials(account, home.tokens, home.endpoint)
        check_scopes(wider.grant, [MODIFY])
        return GmailClient(wider, home.endpoint, now=now, meter=meter, modify=True)

    client = GmailClient(keys, home.endpoint, now=now, meter=meter)
    return GmailMailbox(account, client, open_wider)
