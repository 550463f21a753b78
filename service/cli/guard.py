"""Errors become one line that says what to do, and an exit code that programs may rely on."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer

P = ParamSpec("P")
R = TypeVar("R")

FAILED, MISUSED, DISCONNECTED = 1, 2, 3


class MisuseError(Exception):
    """The command was used in a way that cannot work; the message says how it can."""


def told(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command; a known error is told in words, without a traceback."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except BrokenPipeError:
            # Whoever read our output has had enough (`| head`); nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except Exception as error:
            code = _code(error)
            if code is None:
                raise
            advice = getattr(error, "advice", "")
            words = getattr(error, "orig", None) or error  # without the statement that failed
            typer.echo(f"afterword: {words} {advice}".rstrip(), err=True)
            raise typer.Exit(code) from error

    return wrapped


def _code(error: Exception) -> int | None:
    """The exit code of a known error; None for a defect, whose traceback must be seen."""
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415

    from gmail.errors import GmailError, GrantLostError, ScopeMissingError  # noqa: PLC0415
    from service.config import ConfigError  # noqa: PLC0415
    from service.store.engine import StoreError  # noqa: PLC0415

    if isinstance(error, (MisuseError, ConfigError)):
        return MISUSED
    if isinstance(error, (GrantLostError, ScopeMissingError)):
        return DISCONNECTED
    if isinstance(error, (GmailError, StoreError, OSError, OperationalError)):
        return FAILED
    return None
