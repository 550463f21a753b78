"""A daily word in the mailbox, for who asks for it: once, at its hour, and only with news."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gmail.oauth import LEAST_SCOPES, MODIFY
from gmail.sandbox import SeenMail
from service import views
from tests.story.letters_in import ALEX, answer, invitation
from tests.story.test_labels import connects
from tests.story.test_main_job import THANK_YOU_DUE
from tests.story.world import World

ON = '[notify]\ndigest = "08:00"\n'
EIGHT = "2026-03-07 13:05"
"""Just after eight in New York, with the thank-you in Drafts since the evening before."""


@pytest.fixture
def told(tmp_path: Path) -> Iterator[World]:
    """Connected, with the digest on and an interview in the mail."""
    with World(tmp_path, "2026-03-02 16:00") as world:
        world.edits(ON)
        world.arrives(invitation(), "2026-03-02 15:00")
        connects(world, (*LEAST_SCOPES, MODIFY))
        world.go_to("2026-03-02 16:00")
        world.go_to("2026-03-06 13:30")
        yield world


def digests(world: World) -> list[SeenMail]:
    return [m for m in world.person.messages("INBOX") if m.subject.startswith("Afterword: ")]


def test_it_says_in_the_morning_what_is_ready(told: World) -> None:
    told.go_to(THANK_YOU_DUE)
    assert digests(told) == [], "it is not eight yet"
    told.go_to(EIGHT)
    (digest,) = digests(told)
    assert digest.subject == "Afterword: 1 letter is ready to send"
    assert "Initech, Data Engineer: thank you to jane.roe@initech.example" in digest.text
    assert digest.to == (ALEX,)
    assert {"INBOX", "UNREAD"} <= digest.labels
    assert told.sandbox.sends == [], "it was put there, not sent"


def test_it_comes_once_a_day_and_not_again_without_news(told: World) -> None:
    told.go_to(THANK_YOU_DUE)
    told.go_to(EIGHT)
    told.work()
    told.go_to("2026-03-07 20:00")
    told.go_to("2026-03-08 12:05")
    assert len(digests(told)) == 1


def test_nothing_to_say_is_no_mail(told: World) -> None:
    told.go_to("2026-03-06 18:00")
    assert digests(told) == []


def test_news_come_the_next_morning(told: World) -> None:
    told.go_to(THANK_YOU_DUE)
    told.go_to(EIGHT)
    told.arrives(answer("2026-03-07 15:00"), "2026-03-07 15:00")
    told.go_to("2026-03-07 15:30")
    told.go_to("2026-03-08 12:05")
    assert len(digests(told)) == 1, "an answer took the letter back: nothing needs the person"
    told.go_to("2026-03-16 13:05")
    told.go_to("2026-03-17 12:05")
    assert any("status check" in digest.text for digest in digests(told))


def test_it_is_no_mail_about_an_application(told: World) -> None:
    told.go_to(THANK_YOU_DUE)
    told.go_to(EIGHT)
    told.go_to("2026-03-07 13:30")
    (draft,) = told.drafts()
    assert draft.to == ("jane.roe@initech.example",)
    with told.home.store.read() as session:
        (application,) = views.status(session, told.home.zone, told.clock.now())["applications"]
    thank_you = next(f for f in application["follow_ups"] if f["stage"] == "thank_you")
    assert thank_you["state"] == "placed"


def test_without_the_permission_it_is_said_and_everything_else_goes_on(tmp_path: Path) -> None:
    with World(tmp_path, "2026-03-02 16:00") as world:
        world.edits(ON)
        world.arrives(invitation(), "2026-03-02 15:00")
        connects(world, tuple(LEAST_SCOPES))
        world.go_to(THANK_YOU_DUE)
        world.go_to(EIGHT)
        assert len(world.drafts()) == 1
        with world.home.store.read() as session:
            (account,) = views.status(session, world.home.zone, world.clock.now())["accounts"]
        assert "gmail.modify" in account["digest_problem"]
        connects(world, (*LEAST_SCOPES, MODIFY))
        world.go_to("2026-03-07 14:00")
        assert len(digests(world)) == 1, "the day did not count as done"


def test_nobody_who_did_not_ask_gets_one(world: World) -> None:
    world.arrives(invitation(), "2026-03-02 15:00")
    connects(world, (*LEAST_SCOPES, MODIFY))
    world.go_to(THANK_YOU_DUE)
    world.go_to(EIGHT)
    assert digests(world) == []
