"""What the reader makes of the demo's mail: interviews where they are, and nowhere else.

Mail is never bent to the reader. What it gets wrong today is named here and expected to fail; a
new mistake fails the tests, and a message that it has learnt to read is to be taken off the list.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import pytest

from gmail.message.parse import parse
from service.demo.mailbox import ALEX, DemoMail
from service.reading.model import Facts, InterviewStatus, Kind
from service.reading.reader import read
from tests.service.demo.files import applications, distractors


class Told(NamedTuple):
    """What one message says: its interview's start, and that it is `status`."""

    application: str
    mail: str
    start: str
    status: InterviewStatus = InterviewStatus.CONFIRMED


TOLD = (
    Told("01-initech", "04-calendar-invitation", "2026-03-03T14:00-05:00"),
    Told("02-marlowe-tidal", "02-teams-invitation", "2026-03-05T10:00-05:00"),
    Told("03-juniper-ledger", "04-time-agreed", "2026-03-02T11:00-05:00"),
    Told("04-pinecrest-library", "02-interview-letter", "2026-02-19T13:30-05:00"),
    Told("05-corvid-analytics", "03-confirmed", "2026-03-10T16:00-04:00"),
    Told("06-bellwether-health", "03-outlook-invitation", "2026-03-04T12:00-06:00"),
    Told("07-northgate-press", "02-onsite-confirmed", "2026-03-06T09:30-05:00"),
    Told("08-solace-grid", "03-phone-screen-set", "2026-03-05T17:00-05:00"),
    Told("08-solace-grid", "04-second-round", "2026-03-11T13:00-04:00"),
    Told("09-tessellate", "02-panel-schedule", "2026-03-10T10:00-04:00"),
    Told("10-harborview", "02-calendar-invitation", "2026-03-10T11:00-04:00"),
    Told(
        "10-harborview",
        "03-moved-by-calendar",
        "2026-03-12T15:00-04:00",
        InterviewStatus.RESCHEDULED,
    ),
    Told("11-quillfeather", "03-time-set", "2026-03-04T14:00-05:00"),
    Told(
        "11-quillfeather",
        "04-moved-by-words",
        "2026-03-06T10:30-05:00",
        InterviewStatus.RESCHEDULED,
    ),
    Told("12-ashgrove", "02-teams-invitation", "2026-03-09T09:00-04:00"),
    Told("12-ashgrove", "03-cancelled", "2026-03-09T09:00-04:00", InterviewStatus.CANCELLED),
    Told("13-brightwater", "02-client-confirms-forwarded", "2026-03-05T15:30-05:00"),
    Told("14-ostwind", "02-terminbestaetigung", "2026-03-10T15:00+01:00"),
    Told("15-fernhill", "03-confirmed", "2026-03-03T10:00-05:00"),
    Told("16-kestrel-aerial", "02-apple-invitation", "2026-03-09T13:00-04:00"),
    Told("17-gallant-foods", "02-interview-scheduled", "2026-03-12T11:00-04:00"),
    Told(
        "18-rook-and-vale", "02-slot-proposed", "2026-03-12T14:00-04:00", InterviewStatus.PROPOSED
    ),
    Told("19-larkspur-platform", "02-confirmed", "2026-03-04T10:00-05:00"),
    Told("20-larkspur-analytics", "02-calendar-invitation", "2026-03-16T16:00-04:00"),
    Told("21-mosaic-transit", "02-scheduling-tool-confirms", "2026-03-16T12:30-04:00"),
    Told("22-atelier-corbeau", "02-confirmation-entretien", "2026-03-17T16:00+01:00"),
)

DECISIONS = {
    ("06-bellwether-health", "05-rejection"): Kind.REJECTION,
    ("07-northgate-press", "03-rejection"): Kind.REJECTION,
    ("08-solace-grid", "05-offer"): Kind.OFFER,
    ("13-brightwater", "03-another-job-pitched"): Kind.OUTREACH,
    ("19-larkspur-platform", "03-rejection"): Kind.REJECTION,
}

NEWS = frozenset(Kind) - {Kind.OTHER, Kind.JOB_MARKETING, Kind.OUTREACH}
"""Kinds by which a message founds or changes an application."""


@pytest.mark.parametrize("told", TOLD, ids=lambda told: f"{told.application}/{told.mail}")
def test_each_interview_is_read_with_its_start(told: Told) -> None:
    interview = _read(_mail(told.application, told.mail)).interview

    assert interview is not None
    assert interview.start == datetime.fromisoformat(told.start)
    assert interview.status is told.status


def test_every_application_has_an_interview() -> None:
    assert {told.application for told in TOLD} == set(applications())


@pytest.mark.parametrize(("where", "kind"), DECISIONS.items(), ids=str)
def test_decisions_are_read_as_what_they_are(where: tuple[str, str], kind: Kind) -> None:
    assert _read(_mail(*where)).kind is kind


@pytest.mark.parametrize("mail", distractors(), ids=lambda mail: mail.name)
def test_a_distractor_is_no_news_of_an_application(mail: DemoMail) -> None:
    assert _read(mail).kind not in NEWS


@pytest.mark.parametrize("mail", distractors(), ids=lambda mail: mail.name)
def test_no_letter_would_be_written_for_a_distractor(mail: DemoMail) -> None:
    interview = _read(mail).interview

    assert interview is None or interview.status is InterviewStatus.CANCELLED


def _read(mail: DemoMail) -> Facts:
    return read(parse(mail.raw), me=frozenset({ALEX}), time_zone="America/New_York")


def _mail(application: str, name: str) -> DemoMail:
    return next(mail for mail in applications()[application] if mail.name == f"{name}.eml")
