"""docs/timing.md says what the code does."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from scheduler.policy import Policy
from scheduler.reasons import Rule, Words
from scheduler.timeline import SentLetter, Timeline, Verdict
from scheduler.windows import decide
from tests.scheduler.told import NEW_YORK, interview

TEXT = (Path(__file__).parents[2] / "docs" / "timing.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\w{3} \d+ \w+ \d{4}, \d\d:\d\d) \| (.+) \|$", re.MULTILINE)
DELAY = {"thank_you": timedelta(hours=5, minutes=30)}


def played() -> list[tuple[str, str]]:
    """The story of the table: from change to change, each letter sent some time after it is due."""
    told, when = interview(), Words(NEW_YORK).when
    rows = [(when(told.end), "the interview ends")]
    now = told.end
    while (decisions := decide(told, Policy(), NEW_YORK, now)).next_change is not None:
        now = decisions.next_change
        for decision in decide(told, Policy(), NEW_YORK, now).stages:
            if decision.verdict is Verdict.OPEN and decision.window is not None:
                closes = when(decision.window.closes_at)
                rows.append((when(now), f"{decision.stage} is due, until {closes}"))
                now += DELAY.get(decision.stage, timedelta(hours=1))
                rows.append((when(now), f"{decision.stage} is sent"))
                told = sent(told, SentLetter(now, decision.stage))
        if now == decisions.silent_at:
            rows.append((when(now), "closed as silent"))
    return rows


def sent(told: Timeline, letter: SentLetter) -> Timeline:
    return Timeline(told.start, told.end, letters=(*told.letters, letter))


def test_the_worked_month_is_what_the_rules_give() -> None:
    assert ROW.findall(TEXT) == played()


def test_every_rule_is_explained_and_no_other() -> None:
    section = TEXT.split("## The rules by name")[1].split("## A month")[0]
    named = re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (.+?) \|", section, re.MULTILINE)))
    assert sorted(named) == sorted(Rule)


def test_the_reasons_are_in_english_whatever_the_machine_speaks() -> None:
    assert Words(NEW_YORK).day(datetime(2026, 12, 31, 12, tzinfo=NEW_YORK.zone)) == (
        "Thu 31 December 2026"
    )
