"""The open fixtures of tests/mail/open as training mail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.renamed import renamed
from bench.training_mail import Sample
from gmail.message.model import Automatic
from gmail.message.parse import parse
from service.reading.model import Kind

OPEN = Path(__file__).parent.parent / "tests/mail/open"
_RECEIVED = datetime(2026, 3, 2, tzinfo=UTC)
_KNOWN_WITHOUT_THE_MODEL = (Automatic.AUTO_REPLY, Automatic.BOUNCE, Automatic.CALENDAR_REPLY)


def samples(copies: int) -> Iterator[Sample]:
    """Each open fixture, given as often as the other texts are."""
    for number, path in enumerate(sorted(OPEN.glob("*.eml"))):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        raw = path.read_bytes()
        message = parse(raw, received_at=_RECEIVED)
        own = message.sender is not None and message.sender.email == gold["me"]
        if own or message.automatic in _KNOWN_WITHOUT_THE_MODEL:
            continue
        message = parse(renamed(raw, gold["me"], number), received_at=_RECEIVED)
        for _ in range(copies):
            yield Sample(Kind(gold["kind"]), message, f"open/{path.stem}")
