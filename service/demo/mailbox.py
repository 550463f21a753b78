"""The demo's sample mailbox and what its owner does: read from the files beside this one (pure)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from importlib import resources
from importlib.resources.abc import Traversable

from scheduler.duration import Duration

ALEX = "alex.morgan@example.com"


@dataclass(frozen=True, slots=True)
class DemoMail:
    """One message: `at` (aware, UTC) is its Date; `outbound` is Alex's own."""

    name: str
    raw: bytes
    at: datetime
    outbound: bool


@dataclass(frozen=True, slots=True)
class Act:
    """What Alex does with a draft to `to` of this stage, `after` it was placed.

    `to` is an address or, from "@", a domain: whom a letter goes to is sure, while a company's
    name is only as good as the reading of it. `company` is its true name, for people. `act` is
    "send", "edit_and_send", "delete" or "leave". `reply` names a file under mail/replies that
    comes in answer, `delay` after the letter was sent.
    """

    company: str
    to: str
    stage: str
    act: str
    after: timedelta
    reply: str | None
    delay: timedelta

    def concerns(self, stage: str, to: str) -> bool:
        """Whether this is about a draft of `stage` to the address `to`."""
        address = to.lower()
        whom = address.endswith(self.to) if self.to.startswith("@") else address == self.to
        return whom and stage == self.stage


def load() -> tuple[DemoMail, ...]:
    """The whole mailbox but the replies, in the order of time."""
    folder = _files() / "mail"
    found = [
        _mail(file) for part in ("applications", "distractors") for file in _eml(folder / part)
    ]
    return tuple(sorted(found, key=lambda mail: (mail.at, mail.name)))


def reply(name: str) -> bytes:
    """The reply of this file name, as it would come; its date and thread are set when it does."""
    return (_files() / "mail" / "replies" / name).read_bytes()


def script() -> tuple[Act, ...]:
    """What Alex does, from script.toml."""
    raw = tomllib.loads((_files() / "script.toml").read_text(encoding="utf-8"))
    return tuple(
        Act(
            company=each["company"],
            to=each["to"],
            stage=each["stage"],
            act=each["act"],
            after=Duration.parse(each.get("after", "3h")).nominal,
            reply=each.get("reply"),
            delay=Duration.parse(each.get("delay", "2h")).nominal,
        )
        for each in raw["act"]
    )


def _files() -> Traversable:
    return resources.files("service.demo")


def _eml(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _eml(entry)
        elif entry.name.endswith(".eml"):
            yield entry


def _mail(file: Traversable) -> DemoMail:
    raw = file.read_bytes()
    headers = BytesHeaderParser().parsebytes(raw)
    at = parsedate_to_datetime(str(headers["Date"])).astimezone(UTC)
    sender = parseaddr(str(headers["From"]))[1].lower()
    return DemoMail(file.name, raw, at, sender == ALEX)
