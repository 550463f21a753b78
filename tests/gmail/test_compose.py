"""Letters as MIME, and the fingerprint of our own words."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail.drafts import compose, fingerprint, reply_subject
from gmail.message.model import Address
from gmail.message.parse import parse
from tests.gmail.door_world import ALEX, JANE, PARENT_ID, letter

HEADERS = {
    "message-id",
    "in-reply-to",
    "references",
    "from",
    "to",
    "subject",
    "date",
    "content-type",
    "content-transfer-encoding",
    "mime-version",
}


def read(raw: bytes) -> Any:
    return message_from_bytes(raw, policy=default)


def test_a_reply_carries_what_threading_needs_and_nothing_that_gives_us_away() -> None:
    raw = compose(letter("t1", references=("<first@initech.example>", PARENT_ID)))
    message = read(raw)
    assert {name.lower() for name in message} == HEADERS
    assert message["in-reply-to"] == PARENT_ID
    assert message["references"].split() == ["<first@initech.example>", PARENT_ID]
    assert message["subject"] == "Re: Interview"
    assert message["from"] == "Alex Morgan <alex@example.com>"
    assert message["date"] == "Thu, 05 Mar 2026 15:00:00 +0000"
    assert message.get_content_type() == "text/plain"
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_what_we_write_is_what_we_read() -> None:
    text = "Dear Jané,\n\nFrom here: 你好 …\n.\n" + "long " * 300 + "\n"
    draft = letter("t1", text=text, subject="Ré: Entretien", to=(Address("j@x.example", "Jané"),))
    message = parse(compose(draft))
    assert message.text.split() == text.split()
    assert message.subject == "Re: Ré: Entretien"
    assert message.to == (Address("j@x.example", "Jané"),)


def test_html_comes_beside_the_text() -> None:
    message = read(compose(letter("t1", html="<p>Dear Jane</p>")))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_a_letter_of_its_own_is_no_reply() -> None:
    message = read(compose(letter(None, in_reply_to=None, references=(PARENT_ID,))))
    assert message["subject"] == "Interview"
    assert message["references"] is None
    assert message["in-reply-to"] is None


def test_a_very_long_message_id_stays_whole() -> None:
    """Python's own folding would make an encoded word of it."""
    parent = f"<{'x' * 300}@mail.initech.example>"
    raw = compose(letter("t1", in_reply_to=parent, references=(parent, PARENT_ID)))
    assert f"In-Reply-To: {parent}\r\n".encode() in raw
    assert read(raw)["references"].split() == [PARENT_ID, parent]


def test_a_very_long_chain_keeps_its_first_and_its_last() -> None:
    chain = tuple(f"<{number}@initech.example>" for number in range(200))
    kept = read(compose(letter("t1", references=chain)))["references"].split()
    assert len(kept) == 30
    assert (kept[0], kept[-1]) == ("<0@initech.example>", PARENT_ID)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Interview", "Re: Interview"),
        ("Re: Interview", "Re: Interview"),
        ("RE: Interview", "RE: Interview"),
        ("re[2]: Interview", "re[2]: Interview"),
        ("AW: Gespräch", "AW: Gespräch"),
        ("Fwd: Interview", "Re: Fwd: Interview"),
        ("Regarding: us", "Re: Regarding: us"),
        ("Re:Interview\r\n with Jane", "Re:Interview   with Jane"),
        ("", "Re:"),
    ],
)
def test_a_reply_is_marked_once(subject: str, expected: str) -> None:
    assert " ".join(reply_subject(subject).split()) == " ".join(expected.split())


BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\x00"]
nasty = st.lists(
    st.sampled_from([*BREAKS, "Bcc: eve@evil.example", "X: y", " ", "<", ">", ",", '"', "é", "=?"]),
    max_size=8,
).map("".join)


@given(subject=nasty, name=nasty, text=nasty, html=st.none() | nasty)
def test_no_value_becomes_a_header_or_a_recipient(
    subject: str, name: str, text: str, html: str | None
) -> None:
    raw = compose(
        letter(
            "t1",
            subject=subject,
            sender=Address(ALEX, name),
            to=(Address(JANE.email, name),),
            text=text,
            html=html,
        )
    )
    for message in (read(raw), message_from_bytes(raw)):
        assert {one.lower() for one in message} <= HEADERS
        assert message.get_all("bcc") is None
    assert [one.addr_spec for one in read(raw)["to"].addresses] == [JANE.email]
    assert [one.addr_spec for one in read(raw)["from"].addresses] == [ALEX]


@given(st.text(max_size=30), st.sampled_from(BREAKS), st.text(max_size=30))
def test_an_address_with_a_line_break_is_refused(start: str, broken: str, end: str) -> None:
    for field in ("to", "cc"):
        with pytest.raises(ValueError, match="address"):
            compose(letter("t1", **{field: (Address(f"{start}{broken}{end}@x.example"),)}))


@pytest.mark.parametrize(
    "email",
    [
        "",
        "jane",
        "@x.example",
        "jane@",
        "jane@x.example, eve@evil.example",
        "jane@x.example>",
        "Jane <jane@x.example>",
        "jané@x.example",
        "jane@x.example\n",
    ],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(ValueError, match="address"):
        compose(letter("t1", to=(Address(email),)))


@pytest.mark.parametrize("bad", ["", "x", "<a b@x>", "<a@x>\r\nBcc: e@evil.example", "<é@x>"])
def test_a_bad_message_id_is_refused_where_it_matters_and_dropped_where_not(bad: str) -> None:
    for field in ("message_id", "in_reply_to"):
        with pytest.raises(ValueError, match="Message-ID"):
            compose(letter("t1", **{field: bad}))
    assert read(compose(letter("t1", references=(bad,))))["references"] == PARENT_ID


def test_a_naive_date_and_a_letter_to_nobody_are_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        compose(letter("t1", date=datetime(2026, 3, 5)))  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="somebody"):
        compose(letter("t1", to=()))


def rewritten(text: str, *, html: str | None = None, **headers: str) -> bytes:
    """The letter as another program would write it."""
    message = EmailMessage(policy=SMTP)
    for name, value in ({"To": JANE.email, "Subject": "Re: Interview"} | headers).items():
        message[name] = value
    message.set_content(text, cte="base64")
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


OURS = letter("t1").text


def test_the_fingerprint_overlooks_how_a_composer_wraps_our_words() -> None:
    ours = fingerprint(compose(letter("t1")))
    wrapped = OURS.replace(" ", "\n").replace("\n\n", " \n \n")
    assert fingerprint(rewritten(wrapped)) == ours
    assert fingerprint(rewritten(OURS, html="<div>anything</div>")) == ours
    assert fingerprint(rewritten(OURS, To="Jane <JANE@initech.example>")) == ours
    assert fingerprint(rewritten(OURS.replace(" ", "\u00a0"))) == ours


@pytest.mark.parametrize(
    "changed",
    [
        rewritten(OURS + "P.S. Thanks"),
        rewritten(OURS.replace("thank you", "thanks")),
        rewritten(OURS, Subject="Re: Interview!"),
        rewritten(OURS, To="jim@initech.example"),
        rewritten(OURS, Cc="jim@initech.example"),
        rewritten(OURS, Bcc="jim@initech.example"),
    ],
)
def test_the_fingerprint_notices_a_persons_change(changed: bytes) -> None:
    assert fingerprint(changed) != fingerprint(compose(letter("t1")))


def test_the_fingerprint_notices_an_attached_file() -> None:
    message = message_from_bytes(compose(letter("t1")), policy=SMTP)
    assert isinstance(message, EmailMessage)
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="cv.pdf")
    assert fingerprint(message.as_bytes()) != fingerprint(compose(letter("t1")))


@given(st.binary(max_size=200))
def test_nothing_is_beyond_fingerprinting(raw: bytes) -> None:
    assert len(fingerprint(raw)) == 64
