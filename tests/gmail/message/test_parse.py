"""Raw MIME, whole or broken, becomes a Message."""

from __future__ import annotations

import base64
import dataclasses
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmail.message.errors import UnreadableMessageError
from gmail.message.model import Address, Message
from gmail.message.parse import parse
from tests.gmail.message.mail import multipart, part, raw_mail, read

INVITE = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n"


def test_a_plain_message_arrives_whole() -> None:
    message = parse(
        raw_mail("Dear Alex,\r\nsee you.\r\n", in_reply_to="<zero@example.com>"),
        id="m1",
        thread_id="t1",
        label_ids=["INBOX"],
    )
    assert message.id == "m1"
    assert message.thread_id == "t1"
    assert message.label_ids == {"INBOX"}
    assert message.sender == Address("jane@initech.example", "Jane Roe")
    assert message.to == (Address("alex@example.com", "Alex Morgan"),)
    assert message.text == "Dear Alex,\nsee you."
    assert message.text_part == "text/plain"
    assert message.message_id == "<one@initech.example>"
    assert message.in_reply_to == "<zero@example.com>"
    assert message.header("SUBJECT") == "Hello"
    assert message.problems == ()


def test_the_date_keeps_the_senders_offset_and_the_receipt_is_utc() -> None:
    message = read()
    assert message.date is not None
    assert message.date.utcoffset() == timedelta(hours=-8)
    assert message.received_at == datetime(2026, 3, 2, 18, tzinfo=UTC)
    assert message.received_at.utcoffset() == timedelta(0)


def test_gmails_own_receipt_time_wins_over_the_date_header() -> None:
    at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert parse(raw_mail(), received_at=at).received_at == at


def test_without_a_date_the_newest_received_header_tells_when() -> None:
    message = read(date="", received="from a by b; Tue, 3 Mar 2026 10:00:00 +0100")
    assert message.date is None
    assert message.received_at == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert "no readable Date header" in message.problems


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 02 Mar 2026 10:00:00 -0800", "2026-03-02T10:00:00-08:00"),
        ("2 Mar 2026 10:00 +0530", "2026-03-02T10:00:00+05:30"),
        ("Mon, 2 Mar 2026 10:00:00 GMT", "2026-03-02T10:00:00+00:00"),
        ("Mon, 2 Mar 2026 10:00:00 -0000", "2026-03-02T10:00:00+00:00"),
        ("Mon, 2 Mar 2026 10:00:60 EST", "2026-03-02T10:00:59-05:00"),
        ("2026-03-02T10:00:00+01:00", "2026-03-02T10:00:00+01:00"),
        ("Mon, 2 Mar 26 10:00:00 +0100", "2026-03-02T10:00:00+01:00"),
    ],
)
def test_dates_as_mailers_write_them(written: str, expected: str) -> None:
    assert read(date=written).date == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "written", ["yesterday", "99 Foo 2026 10:00:00 +0000", "Mon, 31 Feb 2026 1:1:1"]
)
def test_an_unreadable_date_is_none_not_a_crash(written: str) -> None:
    assert read(date=written).date is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("=?utf-8?q?Interview_=E2=80=93_Data?=", "Interview \N{EN DASH} Data"),
        ("=?utf-8?b?SW50ZXJ2aWV3?=", "Interview"),
        ("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),
        ("=?utf-8?q?one?==?utf-8?q?two?=", "onetwo"),
        ("=?UTF-8?Q?two words inside?=", "two words inside"),
        ("=?iso-8859-1*de?q?M=FCller?=", "Müller"),
        ("=?x-made-up?q?plain?= text", "plain text"),
        ("=?utf-8?b?SW50ZXJ2aWV3", "Interview"),
        ("=?utf-8?q?folded?=\n =?utf-8?q?_subject?=", "folded subject"),
        ("Re: =?gb2312?b?xOO6ww==?= (x)", "Re: 你好 (x)"),
        ("not =? a word", "not =? a word"),
    ],
)
def test_encoded_subjects(written: str, expected: str) -> None:
    assert read(subject=written).subject == expected


def test_raw_eight_bit_headers_are_read_by_the_best_guess() -> None:
    utf8 = b"From: a@example.com\nSubject: Caf\xc3\xa9\n\nx"
    latin = b"From: a@example.com\nSubject: Caf\xe9\n\nx"
    assert parse(utf8).subject == "Café"
    assert parse(latin).subject == "Café"


@pytest.mark.parametrize(
    ("charset", "encoded", "expected"),
    [
        ("utf-8", "Zoë".encode(), "Zoë"),
        ("iso-8859-1", b"5 \x80 \x96 ok", "5 € \N{EN DASH} ok"),
        ("us-ascii", "Zoë".encode(), "Zoë"),
        ("utf-8", "Zoë".encode("latin-1"), "Zoë"),
        ("x-unknown", "Zoë".encode(), "Zoë"),
        ("gb2312", "你好".encode("gb18030"), "你好"),
        ("iso-2022-jp", "日本".encode("iso-2022-jp"), "日本"),
        ("ks_c_5601-1987", "안녕".encode("cp949"), "안녕"),
        ("koi8-r", "привет".encode("koi8-r"), "привет"),
        ("idna", b"xn--a", "xn--a"),
    ],
)
def test_bodies_in_charsets_right_and_wrong(charset: str, encoded: bytes, expected: str) -> None:
    assert read(encoded, content_type=f"text/plain; charset={charset}").text == expected


@pytest.mark.parametrize(
    "broken",
    [
        base64.b64encode(b"Hello there, Alex").decode().rstrip("="),
        base64.b64encode(b"Hello there, Alex").decode() + "A",
        "SGVs!!bG8g\n\ndGhl#cmUs*IEFsZXg=",
    ],
)
def test_dirty_base64_is_still_read(broken: str) -> None:
    message = read(broken, content_transfer_encoding="base64")
    assert message.text.startswith("Hello there, Alex")


def test_dirty_quoted_printable_is_still_read() -> None:
    body = "Caf=C3=A9 = 5 =ZZ soft=\nbreak ="
    message = read(
        body, content_type="text/plain; charset=utf-8", content_transfer_encoding="quoted-printable"
    )
    assert message.text.startswith("Café = 5 =ZZ softbreak")


def test_flowed_paragraphs_are_put_together() -> None:
    body = "We would like to \ninvite you.\n\n> quoted \n> line\n-- \nJane\n"
    message = read(body, content_type="text/plain; format=flowed")
    assert message.text.startswith("We would like to invite you.\n\n> quoted line\n-- \nJane")
    assert message.new_text == "We would like to invite you."


def test_flowed_text_with_delsp_drops_the_space_at_the_break() -> None:
    message = read("Inter \nview\n", content_type="text/plain; format=flowed; delsp=yes")
    assert message.text == "Interview"


def test_of_two_alternatives_the_plain_text_is_read_and_the_html_kept() -> None:
    body = multipart(part("text/plain", "Thursday at 2 PM works."), part("text/html", "<p>Thu</p>"))
    message = read(body, content_type='multipart/alternative; boundary="edge"')
    assert message.text == "Thursday at 2 PM works."
    assert message.html is not None
    assert message.html.strip() == "<p>Thu</p>"


@pytest.mark.parametrize(
    "stub",
    ["", "\n\n", "Please view this email in an HTML capable client.", "https://example.com/view/1"],
)
def test_a_stub_of_plain_text_gives_way_to_the_html(stub: str) -> None:
    html = "<p>Your interview is on Thursday, March 5 at 2 PM.</p>"
    body = multipart(part("text/plain", stub), part("text/html", html))
    message = read(body, content_type="multipart/alternative; boundary=edge")
    assert message.text == "Your interview is on Thursday, March 5 at 2 PM."
    assert message.text_part == "text/html"


def test_text_that_an_attachment_splits_is_read_on_both_sides() -> None:
    body = multipart(
        part("text/plain", "Before."),
        part("image/png", "x", Content_Disposition="inline"),
        part("text/plain", "After."),
        part("text/plain", "a log", Content_Disposition="attachment; filename=log.txt"),
    )
    assert read(body, content_type="multipart/mixed; boundary=edge").text == "Before.\n\nAfter."


def test_a_calendar_is_found_inline_and_as_a_file_but_counted_once() -> None:
    encoded = base64.b64encode(INVITE.encode()).decode()
    body = multipart(
        part("text/plain", "Invitation"),
        part("text/calendar; method=REQUEST", INVITE.rstrip("\n")),
        part(
            "application/octet-stream",
            encoded,
            Content_Transfer_Encoding="base64",
            Content_Disposition="attachment; filename*=utf-8''invite%20one.ICS",
        ),
    )
    message = read(body, content_type="multipart/mixed; boundary=edge")
    assert [calendar.method for calendar in message.calendars] == ["REQUEST", "REQUEST"][
        : len({calendar.text for calendar in message.calendars})
    ]
    assert message.calendars[-1].text.startswith("BEGIN:VCALENDAR")


def test_a_calendars_method_is_read_from_its_text_where_the_header_is_silent() -> None:
    body = multipart(part("text/plain", "x"), part("text/calendar", INVITE))
    (calendar,) = read(body, content_type="multipart/mixed; boundary=edge").calendars
    assert calendar.method == "REQUEST"


def test_a_name_split_by_rfc_2231_is_put_together() -> None:
    body = multipart(
        part("text/plain", "x"),
        part("text/calendar; name*0=inv; name*1=ite.ics; name*2*=utf-8''x", INVITE),
    )
    (calendar,) = read(body, content_type="multipart/mixed; boundary=edge").calendars
    assert calendar.filename is not None
    assert calendar.filename.startswith("invite.ics")


@pytest.mark.parametrize("header", ['multipart/mixed; boundary="wrong"', "multipart/mixed"])
def test_a_wrong_or_missing_boundary_is_guessed(header: str) -> None:
    message = read(multipart(part("text/plain", "Read me")), content_type=header)
    assert message.text == "Read me"
    assert any("boundary" in problem for problem in message.problems)


def test_a_message_cut_off_in_the_middle_is_read_as_far_as_it_goes() -> None:
    whole = multipart(part("text/plain", "Read me"), part("text/html", "<p>Read me</p>"))
    message = read(whole[:-30], content_type="multipart/alternative; boundary=edge")
    assert message.text == "Read me"
    assert any("not closed" in problem for problem in message.problems)


def test_a_forward_as_attachment_is_read_where_there_is_no_text_beside_it() -> None:
    inner = raw_mail("The interview is on Thursday.", subject="Interview").decode()
    body = multipart(part("message/rfc822", inner))
    message = read(body, content_type="multipart/mixed; boundary=edge", subject="Fwd: Interview")
    assert message.subject == "Fwd: Interview"
    assert message.text == "The interview is on Thursday."


def test_an_attached_message_is_not_the_messages_own_text() -> None:
    inner = raw_mail("Old words.").decode()
    body = multipart(part("text/plain", "See attached."), part("message/rfc822", inner))
    assert read(body, content_type="multipart/mixed; boundary=edge").text == "See attached."


def test_nuls_lone_returns_and_invisible_signs_do_not_reach_the_text() -> None:
    message = read(
        "a\x00b\rc\r\nd\u200be\u00a0f\n".encode(), content_type="text/plain; charset=utf-8"
    )
    assert message.text == "ab\nc\nde f"


def test_mail_with_bare_carriage_returns_only_is_read() -> None:
    assert parse(raw_mail("one\ntwo").replace(b"\n", b"\r")).text == "one\ntwo"


def test_an_mbox_writers_escape_is_undone_but_a_quotation_stays() -> None:
    assert read(">From now on we meet.\n").text == "From now on we meet."
    assert read("> a\n>From b\n> c\n").text == "> a\n>From b\n> c"


def test_a_broken_continuation_line_does_not_end_the_headers() -> None:
    raw = b"From: a@example.com\nSubject: long\nsubject goes on\nTo: b@example.com\n\nBody"
    message = parse(raw)
    assert message.subject == "long subject goes on"
    assert message.to == (Address("b@example.com"),)
    assert message.text == "Body"


def test_a_header_block_without_an_empty_line_does_not_swallow_the_body() -> None:
    message = parse(b"From: a@example.com\nSubject: x\nHello Alex\nhow are you\n")
    assert message.text == "Hello Alex\nhow are you"


@pytest.mark.parametrize("raw", [b"", b"\r\n \n", b"\xef\xbb\xbf", b"\0\0"])
def test_nothing_to_read_is_said_so(raw: bytes) -> None:
    with pytest.raises(UnreadableMessageError) as caught:
        parse(raw)
    assert caught.value.advice


def test_text_beyond_the_limit_is_not_read_and_that_is_noted() -> None:
    message = read("word " * 300_000)
    assert len(message.text) <= 1_000_000
    assert any("only the first" in problem for problem in message.problems)


def test_thousands_of_parts_and_deep_nesting_end_in_a_note() -> None:
    many = read(
        multipart(*[part("text/plain", "x")] * 3000), content_type="multipart/mixed; boundary=edge"
    )
    assert any("parts were read" in problem for problem in many.problems)
    body = "deep"
    for level in range(60):
        body = multipart(
            part(f"multipart/mixed; boundary=b{level - 1}", body), boundary=f"b{level}"
        )
    deep = read(body, content_type="multipart/mixed; boundary=b59")
    assert any("deeper" in problem for problem in deep.problems)


HEADER_LINES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        b"Content-Type: text/html; charset=utf-16",
        b"Content-Type: text/plain; charset=idna; format=flowed; delsp=yes",
        b"Content-Type: message/rfc822",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: x-uuencode",
        b"Content-Type: text/calendar; name*0*=utf-8'%; name*1=x",
        b"Subject: =?utf-8?b?=?= =?x?q?=",
        b'From: ,<<a@b>>(c) "d',
        b"Date: Fri, 31 Dec 9999 23:59:59 -2359",
        b"Date: Mon, 1 Jan 0001 00:00:00 +2359",
        b"--b",
        b"--b--",
        b"",
        b"On 1 Mar 2026 Jane wrote:",
        b"> quoted",
        b"<div style='display:none'><a href=x>&#0;&#xffffffff;",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(HEADER_LINES, st.binary(max_size=60)), max_size=30))
def test_any_lines_become_a_message_or_an_unreadable_one(lines: list[bytes]) -> None:
    _reads_or_refuses(b"\n".join(lines))


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_become_a_message_or_an_unreadable_one(raw: bytes) -> None:
    _reads_or_refuses(raw)


def _reads_or_refuses(raw: bytes) -> None:
    try:
        message = parse(raw)
    except UnreadableMessageError:
        return
    assert isinstance(message, Message)
    assert "\r" not in message.text
    assert message.received_at.tzinfo is not None
    message.text.encode("utf-8")
    message.subject.encode("utf-8")


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: =?utf-7?q?+2AA-?=\r\n\r\nx",
        b"Message-ID: <\xa6@mail.example>\r\nFrom: \xa6 <a\xa6@mail.example>\r\n\r\nx",
        b"Content-Type: text/plain; charset=utf-7\r\n\r\n+2AA-",
    ],
)
def test_nothing_that_is_read_breaks_utf_8(raw: bytes) -> None:
    """Half characters would break the store and every JSON line."""
    json.dumps(dataclasses.asdict(parse(raw)), ensure_ascii=False, default=str).encode()
