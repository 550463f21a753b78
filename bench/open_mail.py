"""The open fixtures of tests/mail/open as training mail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.training_mail import Sample
from gmail.message.model import Automatic
from gmail.message.parse import parse
from service.reading.model import Kind

OPEN = Path(__file__).parent.parent / "tests/mail/open"


_KNOWN_WITHOUT_THE_MODEL = (Automatic.AUTO_REPLY, Automatic.BOUNCE, Automatic.CALENDAR_REPLY)


def samples(copies: int) -> Iterator[Sample]:
    """Each open fixture, given as often as the other texts are."""
    for path in sorted(OPEN.glob("*.eml")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        message = parse(path.read_bytes(), received_at=datetime(2026, 3, 2, tzinfo=UTC))
        own = message.sender is not None and message.sender.email == gold["me"]
        if own or message.automatic in _KNOWN_WITHOUT_THE_MODEL:
            continue
        for _ in range(copies):
            yield Sample(Kind(gold["kind"]), message, f"open/{path.stem}")
