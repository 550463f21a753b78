"""pydantic's errors in words: what was found in the config, and what was expected (pure)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from service.config.errors import Problem
from service.config.lines import line_of

_LONGEST = 60
_SECRET = {("store", "url")}
"""A database's address may hold a password."""

_EXPECTED = {
    "bool_type": "true or false",
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "tuple_type": "a list in square brackets",
    "path_type": "a path in quotes",
    "is_instance_of": "a path in quotes",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "literal_error": "{expected}",
    "value_error": "{error}",
}


def problems(
    path: Path, text: str, error: ValidationError, model: type[BaseModel]
) -> Iterator[Problem]:
    """Each mistake with its line in the file's text, its key and what it should have been."""
    for each in error.errors():
        place = each["loc"]
        key = ".".join(str(part) for part in place)
        line = line_of(text, place)
        if each["type"] == "extra_forbidden":
            yield Problem(path, line, key, "an unknown key", _instead(place, model))
            continue
        found = "a value" if place in _SECRET else _shown(each["input"])
        words = _EXPECTED.get(each["type"])
        expected = words.format(**each.get("ctx", {})) if words else each["msg"]
        yield Problem(path, line, key, found, expected.replace("'", '"'))


def _instead(place: tuple[str | int, ...], model: type[BaseModel]) -> str:
    """The keys that this table has, the likeliest first."""
    keys = list(_fields(place[:-1], model))
    close = get_close_matches(str(place[-1]), keys, n=1)
    return f'"{close[0]}"' if close else f"one of {', '.join(keys)}"


def _fields(place: tuple[str | int, ...], model: type[BaseModel]) -> dict[str, Any]:
    """The keys of the table at `place`, by the models' own annotations."""
    for part in place:
        if isinstance(part, str):
            model = next(_models(model.model_fields[part].annotation))
    return dict(model.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _shown(value: object) -> str:
    """A value as TOML writes it, cut if long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    plain = isinstance(value, (int, float, datetime.date, datetime.time))
    text = str(value) if plain else f'"{value}"'
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
