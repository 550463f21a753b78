"""emulate (npm) as a server under test."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from gmail.client import utc_now
from gmail.client.values import to_base64url
from gmail.endpoint import Endpoint
from tests.conformance.browser import browse
from tests.conformance.mail import ALEX, MAILBOX, Seed, threads
from tests.conformance.servers.install import install_emulate
from tests.conformance.target import Target

_STRANGER = "Bearer any-token"
"""emulate serves unknown tokens as the first account: the test's own way in beside the client."""


@contextmanager
def emulate_target(seeds: tuple[Seed, ...] = MAILBOX) -> Iterator[Target]:
    """emulate with `seeds` in the mailbox, in a process that ends with the block."""
    folder = install_emulate()
    with subprocess.Popen(
        ["node", "emulate.mjs"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield _target(_started(process, seeds))
        finally:
            process.terminate()


def _started(process: subprocess.Popen[str], seeds: tuple[Seed, ...]) -> str:
    """Hand over the seed; returns the address."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("emulate has no pipes")
    process.stdin.write(json.dumps(_seed(seeds)))
    process.stdin.close()
    url = process.stdout.readline().strip()
    if not url:
        raise RuntimeError("emulate did not start: its words stand above")
    return url


def _seed(seeds: tuple[Seed, ...]) -> dict[str, Any]:
    # No oauth_clients: with them the code exchange of google-auth-oauthlib fails, since it names
    # its client in a header that emulate does not read.
    return {
        "users": [{"email": ALEX, "name": "Alex Morgan"}],
        "messages": [
            _message(seed, f"thread{number:04}")
            for number, conversation in enumerate(threads(seeds))
            for seed in conversation
        ],
    }


def _message(seed: Seed, thread_id: str) -> dict[str, Any]:
    return {
        "raw": to_base64url(seed.raw()),
        "thread_id": thread_id,
        "label_ids": list(seed.labels),
        "internal_date": str(int(seed.date.timestamp() * 1000)),
        "user_email": ALEX,
    }


def _target(url: str) -> Target:
    def post(path: str, document: Mapping[str, Any]) -> None:
        request = urllib.request.Request(  # noqa: S310  our own server on loopback
            f"{url}/gmail/v1/users/me/{path}",
            json.dumps(document).encode(),
            {"authorization": _STRANGER, "content-type": "application/json"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            answer.read()

    def deliver(seed: Seed) -> None:
        post("messages", {"raw": to_base64url(seed.raw()), "labelIds": list(seed.labels)})

    return Target(
        name="emulate",
        endpoint=Endpoint(url, url),
        now=utc_now,
        browse=lambda page: browse(page, ALEX),
        deliver=deliver,
        send=lambda draft_id: post("drafts/send", {"id": draft_id}),
    )
