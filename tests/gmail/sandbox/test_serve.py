"""The sandbox as a program over an mbox file, Takeout's among them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gmail.sandbox import Sandbox
from gmail.sandbox.mbox import read_mbox, takeout_labels
from gmail.sandbox.serve import DEFAULT_ADDRESS, load, most_likely_owner
from tests.gmail.sandbox.helpers import ALEX, mail

THREAD = 0x19CBDDE7A0021E9C


def envelope(raw: bytes, *headers: str) -> bytes:
    """A message as it stands in an mbox, with Takeout's headers in front."""
    lines = "".join(f"{header}\n" for header in headers).encode()
    return (
        b"From 1@xxx Thu Mar 05 10:00:00 +0000 2026\n" + lines + raw.replace(b"\r\n", b"\n") + b"\n"
    )


@pytest.fixture
def takeout(tmp_path: Path) -> Path:
    path = tmp_path / "takeout.mbox"
    answer = mail(
        "Re: Interview", message_id="<2@example.com>", sender=ALEX, to="jane@initech.example"
    )
    newsletter = mail("News", "From here on.\n>From there on.", message_id="<3@news.example>")
    path.write_bytes(
        envelope(
            answer.replace(b"10:00:00", b"11:00:00"),
            f"X-GM-THRID: {THREAD}",
            "X-Gmail-Labels: Sent,Opened,Job hunt",
        )
        + envelope(mail(), f"X-GM-THRID: {THREAD}", "X-Gmail-Labels: Inbox,Unread,Important")
        + envelope(
            newsletter.replace(b"\n>From there", b"\n>>From there")
            .replace(b"\nFrom here", b"\n>From here")
            .replace(b"10:00:00", b"10:30:00")
        )
    )
    return path


def test_takeouts_threads_labels_and_dates_are_kept(takeout: Path, sandbox: Sandbox) -> None:
    load(sandbox, ALEX, read_mbox(takeout))
    alex = sandbox.person(ALEX)
    first, news, answer = alex.messages()
    assert first.thread_id == answer.thread_id == first.message_id == f"{THREAD:016x}"
    assert first.labels == {"INBOX", "UNREAD", "IMPORTANT"}
    assert answer.labels == {"SENT", "Label_1"}
    assert news.labels == {"INBOX", "UNREAD"}
    assert news.text == "From here on.\n>From there on.\n"
    dates = [sandbox.mailbox(ALEX).message(m.message_id).date_ms for m in (first, answer)]
    assert dates[1] - dates[0] == 3_600_000
    assert b"X-GM-THRID" not in first.raw


def test_a_draft_of_takeout_is_a_draft_again(tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "drafts.mbox"
    path.write_bytes(envelope(mail(sender=ALEX), "X-Gmail-Labels: Drafts,Opened"))
    load(sandbox, ALEX, read_mbox(path))
    (draft,) = sandbox.person(ALEX).drafts()
    assert draft.labels == {"DRAFT"}


def test_own_mail_of_a_plain_mbox_is_sent_mail(tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "plain.mbox"
    path.write_bytes(envelope(mail(sender=ALEX, to="jane@initech.example")))
    load(sandbox, ALEX, read_mbox(path))
    assert sandbox.person(ALEX).messages()[0].labels == {"SENT"}


def test_the_owner_is_who_most_mail_went_to(takeout: Path) -> None:
    assert most_likely_owner(read_mbox(takeout)) == ALEX
    assert most_likely_owner([]) == DEFAULT_ADDRESS


def test_a_mail_without_a_date_takes_the_from_lines(tmp_path: Path) -> None:
    path = tmp_path / "undated.mbox"
    path.write_bytes(
        b"From x@y.example Thu Mar 05 10:00:00 2026\nSubject: a\n\nb\n"
        b"From nowhere\nSubject: c\n\nd\n"
    )
    known, unknown = read_mbox(path)
    assert known.date == datetime(2026, 3, 5, 10, tzinfo=UTC)
    assert unknown.date == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("", None),
        ("Archived", ()),
        ('Inbox,"Category Updates",Jobs/2026', ("INBOX", "CATEGORY_UPDATES", "Jobs/2026")),
        ("=?UTF-8?Q?Bewerbung_=C3=84?=,Starred", ("Bewerbung Ä", "STARRED")),
    ],
)
def test_takeouts_label_names(text: str, labels: tuple[str, ...] | None, tmp_path: Path) -> None:
    path = tmp_path / "one.mbox"
    path.write_bytes(envelope(mail(), *([f"X-Gmail-Labels: {text}"] if text else [])))
    (found,) = read_mbox(path)
    assert found.labels == labels
    assert takeout_labels("") is None


def test_served_until_interrupted(takeout: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from gmail.sandbox.serve import serve;"
        "serve(Path(sys.argv[1]), address=None, port=0,"
        " announce=lambda at: print(at.url, at.account, at.messages, sep=chr(10), flush=True))"
    )
    command = [sys.executable, "-c", program, str(takeout)]
    root = Path(__file__).parents[3]
    environment = os.environ | {"PYTHONPATH": str(root)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(3)]
        url = lines[0]
        assert lines[1:] == [ALEX, "3"]
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{url}/gmail/v1/users/me/profile", timeout=10)  # noqa: S310
        assert caught.value.code == 401
        caught.value.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
