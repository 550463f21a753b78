"""Our own sandbox passes every operation: what the tests rely on is what the product does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.conformance.operations import OPERATIONS
from tests.conformance.sandbox import sandbox_target
from tests.conformance.target import Bench, Operation

NOW = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_the_sandbox(operation: Operation) -> None:
    with sandbox_target(lambda: NOW) as target:
        bench = Bench(target)
        try:
            operation.check(bench)
        finally:
            bench.close()
