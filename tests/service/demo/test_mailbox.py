"""The demo's mailbox is real mail, lies in time, and says enough to show the whole product."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Mime

import pytest

from gmail.message.parse import parse
from service.demo.mailbox import ALEX, DemoMail, load
from tests.service.demo.files import applications, distractors, replies

FIRST_DAY = datetime(2026, 1, 20, tzinfo=UTC)
LAST_DAY = datetime(2026, 3, 30, tzinfo=UTC)
START = datetime(2026, 3, 2, 13, tzinfo=UTC)

SYSTEMS = (
    ".greenhouse-mail.io",
    ".lever.co",
    ".ashbyhq.com",
    ".icims.com",
    ".teamtailor-mail.com",
    ".personio.de",
    ".goodtime.io",
    ".smartrecruiters.com",
    ".myworkday.com",
    ".calendly.com",
    ".zoom.us",
    ".googlemail.com",
)
"""Tracking and scheduling systems whose notices nobody could imitate from another address."""

RESERVED = (".example", ".example.com", ".example.org", ".example.net")

ALL = load()


def test_the_mailbox_lies_in_the_order_of_time_around_the_first_day() -> None:
    times = [mail.at for mail in ALL]

    assert times == sorted(times)
    assert all(mail.at.tzinfo is UTC and FIRST_DAY <= mail.at < LAST_DAY for mail in ALL)
    assert min(Counter(mail.at < START for mail in ALL).values()) > 50


def test_there_is_enough_of_it() -> None:
    told = applications()

    assert len(told) >= 14
    assert all(3 <= len(mails) <= 7 for mails in told.values())
    assert len(distractors()) >= 150
    assert len(ALL) == len(distractors()) + sum(map(len, told.values()))


def test_alex_wrote_some_of_it() -> None:
    own = [mail for mail in ALL if mail.outbound]

    assert len(own) >= 10
    assert all(parse(mail.raw).sender.email == ALEX for mail in own)  # type: ignore[union-attr]
    assert not any(_mime(mail)["Delivered-To"] for mail in own)


@pytest.mark.parametrize("mail", [*ALL, *replies()], ids=lambda mail: mail.name)
def test_each_message_is_sound_mail_in_wire_form(mail: DemoMail) -> None:
    message = parse(mail.raw)

    assert message.problems == ()
    assert message.text.strip() or message.calendars
    assert b"\n" not in mail.raw.replace(b"\r\n", b"")
    assert max(map(len, mail.raw.splitlines())) <= 998


@pytest.mark.parametrize("mail", [*ALL, *replies()], ids=lambda mail: mail.name)
def test_nobody_real_is_named(mail: DemoMail) -> None:
    message = parse(mail.raw)
    addresses = [*message.to, *message.cc, *message.reply_to]
    if message.sender:
        addresses.append(message.sender)

    for address in addresses:
        assert f".{address.domain}".endswith((*RESERVED, *SYSTEMS)), address.email


def test_every_message_has_its_own_id_and_its_own_words() -> None:
    messages = [parse(mail.raw) for mail in ALL]
    ids = Counter(message.message_id for message in messages)
    words = Counter(" ".join(message.text.split()) for message in messages)

    assert ids.most_common(1)[0][1] == 1
    assert words.most_common(1)[0][1] == 1


def test_answers_name_letters_that_are_there() -> None:
    messages = [parse(mail.raw) for mail in ALL]
    ids = {message.message_id for message in messages}

    assert {m.in_reply_to for m in messages if m.in_reply_to} <= ids
    assert sum(m.in_reply_to is not None for m in messages) > 30


def test_mail_comes_in_every_wrapping() -> None:
    mimes = [_mime(mail) for mail in ALL]
    shapes = {mime.get_content_type() for mime in mimes}
    parts = [part for mime in mimes for part in mime.walk()]
    encodings = {str(part.get("Content-Transfer-Encoding", "")).lower() for part in parts}
    charsets = {part.get_content_charset() for part in parts}

    assert shapes >= {"text/plain", "text/html", "multipart/alternative", "multipart/mixed"}
    assert encodings >= {"7bit", "8bit", "quoted-printable", "base64"}
    assert charsets >= {"utf-8", "iso-8859-1", "windows-1252"}
    assert any(part.get_param("format") == "flowed" for part in parts)


def test_calendar_parts_come_from_every_program() -> None:
    calendars = [calendar for mail in ALL for calendar in parse(mail.raw).calendars]
    texts = [calendar.text for calendar in calendars]

    assert {calendar.method for calendar in calendars} == {"REQUEST", "CANCEL", "REPLY", "PUBLISH"}
    for program in ("Google Calendar", "Microsoft Exchange Server", "Apple Inc."):
        assert any(program in text for text in texts), program
    assert any("TZID:Eastern Standard Time" in text for text in texts)
    assert any("SEQUENCE:1" in text and "METHOD:REQUEST" in text for text in texts)


def _mime(mail: DemoMail) -> Mime:
    return message_from_bytes(mail.raw)
