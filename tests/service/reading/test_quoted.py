"""What a reply leaves out stands in the mail that it quotes."""

from __future__ import annotations

import pytest

from gmail.message.model import Message
from service.reading.model import Facts
from service.reading.quoted import Quoted, quoted_in
from service.reading.reader import read
from service.reading.view import View
from tests.service.reading.mail import ME, mail

INVITED = (
    "On Mon, 2 Mar 2026, Ines Okafor <ines@initech.example> wrote:\n"
    "> Hi Alex, we would like to invite you to an interview for the Data Analyst role at\n"
    "> Initech on Thursday 5 March at 3 pm. You would meet Pete Lonsdale, our head of data,\n"
    "> and me.\n> Ines Okafor\n> Initech\n"
)
BOAT = (
    "On Mon, 2 Mar 2026, Alex Morgan wrote:\n"
    "> could we look at the boat in the harbour together some time?\n"
)


def reply(text: str, quoted: str, subject: str = "Re: Thursday") -> Message:
    body = f"{text}\n\nInes\n\n{quoted}"
    sender = "Ines Okafor <ines@initech.example>"
    return mail(body, sender=sender, subject=subject, in_reply_to="<0@example.com>")


def quoted(message: Message) -> Quoted:
    found = quoted_in(View(message, frozenset({ME}), "America/New_York"))
    assert found is not None
    return found


def facts(message: Message) -> Facts:
    return read(message, me=frozenset({ME}), time_zone="America/New_York")


def test_quoted_mail_tells_whether_its_thread_is_about_a_job() -> None:
    answer = "Hi Alex, Thursday at 3 works for us, see you then."
    about_a_job = quoted(reply(answer, INVITED)).about_a_job
    about_a_boat = quoted(reply(answer, BOAT)).about_a_job
    assert about_a_job > 0.5 > about_a_boat


@pytest.mark.parametrize(
    "message",
    [
        mail("Thursday at 3 works for us."),
        mail("Thursday at 3 works for us.", subject="Re: Thursday", in_reply_to="<0@example.com>"),
    ],
)
def test_mail_that_quotes_nothing_has_no_quoted_mail(message: Message) -> None:
    assert quoted_in(View(message, frozenset({ME}), None)) is None


def test_a_first_name_is_completed_by_the_quoted_mail() -> None:
    text = "Hi Alex, your interview is confirmed for Thursday 5 March at 3 pm with Pete and me."
    found = {person.name for person in facts(reply(text, INVITED)).interviewers}
    assert found == {"Pete Lonsdale", "Ines Okafor"}


def test_a_reply_without_a_role_is_about_the_one_of_the_quoted_mail() -> None:
    text = "Hi Alex, your interview is confirmed for Thursday 5 March at 3 pm."
    assert facts(reply(text, INVITED)).role == "Data Analyst"


@pytest.mark.parametrize(
    "message",
    [
        mail("Your interview is confirmed for Thursday 5 March at 3 pm.", subject="Thursday"),
        reply("Thursday at 3 it is, see you then.", INVITED),
    ],
)
def test_no_short_mail_about_an_interview_is_passed_over(message: Message) -> None:
    assert View(message, frozenset({ME}), None).may_concern_a_job


def test_a_short_answer_about_a_boat_may_be_passed_over() -> None:
    answer = reply("Thursday at 3 suits us, bring the oars.", BOAT)
    assert not View(answer, frozenset({ME}), None).may_concern_a_job


SLOT = (
    "On Mon, 2 Mar 2026 at 08:00, Ines Okafor <ines@initech.example> wrote:\n"
    "> Your interview for the Data Analyst role is on Friday 6 March 2026, 14:00.\n"
)
TOMORROW = (
    "On Sun, 1 Mar 2026 at 08:00, Ines Okafor <ines@initech.example> wrote:\n"
    "> Could you come for the interview tomorrow at 5 pm? It is for the Data Analyst role.\n"
)


@pytest.mark.parametrize(
    ("text", "below", "start"),
    [
        (
            "Hi Alex, your interview now starts at 12:30 instead of 14:00, same day.",
            SLOT,
            "06 12:30",
        ),
        ("Hi Alex, that time for the interview works for us too. See you then!", SLOT, "06 14:00"),
        ("Hi Alex, yes, your interview is confirmed as you asked.", TOMORROW, "02 17:00"),
    ],
)
def test_what_a_short_answer_leaves_to_the_thread(text: str, below: str, start: str) -> None:
    interview = facts(reply(text, below, "Re: your interview")).interview
    assert interview is not None
    assert f"{interview.start:%d %H:%M}" == start
