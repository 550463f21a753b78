"""The page in a real browser: looks, keyboard, script and no script, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from service.web.gate import Keys
from service.web.serve import serving
from tests.service.web.browser import SHIFTS, SHOTS, axe_source, chromium, complaints
from tests.service.web.lived import lived_world
from tests.service.web.visitor import desk_of
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World

SIZES = {"desktop": (1280, 900), "phone": (375, 800)}
LOOKS = [("desktop", "light"), ("phone", "dark")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@dataclass
class Open:
    """A browser's window on the page; `asked` are the hosts of all its requests."""

    keys: Keys
    context: BrowserContext
    page: Page
    asked: set[str]
    said: list[str]

    def go(self, path: str) -> Page:
        self.page.goto(f"http://127.0.0.1:{self.keys.port}{path}")
        return self.page


def opened(
    browser: Browser,
    keys: Keys,
    *,
    size: str = "desktop",
    scheme: str = "light",
    script: bool = True,
) -> Open:
    SHOTS.mkdir(parents=True, exist_ok=True)
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    found = Open(keys, context, page, set(), [])
    page.on("request", lambda request: found.asked.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: found.said.append(message.text))
    page.on("pageerror", lambda error: found.said.append(str(error)))
    page.goto(keys.start_link)
    return found


# -- pages with much on them ----------------------------------------------------------------


@pytest.fixture(scope="module")
def lived(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keys]:
    """Two weeks of a job search; nothing here changes them."""
    world = lived_world(tmp_path_factory.mktemp("lived"))
    try:
        with serving(desk_of(world)) as keys:
            yield keys
    finally:
        world.__exit__(None, None, None)


@pytest.fixture(scope="module")
def paths(browser: Browser, lived: Keys) -> dict[str, str]:
    """Each kind of page by name, found as a person finds it: by following links."""
    seen = opened(browser, lived)
    home = seen.go("/")
    application = home.locator("article.ready h3 a").first.get_attribute("href") or ""
    seen.go(application)
    message = seen.page.get_by_role("link", name="What was read, and why").first
    path = message.get_attribute("href") or ""
    seen.context.close()
    return {
        "today": "/",
        "application": application,
        "reading": "/reading",
        "reading-all": "/reading?all=1",
        "message": path,
        "timing": "/policy",
        "letters": "/letters",
        "not-there": "/applications/9999",
    }


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_every_page_in_every_look(
    browser: Browser, lived: Keys, paths: dict[str, str], size: str, scheme: str
) -> None:
    """axe finds nothing, nothing moves, nothing sticks out, nothing leaves this machine."""
    axe = axe_source()
    seen = opened(browser, lived, size=size, scheme=scheme)
    for name, path in paths.items():
        page = seen.go(path)
        assert page.evaluate(SHIFTS) == 0, name
        page.screenshot(path=SHOTS / f"{name}-{size}-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert complaints(page, axe) == [], name
    assert seen.asked == {f"127.0.0.1:{lived.port}"}
    assert [text for text in seen.said if "404" not in text] == []
    seen.context.close()


def test_every_page_reads_the_same_without_script(
    browser: Browser, lived: Keys, paths: dict[str, str]
) -> None:
    without, scripted = opened(browser, lived, script=False), opened(browser, lived)
    for name, path in paths.items():
        plain = without.go(path).locator("main").inner_text()
        assert plain == scripted.go(path).locator("main").inner_text(), name
        assert len(plain) > 20, name
    without.context.close()
    scripted.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_one_picture_that_fits_is_shown_and_told(
    browser: Browser, lived: Keys, paths: dict[str, str], size: str
) -> None:
    seen = opened(browser, lived, size=size)
    picture = seen.go(paths["application"]).get_by_role("img", name="Time line.")
    expect(picture).to_have_count(1)
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box
    assert box["width"] <= SIZES[size][0]
    texts = picture.locator("text").evaluate_all(
        "all => all.map(t => t.getBoundingClientRect().height)"
    )
    assert min(texts) >= 12  # CSS pixels: readable on a phone too
    seen.context.close()


def test_the_keyboard_alone_reaches_everything(browser: Browser, lived: Keys) -> None:
    seen = opened(browser, lived)
    page = seen.go("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("article.ready h3 a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/applications/*")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim()"))
    assert {"Stop all letters", "Snooze", "Close it", "Keep the note"} <= reached
    seen.context.close()


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_every_state_that_a_page_can_be_in(
    browser: Browser, world: World, size: str, scheme: str
) -> None:
    """Nothing connected, stopped, snoozed, noted, closed, mistakes: axe finds nothing in any."""
    axe, found = axe_source(), {}
    with serving(desk_of(world)) as keys:
        seen = opened(browser, keys, size=size, scheme=scheme, script=True)
        page = seen.page

        def look(name: str) -> None:
            page.wait_for_load_state()
            page.screenshot(path=SHOTS / f"state-{name}-{size}-{scheme}.png")
            fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            found[name] = [*complaints(page, axe), *([] if fits else ["it sticks out"])]

        look("not-connected")
        confirmed(world)
        seen.go("/")
        look("waiting")
        world.go_to(THANK_YOU_DUE)
        seen.go("/applications/1")
        page.get_by_label("A new note").fill("talked about their trains")
        page.get_by_role("button", name="Keep the note").click()
        look("noted")
        page.get_by_label("Snooze until").fill("3d")
        page.get_by_role("button", name="Snooze").click()
        look("snoozed")
        page.get_by_role("button", name="Stop all letters").click()
        look("stopped")
        seen.go("/")
        look("undo")
        page.get_by_role("link", name="Initech Data Engineer").click()
        page.get_by_label("It is over").select_option("offer")
        page.get_by_role("button", name="Close it").click()
        world.work()
        page.reload()
        look("closed")
        seen.go("/policy").locator('[id="policy.thank_you.opens"]').fill("3 days")
        expect(page.locator("#effect")).to_contain_text("cannot be saved")
        look("refused-timing")
        page.locator('[id="policy.thank_you.opens"]').fill("30 hours")
        expect(page.locator("#effect")).to_contain_text("30 hours")
        look("edited-timing")
        seen.go("/letters").get_by_label("The template's text").fill("{% if")
        expect(page.locator("#preview")).to_contain_text("cannot be used")
        look("broken-letter")
        world.config.write_text("nonsense = 1\n")
        seen.go("/")
        look("broken-config")
        page.goto(f"http://127.0.0.1:{keys.port}/reading")
        page.locator(".mail a").first.click()
        page.get_by_role("button", name="This is not an interview").click()
        look("corrected")
        seen.context.close()
    assert {name: said for name, said in found.items() if said} == {}


# -- acts -----------------------------------------------------------------------------------


@pytest.fixture
def story(world: World) -> Iterator[tuple[World, Keys]]:
    """The thank-you to Initech lies in Drafts."""
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    with serving(desk_of(world)) as keys:
        yield world, keys


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_acts_of_a_morning(browser: Browser, story: tuple[World, Keys], script: bool) -> None:
    world, keys = story
    seen = opened(browser, keys, script=script)
    page = seen.page
    link = page.get_by_role("link", name="Open the draft in Gmail")
    assert (link.get_attribute("href") or "").startswith("https://mail.google.com/mail/?authuser=")
    page.get_by_role("link", name="Initech Data Engineer").click()
    page.get_by_label("A new note").fill("talked about their trains")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_role("status")).to_contain_text("Kept")
    page.get_by_role("button", name="Forget").click()
    expect(page.get_by_role("status")).to_contain_text("forgotten")
    page.get_by_label("Snooze until").fill("3d")
    page.get_by_role("button", name="Snooze").click()
    expect(page.get_by_role("status")).to_contain_text("Snoozed until")
    page.get_by_role("button", name="Resume the letters").click()
    page.get_by_role("button", name="Skip the thank you").click()
    expect(page.get_by_role("status")).to_contain_text("not written")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    page.get_by_role("button", name="Stop all letters").click()
    expect(page.get_by_role("status")).to_contain_text("Stopped")
    page.get_by_role("button", name="Undo").click()
    page.get_by_label("It is over").select_option("offer")
    page.get_by_role("button", name="Close it").click()
    world.work()
    page.goto(f"http://127.0.0.1:{keys.port}/")
    expect(page.get_by_role("heading", name="Closed")).to_be_visible()
    assert seen.said == []
    seen.context.close()


def test_a_wrong_reading_is_set_right_with_one_click(
    browser: Browser, story: tuple[World, Keys]
) -> None:
    world, keys = story
    seen = opened(browser, keys)
    page = seen.page
    page.get_by_role("link", name="What it read").click()
    page.locator(".mail a").first.click()
    page.get_by_role("button", name="This is not an interview").click()
    expect(page.get_by_role("status")).to_contain_text("outweighs")
    world.work()
    assert world.drafts() == []
    page.get_by_role("button", name="Take my correction back").click()
    page.get_by_label("Company").fill("Initech Labs")
    page.get_by_label("The interview starts").fill("2026-03-05T16:30")
    page.get_by_role("button", name="Keep this").click()
    world.work()
    page.reload()
    page.get_by_role("link", name="Initech Labs").click()
    page.wait_for_load_state()
    expect(page.get_by_role("img", name="Thu 5 Mar 2026, 16:30")).to_be_visible()
    seen.context.close()


def test_an_edit_of_the_timing_shows_what_it_changes_while_one_types(
    browser: Browser, story: tuple[World, Keys]
) -> None:
    world, keys = story
    seen = opened(browser, keys)
    page = seen.go("/policy")
    before = world.config.read_text()
    effect = page.locator("#effect")
    opens = page.locator('[id="policy.thank_you.opens"]')
    opens.fill("3 days")
    expect(effect).to_contain_text("cannot be saved")
    opens.fill("30 hours")
    expect(effect).to_contain_text('+ opens = "30 hours"')
    expect(effect).to_contain_text("Initech")
    assert world.config.read_text() == before
    page.screenshot(path=SHOTS / "timing-edited-desktop-light.png")
    effect.get_by_role("button", name="Save this").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert 'opens = "30 hours"' in world.config.read_text()
    assert seen.said == []
    seen.context.close()


def test_an_edit_of_the_timing_without_script(browser: Browser, story: tuple[World, Keys]) -> None:
    world, keys = story
    seen = opened(browser, keys, script=False)
    page = seen.go("/policy")
    page.locator('[id="policy.minimum_gap"]').fill("9 days")
    page.get_by_label("Write this letter").last.uncheck()
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("button", name="Save this").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    text = world.config.read_text()
    assert 'minimum_gap = "9 days"' in text
    assert "enabled = false" in text
    seen.context.close()


def test_a_template_is_edited_and_its_letter_follows(
    browser: Browser, story: tuple[World, Keys]
) -> None:
    world, keys = story
    seen = opened(browser, keys)
    page = seen.go("/letters")
    source = page.get_by_label("The template's text")
    text = source.input_value()
    source.fill(text.replace("{{ salutation }}", "{{ salutation }}\n\nMy own first words.", 1))
    expect(page.locator("#preview")).to_contain_text("My own first words.")
    source.fill("{% if")
    expect(page.locator("#preview")).to_contain_text("cannot be used")
    source.fill(text.replace("{{ salutation }}", "{{ salutation }}\n\nMy own first words.", 1))
    page.get_by_role("button", name="Keep as my own").click()
    expect(page.get_by_role("status")).to_contain_text("Kept")
    own: Path = world.folder / "templates" / "en" / "thank_you.j2"
    assert "My own first words." in own.read_text()
    seen.context.close()


def test_another_window_without_the_link_sees_nothing(
    browser: Browser, story: tuple[World, Keys]
) -> None:
    _, keys = story
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{keys.port}/")
    expect(page.locator("body")).to_contain_text("This page is yours alone.")
    context.close()
