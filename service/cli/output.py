"""Data for programs, words for people: the same values on standard output."""

from __future__ import annotations

import json
import sys
from typing import Any


def wants_data(as_json: bool) -> bool:
    """Whether to print data: asked for, or nobody sits at a terminal."""
    return as_json or not sys.stdout.isatty()


def say(as_json: bool, text: str, value: Any) -> None:
    """What a command that talks with the person has done: a line for them, or `value` as data."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) if as_json else text)
    sys.stdout.write("\n")
    sys.stdout.flush()


def data(value: Any) -> None:
    """One JSON value on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def warn(text: str) -> None:
    """A line on standard error, beside the data."""
    sys.stderr.write(f"afterword: {plain(text)}\n")


def plain(text: str) -> str:
    """Text of others without control characters: mail must not steer a terminal."""
    return "".join(char if char.isprintable() or char == " " else " " for char in text)
