"""Comparing what the reader found with gold, fact by fact."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from service.reading.model import Facts
from service.reading.who.employers import company_key, role_key
from service.reading.who.names import without_title, words_of

FIXED = ("interview_confirmation", "interview_reschedule")
NOT_JUDGED = ("other", "job_marketing")
MEETINGS = ("interview_confirmation", "interview_reschedule", "interview_cancellation")


@dataclass
class Tally:
    """Right and judged by figure, the kinds confused, and every mistake in words."""

    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def add(self, name: str, figure: str, gold: object, found: object, *, right: bool) -> None:
        self.judged[figure] += 1
        if right:
            self.right[figure] += 1
        else:
            self.mistakes.append(f"{name}: {figure}: gold {gold!r}, read {found!r}")

    def share(self, figure: str) -> float | None:
        judged = self.judged[figure]
        return round(self.right[figure] / judged, 4) if judged else None


def judge(tally: Tally, name: str, gold: dict[str, Any], facts: Facts) -> None:
    """Add one message's comparison to the tally."""
    unscored = set(gold.get("unscored") or ())
    kind = gold["kind"]
    tally.kinds[kind, facts.kind.value] += 1
    tally.add(name, "kind", kind, facts.kind.value, right=kind == facts.kind.value)
    automatic = facts.automatic.value if facts.automatic else None
    tally.add(name, "automatic", gold["automatic"], automatic, right=gold["automatic"] == automatic)
    if kind not in NOT_JUDGED and "company" not in unscored and gold["company"]:
        same = company_key(gold["company"]) == company_key(facts.company)
        tally.add(name, "company", gold["company"], facts.company, right=same)
    if kind not in NOT_JUDGED and "role" not in unscored:
        tally.add(
            name, "role", gold["role"], facts.role, right=_same_role(gold["role"], facts.role)
        )
    if kind in (*MEETINGS, "interview_invitation") and "interviewers" not in unscored:
        wanted = [person["name"] for person in gold["interviewers"]]
        found = [person.name for person in facts.interviewers]
        tally.add(name, "interviewers", wanted, found, right=_same_people(wanted, found))
    _judge_interview(tally, name, gold, facts, unscored)
    _judge_promise(tally, name, gold, facts, unscored)


def _judge_interview(
    tally: Tally, name: str, gold: dict[str, Any], facts: Facts, unscored: set[str]
) -> None:
    if "interview" in unscored or "interview.start" in unscored:
        return
    wanted, found = gold["interview"], facts.interview
    if wanted is None:
        tally.add(name, "no interview", None, found and found.start, right=found is None)
        return
    start = datetime.fromisoformat(wanted["start"])
    tally.add(
        name, "start", start, found and found.start, right=bool(found and found.start == start)
    )
    if found is None:
        return
    end = datetime.fromisoformat(wanted["end"]) if wanted["end"] else None
    if "interview.end" not in unscored:
        tally.add(name, "end", end, found.end, right=end == found.end)
    for field_name in ("status", "medium", "join_url"):
        if f"interview.{field_name}" not in unscored:
            value = getattr(found, field_name)
            value = getattr(value, "value", value)
            gold_value = wanted[field_name]
            tally.add(name, field_name, gold_value, value, right=gold_value == value)


def _judge_promise(
    tally: Tally, name: str, gold: dict[str, Any], facts: Facts, unscored: set[str]
) -> None:
    if "decision_by" in unscored:
        return
    found = facts.promise.last if facts.promise else None
    if gold["decision_by"] is None:
        tally.add(name, "no promise", None, found, right=found is None)
        return
    first, last = (date.fromisoformat(day) for day in gold["decision_range"])
    right = found is not None and first <= found <= last
    tally.add(name, "promise", (str(first), str(last)), found, right=right)


def _same_role(wanted: str | None, found: str | None) -> bool:
    return role_key(wanted) == role_key(found)


def _same_people(wanted: list[str], found: list[str]) -> bool:
    plain = [frozenset(words_of(name)) or frozenset([_bare(name)]) for name in wanted]
    read = [frozenset(words_of(name)) or frozenset([_bare(name)]) for name in found]
    return Counter(plain) == Counter(read)


def _bare(name: str) -> str:
    return re.sub(r"\W", "", without_title(name).casefold())


def kind_table(kinds: Counter[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each kind that gold holds; and their mean under "macro"."""
    names = sorted({gold for gold, _ in kinds})
    table = {name: _figures(kinds, (name,)) for name in names}
    table["interviews"] = _figures(kinds, FIXED)
    macro = sum(table[name]["f1"] for name in names) / max(len(names), 1)
    table["macro"] = {"precision": 0.0, "recall": 0.0, "f1": round(macro, 4), "count": len(names)}
    return table


def _figures(kinds: Counter[tuple[str, str]], wanted: tuple[str, ...]) -> dict[str, float]:
    hit = sum(n for (gold, read), n in kinds.items() if gold in wanted and read in wanted)
    gold_count = sum(n for (gold, _), n in kinds.items() if gold in wanted)
    read_count = sum(n for (_, read), n in kinds.items() if read in wanted)
    precision = hit / read_count if read_count else 0.0
    recall = hit / gold_count if gold_count else 0.0
    both = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        "count": gold_count,
    }
