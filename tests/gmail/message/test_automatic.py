"""Mail that no person wrote is known by its headers first, by its words second."""

from __future__ import annotations

import pytest

from gmail.message.model import Automatic
from tests.gmail.message.mail import multipart, part, read

STATUS = """Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; jane@initech.example
Action: {action}
Status: {status}
"""
REPORT = "multipart/report; report-type=delivery-status; boundary=edge"


def report(action: str, status: str = "5.1.1") -> str:
    returned = "From: alex@example.com\nTo: jane@initech.example\nSubject: Thank you\n"
    return multipart(
        part("text/plain", "Your message could not be delivered."),
        part("message/delivery-status", STATUS.format(action=action, status=status)),
        part("message/rfc822", returned + "\nDear Jane"),
    )


def test_a_delivery_report_is_a_bounce_and_names_the_address() -> None:
    message = read(report("failed"), content_type=REPORT, subject="Anything")
    assert message.automatic is Automatic.BOUNCE
    assert message.failed_recipients == ("jane@initech.example",)


def test_a_delay_is_no_failure_and_a_success_no_bounce() -> None:
    delayed = read(report("delayed", "4.4.1"), content_type=REPORT)
    assert delayed.automatic is Automatic.BOUNCE
    assert delayed.failed_recipients == ()
    assert "delayed" in (delayed.automatic_reason or "")
    assert read(report("delivered", "2.0.0"), content_type=REPORT).automatic is not Automatic.BOUNCE


def test_gmails_own_bounce_names_the_address_in_a_header() -> None:
    message = read(
        "Address not found\n",
        x_failed_recipients="Jane@initech.example",
        **{"from": "Mail Delivery Subsystem <mailer-daemon@example.com>"},
    )
    assert message.automatic is Automatic.BOUNCE
    assert message.failed_recipients == ("jane@initech.example",)


def test_an_old_systems_plain_bounce_is_known_by_sender_and_words() -> None:
    message = read(
        "Hi. This is the qmail-send program.\nI'm afraid I wasn't able to deliver your message.\n\n"
        "<jane@initech.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        "--- Below this line is a copy of the message.\n\nTo: other@example.com\n",
        subject="failure notice",
        **{"from": "MAILER-DAEMON@mx.example.com"},
    )
    assert message.automatic is Automatic.BOUNCE
    assert message.failed_recipients == ("jane@initech.example",)


@pytest.mark.parametrize(
    "fields",
    [
        {"auto_submitted": "auto-replied (vacation)"},
        {"x_autoreply": "yes"},
        {"x_autorespond": "away"},
        {"precedence": "auto_reply"},
        {"x_ms_exchange_inbox_rules_loop": "j@initech.example", "x_auto_response_suppress": "All"},
        {"subject": "Automatic reply: Thank you"},
        {"subject": "Out of office Re: Thank you"},
        {"subject": "Abwesenheitsnotiz: Danke"},
        {"subject": "Réponse automatique : Merci"},
        {"subject": "Respuesta automática: Gracias"},
        {"subject": "Automatisch antwoord: Bedankt"},
    ],
)
def test_signs_of_an_automatic_reply(fields: dict[str, str]) -> None:
    assert read("Back soon.\n", **fields).automatic is Automatic.AUTO_REPLY


@pytest.mark.parametrize(
    "text",
    [
        "I am out of the office until Monday, March 9. For urgent matters call Bob.",
        "Ich bin im Urlaub. In dringenden Fällen wenden Sie sich an Bob.",
        "Je suis absente du bureau jusqu'au 9 mars. En cas d'urgence, appelez Bob.",
        "Estoy de vacaciones hasta el 9 de marzo. En caso de urgencia, llame a Bob.",
        "Ik ben op vakantie tot 9 maart. Voor dringende zaken: Bob.",
        "This is an automated response. We have got your mail.",
    ],
)
def test_out_of_office_words_without_any_header(text: str) -> None:
    assert read(text, content_type="text/plain; charset=utf-8").automatic is Automatic.AUTO_REPLY


@pytest.mark.parametrize(
    "text",
    [
        "I will be out of the office on Friday. Could we talk on Monday?",
        "Thank you, we will come back to you on Friday.",
        "Yes.\n\nOn Mon, Mar 2, 2026 Bob wrote:\n> This is an automated response.\n",
    ],
)
def test_a_persons_mail_is_not_automatic(text: str) -> None:
    assert read(text, subject="Re: Interview").automatic is None


def test_a_read_receipt_counts_as_an_automatic_reply() -> None:
    body = multipart(
        part("text/plain", "Your message was read."), part("message/disposition-notification", "x")
    )
    kind = "multipart/report; report-type=disposition-notification; boundary=edge"
    assert read(body, content_type=kind).automatic is Automatic.AUTO_REPLY


@pytest.mark.parametrize("method", ["REPLY", "COUNTER"])
def test_a_calendar_answer_is_known_by_its_method(method: str) -> None:
    calendar = f"BEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR"
    body = multipart(
        part("text/plain", "Accepted"), part(f"text/calendar; method={method}", calendar)
    )
    message = read(
        body, content_type="multipart/mixed; boundary=edge", subject="Accepted: Interview"
    )
    assert message.automatic is Automatic.CALENDAR_REPLY


def test_the_word_accepted_alone_is_no_calendar_answer() -> None:
    assert read("Glad to come.\n", subject="Accepted: Interview").automatic is None


@pytest.mark.parametrize(
    "fields",
    [
        {"list_unsubscribe": "<https://example.com/u>"},
        {"list_id": "News <news.example.com>"},
        {"precedence": "bulk"},
        {"feedback_id": "1:2:3:mail"},
    ],
)
def test_list_headers_mean_bulk(fields: dict[str, str]) -> None:
    assert read(**fields).automatic is Automatic.BULK


def test_a_generated_notice_without_list_headers_is_nothing_of_the_kind() -> None:
    assert read(auto_submitted="auto-generated").automatic is None
