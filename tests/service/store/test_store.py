"""What the store promises, on every database."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from scheduler.policy import Stage
from service.applications import group, keys_of
from service.follow_up import State
from service.letters.others import keys_in
from service.read_message import ReadMessage
from service.reading.model import Kind
from service.store import applications, fetching, follow_ups, mail
from service.store.accounts import account_for, accounts, bad_addresses, mark_bad
from service.store.engine import MIGRATIONS, Store, StoreError
from service.store.models import (
    ApplicationRow,
    Base,
    Fetch,
    FollowUpRow,
    InterviewRow,
    MessageRow,
)
from service.store.names import NamesInStore
from tests.service.told import NO_REPLY, at, talk, told, wrote

NOW = at("2026-03-05 12:00")


def keep(session: Session, account: int, *messages: ReadMessage) -> None:
    for message in messages:
        mail.keep(session, account, message, keys_of(message))


def tell(session: Session, account: int) -> list[ApplicationRow]:
    """Group all untold messages, as the intake does."""
    untold = mail.untold(session, account)
    together = mail.related(session, account, untold)
    messages = mail.read_messages(session, account, together)
    mail.told(session, account, untold)
    adopted = applications.adopt(session, account, set(messages), group(messages.values()))
    return [row for row, _ in adopted]


def test_the_migrations_make_exactly_the_tables_of_the_models(store: Store) -> None:
    with store.read() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, Base.metadata) == []


def test_an_upgrade_gives_every_company_its_key(url: str, tmp_path: Path) -> None:
    first = Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))
    for later in (first / "versions").glob("000[2-9]_*.py"):
        later.unlink()
    old = Store.open(url, first)
    with old.write() as session:
        session.execute(text("insert into accounts (id, email) values (1, 'alex@example.com')"))
        for row, company in ((1, "Hollis & Grey Ltd."), (2, None)):
            session.execute(
                text(
                    "insert into applications (id, account_id, company, reason, threads)"
                    " values (:row, 1, :company, '', 1)"
                ),
                {"row": row, "company": company},
            )
    old.close()
    upgraded = Store.open(url)
    with upgraded.read() as session:
        keys = session.scalars(text("select company_key from applications order by id"))
        assert list(keys) == ["hollis grey ltd", None]
    names = NamesInStore(upgraded, account_id=1, application_id=2)
    assert list(names.among(keys_in("I also met Hollis & Grey Ltd. on Monday."))) == [
        "Hollis & Grey Ltd."
    ]
    own = NamesInStore(upgraded, account_id=1, application_id=1)
    assert list(own.among(keys_in("I met Hollis & Grey Ltd."))) == []
    upgraded.close()


def test_a_database_of_a_newer_version_is_refused_and_left_alone(store: Store, url: str) -> None:
    with store.write() as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        Store.open(url)
    with store.read() as session:
        assert session.execute(text("select version_num from alembic_version")).scalar() == "9999"


SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
"""


def test_an_upgrade_keeps_a_copy_and_a_downgrade_is_refused(
    store: Store, url: str, tmp_path: Path
) -> None:
    with store.write() as session:
        account_for(session, "alex@example.com")
        head = session.execute(text("select version_num from alembic_version")).scalar()
    newer = Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))
    (newer / "versions" / "9999_later.py").write_text(SECOND.format(head=head))
    upgraded = Store.open(url, newer)
    with upgraded.read() as session:
        assert session.execute(text("select count(*) from later")).scalar() == 0
        assert [each.email for each in accounts(session)] == ["alex@example.com"]
    upgraded.close()
    with pytest.raises(StoreError, match="newer version"):
        Store.open(url)
    if store.url.get_backend_name() == "sqlite":
        (copy,) = tmp_path.glob("afterword.db.before-upgrade-from-*")
        assert copy.stat().st_mode & 0o077 == 0
        kept = Store.open(f"sqlite:///{copy}")
        with kept.read() as session:
            assert [each.email for each in accounts(session)] == ["alex@example.com"]
        kept.close()


def test_only_one_service_may_run_on_a_database(store: Store, url: str) -> None:
    second = Store.open(url)
    with store.exclusive(), pytest.raises(StoreError, match="Another"), second.exclusive():
        pass
    with second.exclusive():
        pass  # free again once the first has ended
    second.close()


def test_moments_come_back_aware_and_naive_ones_are_refused(store: Store) -> None:
    east = datetime.fromisoformat("2026-03-05T21:00:00+09:00")
    with store.write() as session:
        account = account_for(session, "alex@example.com")
        account.polled_at = east
    with store.read() as session:
        kept = account_for(session, "alex@example.com").polled_at
        assert kept == east
        assert kept is not None
        assert kept.tzinfo is UTC
    with pytest.raises(StatementError, match="time zone"), store.write() as session:
        account_for(session, "alex@example.com").polled_at = datetime(2026, 3, 5)  # noqa: DTZ001


def test_a_unit_of_work_that_fails_leaves_nothing(store: Store) -> None:
    def lose_power() -> None:
        with store.write() as session:
            account_for(session, "alex@example.com")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power"):
        lose_power()
    with store.read() as session:
        assert accounts(session) == []


def test_two_writers_wait_for_each_other(store: Store) -> None:
    """Reading first and writing later must never end in "database is locked"."""
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
    failures: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for step in range(10):
                with store.write() as session:
                    fetching.waiting_count(session, account)
                    fetching.enqueue(session, account, [(f"m{number}-{step}", "t")])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with store.read() as session:
        assert fetching.waiting_count(session, account) == 40


def test_the_same_change_applied_twice_is_applied_once(store: Store) -> None:
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        assert fetching.enqueue(session, account, [("a", "t1"), ("b", "t1")]) == 2
        assert fetching.enqueue(session, account, [("a", "t1"), ("b", "t1"), ("c", "t2")]) == 1
    with store.write() as session:
        keep(session, account, told("a", "2026-03-01 09:00"))
        assert fetching.enqueue(session, account, [("a", "t1")]) == 0


def test_the_newest_mail_is_fetched_first_and_a_failing_one_steps_aside(store: Store) -> None:
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        fetching.enqueue(session, account, [("1a", "t"), ("1c", "t"), ("1b", "t")])
        assert [f.id for f in fetching.waiting(session, account, NOW, 2)] == ["1c", "1b"]
        fetching.failed(session, account, "1c", "timeout", NOW + timedelta(minutes=10))
    with store.read() as session:
        assert [f.id for f in fetching.waiting(session, account, NOW, 5)] == ["1b", "1a"]
        later = NOW + timedelta(minutes=11)
        assert [f.id for f in fetching.waiting(session, account, later, 5)] == ["1c", "1b", "1a"]
        fetch = session.get_one(Fetch, (account, "1c"))
        assert (fetch.attempts, fetch.problem) == (1, "timeout")


def test_a_read_message_comes_back_whole(store: Store) -> None:
    message = told(
        "a",
        "2026-03-01 09:00",
        Kind.INTERVIEW_CONFIRMATION,
        interview=talk("2026-03-05 14:00", uid="u1"),
        company="Initech",
    )
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        keep(session, account, message)
    with store.read() as session:
        assert mail.read_messages(session, account, ["a"]) == {"a": message}


def test_an_application_keeps_its_number_as_its_mail_arrives(store: Store) -> None:
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        confirmation = told("b", "2026-03-01 09:00", Kind.INTERVIEW_CONFIRMATION, company="Initech")
        keep(session, account, confirmation)
        (first,) = tell(session, account)
        receipt = told(
            "a",
            "2026-02-01 09:00",
            Kind.ACKNOWLEDGEMENT,
            by=NO_REPLY,
            thread="t0",
            company="Initech",
        )
        keep(session, account, receipt, wrote("c", "2026-03-06 09:00", thread="t9"))
        (second,) = tell(session, account)
        assert first.id == second.id
        assert mail.application_messages(session, account, first.id) == {"a", "b", "c"}


def test_two_applications_that_turn_out_to_be_one_leave_one_number(store: Store) -> None:
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        one = told("a", "2026-03-01 09:00", Kind.ACKNOWLEDGEMENT, thread="t1", by=NO_REPLY)
        two = told(
            "b",
            "2026-03-02 09:00",
            Kind.INTERVIEW_CONFIRMATION,
            thread="t2",
            interview=talk("2026-03-05 14:00"),
        )
        keep(session, account, one, two)
        assert len(tell(session, account)) == 2
        link = told("c", "2026-02-28 09:00", Kind.ACKNOWLEDGEMENT, thread="t1", answers="b")
        keep(session, account, link.model_copy(update={"thread_id": "t1"}))
        (left,) = tell(session, account)
        assert mail.application_messages(session, account, left.id) == {"a", "b", "c"}
        assert len(applications.all_rows(session, account)) == 1


def test_ordinary_mail_concerns_no_application(store: Store) -> None:
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        keep(session, account, told("a", "2026-03-01 09:00", by="sam@example.org"))
        assert mail.related(session, account, {"a"}) == set()


def test_no_account_sees_anothers_mail(store: Store) -> None:
    message = told("a", "2026-03-01 09:00", Kind.INTERVIEW_CONFIRMATION, company="Initech")
    with store.write() as session:
        alex = account_for(session, "alex@example.com").id
        sam = account_for(session, "sam@example.org").id
        for account in (alex, sam):
            keep(session, account, message)
            tell(session, account)
        mark_bad(session, alex, "jane@initech.example", NOW)
    with store.read() as session:
        assert bad_addresses(session, sam) == frozenset()
        rows = [applications.all_rows(session, account) for account in (alex, sam)]
        assert [len(found) for found in rows] == [1, 1]
        assert rows[0][0].id != rows[1][0].id
        assert mail.application_messages(session, sam, rows[0][0].id) == set()


def test_an_interview_keeps_its_key_through_all_its_names(store: Store) -> None:
    first = told(
        "a", "2026-03-01 09:00", Kind.INTERVIEW_CONFIRMATION, interview=talk("2026-03-05 14:00")
    )
    entry = told(
        "b",
        "2026-03-01 10:00",
        Kind.INTERVIEW_CONFIRMATION,
        interview=talk("2026-03-05 14:00", uid="u1"),
    )
    keys = []
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        for message in (entry, first):
            keep(session, account, message)
            (row,) = tell(session, account)
            ids = mail.application_messages(session, account, row.id)
            (found,) = group(mail.read_messages(session, account, ids).values())
            ends = [r.start + timedelta(hours=1) for r in found.rounds]
            rows = applications.interview_rows(session, row, found.rounds, ends)
            keys.append([interview.key for interview in rows.values()])
    assert keys == [["uid:u1"], ["uid:u1"]]


def test_a_follow_up_is_claimed_by_exactly_one(store: Store) -> None:
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        application = ApplicationRow(account_id=account)
        session.add(application)
        session.flush()
        interview = InterviewRow(
            account_id=account,
            application_id=application.id,
            key="k",
            keys=["k"],
            starts_at=NOW,
            ends_at=NOW,
            status="confirmed",
        )
        session.add(interview)
        session.flush()
        args = (session, account, application.id, interview.id, Stage.THANK_YOU)
        row = follow_ups.row_for(*args)
        assert follow_ups.row_for(*args).id == row.id
        number = row.id
    won: list[bool] = []

    def claim() -> None:
        with store.write() as session:
            won.append(follow_ups.claim(session, number, NOW))

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False, False, False, True]
    with store.read() as session:
        claimed = session.get_one(FollowUpRow, number)
        assert (claimed.state, claimed.intended_at) == (State.DUE.value, NOW)


def test_what_cannot_be_read_is_told_with_its_reason(store: Store) -> None:
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        fetching.enqueue(session, account, [("a", "t1")])
        fetching.pass_over(session, account, "a", "t1", "no text in it")
    with store.read() as session:
        assert fetching.problems(session, account) == [("a", "no text in it")]
        assert fetching.waiting_count(session, account) == 0
        assert session.get_one(MessageRow, (account, "a")).read is None


def test_an_application_that_loses_its_anchor_takes_its_other_mail_along(store: Store) -> None:
    """Mail told earlier as one application is always told together again."""
    with store.write() as session:
        account = account_for(session, "alex@example.com").id
        anchor = told("a", "2026-03-01 09:00", Kind.ACKNOWLEDGEMENT, company="Initech")
        keep(session, account, anchor, wrote("b", "2026-03-02 09:00", thread="t2"))
        (first,) = tell(session, account)
        older = told(
            "c", "2026-02-01 09:00", Kind.ACKNOWLEDGEMENT, thread="t9", company="Initech",
            role="Engineer",
        )  # fmt: skip
        keep(session, account, older)
        (left,) = tell(session, account)
        assert left.id == first.id
        assert mail.application_messages(session, account, left.id) == {"a", "b", "c"}
