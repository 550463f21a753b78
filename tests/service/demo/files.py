"""The demo's mail by the folders in which it lies."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import service.demo
from service.demo.mailbox import DemoMail, load, reply

MAIL = Path(service.demo.__file__).parent / "mail"


@cache
def applications() -> dict[str, tuple[DemoMail, ...]]:
    """Each application's messages in the order of time, by the folder's name."""
    return {folder.name: _in(folder) for folder in sorted((MAIL / "applications").iterdir())}


@cache
def distractors() -> tuple[DemoMail, ...]:
    """The mail that is about no interview, in the order of time."""
    return _in(MAIL / "distractors")


def replies() -> tuple[DemoMail, ...]:
    """The answers to Alex's letters, as they lie in their files."""
    by_name = sorted(path.name for path in (MAIL / "replies").glob("*.eml"))
    some_time = _all()[0].at
    return tuple(DemoMail(name, reply(name), some_time, outbound=False) for name in by_name)


def _in(folder: Path) -> tuple[DemoMail, ...]:
    raws = {path.read_bytes() for path in folder.glob("*.eml")}
    return tuple(mail for mail in _all() if mail.raw in raws)


@cache
def _all() -> tuple[DemoMail, ...]:
    return load()
