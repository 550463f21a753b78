"""The log of the person's decisions, on every database."""

from __future__ import annotations

from scheduler.policy import Stage
from service.control.model import NOTHING_SAID, Act, Decision, Outcome
from service.reading.model import Kind
from service.store import applications, decisions
from service.store.accounts import account_for
from service.store.engine import Store
from service.store.models import ApplicationRow
from tests.service.store.test_store import keep, tell
from tests.service.told import NO_REPLY, at, talk, told

NOW = at("2026-03-05 12:00")
LATER = at("2026-03-09 12:00")


def application(store: Store) -> int:
    with store.write() as session:
        row = ApplicationRow(account_id=account_for(session, "alex@example.com").id)
        session.add(row)
        session.flush()
        return row.id


def test_a_decision_comes_back_as_it_was_made_and_its_application_is_due(store: Store) -> None:
    number = application(store)
    made = Decision(Act.DONE, NOW, outcome=Outcome.OFFER)
    with store.write() as session:
        row = session.get_one(ApplicationRow, number)
        row.planned_at, row.next_at = NOW, LATER
        decisions.note(session, row, made)
    with store.read() as session:
        row = session.get_one(ApplicationRow, number)
        assert [decisions.decision(d) for d in decisions.rows(session, 1, number)] == [made]
        assert row.next_at == NOW


def test_the_last_one_not_yet_taken_back_is_the_next_to_go(store: Store) -> None:
    number = application(store)
    with store.write() as session:
        row = session.get_one(ApplicationRow, number)
        decisions.note(session, row, Decision(Act.STOP, NOW))
        decisions.note(session, row, Decision(Act.SNOOZE, NOW, until=LATER))
        for _ in range(2):
            found = decisions.last(session)
            assert found is not None
            decisions.undo(session, found, LATER)
        assert decisions.last(session) is None
        assert decisions.control_of(session, row.account_id, number) == NOTHING_SAID
        assert len(decisions.rows(session, row.account_id, number)) == 2  # none is ever lost


def test_decisions_move_along_when_two_applications_turn_out_to_be_one(store: Store) -> None:
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        receipt = told("a", "2026-03-01 09:00", Kind.ACKNOWLEDGEMENT, thread="t1", by=NO_REPLY)
        fixed = told(
            "b",
            "2026-03-02 09:00",
            Kind.INTERVIEW_CONFIRMATION,
            thread="t2",
            interview=talk("2026-03-05 14:00"),
        )
        keep(session, account, receipt, fixed)
        for row in tell(session, account):
            decisions.note(session, row, Decision(Act.STOP, NOW))
        keep(session, account, told("c", "2026-02-28 09:00", Kind.ACKNOWLEDGEMENT, answers="b"))
        (left,) = tell(session, account)
        assert len(applications.all_rows(session, account)) == 1
        assert len(decisions.rows(session, account, left.id)) == 2


def test_another_accounts_decisions_are_not_seen(store: Store) -> None:
    number = application(store)
    with store.write() as session:
        row = session.get_one(ApplicationRow, number)
        skip = Decision(Act.SKIP, NOW, stage=Stage.THANK_YOU)
        decisions.note(session, row, skip, label_on="t1")
        other = account_for(session, "sam@example.org").id
        assert decisions.labelled(session, other) == []
        assert decisions.rows(session, other, number) == []
        assert len(decisions.labelled(session, row.account_id)) == 1
