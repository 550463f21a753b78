"""Who reads the same mailbox from nothing finds what the service found (the dearest check)."""

from __future__ import annotations

from sqlalchemy import select

from service.applications import group
from service.outcomes import SILENT
from service.store import mail
from service.store.accounts import account_for
from service.store.engine import Store
from service.store.models import ApplicationRow, MessageRow
from tests.model.world import World


def a_fresh_service_agrees(world: World) -> None:
    """Who reads the same mailbox from nothing finds the same applications and interviews."""
    fresh = world.theatre.fresh()
    done = world.new_worker(fresh, preview=True).work(world.now)
    assert (done.problem, done.failed) == (None, 0), "a fresh service fails"
    theirs, ours = _applications(world, fresh), _applications(world, world.store)
    assert theirs == ours, f"a fresh service finds other applications: {theirs ^ ours}"


def _applications(world: World, store: Store) -> set[tuple[frozenset[str], str | None]]:
    with store.read() as session:
        account = account_for(session, world.account)
        query = select(MessageRow.application_id, MessageRow.id).where(
            MessageRow.account_id == account.id, MessageRow.application_id.is_not(None)
        )
        homes: dict[int, set[str]] = {}
        for number, id_ in session.execute(query):
            homes.setdefault(number or 0, set()).add(id_)
        outcomes = {
            row.id: row.outcome
            for row in session.scalars(
                select(ApplicationRow).where(ApplicationRow.account_id == account.id)
            )
        }
        whole = group(mail.read_messages(session, account.id, _all_ids(homes)).values())
    assert {frozenset(m.id for m in found.messages) for found in whole} == {
        frozenset(ids) for ids in homes.values()
    }, "told message by message, the applications are others than told at once"
    return {
        (_told(world, ids), _from_mail_alone(world, ids, outcomes[number]))
        for number, ids in homes.items()
    }


def _from_mail_alone(world: World, ids: set[str], outcome: str | None) -> str | None:
    """The outcome as far as the mail tells it.

    That a letter was a draft of ours stands in the database alone: Gmail keeps no mark of it. Sent
    long after its window had closed it is still the status check to us, and a final check may
    follow; to a service that only reads the mailbox it is a letter like any other. So the day on
    which such an application closes as silent may differ; a decision may not.
    """
    drafted = {letter.header_id for letter in world.truth.letters if letter.stage}
    messages = world.mailbox().messages
    if outcome == SILENT and any(messages[id_].mail.message_id in drafted for id_ in ids):
        return None
    return outcome


def _told(world: World, ids: set[str]) -> frozenset[str]:
    """Messages in words that tell which they are."""
    found = [world.mailbox().messages[id_] for id_ in ids]
    return frozenset(f"{m.id} {m.mail.sender}: {m.mail.subject}" for m in found)


def _all_ids(homes: dict[int, set[str]]) -> set[str]:
    return {id_ for ids in homes.values() for id_ in ids}
