"""Edits a config's text and keeps everything else in it: comments, order, blank lines."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

Place = tuple[str, ...]


def edited(text: str, values: Mapping[Place, object]) -> str:
    """The text with each key at its place set to its value; None removes the key.

    ValueError if the text is not TOML, or holds something else where a table should be.
    """
    try:
        document = tomlkit.parse(text)
        for place, value in values.items():
            _set(document, place, value)
    except TOMLKitError as error:
        raise ValueError(f"the config cannot be edited here: {error}") from error
    return tomlkit.dumps(document)


def _set(document: Any, place: Place, value: object) -> None:
    table = document
    for number, name in enumerate(place[:-1], 1):
        if name not in table:
            if value is None:
                return
            table[name] = _new(table, holds_keys=number == len(place) - 1)
        table = table[name]
        if not isinstance(table, Mapping):
            raise ValueError(f"{'.'.join(place[:number])} is no table in the config")  # noqa: TRY004
    if value is None:
        table.pop(place[-1], None)
    else:
        table[place[-1]] = value


def _new(within: Any, *, holds_keys: bool) -> Any:
    """A table; one that only holds tables needs no line of its own."""
    if isinstance(within, InlineTable):
        return tomlkit.inline_table()
    return tomlkit.table(is_super_table=not holds_keys)


def write(path: Path, text: str) -> None:
    """Replace the file whole or not at all; its rights stay, and a link stays a link."""
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o600
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
