"""Mail from files: single messages, folders, mbox streams, standard input."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from gmail.takeout import Source, read_sources

ONE = b"From: jane@initech.example\nTo: alex@example.com\nSubject: one\n\nHello\n"
TWO = b"From: bob@example.com\nTo: alex@example.com\nSubject: two\n\nBye\n"
LINE = b"From 1234@xxx Mon Mar 02 10:00:00 +0000 2026\n"


def sources(*paths: str | Path, stdin: bytes | None = None) -> list[Source]:
    return list(read_sources(paths, BytesIO(stdin) if stdin is not None else None))


def test_a_single_message_is_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(ONE)
    assert sources(path) == [Source(str(path), ONE)]


def test_an_mbox_is_split_numbered_and_unescaped(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    path.write_bytes(LINE + ONE + b">From now\n>>From then\n\n" + LINE + TWO)
    first, second = sources(path)
    assert (first.name, second.name) == (f"{path}#0", f"{path}#1")
    assert first.raw == ONE + b"From now\n>From then\n"
    assert second.raw == TWO


@pytest.mark.parametrize(
    "body",
    [b"Hello\nFrom 1@x Mon Mar 02 10:00:00 +0000 2026\n", b"Hello\n\nFrom now on we meet.\n"],
)
def test_a_body_line_that_begins_with_from_is_no_separator(body: bytes) -> None:
    (only,) = sources("-", stdin=LINE + b"Subject: x\n\n" + body)
    assert only.raw == b"Subject: x\n\n" + body


def test_takeouts_labels_and_thread_are_read() -> None:
    head = (
        b"X-GM-THRID: 1766\r\nX-Gmail-Labels: =?UTF-8?Q?Inbox,Wichtig,Caf=C3=A9?=,\r\n Opened\r\n"
    )
    (only,) = sources("-", stdin=LINE + head + ONE)
    assert only.labels == ("Inbox", "Wichtig", "Café", "Opened")
    assert only.thread_id == "1766"


def test_standard_input_may_be_one_message_or_an_mbox() -> None:
    assert [source.name for source in sources("-", stdin=ONE)] == ["-"]
    assert [source.name for source in sources("-", stdin=LINE + ONE + b"\n" + LINE + TWO)] == [
        "-#0",
        "-#1",
    ]


def test_a_folder_is_read_in_order_and_only_what_looks_like_mail(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "00033.2ceb520d2c65").write_bytes(TWO)
    (tmp_path / "a.eml").write_bytes(ONE)
    (tmp_path / "c.txt").write_bytes(ONE)
    (tmp_path / "notes.txt").write_text("Just notes.\nNothing else.\n")
    (tmp_path / ".hidden.eml").write_bytes(ONE)
    (tmp_path / "list.json").write_text("[]")
    names = [Path(source.name).name for source in sources(tmp_path)]
    assert names == ["a.eml", "00033.2ceb520d2c65", "c.txt"]


def test_a_missing_path_says_so_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(ONE)
    missing, found = sources(tmp_path / "nowhere", path)
    assert missing.raw is None
    assert "check the path" in (missing.error or "")
    assert found.raw == ONE


def test_an_empty_file_and_no_input_are_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.eml"
    path.write_bytes(b"\n\n")
    (empty,) = sources(path)
    (nothing,) = sources("-")
    assert empty.raw is None
    assert "empty" in (empty.error or "")
    assert nothing.raw is None
    assert nothing.error


def test_an_mbox_with_crlf_and_old_separators_is_split() -> None:
    text = (
        b"From jane@x.example\r\nSubject: a\r\n\r\nx\r\n\r\n"
        b"From - Mon Mar  2 10:00:00 2026\r\nSubject: b\r\n\r\ny\r\n"
    )
    first, second = sources("-", stdin=text)
    assert first.raw == b"Subject: a\r\n\r\nx\r\n"
    assert second.raw == b"Subject: b\r\n\r\ny\r\n"
