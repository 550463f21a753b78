"""A scenario lived through: the service over HTTP against an embedded Gmail, on the same clock.

The service works when preview's simulation does: at once, five minutes after each arrival, and at
each moment that it named itself as the next. Between those moments nothing could change.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from gmail.sandbox import SeenMail, SendAs
from service import views
from service.preview.simulate import POLL
from service.store import follow_ups, turns
from service.store.models import ApplicationRow, FollowUpRow
from tests.scenarios.cast import ALEX, ALIAS
from tests.scenarios.post import ACTS, Post
from tests.scenarios.tale import Event, Scenario
from tests.scenarios.told import Told
from tests.story.world import World

_ACT = re.compile(r"(?P<verb>[a-z ]+?) (?P<stage>thank_you|status_check|final_check)\b.*")


class Life:
    """One scenario in one world."""

    def __init__(self, scenario: Scenario, world: World) -> None:
        self._scenario = scenario
        self._world = world
        self._post = Post(scenario)
        self._placed: dict[tuple[int, datetime], dict[str, Any]] = {}

    def live(self) -> Told:
        """Everything, from connecting to `until`; then once more, which must change nothing."""
        world, scenario = self._world, self._scenario
        world.sandbox.mailbox(ALEX).send_as.append(SendAs(ALIAS, "Alex Morgan"))
        left = list(scenario.events)
        world.clock.set(scenario.start)
        world.connect()
        moment: datetime | None = scenario.start
        while moment is not None:
            for event in [event for event in left if event.at <= moment]:
                left.remove(event)
                self._happens(event)
            self._pass(moment)
            moment = self._next(moment, left)
        self._pass(scenario.end)
        told = self._told()
        self._look_again(told)
        return told

    def _pass(self, moment: datetime) -> None:
        for at, settings in self._scenario.journeys:
            if at == moment:
                self._world.writes(settings)
        (result,) = self._world.go_to(moment)
        assert (result.failed, result.problem) == (0, None)
        self._note_drafts()

    def _next(self, now: datetime, left: list[Event]) -> datetime | None:
        with self._world.home.store.read() as session:
            edges = turns.next_edges(session, now, self._scenario.end - now)
        moments = [edge for edge in edges if edge > now]
        moments += [max(left[0].at, now) + POLL] if left else []
        moments += [at for at, _ in self._scenario.journeys if at > now]
        following = min(moments, default=self._scenario.end + POLL)
        for start, end in self._scenario.rests:
            following = end if start <= following < end else following
        return following if following <= self._scenario.end else None

    # -- what happens -----------------------------------------------------------------------

    def _happens(self, event: Event) -> None:
        world = self._world
        world.clock.set(max(event.at, world.clock.now()))
        if ACTS.fullmatch(event.does):
            self._act(event)
            return
        letter = self._post.letter(event)
        world.sandbox.deliver(ALEX, letter.raw, letter.at, ["SENT"] if letter.own else None)

    def _act(self, event: Event) -> None:
        person = self._world.person
        if event.does == "begins a draft":
            thread = self._thread(event)
            person.compose_draft(thread, event.text)
            return
        found = _ACT.fullmatch(event.does)
        assert found is not None
        draft = self._draft(found["stage"], event)
        if event.does.endswith("from the phone"):
            self._sent_from_the_phone(draft, event)
            return
        match found["verb"]:
            case "sends":
                person.send_draft(draft, leave_wrapper="wrapper" in event.does)
            case "renames and sends":
                person.send_draft(person.edit_draft(draft, subject=event.text))
            case "edits and sends":
                person.send_draft(person.edit_draft(draft, text=event.text))
            case "edits":
                person.edit_draft(draft, text=event.text)
            case "opens and closes":
                (seen,) = [each for each in person.drafts() if each.draft_id == draft]
                person.edit_draft(draft, text=seen.text)
            case "deletes":
                person.delete_draft(draft)
            case verb:
                raise AssertionError(f"no such act: {verb}")

    def _sent_from_the_phone(self, draft: str, event: Event) -> None:
        """A mail program takes the draft away and sends a message of its own in its place."""
        letter = self._post.letter(event)
        self._world.sandbox.deliver(ALEX, letter.raw, letter.at, ["SENT"])
        self._world.person.delete_draft(draft)

    def _thread(self, event: Event) -> str:
        subject = self._post.subject(event)
        found = [m for m in self._world.person.messages() if m.subject.endswith(subject)]
        return found[-1].thread_id

    def _draft(self, stage: str, event: Event) -> str:
        to = re.search(r" to (\w+)", event.does)
        rows = [
            row
            for row in self._rows()
            if row.stage == stage
            and row.state in ("placed", "edited")
            and (to is None or row.recipient == self._post.address(to[1]))
        ]
        assert len(rows) == 1, f"{event.does}: {len(rows)} such drafts lie there at {event.at}"
        return rows[0].draft_id or ""

    # -- what came of it --------------------------------------------------------------------

    def _rows(self) -> list[FollowUpRow]:
        with self._world.home.store.read() as session:
            return [
                row
                for application in session.scalars(select(ApplicationRow))
                for row in follow_ups.of_application(
                    session, application.account_id, application.id
                )
            ]

    def _note_drafts(self) -> None:
        """Keep each of our drafts as it lay there first; and never two of ours in one thread."""
        there = {draft.draft_id: draft for draft in self._world.drafts()}
        ours = [row for row in self._rows() if row.draft_id in there]
        threads = [row.thread_id for row in ours]
        assert len(threads) == len(set(threads)), "two drafts of ours lie in one thread"
        for row in ours:
            if row.placed_at is not None:
                seen = there[row.draft_id]
                self._placed.setdefault((row.id, row.placed_at), _draft_of(seen))

    def _told(self) -> Told:
        zone = self._world.home.zone
        with self._world.home.store.read() as session:
            rows = list(session.scalars(select(ApplicationRow).order_by(ApplicationRow.id)))
            shown = [views.application(session, row, zone) for row in rows]
        document = {
            "follow_ups": [
                self._follow_up(each) for application in shown for each in application["follow_ups"]
            ],
            "applications": [
                {name: each[name] for name in ("company", "role", "outcome", "threads")}
                for each in shown
            ],
        }
        reminders = {(each["company"], each["role"]): each["reminder"] or "" for each in shown}
        return Told(document, reminders)

    def _follow_up(self, shown: dict[str, Any]) -> dict[str, Any]:
        names = (
            *("company", "role", "interview_start", "stage"),
            *("opens_at", "closes_at", "state", "reason"),
        )
        placed = shown["placed_at"]
        draft = None
        if placed is not None:
            at = datetime.fromisoformat(placed).astimezone(UTC)
            kept = self._placed.get((shown["id"], at))
            draft = {"placed_at": placed, **kept} if kept else None
        return {**{name: shown[name] for name in names}, "draft": draft}

    def _look_again(self, before: Told) -> None:
        """Planning everything afresh, as the daily upkeep does, changes nothing; none was sent."""
        world = self._world
        with world.home.store.write() as session:
            session.execute(update(ApplicationRow).values(next_at=world.clock.now()))
        world.work()
        assert self._told().document == before.document
        world.clock.set(world.clock.now() + timedelta(minutes=1))
        assert world.sandbox.sends == []


def lived(scenario: Scenario, folder: Path) -> Told:
    """What the service made of it."""
    start = f"{scenario.start:%Y-%m-%d %H:%M}"
    with World(folder, start, config=scenario.settings) as world:
        return Life(scenario, world).live()


def _draft_of(seen: SeenMail) -> dict[str, Any]:
    message = message_from_bytes(seen.raw, policy=default)
    parent = message["In-Reply-To"]
    return {
        "to": list(seen.to),
        "cc": list(seen.cc),
        "subject": seen.subject,
        "in_reply_to": str(parent) if parent else None,
        "body": seen.text,
    }
