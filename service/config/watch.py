"""Notices an edited config; the last good one stays in force until a valid one is there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from service.config.errors import ConfigError, Problem
from service.config.files import load
from service.config.settings import Settings, system_zone


class ConfigWatch:
    """Looks at one config file whenever `poll` is called; editors may replace the file.

    The file is small, so its content is compared: no edit is too quick or too short to be seen.
    The machine's time zone is part of the settings that name none, and travels with its owner.
    """

    def __init__(self, path: Path, environ: Mapping[str, str] = os.environ) -> None:
        self._path = path
        self._environ = environ
        self._seen = self._mark()
        self._existed = self._seen[0] is not None

    def poll(self) -> Settings | ConfigError | None:
        """The new settings after an edit, the error of an invalid one, None if nothing changed.

        An error is told once; whoever holds the last good settings keeps them. A file that goes
        away is an error too; one that never was means the defaults.
        """
        before, self._seen = self._seen, self._mark()
        if self._seen == before:
            return None
        exists = self._seen[0] is not None
        if self._existed and not exists:
            gone = Problem(self._path, None, "", "no file any more", "the config to stay")
            return ConfigError([gone]) if before[0] is not None else None
        self._existed = exists
        try:
            return load(self._path if exists else None, environ=self._environ)
        except ConfigError as error:
            return error

    def _mark(self) -> tuple[str | None, str]:
        try:
            content = hashlib.sha256(self._path.read_bytes()).hexdigest()
        except OSError:
            content = None
        return content, system_zone()
