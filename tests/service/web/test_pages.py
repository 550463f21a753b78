"""Each page and each act, without any script: what is shown, and what it comes to."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import pytest
from sqlalchemy import select

from service.config import load
from service.store import fetching
from service.store.models import Account
from service.web.gate import Keys
from service.web.home import sections
from tests.service.web.visitor import Visitor, message_path, visiting, words
from tests.story.letters_in import answer, mail
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import CONFIG, World


def test_today_shows_what_is_ready_and_where_it_lies(world: World, page: Visitor) -> None:
    shown = page.get("/").text
    assert "One letter is ready." in words(shown)
    assert "Initech Data Engineer" in words(shown)
    (draft,) = world.drafts()
    link = f"https://mail.google.com/mail/?authuser=alex.morgan%40example.com#all/{draft.thread_id}"
    assert f'href="{link}" rel="noopener noreferrer"' in shown


def test_before_anything_is_connected_the_page_says_what_to_do(world: World) -> None:
    with visiting(world) as page:
        shown = words(page.get("/").text)
    assert "No account is connected yet: run afterword connect" in shown


def test_what_waits_and_what_is_closed_have_their_places(world: World) -> None:
    confirmed(world)
    with visiting(world) as page:
        assert "The thank you opens Fri 6 Mar, 15:00 (in 4 days)" in words(page.get("/").text)
        page.post("/applications/1/do/done", {"value": "offer"})
        world.work()
        shown = words(page.get("/").text)
    assert "Closed Initech Data Engineer You closed it on" in shown


def test_the_letter_that_must_go_first_stands_first() -> None:
    def ready(number: int, closes_at: str | None) -> dict[str, Any]:
        letter = {"closes_at": closes_at}
        return {"id": number, "outcome": None, "ready": [letter], "reminder": None, "held": []}

    seen = [
        ready(1, "2026-03-23T09:00:00-04:00"),
        ready(2, None),
        ready(3, "2026-03-18T13:15:00-04:00"),
    ]
    assert [each["id"] for each in sections({"applications": seen})["ready"]] == [3, 1, 2]


def test_in_preview_the_page_says_what_would_lie_ready(world: World) -> None:
    world.config.write_text(f'mode = "preview"\n{CONFIG}')
    settings = load(world.config, environ=world.environ)
    world.home = dataclasses.replace(world.home, settings=settings)
    confirmed(world)
    world.go_to(THANK_YOU_DUE)
    with visiting(world) as page:
        shown = words(page.get("/").text)
        assert "The thank you: Due now; not placed" in shown
        assert "Preview: nothing is put into Drafts." in shown
        assert "Due now" in words(page.get("/applications/1").text)


def test_a_lost_connection_and_unreadable_mail_are_told_first(world: World) -> None:
    confirmed(world)
    with world.home.store.write() as session:
        session.scalars(select(Account)).one().grant_lost_at = world.clock.now()
        fetching.pass_over(session, 1, "m-1", "t-1", "the reader failed: ValueError")
    with visiting(world) as page:
        shown = words(page.get("/").text)
    assert "Connect your account again." in shown
    assert "run afterword connect" in shown
    assert "One message could not be read m-1 : the reader failed" in shown


def test_the_picture_says_in_words_what_it_draws(page: Visitor) -> None:
    shown = page.get("/").text
    titles = re.findall(r'<title id="([^"]+)">(Time line\.[^<]+)</title>', shown)
    assert [name for name, _ in titles] == ["t1-wide", "t1-narrow"]
    told = titles[0][1]
    assert "Interview on Thu 5 Mar 2026, 14:00." in told
    assert "The thank you is ready in Drafts; its window is Fri 6 Mar 2026, 15:00" in told
    assert shown.count('role="img" aria-labelledby="t1-wide"') == 1


def test_the_story_tells_the_facts_with_their_quotes(page: Visitor) -> None:
    shown = words(page.get("/applications/1").text)
    assert "Jane Roe wrote; it fixes an interview" in shown
    assert "interview start Thu 5 Mar 2026, 14:00-15:00" in shown
    assert "The interview with Jane Roe is over." in shown
    assert "The thank you was put into Drafts." in shown


def test_a_stop_takes_the_draft_back_and_undo_brings_it_again(world: World, page: Visitor) -> None:
    told = page.after(page.post("/applications/1/do/stop"))
    assert "Stopped; no more letters for this application. Undo takes it back." in words(told)
    assert "Resume the letters" in told
    world.work()
    assert world.drafts() == []
    assert "Taken back: stopped" in words(page.after(page.post("/undo")))
    world.go_to("2026-03-06 22:00")
    assert len(world.drafts()) == 1


def test_a_notice_is_told_once(page: Visitor) -> None:
    assert 'role="status"' in page.after(page.post("/applications/1/do/stop"))
    assert 'role="status"' not in page.get("/applications/1").text


def test_a_snooze_says_until_when_and_a_resume_ends_it(world: World, page: Visitor) -> None:
    told = page.after(page.post("/applications/1/do/snooze", {"value": "2026-03-09"}))
    assert "Snoozed until Mon 9 Mar 2026, 00:00" in words(told)
    world.work()
    assert world.drafts() == []
    assert "letters again" in words(page.after(page.post("/applications/1/do/resume")))


def test_a_snooze_that_cannot_be_read_says_how_to_write_it(page: Visitor) -> None:
    told = words(page.after(page.post("/applications/1/do/snooze", {"value": "<b>soon</b>"})))
    assert "Not done: '<b>soon</b>' is not a day" in told


def test_a_skip_and_what_can_no_more_be_skipped(world: World, page: Visitor) -> None:
    told = page.after(page.post("/applications/1/do/skip", {"value": "thank_you"}))
    assert "The thank you is not written." in words(told)
    world.work()
    assert "Skip the thank you" not in words(page.get("/applications/1").text)
    refused = page.after(page.post("/applications/1/do/skip", {"value": "apology"}))
    assert "Not done" in words(refused)


def test_a_decision_there_is_not_changes_nothing(page: Visitor) -> None:
    assert "Not done" in words(page.after(page.post("/applications/1/do/send")))
    assert "Not done: there is nothing to undo" in words(page.after(page.post("/undo")))


def test_a_note_is_kept_and_forgotten(world: World, page: Visitor) -> None:
    path = "/applications/1/notes"
    assert "Kept" in words(page.after(page.post(path, {"text": "talked about their trains"})))
    world.work()
    assert "trains" in world.drafts()[0].text
    assert "The note is forgotten" in words(page.after(page.post(f"{path}/1/remove")))
    assert "no such note" in words(page.after(page.post(f"{path}/1/remove")))
    assert "empty" in words(page.after(page.post(path, {"text": " \n"})))
    assert "characters" in words(page.after(page.post(path, {"text": "x" * 5000})))


def test_a_message_shows_what_was_read_and_the_words_it_rests_on(page: Visitor) -> None:
    shown = words(page.get(message_path(page)).text)
    assert "Kind interview confirmation Interview Thu 5 Mar 2026, 14:00" in shown
    assert "Company Initech Role Data Engineer" in shown
    assert "in text/calendar" in shown or "in text/plain" in shown


def test_one_click_says_that_it_is_no_interview_and_another_takes_that_back(
    world: World, page: Visitor
) -> None:
    path = message_path(page)
    told = page.after(page.post(path, {"act": "not_an_interview"}))
    assert "It outweighs what was read" in words(told)
    assert "What the reader had made of it" in told
    world.work()
    assert world.drafts() == []
    assert "corrected by you" in words(page.get("/reading").text)
    told = page.after(page.post(path, {"act": "as_read"}))
    assert "The reader's word stands again." in words(told)
    world.go_to("2026-03-06 22:00")
    assert len(world.drafts()) == 1


def test_mail_about_no_application_is_one_click_away(world: World) -> None:
    confirmed(world)
    lunch = mail(
        "Are you free on Sunday?\n",
        date="2026-03-02 15:30",
        id_="lunch",
        sender="Sam <sam@example.org>",
        subject="Lunch?",
    )
    world.arrives(lunch)
    world.work()
    with visiting(world) as page:
        mine, every = (words(page.get(path).text) for path in ("/reading", "/reading?all=1"))
    assert "interview confirmation · Initech" in mine
    assert "Lunch?" not in mine
    assert "Lunch? nothing that the timing rests on" in every
    assert "interview confirmation · Initech" in every


def test_company_role_and_start_are_set_right(world: World, page: Visitor) -> None:
    path = message_path(page)
    fields = {
        "kind": "interview_confirmation",
        "company": "Initech  Labs",
        "role": "",
        "start": "2026-03-05T16:00",
    }
    page.post(path, fields)
    world.work()
    shown = words(page.get("/applications/1").text)
    assert "Initech Labs" in shown
    assert "Thu 5 Mar 2026, 16:00-17:00" in shown
    lines = page.get("/reading/corrections.jsonl").text.splitlines()
    (line,) = [json.loads(each) for each in lines]
    assert line["message_id"] == "<invitation@mail.initech.example>"
    assert (line["read"]["company"], line["corrected"]["company"]) == ("Initech", "Initech Labs")
    assert (line["read"]["role"], line["corrected"]["role"]) == ("Data Engineer", None)
    assert line["corrected"]["start"].startswith("2026-03-05T")
    assert line["corrected"]["kind"] == line["read"]["kind"]


@pytest.mark.parametrize("fields", [{"kind": "nonsense"}, {"start": "soon"}])
def test_a_correction_that_cannot_be_read_is_not_kept(
    page: Visitor, fields: dict[str, str]
) -> None:
    path = message_path(page)
    assert "Not kept" in words(page.after(page.post(path, fields)))
    assert page.get("/reading/corrections.jsonl").text == ""


def test_a_form_sent_unchanged_corrects_nothing(page: Visitor) -> None:
    path = message_path(page)
    form = page.get(path).text
    start = re.search(r'name="start" type="datetime-local" value="([^"]+)"', form)
    assert start
    fields = {
        "kind": "interview_confirmation",
        "company": "Initech",
        "role": "Data Engineer",
        "start": start[1],
    }
    assert "how it stands already" in words(page.after(page.post(path, fields)))
    assert page.get("/reading/corrections.jsonl").text == ""


def test_a_time_given_later_makes_it_an_interview_after_all(world: World, page: Visitor) -> None:
    path = message_path(page)
    page.post(path, {"act": "not_an_interview"})
    page.post(path, {"kind": "other", "start": "2026-03-05T17:00"})
    world.work()
    shown = words(page.get(path).text)
    assert "Kind interview confirmation Interview Thu 5 Mar 2026, 17:00" in shown


def test_a_whole_application_can_be_none_of_mine(world: World, page: Visitor) -> None:
    assert "about no application" in words(page.after(page.post("/applications/1/not-mine")))
    world.work()
    assert world.drafts() == []


@pytest.mark.parametrize(
    "path",
    ["/applications/99", "/reading/alex.morgan@example.com/none", "/reading/x@y.example/1", "/no"],
)
def test_what_is_not_there_says_so(page: Visitor, path: str) -> None:
    answered = page.get(path)
    assert answered.status_code == 404
    assert "Not here" in answered.text


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202eevil"


def test_what_a_mail_says_is_text_and_nothing_else(world: World) -> None:
    world.arrives(
        mail(
            f"Hi Alex,\n\nYour interview for the Data Engineer role at Initech {EVIL} is confirmed "
            "for Thursday, March 5, 2026, 2:00 PM - 3:00 PM ET, by video.\n\nJane Roe\n",
            date="2026-03-02 15:00",
            id_="evil",
            sender='"Jane <b>Roe</b> {{ 7*7 }}" <jane.roe@initech.example>',
            subject=f"Interview with Initech {EVIL}",
        ),
        "2026-03-02 15:00",
    )
    world.arrives(answer("2026-03-02 15:30"), "2026-03-02 15:30")
    world.connect()
    world.work()
    world.go_to(THANK_YOU_DUE)
    with visiting(world) as page:
        paths = ["/", "/applications/1", "/reading", message_path(page), "/policy"]
        pages = [page.get(path).text for path in paths]
    together = "".join(pages)
    assert "&lt;script&gt;alert(1)" in together
    assert "[U+202E]evil" in together
    assert "<script>alert" not in together
    assert "<img src=x" not in together
    assert "<b>Roe" not in together
    assert "\u202e" not in together
    assert "{{ 7*7 }}" in together


def test_the_keys_do_not_stand_where_they_could_leak(page: Visitor) -> None:
    keys: Keys = page.keys
    for path in ("/", "/applications/1", "/policy"):
        shown = page.get(path).text
        assert keys.token not in shown
        assert keys.session not in shown
