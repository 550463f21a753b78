"""What holds of the plan of any mail: order, repetition, more evidence, time (issue: the proof)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from gmail.message.model import Automatic
from scheduler.business_time import WorkingCalendar
from scheduler.policy import Policy, Stage
from scheduler.timeline import Verdict
from service.applications import Application, group
from service.plan import Candidate, Plan, Remembered, plan
from service.read_message import ReadMessage
from service.reading.model import Kind
from tests.service.told import JANE, ME, at, talk, told, wrote

MANY = settings(max_examples=60, deadline=None)
ALEX = Candidate(frozenset({ME}), ME, WorkingCalendar(ZoneInfo("America/New_York")))
FIRST = at("2026-03-02 15:00")
START = "2026-03-05 18:00"
END = at("2026-03-05 19:00")
UID = "one@calendar.example"


def moment(hours: int) -> str:
    return f"{FIRST + timedelta(hours=hours):%Y-%m-%d %H:%M}"


@st.composite
def mails(draw: st.DrawFn) -> list[ReadMessage]:
    """One interview, and anything that may follow it in its thread, each at an hour of its own."""
    said = [confirmed("m0", moment(0))]
    hours = draw(st.lists(st.integers(1, 45 * 24), unique=True, max_size=6))
    for number, hour in enumerate(hours, start=1):
        said.append(draw(st.sampled_from(WORDS))(f"m{number}", moment(hour)))
    return said


def confirmed(id_: str, when: str) -> ReadMessage:
    found = talk(START, uid=UID, sequence=1)
    return told(
        id_, when, Kind.INTERVIEW_CONFIRMATION, interview=found, company="Initech", role="Engineer"
    )


def answered(id_: str, when: str) -> ReadMessage:
    return told(id_, when, Kind.STATUS_UPDATE)


def promised(id_: str, when: str) -> ReadMessage:
    return told(id_, when, Kind.STATUS_UPDATE, promise=(at(when) + timedelta(days=4)).date())


def rejected(id_: str, when: str) -> ReadMessage:
    return told(id_, when, Kind.REJECTION, company="Initech")


def away(id_: str, when: str) -> ReadMessage:
    back = (at(when) + timedelta(days=3)).date()
    return told(id_, when, automatic=Automatic.AUTO_REPLY, away_until=back)


WORDS = (answered, promised, rejected, away, wrote, confirmed)
nows = st.integers(0, 60 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


def planned(messages: list[ReadMessage], now: datetime) -> tuple[Application, Plan]:
    """The plan of what has been said until now; one application, as all lies in one thread."""
    (application,) = group(m for m in messages if m.sent_at <= now)
    return application, plan(application, Remembered({}, {}), Policy(), ALEX, now)


def due(found: Plan) -> list[Stage]:
    return [f.stage for f in found.follow_ups if f.decision.verdict is Verdict.OPEN]


@MANY
@given(mails(), nows)
def test_the_order_in_which_mail_is_told_does_not_matter(
    messages: list[ReadMessage], now: datetime
) -> None:
    turned = messages[::-1]
    assert planned(turned, now) == planned(messages, now)


@MANY
@given(mails(), nows)
def test_the_same_facts_give_the_same_plan(messages: list[ReadMessage], now: datetime) -> None:
    assert planned(messages, now) == planned(messages, now)


@MANY
@given(mails(), nows, st.integers(1, 4))
def test_more_evidence_of_one_interview_makes_no_second_letter(
    messages: list[ReadMessage], now: datetime, copies: int
) -> None:
    """The same confirmation again, in a thread of its own too: one round, at most one letter."""
    again = [
        told(
            f"again{number}",
            moment(0),
            Kind.INTERVIEW_CONFIRMATION,
            thread=f"t{number}",
            interview=talk(START, uid=UID, sequence=1),
            company="Initech",
            role="Engineer",
        )
        for number in range(copies)
    ]
    application, found = planned([*messages, *again], now)
    assert len(application.rounds) == 1
    assert len(due(found)) <= 1
    assert due(found) == due(planned(messages, now)[1])
    assert Counter(f.stage for f in found.follow_ups) == Counter(Stage)


@MANY
@given(mails(), nows)
def test_no_letter_is_due_outside_its_window_or_before_the_interview_is_over(
    messages: list[ReadMessage], now: datetime
) -> None:
    for follow_up in planned(messages, now)[1].follow_ups:
        if follow_up.decision.verdict is Verdict.OPEN:
            window = follow_up.decision.window
            assert window is not None
            assert END < window.opens_at <= now < window.closes_at


@MANY
@given(mails(), nows)
def test_after_an_answer_no_thanks_and_after_a_decision_nothing(
    messages: list[ReadMessage], now: datetime
) -> None:
    said = [m for m in messages if END <= m.sent_at <= now and m.sender and m.sender.email == JANE]
    kinds = {m.facts.kind for m in said if m.facts.automatic is None}
    letters = due(planned(messages, now)[1])
    if kinds:
        assert Stage.THANK_YOU not in letters
    decided = [m.sent_at for m in messages if m.facts.kind is Kind.REJECTION and m.sent_at <= now]
    fixed = [m.sent_at for m in messages if m.facts.interview and m.sent_at <= now]
    if decided and max(decided) > max(fixed):
        assert not letters


@MANY
@given(mails(), nows)
def test_two_letters_keep_seven_days_between_them(
    messages: list[ReadMessage], now: datetime
) -> None:
    letters = [m.sent_at for m in messages if m.outbound and END <= m.sent_at <= now]
    zone = ALEX.calendar.zone
    for follow_up in planned(messages, now)[1].follow_ups:
        window = follow_up.decision.window
        if follow_up.decision.verdict is Verdict.OPEN and letters and window:
            days = window.opens_at.astimezone(zone).date() - max(letters).astimezone(zone).date()
            assert days >= timedelta(days=7)


@MANY
@given(mails(), nows)
def test_time_alone_changes_nothing_before_the_next_wake_up(
    messages: list[ReadMessage], now: datetime
) -> None:
    so_far = [m for m in messages if m.sent_at <= now]
    found = planned(so_far, now)[1]
    ahead = found.next_at - now if found.next_at else timedelta(days=300)
    assert ahead > timedelta(0)
    later = now + ahead - timedelta(microseconds=1)
    there = planned(so_far, later)[1]
    assert [f.decision for f in there.follow_ups] == [f.decision for f in found.follow_ups]
    assert there.outcome == found.outcome
