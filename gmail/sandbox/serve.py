"""The sandbox as a program: serves a mailbox file until interrupted."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gmail.sandbox.mbox import MboxMail, read_mbox
from gmail.sandbox.sandbox import Sandbox

DEFAULT_ADDRESS = "alex@example.com"


@dataclass(frozen=True, slots=True)
class Served:
    """A sandbox that answers: its URL, whose mailbox it holds, and how many messages."""

    url: str
    account: str
    messages: int


def serve(
    mbox: Path, *, address: str | None, port: int, announce: Callable[[Served], None]
) -> None:
    """Load an mbox (Takeout's X-GM-THRID and X-Gmail-Labels honoured) and serve it.

    `address` is the account's; without it the one most mail was delivered to. Own mail by From is
    SENT. `announce` is called once it answers. Returns on KeyboardInterrupt. OSError if the file
    cannot be read or the port is taken.
    """
    mails = read_mbox(mbox)
    account = address or most_likely_owner(mails)
    with Sandbox(lambda: datetime.now(UTC), port=port) as sandbox:
        load(sandbox, account, mails)
        announce(Served(sandbox.url, account, len(mails)))
        wait_until_interrupted()


def wait_until_interrupted() -> None:
    """Sleep until Ctrl-C."""
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return


def load(sandbox: Sandbox, address: str, mails: list[MboxMail]) -> None:
    """Open the account and put the mails in, the oldest first, each at its own date."""
    sandbox.add_account(address)
    for mail in sorted(mails, key=lambda mail: mail.date):
        sandbox.deliver(address, mail.raw, mail.date, mail.labels, thread_id=mail.thread_id)


def most_likely_owner(mails: list[MboxMail]) -> str:
    """The address most mail went to (Delivered-To, else To); DEFAULT_ADDRESS without any."""
    counted = Counter(address for mail in mails for address in set(mail.recipients))
    return counted.most_common(1)[0][0] if counted else DEFAULT_ADDRESS
