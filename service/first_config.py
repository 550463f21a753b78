"""A person's first config: the manual with what is already known of them filled in."""

from __future__ import annotations

import json
import locale
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import holidays

from scheduler.business_time import regions
from service.config.settings import system_zone

EXAMPLE = "config.example.toml"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_USUAL_WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class Known:
    """What the system and the account tell of a person. None where they do not."""

    name: str | None
    email: str | None
    time_zone: str
    country: str | None
    weekend: tuple[str, ...] | None
    """The days that are no working days there, where they are not Saturday and Sunday."""


def known_here(name: str | None, email: str | None) -> Known:
    """What this machine knows, beside what the account told."""
    country = _country()
    return Known(name, email, system_zone(), country, _weekend(country))


def first_config(known: Known, mode: str) -> str:
    """The commented config as text. `mode` is "draft" or "preview"."""
    text = example()
    values: dict[str, object] = {"mode": mode, "time_zone": known.time_zone}
    values |= {"name": known.name} if known.name else {}
    values |= {"email": known.email} if known.email else {}
    values |= {"country": known.country} if known.country else {}
    for key, value in values.items():
        text = _filled(text, key, value, times=1)
    if known.weekend:
        text = _filled(text, "weekend", list(known.weekend), times=0)
    return text


def example() -> str:
    """The manual of the config, as it is shipped."""
    installed = resources.files("service") / EXAMPLE
    if installed.is_file():
        return installed.read_text(encoding="utf-8")
    return (Path(__file__).parents[1] / EXAMPLE).read_text(encoding="utf-8")


def _filled(text: str, key: str, value: object, *, times: int) -> str:
    """The text with a key's value set, its comment kept; a commented key comes to life."""
    line = re.compile(rf"^(?:# )?{key} = (?:\"[^\"]*\"|\[[^\]]*\]|\S+)( *)(?=#|$)", re.MULTILINE)
    said = f"{key} = {json.dumps(value, ensure_ascii=False)}"

    def aligned(found: re.Match[str]) -> str:
        return said.ljust(len(found[0])) if len(said) < len(found[0]) else f"{said}  "

    return line.sub(aligned, text, count=times)


def _country() -> str | None:
    """The country of the system's language setting, such as "US" of en_US.UTF-8."""
    name = next((tag for tag in _tags() if tag), "")
    found = re.match(r"[a-z]{2,3}_([A-Z]{2})\b", name)
    return found[1] if found and regions(found[1]) is not None else None


def _tags() -> tuple[str, ...]:
    tags = [os.environ.get(name, "") for name in ("LC_ALL", "LC_TIME", "LANG")]
    with suppress(ValueError):  # a locale that this machine does not have
        tags.append(locale.getlocale()[0] or "")
    return tuple(tags)


def _weekend(country: str | None) -> tuple[str, ...] | None:
    if country is None:
        return None
    days = tuple(sorted(holidays.country_holidays(country).weekend))
    return None if days == _USUAL_WEEKEND else tuple(_DAYS[day] for day in days)
