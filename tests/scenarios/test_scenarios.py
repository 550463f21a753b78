"""Every scenario, through preview and through the live service: the same letters, as expected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.cast import CAST
from tests.scenarios.lived import lived
from tests.scenarios.previewed import previewed
from tests.scenarios.tale import Letter, Outcome, Scenario, scenarios
from tests.scenarios.told import Told

CASES = [pytest.param(scenario, id=name) for name, scenario in scenarios()]


@pytest.mark.parametrize("scenario", CASES)
def test_the_letters_are_as_expected_lived_and_previewed(
    scenario: Scenario, tmp_path: Path
) -> None:
    for way in ("live", "preview"):
        (tmp_path / way).mkdir()
    told = lived(scenario, tmp_path / "live")
    assert not (found := disagreements(scenario, told)), "\n".join(found)
    if not scenario.live_only:
        seen = previewed(scenario, tmp_path / "preview")
        assert not (parted := differences(seen.follow_ups, told.follow_ups)), "\n".join(parted)
        assert seen.applications == told.applications


def differences(seen: list[dict[str, Any]], lived: list[dict[str, Any]]) -> list[str]:
    """Where preview and life part, in words."""
    if len(seen) != len(lived):
        return [f"{len(seen)} follow-ups previewed, {len(lived)} lived: {seen} {lived}"]
    flat = [
        tuple({**each, **(each["draft"] or {})} for each in pair)
        for pair in zip(seen, lived, strict=True)
    ]
    return [
        f"{one['stage']} {name}: previewed {one.get(name)!r}, lived {other.get(name)!r}"
        for one, other in flat
        for name in sorted({*one, *other} - {"draft"})
        if one.get(name) != other.get(name)
    ]


def disagreements(scenario: Scenario, told: Told) -> list[str]:
    """What is otherwise than the scenario says, in words."""
    found: list[str] = []
    left = told.follow_ups
    for letter in scenario.letters:
        mine = next((each for each in left if _about(letter, each)), None)
        if mine is None:
            found.append(f"no follow-up for {letter}; left are {[_short(each) for each in left]}")
            continue
        left.remove(mine)
        found += _wrong(letter, mine)
    found += [f"an unexpected draft: {_short(each)}" for each in left if each["draft"]]
    applications = told.applications
    if scenario.applications and len(applications) != len(scenario.applications):
        found.append(f"other applications: {applications}")
    for outcome in scenario.applications:
        found += _otherwise(outcome, applications, told)
    return found


def _about(letter: Letter, each: dict[str, Any]) -> bool:
    """The follow-up a line speaks of: of this stage and interview, and of this recipient if one
    of several."""
    if each["stage"] != letter.stage or not each["interview_start"].startswith(letter.of):
        return False
    draft = each["draft"]
    to = CAST[letter.to].email if letter.to else None
    return (draft["to"][0] if draft else None) in (to, None) and (to is None or draft is not None)


def _wrong(letter: Letter, each: dict[str, Any]) -> list[str]:
    draft = each["draft"] or {}
    parts = [
        (letter.state, each["state"], False),
        (letter.opens.replace(" ", "T"), each["opens_at"] or "", True),
        (letter.closes.replace(" ", "T"), each["closes_at"] or "", True),
        (letter.placed.replace(" ", "T"), draft.get("placed_at", ""), True),
        (letter.subject, draft.get("subject", ""), False),
    ]
    wrong = [
        f"{letter.stage}: {found!r} instead of {wanted!r} ({each['reason']})"
        for wanted, found, begins in parts
        if wanted and not (found.startswith(wanted) if begins else found == wanted)
    ]
    for words, text in ((letter.because, each["reason"]), (letter.says, draft.get("body", ""))):
        if words not in text:
            wrong.append(f"{letter.stage}: {words!r} is not in {text!r}")
    return wrong


def _otherwise(outcome: Outcome, applications: list[dict[str, Any]], told: Told) -> list[str]:
    mine = [
        each
        for each in applications
        if each["company"] == outcome.company and outcome.role in (each["role"] or "")
    ]
    if not mine:
        return [f"no application at {outcome.company} ({outcome.role}): {applications}"]
    wrong = []
    if (mine[0]["outcome"] or "") != outcome.outcome:
        wrong.append(f"the outcome is {mine[0]['outcome']!r}, not {outcome.outcome!r}")
    reminder = told.reminders.get((mine[0]["company"], mine[0]["role"]), "")
    if outcome.needs and outcome.needs not in reminder:
        wrong.append(f"{outcome.needs!r} is not in the reminder {reminder!r}")
    return wrong


def _short(each: dict[str, Any]) -> str:
    to = each["draft"]["to"] if each["draft"] else "-"
    window = f"{each['opens_at']}..{each['closes_at']}"
    when = f"{each['interview_start']} {each['stage']}"
    return f"{when} {each['state']} {window} to {to}: {each['reason']}"
