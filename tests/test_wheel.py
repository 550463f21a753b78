"""What pip, pipx or uv install is the whole program: built as a wheel and run from elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("gmail", "scheduler", "service")
MAIL = (
    b"From: Jane Roe <jane.roe@initech.example>\r\nTo: alex.morgan@example.com\r\n"
    b"Subject: Interview confirmed\r\nMessage-ID: <1@initech.example>\r\n"
    b"Date: Mon, 2 Mar 2026 15:00:00 +0000\r\n\r\n"
    b"Hi Alex,\r\n\r\nYour interview with Initech is confirmed for "
    b"Thursday, March 5 at 2 PM ET.\r\n"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    _done([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (built,) = folder.glob("afterword-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked in a folder of its own, as an installer does it."""
    folder = tmp_path_factory.mktemp("installed")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_every_file_of_the_packages_and_no_other(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == ours | {"service/config.example.toml"}


def test_the_installed_program_reads_and_writes_and_knows_its_place(
    installed: Path, tmp_path: Path
) -> None:
    found = _run(installed, tmp_path, "-c", "import service; print(service.__file__)")
    assert found.strip() == str(installed / "service/__init__.py")
    (tmp_path / "mail.eml").write_bytes(MAIL)
    (tmp_path / "config.toml").write_bytes((installed / "service/config.example.toml").read_bytes())
    read = json.loads(_afterword(installed, tmp_path, "read", "mail.eml"))
    assert read["kind"] == "interview_confirmation"
    letter = _afterword(installed, tmp_path, "letter", "--stage", "thank_you", "--example")
    assert "Thank you" in letter
    assert "afterword" in _afterword(installed, tmp_path, "--version").lower()


def _afterword(installed: Path, folder: Path, *words: str) -> str:
    return _run(installed, folder, "-c", "from service.cli import main; main()", *words)


def _run(installed: Path, folder: Path, *words: str) -> str:
    """What Python prints where the installed program goes before the one under test."""
    extra = {"PYTHONPATH": str(installed), "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return _done([sys.executable, *words], folder, extra)


def _done(line: list[str], folder: Path, extra: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        line,
        cwd=folder,
        env=os.environ | (extra or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
