# ruff: noqa: E501  # one message a line
"""What the reader makes of single messages, told as stories."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

import pytest

from gmail.message.model import Automatic
from service.reading.model import InterviewStatus, Kind, Medium
from service.reading.reader import read
from service.reading.view import View
from tests.service.reading.mail import ME, facts, invitation, mail

EST = timezone(timedelta(hours=-5))


def view_of(body: str) -> View:
    return View(mail(body), frozenset({ME}), "America/New_York")


def test_a_confirmation_in_plain_words() -> None:
    found = facts(
        "Hi Alex,\n\nYour interview for the Data Engineer role at Initech is confirmed for "
        "Thursday, March 5 at 2:00 PM ET. You will be meeting with Raj Patel.\n"
        "Join here: https://initech.zoom.us/j/91234567890\n\nBest,\nJane",
        subject="Interview confirmation: Data Engineer",
    )
    assert found.kind is Kind.INTERVIEW_CONFIRMATION
    assert found.interview is not None
    assert found.interview.start == datetime(2026, 3, 5, 14, 0, tzinfo=EST)
    assert found.interview.status is InterviewStatus.CONFIRMED
    assert found.interview.medium is Medium.VIDEO
    assert found.interview.join_url == "https://initech.zoom.us/j/91234567890"
    assert found.company == "Initech"
    assert found.role == "Data Engineer"
    assert [person.name for person in found.interviewers] == ["Raj Patel"]


def test_every_fact_is_quoted_letter_for_letter() -> None:
    message = mail(
        "Hi Alex,\n\nYour phone interview with Initech is scheduled for Friday, March 6 at 10am ET."
        "\nWe will decide by March 13.\n\nJane"
    )
    found = read(message, me=frozenset({ME}), time_zone="America/New_York")
    named = {evidence.fact for evidence in found.evidence}
    assert {"kind", "interview.start", "company", "decision_by"} <= named
    for evidence in found.evidence:
        header = evidence.part.partition("header:")[2]
        text = message.header(header) if header else message.text
        text = message.subject if evidence.part == "subject" else text
        assert text is not None
        start, end = evidence.span
        assert text[start:end] == evidence.quote


def test_the_calendar_goes_before_the_words() -> None:
    found = facts(
        invitation(), subject="Interview with Initech", content_type="text/calendar; method=REQUEST"
    )
    assert found.kind is Kind.INTERVIEW_CONFIRMATION
    assert found.interview is not None
    assert found.interview.start.isoformat() == "2026-03-10T13:00:00-04:00"
    assert found.interview.end is not None
    assert found.interview.time_zone == "America/New_York"
    assert found.calendar_uids == ("interview-1@initech.example",)
    assert [person.email for person in found.interviewers] == ["raj.patel@initech.example"]


@pytest.mark.parametrize(
    "text",
    [
        "Your interview for the analyst role is from 1:00 to 2:30 pm on March 10 in our office.",
        "The day is held for you. Your interview for the analyst role is from 1:00 to 2:30 pm.",
    ],
)
def test_the_words_tell_the_hour_of_an_event_that_fills_its_day(text: str) -> None:
    held = re.sub(r"DT(START|END);TZID=[^:]*:(\d{8})\S*", r"DT\1;VALUE=DATE:\2", invitation())
    parts = "".join(
        f"--x\r\nContent-Type: {sort}\r\n\r\n{part}\r\n"
        for sort, part in (("text/plain", text), ("text/calendar; method=REQUEST", held))
    )
    found = facts(
        f"{parts}--x--\r\n",
        subject="HOLD: interview with Initech",
        content_type='multipart/alternative; boundary="x"',
    )
    assert found.interview is not None
    assert found.interview.start.isoformat() == "2026-03-10T13:00:00-04:00"
    assert found.interview.end is not None
    assert found.interview.end.isoformat() == "2026-03-10T14:30:00-04:00"
    assert not found.interview.all_day


def test_a_short_answer_in_a_very_long_thread_is_read_whole() -> None:
    answer = (
        "Dear Alex,\n\nyour interview for the Data Analyst role at Initech is confirmed. You will meet "
        "Raj Patel, who leads the team, and Priya Nair from finance, in our office in Dock Lane. Please "
        "bring a passport and the report that you spoke of, and ask for me at the desk.\n\n"
        "It is on Tuesday, March 10 at 1:00 pm.\n\nJane\n\n"
    )
    below = "On Mon, 2 Mar 2026, Alex Morgan wrote:\n" + "> thank you for all of this\n" * 2000
    found = facts(answer + below, subject="Re: Interview", in_reply_to="<0@example.com>")

    assert found.interview is not None
    assert found.interview.start.isoformat() == "2026-03-10T13:00:00-04:00"
    assert not view_of(answer + below).is_huge


def test_a_rule_in_the_middle_begins_no_footer() -> None:
    said = "INTERVIEW DETAILS\n----------\nDate: Tuesday, March 10\nStart: 1 pm\n----------\n\n"
    promised = "Candidates hear the outcome within a week."
    assert promised in view_of(f"{said * 2}{promised}\n\nKind regards\nJane\n").body


@pytest.mark.parametrize(
    "footer",
    [
        "To stop these mails, unsubscribe here.",
        "Manage your preferences",
        "You are receiving this mail as a candidate.",
        "This e-mail is confidential.",
        "This message was sent to alex@example.com",
        "Privacy policy",
        "All rights reserved",
        "An equal opportunity employer",
        "Powered by Greenhouse",
        "Impressum",
        "Se désabonner",
    ],
)
def test_a_footer_is_no_part_of_what_is_read(footer: str) -> None:
    said = "Your interview is on Tuesday. " * 10
    assert footer not in view_of(f"{said}\n\n{footer}\n").body


def test_a_cancelled_calendar_event_is_a_cancellation() -> None:
    found = facts(
        invitation("CANCEL"),
        subject="Canceled event: Interview with Initech",
        content_type="text/calendar; method=CANCEL",
    )
    assert found.kind is Kind.INTERVIEW_CANCELLATION
    assert found.interview is not None
    assert found.interview.status is InterviewStatus.CANCELLED


def test_the_answer_to_an_invitation_is_no_interview() -> None:
    found = facts(
        invitation("REPLY"),
        subject="Accepted: Interview with Initech",
        content_type="text/calendar; method=REPLY",
    )
    assert (found.kind, found.automatic) == (Kind.OTHER, Automatic.CALENDAR_REPLY)
    assert found.interview is None


def test_the_candidates_own_mail_says_nothing() -> None:
    found = facts(
        "I confirm our interview on Thursday, March 5 at 2pm.", sender=f"Alex Morgan <{ME}>"
    )
    assert found.kind is Kind.OTHER
    assert found.interview is None


def test_quoted_history_does_not_decide() -> None:
    found = facts(
        "Hi Alex,\n\nWe have decided to move forward with other candidates for the Data Engineer "
        "role. We wish you the best in your search.\n\nJane\n\n"
        "On Mon, Feb 23, 2026 at 9:00 AM Jane Roe <jane@initech.example> wrote:\n"
        "> Your interview is confirmed for Tuesday, February 24 at 2pm ET.\n",
        subject="Re: Interview confirmation",
    )
    assert found.kind is Kind.REJECTION
    assert found.interview is None


def test_a_link_to_choose_a_time_is_an_invitation() -> None:
    found = facts(
        "Hi Alex,\n\nWe'd love to set up a phone screen for the Data Engineer role at Initech. "
        "Please pick a time that works for you: https://calendly.com/jane/30min\n"
        "You will receive a confirmation once a time is set.\n\nJane"
    )
    assert found.kind is Kind.INTERVIEW_INVITATION
    assert found.interview is None


def test_one_slot_that_waits_for_a_yes_is_proposed() -> None:
    found = facts(
        "Hi Alex,\n\nWe would like to interview you for the Data Engineer role at Initech on "
        "Thursday, March 5 at 2pm ET. Does that work for you? Please confirm.\n\nJane"
    )
    assert found.kind is Kind.INTERVIEW_CONFIRMATION
    assert found.interview is not None
    assert found.interview.status is InterviewStatus.PROPOSED


def test_a_move_names_the_new_time() -> None:
    found = facts(
        "Hi Alex,\n\nRaj has a conflict, so we need to reschedule. Your interview has been moved "
        "from Thursday, March 5 at 2pm ET to Friday, March 6 at 11am ET.\n\nJane",
        subject="Interview rescheduled",
    )
    assert found.kind is Kind.INTERVIEW_RESCHEDULE
    assert found.interview is not None
    assert found.interview.start == datetime(2026, 3, 6, 11, 0, tzinfo=EST)


def test_an_absence_tells_the_day_of_return() -> None:
    found = facts(
        "I am out of the office and will be back on March 16, 2026.",
        subject="Automatic reply: Thank you",
        Auto_Submitted="auto-replied",
    )
    assert (found.kind, found.automatic) == (Kind.OTHER, Automatic.AUTO_REPLY)
    assert found.away_until is not None
    assert found.away_until.isoformat() == "2026-03-16"


def test_an_acknowledgement_marked_as_an_automatic_reply_is_read_and_an_absence_is_not() -> None:
    acknowledgement = facts(
        "Hello Alex,\n\nYour application for Data Engineer at Initech has been received. A person "
        "reads each one; if it is a match we will call to set up a chat.\n\nThe Initech crew",
        subject="We got your application!",
        Auto_Submitted="auto-replied",
    )
    assert acknowledgement.kind is Kind.ACKNOWLEDGEMENT
    assert acknowledgement.automatic is None
    assert acknowledgement.role == "Data Engineer"
    absence = facts(
        "Thank you for your application. I am on annual leave and will read it when I am back.",
        subject="Your application",
        Auto_Submitted="auto-replied",
    )
    assert (absence.kind, absence.automatic) == (Kind.OTHER, Automatic.AUTO_REPLY)


@pytest.mark.parametrize(
    ("where", "medium"),
    [
        ("Come down to the yard and ask for Raj at the gate.", Medium.ONSITE),
        ("I'll meet you at the showroom.", Medium.ONSITE),
        ("Same place as before.", Medium.ONSITE),
        ("Raj will call you.", Medium.PHONE),
        ("See you then.", None),
    ],
)
def test_how_a_talk_is_held_by_what_is_said_of_its_place(where: str, medium: Medium | None) -> None:
    found = facts(
        f"Hi Alex,\n\nYour interview for the Data Engineer role at Initech is confirmed for "
        f"Thursday, March 5 at 2:00 PM with Raj Patel. {where}\n\nJane"
    )
    assert found.interview is not None
    assert found.interview.medium is medium


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Budget", "Can we move the budget meeting to Thursday at 2pm? Best, Jane"),
        ("Lunch", "Lunch on Thursday at noon? The usual place."),
        (
            "Paid user interview",
            (
                "We'd like to invite you to a user research interview on Thursday, March 5 at 2pm ET. "
                "You will receive a $75 gift card for taking part in our study."
            ),
        ),
        (
            "Your visa interview appointment",
            (
                "Your visa interview at the consulate is scheduled for March 5 at 2pm. Bring your "
                "passport."
            ),
        ),
        (
            "Interview panel: candidate Sam Lee",
            (
                "You are on the panel for the candidate Sam Lee on Thursday, March 5 at 2pm. The "
                "candidate's resume is attached. Please submit your scorecard afterwards."
            ),
        ),
    ],
)
def test_other_meetings_are_no_job_interviews(subject: str, body: str) -> None:
    found = facts(body, subject=subject)
    assert found.kind is Kind.OTHER
    assert found.interview is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            (
                "Guten Tag Alex,\n\nhiermit bestätigen wir Ihr Vorstellungsgespräch am 5. März 2026 um "
                "14:00 Uhr bei uns im Büro."
            ),
            Kind.INTERVIEW_CONFIRMATION,
        ),
        (
            (
                "Bonjour,\n\nje vous confirme votre entretien le jeudi 5 mars 2026 à 14h dans nos "
                "locaux."
            ),
            Kind.INTERVIEW_CONFIRMATION,
        ),
        (
            (
                "Hola Alex,\n\nte confirmamos la entrevista para el jueves 5 de marzo de 2026 a las "
                "14:00 en nuestras oficinas."
            ),
            Kind.INTERVIEW_CONFIRMATION,
        ),
        (
            (
                "Beste Alex,\n\nhierbij bevestig ik je sollicitatiegesprek op donderdag 5 maart 2026 "
                "om 14:00 uur bij ons op kantoor."
            ),
            Kind.INTERVIEW_CONFIRMATION,
        ),
        (
            (
                "Sehr geehrter Herr Morgan,\n\nleider müssen wir Ihnen mitteilen, dass wir uns für "
                "einen anderen Bewerber entschieden haben. Wir wünschen Ihnen alles Gute."
            ),
            Kind.REJECTION,
        ),
        (
            (
                "Bonjour,\n\nnous sommes au regret de ne pas pouvoir donner une suite favorable à "
                "votre candidature."
            ),
            Kind.REJECTION,
        ),
    ],
)
def test_other_languages_are_recognised(body: str, kind: Kind) -> None:
    assert facts(body, subject="Initech").kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for your note. Please give me a call at 212-555-0100.\n\nJane",
        "Could you call me back tomorrow? It is about Thursday.\n\nJane",
    ],
)
def test_a_call_asked_for_in_a_line_counts_though_no_word_speaks_of_work(text: str) -> None:
    assert facts(text, subject="Re: Thursday").phone_call_requested


def test_a_line_that_asks_for_nothing_asks_for_no_call() -> None:
    assert not facts("Thanks, see you then!\n\nJane", subject="Re: Thursday").phone_call_requested


@pytest.mark.parametrize(
    "said", ["We decide by Friday, March 13.", "You will hear by Friday, 13 March."]
)
def test_a_line_in_a_thread_may_promise_a_day_though_no_word_speaks_of_work(said: str) -> None:
    promise = facts(f"Thanks for asking. {said}\n\nJane", subject="Re: Thursday").promise
    assert promise is not None
    assert promise.last == date(2026, 3, 13)


def test_a_line_that_answers_nothing_promises_nothing() -> None:
    assert facts("We decide by Friday, March 13.\n\nJane", subject="The roof").promise is None
