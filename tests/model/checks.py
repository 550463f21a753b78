"""What must hold of a story after each pass; docs/timing.md ("Proved by stories") says it in words.

Everything is reckoned from the mailbox, the book of drafts (ledger) and the truth of the story;
the service's own tables are asked only what they call a draft, and whether they lost a message.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from service.account import Pass
from service.follow_up import IN_GMAIL, State
from service.intake import NOT_MAIL
from service.store import fetching, mail
from service.store.accounts import account_for
from service.store.models import FollowUpRow, InterviewRow, MessageRow
from tests.model.cast import ROLES
from tests.model.fresh import a_fresh_service_agrees
from tests.model.ledger import LIVE, Fate, Placed, view
from tests.model.theatre import OTHER, rows
from tests.model.truth import (
    POLICIES,
    STATUS,
    THANK_YOU,
    Policy,
    Round,
    Truth,
    days_between,
    in_hours_since,
    span,
    waiting_since,
)
from tests.model.world import World

_SLACK = timedelta(hours=1)
"""What a change of clocks may add to a length told in days."""


def after_pass(world: World, done: Pass | None) -> bool:
    """Check a pass that has ended, or was cut short. Returns whether it was complete."""
    name_drafts(world)
    one_draft_a_thread(world)
    for placed in world.ledger.placed:
        if placed.stage and not placed.checked:
            was_right_to_place(world, placed)
            placed.checked = True
    whole = done is not None and done.problem is None and not _doubtful(world)
    if done is not None:
        assert done.failed == 0, "an application failed"
    if whole:
        no_message_is_lost(world)
        for placed in world.ledger.live():
            if placed.fate is Fate.UNTOUCHED:
                may_stay(world, placed)
        what_is_due_is_there(world)
    world.broken = False
    return whole


def name_drafts(world: World) -> None:
    """Say of each draft in the book which follow-up it is, by the row that names it."""
    with world.store.read() as session:
        found = session.execute(select(FollowUpRow, InterviewRow).join(InterviewRow)).all()
    for row, interview in found:
        for placed in world.ledger.placed:
            if placed.stage or placed.draft_id != row.draft_id:
                continue
            placed.stage = row.stage
            names = [_meant(world, key) for key in interview.keys]
            placed.role, placed.number = next(name for name in names if name)


def _meant(world: World, key: str) -> tuple[str, int] | None:
    kind, _, name = key.partition(":")
    if kind == "uid":
        role, _, number = name.partition("@")[0].rpartition("-")
        return role, int(number)
    return world.truth.of_message(name)


def _doubtful(world: World) -> bool:
    """Whether a write of unknown fate, or a message to read, waits for a later pass."""
    with world.store.read() as session:
        due = session.scalars(select(FollowUpRow).where(FollowUpRow.state == State.DUE)).first()
        account = account_for(session, world.account)
        return due is not None or bool(fetching.waiting_count(session, account.id))


# -- the Drafts folder ----------------------------------------------------------------------


def one_draft_a_thread(world: World) -> None:
    """Never two drafts of ours in one thread; never two of one follow-up."""
    live = world.ledger.live()
    threads = [_thread(world, placed) for placed in live]
    assert len(threads) == len(set(threads)), "two drafts of ours in one thread"
    names = [placed.name for placed in live if placed.stage]
    assert len(names) == len(set(names)), f"two drafts of one follow-up: {names}"


def _thread(world: World, placed: Placed) -> str:
    mailbox = world.mailbox()
    message = mailbox.messages.get(mailbox.drafts.get(placed.draft_id, ""))
    assert message is not None, "a draft that nobody deleted is gone"
    return message.thread_id


def was_right_to_place(world: World, placed: Placed) -> None:
    """All that must be true at the moment a letter is put into Drafts."""
    truth, at, role, policy = world.truth, placed.at, placed.role, POLICIES[placed.policy]
    who = f"{placed.stage} for {role} {placed.number} at {at:%m-%d %H:%M}"
    assert policy.places, f"{who}: placed in preview mode"
    assert not placed.beside, f"{who}: beside another draft in the thread"
    assert not _once_more(world, placed), f"{who}: this follow-up had its draft already"
    found = truth.rounds(role, at).get(placed.number)
    assert found is not None, f"{who}: nobody spoke of this interview"
    wrong = why_wrong(truth, policy, role, found, placed.stage, at)
    assert wrong is None, f"{who}: {wrong}"
    assert not too_early_or_late(truth, policy, placed, found), f"{who}: outside its window"
    letters = truth.written(role, found.end, at)
    if letters:
        gap = days_between(letters[-1].at, at)
        assert gap >= policy.gap, f"{who}: {gap} days after the last letter"
    assert placed.to <= ROLES[role].addresses, f"{who}: to {placed.to}"
    assert not placed.to & truth.bad(role, at), f"{who}: to an address that bounces"


def _once_more(world: World, placed: Placed) -> bool:
    return any(
        earlier is not placed
        and earlier.name == placed.name
        and earlier.at <= placed.at
        and not earlier.was_withdrawn(placed.at)
        for earlier in world.ledger.placed
    )


def why_wrong(
    truth: Truth, policy: Policy, role: str, found: Round, stage: str, now: datetime
) -> str | None:
    """Why no untouched letter of this stage may lie in Drafts at `now`; None if it may."""
    if not policy.of(stage).enabled:
        return "this letter is turned off"
    if not found.holds:
        return "the interview does not take place"
    if now < found.start:
        return "the interview lies ahead"
    if truth.decided(role, now):
        return "the application is decided"
    if truth.superseded(role, found, now):
        return "a newer round has begun"
    if stage == THANK_YOU and truth.answers(role, found.end, now):
        return "they have answered"
    closes = policy.thank_you.closed(found.end)
    letters = truth.written(role, found.end, now)
    if stage == THANK_YOU and any(letter.at < closes for letter in letters):
        return "the candidate has written"
    return None


def too_early_or_late(truth: Truth, policy: Policy, placed: Placed, found: Round) -> bool:
    at = placed.at
    bounds = span(truth, policy, placed.role, found, placed.stage, at)
    if bounds is None:
        return True
    slack = timedelta(0) if placed.stage == THANK_YOU else _SLACK
    if at < bounds.opens - slack or (at >= bounds.closes + slack and not bounds.loose):
        return True
    rule = policy.of(placed.stage)
    none_at_all = not in_hours_since(bounds.opens, bounds.closes, rule)
    return not in_hours_since(bounds.opens, at, rule) and not none_at_all


def may_stay(world: World, placed: Placed) -> None:
    """An untouched draft lies in Gmail after a whole pass: nothing has made it wrong."""
    found = world.truth.rounds(placed.role, world.now)[placed.number]
    who = f"{placed.stage} for {placed.role} {placed.number} of {placed.at:%m-%d %H:%M}"
    wrong = why_wrong(world.truth, world.policy, placed.role, found, placed.stage, world.now)
    assert wrong is None, f"{who} still lies there: {wrong}"
    since = waiting_since(world.truth, placed.role, found, world.now)
    late = [m for m in world.truth.answers(placed.role, found.end, world.now)
            if world.truth.arrived(m) > placed.at]  # fmt: skip
    assert placed.at >= since, f"{who} still lies there: they have answered since"
    assert not late, f"{who} still lies there: an answer has arrived since"
    failing = placed.to & world.truth.bad(placed.role, world.now)
    assert not failing, f"{who} still lies there: letters to {failing} come back"


# -- nothing is lost ------------------------------------------------------------------------


def no_message_is_lost(world: World) -> None:
    """Every message is read or reported once, and none waits."""
    with world.store.read() as session:
        account = account_for(session, world.account)
        known = set(
            session.scalars(select(MessageRow.id).where(MessageRow.account_id == account.id))
        )
        assert not fetching.waiting_count(session, account.id), "messages wait to be read"
        assert not mail.untold(session, account.id), "messages were read and told to nobody"
    there = {id_ for id_, m in world.mailbox().messages.items() if not m.labels & NOT_MAIL}
    assert there <= known, f"{len(there - known)} messages were never read"


def what_is_due_is_there(world: World) -> None:
    """A service that did nothing would break no rule: in plain cases the letter must be there."""
    if not world.policy.places:
        return
    for role in ROLES:
        for number, found in world.truth.rounds(role, world.now).items():
            for stage in (THANK_YOU, STATUS):
                if plainly_due(world, role, found, stage):
                    assert any(p.name == (role, number, stage) for p in world.ledger.placed), (
                        f"{stage} for {role} {number} is due and was never placed"
                    )


def plainly_due(world: World, role: str, found: Round, stage: str) -> bool:
    """Whether nothing at all stands in the way of this letter now."""
    truth, now, policy = world.truth, world.now, world.policy
    if why_wrong(truth, policy, role, found, stage, now) or truth.written(
        role, found.known_at, now
    ):
        return False
    if truth.said(role, now, {"away", "call", "promise", "bounce"}):
        return False
    if len(truth.rounds(role, now)) > 1 or not any(m.human for m in truth.said(role, now)):
        return False
    if _in_the_way(world, role):
        return False
    bounds = span(truth, policy, role, found, stage, now)
    rule = policy.of(stage)
    if bounds is None or not bounds.opens + _SLACK <= now < bounds.closes - _SLACK:
        return False
    if stage == THANK_YOU and policy.status.enabled:
        check = span(truth, policy, role, found, STATUS, now)
        if check and now >= check.opens - _SLACK:
            return False  # the status check takes its place
    return in_hours_since(bounds.opens, now - _SLACK, rule)


def _in_the_way(world: World, role: str) -> bool:
    """Whether a draft of the person's lies in any thread of the role, or ours was refused."""
    if world.freed_at and world.now - world.freed_at < timedelta(minutes=20):
        return True  # the service looks again every quarter of an hour
    mailbox = world.mailbox()
    ids = {m.message_id for m in world.truth.said(role, world.now)}
    threads = {s.thread_id for s in mailbox.messages.values() if s.mail.message_id in ids}
    drafts = {m for m in mailbox.drafts.values() if m in mailbox.messages}
    return any(mailbox.messages[m].thread_id in threads for m in drafts) or any(
        p.role in (role, "") and p.fate in LIVE | {Fate.DISCARDED} for p in world.ledger.placed
    )


# -- passes ---------------------------------------------------------------------------------


def a_quiet_pass_changes_nothing(world: World) -> None:
    """A pass without news leaves every row as it is, and writes nothing to Gmail."""
    before, drafts = _settled_rows(world), dict(world.mailbox().drafts)
    done = world.worker().work(world.now)
    assert done.problem is None, done.problem
    after = _settled_rows(world)
    for table in before:
        changed = set(before[table]) ^ set(after[table])
        assert not changed, f"a quiet pass changed {table}: {changed}"
    assert drafts == world.mailbox().drafts, "a quiet pass changed the drafts"


def _settled_rows(world: World) -> dict[str, list[tuple[object, ...]]]:
    found = rows(world.theatre.store, world.account)
    return {table: list(lines) for table, lines in found.items() if table != "accounts"}


def the_rows_are_true(world: World) -> None:
    """After a whole pass the tables say of each draft what the mailbox says."""
    drafts = world.mailbox().drafts
    with world.store.read() as session:
        account = account_for(session, world.account)
        query = select(FollowUpRow).where(
            FollowUpRow.account_id == account.id,
            FollowUpRow.state.in_([state.value for state in IN_GMAIL]),
        )
        states = {row.draft_id: row.state for row in session.scalars(query)}
    assert states.keys() <= drafts.keys(), "a row speaks of a draft that is gone"
    ours = {p.draft_id for p in world.ledger.live() if p.fate is Fate.UNTOUCHED or world.ids_stay}
    assert ours <= states.keys(), "a draft of ours that no row knows"


def at_the_end(world: World) -> None:
    """Heal everything; then a few passes bring the service to where a new one would be."""
    world.connects()
    for _ in range(4):
        world.tick(timedelta(minutes=40))
        if whole := after_pass(world, world.look()):
            break
    assert whole, "the service does not find its way back"
    a_quiet_pass_changes_nothing(world)
    the_rows_are_true(world)
    if world.passes % 4 == 0:  # the dearest check of all
        a_fresh_service_agrees(world)
    other_accounts_are_untouched(world)


def other_accounts_are_untouched(world: World) -> None:
    """No row and no message of the account beside has changed."""
    theatre = world.theatre
    assert rows(theatre.store, OTHER) == theatre.other_rows, "another account's rows changed"
    mailbox = theatre.sandbox(theatre.home).mailbox(OTHER)
    assert view(mailbox) == theatre.other_mail, "another account's mail changed"
