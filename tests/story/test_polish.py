"""A letter in a language model's words lies in Drafts, if the person named one and it behaves."""

from __future__ import annotations

import json

from tests.service.letters.chat_server import ChatServer
from tests.story.test_main_job import THANK_YOU_DUE, confirmed
from tests.story.world import World

KIND_WISH = "I hope that your week has gone well."


def with_a_wish(question: str) -> str:
    return f"{KIND_WISH} {json.loads(question)['body']}"


def with_a_boast(question: str) -> str:
    return f"{json.loads(question)['body']} I led a team of ninety at Globex."


def placed_with(world: World, server: ChatServer) -> str:
    confirmed(world)
    world.edits(f'[letters.polish]\nendpoint = "{server.endpoint}"\nmodel = "small"\n')
    world.go_to(THANK_YOU_DUE)
    (draft,) = world.drafts()
    return draft.text


def test_better_words_lie_in_drafts(world: World) -> None:
    with ChatServer(with_a_wish) as server:
        text = placed_with(world, server)
        assert KIND_WISH in text
        world.work()
    assert len(server.asked) == 1, "a placed letter is not asked about again"
    assert "jane.roe@initech.example" not in json.dumps(server.asked)


def test_a_boast_is_not_taken_and_our_own_words_lie_there(world: World) -> None:
    with ChatServer(with_a_boast) as server:
        text = placed_with(world, server)
    assert server.asked
    assert "Globex" not in text
    assert "Initech" in text
