"""The tracking systems, scheduling tools, calendars and boards we know, as data (known.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class Role(StrEnum):
    """What a system does for those in whose name it writes."""

    TRACKING = "tracking"
    SCHEDULING = "scheduling"
    CALENDAR = "calendar"
    ASSESSMENT = "assessment"
    BOARD = "board"
    FREE_MAIL = "free"


@dataclass(frozen=True, slots=True)
class System:
    """One known system: its name ("greenhouse") and its role."""

    name: str
    role: Role


def system_of(host_or_address: str) -> System | None:
    """The known system behind a host name or a mail address, or None.

    A whole address in the data ("calendar-notification@google.com") beats its domain; a domain
    stands for all hosts under it.
    """
    known = _known()
    text = host_or_address.lower()
    if text in known:
        return known[text]
    host = text.rpartition("@")[2]
    while "." in host:
        if host in known:
            return known[host]
        host = host.partition(".")[2]
    return None


@cache
def _known() -> dict[str, System]:
    file = resources.files("service.reading.systems") / "known.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        domain: System(name, Role(role))
        for role, systems in raw.items()
        for name, domains in systems.items()
        for domain in domains
    }
