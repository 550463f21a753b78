"""The real reader understands the mail of the stories as it is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gmail.message.model import Automatic, Message
from gmail.message.parse import parse
from service.reading.model import Facts, InterviewStatus, Kind
from service.reading.reader import read
from tests.model import cast
from tests.model.cast import ALEX, ALIAS, ROLES, Mail, Thread

AT = datetime(2026, 3, 3, 15, 20, tzinfo=UTC)
START = datetime(2026, 3, 6, 18, 0, tzinfo=UTC)


def facts(raw: bytes) -> Facts:
    message: Message = parse(raw, id="1", thread_id="1", received_at=AT)
    return read(message, me=frozenset({ALEX, ALIAS}), time_zone="America/New_York")


def mail(kind: str, role: str, **more: object) -> Mail:
    return replace(Mail(kind, role, AT, "<one@mail.example>"), **more)  # type: ignore[arg-type]


def thread(role: str, *, begun: bool = True) -> Thread:
    subject = f"Interview with {ROLES[role].company}: {ROLES[role].role}"
    return Thread(subject, ["<first@mail.example>"] if begun else [])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("calendar", [True, False])
def test_an_interview_is_fixed_moved_and_cancelled(role: str, begun: bool, calendar: bool) -> None:
    who, where = ROLES[role], thread(role, begun=begun)
    fixed = facts(
        cast.confirmation(who, mail("confirm", role, start=START), where, calendar=calendar)
    )
    assert fixed.kind is Kind.INTERVIEW_CONFIRMATION
    assert fixed.interview is not None
    assert (fixed.interview.start, fixed.interview.end) == (START, START.replace(hour=19))
    assert fixed.interview.status is InterviewStatus.CONFIRMED
    assert (fixed.company, fixed.role) == (who.company, who.role)
    assert fixed.automatic is None
    moved = facts(cast.move(who, mail("move", role, start=START), where, calendar=calendar))
    assert moved.kind is Kind.INTERVIEW_RESCHEDULE
    assert moved.interview is not None
    assert moved.interview.start == START
    gone = facts(
        cast.cancellation(who, mail("cancel", role, start=START), where, calendar=calendar)
    )
    assert gone.kind is Kind.INTERVIEW_CANCELLATION


@pytest.mark.parametrize("role", ROLES)
def test_what_people_answer(role: str) -> None:
    who, where = ROLES[role], thread(role)
    later = facts(cast.postponement(who, mail("postpone", role), where))
    assert (later.kind, later.interview) == (Kind.INTERVIEW_RESCHEDULE, None)
    for said in (
        cast.answer(who, mail("answer", role), where),
        cast.colleague(who, mail("colleague", role)),
        cast.promise(who, mail("promise", role, until=date(2026, 3, 13)), where),
    ):
        found = facts(said)
        assert found.kind in (Kind.STATUS_UPDATE, Kind.OTHER), found.kind
        assert found.automatic is None
        assert found.interview is None
    call = facts(cast.call(who, mail("call", role), where))
    assert (call.phone_call_requested, call.automatic, call.interview) == (True, None, None)
    assert call.kind not in (Kind.REJECTION, Kind.OFFER, Kind.INTERVIEW_CONFIRMATION)
    promised = facts(
        cast.promise(who, mail("promise", role, until=date(2026, 3, 13)), where)
    ).promise
    assert promised is not None
    assert promised.last == date(2026, 3, 13)
    assert facts(cast.answer(who, mail("answer", role), where)).promise is None
    assert facts(cast.rejection(who, mail("rejection", role), where)).kind is Kind.REJECTION
    assert facts(cast.offer(who, mail("offer", role), where)).kind is Kind.OFFER


@pytest.mark.parametrize("role", ROLES)
def test_what_machines_send(role: str) -> None:
    who, where = ROLES[role], thread(role)
    away = facts(cast.away(who, mail("away", role, until=date(2026, 3, 13)), where))
    assert away.automatic is Automatic.AUTO_REPLY
    assert away.away_until == date(2026, 3, 13)
    news = facts(cast.newsletter(mail("newsletter", role)))
    assert news.automatic is Automatic.BULK
    failed = who.people[0][1]
    raw = cast.bounce(mail("bounce", role, failed=failed), where, "<letter@mail.example>")
    assert facts(raw).automatic is Automatic.BOUNCE
    message = parse(raw, id="1", thread_id="1", received_at=AT)
    assert message.failed_recipients == (failed,)


def test_a_letter_of_the_candidate_says_nothing_of_an_interview() -> None:
    raw = cast.own("jane.roe@initech.example", AT, "<mine@mail.example>", "Re: Interview", [])
    found = facts(raw)
    assert (found.kind, found.automatic, found.interview) == (Kind.OTHER, None, None)
