"""Every setting with its default: the manual of the config file (see config.example.toml)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import tzlocal
from pydantic import AfterValidator, BeforeValidator, Field

from scheduler.duration import Duration, Unit
from scheduler.policy import Policy, Strict, as_tuple


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


Email = Annotated[str, AfterValidator(_email)]
ZoneName = Annotated[str, AfterValidator(_zone_name)]
AsPath = Annotated[Path, BeforeValidator(lambda value: Path(value) if value else value)]


class CandidateSettings(Strict):
    """Who you are, where you are, and how your letters sound."""

    name: str = ""
    email: Email | None = None
    aliases: Annotated[tuple[Email, ...], BeforeValidator(as_tuple)] = ()
    time_zone: ZoneName = Field(default_factory=tzlocal.get_localzone_name)
    country: str | None = None
    region: str | None = None
    strengths: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = ()
    tone: Literal["warm", "formal"] = "warm"
    spelling: Literal["US", "British"] = "US"
    signature: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class GmailSettings(Strict):
    """How the mailbox is read."""

    client_secrets: AsPath | None = None
    lookback_days: Annotated[int, Field(ge=1, le=365)] = 45
    poll_interval: Duration = Duration(60, Unit.SECOND)
    quota_units_per_minute: Annotated[int, Field(ge=100, le=15_000)] = 6000

    @property
    def lookback(self) -> timedelta:
        return timedelta(days=self.lookback_days)


class StoreSettings(Strict):
    """Where facts are kept; an empty url is an SQLite file in the data folder."""

    url: str = ""


class LetterSettings(Strict):
    """How letters are made."""

    templates: AsPath | None = None


class Settings(Strict):
    """The whole config."""

    mode: Literal["draft", "preview"] = "draft"
    candidate: CandidateSettings = Field(default_factory=CandidateSettings)
    gmail: GmailSettings = GmailSettings()
    store: StoreSettings = StoreSettings()
    letters: LetterSettings = LetterSettings()
    policy: Policy = Policy()
