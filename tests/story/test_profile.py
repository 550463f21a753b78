"""What the config says of the candidate shows in the letters."""

from __future__ import annotations

import pytest

from tests.story.letters_in import JANE, mail
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World

PIPELINES = "five years of building data pipelines"


def letter_with(world: World, lines: str) -> str:
    confirmed(world)
    world.edits(lines + "\n")
    world.go_to(THANK_YOU_DUE)
    (draft,) = world.drafts()
    return draft.text


@pytest.mark.parametrize(
    ("word", "said"), [("engineer", True), ("Data Engineer", True), ("teacher", False)]
)
def test_a_strength_is_named_for_the_roles_it_fits(world: World, word: str, said: bool) -> None:
    text = letter_with(world, f'strengths_for = {{ "{word}" = ["{PIPELINES}"] }}')
    assert (PIPELINES in text) is said


def test_the_strength_for_the_role_comes_before_the_others(world: World) -> None:
    lines = f'strengths = ["I ship on time"]\nstrengths_for = {{ engineer = ["{PIPELINES}"] }}'
    assert PIPELINES in letter_with(world, lines)


@pytest.mark.parametrize(("languages", "greeting"), [(["de"], "Guten Tag"), (["en"], "Dear")])
def test_a_letter_comes_in_a_language_the_candidate_writes(
    world: World, languages: list[str], greeting: str
) -> None:
    invited = (
        "Guten Tag Alex Morgan,\n\nvielen Dank für Ihre Bewerbung. Hiermit bestätige ich Ihr "
        "Vorstellungsgespräch für die Stelle als Dateningenieur bei Initech am Donnerstag, den "
        "5. März 2026 von 14:00 bis 15:00 Uhr per Videokonferenz.\n\nMit freundlichen Grüßen\n"
        "Jane Roe\nInitech\n"
    )
    subject = "Ihr Vorstellungsgespräch bei Initech"
    raw = mail(invited, date="2026-03-02 15:00", id_="einladung", sender=JANE, subject=subject)
    world.arrives(raw, "2026-03-02 15:00")
    world.connect()
    world.edits(f"languages = {languages}\n")
    world.go_to("2026-03-02 16:00")
    world.go_to("2026-03-07 12:00")
    (draft,) = world.drafts()
    assert draft.text.startswith(greeting)
