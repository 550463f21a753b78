"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backends import fail


@pytest.fixture(scope="session", autouse=True)
def _no_keyring_of_this_machine() -> Iterator[None]:
    """No test sees the keyring of whoever runs it: tokens lie in files of the test's own."""
    mine = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(mine)
