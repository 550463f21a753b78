"""The config file: TOML into strict settings, with errors a person can act on."""

from service.config.errors import ConfigError, Problem
from service.config.files import config_path, data_folder, load
from service.config.settings import Settings
from service.config.watch import ConfigWatch

__all__ = [
    "ConfigError",
    "ConfigWatch",
    "Problem",
    "Settings",
    "config_path",
    "data_folder",
    "load",
]
