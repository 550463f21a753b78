"""Opening the database: one Store for the process, one Session for each unit of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

MIGRATIONS = Path(__file__).parent / "migrations"
_POSTGRES_LOCK = 0x61667465  # "afte": any number that no other program on the database takes


class StoreError(Exception):
    """The database cannot be used as it is; the message says what to do."""


class Store:
    """The only door to the database (SQLite by default, PostgreSQL by URL).

    `read()` and `write()` each give one Session for one unit of work. A writing unit takes
    SQLite's write lock at once (BEGIN IMMEDIATE): a unit that reads first and writes later would
    fail with "database is locked" whatever the timeout. Never hold one across a network call.
    """

    def __init__(self, url: str, migrations: Path = MIGRATIONS) -> None:
        self.url = make_url(url)
        self._migrations = migrations
        self._engine = _engine(url)
        self._reading = sessionmaker(self._engine, expire_on_commit=False)
        writing = self._engine.execution_options(afterword_write=True)
        self._writing = sessionmaker(writing, expire_on_commit=False)

    @classmethod
    def open(cls, url: str, migrations: Path = MIGRATIONS) -> Store:
        """Open the database and bring its tables up to date.

        StoreError if it was made by a newer Afterword, or cannot be reached.
        """
        _make_folder(url)
        store = cls(url, migrations)
        try:
            store.migrate()
        except StoreError:
            store.close()
            raise
        except SQLAlchemyError as error:
            store.close()
            raise StoreError(
                f"The database cannot be used: {getattr(error, 'orig', None) or error}. "
                "Check [store] url in the config, the disk and the rights of its folder."
            ) from error
        return store

    def migrate(self) -> None:
        """Apply the migrations that are missing; a database from a newer version is refused."""
        with self._engine.connect() as connection:
            if revision_of(connection) == newest(self._migrations):
                return
        from service.store.upgrade import upgrade  # noqa: PLC0415  Alembic, for changes alone

        upgrade(self._engine.execution_options(afterword_write=True), self._migrations)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A Session that only looks."""
        with self._reading() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A Session whose changes are kept together when the block ends well, or not at all."""
        with self._writing.begin() as session:
            yield session

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the database for one running service; StoreError if another one has it.

        The lock belongs to the process or the connection and ends with it, also after kill -9.
        """
        if self.url.get_backend_name() == "postgresql":
            yield from self._postgres_lock()
        elif self.url.database and self.url.database != ":memory:":
            yield from _file_lock(Path(self.url.database + ".lock"))
        else:
            yield

    def _postgres_lock(self) -> Iterator[None]:
        with self._engine.connect() as connection:
            taken = connection.execute(
                text("select pg_try_advisory_lock(:key)"), {"key": _POSTGRES_LOCK}
            ).scalar()
            connection.commit()
            if not taken:
                raise StoreError(_BUSY)
            try:
                yield
            finally:
                connection.execute(text("select pg_advisory_unlock(:key)"), {"key": _POSTGRES_LOCK})

    def close(self) -> None:
        self._engine.dispose()


def newest(migrations: Path) -> str:
    """The newest revision there is: the name of its file begins with it."""
    return max(path.name.partition("_")[0] for path in (migrations / "versions").glob("*_*.py"))


def revision_of(connection: Connection) -> str | None:
    """The revision that the tables are of; None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("select version_num from alembic_version"))
    return found


_BUSY = "Another `afterword run` works on this database. Stop it first, or give this one its own."


def _file_lock(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415  for the running service alone

    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise StoreError(_BUSY) from error
    try:
        yield
    finally:
        lock.release()


def _make_folder(url: str) -> None:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        path = Path(str(parsed.database))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=True)


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=True)
    in_memory = parsed.database in (None, "", ":memory:")
    # A :memory: database is another one in each connection: share a single connection.
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(
        parsed, connect_args={"check_same_thread": False, "timeout": 30}, **options
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    # secure_delete: what was forgotten is overwritten, not only unlinked.
    wanted = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "secure_delete=FAST")
    for pragma in wanted:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("afterword_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
