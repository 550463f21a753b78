"""Where this installation keeps its things. Opening it is cheap: `status` asks for nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gmail.endpoint import Endpoint
from service.config.files import config_path, data_folder, load
from service.config.settings import Settings
from service.store.engine import Store

if TYPE_CHECKING:
    from gmail.tokens import TokenStore


@dataclass(frozen=True)
class Home:
    """One installation: config, database, tokens."""

    config: Path
    settings: Settings
    store: Store
    choose_tokens: Callable[[], TokenStore]
    endpoint: Endpoint

    @classmethod
    def open(cls, config: Path | None, environ: Mapping[str, str] = os.environ) -> Home:
        """Open the installation that a config names, or the user's own.

        ConfigError, StoreError or ValueError say what to mend.
        """
        path = config_path(config, environ)
        settings = load(config, environ=environ)
        return cls(
            config=path,
            settings=settings,
            store=Store.open(settings.store.url),
            choose_tokens=lambda: _tokens_in(data_folder(environ) / "tokens"),
            endpoint=Endpoint.from_environment(environ),
        )

    @cached_property
    def tokens(self) -> TokenStore:
        """Chosen when first needed: a keyring may ask the person to unlock it."""
        return self.choose_tokens()

    @property
    def zone(self) -> ZoneInfo:
        return self.settings.candidate.zone


def _tokens_in(folder: Path) -> TokenStore:
    from gmail.tokens import choose_token_store  # noqa: PLC0415  loads every keyring there is

    return choose_token_store(folder)
