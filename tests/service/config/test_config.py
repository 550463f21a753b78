"""Reading the config: what a person wrote, what it means, and what is said of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.config import ConfigError, ConfigWatch, Settings, config_path, data_folder, load

NOTHING: dict[str, str] = {}
TWO_OVERRIDES = """\
[[policy.overrides]]
company = 'A'
[[policy.overrides]]
company = 'B'
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> list[str]:
    """The problems of a config, without the file's name."""
    path = written(folder, text)
    with pytest.raises(ConfigError) as caught:
        load(path, environ=NOTHING)
    assert all(str(problem).startswith(str(path)) for problem in caught.value.problems)
    return [str(problem).removeprefix(str(path)) for problem in caught.value.problems]


def test_the_block_of_the_design_is_understood(tmp_path: Path) -> None:
    settings = load(
        written(
            tmp_path,
            """
mode = "preview"
[candidate]
name = "Alex Morgan"
email = "Alex@Example.com"
aliases = ["alex@example.org"]
time_zone = "America/New_York"
country = "US"
region = "NY"
[policy.thank_you]
enabled = true
opens = "24h"
closes = "48h"
hours = "08:00-20:00"
days = "any"
[policy]
minimum_gap = "7d"
""",
        ),
        environ=NOTHING,
    )
    assert settings.mode == "preview"
    assert settings.candidate.email == "alex@example.com"
    assert settings.candidate.zone.key == "America/New_York"
    assert settings.policy == Settings().policy


def test_nothing_need_be_written(tmp_path: Path) -> None:
    settings = load(None, environ={"AFTERWORD_HOME": str(tmp_path)})
    assert settings.candidate.email is None
    assert settings.mode == "draft"
    assert settings.candidate.zone.key
    assert settings.store.url == f"sqlite:///{tmp_path / 'afterword.db'}"


def test_the_environment_says_where_config_and_data_lie(tmp_path: Path) -> None:
    home = {"AFTERWORD_HOME": str(tmp_path)}
    named = home | {"AFTERWORD_CONFIG": "~/mine.toml"}
    assert config_path(None, home) == tmp_path / "config.toml"
    assert config_path(None, named) == Path("~/mine.toml").expanduser()
    assert config_path(tmp_path / "x.toml", named) == tmp_path / "x.toml"
    assert config_path(None, NOTHING).name == "config.toml"
    assert data_folder(home) == tmp_path
    assert data_folder(NOTHING).name == "afterword"


def test_paths_are_taken_from_the_configs_folder(tmp_path: Path) -> None:
    text = '[gmail]\nclient_secrets = "client.json"\n[letters]\ntemplates = "~/letters"\n'
    settings = load(written(tmp_path, text), environ=NOTHING)
    assert settings.gmail.client_secrets == tmp_path / "client.json"
    assert settings.letters.templates == Path("~/letters").expanduser()


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    for chosen, environ in (
        (tmp_path / "no.toml", NOTHING),
        (None, {"AFTERWORD_CONFIG": str(tmp_path / "no.toml")}),
    ):
        with pytest.raises(ConfigError, match=r"no\.toml: found no such file"):
            load(chosen, environ=environ)


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = """
mode = "drafts"
[candidate]
email = "alex"
time_zone = "New York"
[gmail]
lookback_days = "45"
colours = true
[policy.thank_you]
opens = "soon"
"""
    told = mistakes(tmp_path, text)
    assert [problem.split(", expected ")[0] for problem in told] == [
        ':2: mode: found "drafts"',
        ':4: candidate.email: found "alex"',
        ':5: candidate.time_zone: found "New York"',
        ':7: gmail.lookback_days: found "45"',
        ":8: gmail.colours: found an unknown key",
        ':10: policy.thank_you.opens: found "soon"',
    ]
    assert told[0].endswith('expected "draft" or "preview"')
    assert told[2].endswith("expected the name of a time zone, such as Europe/Berlin")
    assert "expected one of client_secrets, lookback_days" in told[4]
    assert "5 working days" in told[5]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[candidate]\nregion = 'NY'", ':2: candidate.region: found "NY", expected a country bes'),
        ("[candidate]\ncountry = 'XX'", ':2: candidate.country: found "XX", expected the code of'),
        (
            "candidate = {country = 'NZ', region = 'NY'}",
            ':1: candidate.region: found "NY", expected a region of NZ: one of',
        ),
        ("[gmail]\npoll_interval = '1d'", ':2: gmail.poll_interval: found "1d", expected sec'),
        ("[gmail]\nclient_secrets = 5", ":2: gmail.client_secrets: found 5, expected a path"),
        ("[gmail]\nlookback_days = 0", ":2: gmail.lookback_days: found 0, expected at least 1"),
        ("[store]\nurl = ['a']", ":2: store.url: found a value, expected text in quotes"),
        ("gmail = 3", ":1: gmail: found 3, expected a table"),
        ("[policy.thank_you]\nopen = '1h'", ":2: policy.thank_you.open: found an unknown key, exp"),
        (
            "[policy.thank_you]\n\nopens = '60h'",
            ':1: policy.thank_you.closes: found "48 hours", expected more than opens',
        ),
        (
            f"{TWO_OVERRIDES}[policy.overrides.thank_you]\nopens = 'x'",
            ':6: policy.overrides.1.thank_you.opens: found "x", expected a length of time',
        ),
        (
            f"{TWO_OVERRIDES}thank_you.opens = '60h'",
            ":1: policy.overrides: found a list, expected for B: thank_you.closes to be more than",
        ),
        ("[gmail\n", ":1: found Expected"),
        ("mode = 'draft'\nmode = 'preview'", ":2: found Cannot overwrite a value, expected valid"),
        ("mode = ", ":1: found Invalid value, expected valid TOML"),
    ],
)
def test_a_mistake_is_told_with_line_key_found_and_expected(
    tmp_path: Path, text: str, told: str
) -> None:
    (problem,) = mistakes(tmp_path, text)
    assert problem.startswith(told)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        load(path, environ=NOTHING)


def test_an_editors_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffmode = 'preview'")
    assert load(path, environ=NOTHING).mode == "preview"


def test_an_edit_is_noticed_once(tmp_path: Path) -> None:
    watch = ConfigWatch(written(tmp_path, "mode = 'draft'"), NOTHING)
    assert watch.poll() is None
    written(tmp_path, "mode = 'preview'")
    edited = watch.poll()
    assert isinstance(edited, Settings)
    assert edited.mode == "preview"
    assert watch.poll() is None


def test_a_bad_edit_is_told_once_and_a_mended_one_taken(tmp_path: Path) -> None:
    watch = ConfigWatch(written(tmp_path, "mode = 'draft'"), NOTHING)
    written(tmp_path, "mode = 'x'")
    assert isinstance(watch.poll(), ConfigError)
    assert watch.poll() is None
    written(tmp_path, "mode = 'draft'")
    assert isinstance(watch.poll(), Settings)


def test_a_config_that_goes_away_leaves_the_last_good_one(tmp_path: Path) -> None:
    path = written(tmp_path, "mode = 'draft'")
    watch = ConfigWatch(path, NOTHING)
    path.rename(tmp_path / "away.toml")
    assert isinstance(watch.poll(), ConfigError)
    assert watch.poll() is None
    (tmp_path / "away.toml").rename(path)
    assert isinstance(watch.poll(), Settings)


def test_a_config_may_come_later(tmp_path: Path) -> None:
    environ = {"AFTERWORD_HOME": str(tmp_path)}
    watch = ConfigWatch(config_path(None, environ), environ)
    assert watch.poll() is None
    written(tmp_path, "mode = 'preview'")
    found = watch.poll()
    assert isinstance(found, Settings)
    assert found.mode == "preview"


def test_the_machines_zone_travels_with_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    watch = ConfigWatch(written(tmp_path, ""), NOTHING)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    found = watch.poll()
    assert isinstance(found, Settings)
    assert found.candidate.zone.key == "Europe/Berlin"


def test_the_environment_may_name_the_monitors_port(tmp_path: Path) -> None:
    path = written(tmp_path, "[monitor]\nport = 1234\n")
    assert load(path, environ={"AFTERWORD_MONITOR_PORT": "8474"}).monitor.port == 8474
    assert load(path, environ={"AFTERWORD_MONITOR_PORT": ""}).monitor.port == 1234
    for wrong in ("many", "70000"):
        with pytest.raises(ConfigError, match=f'MONITOR_PORT: found "{wrong}", expected a port'):
            load(path, environ={"AFTERWORD_MONITOR_PORT": wrong})
