"""docs/configuration.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from gmail import endpoint
from service.config.files import parsed

TEXT = (Path(__file__).parents[3] / "docs" / "configuration.md").read_text(encoding="utf-8")


def test_every_environment_variable_is_documented() -> None:
    named = set(re.findall(r"^\| `(AFTERWORD_\w+)`", TEXT, re.MULTILINE))
    assert named == {
        "AFTERWORD_CONFIG",
        "AFTERWORD_HOME",
        "AFTERWORD_MONITOR_PORT",
        endpoint.GMAIL_VARIABLE,
        endpoint.OAUTH_VARIABLE,
    }


def test_the_override_shown_is_a_valid_one() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    rules = parsed(example, Path("/x/config.toml"), Path("/data")).policy.for_(company="Initech")
    assert not rules.thank_you.enabled
    assert str(rules.status_check.opens) == "10 days"
