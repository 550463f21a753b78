"""What the pages work with: the store, the config as it stands now, and the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.business_time import WorkingCalendar
from service.config import ConfigError, Settings, load
from service.store.engine import Store


class Desk:
    """One installation, seen afresh at each request.

    `now` gives an aware datetime. `notice` is what the last act came to, told on the next page.
    """

    def __init__(
        self,
        store: Store,
        config: Path,
        settings: Settings,
        now: Callable[[], datetime],
        environ: Mapping[str, str],
    ) -> None:
        self.store = store
        self.config = config
        self.now = now
        self.environ = environ
        self.config_problem: ConfigError | None = None
        self.notice: str | None = None
        self._settings = settings

    @property
    def settings(self) -> Settings:
        """The config as it stands; the last good one while it has mistakes, as the service does."""
        try:
            path = self.config if self.config.exists() else None
            self._settings = load(path, environ=self.environ)
            self.config_problem = None
        except ConfigError as error:
            self.config_problem = error
        return self._settings

    @property
    def zone(self) -> ZoneInfo:
        return self._settings.candidate.zone

    @property
    def calendar(self) -> WorkingCalendar:
        candidate = self._settings.candidate
        return WorkingCalendar(candidate.zone, country=candidate.country, region=candidate.region)

    def take_notice(self) -> str | None:
        """What is to be told, once."""
        told, self.notice = self.notice, None
        return told
