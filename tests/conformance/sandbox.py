"""Our own sandbox as a server under test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from gmail.endpoint import Endpoint
from gmail.oauth import ClientSecrets
from gmail.sandbox import Sandbox
from gmail.sandbox.oauth import CLIENT_ID, CLIENT_SECRET
from tests.conformance.browser import browse
from tests.conformance.mail import ALEX, MAILBOX, Seed
from tests.conformance.target import Target


@contextmanager
def sandbox_target(
    clock: Callable[[], datetime], seeds: tuple[Seed, ...] = MAILBOX
) -> Iterator[Target]:
    """A sandbox in this process, on the given clock."""
    with Sandbox(clock) as sandbox:
        person = sandbox.add_account(ALEX, name="Alex Morgan")

        def deliver(seed: Seed) -> None:
            sandbox.deliver(ALEX, seed.raw(), seed.date, seed.labels)

        for seed in seeds:
            deliver(seed)
        yield Target(
            name="sandbox",
            endpoint=Endpoint(sandbox.url, sandbox.url),
            now=clock,
            browse=lambda url: browse(url, ALEX),
            deliver=deliver,
            send=person.send_draft,
            forget_history=lambda: sandbox.expire_history(ALEX),
            secrets=ClientSecrets(CLIENT_ID, CLIENT_SECRET),
        )
