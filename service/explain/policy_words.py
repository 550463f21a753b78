"""The policy in words, and what an edit changes in it (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from scheduler.policy import WEEK, Openings, Override, Policy, Stage, StagePolicy
from service.config import Settings

_OFF = "is turned off."


def in_words(settings: Settings) -> list[tuple[str, str]]:
    """Each rule with its name: ("thank you", "opens 24 hours after ...")."""
    policy = settings.policy
    return [
        ("thank you", _thank_you(policy, settings)),
        ("status check", _status_check(policy, settings)),
        ("final check", _final_check(policy, settings)),
        ("close", _close(policy, settings)),
        ("gap", f"At least {policy.minimum_gap} between two letters of yours."),
        *(("away", f"Nothing opens on {pause}.") for pause in policy.pauses),
        *(("override", _override(each)) for each in policy.overrides),
    ]


def _thank_you(policy: Policy, settings: Settings) -> str:
    stage = policy.thank_you
    if not stage.enabled:
        return _OFF
    span = f"Opens {stage.opens} after the interview's end and closes {stage.closes} after it"
    return f"{span}; {_when(stage, settings)}."


def _status_check(policy: Policy, settings: Settings) -> str:
    stage = policy.status_check
    if not stage.enabled:
        return _OFF
    promised = f"{stage.promise_grace} after the day they promised, for {stage.promise_window}"
    counted = f"from {stage.opens} to {stage.closes} after the interview or their last word"
    return f"Opens {promised}; without a promise, {counted}; {_when(stage, settings)}."


def _final_check(policy: Policy, settings: Settings) -> str:
    stage = policy.final_check
    if not stage.enabled or not policy.of(Stage.STATUS_CHECK).enabled:
        return _OFF
    span = f"Opens {stage.opens} after you sent the status check and closes {stage.closes} after it"
    return f"{span}; {_when(stage, settings)}."


def _close(policy: Policy, settings: Settings) -> str:
    stage = policy.close
    if not stage.enabled:
        return _OFF
    when = "" if stage.hours.last - stage.hours.first == 24 * 60 and stage.days == "any" else ", "
    hours = f"{when}{_when(stage, settings)}" if when else ""
    last = "your last letter or the last window that closed unused"
    return f"Closed as silent {stage.opens} after {last}{hours}."


def _when(stage: Openings | StagePolicy, settings: Settings) -> str:
    """ "09:00-17:00 on working days (not on saturday, sunday and holidays of US-NY)"."""
    if stage.days == "any":
        return f"{stage.hours} on any day"
    free = [day.capitalize() for day in WEEK if day in stage.weekend]
    candidate = settings.candidate
    if stage.holidays and candidate.country:
        region = f"-{candidate.region}" if candidate.region else ""
        free.append(f"holidays of {candidate.country}{region}")
    return f"{stage.hours} on working days" + (f" (none are {', '.join(free)})" if free else "")


def _override(override: Override) -> str:
    names = ("company", "domain", "thread")
    who = " and ".join(
        f"{name} {getattr(override, name)}" for name in names if _has(override, name)
    )
    rules = override.model_dump(mode="json", exclude_unset=True, exclude=set(names))
    keys = ", ".join(f"{key} = {_shown(value)}" for key, value in flat(rules).items())
    return f"For {who}: {keys or 'as above'}."


def _has(override: Override, name: str) -> bool:
    return bool(getattr(override, name))


def changes(before: Settings, after: Settings) -> list[tuple[str, str, str]]:
    """The keys in which two configs differ, as far as timing goes: (key, before, after)."""
    old, new = _keys(before), _keys(after)
    return [
        (key, _shown(old.get(key)), _shown(new.get(key)))
        for key in sorted({*old, *new})
        if old.get(key) != new.get(key)
    ]


def _keys(settings: Settings) -> dict[str, Any]:
    parts: dict[str, BaseModel] = {"policy": settings.policy, "candidate": settings.candidate}
    return flat({name: part.model_dump(mode="json") for name, part in parts.items()})


def flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested tables as dotted keys; lists of tables by their place."""
    return dict(_flat(values, prefix))


def _flat(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for place, inner in enumerate(value, 1):
            yield from _flat(inner, f"{name}[{place}]")
    elif value is not None and value != []:
        yield name, value


def _shown(value: Any) -> str:
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
