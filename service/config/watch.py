"""Notices an edited config; the last good one stays in force until a valid one is there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from service.config.errors import ConfigError
from service.config.files import load
from service.config.settings import Settings


class ConfigWatch:
    """Looks at one config file whenever `poll` is called; editors may replace the file."""

    def __init__(self, path: Path, environ: Mapping[str, str] = os.environ) -> None:
        self._path = path
        self._environ = environ
        self._seen = self._mark()

    def poll(self) -> Settings | ConfigError | None:
        """The new settings after an edit, the error of an invalid one, None if nothing changed."""
        mark = self._mark()
        if mark == self._seen:
            return None
        self._seen = mark
        try:
            return load(self._path if self._path.exists() else None, environ=self._environ)
        except ConfigError as error:
            return error

    def _mark(self) -> str | None:
        try:
            return hashlib.sha256(self._path.read_bytes()).hexdigest()
        except OSError:
            return None
