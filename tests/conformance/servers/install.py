"""Installs the servers under var/conformance, each in its own place, as their lock files say."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PLACE = ROOT / "var" / "conformance"
EMULATE = "0.12.2"
BACKLOT = "0.1.0"


class InstallError(Exception):
    """A server could not be installed; the message says what to do."""


def install_emulate() -> Path:
    """npm's emulate in a folder of its own; returns the folder."""
    folder = PLACE / "emulate"
    files = [HERE / name for name in ("package.json", "package-lock.json", "emulate.mjs")]
    if _done(folder, files):
        return folder
    if shutil.which("npm") is None:
        raise InstallError("emulate needs Node 20 or later with npm: install it and try again")
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copy(file, folder)
    _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", at=folder)
    _note(folder, files)
    return folder


def install_backlot() -> Path:
    """PyPI's backlot in a virtual environment of its own; returns its program."""
    folder = PLACE / "backlot"
    files = [HERE / "backlot.lock"]
    program = folder / "venv" / "bin" / "backlot"
    if _done(folder, files):
        return program
    _run(sys.executable, "-m", "venv", "--clear", str(folder / "venv"), at=ROOT)
    pip = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    _run(*pip, "--disable-pip-version-check", "--require-hashes", "-r", str(files[0]), at=ROOT)
    _note(folder, files)
    return program


def _run(*command: str, at: Path) -> None:
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InstallError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _digest(files: list[Path]) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _done(folder: Path, files: list[Path]) -> bool:
    stamp = folder / "installed"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _digest(files)


def _note(folder: Path, files: list[Path]) -> None:
    (folder / "installed").write_text(_digest(files), encoding="utf-8")
