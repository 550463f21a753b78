"""The whole job over HTTP, through Google's own client: from connecting to the finished letter."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

from tests.story.letters_in import answer, invitation, mail, newsletter
from tests.story.world import World

THANK_YOU_DUE = "2026-03-06 21:00"
STATUS_DUE = "2026-03-13 15:00"


def confirmed(world: World) -> None:
    """An interview on Thursday, March 5, 2 PM in New York, among other mail."""
    for number in range(3):
        world.arrives(newsletter("2026-03-01 08:00", number), "2026-03-01 08:00")
    world.arrives(invitation(), "2026-03-02 15:00")
    world.connect()
    world.go_to("2026-03-02 16:00")


def test_a_finished_letter_lies_in_the_thread_when_its_window_opens(world: World) -> None:
    confirmed(world)
    world.go_to("2026-03-05 19:30")
    assert world.drafts() == []  # the interview is under way
    world.go_to("2026-03-06 19:00")
    assert world.drafts() == []  # 23 hours after its end
    world.go_to(THANK_YOU_DUE)
    (draft,) = world.drafts()
    (invited,) = [m for m in world.person.messages("INBOX") if "Interview" in m.subject]
    assert draft.thread_id == invited.thread_id
    assert draft.to == ("jane.roe@initech.example",)
    assert draft.subject == "Re: Interview with Initech: Data Engineer"
    letter = message_from_bytes(draft.raw, policy=default)
    assert letter["In-Reply-To"] == "<invitation@mail.initech.example>"
    assert "Initech" in draft.text
    assert "March 5" in draft.text
    assert draft.text.rstrip().endswith("Alex Morgan")


def test_it_never_asks_gmail_to_send_anything(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.go_to(STATUS_DUE)
    assert world.sandbox.sends == []


def test_a_second_look_makes_no_second_draft(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.work()
    world.go_to("2026-03-06 22:00")
    assert len(world.drafts()) == 1


def test_an_answer_before_the_window_means_no_draft(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.person.send_draft(world.drafts()[0].draft_id or "")
    world.go_to("2026-03-07 09:00")
    world.arrives(answer("2026-03-12 10:00"), "2026-03-12 10:00")
    world.go_to("2026-03-12 11:00")
    world.go_to(STATUS_DUE)
    assert world.drafts() == []


def test_an_answer_takes_an_untouched_draft_back(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    assert len(world.drafts()) == 1
    world.arrives(answer("2026-03-07 10:00"), "2026-03-07 10:00")
    world.go_to("2026-03-07 10:05")
    assert world.drafts() == []


def test_a_draft_that_the_person_edited_is_theirs(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.person.edit_draft(world.drafts()[0].draft_id or "", text="In my own words.")
    world.arrives(answer("2026-03-07 10:00"), "2026-03-07 10:00")
    world.go_to("2026-03-07 10:05")
    assert [draft.text.strip() for draft in world.drafts()] == ["In my own words."]


def test_a_draft_that_the_person_deleted_is_not_written_again(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.person.delete_draft(world.drafts()[0].draft_id or "")
    world.go_to("2026-03-06 22:00")
    world.go_to("2026-03-07 15:00")
    assert world.drafts() == []


def test_the_wrapper_of_a_sent_letter_is_never_deleted(world: World) -> None:
    """Gmail can keep a draft's wrapper around a sent message: deleting it deletes the mail."""
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    world.person.send_draft(world.drafts()[0].draft_id or "", leave_wrapper=True)
    world.arrives(answer("2026-03-07 10:00"), "2026-03-07 10:00")
    world.go_to("2026-03-07 10:05")
    world.go_to(STATUS_DUE)
    sent = world.person.messages("SENT")
    assert len(sent) == 1


def test_after_a_sent_thank_you_the_status_check_asks_and_then_the_last_letter(
    world: World,
) -> None:
    confirmed(world)
    for due in (THANK_YOU_DUE, "2026-03-14 16:00", "2026-03-16 16:00", "2026-03-24 16:00"):
        world.go_to(due)
        for draft in world.drafts():
            world.person.send_draft(draft.draft_id or "")
    world.go_to("2026-03-24 17:00")
    assert len(world.person.messages("SENT")) == 3
    world.go_to("2026-04-20 17:00")
    assert world.drafts() == []


def test_the_candidates_own_draft_in_the_thread_means_none_of_ours(world: World) -> None:
    confirmed(world)
    thread = next(m.thread_id for m in world.person.messages() if "Interview with" in m.subject)
    world.person.compose_draft(thread, "Dear Jane, I was thinking")
    world.go_to(THANK_YOU_DUE)
    assert [draft.text.strip() for draft in world.drafts()] == ["Dear Jane, I was thinking"]


def test_asleep_for_a_fortnight_no_letter_is_drafted_whose_window_has_closed(
    world: World,
) -> None:
    confirmed(world)
    world.go_to("2026-03-25 16:00")
    assert world.drafts() == []


def test_mail_that_cannot_be_read_is_reported_and_the_rest_goes_on(world: World) -> None:
    world.arrives(b"\x00\xff interview " + b"\xfe" * 50, "2026-03-01 08:00")
    big = mail("interview " + "x" * 200_000, date="2026-03-01 09:00", id_="big")
    world.arrives(big.replace(b"utf-8", b"klingon-9"), "2026-03-01 09:00")
    huge = mail("interview " + "y" * 25_000_000, date="2026-03-01 09:30", id_="huge")
    world.arrives(huge, "2026-03-01 09:30")
    broken = invitation().replace(b"END:VEVENT", b"EMD:VEVENT")
    world.arrives(broken.replace(b"invitation@", b"other@"), "2026-03-01 10:00")
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    assert len(world.drafts()) == 1
