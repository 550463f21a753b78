"""A word on the desktop, for who asks for it: once, when something newly needs the person."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from service.desktop import DesktopTeller, Need, shower, tool, words
from service.doctor import examine
from service.store.models import Account
from tests.story.letters_in import answer
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World

ROOT = Path(__file__).parents[2]
SCRIPT = """#!/bin/sh
printf '%s|' "$@" >> "{seen}"
exit {code}
"""


def desktop_in(folder: Path, code: int = 0) -> tuple[str, Path]:
    """A PATH with a stand-in for the system's tool, and the file in which it says what it got."""
    seen, tools = folder / "seen.txt", folder / "bin"
    tools.mkdir()
    script = tools / "notify-send"
    script.write_text(SCRIPT.format(seen=seen, code=code))
    script.chmod(0o755)
    seen.touch()
    return str(tools), seen


def teller_of(world: World, code: int = 0) -> tuple[DesktopTeller, Path]:
    path, seen = desktop_in(world.folder, code)
    show = shower("linux", path)
    assert show
    return DesktopTeller(world.home.store, show), seen


def test_a_letter_that_is_ready_is_told_once(world: World) -> None:
    confirmed(world)
    teller, seen = teller_of(world)
    teller.look()
    assert seen.read_text() == "", "the letter waits"
    world.go_to(THANK_YOU_DUE)
    teller.look()
    teller.look()
    assert seen.read_text() == (
        "--app-name=Afterword|--icon=mail-unread|--|1 letter is ready to send|"
        "`afterword status` tells which.|"
    )


def test_what_is_over_and_comes_again_is_told_again(world: World) -> None:
    confirmed(world)
    teller, seen = teller_of(world)
    world.go_to(THANK_YOU_DUE)
    teller.look()
    world.arrives(answer("2026-03-06 22:00"))
    world.go_to("2026-03-06 22:05")
    assert world.drafts() == []
    teller.look()
    assert seen.read_text().count("ready to send") == 1
    with world.home.store.write() as session:
        session.scalars(select(Account)).one().grant_lost_at = world.clock.now()
    teller.look()
    assert "Afterword has lost the access to Gmail|Run `afterword connect`.|" in seen.read_text()


def test_a_tool_that_fails_stops_nothing(world: World) -> None:
    confirmed(world)
    teller, seen = teller_of(world, code=1)
    world.go_to(THANK_YOU_DUE)
    teller.look()
    assert "ready to send" in seen.read_text()


@pytest.mark.parametrize(
    ("news", "title", "line"),
    [
        ([Need.LETTER] * 2, "2 letters are ready to send", "`afterword status` tells which."),
        ([Need.LETTER, Need.LOOK], "1 letter is ready to send", "1 more needs you. "),
        ([Need.LETTER, *[Need.LOOK] * 2], "1 letter is ready to send", "2 more need you. "),
        ([Need.LOOK], "1 application needs you", "`afterword status` tells which."),
        ([Need.LOOK] * 2, "2 applications need you", "`afterword status` tells which."),
        ([Need.LOOK, Need.CONNECT], "Afterword has lost the access to Gmail", "Run "),
    ],
)
def test_it_counts_and_names_nobody(news: list[Need], title: str, line: str) -> None:
    said, below = words(news)
    assert said == title
    assert below.startswith(line)


def test_each_system_has_its_tool_or_none(tmp_path: Path) -> None:
    path, _ = desktop_in(tmp_path)
    assert (tool("linux", path) or ("",))[0] == f"{path}/notify-send"
    assert tool("linux", str(tmp_path)) is None
    assert tool("darwin", path) is None
    assert tool("win32", path) is None
    assert shower("win32", path) is None
    shutil.copy(f"{path}/notify-send", f"{path}/osascript")
    assert (tool("darwin", path) or ("",))[0] == f"{path}/osascript"


def test_doctor_says_whether_it_works(world: World) -> None:
    world.edits("[notify]\ndesktop = true\n")
    path, _ = desktop_in(world.folder)
    now = world.clock.now()

    def found(path: str) -> str:
        checks = examine(world.config, world.environ | {"PATH": path}, now)
        return next(each.found for each in checks if each.name == "notifications")

    if sys.platform == "linux":
        assert found(path) == f"shown by {path}/notify-send"
        assert found(str(world.folder)) == "there is no notify-send here"
    world.writes(world.config.read_text().replace("true", "false"))
    names = [each.name for each in examine(world.config, world.environ, now)]
    assert "notifications" not in names


@pytest.mark.skipif(sys.platform != "linux", reason="the stand-in is Linux's tool")
def test_the_running_service_tells_the_desktop(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.edits("[notify]\ndesktop = true\n")
    path, seen = desktop_in(world.folder)
    told = world.folder / "bin" / "told"
    os.mkfifo(told)
    script = world.folder / "bin" / "notify-send"
    script.write_text(script.read_text().replace("exit 0", f'echo told > "{told}"'))
    environ = {
        **os.environ,
        **world.environ,
        "PATH": f"{path}:{os.environ['PATH']}",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    program = [sys.executable, "-c", "from service.cli import main; main()", "run"]
    process = subprocess.Popen(program, env=environ, cwd=ROOT, stderr=subprocess.PIPE)
    heard = threading.Thread(target=told.read_text, daemon=True)
    heard.start()
    try:
        heard.join(60)
        assert not heard.is_alive()
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert process.stderr
        process.stderr.close()
    assert "1 letter is ready to send" in seen.read_text()
