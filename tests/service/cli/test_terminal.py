"""What a terminal and a shell add: colours, which may be declined, and words completed."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from service.config import load
from tests.story.conftest import world as world  # noqa: PLC0414  the fixture, for this test too
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import CONFIG, World

ROOT = Path(__file__).parents[3]
AFTERWORD = [sys.executable, "-c", "from service.cli import main; main()"]
COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|38;)[0-9;]*m")


def environ_of(home: Path, **more: str) -> dict[str, str]:
    keyring = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    clean = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "AFTERWORD_HOME": str(home)}
    return clean | keyring | more


def on_a_terminal(home: Path, *words: str, **more: str) -> str:
    """What a command shows a person. The terminal is Python's own, of any Unix."""
    typed = f"import pty, sys; sys.exit(pty.spawn({[*AFTERWORD, *words]!r}) >> 8)"
    run = subprocess.run(
        [sys.executable, "-c", typed],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=ROOT,
        env=environ_of(home, **more),
        timeout=60,
        check=False,
    )
    return run.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_colours_are_for_terminals_and_no_color_declines_them(tmp_path: Path) -> None:
    for words in (("doctor",), ("--help",), ("status",)):
        assert not COLOUR.search(on_a_terminal(tmp_path, *words, NO_COLOR="1")), words
    assert COLOUR.search(on_a_terminal(tmp_path, "doctor"))
    run = subprocess.run(
        [*AFTERWORD, "--help"],
        capture_output=True,
        cwd=ROOT,
        env=environ_of(tmp_path),
        check=False,
    )
    assert b"\x1b" not in run.stdout


def words(shown: str) -> str:
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", shown).split())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_status_tells_a_person_what_is_ready_and_what_waits(world: World) -> None:
    confirmed(world)
    assert "Waiting 1 Initech, Data Engineer: thank you opens Fri 6 Mar 2026, 15:00" in words(
        on_a_terminal(world.folder, "status")
    )
    world.go_to(THANK_YOU_DUE)
    shown = words(on_a_terminal(world.folder, "status"))
    assert "Ready to send 1 Initech, Data Engineer: thank you to jane.roe@initech.example" in shown
    assert "in Drafts, best sent before Sat 7 Mar 2026, 15:00" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_status_tells_in_preview_what_would_lie_ready(world: World) -> None:
    world.writes(f'mode = "preview"\n{CONFIG}')
    world.home = dataclasses.replace(world.home, settings=load(world.config, environ=world.environ))
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    shown = words(on_a_terminal(world.folder, "status"))
    assert "Needs you 1 Initech, Data Engineer: thank you: Due now; not placed" in shown


def completed(home: Path, line: str, shell: str = "bash") -> list[str]:
    """What the shell offers at the end of the line, by the protocol of Typer's scripts."""
    by_shell = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }
    more = {"_AFTERWORD_COMPLETE": f"complete_{shell}", **by_shell[shell]}
    program = [sys.executable, "-c", "from service.cli.app import app; app(prog_name='afterword')"]
    run = subprocess.run(
        program,
        capture_output=True,
        cwd=ROOT,
        env=environ_of(home, **more),
        timeout=60,
        check=False,
    )
    return run.stdout.decode().split("\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands(tmp_path: Path, shell: str) -> None:
    offered = " ".join(completed(tmp_path, "afterword s", shell))
    assert all(name in offered for name in ("status", "stop", "snooze", "skip", "sandbox"))
    assert "undo" not in offered


def test_the_shell_completes_applications_stages_and_outcomes(world: World) -> None:
    confirmed(world)
    world.work()
    assert "initech" in completed(world.folder, "afterword why in")
    assert "1" in completed(world.folder, "afterword snooze ")
    assert "status_check" in completed(world.folder, "afterword skip 1 sta")
    assert "rejected" in completed(world.folder, "afterword done 1 --outcome re")
    assert "Initech" in " ".join(completed(world.folder, "afterword stop in", "zsh"))


def test_tab_without_an_installation_that_works_offers_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("nonsense = 1\n")
    assert [word for word in completed(tmp_path, "afterword why in") if word] == []
