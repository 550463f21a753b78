"""In which line of a TOML text a key stands, for errors (pure)."""

from __future__ import annotations

import re

_TABLE = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"'\- ]+?)\s*=")


def line_of(text: str, path: tuple[str | int, ...]) -> int | None:
    """The line (from 1) of the key at `path`, else of the nearest table above it, else None.

    A whole number in the path counts the tables of an array ("policy.overrides", 1).
    """
    places = _places(text)
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return None


def _places(text: str) -> dict[tuple[str | int, ...], int]:
    places: dict[tuple[str | int, ...], int] = {}
    arrays: dict[tuple[str, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _TABLE.match(line):
            table = names = _names(heading[1])
            if line.lstrip().startswith("[["):
                arrays[names] = arrays.get(names, -1) + 1
                table = (*names, arrays[names])
            places.setdefault(table, number)
        elif key := _KEY.match(line):
            places.setdefault((*table, *_names(key[1])), number)
    return places


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
