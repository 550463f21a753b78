"""What a person asks for often answers at once: it loads only what it needs (bench/start_up.py)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
RUN = """
import sys
from service.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
HEAVY = {
    "alembic",  # the tables are as they should be
    "googleapiclient.discovery",
    "keyring",  # a keyring may ask the person to unlock it
    "numpy",
    "requests",
    "service.reading.reader",
    "service.web.app",
    "starlette",
    "tldextract",
}
DATA = {"sqlalchemy", "pydantic", "service.store"}


def loaded(words: str, home: Path) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", RUN, *words.split()],
        capture_output=True,
        cwd=ROOT,
        env={"AFTERWORD_HOME": str(home), "PATH": ""},
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    return set(run.stderr.decode().split())


def test_help_needs_neither_config_nor_database(tmp_path: Path) -> None:
    assert not loaded("--help", tmp_path) & (HEAVY | DATA)
    assert not loaded("snooze --help", tmp_path) & (HEAVY | {"sqlalchemy", "service.store"})
    assert list(tmp_path.iterdir()) == []


def test_status_reads_the_database_and_loads_nothing_else(tmp_path: Path) -> None:
    assert "alembic" in loaded("status", tmp_path)  # the first time makes the tables
    seen = loaded("status", tmp_path)
    assert not seen & HEAVY
    assert seen >= DATA
