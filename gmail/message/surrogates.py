"""Halves of characters that no UTF-8 can hold are replaced: they would break stores and JSON.

They come from raw 8-bit bytes in headers and from broken UTF-7 and UTF-16.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from gmail.message.model import Message


def without_surrogates(message: Message) -> Message:
    """The message with every lone surrogate replaced by "?"; itself where there is none."""
    changed = {}
    for field in dataclasses.fields(message):
        value = getattr(message, field.name)
        mended = _mended(value)
        if mended is not value:
            changed[field.name] = mended
    return dataclasses.replace(message, **changed) if changed else message


def _mended(value: Any) -> Any:
    """The value itself where nothing in it needed mending."""
    if isinstance(value, str):
        return value if value.isascii() or _sound(value) else _replaced(value)
    if isinstance(value, tuple):
        if all(type(part) is str and part.isascii() for part in value):
            return value  # as most are: a quick yes
        parts = [_mended(part) for part in value]
        same = all(new is old for new, old in zip(parts, value, strict=True))
        return value if same else tuple(parts)
    if isinstance(value, dict):
        pairs = {_mended(key): _mended(part) for key, part in value.items()}
        return value if all(pairs.get(key) is part for key, part in value.items()) else pairs
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        mended = {name: _mended(part) for name, part in fields.items()}
        changed = {name: part for name, part in mended.items() if part is not fields[name]}
        return dataclasses.replace(value, **changed) if changed else value
    return value


def _sound(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _replaced(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
