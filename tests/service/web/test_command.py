"""`afterword web`: the page as a person starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import requests

from tests.story.test_main_job import confirmed
from tests.story.world import World

ROOT = Path(__file__).parents[3]


def test_it_prints_a_link_that_opens_the_page_and_ends_when_told(world: World) -> None:
    confirmed(world)
    words = ["web", "--no-browser", "--config", str(world.config)]
    program = [sys.executable, "-c", "from service.cli import main; main()", *words]
    process = subprocess.Popen(
        program,
        env={**os.environ, **world.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/start\?token=\S+", process.stdout.readline())
        assert found
        assert "Ctrl-C" in process.stdout.readline()
        with requests.Session() as http:
            http.trust_env = False
            page = http.get(found[0], timeout=20)
        assert page.status_code == 200
        assert "Initech" in page.text
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode in (0, 130, -signal.SIGINT)
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_told(world: World) -> None:
    taken = int(world.sandbox.url.rpartition(":")[2].rstrip("/"))
    words = ["web", "--no-browser", "--port", str(taken), "--config", str(world.config)]
    run = subprocess.run(
        [sys.executable, "-c", "from service.cli import main; main()", *words],
        env={**os.environ, **world.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "in use" in run.stderr
