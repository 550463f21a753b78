"""The templates beside the letters they make, and a person's own in their place."""

from __future__ import annotations

import re

from tests.service.web.visitor import Visitor, words
from tests.story.world import World


def test_a_template_stands_beside_the_letter_it_makes(page: Visitor) -> None:
    shown = words(page.get("/letters").text)
    assert "To Jane Roe" in shown
    assert "Dear Dr. Roe" in shown
    assert "{% vary" in shown
    german = words(page.get("/letters?stage=status_check&language=de").text)
    assert "Sehr geehrte" in german or "Guten Tag" in german
    assert page.get("/letters?stage=apology").status_code == 404


def test_another_wording_of_the_same_template(page: Visitor) -> None:
    letters = {page.get(f"/letters?number={number}").text for number in range(1, 5)}
    assert len(letters) > 1


def own_template(page: Visitor) -> str:
    """Ours with one sentence more."""
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page.get("/letters").text, re.DOTALL)
    assert found
    text = found[1].replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")
    return text.replace("{{ salutation }}", "{{ salutation }}\n\nMy own first words.", 1)


def test_an_edited_template_shows_its_letter_and_is_not_kept_yet(
    world: World, page: Visitor
) -> None:
    fields = {"stage": "thank_you", "language": "en", "source": own_template(page)}
    shown = page.post("/letters/preview", fields)
    assert "My own first words." in words(shown.text)
    part = page.post("/letters/preview", fields, HX_Request="true").text
    assert "My own first words." in part
    assert "<html" not in part
    assert not (world.folder / "templates").exists()


def test_a_kept_template_is_used_and_can_be_given_up(world: World, page: Visitor) -> None:
    fields = {"stage": "thank_you", "language": "en", "source": own_template(page)}
    told = page.after(page.post("/letters", fields | {"act": "keep"}))
    assert "Kept; the letters from now on are made from it." in words(told)
    own = world.folder / "templates" / "en" / "thank_you.j2"
    assert "My own first words." in own.read_text()
    assert 'templates = "templates"' in world.config.read_text()
    assert "My own first words." in words(page.get("/letters").text)
    page.post("/letters", fields | {"act": "ours"})
    assert not own.exists()
    assert "My own first words." not in words(page.get("/letters").text)


def test_a_template_with_a_mistake_says_where_and_is_not_kept(world: World, page: Visitor) -> None:
    fields = {"stage": "thank_you", "language": "en", "source": "Subject: x\n\n{{ secret }}\n{% if"}
    refused = page.post("/letters", fields | {"act": "keep"})
    assert refused.status_code == 422
    assert "line 4" in words(refused.text)
    assert "afterword-template-" not in refused.text
    assert not (world.folder / "templates").exists()
