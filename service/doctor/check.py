"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    WELL = "well"
    MIND = "mind"
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Check:
    """What was found, for a person to read; `mend` says what to do where it is not well.

    `reconnect`: nothing but `afterword connect` mends it.
    """

    name: str
    health: Health
    found: str
    mend: str = ""
    reconnect: bool = False


def well(name: str, found: str) -> Check:
    return Check(name, Health.WELL, found)


def mind(name: str, found: str, mend: str) -> Check:
    return Check(name, Health.MIND, found, mend)


def ill(name: str, found: str, mend: str) -> Check:
    return Check(name, Health.ILL, found, mend)
