"""A scenario as it stands in its file: the mailbox, the policy and the expected letters.

README.md beside this file tells how to write one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from tests.scenarios.cast import ALEX, ALIAS, CAST

FOLDER = Path(__file__).parent

_LINE = re.compile(
    r"(?P<when>\d{4}-\d\d-\d\d \d\d:\d\d)\s+(?P<who>\w+)\s+(?:#(?P<thread>[\w-]+)\s+)?(?P<does>.+)"
)

_COLON = re.compile(r'(?<!\d):(?: |$)(?=(?:[^"]*"[^"]*")*[^"]*$)')
"""The colon before the text: not one of a time, nor one within a quoted subject."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of `mail`. `thread` names the conversation; `text` is what follows the colon."""

    at: datetime
    who: str
    thread: str
    does: str
    text: str


class Letter(BaseModel):
    """What one follow-up is at the end. Unset parts are not looked at; `to` "" is no draft."""

    model_config = ConfigDict(extra="forbid")

    stage: str
    state: str
    of: str = ""
    to: str = ""
    opens: str = ""
    closes: str = ""
    placed: str = ""
    because: str = ""
    subject: str = ""
    says: str = ""
    sender: str = ""


class Outcome(BaseModel):
    """What one application is at the end. `needs` stands in its reminder (live only)."""

    model_config = ConfigDict(extra="forbid")

    company: str
    role: str = ""
    outcome: str = ""
    because: str = ""
    needs: str = ""


class Scenario(BaseModel):
    """One file. Times are wall-clock times of the candidate's zone.

    `travels`: when the candidate sets another zone in the config, and which; the file's own times
    stay those of `zone`.
    """

    model_config = ConfigDict(extra="forbid")

    what: str
    until: str
    mail: str
    letters: list[Letter] = Field(default_factory=list)
    applications: list[Outcome] = Field(default_factory=list)
    zone: str = "America/New_York"
    candidate: str = ""
    config: str = ""
    connected: str = ""
    asleep: Annotated[list[tuple[str, str]], Field(default_factory=list)]
    travels: Annotated[list[tuple[str, str]], Field(default_factory=list)]
    live_only: str = ""
    reading: str = ""

    def moment(self, text: str) -> datetime:
        """A time of the file as an instant (UTC)."""
        local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.zone))
        return local.astimezone(UTC)

    @property
    def events(self) -> list[Event]:
        """The lines of `mail`; indented lines belong to the one before."""
        events: list[Event] = []
        for line in self.mail.strip("\n").splitlines():
            if not line.strip():
                continue
            found = _LINE.fullmatch(line)
            if found is None:
                assert line.startswith(" "), f"not an event: {line!r}"
                last = events.pop()
                text = f"{last.text}\n\n{line.strip()}".strip()
                events.append(Event(last.at, last.who, last.thread, last.does, text))
                continue
            does, _, text = _COLON.sub("\0", found["does"], count=1).partition("\0")
            who = found["who"]
            assert who in CAST, f"nobody is called {who!r}: {line!r}"
            thread = found["thread"] or ""
            at = self.moment(found["when"])
            events.append(Event(at, who, thread, does.rstrip(": "), text.strip()))
        assert events == sorted(events, key=lambda event: event.at), "the mail is out of order"
        return events

    @property
    def start(self) -> datetime:
        """When the account is connected."""
        return self.moment(self.connected) if self.connected else self.events[0].at

    @property
    def end(self) -> datetime:
        return self.moment(self.until)

    @property
    def rests(self) -> list[tuple[datetime, datetime]]:
        return [(self.moment(start), self.moment(end)) for start, end in self.asleep]

    @property
    def journeys(self) -> list[tuple[datetime, str]]:
        """The moments of `travels`, each with the whole config file from then on."""
        return [(self.moment(when), self._settings(zone)) for when, zone in self.travels]

    @property
    def settings(self) -> str:
        """The whole config file."""
        return self._settings(self.zone)

    def _settings(self, zone: str) -> str:
        return (
            f'[candidate]\nname = "Alex Morgan"\nemail = "{ALEX}"\naliases = ["{ALIAS}"]\n'
            f'time_zone = "{zone}"\n{self.candidate}\n{self.config}\n'
        )


def scenarios() -> list[Any]:
    """(name, scenario) of every file, by name."""
    return [(path.stem, _read(path)) for path in sorted(FOLDER.glob("*.toml"))]


def _read(path: Path) -> Scenario:
    return Scenario.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
