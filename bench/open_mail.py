"""The open fixtures of tests/mail/open as training mail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.quotes import Quotes
from bench.renamed import renamed
from bench.training_mail import KNOWN_WITHOUT_A_MODEL, Sample
from gmail.message.model import Message
from gmail.message.parse import parse
from service.reading.encoder.tags import Tag
from service.reading.model import Kind
from service.reading.who.names import same_person

OPEN = Path(__file__).parent.parent / "tests/mail/open"
_RECEIVED = datetime(2026, 3, 2, tzinfo=UTC)


def samples(copies: int) -> Iterator[Sample]:
    """Each open fixture, given as often as the other texts are."""
    for number, path in enumerate(sorted(OPEN.glob("*.eml"))):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        raw = path.read_bytes()
        message = parse(raw, received_at=_RECEIVED)
        own = message.sender is not None and message.sender.email == gold["me"]
        if own or message.automatic in KNOWN_WITHOUT_A_MODEL:
            continue
        message = parse(renamed(raw, gold["me"], number), received_at=_RECEIVED)
        quotes = _quotes(gold, message)
        for _ in range(copies):
            yield Sample(Kind(gold["kind"]), message, f"open/{path.stem}", quotes)


def _quotes(gold: dict[str, Any], message: Message) -> Quotes | None:
    """The gold facts as quotes; unknown where gold says what is so, but not in which words."""
    if gold["kind"] in ("other", "job_marketing"):
        return None
    said = f"{message.sender.name if message.sender else ''}\n{message.subject}\n{message.new_text}"
    evidence = gold.get("evidence") or {}
    people = [person["name"] for person in gold["interviewers"]]
    sender = message.sender.name if message.sender else ""
    words = {
        Tag.COMPANY: [gold["company"]] if gold["company"] else [],
        Tag.ROLE: [gold["role"]] if gold["role"] else [],
        Tag.INTERVIEWER: people,
        Tag.WHEN: [evidence["interview.start"]] if "interview.start" in evidence else [],
        Tag.PROMISE: [evidence["decision_by"]] if "decision_by" in evidence else [],
    }
    unknown = {tag for tag, quotes in words.items() if not all(q in said for q in quotes)}
    if len(people) == 1 and same_person(people[0], sender):
        unknown.add(Tag.INTERVIEWER)
    if not words[Tag.WHEN] and gold["kind"].startswith("interview"):
        unknown.add(Tag.WHEN)
    if gold["decision_by"] and not words[Tag.PROMISE]:
        unknown.add(Tag.PROMISE)
    return Quotes(words, frozenset(unknown))
