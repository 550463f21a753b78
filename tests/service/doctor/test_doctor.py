"""The doctor names what is ill and how to mend it, and finds nothing wrong where nothing is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from service.cli.app import app
from service.doctor import Check, Health, examine
from service.doctor.there import clock
from tests.story.conftest import world as world  # noqa: PLC0414  the fixture, for these tests too
from tests.story.letters_in import ALEX, at
from tests.story.test_main_job import confirmed
from tests.story.world import World

NOW = at("2026-03-02 16:00")


def found(world: World, lines: str = "") -> dict[str, Check]:
    """What the doctor says of this world, by the name of the check."""
    if lines:
        world.config.write_text(world.config.read_text() + lines)
    return {check.name: check for check in examine(world.config, world.environ, NOW)}


def asked(world: World, **environ: str) -> Result:
    keyring = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    return CliRunner().invoke(
        app, ["doctor", "--config", str(world.config)], env=world.environ | keyring | environ
    )


def test_a_connected_account_is_well(world: World) -> None:
    confirmed(world)
    checks = found(world)
    assert checks["account"].health is Health.WELL, checks["account"]
    assert ALEX in checks["account"].found
    for name in ("config", "disk", "database", "quota", "language model", "versions"):
        assert checks[name].health is Health.WELL, checks[name]
    assert checks["endpoint"].health is Health.MIND, "it is not Google's"


def test_an_account_that_was_never_connected_or_lost_its_grant_asks_for_connect(
    world: World,
) -> None:
    assert found(world)["account"].reconnect
    confirmed(world)
    world.sandbox.revoke(ALEX)
    lost = found(world)["account"]
    assert lost.reconnect
    assert "afterword connect" in lost.mend


def test_a_damaged_token_asks_for_connect(world: World) -> None:
    confirmed(world)
    world.home.tokens.save(ALEX, "{")
    assert "damaged" in found(world)["account"].found


def test_a_box_left_unticked_is_told(world: World) -> None:
    confirmed(world)
    grant = json.loads(world.home.tokens.load(ALEX) or "")
    grant["scopes"] = [scope for scope in grant["scopes"] if "compose" not in scope]
    world.home.tokens.save(ALEX, json.dumps(grant))
    assert "gmail.compose" in found(world)["account"].found


def test_a_mistake_in_the_config_is_told_with_its_line_and_ends_the_visit(world: World) -> None:
    checks = found(world, "[policy.thank_you]\nopens = 'soon'\n")
    assert checks["config"].health is Health.ILL
    assert "policy.thank_you.opens" in checks["config"].found
    assert "account" not in checks


def test_a_server_that_is_not_there_is_told(world: World) -> None:
    gone = world.environ | {"AFTERWORD_GMAIL_ENDPOINT": "http://127.0.0.1:9"}
    checks = {check.name: check for check in examine(world.config, gone, NOW)}
    assert checks["endpoint"].health is Health.ILL
    assert "clock" not in checks


def test_a_running_service_is_seen_and_a_stuck_one_told(world: World) -> None:
    confirmed(world)
    assert found(world)["service"].health is Health.MIND
    with world.fresh_store().exclusive():
        assert found(world)["service"].health is Health.WELL
        later = NOW + timedelta(hours=5)
        checks = {check.name: check for check in examine(world.config, world.environ, later)}
        assert checks["service"].health is Health.ILL


@pytest.mark.parametrize(
    ("date", "health"),
    [
        ("Mon, 02 Mar 2026 16:00:30 GMT", Health.WELL),
        ("Mon, 02 Mar 2026 16:10:00 GMT", Health.ILL),
        ("Mon, 02 Mar 2026 15:50:00 GMT", Health.ILL),
        ("yesterday", Health.MIND),
        (None, Health.MIND),
    ],
)
def test_the_clock_is_compared_with_the_servers(date: str | None, health: Health) -> None:
    assert clock(date, NOW).health is health


@pytest.mark.parametrize(
    ("endpoint", "health"),
    [("http://127.0.0.1:11434/v1", Health.WELL), ("https://models.example/v1", Health.MIND)],
)
def test_what_a_language_model_would_be_shown_is_said(
    world: World, endpoint: str, health: Health
) -> None:
    check = found(world, f'[letters.polish]\nendpoint = "{endpoint}"\n')["language model"]
    assert check.health is health
    assert endpoint in check.found
    assert "the body of each letter" in check.found


def damaged(world: World) -> Path:
    """A stretch of the file overwritten, as by a failing disk; always the same bytes."""
    world.home.store.close()
    (path,) = world.folder.rglob("afterword.db")
    with sqlite3.connect(path) as connection:
        connection.execute("create table filler (x)")
        connection.executemany("insert into filler values (?)", [("y" * 900,)] * 400)
        connection.commit()
        connection.execute("pragma wal_checkpoint(truncate)")
    raw = bytearray(path.read_bytes())
    raw[-200_000:-100_000] = bytes(n * 89 % 251 for n in range(100_000))
    path.write_bytes(raw)
    return path


def newer(world: World) -> None:
    world.home.store.close()
    (path,) = world.folder.rglob("afterword.db")
    with sqlite3.connect(path) as connection:
        connection.execute("update alembic_version set version_num = '9999'")


@pytest.mark.parametrize(("harm", "told"), [(damaged, "is damaged"), (newer, "newer version")])
def test_an_ill_database_is_told(world: World, harm: Callable[[World], Any], told: str) -> None:
    confirmed(world)
    harm(world)
    check = found(world)["database"]
    assert check.health is Health.ILL
    assert told in check.found


def test_templates_that_cannot_be_used_are_told_each(world: World) -> None:
    folder = world.config.parent / "own" / "en"
    folder.mkdir(parents=True)
    (folder / "thank_you.j2").write_text("{{ nobody }}")
    check = found(world, '[letters]\ntemplates = "own"\n')["templates"]
    assert check.health is Health.ILL
    assert "thank_you.j2:1" in check.found


def test_the_command_ends_with_what_programs_may_rely_on(world: World) -> None:
    confirmed(world)
    run = asked(world)
    checks = {check["check"]: check for check in json.loads(run.stdout)["checks"]}
    assert checks["account"]["health"] == "well"
    world.sandbox.revoke(ALEX)
    lost = {c["check"]: c["health"] for c in json.loads(asked(world).stdout)["checks"]}
    assert lost["account"] == "ill"
    assert asked(world, AFTERWORD_GMAIL_ENDPOINT="http://127.0.0.1:9").exit_code == 1
