"""The example config is the manual: every key, with its default, and all of it valid."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from scheduler.policy import Override
from service.config import Settings
from service.config.files import parsed

EXAMPLE = Path(__file__).parents[3] / "config.example.toml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
_COMMENTED = re.compile(r"^# (?=\w+ = |\[)", re.MULTILINE)
ALL_KEYS = _COMMENTED.sub("", TEXT)
NOT_WRITTEN = {"time_zone"}
"""Its default is the machine's, which no file can state."""


def keys_of(model: type[BaseModel], place: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = [a for a in (field.annotation, *get_args(field.annotation)) if is_table(a)]
        if inner and not place.endswith("overrides."):
            yield from keys_of(inner[0], f"{place}{name}.")
        else:
            yield f"{place}{name}"


def is_table(annotation: object) -> bool:
    return (
        isinstance(annotation, type)
        and issubclass(annotation, BaseModel)
        and annotation is not Override
    )


FIELDS = frozenset(keys_of(Settings))
"""Also those whose value is a table of the person's own keys."""


def written(table: dict[str, Any], place: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in table.items():
        found |= (
            written(value, f"{place}{name}.")
            if isinstance(value, dict) and f"{place}{name}" not in FIELDS
            else {f"{place}{name}": value}
        )
    return found


def test_every_key_of_the_models_is_shown_and_no_other() -> None:
    assert set(written(tomllib.loads(ALL_KEYS))) == FIELDS


def test_every_key_of_an_override_is_shown() -> None:
    (override,) = tomllib.loads(ALL_KEYS)["policy"]["overrides"]
    assert set(override) == set(Override.model_fields)


def test_the_values_shown_are_the_defaults() -> None:
    assert parsed(TEXT, EXAMPLE, Path("/data")) == parsed("", EXAMPLE, Path("/data"))
    defaults = written(Settings().model_dump(mode="json"))
    shown = written(tomllib.loads(TEXT))
    assert {"mode", "policy.minimum_gap", "gmail.lookback_days"} <= shown.keys()
    unset = {key for key, value in defaults.items() if value is None}
    assert defaults.keys() - shown.keys() == unset | {"candidate.time_zone", "policy.overrides"}


def test_the_examples_of_keys_without_a_default_are_valid_too() -> None:
    settings = parsed(ALL_KEYS, EXAMPLE, Path("/data"))
    assert settings.candidate.region == "NY"
    assert len(settings.policy.overrides) == 1


def test_every_key_has_a_line_of_sense() -> None:
    lines = [line for line in TEXT.splitlines() if re.match(r"(# )?\w+ = [^{]*$", line)]
    assert len(lines) > 40
    assert [line for line in lines if not re.search(r"\S\s+# \S", line)] == []
