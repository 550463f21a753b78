"""The least that makes Gmail agree with the plan, as data (pure).

`settled` reads what the person did to our drafts since we last looked; `actions` compares the plan
with what lies in Gmail. Neither touches anything: `service.reconcile.run` applies them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from scheduler.reasons import Rule
from scheduler.timeline import Verdict
from service.follow_up import FINAL, IN_GMAIL, KnownDraft, SeenDraft, State
from service.plan import FollowUp
from service.read_message import ReadMessage


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a draft. `look`: it changed; its words must be fetched to tell."""

    row: int
    state: State
    sent_message: str | None = None
    look: bool = False


def settled(
    known: Sequence[KnownDraft],
    seen: Mapping[str, SeenDraft],
    messages: Sequence[ReadMessage],
    unread_threads: Collection[str],
) -> list[Settled]:
    """What the person (or a crash of ours) did to our drafts, as far as it can be told now.

    `seen` must have been listed before the last history poll: then the SENT message of a draft
    that is gone has been read, unless its thread is still among `unread_threads`.
    """
    claimed = {k.sent_message for k in known if k.sent_message}
    result = []
    for draft in known:
        if draft.state not in IN_GMAIL or draft.draft_id is None:
            continue
        now_there = seen.get(draft.draft_id)
        if now_there is not None:
            if draft.state is State.PLACED and now_there.message_id != draft.message_id:
                result.append(Settled(draft.row, draft.state, look=True))
            continue
        sent = _sent_as(draft, messages, claimed)
        if sent is not None:
            claimed.add(sent.id)
            result.append(Settled(draft.row, State.SENT, sent.id))
        elif draft.thread_id not in unread_threads:
            gone = State.WITHDRAWN if draft.withdrawing else State.DISCARDED
            result.append(Settled(draft.row, gone))
    return result


def _sent_as(
    draft: KnownDraft, messages: Sequence[ReadMessage], claimed: Collection[str]
) -> ReadMessage | None:
    """The sent message that was this draft: same thread, else same recipient (a changed subject
    moves the letter to another thread)."""
    later = [
        m
        for m in messages
        if m.outbound
        and m.facts.automatic is None
        and m.id not in claimed
        and draft.placed_at is not None
        and m.sent_at >= draft.placed_at
    ]
    same_thread = [m for m in later if m.thread_id == draft.thread_id]
    same_person = [m for m in later if draft.recipient in m.recipients]
    return next(iter(same_thread or same_person), None)


@dataclass(frozen=True, slots=True)
class Place:
    """A letter is due: write it, and put it into the thread. `replaces`: drafts of ours to take
    out of that thread first."""

    follow_up: FollowUp
    replaces: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Our untouched draft has become wrong, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A letter is due, but something of the person's stands in its place; said, not done."""

    follow_up: FollowUp
    reason: str


@dataclass(frozen=True, slots=True)
class Renew:
    """Our untouched draft was written before the candidate's last note: write it anew."""

    follow_up: FollowUp
    row: int


Action = Place | Withdraw | Hold | Renew

_NEEDLESS = frozenset({Verdict.ANSWERED, Verdict.ENDED, Verdict.SENT, Verdict.SKIPPED})


def actions(
    follow_ups: Sequence[tuple[FollowUp, int]],
    known: Sequence[KnownDraft],
    seen: Mapping[str, SeenDraft],
) -> list[Action]:
    """What to do about these follow-ups, each with the number of its row, in order."""
    result: list[Action] = []
    for follow_up, row in follow_ups:
        draft = next(k for k in known if k.row == row)
        if draft.state is State.PLACED and (reason := _wrong(follow_up, draft)):
            result.append(Withdraw(row, reason))
        if follow_up.destination and draft.state not in IN_GMAIL | FINAL:
            result.append(_placing(follow_up, known, seen))
    return result


def _wrong(follow_up: FollowUp, draft: KnownDraft) -> str | None:
    """Why an untouched draft must go, if it must."""
    word = follow_up.decision
    if word.verdict in _NEEDLESS or (word.verdict is Verdict.WAITING and word.rule == Rule.SNOOZED):
        return word.reason
    if draft.placed_at is not None and draft.placed_at < follow_up.since:
        return "It spoke of a wait that is over: they wrote since, or the interview was moved."
    news = follow_up.overtaken_at
    if draft.placed_at is not None and news is not None and draft.placed_at < news:
        return "It is overtaken: they answered or decided, or you wrote, since it lay there."
    if _too_soon(follow_up, draft):
        return f"It lay there too soon, by what is known now. {word.reason}"
    return follow_up.blocked


def _too_soon(follow_up: FollowUp, draft: KnownDraft) -> bool:
    """Whether its window has not opened yet, by mail or rules that came after it was placed."""
    word = follow_up.decision
    if word.verdict is not Verdict.WAITING or word.window is None or draft.placed_at is None:
        return False
    return draft.placed_at < word.window.opens_at


def _placing(
    follow_up: FollowUp, known: Sequence[KnownDraft], seen: Mapping[str, SeenDraft]
) -> Action:
    assert follow_up.destination is not None  # noqa: S101  the caller asked
    parent = follow_up.destination.parent
    if parent is None:
        return Place(follow_up)
    thread = parent.thread_id
    ours = {k.draft_id: k for k in known if k.state in IN_GMAIL}
    here = [id_ for id_, draft in seen.items() if draft.thread_id == thread]
    if any(id_ not in ours for id_ in here):
        return Hold(follow_up, "A draft of your own lies in this thread; ours would be in its way.")
    if any(ours[id_].state is State.EDITED for id_ in here):
        return Hold(follow_up, "A draft that you edited lies in this thread; it is yours.")
    return Place(follow_up, tuple(ours[id_].row for id_ in here))
