"""The timing: its rules in words, an edit shown before it is saved, and what is refused."""

from __future__ import annotations

import re
import tomllib

from tests.service.web.visitor import Visitor, words
from tests.story.world import World


def policy_form(page: Visitor, **changes: str) -> dict[str, str]:
    """The form as the page has it, with some fields filled in anew; "" unchecks a box."""
    shown = page.get("/policy").text
    fields = dict(re.findall(r'<input id="(policy\.[^"]+)" name="[^"]+" value="([^"]*)"', shown))
    checked = re.findall(r'type="checkbox" id="([^"]+)"[^>]*checked', shown)
    fields |= dict.fromkeys(checked, "on")
    for name, options in re.findall(r'<select id="(policy\.[^"]+)".*?>(.*?)</select>', shown):
        chosen = re.search(r'value="(\w+)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    fields |= {f"policy.{name.replace('__', '.')}": text for name, text in changes.items()}
    return {name: text for name, text in fields.items() if text}


def seen(shown: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', shown)
    assert found
    return found[1]


def test_the_rules_stand_there_in_words(page: Visitor) -> None:
    shown = words(page.get("/policy").text)
    assert "Opens 24 hours after the interview's end and closes 48 hours after it" in shown
    assert "At least 7 days between two letters of yours." in shown


def test_an_edit_is_shown_before_it_is_saved(world: World, page: Visitor) -> None:
    before = world.config.read_text()
    form = policy_form(page, status_check__opens="10 days", status_check__closes="3 weeks")
    shown = page.post("/policy/preview", form).text
    assert "What your edit changes" in shown
    assert "Status check opens: Thu 12 Mar 2026, 15:00 → Mon 16 Mar 2026, 09:00" in words(shown)
    assert '+ opens = "10 days"' in words(shown)
    assert world.config.read_text() == before


def test_a_saved_edit_keeps_every_other_word_of_the_config(world: World, page: Visitor) -> None:
    world.config.write_text(
        world.config.read_text() + "\n[policy.thank_you]  # mine\nopens = '20h' # soon\n# the end\n"
    )
    world.config.chmod(0o640)
    form = policy_form(page, thank_you__opens="22h", pauses="2026-12-24, 2027-01-01")
    shown = page.post("/policy/preview", form).text
    told = page.after(page.post("/policy", form | {"seen": seen(shown)}))
    assert "Saved to config.toml" in words(told)
    text = world.config.read_text()
    assert "[policy.thank_you]  # mine" in text
    assert 'opens = "22h" # soon\n' in text
    assert "# the end" in text
    assert tomllib.loads(text)["policy"]["pauses"] == ["2026-12-24", "2027-01-01"]
    assert world.config.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in world.config.parent.glob(".config*")] == []


def test_an_edit_that_makes_no_sense_is_refused_in_words(world: World, page: Visitor) -> None:
    before = world.config.read_text()
    form = policy_form(page, thank_you__opens="3 days", minimum_gap="<often>")
    for path in ("/policy/preview", "/policy"):
        refused = page.post(path, form)
        assert refused.status_code == 422
        shown = words(refused.text)
        assert "policy.thank_you.closes: found" in shown
        assert 'policy.minimum_gap: found "<often>", expected a length of time' in shown
    assert world.config.read_text() == before


def test_a_config_that_was_edited_elsewhere_is_not_overwritten(world: World, page: Visitor) -> None:
    form = policy_form(page, minimum_gap="9 days")
    stale = {"seen": seen(page.post("/policy/preview", form).text)}
    world.config.write_text(world.config.read_text() + "# mine\n")
    refused = page.post("/policy", form | stale)
    assert "edited elsewhere" in words(refused.text)
    assert "9 days" not in world.config.read_text()


def test_a_box_unchecked_turns_a_letter_off(world: World, page: Visitor) -> None:
    form = policy_form(page, final_check__enabled="")
    page.post("/policy", form | {"seen": seen(page.post("/policy/preview", form).text)})
    assert tomllib.loads(world.config.read_text())["policy"]["final_check"] == {"enabled": False}
    assert "Final check Is turned off." in words(page.get("/policy").text)


def test_no_edit_changes_nothing(page: Visitor) -> None:
    assert "This changes nothing." in page.post("/policy/preview", policy_form(page)).text


def test_a_broken_config_is_told_on_every_page_and_the_last_good_one_stays(
    world: World, page: Visitor
) -> None:
    world.config.write_text("[policy]\nminimum_gap = 'often'\n")
    shown = words(page.get("/").text)
    assert "The config has mistakes; the last good one stays in force." in shown
    assert "policy.minimum_gap" in shown
