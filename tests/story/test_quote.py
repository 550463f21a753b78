"""Whether the message answered to stands below the letter is a setting."""

from __future__ import annotations

from tests.story.letters_in import answer
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World

LINE = "On Mon, Mar 2, 2026 at 10:00 AM, Jane Roe <jane.roe@initech.example> wrote:"


def test_by_default_a_letter_stands_alone(world: World) -> None:
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    (draft,) = world.drafts()
    assert ">" not in draft.text


def test_by_setting_the_original_stands_below(world: World) -> None:
    confirmed(world)
    world.edits("[letters]\nquote_original = true\n")
    world.go_to(THANK_YOU_DUE)
    (draft,) = world.drafts()
    letter, _, original = draft.text.replace("\r\n", "\n").partition(LINE)
    assert letter.rstrip().endswith("Alex Morgan")
    assert "> Thank you for your application." in original
    assert draft.draft_id
    world.person.send_draft(draft.draft_id)
    world.go_to("2026-03-07 12:00")
    assert world.drafts() == [], "what was sent with its original counts as the thank-you"


def test_a_draft_with_its_original_is_taken_back_like_any_other(world: World) -> None:
    confirmed(world)
    world.edits("[letters]\nquote_original = true\n")
    world.go_to(THANK_YOU_DUE)
    world.arrives(answer("2026-03-06 22:00"), "2026-03-06 22:00")
    world.go_to("2026-03-06 22:30")
    assert world.drafts() == []
