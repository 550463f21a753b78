"""Stories that hypothesis tells: any mix of mail, acts, time, edits, faults and deaths.

A rule holds only where it says one thing alone: mail whose meaning a careful reader could take in
two ways (which of two interviews is cancelled?) is not written, so that the truth stays simple.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import select

from service.store.models import ApplicationRow
from tests.model import checks
from tests.model.ledger import Placed
from tests.model.theatre import QUIRKS, Theatre
from tests.model.truth import POLICIES, Letter, Round
from tests.model.world import DAY, HOUR, MINUTE, World

FAR = datetime(2100, 1, 1, tzinfo=UTC)
NEAR = 2 * DAY
"""A move or a cancellation without a name speaks of an interview not longer past than this."""

roles = st.sampled_from(["data", "data", "data", "security", "platform"])
looks = st.sampled_from([True, True, True, False])
which = st.integers(0, 3)
hours_of_day = st.sampled_from([14, 16, 18, 20])
ages = st.sampled_from([timedelta(0)] * 3 + [HOUR, 9 * HOUR, 30 * HOUR, 4 * DAY])
delays = st.sampled_from([timedelta(0)] * 3 + [5 * HOUR, 2 * DAY, 8 * DAY])
lengths = st.sampled_from(
    [5 * MINUTE, HOUR, 7 * HOUR, DAY, DAY + 2 * HOUR, 3 * DAY, 7 * DAY, 9 * DAY, 20 * DAY]
)
REPLIES = ["answer", "promise", "colleague", "call", "rejection", "offer", "newsletter", "away"]
FAULTS = [
    ("drop", "POST", "/drafts$"),
    ("refuse", "POST", "/drafts$"),
    ("drop", "DELETE", "/drafts/"),
    ("refuse", "DELETE", "/drafts/"),
    ("drop", "GET", "/history"),
    ("refuse", "GET", "/drafts/"),
    ("truncate", "GET", "/messages"),
    ("drop", "POST", "/batch"),
    ("truncate", "POST", "/drafts$"),
]


class Story(RuleBasedStateMachine):
    """One story; `theatre` is the stage that all share."""

    def __init__(self, theatre: Theatre, *, over_http: bool = False) -> None:
        super().__init__()
        self.theatre, self.over_http = theatre, over_http

    @initialize(
        quirks=st.sampled_from(list(QUIRKS)),
        role=roles,
        days=st.integers(1, 4),
        hour=hours_of_day,
        calendar=st.booleans(),
    )
    def begins(self, quirks: str, role: str, days: int, hour: int, calendar: bool) -> None:
        self.world = World(self.theatre, quirks, over_http=self.over_http)
        self.world.says("confirm", role, start=self._free_day(role, days, hour), calendar=calendar)
        self.by_calendar = {(role, 0): calendar}
        self.by_words: set[str] = set()
        self._look(True)

    # -- mail -------------------------------------------------------------------------------

    @rule(
        role=roles,
        days=st.integers(1, 6),
        hour=hours_of_day,
        calendar=st.booleans(),
        age=ages,
        delay=delays,
        look=looks,
    )
    def an_interview_is_fixed(
        self,
        role: str,
        days: int,
        hour: int,
        calendar: bool,
        age: timedelta,
        delay: timedelta,
        look: bool,
    ) -> None:
        """The first interview, the next round, or the new time of one that was put off."""
        rounds = self.world.truth.rounds(role, FAR)
        put_off = [r for r in rounds.values() if not r.holds and self._postponed(role, r)]
        number = put_off[0].number if put_off else len(rounds)
        if number > 2 or self._to_come(role):
            return
        plain = not put_off and role not in self.by_words
        at = self.world.now - age + delay if plain else self.world.now
        start = self._free_day(role, days, hour, at)
        self.by_calendar.setdefault((role, number), calendar)
        self.world.says(
            "confirm",
            role,
            number=number,
            start=start,
            calendar=self.by_calendar[role, number],
            age=age if plain and not delay else timedelta(0),
            later=delay if plain else timedelta(0),
        )
        self._look(look)

    @rule(role=roles, nth=which, days=st.integers(1, 6), hour=hours_of_day, look=looks)
    def an_interview_is_moved(self, role: str, nth: int, days: int, hour: int, look: bool) -> None:
        found = self._round_ahead(role, nth)
        if found is None:
            return
        calendar = self.by_calendar[role, found.number]
        if not calendar and not self._alone(role, found):
            return
        self._note_words(role, calendar)
        start = self._free_day(role, days, hour)
        self.world.says("move", role, number=found.number, start=start, calendar=calendar)
        self._look(look)

    @rule(role=roles, nth=which, kind=st.sampled_from(["cancel", "postpone"]), look=looks)
    def an_interview_is_called_off(self, role: str, nth: int, kind: str, look: bool) -> None:
        found = self._round_ahead(role, nth)
        if found is None:
            return
        calendar = kind == "cancel" and self.by_calendar[role, found.number]
        if not calendar and not self._alone(role, found):
            return
        self._note_words(role, calendar)
        self.world.says(kind, role, number=found.number, start=found.start, calendar=calendar)
        self._look(look)

    @rule(
        role=roles,
        kind=st.sampled_from(REPLIES),
        days=st.integers(1, 9),
        age=ages,
        delay=delays,
        look=looks,
    )
    def they_write(
        self, role: str, kind: str, days: int, age: timedelta, delay: timedelta, look: bool
    ) -> None:
        age = timedelta(0) if delay else age
        until = (self.world.now - age + delay + days * DAY).date()
        self.world.says(kind, role, until=until, age=age, later=delay)
        self._look(look)

    @precondition(lambda self: bool(self._letters()))
    @rule(look=looks)
    def a_letter_comes_back(self, look: bool) -> None:
        self.world.bounces(self._letters()[-1])
        self._look(look)

    # -- the candidate ----------------------------------------------------------------------

    @precondition(lambda self: bool(self._ours()))
    @rule(nth=which, wrapper=st.booleans(), look=looks)
    def sends_ours(self, nth: int, wrapper: bool, look: bool) -> None:
        self.world.sends(self._pick(self._ours(), nth), wrapper=wrapper)
        self._look(look)

    @precondition(lambda self: bool(self._ours()))
    @rule(nth=which, how=st.sampled_from(["words", "subject", "nothing", "discard"]), look=looks)
    def touches_ours(self, nth: int, how: str, look: bool) -> None:
        placed = self._pick(self._ours(), nth)
        match how:
            case "words":
                self.world.edits(placed)
            case "subject":
                self.world.edits(placed, subject="A word after our talk")
            case "nothing":
                self.world.opens(placed)
            case _:
                self.world.discards(placed)
        self._look(look)

    @rule(role=roles, look=looks)
    def begins_a_letter(self, role: str, look: bool) -> None:
        if not self._has_mail(role) or self.world.mine:
            return
        self.mine_for = role
        self.world.begins(role)
        self._look(look)

    @precondition(lambda self: bool(self.world.mine))
    @rule(send=st.booleans(), look=looks)
    def ends_the_letter(self, send: bool, look: bool) -> None:
        (draft_id,) = self.world.mine
        if send:
            self.world.finishes(draft_id, self.mine_for)
        else:
            self.world.drops(draft_id)
        self._look(look)

    @rule(role=roles, new_thread=st.booleans(), alias=st.booleans(), look=looks)
    def writes(self, role: str, new_thread: bool, alias: bool, look: bool) -> None:
        if self._has_mail(role):
            self.world.writes(role, new_thread=new_thread, alias=alias)
        self._look(look)

    # -- time and trouble -------------------------------------------------------------------

    @rule(length=lengths)
    def time_passes(self, length: timedelta) -> None:
        self.world.tick(length)
        self._look(True)

    @rule(after=st.sampled_from([MINUTE, 20 * MINUTE, 3 * HOUR, 14 * HOUR]))
    def something_comes_due(self, after: timedelta) -> None:
        """Until the service itself would wake up, and a little longer."""
        with self.world.store.read() as session:
            edges = [at for at in session.scalars(select(ApplicationRow.next_at)) if at]
        ahead = [at for at in edges if at > self.world.now]
        if ahead:
            self.world.tick(min(min(ahead) - self.world.now, 40 * DAY) + after)
        self._look(True)

    @rule(name=st.sampled_from(list(POLICIES)), look=looks)
    def edits_the_config(self, name: str, look: bool) -> None:
        self.world.edits_config(name)
        self._look(look)

    @rule(point=st.integers(0, 70), length=st.sampled_from([MINUTE, 26 * HOUR]))
    def the_process_dies(self, point: int, length: timedelta) -> None:
        self.world.tick(length)
        checks.after_pass(self.world, self.world.look(dies_at=point))

    @rule(
        fault=st.sampled_from(FAULTS),
        acts=st.booleans(),
        nth=st.integers(1, 2),
        times=st.sampled_from([1, 6]),
        length=st.sampled_from([MINUTE, 26 * HOUR]),
    )
    def gmail_fails(
        self, fault: tuple[str, str, str], acts: bool, nth: int, times: int, length: timedelta
    ) -> None:
        how, method, path = fault
        self.world.tick(length)
        make: Callable[..., object] = getattr(self.world.sandbox.faults, how)
        make(method, path, acts=acts, nth=nth, times=times)
        checks.after_pass(self.world, self.world.look())

    @rule(minutes=st.sampled_from([2, 90]))
    def gmail_asks_for_a_rest(self, minutes: int) -> None:
        at = self.world.now + minutes * MINUTE
        self.world.sandbox.faults.rest(retry_at=at, times=6)
        self._look(True)

    @rule()
    def history_is_forgotten(self) -> None:
        self.world.forgets_history()

    @rule(revoked=st.booleans())
    def the_grant_is_revoked_or_given_again(self, revoked: bool) -> None:
        if revoked:
            self.world.revokes()
        else:
            self.world.connects()
        self._look(True)

    @rule()
    def nothing_happens(self) -> None:
        if self._look(True):
            checks.a_quiet_pass_changes_nothing(self.world)

    def teardown(self) -> None:
        """All is well again: the service finds its way back, and to where a new one would be."""
        if hasattr(self, "world") and not self.world.broken:
            checks.at_the_end(self.world)

    # -- inside -----------------------------------------------------------------------------

    def _look(self, look: bool) -> bool:
        return look and checks.after_pass(self.world, self.world.look())

    def _ours(self) -> list[Placed]:
        return [placed for placed in self.world.ledger.live() if placed.stage]

    def _letters(self) -> list[Letter]:
        return list(self.world.truth.letters)

    def _pick(self, found: list[Placed], nth: int) -> Placed:
        return found[nth % len(found)]

    def _has_mail(self, role: str) -> bool:
        return any(m.human and m.kind not in ("newsletter", "bounce", "colleague", "away")
                   for m in self.world.truth.said(role, self.world.now))  # fmt: skip

    def _to_come(self, role: str) -> bool:
        """Whether mail of this role is still on its way: what is written now knows it."""
        return any(m.role == role and at > self.world.now and m.kind == "confirm"
                   for m, at in self.world.truth.mails)  # fmt: skip

    def _postponed(self, role: str, found: Round) -> bool:
        said = self.world.truth.said(role, FAR, {"confirm", "move", "postpone", "cancel"})
        return [m.kind for m in said if m.number == found.number][-1] == "postpone"

    def _round_ahead(self, role: str, nth: int) -> Round | None:
        """One of the interviews that lie ahead, by all that has arrived."""
        now = self.world.now
        found = [r for r in self.world.truth.rounds(role, now).values()
                 if r.holds and r.start > now + 10 * MINUTE]  # fmt: skip
        if not found or self._to_come(role):
            return None
        return found[nth % len(found)]

    def _alone(self, role: str, found: Round) -> bool:
        """Whether words without a time or a calendar entry can mean this interview only."""
        rounds = self.world.truth.rounds(role, FAR).values()
        return all(r.number == found.number or r.start <= self.world.now - NEAR for r in rounds)

    def _note_words(self, role: str, calendar: bool) -> None:
        if not calendar:
            self.by_words.add(role)

    def _free_day(self, role: str, days: int, hour: int, at: datetime | None = None) -> datetime:
        """An hour some days after `at` (default: now), on a day without another interview."""
        base = at or self.world.now
        taken = {m.start.date() for m, _ in self.world.truth.mails if m.role == role and m.start}
        start = (base + days * DAY).replace(hour=hour, minute=0, second=0, microsecond=0)
        while start.date() in taken or start <= base + HOUR:
            start += DAY
        return start


def story_of(theatre: Theatre, *, over_http: bool = False) -> type[Story]:
    """Stories on one stage, as hypothesis wants them: a class to be made without arguments."""

    class Told(Story):
        def __init__(self) -> None:
            super().__init__(theatre, over_http=over_http)

    return Told
