"""The person's own labels, where they opted in."""

from __future__ import annotations

import pytest

from gmail.client import Label
from gmail.errors import NotOnAllowListError, RefusedError
from gmail.labels import ensure, label_thread, own_labels
from gmail.oauth import LEAST_SCOPES, MODIFY
from tests.gmail.door_world import ALEX, world


def test_a_label_is_made_once_put_on_a_thread_and_taken_off() -> None:
    with world(scopes=(*LEAST_SCOPES, MODIFY)) as home:
        thread = home.deliver()
        client = home.client(modify=True)
        label = ensure(client, "Afterword/Waiting")
        assert ensure(client, "afterword/waiting") == label
        assert own_labels(client) == (label,)
        label_thread(client, thread, add=[label])
        (seen,) = home.sandbox.person(ALEX).thread(thread)
        assert label.id in seen.labels
        label_thread(client, thread, remove=[label])
        (seen,) = home.sandbox.person(ALEX).thread(thread)
        assert label.id not in seen.labels


def test_gmails_own_labels_are_not_ours_to_move() -> None:
    with world(scopes=(*LEAST_SCOPES, MODIFY)) as home:
        client = home.client(modify=True)
        trash = next(label for label in client.labels() if label.id == "TRASH")
        with pytest.raises(ValueError, match="own labels"):
            label_thread(client, home.deliver(), add=[trash])
        with pytest.raises(RefusedError):
            ensure(client, "Inbox")


def test_without_opting_in_no_label_request_leaves() -> None:
    with world() as home:
        client = home.client()
        with pytest.raises(NotOnAllowListError):
            label_thread(client, "t1", add=[Label("Label_1", "x", own=True)])
        assert home.asked("POST", "/threads") == 0
