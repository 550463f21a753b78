"""What is true of a story, told by those who wrote it: a simple model beside the service's own.

It shares no code with `service` or `scheduler`. It knows less than they do, and so claims less:
bounds where the rules are intricate, exact words where they are plain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.model.cast import ANSWERS, DECISIONS, NEW_YORK, Mail

THANK_YOU, STATUS, FINAL = "thank_you", "status_check", "final_check"
INTERVIEWS = frozenset({"confirm", "move", "postpone", "cancel"})
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """One stage of a policy. Exact lengths are hours; others are days of New York's calendar."""

    opens: timedelta
    closes: timedelta
    hours: tuple[int, int]
    working: bool
    exact: bool = False
    enabled: bool = True

    def opened(self, base: datetime) -> datetime:
        return _later(base, self.opens, exact=self.exact)

    def closed(self, base: datetime) -> datetime:
        return _later(base, self.closes, exact=self.exact)


@dataclass(frozen=True, slots=True)
class Policy:
    """A config of the stories: its lines of TOML, and what they mean."""

    lines: str = ""
    top: str = ""
    thank_you: Rule = Rule(DAY, 2 * DAY, (8, 20), working=False, exact=True)
    status: Rule = Rule(7 * DAY, 14 * DAY, (9, 17), working=True)
    final: Rule = Rule(7 * DAY, 14 * DAY, (9, 17), working=True)
    gap: int = 7
    places: bool = True

    def of(self, stage: str) -> Rule:
        return {THANK_YOU: self.thank_you, STATUS: self.status, FINAL: self.final}[stage]


def _off(rule: Rule) -> Rule:
    return replace(rule, enabled=False)


_USUAL = Policy()
POLICIES = {
    "usual": _USUAL,
    "no thank-you": Policy(
        "[policy.thank_you]\nenabled = false\n", thank_you=_off(_USUAL.thank_you)
    ),
    "no checks": Policy(
        "[policy.status_check]\nenabled = false\n[policy.final_check]\nenabled = false\n",
        status=_off(_USUAL.status),
        final=_off(_USUAL.final),
    ),
    "quick": Policy(
        '[policy]\nminimum_gap = "3d"\n'
        '[policy.thank_you]\nopens = "2h"\ncloses = "72h"\nhours = "07:00-22:00"\n'
        '[policy.status_check]\nopens = "3d"\ncloses = "10d"\ndays = "any"\n',
        thank_you=Rule(timedelta(hours=2), 3 * DAY, (7, 22), working=False, exact=True),
        status=Rule(3 * DAY, 10 * DAY, (9, 17), working=False),
        gap=3,
    ),
    "preview": Policy(top='mode = "preview"\n', places=False),
}


@dataclass(slots=True)
class Letter:
    """A letter the candidate sent. `stage`: of which of our drafts it was, if of one."""

    at: datetime
    role: str
    to: frozenset[str]
    header_id: str
    stage: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One interview as all mail up to a moment tells of it."""

    number: int
    start: datetime
    known_at: datetime
    holds: bool

    @property
    def end(self) -> datetime:
        return self.start + timedelta(hours=1)


@dataclass(slots=True)
class Truth:
    """All that was said and written, with the moment from which it lies in the mailbox."""

    mails: list[tuple[Mail, datetime]] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def said(self, role: str, now: datetime, kinds: Iterable[str] | None = None) -> list[Mail]:
        """The mails of a role that lie in the mailbox, by their dates."""
        wanted = None if kinds is None else frozenset(kinds)
        found = [m for m, there in self.mails if m.role == role and there <= now]
        return sorted((m for m in found if not wanted or m.kind in wanted), key=lambda m: m.at)

    def arrived(self, mail: Mail) -> datetime:
        return next(there for known, there in self.mails if known is mail)

    # -- interviews -------------------------------------------------------------------------

    def rounds(self, role: str, now: datetime) -> dict[int, Round]:
        """Each round by its number: the latest word on it counts."""
        rounds: dict[int, Round] = {}
        for mail in self.said(role, now, INTERVIEWS):
            known = rounds.get(mail.number)
            fixes = mail.kind in ("confirm", "move")
            if known is None and not (fixes and mail.start):
                continue
            start = mail.start if fixes and mail.start else known.start if known else mail.at
            first = known.known_at if known else mail.at
            rounds[mail.number] = Round(mail.number, start, first, holds=fixes)
        return rounds

    def superseded(self, role: str, found: Round, now: datetime) -> bool:
        """Whether a newer round has taken the place of this one."""
        return any(
            later.holds
            and later.number != found.number
            and later.start > found.end
            and (later.known_at > found.end or later.start <= now)
            for later in self.rounds(role, now).values()
        )

    def decided(self, role: str, now: datetime) -> bool:
        """Whether a rejection or an offer ended it, and no newer round came after that."""
        decisions = self.said(role, now, DECISIONS)
        rounds = self.rounds(role, now).values()
        return bool(decisions) and not any(
            r.holds and r.known_at > decisions[-1].at for r in rounds
        )

    # -- words ------------------------------------------------------------------------------

    def answers(self, role: str, since: datetime, now: datetime) -> list[Mail]:
        """The human words of the other side since a moment, and its decisions."""
        said = self.said(role, now, ANSWERS | INTERVIEWS)
        return [m for m in said if m.at >= since and (m.kind in ANSWERS or m.human)]

    def written(self, role: str, since: datetime, now: datetime) -> list[Letter]:
        """The candidate's letters since a moment that did not come back."""
        found = [x for x in self.letters if x.role == role and since <= x.at <= now]
        return sorted((x for x in found if not self._bounced(x, now)), key=lambda x: x.at)

    def bad(self, role: str, now: datetime) -> set[str]:
        """The addresses that fail: a letter came back, and nobody has written from there since."""
        last: dict[str, datetime] = {m.failed: m.at for m in self.said(role, now) if m.failed}
        words = self.said(role, now)
        return {
            email
            for email, at in last.items()
            if not any(m.sender == email and m.at > at for m in words)
        }

    def _bounced(self, letter: Letter, now: datetime) -> bool:
        """Whether a letter came back whole: the report names it, however late it comes."""
        returned = [m for m in self.said(letter.role, now) if m.returns == letter.header_id]
        return letter.to <= {m.failed for m in returned}

    def of_message(self, message_id: str) -> tuple[str, int] | None:
        """Role and round of which a mail with this Message-ID speaks."""
        for mail, _ in self.mails:
            if mail.message_id == message_id:
                return mail.role, mail.number
        return None


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a letter may be placed, before hours and gap; `loose`: the end may move."""

    opens: datetime
    closes: datetime
    loose: bool = False


def span(
    truth: Truth, policy: Policy, role: str, found: Round, stage: str, now: datetime
) -> Span | None:
    """The bounds of a stage's window as known at `now`; None if it has none."""
    rule = policy.of(stage)
    if stage == THANK_YOU:
        return Span(rule.opened(found.end), rule.closed(found.end))
    since = waiting_since(truth, role, found, now)
    loose = any(m.at >= since for m in truth.said(role, now, {"away"}))
    if stage == FINAL:
        letters = truth.written(role, since, now)
        if not letters:
            return None
        # Which of several letters was the status check is for the service to say.
        return Span(rule.opened(letters[0].at), rule.closed(letters[-1].at), loose)
    promised = _promise(truth, role, found, since, now)
    if promised is None:
        return Span(rule.opened(since), rule.closed(since), loose)
    opens = max(_next_working(promised), since)
    return Span(opens, _later(opens, 7 * DAY), loose)


def waiting_since(truth: Truth, role: str, found: Round, now: datetime) -> datetime:
    """When the present wait began: with the interview's end, or the last answer."""
    answers = truth.answers(role, found.end, now)
    return answers[-1].at if answers else found.end


def _promise(
    truth: Truth, role: str, found: Round, since: datetime, now: datetime
) -> datetime | None:
    """The day promised by the word that began the wait (or before it began, by any word)."""
    words = truth.said(role, now, {"promise"})
    if since > found.end:
        words = [m for m in words if m.at == since]
    else:
        words = [m for m in words if found.known_at <= m.at < found.end]
    if not words or words[-1].until is None:
        return None
    until = words[-1].until
    if until < since.astimezone(NEW_YORK).date():
        return None
    return datetime(until.year, until.month, until.day, tzinfo=NEW_YORK)


def in_hours_since(opens: datetime, until: datetime, rule: Rule) -> bool:
    """Whether one of the rule's hours has come in [opens, until]."""
    moment = opens.astimezone(UTC)
    while moment <= until:
        local = moment.astimezone(NEW_YORK)
        day_fits = not rule.working or local.weekday() < 5
        if day_fits and rule.hours[0] <= local.hour < rule.hours[1]:
            return True
        # The next quarter of an hour by the clock: hours begin on one.
        moment += timedelta(minutes=15 - local.minute % 15, seconds=-local.second)
    return False


def days_between(one: datetime, other: datetime) -> int:
    """Calendar days of the candidate's zone from one moment to another."""
    return (other.astimezone(NEW_YORK).date() - one.astimezone(NEW_YORK).date()).days


def _later(moment: datetime, length: timedelta, *, exact: bool = False) -> datetime:
    """A length after a moment (UTC); days keep the time that the clock in New York shows."""
    if exact:
        return moment.astimezone(UTC) + length
    return (moment.astimezone(NEW_YORK) + length).astimezone(UTC)


def _next_working(day: datetime) -> datetime:
    """The working day after a day, at its first hour (UTC)."""
    following = day + DAY
    while following.weekday() >= 5:
        following += DAY
    return following.replace(hour=9).astimezone(UTC)
