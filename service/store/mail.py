"""Messages that were read, and which of them may be told together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from service.applications import keys_of
from service.corrections import corrected
from service.read_message import ReadMessage
from service.store import corrections
from service.store.chunks import chunks
from service.store.fetching import strike
from service.store.models import ApplicationRow, Fetch, MessageKey, MessageRow


def untold(session: Session, account_id: int) -> set[str]:
    """The read messages that no grouping has seen yet."""
    query = select(MessageRow.id).where(
        MessageRow.account_id == account_id, MessageRow.told.is_(False)
    )
    return set(session.scalars(query))


def told(session: Session, account_id: int, ids: Collection[str]) -> None:
    for chunk in chunks(ids):
        session.execute(
            update(MessageRow)
            .where(MessageRow.account_id == account_id, MessageRow.id.in_(chunk))
            .values(told=True)
        )


def unread_threads(session: Session, account_id: int) -> set[str]:
    """The threads of which something is still to be fetched."""
    query = select(Fetch.thread_id).where(Fetch.account_id == account_id)
    return set(session.scalars(query.distinct()))


def anchor_keys(session: Session, account_id: int, kinds: tuple[str, ...]) -> set[str]:
    """The keys of these kinds ("domain:", "person:") of all messages that show an application."""
    query = select(MessageKey.key).where(
        MessageKey.account_id == account_id,
        MessageKey.anchor,
        or_(*(MessageKey.key.startswith(kind) for kind in kinds)),
    )
    return set(session.scalars(query.distinct()))


def keep(session: Session, account_id: int, message: ReadMessage, keys: Iterable[str]) -> None:
    """Store a read message with its keys and strike it off the list of those to fetch."""
    row = session.get(MessageRow, (account_id, message.id)) or MessageRow(
        account_id=account_id, id=message.id
    )
    row.thread_id, row.sent_at = message.thread_id, message.sent_at
    row.read, row.told = message.model_dump_json(exclude_defaults=True), False
    session.add(row)
    strike(session, account_id, message.id)
    session.flush()
    if said := corrections.of_messages(session, account_id, [message.id]):
        message = corrected(message, said[message.id])
        keys = keys_of(message)
    _keep_keys(session, account_id, message, keys)


def tell_again(session: Session, account_id: int, id_: str, now: datetime) -> None:
    """A read message is corrected: its application is found anew, and planned at once."""
    message = read_messages(session, account_id, [id_])[id_]
    _keep_keys(session, account_id, message, keys_of(message))
    row = session.get_one(MessageRow, (account_id, id_))
    row.told = False
    if row.application_id is not None:
        application = session.get_one(ApplicationRow, row.application_id)
        application.next_at = min(application.planned_at or now, now)


def _keep_keys(
    session: Session, account_id: int, message: ReadMessage, keys: Iterable[str]
) -> None:
    session.execute(
        delete(MessageKey).where(
            MessageKey.account_id == account_id, MessageKey.message_id == message.id
        )
    )
    session.add_all(
        MessageKey(account_id=account_id, message_id=message.id, key=key, anchor=message.anchor)
        for key in sorted({key[:400] for key in keys})
    )


def read_messages(
    session: Session, account_id: int, ids: Collection[str]
) -> dict[str, ReadMessage]:
    """The read messages of these ids; the person's corrections outweigh what was read."""
    found = as_read(session, account_id, ids)
    for id_, said in corrections.of_messages(session, account_id, found).items():
        found[id_] = corrected(found[id_], said)
    return found


def as_read(session: Session, account_id: int, ids: Collection[str]) -> dict[str, ReadMessage]:
    """The same as the reader read them, whatever the person corrected."""
    found: dict[str, ReadMessage] = {}
    for chunk in chunks(ids):
        query = select(MessageRow.id, MessageRow.read).where(
            MessageRow.account_id == account_id,
            MessageRow.id.in_(chunk),
            MessageRow.read.is_not(None),
        )
        for id_, read in session.execute(query):
            found[id_] = ReadMessage.model_validate_json(read or "")
    return found


def application_messages(session: Session, account_id: int, application_id: int) -> set[str]:
    """The ids of the messages of one application."""
    query = select(MessageRow.id).where(
        MessageRow.account_id == account_id, MessageRow.application_id == application_id
    )
    return set(session.scalars(query))


def related(session: Session, account_id: int, seeds: Collection[str]) -> set[str]:
    """Every message that must be told together with `seeds` to see whose application each is.

    First what the seeds hang on by thread or reply header (a letter that came back hangs on a
    letter, which hangs on an invitation); then the anchors, as far as shared keys reach from anchor
    to anchor; then all mail that shares a key with them; then what hangs on that mail, or was told
    as part of the same application before. If no anchor is near, the seeds concern no application:
    then it is only what was told with them before.
    """
    before = _of_same_applications(session, account_id, seeds)
    found: set[str] = set()
    frontier = _closure(session, account_id, set(seeds) | before, anchors_only=False)
    while frontier:
        anchors = _closure(session, account_id, frontier, anchors_only=True)
        if not anchors and not found:
            return before
        keys = _keys(session, account_id, anchors)
        around = _sharing(session, account_id, keys, anchors_only=False) | anchors
        around = _closure(session, account_id, around, anchors_only=False)
        found |= frontier | around
        frontier = _of_same_applications(session, account_id, found) - found
    return found


def _of_same_applications(session: Session, account_id: int, ids: Collection[str]) -> set[str]:
    numbers: set[int] = set()
    for chunk in chunks(ids):
        query = select(MessageRow.application_id).where(
            MessageRow.account_id == account_id, MessageRow.id.in_(chunk)
        )
        numbers.update(number for number in session.scalars(query.distinct()) if number)
    together = select(MessageRow.id).where(
        MessageRow.account_id == account_id, MessageRow.application_id.in_(sorted(numbers))
    )
    return set(session.scalars(together)) if numbers else set()


def _closure(session: Session, account_id: int, seeds: set[str], *, anchors_only: bool) -> set[str]:
    found: set[str] = set() if anchors_only else set(seeds)
    frontier = set(seeds)
    while frontier:
        keys = _keys(session, account_id, frontier)
        if not anchors_only:
            keys = {key for key in keys if key.startswith(("thread:", "mail:"))}
        frontier = _sharing(session, account_id, keys, anchors_only=anchors_only) - found
        found |= frontier
    return found


def _keys(session: Session, account_id: int, ids: Collection[str]) -> set[str]:
    keys: set[str] = set()
    for chunk in chunks(ids):
        query = select(MessageKey.key).where(
            MessageKey.account_id == account_id, MessageKey.message_id.in_(chunk)
        )
        keys.update(session.scalars(query.distinct()))
    return keys


def _sharing(
    session: Session, account_id: int, keys: Collection[str], *, anchors_only: bool
) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(keys):
        query = select(MessageKey.message_id).where(
            MessageKey.account_id == account_id, MessageKey.key.in_(chunk)
        )
        if anchors_only:
            query = query.where(MessageKey.anchor)
        found.update(session.scalars(query.distinct()))
    return found
