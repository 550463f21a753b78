"""Where the config and the data lie, and how a config is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import platformdirs
from pydantic import ValidationError

from service.config.errors import ConfigError, Problem
from service.config.problems import problems
from service.config.settings import MonitorSettings, Settings

NAME = "afterword"
MONITOR_PORT = "AFTERWORD_MONITOR_PORT"


def config_path(chosen: Path | None, environ: Mapping[str, str]) -> Path:
    """The config file: as chosen, else AFTERWORD_CONFIG, else in AFTERWORD_HOME, else the user's.

    It need not exist: every key has a default.
    """
    if chosen is not None:
        return chosen
    if named := environ.get("AFTERWORD_CONFIG"):
        return Path(named).expanduser()
    if home := environ.get("AFTERWORD_HOME"):
        return Path(home).expanduser() / "config.toml"
    return Path(platformdirs.user_config_dir(NAME, appauthor=False)) / "config.toml"


def data_folder(environ: Mapping[str, str]) -> Path:
    """Where the database and, without a keyring, the tokens lie: AFTERWORD_HOME, or the user's."""
    if home := environ.get("AFTERWORD_HOME"):
        return Path(home).expanduser()
    return Path(platformdirs.user_data_dir(NAME, appauthor=False))


def load(chosen: Path | None, *, environ: Mapping[str, str]) -> Settings:
    """The settings of a config file; all defaults where no file is.

    ConfigError tells every mistake at once. A file that was named must exist.
    """
    path = config_path(chosen, environ)
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors begin with a mark
    except FileNotFoundError:
        if chosen is not None or environ.get("AFTERWORD_CONFIG"):
            raise ConfigError([Problem(path, None, "", "no such file", "a config file")]) from None
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(path, None, "", str(error), "a readable text file in UTF-8")
        raise ConfigError([problem]) from error
    settings = parsed(text, path, data_folder(environ))
    if port := environ.get(MONITOR_PORT):
        settings = settings.model_copy(update={"monitor": _monitor_at(port)})
    return settings


def _monitor_at(port: str) -> MonitorSettings:
    """The port that the environment names: a container's health check must know it beforehand."""
    try:
        return MonitorSettings(port=int(port))
    except ValueError as error:
        problem = Problem(
            Path("environment"), None, MONITOR_PORT, f'"{port}"', "a port from 0 to 65535"
        )
        raise ConfigError([problem]) from error


def parsed(text: str, path: Path, data: Path) -> Settings:
    """The settings that a config's text states; paths in it are taken from the file's folder."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_syntax(path, text, str(error))]) from error
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(problems(path, text, error, Settings)) from error
    return _placed(settings, path.absolute().parent, data)


def _placed(settings: Settings, folder: Path, data: Path) -> Settings:
    def beside(path: Path | None) -> Path | None:
        return folder / path.expanduser() if path is not None else None

    gmail = settings.gmail.model_copy(
        update={"client_secrets": beside(settings.gmail.client_secrets)}
    )
    letters = settings.letters.model_copy(update={"templates": beside(settings.letters.templates)})
    url = settings.store.url or f"sqlite:///{data / 'afterword.db'}"
    store = settings.store.model_copy(update={"url": url})
    return settings.model_copy(update={"gmail": gmail, "letters": letters, "store": store})


def _syntax(path: Path, text: str, message: str) -> Problem:
    """tomllib gives the line in words, or "end of document"."""
    line = re.search(r"line (\d+)", message)
    reason = re.sub(r"\s*\(at .*\)$", "", message)
    return Problem(path, int(line[1]) if line else text.count("\n") + 1, "", reason, "valid TOML")
