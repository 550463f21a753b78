"""One theatre for all stories of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.model.stage import theatre_in
from tests.model.theatre import Theatre


@pytest.fixture(scope="session")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    with theatre_in(tmp_path_factory.mktemp("theatre")) as found:
        yield found
