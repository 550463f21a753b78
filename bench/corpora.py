"""The measuring corpora of ../shared/corpus: read in place, never copied; licences lie there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from bench.scoring import Tally
from bench.training_mail import made_message
from gmail.message.errors import UnreadableMessageError
from gmail.message.model import Message
from gmail.message.parse import parse
from service.reading.reader import read

_AS_OTHER = {"human_reply": "status_update"}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def message_of(row: dict[str, Any]) -> Message:
    """A corpus row as a message: through the real parser, from the headers the row still has."""
    lines = [f"{name}: {row[key]}" for name, key in _HEADERS if row.get(key)]
    kind = "plain" if row.get("body_text") else "html"
    lines += ["MIME-Version: 1.0", f"Content-Type: text/{kind}; charset=utf-8", "", ""]
    body = row.get("body_text") or row.get("body_html") or ""
    return parse(("\r\n".join(lines) + body).encode("utf-8", "replace"))


_HEADERS = (("Subject", "subject"), ("From", "from"), ("To", "to"), ("Date", "date"))


def labelled(path: Path) -> Tally:
    """The kinds of a labelled corpus. Rows labelled as a person's reply are left out."""
    tally = Tally()
    for row in rows(path):
        label = row["label"]
        if label is None or label == "human_reply":
            continue
        found = read(_of_row(row)).kind.value
        tally.kinds[label, found] += 1
        tally.add(row["id"], "kind", label, found, right=label == found)
    return tally


def _of_row(row: dict[str, Any]) -> Message:
    try:
        parsedate_to_datetime(row.get("date") or "")
    except ValueError:
        row = {**row, "date": None}
    subject = " ".join((row.get("subject") or "").split())
    return message_of({**row, "subject": subject})


def ordinary(folder: Path) -> Iterator[tuple[str, Message]]:
    """Real business mail, none of it about an interview of the person written to."""
    for row in rows(folder / "ordinary_enron.jsonl"):
        yield (
            row["id"],
            made_message(
                sender=row.get("from") or "",
                subject=row.get("subject") or "",
                body=row["body_text"] or "",
            ),
        )


def automatic(folder: Path) -> dict[str, dict[str, int]]:
    """What the reader says of bounces and auto-replies of the corpora."""
    counts: dict[str, Counter[str]] = {}
    for name in ("bounces", "auto_replies"):
        counts[name] = Counter()
        for row in rows(folder / f"{name}.jsonl"):
            try:
                facts = read(_of_row(row))
            except UnreadableMessageError:
                continue
            counts[name][f"{row['label']}: {facts.kind}, {facts.automatic}"] += 1
    return {name: dict(count) for name, count in counts.items()}
