"""What the stories found, told again as plain tests."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from service.follow_up import State
from service.store.models import Account, ApplicationRow, BadAddress, FollowUpRow, MessageRow
from tests.model.checks import after_pass
from tests.model.fresh import a_fresh_service_agrees
from tests.model.theatre import START, Theatre
from tests.model.world import DAY, HOUR, World

TALK = START.replace(day=4, hour=16)
"""Wednesday, March 4, 11 AM in New York; the letter is due a day later."""


def begun(theatre: Theatre, quirks: str = "as reported") -> World:
    world = World(theatre, quirks)
    world.says("confirm", "data", start=TALK)
    after_pass(world, world.look())
    return world


def test_a_letter_that_came_back_in_a_thread_of_its_own_marks_the_address(theatre: Theatre) -> None:
    world = begun(theatre)
    world.writes("data")
    after_pass(world, world.look())
    world.bounces(world.truth.letters[-1])
    after_pass(world, world.look())
    with world.store.read() as session:
        bad = session.scalars(select(BadAddress.email)).all()
    assert bad == ["jane.roe@initech.example"]


def test_an_answer_that_broke_off_stops_no_pass(theatre: Theatre) -> None:
    world = begun(theatre)
    world.says("answer", "data")
    world.sandbox.faults.truncate("GET", "/messages", times=6)
    after_pass(world, world.look())
    world.tick(HOUR)
    assert after_pass(world, world.look()), "it is read at a later pass"


def test_mail_with_an_old_date_is_found_when_the_history_has_expired(theatre: Theatre) -> None:
    world = begun(theatre)
    world.tick(6 * DAY)
    after_pass(world, world.look())
    world.forgets_history()
    world.says("answer", "data", age=4 * DAY)
    assert after_pass(world, world.look())
    with world.store.read() as session:
        known = session.scalars(
            select(MessageRow.id).join(
                ApplicationRow, ApplicationRow.id == MessageRow.application_id
            )
        ).all()
    assert len([id_ for id_ in known if id_ in world.mailbox().messages]) == 2


def test_a_draft_saved_under_another_id_goes_on_in_its_row(theatre: Theatre) -> None:
    world = begun(theatre, "ids change")
    world.tick(TALK + timedelta(hours=26) - world.now)
    after_pass(world, world.look())
    (placed,) = world.ledger.live()
    old = placed.draft_id
    world.opens(placed)
    assert placed.draft_id != old
    after_pass(world, world.look())
    with world.store.read() as session:
        query = select(FollowUpRow).where(FollowUpRow.draft_id == placed.draft_id)
        assert session.scalars(query).one().state == State.PLACED


def test_a_promise_from_before_the_letter_that_came_after_it_takes_it_back(
    theatre: Theatre,
) -> None:
    world = begun(theatre)
    world.tick(TALK + 8 * DAY - world.now)
    after_pass(world, world.look())
    (placed,) = world.ledger.live()
    assert placed.stage == "status_check"
    until = (world.now + DAY).date()
    world.says("promise", "data", age=timedelta(hours=20), until=until)
    after_pass(world, world.look())
    assert not world.ledger.live()


def test_a_letter_that_was_held_back_is_placed_once_the_persons_own_draft_is_gone(
    theatre: Theatre,
) -> None:
    world = begun(theatre)
    own = world.begins("data")
    world.tick(TALK + timedelta(hours=26) - world.now)
    after_pass(world, world.look())
    assert not world.ledger.live()
    world.drops(own)
    world.tick(timedelta(minutes=20))
    after_pass(world, world.look())
    assert [placed.stage for placed in world.ledger.live()] == ["thank_you"]


def test_a_deletion_that_never_arrived_does_not_put_the_application_aside(theatre: Theatre) -> None:
    world = begun(theatre)
    world.tick(TALK + timedelta(hours=26) - world.now)
    after_pass(world, world.look())
    world.says("offer", "data")
    world.sandbox.faults.drop("DELETE", "/drafts/", acts=False)
    after_pass(world, world.look())
    assert not world.ledger.live()


def test_a_letter_that_comes_back_after_a_week_marks_the_address(theatre: Theatre) -> None:
    world = begun(theatre)
    world.writes("data")
    world.tick(TALK + 6 * DAY - world.now)
    after_pass(world, world.look())
    world.bounces(world.truth.letters[-1])
    world.tick(DAY + 3 * HOUR)
    after_pass(world, world.look())
    assert not world.ledger.live(), "nobody but Jane is known, and mail to her comes back"


def test_what_they_wrote_before_a_letter_came_back_does_not_make_the_address_good(
    theatre: Theatre,
) -> None:
    world = begun(theatre)
    world.writes("data", new_thread=True)
    after_pass(world, world.look())
    world.tick(2 * HOUR)
    world.bounces(world.truth.letters[-1])
    after_pass(world, world.look())
    world.says("move", "data", start=TALK + 2 * DAY, age=HOUR)
    world.tick(TALK + 3 * DAY + 4 * HOUR - world.now)
    after_pass(world, world.look())
    assert not world.ledger.live()


def test_what_they_write_after_a_letter_came_back_makes_the_address_good(theatre: Theatre) -> None:
    world = begun(theatre)
    world.writes("data", new_thread=True)
    world.bounces(world.truth.letters[-1])
    after_pass(world, world.look())
    world.says("move", "data", start=TALK + 2 * DAY)
    world.tick(TALK + 3 * DAY + 4 * HOUR - world.now)
    after_pass(world, world.look())
    assert [placed.to for placed in world.ledger.live()] == [{"jane.roe@initech.example"}]


def test_somebody_elses_absence_at_the_same_employer_holds_no_letter_back(
    theatre: Theatre,
) -> None:
    world = begun(theatre)
    world.tick(TALK + 6 * DAY - world.now)
    world.says("away", "security", until=(world.now + 6 * DAY).date())
    world.tick(DAY + 3 * HOUR)
    after_pass(world, world.look())
    assert [placed.stage for placed in world.ledger.live()] == ["status_check"]


def test_a_newsletter_gives_no_address_to_write_to(theatre: Theatre) -> None:
    world = World(theatre)
    world.says("confirm", "platform", start=TALK)  # by a calendar system that takes no answers
    world.says("newsletter", "platform")
    world.tick(TALK + 2 * DAY - HOUR - world.now)
    assert after_pass(world, world.look()), "the model does not ask for a letter to nobody"
    assert not world.ledger.live()


def test_an_answer_from_before_the_final_check_that_came_after_it_takes_it_back(
    theatre: Theatre,
) -> None:
    world = begun(theatre)
    world.tick(TALK + 8 * DAY - world.now)
    after_pass(world, world.look())
    world.sends(world.ledger.live()[0])
    world.tick(7 * DAY)
    after_pass(world, world.look())
    assert [placed.stage for placed in world.ledger.live()] == ["final_check"]
    world.says("answer", "data", age=HOUR)
    after_pass(world, world.look())
    assert not world.ledger.live()


def test_an_edit_that_turns_a_letter_off_takes_it_back_from_a_silent_application(
    theatre: Theatre,
) -> None:
    world = begun(theatre)
    world.tick(TALK + 8 * DAY - world.now)
    after_pass(world, world.look())
    world.tick(30 * DAY)
    after_pass(world, world.look())
    assert (outcomes(world), len(world.ledger.live())) == (["silent"], 1)
    world.edits_config("no checks")
    after_pass(world, world.look())
    assert not world.ledger.live()


def test_an_edit_opens_a_silent_application_again(theatre: Theatre) -> None:
    world = begun(theatre)
    world.edits_config("no checks")
    world.tick(TALK + 20 * DAY - world.now)
    after_pass(world, world.look())
    assert outcomes(world) == ["silent"]
    world.edits_config("usual")
    after_pass(world, world.look())
    assert outcomes(world) == [None], "with its checks it closes two weeks after their windows"


def test_a_draft_of_ours_sent_long_after_its_window_is_a_status_check_to_us_alone(
    theatre: Theatre,
) -> None:
    world = begun(theatre)
    world.tick(TALK + 8 * DAY - world.now)
    after_pass(world, world.look())
    world.tick(20 * DAY)
    world.sends(world.ledger.live()[0])
    after_pass(world, world.look())
    world.tick(20 * DAY)
    after_pass(world, world.look())
    assert outcomes(world) == [None], "a final check was due, and closed unused"
    a_fresh_service_agrees(world)


def outcomes(world: World) -> list[str | None]:
    with world.store.read() as session:
        mine = select(ApplicationRow.outcome).join(Account).where(Account.email == world.account)
        return list(session.scalars(mine))
