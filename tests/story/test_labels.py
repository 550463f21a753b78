"""Labels in Gmail, for who asks for them: what Afterword shows, and what the person says with them.

The person puts a label on a message, as Gmail's page does for a whole conversation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmail.oauth import LEAST_SCOPES, MODIFY, ClientSecrets, connect
from gmail.sandbox.oauth import Consent
from service.app import App
from service.control.model import Purpose
from service.wiring import gmail_mailbox
from tests.story.letters_in import ALEX, answer, invitation, newsletter
from tests.story.test_control import command, letter, says, seen
from tests.story.test_main_job import STATUS_DUE, THANK_YOU_DUE
from tests.story.world import World, _browse

ON = '[gmail]\nlabels = true\nsnooze = "2d"\n'
SHOWN = {Purpose.WAITING.label, Purpose.READY.label, Purpose.CLOSED.label}


@pytest.fixture
def labelled(tmp_path: Path) -> Iterator[World]:
    """Connected with labels, an interview among other mail, read once."""
    with World(tmp_path, "2026-03-02 16:00") as world:
        world.edits(ON)
        world.arrives(newsletter("2026-03-01 08:00", 1), "2026-03-01 08:00")
        world.arrives(invitation(), "2026-03-02 15:00")
        connects(world, (*LEAST_SCOPES, MODIFY))
        world.go_to("2026-03-02 16:00")
        yield world


def connects(world: World, scopes: tuple[str, ...]) -> None:
    """Consent to these scopes, whatever is asked for."""
    world.sandbox.on_consent(lambda _: Consent(scopes=scopes))
    secrets = ClientSecrets.from_json(json.dumps(world.sandbox.client_secrets()))
    asked = (*LEAST_SCOPES, MODIFY)
    grant = connect(secrets, world.home.endpoint, scopes=asked, open_page=_browse)
    world.home.tokens.save(ALEX, grant.to_json())
    world.connect_account()


def invited(world: World) -> str:
    """The message id of the invitation."""
    return next(m.message_id for m in world.person.messages() if "Interview with" in m.subject)


def names(world: World) -> dict[str, str]:
    """The names of the person's labels by id."""
    return {la.id: la.name for la in world.sandbox.mailbox(ALEX).labels.by_id.values()}


def shown(world: World) -> set[str]:
    """The names of our labels on the invitation's thread."""
    message = next(m for m in world.person.messages() if "Interview with" in m.subject)
    return {name for id_, name in names(world).items() if id_ in message.labels} & {
        purpose.label for purpose in Purpose
    }


def test_each_state_of_an_application_is_shown_on_its_thread(labelled: World) -> None:
    assert shown(labelled) == {"Afterword/Waiting"}
    labelled.go_to(THANK_YOU_DUE)
    assert shown(labelled) == {"Afterword/Ready"}
    labelled.person.send_draft(labelled.drafts()[0].draft_id or "")
    labelled.go_to("2026-03-06 21:05")
    assert shown(labelled) == {"Afterword/Waiting"}
    labelled.go_to("2026-04-20 15:00")
    assert shown(labelled) == {"Afterword/Closed"}


def test_no_other_label_and_no_other_mail_is_touched(labelled: World) -> None:
    other = next(m for m in labelled.person.messages() if "Career" in m.subject)
    jobs = labelled.person.add_label(invited(labelled), "Jobs")
    for when in (THANK_YOU_DUE, STATUS_DUE, "2026-04-20 15:00"):
        labelled.go_to(when)
    message = next(m for m in labelled.person.messages() if "Interview with" in m.subject)
    assert {"INBOX", "UNREAD", jobs} <= message.labels
    (same,) = [m for m in labelled.person.messages() if m.message_id == other.message_id]
    assert same.labels == other.labels
    assert labelled.sandbox.sends == []


def test_the_label_stop_stops_and_taken_off_it_is_undone(labelled: World) -> None:
    labelled.go_to(THANK_YOU_DUE)
    labelled.person.add_label(invited(labelled), "Afterword/Stop")
    labelled.go_to("2026-03-06 21:05")
    assert labelled.drafts() == []
    assert seen(labelled)["control"]["stopped_at"] is not None
    assert shown(labelled) == {"Afterword/Stop"}
    labelled.person.remove_label(invited(labelled), "Afterword/Stop")
    labelled.go_to("2026-03-06 21:10")
    assert len(labelled.drafts()) == 1
    assert shown(labelled) == {"Afterword/Ready"}


def test_the_label_snooze_is_for_the_length_in_the_config_and_goes_when_it_is_over(
    labelled: World,
) -> None:
    labelled.go_to(THANK_YOU_DUE)
    labelled.person.add_label(invited(labelled), "Afterword/Snooze")
    labelled.go_to("2026-03-06 21:05")
    assert (labelled.drafts(), "Afterword/Snooze" in shown(labelled)) == ([], True)
    labelled.go_to("2026-03-08 20:04")  # two days on the clock, which changed
    assert labelled.drafts() == []
    labelled.go_to("2026-03-08 20:05")
    assert len(labelled.drafts()) == 1
    assert shown(labelled) == {"Afterword/Ready"}


def test_the_label_snooze_taken_off_ends_the_snooze_there_and_then(labelled: World) -> None:
    labelled.go_to(THANK_YOU_DUE)
    labelled.person.add_label(invited(labelled), "Afterword/Snooze")
    labelled.go_to("2026-03-06 21:05")
    labelled.person.remove_label(invited(labelled), "Afterword/Snooze")
    # The window would have closed at 20:00 by now; the hours that were slept do not count.
    labelled.go_to("2026-03-07 20:05")
    assert len(labelled.drafts()) == 1


@pytest.mark.parametrize("word", ["undo", "resume"])
def test_a_command_lifts_what_a_label_said_and_the_label_goes(labelled: World, word: str) -> None:
    labelled.go_to(THANK_YOU_DUE)
    labelled.person.add_label(invited(labelled), "Afterword/Stop")
    labelled.go_to("2026-03-06 21:05")
    says(labelled, word)
    labelled.go_to("2026-03-06 21:06")
    labelled.go_to("2026-03-06 21:07")
    assert shown(labelled) == {"Afterword/Ready"}
    assert len(labelled.drafts()) == 1


def test_stop_on_mail_of_no_application_means_nothing(labelled: World) -> None:
    other = next(m for m in labelled.person.messages() if "Career" in m.subject)
    labelled.person.add_label(other.message_id, "Afterword/Stop")
    labelled.go_to("2026-03-02 17:00")
    assert seen(labelled)["control"]["stopped_at"] is None


def test_a_renamed_label_stays_ours_and_a_deleted_one_is_made_anew(labelled: World) -> None:
    box = labelled.sandbox.mailbox(ALEX)
    waiting = next(id_ for id_, name in names(labelled).items() if name == "Afterword/Waiting")
    box.labels.change(waiting, {"name": "Jobs/Noch offen"})
    labelled.go_to(THANK_YOU_DUE)
    assert "Afterword/Waiting" not in names(labelled).values()
    ready = next(id_ for id_, name in names(labelled).items() if name == "Afterword/Ready")
    box.delete_label(ready)
    labelled.go_to("2026-03-06 21:05")
    assert shown(labelled) == {"Afterword/Ready"}
    labelled.person.send_draft(labelled.drafts()[0].draft_id or "")
    labelled.go_to("2026-03-06 21:10")
    message = next(m for m in labelled.person.messages() if "Interview with" in m.subject)
    assert waiting in message.labels


def test_deleting_the_label_stop_itself_does_not_start_letters_again(labelled: World) -> None:
    labelled.go_to(THANK_YOU_DUE)
    stop = labelled.person.add_label(invited(labelled), "Afterword/Stop")
    labelled.go_to("2026-03-06 21:05")
    labelled.sandbox.mailbox(ALEX).delete_label(stop)
    labelled.go_to("2026-03-06 21:10")
    assert labelled.drafts() == []
    assert shown(labelled) == {"Afterword/Stop"}


def test_without_the_scope_it_is_said_and_the_letters_go_on(world: World) -> None:
    world.edits(ON)
    world.arrives(invitation(), "2026-03-02 15:00")
    connects(world, LEAST_SCOPES)
    world.go_to("2026-03-02 16:00")
    world.go_to(THANK_YOU_DUE)
    assert len(world.drafts()) == 1
    assert SHOWN & set(names(world).values()) == set()
    status = json.loads(command(world, "status", "--json").stdout)
    problem = status["accounts"][0]["labels_problem"]
    assert "did not grant gmail.modify" in problem
    assert "afterword connect" in problem
    connects(world, (*LEAST_SCOPES, MODIFY))
    world.go_to("2026-03-06 21:05")
    assert shown(world) == {"Afterword/Ready"}
    status = json.loads(command(world, "status", "--json").stdout)
    assert status["accounts"][0]["labels_problem"] is None


def test_who_did_not_ask_for_labels_gets_none_and_none_is_asked_for(world: World) -> None:
    world.arrives(invitation(), "2026-03-02 15:00")
    connects(world, (*LEAST_SCOPES, MODIFY))
    world.go_to("2026-03-02 16:00")
    world.go_to(THANK_YOU_DUE)
    assert SHOWN & set(names(world).values()) == set()
    assert not [r for r in world.sandbox.requests if "labels" in r.path or "modify" in r.path]


def test_an_answer_on_a_labelled_thread_carries_the_state_on(labelled: World) -> None:
    labelled.go_to(THANK_YOU_DUE)
    labelled.arrives(answer("2026-03-07 10:00"), "2026-03-07 10:00")
    labelled.go_to("2026-03-07 10:05")
    assert letter(labelled, "thank_you")["state"] == "withdrawn"
    for message in labelled.person.messages("INBOX"):
        if "Initech" in message.subject:
            ours = {names(labelled)[id_] for id_ in message.labels} & SHOWN
            assert ours == {"Afterword/Waiting"}


def test_a_quiet_pass_of_a_running_service_asks_for_the_commands_alone(labelled: World) -> None:
    app = App(
        labelled.home.store,
        labelled.home.settings,
        labelled.clock,
        lambda account: gmail_mailbox(labelled.home, account, labelled.clock.now),
    )
    app.run_once()
    labelled.sandbox.clear_requests()
    app.run_once()
    asked = [(r.method, r.path.rpartition("/")[2]) for r in labelled.sandbox.requests]
    assert asked.count(("GET", "labels")) == 1
    assert asked.count(("GET", "messages")) == 2
    assert not [method for method, _ in asked if method != "GET"]
