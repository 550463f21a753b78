"""Bringing the tables up to date, after a copy; Alembic is loaded for this alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine

from service.store.engine import StoreError, revision_of


def upgrade(engine: Engine, migrations: Path) -> None:
    """Apply the migrations that are missing, in one unit of work; StoreError for a newer database.

    Whoever else starts meanwhile waits: what is missing is asked for once the database is ours.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations))
    scripts = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        current = revision_of(connection)
        if current is not None and current not in {
            each.revision for each in scripts.walk_revisions()
        }:
            raise StoreError(
                "The database was written by a newer version of Afterword "
                f"(revision {current}). Install that version again; nothing was changed."
            )
        if current is not None and current != scripts.get_current_head():
            _back_up(engine.url, current)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _back_up(url: URL, revision: str) -> None:
    """A whole copy of an SQLite file beside it, before its tables are changed.

    Whoever runs PostgreSQL has backups of their own.
    """
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return
    path = Path(str(url.database))
    copy = path.with_name(f"{path.name}.before-upgrade-from-{revision}")
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)
