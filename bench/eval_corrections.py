"""How well the reader reads what its owner had to correct: by their corrections and their own mail.

    python -m bench.eval_corrections corrections.jsonl takeout.mbox --me alex@example.com

The file comes from the page (docs/page.md). Each corrected message is found in the mailbox by its
Message-ID and read anew; printed is how many facts are now as the person said. Nothing is written.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from gmail.message.parse import parse
from gmail.sandbox.mbox import read_mbox
from service.reading.model import Facts
from service.reading.reader import read

FACTS = ("kind", "company", "role", "start")


def main() -> None:
    """Read the corrected messages anew and print a line a fact."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corrections", type=Path)
    parser.add_argument("mbox", type=Path)
    parser.add_argument("--me", action="append", required=True, help="own address; repeatable")
    parser.add_argument("--tz", default="UTC", help="the candidate's time zone")
    options = parser.parse_args()
    lines = options.corrections.read_text(encoding="utf-8").splitlines()
    mails = (mail.raw for mail in read_mbox(options.mbox))
    me = frozenset(address.lower() for address in options.me)
    for fact, (right, judged) in measured(map(json.loads, lines), mails, me, options.tz).items():
        print(f"{fact:8} {right} of {judged} as corrected")


def measured(
    corrections: Iterable[Mapping[str, Any]], mails: Iterable[bytes], me: frozenset[str], zone: str
) -> dict[str, tuple[int, int]]:
    """For each fact: how many of the corrected messages have it as the person said, of how many."""
    wanted = {each["message_id"]: each["corrected"] for each in corrections}
    right: Counter[str] = Counter()
    judged = 0
    for raw in mails:
        message = parse(raw)
        gold = wanted.pop(message.message_id, None)
        if gold is None:
            continue
        judged += 1
        facts = read(message, me=me, time_zone=zone)
        right.update(fact for fact in FACTS if _agrees(fact, facts, gold[fact]))
    return {fact: (right[fact], judged) for fact in FACTS}


def _agrees(fact: str, facts: Facts, gold: str | None) -> bool:
    if fact == "start":
        start = facts.interview.start if facts.interview else None
        return start == (datetime.fromisoformat(gold) if gold else None)
    if fact == "kind":
        return facts.kind.value == gold
    return (getattr(facts, fact) or "").casefold() == (gold or "").casefold()
