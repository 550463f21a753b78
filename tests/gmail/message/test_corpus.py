"""Recorded lower bounds over the public corpus; nothing of it is kept here (docs/messages.md)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from gmail.message.model import Automatic, Message
from gmail.message.parse import parse
from gmail.message.quotes import new_text

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(),
    reason="the measuring corpus is not beside this repository (../shared/corpus)",
)

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    lines = (CORPUS / name).read_bytes().split(b"\n")
    return [json.loads(line) for line in lines if line]


def rebuilt(row: Row) -> bytes:
    """The row as raw mail: its headers, and its decoded body as one UTF-8 text part."""
    fields = dict(row.get("headers") or {})
    kind = fields.pop("Content-Type", "") or ""
    fields.pop("Content-Transfer-Encoding", None)
    for key in ("from", "to", "subject", "date"):
        if row.get(key):
            fields[key.title()] = row[key]
    head = "".join(f"{name}: {' '.join(str(value).split())}\n" for name, value in fields.items())
    body = row.get("body_text") or ""
    boundary = re.search(r'boundary="?([^";]+)', kind)
    text = "Content-Type: text/plain; charset=utf-8\n\n"
    if "multipart/report" in kind.lower() and boundary:
        edge = boundary[1].strip()
        head += f"Content-Type: {' '.join(kind.split())}\n\n--{edge}\n{text}{body}\n--{edge}--\n"
        return head.encode("utf-8", "surrogateescape")
    return f"{head}{text}{body}".encode("utf-8", "surrogateescape")


def read_all(name: str) -> list[tuple[Row, Message]]:
    return [(row, parse(rebuilt(row))) for row in rows(name)]


def test_nearly_all_bounces_are_known() -> None:
    read = read_all("bounces.jsonl")
    bounces = [message for row, message in read if row["label"] == "bounce"]
    others = [message for row, message in read if row["label"] not in ("bounce", None)]
    known = [message for message in bounces if message.automatic is Automatic.BOUNCE]
    assert len(known) >= 0.975 * len(bounces)
    assert not [message for message in others if message.automatic is Automatic.BOUNCE]
    assert len([message for message in known if message.failed_recipients]) >= 0.8 * len(bounces)


def test_automatic_replies_are_known_and_none_is_a_bounce() -> None:
    replies = [m for row, m in read_all("auto_replies.jsonl") if row["label"] == "auto_reply"]
    assert len([m for m in replies if m.automatic is Automatic.AUTO_REPLY]) >= 15
    assert not [m for m in replies if m.automatic is Automatic.BOUNCE]


def test_no_persons_reply_is_taken_for_automatic_mail() -> None:
    assert not [message for _, message in read_all("replies.jsonl") if message.automatic]


def test_business_mail_is_not_taken_for_automatic_replies_or_bounces() -> None:
    wrong = [
        message
        for _, message in read_all("ordinary_enron.jsonl")
        if message.automatic in (Automatic.AUTO_REPLY, Automatic.BOUNCE)
    ]
    # Five are real (they slipped into the corpus); the rest announce "Out of the office" by hand.
    assert len(wrong) <= 17


def test_most_replies_are_cut_where_people_cut_them() -> None:
    expected = [row for row in rows("replies.jsonl") if row["expected_reply"] is not None]
    same = [
        row
        for row in expected
        if new_text(row["body_text"] or "").split() == row["expected_reply"].split()
    ]
    assert len(same) >= 52


def test_every_edge_case_of_other_libraries_is_read() -> None:
    read = read_all("mime_edge.jsonl")
    assert len(read) >= 300
    with_text = [m for row, m in read if (row["body_text"] or "").strip()]
    assert len([m for m in with_text if m.text]) >= 0.97 * len(with_text)
