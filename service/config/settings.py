"""Every setting with its default: the manual of the config file (see config.example.toml)."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

import tzlocal
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
)

from scheduler.business_time import regions
from scheduler.duration import Duration, Unit
from scheduler.policy import Policy, Strict, as_tuple

SHORTEST_POLL, LONGEST_POLL = timedelta(seconds=10), timedelta(days=1)
LONGEST_ANSWER = timedelta(minutes=10)


def _zone_name(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError("the name of a time zone, such as Europe/Berlin") from error
    return name


def _email(text: str) -> str:
    name, at, domain = text.strip().lower().partition("@")
    if not (name and at and "." in domain) or " " in text.strip():
        raise ValueError("a mail address, such as alex@example.com")
    return f"{name}@{domain}"


def _http(address: str | None) -> str | None:
    if address is not None and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", address):
        raise ValueError('the address of a server, such as "http://127.0.0.1:11434/v1"')
    return address


def _hour(text: object) -> object:
    """An hour as people write it; "" is none."""
    if text == "":
        return None
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text) if isinstance(text, str) else None
    if text is not None and found is None:
        raise ValueError('an hour such as "08:00", or ""')
    return time(int(found[1]), int(found[2])) if found else None


def system_zone() -> str:
    """The time zone this machine is set to now (a traveller's changes); UTC where none is set."""
    try:
        tzlocal.reload_localzone()
        return str(ZoneInfo(tzlocal.get_localzone_name() or "UTC"))
    except (OSError, ValueError, KeyError):
        return "UTC"


def _path(value: object) -> object:
    return Path(value) if isinstance(value, str) and value else value


Email = Annotated[str, AfterValidator(_email)]
ZoneName = Annotated[str, AfterValidator(_zone_name)]
LetterLanguage = Literal["en", "de", "fr", "es", "nl"]
AsPath = Annotated[Path, BeforeValidator(_path)]


class CandidateSettings(Strict):
    """Who you are, where you are, and how your letters sound."""

    name: str = ""
    email: Email | None = None
    aliases: Annotated[tuple[Email, ...], BeforeValidator(as_tuple)] = ()
    time_zone: ZoneName = Field(default_factory=system_zone)
    country: str | None = None
    region: str | None = None
    strengths: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = ()
    strengths_for: dict[str, Annotated[tuple[str, ...], BeforeValidator(as_tuple)]] = Field(
        default_factory=dict
    )
    """Strengths by a word of the role's name, such as "engineer"; they come before the others."""
    languages: Annotated[tuple[LetterLanguage, ...], BeforeValidator(as_tuple)] = get_args(
        LetterLanguage
    )
    """The languages the candidate writes letters in; a thread in another one gets English."""
    tone: Literal["warm", "formal"] = "warm"
    spelling: Literal["US", "British"] = "US"
    signature: str | None = None

    @field_validator("country")
    @classmethod
    def _has_holidays(cls, country: str | None) -> str | None:
        if country is not None and regions(country) is None:
            raise ValueError('the code of a country with known holidays, such as "US" or "DE"')
        return country

    @field_validator("region")
    @classmethod
    def _lies_in_country(cls, region: str | None, info: ValidationInfo) -> str | None:
        country = info.data.get("country")
        if region is None or "country" not in info.data:
            return region
        if country is None:
            raise ValueError("a country beside the region")
        known = regions(country) or ()
        if region not in known:
            listed = f"one of {', '.join(known)}" if known else "none: it has no regions"
            raise ValueError(f"a region of {country}: {listed}")
        return region

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class GmailSettings(Strict):
    """How the mailbox is read."""

    client_secrets: AsPath | None = None
    lookback_days: Annotated[int, Field(ge=1, le=365)] = 45
    poll_interval: Duration = Duration(60, Unit.SECOND)
    quota_units_per_minute: Annotated[int, Field(ge=100, le=15_000)] = 6000
    labels: bool = False
    """Whether labels are kept on threads and read as commands; asks for gmail.modify."""
    snooze: Duration = Duration(7, Unit.DAY)
    """What the label Afterword/Snooze means."""

    @field_validator("snooze")
    @classmethod
    def _lasts(cls, snooze: Duration) -> Duration:
        if not snooze.amount:
            raise ValueError("a length of time above zero")
        return snooze

    @field_validator("poll_interval")
    @classmethod
    def _is_sensible(cls, interval: Duration) -> Duration:
        if interval.exact is None or not SHORTEST_POLL <= interval.exact <= LONGEST_POLL:
            raise ValueError('seconds, minutes or hours from "10s" to "24h"')
        return interval

    @property
    def lookback(self) -> timedelta:
        return timedelta(days=self.lookback_days)


class StoreSettings(Strict):
    """Where facts are kept; an empty url is an SQLite file in the data folder."""

    url: str = ""


class NotifySettings(Strict):
    """How the person is told that something needs them."""

    digest: Annotated[time | None, BeforeValidator(_hour)] = None
    """The hour of their day of a digest in their inbox, as time; asks for gmail.modify."""
    desktop: bool = False
    """Whether the running service shows a notification on this machine's desktop."""


class MonitorSettings(Strict):
    """Figures for whoever watches the service, on loopback; `port` 0 serves none."""

    port: Annotated[int, Field(ge=0, le=65535)] = 0


class PolishSettings(Strict):
    """A language model that may put letters into better words; none unless `endpoint` is set."""

    endpoint: Annotated[str | None, AfterValidator(_http)] = None
    model: str = ""
    key_from: str = ""
    """The environment variable that holds the key; the key itself never stands in the config."""
    timeout: Duration = Duration(60, Unit.SECOND)

    @field_validator("timeout")
    @classmethod
    def _is_a_wait(cls, timeout: Duration) -> Duration:
        if timeout.exact is None or not timedelta(0) < timeout.exact <= LONGEST_ANSWER:
            raise ValueError('seconds or minutes, at most "10 min"')
        return timeout


class LetterSettings(Strict):
    """How letters are made."""

    templates: AsPath | None = None
    panel: Literal["one", "each"] = "one"
    """Who of a panel is thanked: its leader, in the thread, or everybody, each apart."""
    quote_original: bool = False
    """Whether the message answered to stands below the letter, as Gmail would put it."""
    polish: PolishSettings = PolishSettings()


class Settings(Strict):
    """The whole config."""

    mode: Literal["draft", "preview"] = "draft"
    candidate: CandidateSettings = Field(default_factory=CandidateSettings)
    gmail: GmailSettings = GmailSettings()
    store: StoreSettings = StoreSettings()
    letters: LetterSettings = LetterSettings()
    notify: NotifySettings = NotifySettings()
    monitor: MonitorSettings = MonitorSettings()
    policy: Policy = Policy()
