"""The policy in words, and what an edit changes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.config import Settings
from service.config.files import parsed
from service.explain.policy_words import changes, in_words

BASE = '[candidate]\ntime_zone = "America/New_York"\n'


def config(text: str = "") -> Settings:
    return parsed(BASE + text, Path("/x/config.toml"), Path("/data"))


def means(rule: str, settings: Settings) -> str:
    return next(words for name, words in in_words(settings) if name == rule)


def test_the_defaults_are_said_in_plain_words() -> None:
    assert means("thank you", config()) == (
        "Opens 24 hours after the interview's end and closes 48 hours after it; 08:00-20:00 on any "
        "day."
    )
    assert means("gap", config()) == "At least 7 days between two letters of yours."
    status = means("status check", config())
    assert "1 working day after the day they promised, for 7 days" in status
    assert "from 7 days to 14 days after the interview or their last word" in status
    assert "09:00-17:00 on working days (none are Saturday, Sunday)" in status


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ('country = "US"\nregion = "NY"\n', "status check", "holidays of US-NY"),
        ("[policy.thank_you]\nenabled = false\n", "thank you", "turned off"),
        ("[policy.status_check]\nenabled = false\n", "final check", "turned off"),
        ("[policy.close]\nenabled = false\n", "close", "turned off"),
        ('[policy.close]\ndays = "working"\n', "close", "on working days"),
        ('[policy]\npauses = ["2026-07-01 to 2026-07-14"]\n', "away", "2026-07-01 to 2026-07-14"),
        (
            '[[policy.overrides]]\ncompany = "Initech"\nthank_you = { enabled = false }\n',
            "override",
            "For company Initech: thank_you.enabled = false.",
        ),
    ],
)
def test_each_rule_that_is_set_is_said(text: str, rule: str, words: str) -> None:
    assert words in means(rule, config(text))


def test_an_edit_is_told_key_by_key_as_people_write_it() -> None:
    edited = config(
        '[policy]\nminimum_gap = "10d"\npauses = ["2026-07-01"]\n'
        "[policy.thank_you]\nenabled = false\n"
    )
    assert changes(config(), edited) == [
        ("policy.minimum_gap", "7 days", "10 days"),
        ("policy.pauses", "not set", "2026-07-01"),
        ("policy.thank_you.enabled", "true", "false"),
    ]
    assert changes(config(), config()) == []
