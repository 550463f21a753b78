"""Our letters in the Drafts folder: place one, find it again, see what became of it, withdraw it.

What Gmail does with drafts is partly known from reports alone (docs/gmail.md); nothing here relies
on a draft's id, Message-ID or thread staying what it was.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from gmail.client import DraftRef, GmailClient, RawDraft, RawMessage
from gmail.drafts.compose import OutgoingDraft, compose
from gmail.drafts.compose import fingerprint as words_of
from gmail.drafts.compose import rfc_message_id as id_in
from gmail.errors import (
    DoubtfulWriteError,
    GmailError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)

log = logging.getLogger(__name__)

_DRAFTS_LOOKED_THROUGH = 200
"""At 20 units each, most of a minute's quota."""


@dataclass(frozen=True, slots=True)
class PlacedDraft:
    """A draft of ours. `message_id` is Gmail's id of its present message.

    `rfc_message_id` is the Message-ID as Gmail kept it, `fingerprint` what it says.
    `strayed` says that Gmail put it into another thread than asked.
    """

    draft_id: str
    message_id: str
    thread_id: str
    rfc_message_id: str
    fingerprint: str
    strayed: bool = False


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A draft found again; `by` is "draft id", "message id" or "words"."""

    draft_id: str
    message_id: str
    thread_id: str
    label_ids: frozenset[str]
    rfc_message_id: str
    fingerprint: str
    by: str


class DraftState(StrEnum):
    """What became of a placed draft."""

    UNTOUCHED = "untouched"
    """There, and word for word ours."""
    EDITED = "edited"
    """There, and changed by the person."""
    SENT_WRAPPER = "sent_wrapper"
    """Gmail's empty shell around a letter that was sent: deleting it would delete sent mail."""
    GONE = "gone"
    """Not there any more: sent or deleted."""


class Withdrawal(StrEnum):
    """How an attempt to withdraw ended; all but WITHDRAWN left the mailbox as it was."""

    WITHDRAWN = "withdrawn"
    ALREADY_GONE = "already_gone"
    KEPT_EDITED = "kept_edited"
    KEPT_SENT = "kept_sent"


def place(client: GmailClient, outgoing: OutgoingDraft) -> PlacedDraft:
    """Create the draft and read it back.

    After a doubtful answer Gmail is asked whether the draft is there; DoubtfulWriteError is raised
    only if that shows nothing, so look again with `find` before the next try. Raises ValueError
    as `compose` does.
    """
    raw = compose(outgoing)
    try:
        created = client.create_draft(raw, outgoing.thread_id)
    except DoubtfulWriteError:
        found = find(
            client,
            rfc_message_id=outgoing.message_id,
            thread_id=outgoing.thread_id,
            fingerprint=words_of(raw),
        )
        if found is None:
            raise
        log.info("a draft of doubtful fate is there")
        return _placed(found, outgoing)
    return _read_back(client, created, outgoing, raw)


def _read_back(
    client: GmailClient, created: DraftRef, outgoing: OutgoingDraft, raw: bytes
) -> PlacedDraft:
    try:
        return _placed(_found(client.draft(created.draft_id), "draft id"), outgoing)
    except GmailError as error:
        # It is placed: its id must not be lost for a failed look.
        log.info("a new draft could not be read back: %s", type(error).__name__)
    return PlacedDraft(
        draft_id=created.draft_id,
        message_id=created.message_id,
        thread_id=created.thread_id,
        rfc_message_id=outgoing.message_id,
        fingerprint=words_of(raw),
        strayed=outgoing.thread_id not in (None, created.thread_id),
    )


def _placed(found: FoundDraft, outgoing: OutgoingDraft) -> PlacedDraft:
    return PlacedDraft(
        draft_id=found.draft_id,
        message_id=found.message_id,
        thread_id=found.thread_id,
        rfc_message_id=found.rfc_message_id or outgoing.message_id,
        fingerprint=found.fingerprint,
        strayed=outgoing.thread_id not in (None, found.thread_id),
    )


def find(
    client: GmailClient,
    *,
    draft_id: str | None = None,
    rfc_message_id: str | None = None,
    thread_id: str | None = None,
    fingerprint: str | None = None,
) -> FoundDraft | None:
    """Find a draft by its id, else its Message-ID, else its thread together with its words."""
    if draft_id is not None and (known := _by_draft_id(client, draft_id)) is not None:
        return known
    if rfc_message_id is None and (thread_id is None or fingerprint is None):
        return None
    if rfc_message_id is not None:
        # A hint only: some servers search badly, so every find is compared.
        for ref in _listed(client, f"rfc822msgid:{rfc_message_id.strip('<>')}"):
            draft = _by_draft_id(client, ref.draft_id)
            if draft is not None and draft.rfc_message_id == rfc_message_id:
                return replace(draft, by="message id")
    return _look_through(client, rfc_message_id, thread_id, fingerprint)


def _look_through(
    client: GmailClient, message_id: str | None, thread_id: str | None, words: str | None
) -> FoundDraft | None:
    """Compare the drafts one by one, those of the thread first; Message-ID before words."""
    refs = sorted(_listed(client, ""), key=lambda ref: ref.thread_id != thread_id)
    by_message = {ref.message_id: ref for ref in refs}
    same_words: FoundDraft | None = None
    for _, got in client.raw_messages(list(by_message)):
        if not isinstance(got, RawMessage):
            continue
        draft = _found(RawDraft(by_message[got.id].draft_id, got), "message id")
        if message_id is not None and draft.rfc_message_id == message_id:
            return draft
        if same_words is None and (draft.thread_id, draft.fingerprint) == (thread_id, words):
            same_words = replace(draft, by="words")
    return same_words


def _listed(client: GmailClient, q: str) -> Iterator[DraftRef]:
    token: str | None = None
    count = 0
    while count < _DRAFTS_LOOKED_THROUGH:
        page = client.drafts(q, token)
        yield from page.drafts
        count += len(page.drafts)
        token = page.next_page
        if token is None:
            return


def _by_draft_id(client: GmailClient, draft_id: str) -> FoundDraft | None:
    try:
        return _found(client.draft(draft_id), "draft id")
    except (NotFoundError, RefusedError) as error:
        if isinstance(error, RefusedError) and error.reason not in ("invalidArgument", ""):
            raise
        return None


def _found(draft: RawDraft, by: str) -> FoundDraft:
    return FoundDraft(
        draft_id=draft.draft_id,
        message_id=draft.message.id,
        thread_id=draft.message.thread_id,
        label_ids=draft.message.label_ids,
        rfc_message_id=id_in(draft.message.raw),
        fingerprint=words_of(draft.message.raw),
        by=by,
    )


def look(client: GmailClient, placed: PlacedDraft) -> tuple[DraftState, FoundDraft | None]:
    """What became of a draft, by a fresh look, and the draft as it now is (None where gone).

    A draft whose id has changed is found by its Message-ID, or by its thread and words.
    """
    found = find(
        client,
        draft_id=placed.draft_id,
        rfc_message_id=placed.rfc_message_id,
        thread_id=placed.thread_id,
        fingerprint=placed.fingerprint,
    )
    return (DraftState.GONE if found is None else _judge(found, placed)), found


def state(client: GmailClient, placed: PlacedDraft) -> DraftState:
    """What became of a draft; see `look`."""
    return look(client, placed)[0]


def _judge(found: FoundDraft, placed: PlacedDraft) -> DraftState:
    if "SENT" in found.label_ids or "DRAFT" not in found.label_ids:
        return DraftState.SENT_WRAPPER
    # The words decide, not the message id: a composer that was opened and closed saves anew.
    same = found.fingerprint == placed.fingerprint
    return DraftState.UNTOUCHED if same else DraftState.EDITED


_KEPT = {
    DraftState.GONE: Withdrawal.ALREADY_GONE,
    DraftState.EDITED: Withdrawal.KEPT_EDITED,
    DraftState.SENT_WRAPPER: Withdrawal.KEPT_SENT,
}


def withdraw(client: GmailClient, placed: PlacedDraft) -> Withdrawal:
    """Delete a draft, but only one that a fresh look shows to be a draft and word for word ours.

    Gmail has no conditional delete: an edit within the moment between look and delete is lost.
    A delete that got no answer and, by a new look, did nothing is asked for once more; after that
    UnavailableError is raised, for the draft is known to be there still.
    """
    for _ in range(2):
        now, found = look(client, placed)
        if found is None or now is not DraftState.UNTOUCHED:
            return _KEPT[now]
        try:
            client.delete_draft(found.draft_id)
        except NotFoundError:
            return Withdrawal.ALREADY_GONE
        except DoubtfulWriteError:
            if _by_draft_id(client, found.draft_id) is not None:
                continue
        return Withdrawal.WITHDRAWN
    raise UnavailableError("Gmail twice gave no answer when a draft was to be deleted")
