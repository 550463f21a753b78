"""In which line of a TOML text a key stands, for errors (pure).

tomllib says what a text means but not where. This scanner follows tables, keys and values just far
enough to tell a key from what merely looks like one inside a string or a list; keys inside an
inline table are told by the line of the key that holds it. It expects text that tomllib accepted.
"""

from __future__ import annotations

import re

Place = tuple[str | int, ...]

_PART = re.compile(r"""[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*(\.?)""")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""+|\'\'\'.*?\'\'\'+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL
)
_BLANK = re.compile(r"(?:\s|#[^\n]*)+")


def line_of(text: str, path: Place) -> int | None:
    """The line (from 1) of the key at `path`, else of the nearest table above it, else None.

    A whole number in the path counts the tables of an array ("policy", "overrides", 1).
    """
    places = _places(text)
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return None


def _places(text: str) -> dict[Place, int]:
    places: dict[Place, int] = {}
    arrays: dict[Place, int] = {}
    table: Place = ()
    at = _past_blanks(text, 0)
    while at < len(text):
        line = text.count("\n", 0, at) + 1
        heading = re.match(r"\[\[?", text[at:])
        names, at = _key(text, at + (heading.end() if heading else 0))
        if heading is None:
            places.setdefault((*table, *names), line)
            at = _past_value(text, at + 1)
        else:
            table = _table(names, arrays, array=heading[0] == "[[")
            places.setdefault(table, line)
            if heading[0] == "[[":
                places.setdefault(table[:-1], line)
            at += len(heading[0])
        at = _past_blanks(text, at)
    return places


def _table(names: tuple[str, ...], arrays: dict[Place, int], *, array: bool) -> Place:
    """The place of a table: a name that is an array of tables means the last of them."""
    place: Place = ()
    for number, name in enumerate(names, start=1):
        place = (*place, name)
        if array and number == len(names):
            arrays[place] = arrays.get(place, -1) + 1
        if place in arrays:
            place = (*place, arrays[place])
    return place


def _key(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """A dotted key, and where it ends."""
    names: list[str] = []
    while part := _PART.match(text, at):
        names.append(part[1].strip("\"'"))
        at = part.end()
        if not part[2]:
            break
    return tuple(names), at


def _past_value(text: str, at: int) -> int:
    """The end of a value: of its line, or of the brackets it opened."""
    depth = 0
    while at < len(text):
        if string := _STRING.match(text, at):
            at = string.end()
            continue
        sign = text[at]
        if sign == "#":
            at = _line_end(text, at)
            continue
        if sign == "\n" and not depth:
            return at
        depth += (sign in "[{") - (sign in "]}")
        at += 1
    return at


def _past_blanks(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
