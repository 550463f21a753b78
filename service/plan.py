"""What should be true: each follow-up of an application, its window, and the letter (pure).

`plan` is a deterministic function of facts, policy and time. It is computed afresh after every
change, wake-up, config edit and restart; nothing here remembers anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.business_time import WorkingCalendar
from scheduler.policy import Policy, Stage
from scheduler.reasons import Rule
from scheduler.timeline import Decisions, StageDecision, Timeline, Verdict
from scheduler.windows import decide
from service.answers import failing
from service.applications import Application
from service.control.model import NOTHING_SAID, Control
from service.outcomes import call_awaited, in_doubt, outcome_of
from service.read_message import ReadMessage
from service.reading.model import InterviewStatus, Person
from service.recipients import Recipients, panel_apart, parent, recipients
from service.rounds import Round
from service.timelines import Told, told_of

NOBODY = (
    "Nobody who can be written to is known: only no-reply or failed addresses. "
    "If you have an address, write yourself; Afterword will count it."
)


STOPPED = (
    "You stopped this application, and an interview was fixed since. "
    "`afterword resume` if you want letters again."
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the store adds to the facts: the fate of earlier drafts, and the person's decisions.

    `sent`: stage of each sent message that came from a draft of ours, by message id.
    `skipped`: per round key, the stages decided against, each with the panel member to whom the
    letter would have gone as a message of its own, else "". `bad`: addresses that bounce.
    `control` is what the person said of the application as a whole.
    """

    sent: Mapping[str, Stage]
    skipped: Mapping[str, frozenset[tuple[Stage, str]]]
    bad: frozenset[str] = frozenset()
    control: Control = NOTHING_SAID

    def against(self, found: Round, apart_for: str = "") -> frozenset[Stage]:
        """The stages decided against for this round."""
        words = {word for key in found.keys for word in self.skipped.get(key, ())}
        return frozenset(stage for stage, apart in words if apart == apart_for)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the letter goes: to whom, in answer to which message, from which address.

    Without a `parent` it begins a thread of its own.
    """

    recipients: Recipients
    parent: ReadMessage | None
    sender: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up as it should be now.

    `destination` is set only while a letter is due (`decision.verdict` is OPEN). `sent_message`
    is the candidate's letter that counts as this one. `blocked` says why a due letter is not
    written, in words for the person, and what they can do. `since` is when the wait began that
    this stage belongs to: a draft from before it speaks of what is over. `overtaken_at` is when the
    last answer, decision, newer round or letter of theirs came: an unsent letter from before it is
    wrong, though its window had closed before; a final check is so at any time while no status
    check stands before it. `apart_for` is the panel member who gets this
    letter as a message of their own; "" is the letter in the thread.
    """

    round: Round
    decision: StageDecision
    since: datetime
    apart_for: str = ""
    destination: Destination | None = None
    sent_message: str | None = None
    blocked: str | None = None
    overtaken_at: datetime | None = None

    @property
    def stage(self) -> Stage:
        return self.decision.stage


@dataclass(frozen=True, slots=True)
class Plan:
    """What should be true of one application. `next_at`: when time alone changes it.

    `silent_at`: when it closes as silent if nothing happens, or did.
    """

    follow_ups: tuple[FollowUp, ...]
    outcome: str | None
    reason: str
    reminder: str | None
    next_at: datetime | None
    silent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whose mailbox it is: all own addresses (lower-case) and the working calendar.

    `letter_each`: everybody on a panel gets a thank-you, not its leader alone.
    """

    addresses: frozenset[str]
    primary: str
    calendar: WorkingCalendar
    letter_each: bool = False


def plan(
    application: Application,
    remembered: Remembered,
    policy: Policy,
    candidate: Candidate,
    now: datetime,
) -> Plan:
    """The plan of one application at `now` (aware)."""
    follow_ups: list[FollowUp] = []
    moments: list[datetime] = []
    silent: list[datetime] = []
    remembered = replace(remembered, bad=failing(remembered.bad, application.messages))
    rounds = application.rounds
    last = _last_held(rounds, now)
    for found in rounds:
        case = _Case(application, found, remembered, policy, candidate, now)
        ours, decisions = _of_round(case)
        follow_ups += ours
        moments += [each.next_change for each in decisions if each.next_change]
        moments += [found.start] if not found.takes_place and found.start > now else []
        if found is last and decisions[0].silent_at:
            silent.append(decisions[0].silent_at)
    outcome, reason = outcome_of(application, remembered.control, silent, now)
    return Plan(
        follow_ups=tuple(follow_ups),
        outcome=outcome,
        reason=reason,
        reminder=_reminder(application, remembered.control, follow_ups, outcome),
        next_at=min(moments + [at for at in silent if at > now], default=None),
        silent_at=next(iter(silent), None),
    )


def _last_held(rounds: Sequence[Round], now: datetime) -> Round | None:
    """The round whose silence is the application's; none while another one is being proposed."""
    held = [found for found in rounds if found.takes_place]
    proposed = any(r.status is InterviewStatus.PROPOSED and r.start > now for r in rounds)
    return held[-1] if held and not proposed else None


@dataclass(frozen=True, slots=True)
class _Case:
    """One round, and all that its follow-ups depend on."""

    application: Application
    round: Round
    remembered: Remembered
    policy: Policy
    candidate: Candidate
    now: datetime

    def decide(self, timeline: Timeline) -> Decisions:
        rules = policy_for(self.application, self.round, self.policy)
        return decide(self.told(timeline), rules, self.candidate.calendar, self.now)

    def told(self, timeline: Timeline) -> Timeline:
        """The round with what the person decided of the application."""
        return self.remembered.control.told(timeline, self.application.rounds)

    def overtaken_at(self, timeline: Timeline) -> datetime | None:
        """When the last news came after which no letter from before may lie there.

        A letter of the candidate's own is such news too, unless each of a panel gets one.
        """
        told = self.told(timeline)
        answers = [answer.at for answer in told.answers if answer.at >= told.end]
        letters = [] if self.candidate.letter_each else [letter.at for letter in told.letters]
        news = [*answers, *letters, told.closed_at, told.superseded_at, told.stopped_at]
        return max((at for at in news if at and at <= self.now), default=None)


def _of_round(case: _Case) -> tuple[list[FollowUp], list[Decisions]]:
    """The follow-ups of one round, and the decisions behind them, those of the thread first."""
    found, sent, against = case.round, case.remembered.sent, case.remembered.against(case.round)
    told = told_of(case.application, found, case.policy, sent, against)
    apart = _apart(case)
    decisions = [case.decide(told.timeline)]
    words = _words(found, decisions[0], case.now)
    since = decisions[0].waiting_since or told.timeline.end
    if apart:
        others = frozenset(email for person in apart if (email := person.email))
        shared = case.decide(told.with_letters(lambda m: not set(m.recipients) <= others))
        decisions.append(shared)
        words[:1] = _words(found, shared, case.now)[:1]
    result = [
        _addressed(
            FollowUp(
                found,
                word,
                told.timeline.end if word.stage is Stage.THANK_YOU else since,
                sent_message=told.letter_of(word.stage, lambda _: True),
            ),
            case,
        )
        for word in words
    ]
    for person in apart:
        follow_up, decided = _thanks_apart(case, told, person)
        result.append(follow_up)
        decisions.append(decided)
    news = case.overtaken_at(told.timeline)
    return [
        replace(each, overtaken_at=case.now if _unfounded(each) else news) for each in result
    ], decisions


def _unfounded(follow_up: FollowUp) -> bool:
    """Whether a letter follows up on one that is not there (any more).

    An answer that was written before it and arrived after it, or a status check that came back
    since, leaves a final check lying of which the moments in the mail alone tell nothing.
    """
    return follow_up.decision.rule == Rule.NEEDS_STATUS_CHECK


def _apart(case: _Case) -> list[Person]:
    """Who of a panel gets a thank-you as a message of their own."""
    if not case.candidate.letter_each:
        return []
    own, bad = case.candidate.addresses, case.remembered.bad
    return panel_apart(case.application, case.round, me=own, bad=bad)


def _thanks_apart(case: _Case, told: Told, person: Person) -> tuple[FollowUp, Decisions]:
    """The thank-you to one member of a panel: only what was written to them counts for it."""
    email = (person.email or "").lower()

    def theirs(message: ReadMessage) -> bool:
        return email in message.recipients

    against = case.remembered.against(case.round, email)
    decided = case.decide(replace(told.with_letters(theirs), skipped=against))
    follow_up = FollowUp(
        case.round,
        _words(case.round, decided, case.now)[0],
        told.timeline.end,
        apart_for=email,
        sent_message=told.letter_of(Stage.THANK_YOU, theirs),
    )
    follow_up = _addressed(follow_up, case)
    if follow_up.destination is not None:
        follow_up = replace(follow_up, destination=_apart_to(person, follow_up.destination))
    return follow_up, decided


def _apart_to(person: Person, shared: Destination) -> Destination:
    table = [shared.recipients.first, *shared.recipients.others]
    others = tuple(other for other in table if other.email != person.email)
    return Destination(Recipients(person, others), None, shared.sender)


def policy_for(application: Application, found: Round, policy: Policy) -> Policy:
    """The policy with the overrides that fit this application."""
    return policy.for_(
        company=application.company,
        domains=application.domains,
        threads={found.thread_id, *found.threads},
    )


def _words(found: Round, decisions: Decisions, now: datetime) -> list[StageDecision]:
    """The rules' words, or why there is nothing to follow up."""
    if found.takes_place:
        return list(decisions.stages)
    verdict, rule, reason = _not_taking_place(found, now)
    return [StageDecision(word.stage, verdict, None, rule, reason) for word in decisions.stages]


def _not_taking_place(found: Round, now: datetime) -> tuple[Verdict, str, str]:
    if found.postponed:
        reason = "The interview was postponed or not held; no new time is known yet."
        return Verdict.ENDED, "postponed", reason
    if found.status is InterviewStatus.CANCELLED:
        return Verdict.ENDED, "cancelled", "The interview was cancelled."
    if now < found.start:
        reason = "The proposed time waits for the confirmation; without it nothing is written."
        return Verdict.WAITING, "awaits_confirmation", reason
    return Verdict.ENDED, "not_confirmed", "The proposed time was never confirmed."


def _addressed(follow_up: FollowUp, case: _Case) -> FollowUp:
    if follow_up.decision.verdict is not Verdict.OPEN:
        return follow_up
    application, found, candidate = case.application, case.round, case.candidate
    if call := call_awaited(application):
        return replace(follow_up, blocked=call)
    to = recipients(application, found, me=candidate.addresses, bad=case.remembered.bad)
    answered = parent(application, found, to.first) if to else None
    if to is None or answered is None:
        return replace(follow_up, blocked=NOBODY)
    sender = _own_address(application, found, candidate)
    return replace(follow_up, destination=Destination(to, answered, sender))


def _own_address(application: Application, found: Round, candidate: Candidate) -> str:
    """The own address to which the invitation came."""
    for message in application.messages:
        if message.id in found.message_ids and not message.outbound:
            for email in message.recipients:
                if email in candidate.addresses:
                    return email
    return candidate.primary


def _reminder(
    application: Application, control: Control, follow_ups: list[FollowUp], outcome: str | None
) -> str | None:
    """What the person should do or look at, if anything."""
    if outcome is None and control.stopped_at:
        return STOPPED if control.newer(application.rounds, control.stopped_at) else None
    if outcome is None and (call := call_awaited(application)):
        return call
    if outcome is None and (doubt := in_doubt(application)):
        return doubt
    for follow_up in follow_ups:
        if follow_up.blocked:
            return follow_up.blocked
        if follow_up.destination and follow_up.destination.recipients.warning:
            return follow_up.destination.recipients.warning
    return None
