"""Every command in the docs exists, is told of, and runs."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import typer

from service.cli.app import app
from tests.story.conftest import world as world  # noqa: PLC0414  the fixture, for this test too
from tests.story.letters_in import invitation
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
PROGRAM: Any = typer.main.get_command(app)
NAMES = tuple(PROGRAM.commands)

_FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:\.venv/bin/)?afterword [^`]+)`")
_CALL = re.compile(r"^(?:\.venv/bin/)?afterword ([a-z].*)$")


def calls_in(text: str) -> list[list[str]]:
    """The commands of a page as words, comments left out."""
    blocks = [line for block in _FENCED.findall(text) for line in block.splitlines()]
    lines = [*blocks, *_INLINE.findall(_FENCED.sub("", text))]
    found = (_CALL.match(line.strip()) for line in lines)
    return [shlex.split(match[1], comments=True) for match in found if match]


def blocks_in(text: str) -> list[list[str]]:
    return calls_in("".join(match[0] for match in _FENCED.finditer(text)))


CALLS = sorted({tuple(call) for page in PAGES for call in calls_in(page.read_text("utf-8"))})
RUN = list(dict.fromkeys(tuple(c) for p in PAGES for c in blocks_in(p.read_text("utf-8"))))


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_command_in_the_docs_is_one_with_its_options(call: tuple[str, ...]) -> None:
    name, *words = call
    assert name in NAMES, f"there is no `afterword {name}`"
    known = {option for each in PROGRAM.commands[name].params for option in each.opts}
    said = {word for word in words if word.startswith("--")}
    assert {word.strip("[]").partition("=")[0] for word in said} <= known


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_told_of(name: str) -> None:
    commands = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert f"`afterword {name}" in commands


def test_the_commands_of_the_docs_run(world: World, tmp_path: Path) -> None:
    """All of them in one installation, in the order of the pages; disconnecting comes last."""
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    environ = prepared(world, tmp_path)
    last = [call for call in RUN if call[0] in {"disconnect", "forget"}]
    for call in [*(call for call in RUN if call not in last), *last]:
        if call == ("run",):
            runs_until_stopped(world, environ, tmp_path)
            continue
        if call[0] in {"demo", "sandbox", "connect", "web"}:
            continue  # each has tests of its own: they serve, or ask a person
        run = afterword(call, environ, tmp_path)
        assert run.returncode == 0, f"{' '.join(call)}: {run.stderr.decode()}"


def prepared(world: World, folder: Path) -> dict[str, str]:
    """What the examples of the docs speak of: a mailbox file, an OAuth client, three notes."""
    (folder / "takeout.mbox").write_bytes(b"From - Mon Mar 02 15:00:00 2026\n" + invitation())
    (folder / "Downloads").mkdir()
    secrets = json.dumps(world.sandbox.client_secrets())
    (folder / "Downloads" / "client_secret.json").write_text(secrets)
    shutil.copy(world.config, folder / "new.toml")
    environ = {
        **os.environ,
        **world.environ,
        "HOME": str(folder),
        "AFTERWORD_CONFIG": str(world.config),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": str(ROOT),
    }
    for _ in range(3):
        afterword(("note", "Initech", "talked about their plans"), environ, folder)
    return environ


def afterword(
    words: tuple[str, ...], environ: dict[str, str], folder: Path
) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", "from service.cli import main; main()"]
    return subprocess.run(
        [*program, *words], env=environ, cwd=folder, capture_output=True, timeout=120, check=False
    )


def runs_until_stopped(world: World, environ: dict[str, str], folder: Path) -> None:
    looked = threading.Event()
    world.sandbox.on_request(
        lambda _method, path, _phase: looked.set() if "history" in path else None
    )
    program = [sys.executable, "-c", "from service.cli import main; main()", "run"]
    process = subprocess.Popen(program, env=environ, cwd=folder, stderr=subprocess.DEVNULL)
    try:
        assert looked.wait(60)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
