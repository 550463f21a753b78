"""`afterword init`: a first config that is whole, true of this machine, and overwrites nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from service.config.files import parsed
from service.first_config import Known, example, first_config
from tests.service.cli.test_cli import afterword

ALL_KNOWN = Known('Alex "Lex" Morgan', "alex@example.com", "Europe/Berlin", "DE", None)
NOTHING_KNOWN = Known(None, None, "Etc/UTC", None, None)


def test_what_is_known_is_filled_in_and_every_comment_stays() -> None:
    text = first_config(ALL_KNOWN, "draft")
    settings = parsed(text, Path("/c/config.toml"), Path("/c"))
    assert settings.candidate.name == 'Alex "Lex" Morgan'
    assert settings.candidate.email == "alex@example.com"
    assert settings.candidate.time_zone == "Europe/Berlin"
    assert settings.candidate.country == "DE"
    assert settings.mode == "draft"
    assert text.count("#") >= example().count("#") - 4, "a key that came to life loses its mark"
    assert len(text.splitlines()) == len(example().splitlines())


def test_what_is_not_known_stays_a_comment() -> None:
    text = first_config(NOTHING_KNOWN, "preview")
    candidate = tomllib.loads(text)["candidate"]
    assert "email" not in candidate
    assert "country" not in candidate
    assert candidate["name"] == ""


def test_another_weekend_goes_into_every_stage() -> None:
    known = Known(None, None, "Asia/Jerusalem", "IL", ("friday", "saturday"))
    policy = tomllib.loads(first_config(known, "draft"))["policy"]
    stages = ("thank_you", "status_check", "final_check", "close")
    assert {tuple(policy[stage]["weekend"]) for stage in stages} == {("friday", "saturday")}


@pytest.mark.parametrize(
    ("language", "country"),
    [("en_US.UTF-8", "US"), ("de_DE", "DE"), ("C.UTF-8", None), ("xx_QQ", None)],
)
def test_the_country_is_that_of_the_machines_language(
    tmp_path: Path, language: str, country: str | None
) -> None:
    run = afterword("init", home=tmp_path, LC_ALL=language, LANG=language)
    assert run.returncode == 0, run.stderr
    written = tomllib.loads((tmp_path / "config.toml").read_text())
    assert written["candidate"].get("country") == country
    assert written["mode"] == "preview", "nobody at a terminal was asked: nothing is placed"


def test_a_config_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("# mine\n")
    run = afterword("init", "--mode", "draft", home=tmp_path)
    assert run.returncode == 2
    assert b"is there already" in run.stderr
    assert (tmp_path / "config.toml").read_text() == "# mine\n"


def test_a_mode_that_is_none_is_told(tmp_path: Path) -> None:
    run = afterword("init", "--mode", "send", home=tmp_path)
    assert run.returncode == 2
    assert b'"preview" or "draft"' in run.stderr
