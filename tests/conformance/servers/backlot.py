"""backlot (PyPI) as a server under test: the read side of Gmail."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gmail.client import utc_now
from gmail.endpoint import Endpoint
from gmail.oauth import LEAST_SCOPES, Grant
from tests.conformance.browser import browse
from tests.conformance.mail import ALEX, VISIBLE, Seed, corpus_record, threads
from tests.conformance.servers.install import install_backlot
from tests.conformance.target import SECRETS, Target

START_SECONDS = 30


@contextmanager
def backlot_target(seeds: tuple[Seed, ...] = VISIBLE) -> Iterator[Target]:
    """backlot with `seeds` as its corpus, in a process that ends with the block.

    It has no spam folder, so the seeds are those without.
    """
    program = install_backlot()
    with tempfile.TemporaryDirectory(prefix="afterword-backlot-") as name:
        folder = Path(name)
        token = _imported(program, folder, seeds)
        port = _free_port()
        command = [str(program), "serve", "--data-dir", str(folder / "data"), "--port", str(port)]
        with subprocess.Popen(
            [*command, "--disable-telemetry", "--log-level", "error"],
            cwd=folder,
            env=_environment(),
            stdout=subprocess.DEVNULL,
        ) as process:
            try:
                url = f"http://127.0.0.1:{port}"
                _wait_for(url, process)
                yield _target(url, token)
            finally:
                process.terminate()


def _environment() -> dict[str, str]:
    return {**os.environ, "BACKLOT_TELEMETRY": "0", "DO_NOT_TRACK": "1"}


def _imported(program: Path, folder: Path, seeds: tuple[Seed, ...]) -> str:
    """Build the data folder; returns the token that stands for Alex."""
    corpus = folder / "corpus.jsonl"
    lines = [json.dumps(corpus_record(conversation)) for conversation in threads(seeds)]
    corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run(
        [str(program), "import", str(corpus), "--data-dir", str(folder / "data")],
        cwd=folder,
        env=_environment(),
        check=True,
        capture_output=True,
    )
    told = (folder / "data" / "tokens.yaml").read_text(encoding="utf-8")
    found = re.search(rf"email: {re.escape(ALEX)}\n(?:.*\n)*?\s+token: (\S+)", told)
    if found is None:
        raise RuntimeError("backlot made no token for the account")
    return found[1]


def _free_port() -> int:
    """backlot cannot choose one itself."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with opener.open(f"{url}/gmail/v1/users/me/profile", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("backlot did not start: its words stand above")


def _target(url: str, token: str) -> Target:
    def no_way(_what: object) -> None:
        raise NotImplementedError("backlot takes no writes")

    grant = Grant.from_authorized_user(
        {
            "client_id": SECRETS.client_id,
            "client_secret": SECRETS.client_secret,
            "refresh_token": token,
            "scopes": LEAST_SCOPES,
        },
        from_google=False,
    )
    return Target(
        name="backlot",
        endpoint=Endpoint(url, url),
        now=utc_now,
        browse=lambda page: browse(page, ALEX),
        deliver=no_way,
        send=no_way,
        grant=grant,
    )
