"""A revoked grant, an expired cursor, a busy Gmail, a long sleep: nothing lost, nothing twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gmail.sandbox import Quota
from service.store import fetching
from service.store.accounts import account_for
from tests.story.letters_in import ALEX, answer, at, invitation, newsletter
from tests.story.test_killed import killed_at, requests_of, world_at
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World


def test_a_revoked_grant_is_said_and_connecting_again_heals_it(world: World) -> None:
    confirmed(world)
    world.sandbox.revoke(ALEX)
    (told,) = world.go_to("2026-03-05 20:30")
    assert told.grant_lost
    assert "afterword connect" in (told.problem or "")
    with world.home.store.read() as session:
        assert account_for(session, ALEX).grant_lost_at == at("2026-03-05 20:30")
    world.connect()
    (healed,) = world.go_to(THANK_YOU_DUE)
    assert healed.problem is None
    assert len(world.drafts()) == 1


def test_mail_that_came_while_the_grant_was_lost_is_read_after_it(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.sandbox.revoke(ALEX)
    world.arrives(answer("2026-03-07 10:00"), "2026-03-07 10:00")
    world.go_to("2026-03-07 10:05")
    assert len(world.drafts()) == 1
    world.connect()
    world.go_to("2026-03-07 18:00")
    assert world.drafts() == []


def test_an_expired_cursor_loses_nothing_and_repeats_nothing(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.arrives(answer("2026-03-07 10:00"), "2026-03-07 10:00")
    for number in range(30):
        world.arrives(newsletter("2026-03-07 11:00", 10 + number), "2026-03-07 11:00")
    world.sandbox.expire_history(ALEX)
    world.go_to("2026-03-13 16:00")
    assert world.drafts() == []  # the answer was found by search; else a check would be due
    world.sandbox.clear_requests()
    world.go_to("2026-03-13 16:05")
    asked = [seen.path.rsplit("/", 1)[-1] for seen in world.sandbox.requests]
    assert asked == ["drafts", "history"]  # and now it goes on from a fresh cursor


def test_gmail_asks_us_to_rest_and_we_do(world: World) -> None:
    confirmed(world)
    world.sandbox.faults.rest(retry_at=at("2026-03-06 21:30"), times=1)
    (told,) = world.go_to(THANK_YOU_DUE)
    assert "wait until 2026-03-06 21:30" in (told.problem or "")
    world.sandbox.clear_requests()
    world.go_to("2026-03-06 21:10")
    assert world.sandbox.requests == []
    world.go_to("2026-03-06 21:31")
    assert len(world.drafts()) == 1


@pytest.mark.parametrize("acts", [True, False])
def test_a_placing_without_an_answer_leaves_one_draft(world: World, acts: bool) -> None:
    """The write may have happened or not: Gmail is asked before another is made."""
    confirmed(world)
    world.sandbox.faults.drop("POST", "/drafts$", acts=acts, times=1)
    world.go_to(THANK_YOU_DUE)
    world.go_to("2026-03-06 21:05")
    world.go_to("2026-03-06 21:30")
    assert len(world.drafts()) == 1


def test_killed_in_the_first_reading_it_goes_on_where_it_was(tmp_path: Path) -> None:
    def about_to_read(world: World) -> None:
        for number in range(60):
            world.arrives(newsletter("2026-03-01 08:00", number), "2026-03-01 08:00")
        world.arrives(invitation(), "2026-03-02 15:00")
        world.connect()

    with world_at(tmp_path / "clean") as world:
        about_to_read(world)
        requests = requests_of(world, "2026-03-02 16:00")
    for number in range(0, len(requests), 2):
        with world_at(tmp_path / str(number)) as world:
            about_to_read(world)
            killed_at(world, number, "after", "2026-03-02 16:00")
            world.go_to("2026-03-02 16:05")
            with world.home.store.read() as session:
                account = account_for(session, ALEX)
                assert account.backfilled_at is not None
                assert fetching.waiting_count(session, account.id) == 0
            world.go_to(THANK_YOU_DUE)
            assert len(world.drafts()) == 1, f"killed after {requests[number]}"


def test_a_first_reading_fetches_the_newest_mail_first_and_in_batches(world: World) -> None:
    for number in range(60):
        world.arrives(newsletter("2026-02-20 08:00", number), "2026-02-20 08:00")
    world.arrives(invitation(), "2026-03-02 15:00")
    world.connect()
    world.go_to("2026-03-02 16:00")
    read = [seen for seen in world.sandbox.requests if "/messages/" in seen.path]
    newest = max(world.person.messages(), key=lambda m: m.message_id)
    assert read[0].path.endswith(newest.message_id)
    assert all(seen.in_batch for seen in read)


def test_the_quota_of_a_new_project_is_never_passed(world: World) -> None:
    world.sandbox.quota = Quota(per_minute=6000)
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    assert all(seen.status < 400 for seen in world.sandbox.requests)


def test_two_services_cannot_work_on_one_database(world: World) -> None:
    confirmed(world)
    with world.home.store.exclusive():
        process = world.start_pass("2026-03-02 17:00")
        _, words = process.communicate(timeout=60)
    assert process.returncode != 0
    assert b"Another `afterword run`" in words


def test_after_a_week_without_us_the_letter_that_is_due_now_is_placed(world: World) -> None:
    confirmed(world)
    world.go_to(at("2026-03-05 20:30"))
    world.go_to(at("2026-03-13 15:00") + timedelta(minutes=1))
    (draft,) = world.drafts()
    assert "Thank you for our video call" not in draft.text
