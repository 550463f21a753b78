"""What comes next by the rules, and what would change it (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.policy import Policy, Stage
from scheduler.reasons import Rule
from scheduler.timeline import Verdict
from service.explain.outlook import Outlook
from service.follow_up import State
from service.plan import FollowUp

Row = dict[str, Any]

_FOR_YOU = ": send it, change it, or delete it. Sent, it counts at whatever hour."

_COUNTED = frozenset({Rule.AFTER_INTERVIEW, Rule.AFTER_LAST_WORD, Rule.AFTER_STATUS_CHECK})


def next_steps(found: Outlook, now: datetime, zone: ZoneInfo) -> list[Row]:
    """What waits for the person, then what happens by itself, soonest first, undated last."""
    steps = [
        *_drafts(found),
        *_interviews(found, now, zone),
        *_letters(found, zone),
        *_ends(found, now, zone),
    ]
    return sorted(steps, key=_soonest)


def _soonest(step: Row) -> tuple[bool, bool, str]:
    return not step.get("due"), step["at"] is None, step["at"] or ""


def _interviews(found: Outlook, now: datetime, zone: ZoneInfo) -> Iterator[Row]:
    for each in found.application.rounds:
        if each.takes_place and (each.end or each.start) > now:
            yield _step("interview", each.start, zone, "The interview.")


def _drafts(found: Outlook) -> Iterator[Row]:
    """The letters that wait for the person."""
    for row in found.lying:
        yours = row.state == State.EDITED
        words = "It lies in Drafts" + (", edited by you" if yours else "") + _FOR_YOU
        yield {
            "at": None,
            "what": "letter",
            "words": words,
            "stage": row.stage,
            "rule": None,
            "until": None,
            "due": True,
        }


def _letters(found: Outlook, zone: ZoneInfo) -> Iterator[Row]:
    lying = {(row.interview_id, row.stage) for row in found.lying}
    if found.plan.outcome is not None:
        return
    for each in found.plan.follow_ups:
        word, window = each.decision, each.decision.window
        interview = found.interviews.get(each.round.key)
        if interview and (interview.id, each.stage.value) in lying:
            continue
        if word.verdict not in (Verdict.WAITING, Verdict.OPEN):
            continue
        step = _step(
            "letter", window.opens_at if window else None, zone, each.blocked or word.reason
        )
        closes = _iso(window.closes_at, zone) if window else None
        due = word.verdict is Verdict.OPEN
        yield {**step, "stage": each.stage.value, "rule": word.rule, "until": closes, "due": due}


def _ends(found: Outlook, now: datetime, zone: ZoneInfo) -> Iterator[Row]:
    control, plan = found.control, found.plan
    if plan.outcome is None and plan.silent_at and plan.silent_at > now:
        words = "It is closed as silent, if nothing happens."
        yield _step("closed", plan.silent_at, zone, words)
    if plan.outcome is None and (end := control.snoozed_until(now)):
        yield _step("snooze_ends", end, zone, "Your snooze is over.")


def _step(what: str, at: datetime | None, zone: ZoneInfo, words: str) -> Row:
    return {"at": _iso(at, zone) if at else None, "what": what, "words": words}


def _iso(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")


def would_change(number: int, found: Outlook, now: datetime) -> list[str]:
    """What would change what comes next, in words, the person's own means among it."""
    control, plan = found.control, found.plan
    if control.over_at(found.application.rounds):
        return [f"`afterword resume {number}` opens it again; so does a newer interview."]
    if control.stopped_at:
        return [f"`afterword resume {number}` starts the letters again."]
    if plan.outcome == "silent":
        return ["An answer from them, or a newer interview, opens it again."]
    if plan.outcome is not None:
        return ["A newer interview opens it again."]
    if not any(each.takes_place for each in found.application.rounds):
        return ["An interview that is fixed: until then there is nothing to follow up."]
    return [*_mail(found), *_keys(found), *_commands(number, found, now)]


def _mail(found: Outlook) -> Iterator[str]:
    yield "An answer from them: it ends this wait and begins a new one; a decision ends it all."
    if letter := _in_line(found):
        stage = letter.stage.words
        if letter.decision.verdict is Verdict.OPEN or letter.stage is Stage.THANK_YOU:
            yield f"A letter of your own to them: it counts as the {stage}."
        else:
            yield f"A letter of your own: it counts as the {stage} once that is open."
    yield "A new time or a next interview: the windows are counted from it."


def _in_line(found: Outlook) -> FollowUp | None:
    """The letter that is due, else the next with a date."""
    ahead = [each for each in found.plan.follow_ups if each.decision.window]
    due = [each for each in ahead if each.decision.verdict is Verdict.OPEN]
    waiting = [each for each in ahead if each.decision.verdict is Verdict.WAITING]
    return next(iter(due + waiting), None)


def _keys(found: Outlook) -> Iterator[str]:
    """The keys of the config that the windows ahead rest on."""
    seen = set()
    for each in found.plan.follow_ups:
        if each.decision.verdict not in (Verdict.WAITING, Verdict.OPEN, Verdict.SKIPPED):
            continue
        key = _key(each, found.policy_of(each))
        if key and key not in seen:
            seen.add(key)
            yield f"The config: {key}."


def _key(follow_up: FollowUp, policy: Policy) -> str | None:
    stage, rule = follow_up.stage, Rule(follow_up.decision.rule) if _known(follow_up) else None
    keys = policy.of(stage)
    match rule:
        case Rule.DISABLED:
            return f"policy.{stage}.enabled is false"
        case Rule.AFTER_PROMISE:
            return f'policy.status_check.promise_grace is "{policy.status_check.promise_grace}"'
        case Rule.MINIMUM_GAP:
            return f'policy.minimum_gap is "{policy.minimum_gap}"'
        case Rule.NO_ROOM:
            return f'policy.{stage}.hours, .days and policy.pauses (hours are "{keys.hours}")'
    return f'policy.{stage}.opens is "{keys.opens}"' if rule in _COUNTED else None


def _known(follow_up: FollowUp) -> bool:
    return follow_up.decision.rule in set(Rule)


def _commands(number: int, found: Outlook, now: datetime) -> Iterator[str]:
    if found.control.snoozed_until(now):
        yield f"`afterword resume {number}` ends the snooze."
    if letter := _in_line(found):
        skip = f"`afterword skip {number} {letter.stage}` leaves that letter out"
        yield f"{skip}; `snooze`, `stop` and `done` hold or end them all."
