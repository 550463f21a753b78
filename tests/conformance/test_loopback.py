"""Aimed at another server, no byte of the whole program leaves the machine.

The program runs in processes of its own, in which every look-up and connection is written down and
anything beyond loopback refused (guarded/sitecustomize.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.story.letters_in import ALEX, at, invitation, newsletter
from tests.story.world import World

ROOT = Path(__file__).parents[2]
GUARD = Path(__file__).parent / "guarded"
PROXY = "http://proxy.example:3128"


class Guarded:
    """Runs programs under guard; `reached` is where they went, as "event host"."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self._log = folder / "reached.txt"
        browser = folder / "browser"
        browser.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -m tests.conformance.browser {ALEX} "$@"\n',
            encoding="utf-8",
        )
        browser.chmod(0o700)
        # A proxy of the environment would be a way out as well.
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), PROXY)
        inherited = {k: v for k, v in os.environ.items() if k.lower() != "no_proxy"}
        self._environ = {
            **inherited,
            **proxies,
            **environ,
            "PYTHONPATH": os.pathsep.join([str(GUARD), str(ROOT)]),
            "AFTERWORD_TEST_REACHED": str(self._log),
            "BROWSER": str(browser),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            env=self._environ,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def afterword(self, *words: str) -> subprocess.CompletedProcess[str]:
        done = self.run(str(Path(sys.executable).with_name("afterword")), *words)
        assert done.returncode == 0, done.stderr
        return done

    @property
    def reached(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('192.0.2.1', 9), 1)",
        "import urllib.request; urllib.request.urlopen('https://gmail.googleapis.com/', timeout=1)",
        "import httplib2; httplib2.Http(timeout=1).request('https://gmail.googleapis.com/batch')",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
    ],
)
def test_the_guard_itself_stops_what_would_leave(tmp_path: Path, attempt: str) -> None:
    guarded = Guarded(tmp_path, {})
    done = guarded.run("-c", attempt)
    assert done.returncode != 0
    assert "something tried to reach" in done.stderr
    assert guarded.reached


def test_no_byte_leaves_the_machine_in_the_whole_life_of_an_account(tmp_path: Path) -> None:
    """Connect, read in batches, look at history, place a letter, tell about it, disconnect."""
    with World(tmp_path, "2026-03-02 16:00") as world:
        guarded = Guarded(tmp_path, world.environ)
        world.arrives(invitation(), "2026-03-02 15:00")
        for number in range(3):
            world.arrives(newsletter("2026-03-01 08:00", number), "2026-03-01 08:00")
        guarded.afterword("connect")
        for moment in ("2026-03-02 16:00", "2026-03-06 21:00"):
            world.clock.set(at(moment))
            config, when = str(world.config), at(moment).isoformat()
            done = guarded.run("-m", "tests.story.one_pass", config, when)
            assert done.returncode == 0, done.stderr
        guarded.afterword("status")
        assert len(world.drafts()) == 1
        guarded.afterword("disconnect")
        asked = {seen.path for seen in world.sandbox.requests}
    assert any("batch" in path for path in asked)
    assert any(path.endswith("/history") for path in asked)
    assert guarded.reached.count("socket.connect 127.0.0.1") >= 8
    assert {line.split()[1] for line in guarded.reached} <= {"127.0.0.1", "localhost", "::1"}
