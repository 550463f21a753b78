"""Everything at once; what cannot be looked at because of something else is left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from gmail.errors import TokenStoreError
from service.config import ConfigError, config_path, data_folder, load
from service.doctor import here, there
from service.doctor.check import Check, ill
from service.home import Home
from service.store.engine import StoreError


def examine(chosen: Path | None, environ: Mapping[str, str], now: datetime) -> Iterator[Check]:
    """All checks, each as soon as it is made. `now` is aware."""
    yield here.versions()
    try:
        settings = load(chosen, environ=environ)
    except ConfigError as error:
        yield ill("config", str(error), "Mend these lines; a running service keeps the last good.")
        return
    yield here.config(config_path(chosen, environ), settings)
    yield from here.templates(settings)
    yield here.language_model(settings)
    yield from here.desktop(settings, sys.platform, environ.get("PATH"))
    yield here.zone(settings)
    yield here.disk(data_folder(environ))
    try:
        home = Home.open(chosen, environ)
    except StoreError as error:
        yield ill("database", str(error), "docs/operations.md tells of upgrades and of going back.")
        return
    except (TokenStoreError, ValueError) as error:
        yield ill("endpoint", str(error), "Check the AFTERWORD_ variables of the environment.")
        return
    try:
        yield here.database(home.store)
        yield here.service(home.store, settings, now)
        yield there.quota(home)
        yield from there.server(home, now)
        yield from there.grants(home, now)
    finally:
        home.store.close()
