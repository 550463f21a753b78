"""What machines are told of the service: its health, its figures, and systemd's words."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from gmail.quota import QuotaMeter
from service.app import App
from service.monitor import systemd
from service.monitor.metrics import rendered
from service.monitor.pulse import STILL, Pulse
from service.monitor.server import monitor
from service.wiring import gmail_mailbox
from tests.story.conftest import world as world  # noqa: PLC0414  the fixture, for these tests too
from tests.story.letters_in import ALEX, at, invitation
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World

NOW = at("2026-03-06 21:00")


def figures(world: World, meter: QuotaMeter | None = None) -> dict[str, float]:
    text = rendered(
        world.home.store, Pulse(NOW), {ALEX: meter or QuotaMeter()}, world.clock.now()
    ).decode()
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_the_figures_say_how_the_service_stands(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    found = figures(world)
    assert found["afterword_drafts_placed_total"] == 1
    assert found['afterword_follow_ups{state="placed"}'] == 1
    assert found[f'afterword_token_ok{{account="{ALEX}"}}'] == 1
    assert found[f'afterword_cursor_age_seconds{{account="{ALEX}"}}'] == 0
    assert found[f'afterword_messages_waiting{{account="{ALEX}"}}'] == 0
    assert found["afterword_next_wakeup_timestamp_seconds"] > NOW.timestamp()
    world.clock.set(NOW + timedelta(hours=1))
    assert figures(world)[f'afterword_cursor_age_seconds{{account="{ALEX}"}}'] == 3600


def test_a_lost_grant_shows(world: World) -> None:
    confirmed(world)
    world.sandbox.revoke(ALEX)
    world.go_to("2026-03-03 10:00")
    assert figures(world)[f'afterword_token_ok{{account="{ALEX}"}}'] == 0


def test_reading_and_quota_are_counted(world: World) -> None:
    world.arrives(invitation(), "2026-03-02 15:00")
    world.connect()
    meter = QuotaMeter()
    store, home, clock = world.home.store, world.home, world.clock
    app = App(
        store,
        home.settings,
        clock,
        lambda account: gmail_mailbox(home, account, clock.now, meter=meter),
    )
    app.run_once()
    seconds, read = app.pulse.reading
    assert read >= 1
    assert seconds > 0
    assert figures(world, meter)[f'afterword_quota_units_used{{account="{ALEX}"}}'] > 0


def test_a_service_without_a_sign_of_life_is_not_healthy() -> None:
    pulse = Pulse(NOW)
    assert pulse.beats(NOW + STILL / 2)
    assert not pulse.beats(NOW + STILL)
    pulse.beat(NOW + STILL)
    assert pulse.beats(NOW + STILL)


@contextmanager
def served(healthy: bool = True) -> Iterator[Callable[..., tuple[int, bytes]]]:
    with monitor(0, lambda: healthy, lambda: b"afterword_up 1\n") as port:

        def get(path: str, host: str = f"127.0.0.1:{port}") -> tuple[int, bytes]:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            try:
                connection.request("GET", path, headers={"Host": host})
                answer = connection.getresponse()
                return answer.status, answer.read()
            finally:
                connection.close()

        yield get


def test_the_page_is_served_on_loopback() -> None:
    with served() as get:
        assert get("/healthz") == (200, b'{"healthy": true}')
        assert get("/metrics") == (200, b"afterword_up 1\n")
        assert get("/elsewhere")[0] == 404
    with served(healthy=False) as get:
        assert get("/healthz") == (503, b'{"healthy": false}')


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", ""])
def test_another_name_for_this_machine_gets_nothing(host: str) -> None:
    with served() as get:
        assert get("/metrics", host)[0] == 403


def test_systemd_is_told_where_it_listens_and_nobody_else(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        systemd.notify(systemd.READY, {"NOTIFY_SOCKET": str(tmp_path / "notify")})
        assert ear.recv(100) == b"READY=1"
    systemd.notify(systemd.READY, {"NOTIFY_SOCKET": str(tmp_path / "notify")})  # nobody listens
    systemd.notify(systemd.READY, {})


def test_the_service_is_ready_answers_and_stops_when_it_is_told(
    world: World, tmp_path: Path
) -> None:
    """One real process: systemd's words, the health page, SIGHUP, SIGTERM."""
    confirmed(world)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    world.edits(f'[gmail]\npoll_interval = "24h"\n[monitor]\nport = {port}\n')
    looks = looks_at_the_mail(world)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(60)
        process = start(world, NOTIFY_SOCKET=str(tmp_path / "notify"))
        try:
            assert ear.recv(100) == b"READY=1"
            page = f"http://127.0.0.1:{port}/healthz"
            with urllib.request.urlopen(page, timeout=30) as answer:
                assert json.loads(answer.read()) == {"healthy": True}
            assert looks.acquire(timeout=60)
            process.send_signal(signal.SIGHUP)
            assert looks.acquire(timeout=60), "SIGHUP looks at the mail at once, not after a day"
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        assert ear.recv(100) == b"STOPPING=1"


def test_the_watchdog_is_fed_twice_in_its_time(world: World, tmp_path: Path) -> None:
    confirmed(world)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(60)
        process = start(world, NOTIFY_SOCKET=str(tmp_path / "notify"), WATCHDOG_USEC="200000")
        try:
            said = {ear.recv(100) for _ in range(4)}
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
    assert said == {b"READY=1", b"WATCHDOG=1"}
    assert systemd.feed_every({"WATCHDOG_USEC": "600000000"}) == systemd.FEED_EVERY
    assert systemd.feed_every({"WATCHDOG_USEC": "20000000"}) == 10
    assert systemd.feed_every({"WATCHDOG_USEC": "soon"}) == systemd.FEED_EVERY


def test_the_page_may_come_with_the_service(world: World) -> None:
    confirmed(world)
    process = start(world, "--web", stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        link = process.stdout.readline().decode().split()[-1]
        page = requests.get(link, timeout=30)
        assert page.ok, "the link lets its owner in"
        assert "Initech" in page.text
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        process.communicate()


def start(
    world: World, *words: str, stdout: int | None = None, **environ: str
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from service.cli import main; main()", "run", *words],
        stdout=stdout,
        env={**os.environ, **world.environ, **environ, "AFTERWORD_CONFIG": str(world.config)},
        cwd=Path(__file__).parents[3],
    )


def looks_at_the_mail(world: World) -> threading.Semaphore:
    """Released whenever the history was read, which each pass does once."""
    looks = threading.Semaphore(0)

    def seen(method: str, path: str, phase: str) -> None:
        if method == "GET" and path.endswith("/history") and phase == "after":
            looks.release()

    world.sandbox.on_request(seen)
    return looks
