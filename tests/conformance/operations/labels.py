"""Labels and the addresses to write from."""

from __future__ import annotations

import pytest

from gmail.client import GmailClient
from gmail.errors import RefusedError
from gmail.labels import ensure, label_thread, own_labels
from gmail.oauth import LEAST_SCOPES, MODIFY
from tests.conformance.mail import ALEX
from tests.conformance.target import Bench, Operation


def listed(bench: Bench) -> None:
    labels = bench.client.labels()
    assert {"INBOX", "SENT", "DRAFT", "SPAM", "TRASH"} <= {label.id for label in labels}
    assert not any(label.own for label in labels if label.id == "INBOX")


def _with_labels(bench: Bench) -> GmailClient:
    grant = bench.target.grant or bench.connect((*LEAST_SCOPES, MODIFY))
    return bench.new_client(bench.keys(grant), modify=True)


def put_on_and_taken_off(bench: Bench) -> None:
    client = _with_labels(bench)
    label = ensure(client, "Waiting for an answer")
    assert label in own_labels(client)
    assert ensure(client, "waiting FOR an answer") == label
    raw = bench.named("gespraech")
    label_thread(client, raw.thread_id, add=[label])
    label_thread(client, raw.thread_id, add=[label])
    assert label.id in client.raw_message(raw.id).label_ids
    label_thread(client, raw.thread_id, remove=[label])
    assert client.raw_message(raw.id).label_ids == raw.label_ids


def name_taken(bench: Bench) -> None:
    client = _with_labels(bench)
    ensure(client, "Taken")
    with pytest.raises(RefusedError):
        client.create_label("Taken")


def send_as(bench: Bench) -> None:
    (alias,) = bench.client.send_as()
    assert alias.email == ALEX
    assert alias.is_primary
    assert alias.is_default
    assert alias.verified


OPERATIONS = (
    Operation("labels.list: Gmail's own labels, known as such", listed),
    Operation("labels: made once, put on a thread, taken off", put_on_and_taken_off),
    Operation("labels.create: refused for a name that is taken", name_taken),
    Operation("sendAs.list: the account's own address", send_as),
)
