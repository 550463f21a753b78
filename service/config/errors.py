"""What is wrong with a config: each problem with file, line, key, found and expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `key` is dotted ("policy.thank_you.opens"), empty for the whole file."""

    file: Path
    line: int | None
    key: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        key = f" {self.key}:" if self.key else ""
        found = f" found {self.found}," if self.found else ""
        return f"{place}:{key}{found} expected {self.expected}"


class ConfigError(Exception):
    """The config cannot be used; `problems` says all that is wrong with it at once."""

    advice = "See config.example.toml for every key."

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["the config has mistakes:", *map(str, self.problems)]) + "\n")
