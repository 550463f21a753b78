"""Wordings by language, as data: additions need no code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import cast

Wordings = dict[str, dict[str, list[str]]]


def load(name: str) -> Wordings:
    """One file of wordings: table -> key -> list of lower-cased phrases."""
    text = files(__name__).joinpath(f"{name}.toml").read_text("utf-8")
    return cast("Wordings", tomllib.loads(text))


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of these phrases; white space in a phrase matches any run of it."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)
