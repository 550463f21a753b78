"""One contract, two databases: SQLite in a file, and PostgreSQL where a server is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from service.store.engine import Store

POSTGRES = "AFTERWORD_TEST_POSTGRES"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'afterword.db'}"
        return
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"no PostgreSQL here: {POSTGRES} names none; .ci/run starts one")
    yield from _schema(server)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store with all its tables, empty."""
    opened = Store.open(url)
    yield opened
    opened.close()


def _schema(server: str) -> Iterator[str]:
    """A schema of its own for each test, so that tests may run side by side."""
    name = f"test_{uuid4().hex}"
    base = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(base)
    with engine.begin() as connection:
        connection.execute(text(f"create schema {name}"))
    mine = base.update_query_dict({"options": f"-csearch_path={name}"})
    yield mine.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"drop schema {name} cascade"))
    engine.dispose()
