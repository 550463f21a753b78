"""The rounds of one application: what its messages, in order, say of each interview (pure).

A confirmation makes a round or repeats it; a move changes it; a cancellation ends it; a proposal
becomes a fixed interview once the candidate answers. Calendar uids come first, then times, then
the thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from service.read_message import ReadMessage
from service.reading.model import Interview, InterviewStatus, Kind, Medium, Person
from service.reading.who.names import same_person

SAME_TIME = timedelta(minutes=5)
"""Two statements of one start may differ by rounding, not by more."""

_FIXED = frozenset({Kind.INTERVIEW_CONFIRMATION, Kind.INTERVIEW_RESCHEDULE})

LATE_NEWS = timedelta(days=2)
"""A move or a cancellation may be written a little after the hour it speaks of."""


@dataclass(frozen=True, slots=True)
class Round:
    """One scheduled conversation (or one day of them) of an application.

    `key` is the first name it had, `keys` all of them (calendar uids, message ids); `known_at` is
    when it was first confirmed. `end` is None where no message gives one. `postponed`: moved or not
    held, and the new time is not known yet. `move_asked`: the candidate asked for another time.
    """

    key: str
    keys: frozenset[str]
    start: datetime
    end: datetime | None
    time_zone: str | None
    status: InterviewStatus
    medium: Medium | None
    thread_id: str
    known_at: datetime
    message_ids: tuple[str, ...]
    uid: str | None = None
    sequence: int = 0
    all_day: bool = False
    postponed: bool = False
    move_asked: bool = False
    round_name: str | None = None
    interviewers: tuple[Person, ...] = ()
    organizer: Person | None = None
    threads: frozenset[str] = field(default_factory=frozenset)

    @property
    def takes_place(self) -> bool:
        """Whether, by all that is known, the conversation happens or happened."""
        fixed = self.status in (InterviewStatus.CONFIRMED, InterviewStatus.RESCHEDULED)
        return fixed and not self.postponed


def rounds_of(messages: Iterable[ReadMessage]) -> tuple[Round, ...]:
    """The rounds that the messages of one application tell of, by start.

    The order of `messages` does not matter: they are told in the order they were sent.
    """
    rounds: list[Round] = []
    for message in sorted(messages, key=lambda m: (m.sent_at, m.id)):
        rounds = _told(rounds, message)
    return tuple(sorted(_one_a_day(rounds), key=lambda r: (r.start, r.key)))


def _told(rounds: list[Round], message: ReadMessage) -> list[Round]:
    facts, interview = message.facts, message.facts.interview
    if facts.kind is Kind.INTERVIEW_CANCELLATION:
        return _cancelled(rounds, message)
    if facts.not_held:
        rounds = _not_held(rounds, message)
    if message.outbound:
        return [_accepted(known, message) for known in rounds]
    if facts.not_held and (interview is None or interview.start <= message.sent_at):
        return rounds  # a time that is over is the one at which nobody met
    if interview is None:
        move = facts.kind is Kind.INTERVIEW_RESCHEDULE
        return _postponed(rounds, message) if move else rounds
    return _stated(rounds, message, interview) if facts.kind in _FIXED else rounds


def _stated(rounds: list[Round], message: ReadMessage, interview: Interview) -> list[Round]:
    """The rounds after a message that names a fixed time."""
    move = message.facts.kind is Kind.INTERVIEW_RESCHEDULE
    known = (_moved_round if move else _confirmed_round)(rounds, message, interview)
    if known is None:
        return [*rounds, _new(message, interview)]
    if _missed(known, message, interview):
        return [replace(r, postponed=True) if r is known else r for r in rounds]
    if known.uid and known.uid == interview.uid and (interview.sequence or 0) < known.sequence:
        return rounds  # an older version of the same calendar entry
    return [_updated(known, message, interview) if r is known else r for r in rounds]


def _missed(known: Round, message: ReadMessage, interview: Interview) -> bool:
    """Whether a move, told after the hour and naming no other, says that nobody met then."""
    move = message.facts.kind is Kind.INTERVIEW_RESCHEDULE
    return move and message.sent_at > known.start and _same_time(known.start, interview.start)


def _not_held(rounds: list[Round], message: ReadMessage) -> list[Round]:
    """The talk that should just have been was none: a new time may follow."""
    over = [
        r for r in rounds if r.takes_place and r.start <= message.sent_at and _ahead(r, message)
    ]
    named = [lambda r: r in over and message.thread_id in r.threads, lambda r: r in over]
    return _open_again(rounds, _first(rounds, named), message)


def _accepted(known: Round, message: ReadMessage) -> Round:
    """The candidate's word in the thread of a proposed slot fixes it; asked for another time, the
    old one stands until a new one is named."""
    if message.thread_id not in known.threads or message.sent_at >= known.start:
        return known
    if message.facts.asks_to_move:
        known = replace(known, move_asked=True)
    if known.status is InterviewStatus.PROPOSED:
        return replace(known, status=InterviewStatus.CONFIRMED, known_at=message.sent_at)
    return known


def _cancelled(rounds: list[Round], message: ReadMessage) -> list[Round]:
    target = _spoken_of(rounds, message)
    return [
        replace(r, status=InterviewStatus.CANCELLED, message_ids=(*r.message_ids, message.id))
        if r is target
        else r
        for r in rounds
    ]


def _postponed(rounds: list[Round], message: ReadMessage) -> list[Round]:
    return _open_again(rounds, _spoken_of(rounds, message), message)


def _open_again(rounds: list[Round], target: Round | None, message: ReadMessage) -> list[Round]:
    return [
        replace(r, postponed=True, message_ids=(*r.message_ids, message.id)) if r is target else r
        for r in rounds
    ]


def _spoken_of(rounds: Sequence[Round], message: ReadMessage) -> Round | None:
    """The round that a move or a cancellation speaks of."""
    interview = message.facts.interview
    uids = set(message.facts.calendar_uids) | ({interview.uid} if interview else set())
    named = [
        lambda r: r.uid is not None and r.uid in uids,
        lambda r: interview is not None and _same_time(r.start, interview.start),
        lambda r: message.thread_id in r.threads and _ahead(r, message),
        lambda r: _ahead(r, message),
    ]
    return _first(rounds, named)


def _moved_round(
    rounds: Sequence[Round], message: ReadMessage, interview: Interview
) -> Round | None:
    earlier = interview.moved_from
    named = [
        lambda r: r.uid is not None and r.uid == interview.uid,
        lambda r: earlier is not None and _same_time(r.start, earlier),
        lambda r: _same_time(r.start, interview.start),
        lambda r: message.thread_id in r.threads and _ahead(r, message),
        lambda r: _ahead(r, message),
    ]
    return _first(rounds, named)


def _confirmed_round(
    rounds: Sequence[Round], message: ReadMessage, interview: Interview
) -> Round | None:
    def replaces(known: Round) -> bool:
        if message.thread_id not in known.threads or not _ahead(known, message):
            return False
        proposed = known.status is InterviewStatus.PROPOSED
        open_time = known.postponed or known.move_asked or proposed
        return open_time or (
            # Two calendar entries are two conversations; a corrected time keeps the day.
            known.start.date() == interview.start.astimezone(known.start.tzinfo).date()
            and not (known.uid and interview.uid)
        )

    named = [
        lambda r: r.uid is not None and r.uid == interview.uid,
        lambda r: _same_time(r.start, interview.start),
        replaces,
        lambda r: r.postponed and r.known_at < message.sent_at,
    ]
    return _first(rounds, named)


def _first(rounds: Sequence[Round], tests: Iterable[Callable[[Round], bool]]) -> Round | None:
    """The latest round that passes the earliest test that any passes."""
    for test in tests:
        passing = [known for known in rounds if test(known)]
        if passing:
            return max(passing, key=lambda r: (r.takes_place, r.start, r.key))
    return None


def _ahead(known: Round, message: ReadMessage) -> bool:
    return known.start > message.sent_at - LATE_NEWS


def _same_time(one: datetime, other: datetime) -> bool:
    return abs(one - other) <= SAME_TIME


def _name(message: ReadMessage, interview: Interview) -> str:
    if interview.uid:
        return f"uid:{interview.uid}"
    return f"message:{message.message_id or message.id}"


def _new(message: ReadMessage, interview: Interview) -> Round:
    name = _name(message, interview)
    return Round(
        key=name,
        keys=frozenset({name}),
        start=interview.start,
        end=interview.end,
        time_zone=interview.time_zone,
        status=interview.status,
        medium=interview.medium,
        thread_id=message.thread_id,
        known_at=message.sent_at,
        message_ids=(message.id,),
        uid=interview.uid,
        sequence=interview.sequence or 0,
        all_day=interview.all_day,
        round_name=message.facts.round_name,
        interviewers=message.facts.interviewers,
        organizer=message.facts.organizer,
        threads=frozenset({message.thread_id}),
    )


def _updated(known: Round, message: ReadMessage, interview: Interview) -> Round:
    """The round after a message that repeats or moves it: newer words win, none are lost."""
    same = _same_time(known.start, interview.start)
    fixed = known.takes_place and same and interview.status is InterviewStatus.PROPOSED
    return replace(
        known,
        keys=known.keys | {_name(message, interview)},
        start=interview.start,
        end=interview.end or _same_length(known, interview),
        time_zone=interview.time_zone or known.time_zone,
        status=known.status if fixed else interview.status,
        medium=interview.medium or known.medium,
        message_ids=(*known.message_ids, message.id),
        uid=interview.uid or known.uid,
        sequence=max(known.sequence, interview.sequence or 0),
        all_day=interview.all_day and known.all_day,
        postponed=False,
        move_asked=False,
        round_name=message.facts.round_name or known.round_name,
        interviewers=_people(known.interviewers, message.facts.interviewers),
        organizer=message.facts.organizer or known.organizer,
        threads=known.threads | {message.thread_id},
    )


def _same_length(known: Round, interview: Interview) -> datetime | None:
    """The end, if the conversation lasts as long as it did; a whole day's entry says no length."""
    if known.end is None or (known.all_day and not interview.all_day):
        return None
    if _same_time(known.start, interview.start):
        return known.end
    return interview.start + (known.end - known.start)


def _people(known: tuple[Person, ...], new: tuple[Person, ...]) -> tuple[Person, ...]:
    """All people named, each once; what one message leaves out another may give."""
    merged: list[Person] = []
    for person in (*known, *new):
        at = _place(merged, person)
        if at is None:
            merged.append(person)
            continue
        before = merged[at]
        merged[at] = Person(
            name=max(before.name, person.name, key=lambda name: len(name.split())),
            email=before.email or person.email,
            title=before.title or person.title,
        )
    return tuple(merged)


def _place(people: Sequence[Person], person: Person) -> int | None:
    """Where the same person stands: by address, else by a name that is one person's alone."""
    for at, known in enumerate(people):
        if known.email and known.email == person.email:
            return at
    alike = [
        at
        for at, known in enumerate(people)
        if same_person(known.name, person.name) and None in (known.email, person.email)
    ]
    return alike[0] if len(alike) == 1 else None


def _one_a_day(rounds: Sequence[Round]) -> list[Round]:
    """Several sessions on one day are one interview, from the first start to the last end."""
    days: dict[object, Round] = {}
    result: list[Round] = []
    for known in sorted(rounds, key=lambda r: (r.start, r.key)):
        if not known.takes_place:
            result.append(known)
            continue
        day = known.start.date()
        days[day] = _joined(days[day], known) if day in days else known
    return [*result, *days.values()]


def _joined(first: Round, second: Round) -> Round:
    older, newer = sorted((first, second), key=lambda r: (r.known_at, r.key))
    # A whole day's entry beside one with a time says only on which day.
    timed = [known for known in (first, second) if not known.all_day] or [first, second]
    ends = [known.end or known.start for known in timed]
    return replace(
        older,
        keys=first.keys | second.keys,
        start=min(known.start for known in timed),
        end=max(ends) if len(timed) > 1 else timed[0].end,
        all_day=timed[0].all_day,
        message_ids=(*older.message_ids, *newer.message_ids),
        interviewers=_people(older.interviewers, newer.interviewers),
        threads=first.threads | second.threads,
    )
