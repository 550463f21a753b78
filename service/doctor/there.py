"""What only the other side can tell: the server, the clock, the grants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

from gmail.errors import GmailError, GrantLostError, ScopeMissingError
from gmail.oauth import credentials
from gmail.oauth.grant import LEAST_SCOPES, Grant, check_scopes
from gmail.quota import time_for_gets
from gmail.tokens import FileTokens
from service.doctor.check import Check, Health, ill, mind, well
from service.home import Home
from service.store.accounts import accounts
from service.wiring import gmail_mailbox

WAIT = 10
"""Seconds to wait for a server's answer."""

SKEW = timedelta(minutes=2)
"""A clock that is further off makes tokens look expired and windows open at the wrong time."""

SAMPLE = 1000
"""Messages for which the quota's time is told."""


def server(home: Home, now: datetime) -> Iterator[Check]:
    """Whether Gmail answers, and what time it is there."""
    where = home.endpoint.gmail_root
    whose = "Google's" if home.endpoint.is_google else "not Google's"
    try:
        answer = requests.get(where, timeout=WAIT, allow_redirects=False)
    except requests.RequestException as error:
        yield ill(
            "endpoint",
            f"{where} ({whose}) does not answer: {type(error).__name__}",
            "Check the network, or AFTERWORD_GMAIL_ENDPOINT if you have set it.",
        )
        return
    if home.endpoint.is_google:
        yield well("endpoint", f"{where} answers")
    else:
        yield mind(
            "endpoint",
            f"{where} answers, and is not Google's",
            "Unset AFTERWORD_GMAIL_ENDPOINT to work on your real mailbox.",
        )
    yield clock(answer.headers.get("Date"), now)


def clock(date: str | None, now: datetime) -> Check:
    """This machine's clock against a server's Date header (RFC 9110, section 6.6.1)."""
    try:
        there = parsedate_to_datetime(date or "")
    except ValueError:
        return mind("clock", "the server did not say what time it is", "Compare it yourself.")
    off = abs(now - there)
    if off > SKEW:
        return ill(
            "clock",
            f"off by {off.total_seconds() / 60:.0f} minutes",
            "Let the system set its clock from the network.",
        )
    return well("clock", "right")


def quota(home: Home) -> Check:
    """What the configured share of Gmail's quota means."""
    units = home.settings.gmail.quota_units_per_minute
    minutes = time_for_gets(SAMPLE, units).total_seconds() / 60
    return well(
        "quota", f"{units} units a minute: {SAMPLE} messages are read in {minutes:.0f} minutes"
    )


def grants(home: Home, now: datetime) -> Iterator[Check]:
    """Each account's token: where it lies, what it allows, whether it still works."""
    with home.store.read() as session:
        names = [each.email for each in accounts(session)]
    if not names:
        yield Check(
            "account", Health.ILL, "none is connected", "Run `afterword connect`.", reconnect=True
        )
    for name in names:
        yield _grant(home, name, now)


def _grant(home: Home, name: str, now: datetime) -> Check:
    try:
        held = home.tokens.load(name)
        grant = Grant.from_json(held) if held else None
        if grant is not None:
            check_scopes(grant, LEAST_SCOPES)
        credentials(name, home.tokens, home.endpoint)
        gmail_mailbox(home, name, lambda: now).cursor()
    except (GrantLostError, ScopeMissingError) as error:
        return Check("account", Health.ILL, f"{name}: {error}", error.advice, reconnect=True)
    except GmailError as error:
        return ill("account", f"{name}: {error}", error.advice)
    where = "a file only you can read" if isinstance(home.tokens, FileTokens) else "the keyring"
    return well("account", f"{name} may be read and drafted for; the token lies in {where}")
