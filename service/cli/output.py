"""Data for programs, words for people: the same values on standard output."""

from __future__ import annotations

import json
import sys
from typing import Any


def wants_data(as_json: bool) -> bool:
    """Whether to print data: asked for, or nobody sits at a terminal."""
    return as_json or not sys.stdout.isatty()


def data(value: Any) -> None:
    """One JSON value on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
