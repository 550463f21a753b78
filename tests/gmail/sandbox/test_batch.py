"""Batches as Google's client sends them: every part is answered, each for itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from gmail.sandbox import Sandbox
from tests.gmail.sandbox.helpers import ALEX, draft_body, mail


def run(gmail: Any, calls: list[Any]) -> dict[str, Any]:
    """What each call of a batch got, by its number: a document, or an HTTP status."""
    results: dict[str, Any] = {}

    def note(name: str, answer: Any, error: HttpError | None) -> None:
        results[name] = error.status_code if error else answer

    batch = gmail.new_batch_http_request(callback=note)
    for number, call in enumerate(calls):
        batch.add(call, request_id=str(number))
    batch.execute()
    return results


def test_a_batch_of_fifty_answers_each_part(sandbox: Sandbox, gmail: Any) -> None:
    ids = [sandbox.deliver(ALEX, mail(text=f"No. {n}")).message_id for n in range(50)]
    get = gmail.users().messages().get
    results = run(gmail, [get(userId="me", id=message_id) for message_id in ids])
    assert [results[str(n)]["id"] for n in range(50)] == ids
    assert [results[str(n)]["snippet"] for n in range(50)] == [f"No. {n}" for n in range(50)]
    parts = [seen for seen in sandbox.requests if seen.in_batch]
    assert sum(seen.units for seen in parts) == 50 * 20


def test_parts_fail_and_write_each_for_itself(sandbox: Sandbox, gmail: Any) -> None:
    users = gmail.users()
    sandbox.faults.refuse("GET", "/profile", status=429, reason="rateLimitExceeded")
    results = run(
        gmail,
        [
            users.getProfile(userId="me"),
            users.messages().get(userId="me", id="19cbdde7a0021e9c"),
            users.drafts().create(userId="me", body=draft_body(mail(sender=ALEX))),
            users.labels().list(userId="me"),
        ],
    )
    assert (results["0"], results["1"]) == (429, 404)
    (draft,) = sandbox.person(ALEX).drafts()
    assert results["2"]["id"] == draft.draft_id
    assert len(results["3"]["labels"]) > 10


def test_a_big_batch_may_ask_too_much_at_once(sandbox: Sandbox, gmail: Any) -> None:
    sandbox.quota.parallel = 2
    results = run(gmail, [gmail.users().getProfile(userId="me") for _ in range(4)])
    assert [results[n]["emailAddress"] for n in ("0", "1")] == [ALEX, ALEX]
    assert [results[n] for n in ("2", "3")] == [429, 429]


def test_more_than_a_hundred_parts_are_refused(sandbox: Sandbox, gmail: Any) -> None:
    calls = [gmail.users().getProfile(userId="me") for _ in range(101)]
    with pytest.raises(HttpError) as caught:
        run(gmail, calls)
    assert caught.value.status_code == 400
    assert not any(seen.in_batch for seen in sandbox.requests)


def test_a_batch_without_boundary_is_refused(sandbox: Sandbox, gmail: Any) -> None:
    answer, content = gmail._http.request(
        f"{sandbox.url}/batch/gmail/v1", "POST", b"", {"content-type": "multipart/mixed"}
    )
    assert answer.status == 400
    assert json.loads(content)["error"]["code"] == 400
