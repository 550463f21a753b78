"""The files of docs/operations are what their systems expect, as far as it can be told without."""

from __future__ import annotations

import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.duration import Duration
from service.config.files import MONITOR_PORT
from service.monitor.pulse import STILL
from service.monitor.server import monitor
from service.monitor.systemd import FEED_EVERY

ROOT = Path(__file__).parents[1]
OPERATIONS = ROOT / "docs" / "operations"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def unit() -> ConfigParser:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(OPERATIONS / "afterword.service")
    return parser


def test_systemd_waits_for_ready_and_restarts_a_service_that_hangs() -> None:
    service = unit()["Service"]
    assert service["Type"] == "notify"
    assert service["NotifyAccess"] == "main"
    limit = Duration.parse(service["WatchdogSec"]).nominal
    assert limit >= STILL
    assert limit > 4 * timedelta(seconds=FEED_EVERY)
    assert service["Restart"] == "on-failure"
    assert service["ExecReload"] == "/bin/kill -HUP $MAINPID"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    text = (OPERATIONS / "afterword.service").read_text("utf-8")
    here = tmp_path / "afterword.service"
    here.write_text(text.replace("%h/.local/bin/afterword", sys.executable))
    run = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(here)],
        env={"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_launchd_starts_it_at_login_and_again_after_a_failure() -> None:
    agent = plistlib.loads((OPERATIONS / "afterword.plist").read_bytes())
    assert agent["RunAtLoad"] is True
    assert agent["KeepAlive"] == {"SuccessfulExit": False}
    assert agent["ProgramArguments"][-1].endswith('.local/bin/afterword" run')
    assert agent["Umask"] == 0o077


def instructions() -> list[tuple[str, str]]:
    """The Containerfile's instructions in order, continued lines joined."""
    text = (OPERATIONS / "Containerfile").read_text("utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    parted = (line.partition(" ") for line in lines if line.strip())
    return [(word, " ".join(rest.split())) for word, _, rest in parted]


def test_the_container_holds_all_that_is_installed() -> None:
    copied = [rest.split()[:-1] for word, rest in instructions() if word == "COPY"]
    sources = {name for names in copied for name in names if not name.startswith(("--", "/"))}
    assert all((ROOT / name).exists() for name in sources)
    built = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*built["packages"], *built["force-include"], PROJECT["project"]["readme"]}
    assert needed | {"pyproject.toml", "requirements.lock"} <= sources


def test_the_container_runs_as_nobody_special_and_writes_to_its_volume_alone() -> None:
    last = [index for index, (word, _) in enumerate(instructions()) if word == "FROM"][-1]
    final = dict(instructions()[last:])
    assert int(final["USER"]) > 0
    settings = dict(part.split("=", 1) for part in final["ENV"].split())
    assert settings["AFTERWORD_HOME"] == final["VOLUME"] == "/data"
    assert settings["PYTHONDONTWRITEBYTECODE"] == "1"
    assert json.loads(final["ENTRYPOINT"]) == ["afterword"]
    assert json.loads(final["CMD"]) == ["run"]


def test_the_containers_health_check_asks_the_port_that_the_service_has() -> None:
    found = dict(instructions())
    port = re.findall(rf"{MONITOR_PORT}=(\d+)", found["ENV"])[0]
    command = json.loads(found["HEALTHCHECK"].partition("CMD ")[2])
    assert command[:2] == ["python", "-c"]
    well = True
    with monitor(0, lambda: well, bytes) as real:
        code = command[2].replace(f":{port}/", f":{real}/")
        assert code != command[2]

        def answer() -> int:
            return subprocess.run(
                [sys.executable, "-c", code], capture_output=True, check=False
            ).returncode

        assert answer() == 0
        well = False
        assert answer() == 1
    assert answer() == 1
