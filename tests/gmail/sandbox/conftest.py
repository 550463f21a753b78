from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gmail.sandbox import Person, Sandbox
from tests.gmail.sandbox.helpers import ALEX, Clock, google_client


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(clock) as sandbox:
        sandbox.add_account(ALEX, name="Alex Morgan")
        yield sandbox


@pytest.fixture
def alex(sandbox: Sandbox) -> Person:
    return sandbox.person(ALEX)


@pytest.fixture
def gmail(sandbox: Sandbox) -> Iterator[Any]:
    client = google_client(sandbox)
    yield client
    client.close()
