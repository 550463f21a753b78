"""Values that stand as text in the config file, read by pydantic (pure)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

T = TypeVar("T")


def written(kind: type[T], parse: Callable[[str], T], expected: str) -> CoreSchema:
    """The pydantic schema of a value that `parse` reads from text and `str` writes.

    `parse` raises ValueError; the person is told what was `expected` instead.
    """

    def read(value: object) -> T:
        if isinstance(value, kind):
            return value
        # TOML has days of its own: 2026-12-24 without quotes is one.
        text = str(value) if type(value) is date else value
        try:
            if isinstance(text, str):
                return parse(text)
        except ValueError as error:
            raise _misread(expected) from error
        raise _misread(expected)

    return core_schema.no_info_plain_validator_function(
        read, serialization=core_schema.to_string_ser_schema()
    )


def _misread(expected: Any) -> PydanticCustomError:  # pydantic asks for a literal
    return PydanticCustomError("expected", expected)
