"""The policy: what may be said, what makes no sense, and whose rules win."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from scheduler.duration import Duration
from scheduler.policy import WEEK, Policy, Stage


def policy(**keys: Any) -> Policy:
    return Policy.model_validate(keys)


def problem(**keys: Any) -> tuple[str, str]:
    """The first mistake: its key, and what was expected."""
    with pytest.raises(ValidationError) as caught:
        policy(**keys)
    wrong = caught.value.errors()[0]
    return ".".join(map(str, wrong["loc"])), wrong["msg"]


def test_the_defaults_are_the_table_of_the_design() -> None:
    rules = Policy()
    shown = {
        stage.value: (str(rules.of(stage).opens), str(rules.of(stage).closes)) for stage in Stage
    }
    assert shown == {
        "thank_you": ("24 hours", "48 hours"),
        "status_check": ("7 days", "14 days"),
        "final_check": ("7 days", "14 days"),
    }
    assert str(rules.status_check.promise_grace) == "1 working day"
    assert str(rules.status_check.promise_window) == "7 days"
    assert (str(rules.minimum_gap), str(rules.close.opens)) == ("7 days", "14 days")
    assert (str(rules.thank_you.hours), rules.thank_you.days) == ("08:00-20:00", "any")
    assert (str(rules.status_check.hours), rules.status_check.days) == ("09:00-17:00", "working")
    assert (str(rules.final_check.hours), rules.final_check.days) == ("09:00-17:00", "working")


def test_a_table_may_name_a_few_keys_and_keep_the_rest() -> None:
    rules = policy(thank_you={"opens": "12h"})
    assert str(rules.thank_you.opens) == "12 hours"
    assert str(rules.thank_you.closes) == "48 hours"


def test_every_table_takes_the_same_keys() -> None:
    keys = {"enabled": False, "opens": "1d", "closes": "3d", "hours": "10:00-11:00", "days": "any"}
    rules = policy(thank_you=keys, status_check=keys, final_check=keys, close=keys)
    assert not any(rules.of(stage).enabled for stage in Stage)
    assert str(rules.close.closes) == "3 days"


@pytest.mark.parametrize(
    ("keys", "where", "expected"),
    [
        ({"thank_you": {"opens": "60h"}}, "thank_you.closes", 'more than opens, which is "60 h'),
        ({"thank_you": {"opens": 24}}, "thank_you.opens", "a length of time"),
        ({"minimum_gap": "-1d"}, "minimum_gap", "a length of time"),
        ({"status_check": {"hours": "20:00-02:00"}}, "status_check.hours", "hours of one day"),
        ({"status_check": {"weekend": list(WEEK)}}, "status_check.weekend", "at least one day"),
        ({"status_check": {"promise_window": "0d"}}, "status_check.promise_window", "above zero"),
        ({"thank_you": {"enabled": "yes"}}, "thank_you.enabled", "boolean"),
        ({"thank_you": {"open": "24h"}}, "thank_you.open", "not permitted"),
        ({"interview_length": {"video": "1d"}}, "interview_length.video", "minutes or hours"),
        ({"pauses": ["july"]}, "pauses.0", "days away"),
        ({"overrides": [{"close": {}}]}, "overrides.0", "a company, a domain or a thread"),
    ],
)
def test_a_mistake_names_its_key_and_what_was_expected(
    keys: dict[str, Any], where: str, expected: str
) -> None:
    found, message = problem(**keys)
    assert found == where
    assert expected in message


def test_an_override_changes_only_what_it_names() -> None:
    rules = policy(
        overrides=[{"company": "Initech", "minimum_gap": "10d", "thank_you": {"enabled": False}}]
    )
    initech = rules.for_(company="  initech ")
    assert not initech.thank_you.enabled
    assert initech.thank_you.opens == rules.thank_you.opens
    assert str(initech.minimum_gap) == "10 days"
    assert rules.for_(company="Globex") is rules


def test_a_domain_covers_its_subdomains_and_no_lookalikes() -> None:
    rules = policy(overrides=[{"domain": "initech.example", "thank_you": {"enabled": False}}])
    covered = [
        domain
        for domain in ("initech.example", "HR.Initech.example", "notinitech.example")
        if not rules.for_(domains=["agency.example", domain]).thank_you.enabled
    ]
    assert covered == ["initech.example", "HR.Initech.example"]
    assert rules.for_() is rules


def test_the_narrower_override_wins_wherever_it_stands() -> None:
    overrides = [
        {"thread": "18c0ffee", "minimum_gap": "3d"},
        {"company": "Initech", "minimum_gap": "2d"},
        {"domain": "initech.example", "minimum_gap": "1d", "thank_you": {"enabled": False}},
    ]
    rules = policy(overrides=overrides).for_(
        company="Initech", domains={"initech.example"}, threads={"18c0ffee", "t2"}
    )
    assert str(rules.minimum_gap) == "3 days"
    assert not rules.thank_you.enabled


def test_an_override_that_names_two_things_wants_both() -> None:
    rules = policy(overrides=[{"company": "Initech", "thread": "t1", "minimum_gap": "1d"}])
    assert rules.for_(company="Initech", threads={"t2"}) is rules
    assert rules.for_(company="Initech", threads={"t1"}).minimum_gap == Duration.parse("1d")


def test_an_override_must_make_sense_with_what_it_keeps() -> None:
    where, message = problem(overrides=[{"company": "Initech", "thank_you": {"closes": "3h"}}])
    assert where == "overrides"
    assert "Initech" in message
    assert "thank_you.closes" in message


def test_overrides_that_can_meet_must_make_sense_together() -> None:
    late = {"domain": "initech.example", "thank_you": {"opens": "40h"}}
    early = {"thank_you": {"opens": "1h", "closes": "30h"}}
    assert policy(overrides=[late, {"company": "Initech", **early}])
    late_company = {"company": "Initech", "thank_you": {"opens": "40h"}}
    short_thread = {"thread": "t1", "thank_you": {"closes": "30h"}}
    _, message = problem(overrides=[late_company, short_thread])
    assert "Initech and t1" in message


def test_overrides_of_two_companies_never_meet() -> None:
    one = {"company": "Initech", "thank_you": {"opens": "40h"}}
    other = {"company": "Globex", "thank_you": {"closes": "30h"}}
    assert policy(overrides=[one, other])


def test_an_interview_without_an_end_lasts_as_its_medium_usually_does() -> None:
    rules = policy(interview_length={"phone": "20 min"})
    lengths = [rules.usual_length(medium) for medium in ("phone", "video", "onsite", None, "pub")]
    minutes = [length // timedelta(minutes=1) for length in lengths]
    assert minutes == [20, 60, 180, 60, 60]
