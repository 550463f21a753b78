"""Lets a failed operation tell what it compared."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.conformance.operations")
