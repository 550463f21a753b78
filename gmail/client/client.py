"""Typed calls on one account's Gmail. All of them pass the door of their thread."""

from __future__ import annotations

import random
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote_plus

from googleapiclient.discovery import build_from_document
from googleapiclient.errors import Error as LibraryError

from gmail.allow_list import MOST_IN_A_BATCH, AllowList
from gmail.client.batch import BatchReader, Got
from gmail.client.connections import Wire
from gmail.client.door import Door, Keys, Shared
from gmail.client.values import (
    DraftPage,
    DraftRef,
    HistoryPage,
    Label,
    MessageRef,
    Profile,
    RawDraft,
    RawMessage,
    RefPage,
    SendAs,
    Thread,
    draft_ref,
    history_page,
    message_ref,
    raw_message,
    send_as,
    to_base64url,
)
from gmail.endpoint import Endpoint
from gmail.errors import (
    DoubtfulWriteError,
    GmailError,
    HistoryExpiredError,
    NotFoundError,
    RefusedError,
    UnavailableError,
    UnreadableError,
)
from gmail.quota import QuotaMeter
from gmail.retry import RetryPolicy

T = TypeVar("T")

LONGEST_QUERY = 1_400
"""Bytes of a search, percent-encoded. The library turns an address over 2,048 into a POST."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class GmailClient:
    """One account's Gmail, for any number of threads; each has its own connection.

    Every call may raise AccountRestsError, UnavailableError, GrantLostError, ScopeMissingError
    and RefusedError; writes also DoubtfulWriteError; calls that name a thing NotFoundError.
    `now` (aware, UTC), `sleep` (seconds) and `chance` ([0, 1)) are the outer world's. `modify`
    opens the calls for labels, which need a grant of gmail.modify. `timeout` is for connecting
    and for each wait for bytes.
    """

    def __init__(
        self,
        keys: Keys,
        endpoint: Endpoint,
        *,
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        modify: bool = False,
        timeout: timedelta = timedelta(seconds=30),
        meter: QuotaMeter | None = None,
    ) -> None:
        root = endpoint.gmail_root
        self._document = endpoint.discovery_document()
        self._root = root
        self._timeout = timeout.total_seconds()
        self._shared = Shared(
            keys=keys,
            allow_list=AllowList(root, modify=modify),
            now=now,
            sleep=sleep,
            chance=chance,
            policy=RetryPolicy(),
            meter=meter or QuotaMeter(),
        )
        self._batches = BatchReader()
        self._local = threading.local()
        # Weak: a thread that ends takes its door along.
        self._doors: weakref.WeakSet[Door] = weakref.WeakSet()

    def close(self) -> None:
        """Close the connections of all threads; none may be in use."""
        for door in list(self._doors):
            door.close()

    def profile(self) -> Profile:
        """The account's address and present cursor."""
        doc = self._ask(self._users().getProfile(userId="me"))
        return _shaped(
            lambda: Profile(
                email=str(doc["emailAddress"]).lower(),
                history_id=str(doc["historyId"]),
                messages_total=int(doc.get("messagesTotal", 0)),
                threads_total=int(doc.get("threadsTotal", 0)),
            )
        )

    def history_page(self, start: str, page_token: str | None = None) -> HistoryPage:
        """Changes since the cursor `start`. Raises HistoryExpiredError where it is too old."""
        request = (
            self._users()
            .history()
            .list(userId="me", startHistoryId=start, pageToken=page_token, maxResults=500)
        )
        try:
            doc = self._ask(request)
        except NotFoundError as error:
            raise HistoryExpiredError("the cursor is too old") from error
        return _shaped(lambda: history_page(doc))

    def message_ids(
        self,
        q: str = "",
        page_token: str | None = None,
        max_results: int = 500,
        *,
        include_spam_trash: bool = False,
        label_id: str | None = None,
    ) -> RefPage:
        """One page of a search, newest first, of messages with a label if one is named.

        Raises ValueError for a query that is too long.
        """
        _check_query(q)
        request = (
            self._users()
            .messages()
            .list(
                userId="me",
                q=q or None,
                pageToken=page_token,
                maxResults=max_results,
                includeSpamTrash=include_spam_trash or None,
                labelIds=label_id,
            )
        )
        doc = self._ask(request)
        return _shaped(
            lambda: RefPage(
                tuple(message_ref(entry) for entry in doc.get("messages") or ()),
                doc.get("nextPageToken") or None,
                doc.get("resultSizeEstimate"),
            )
        )

    def raw_message(self, message_id: str) -> RawMessage:
        """A whole message. Raises UnreadableError where its answer makes no sense."""
        messages = self._users().messages()
        doc = self._ask(messages.get(userId="me", id=message_id, format="raw"))
        if not isinstance(doc, dict):  # Google's library hands JSON that broke off on as text
            raise UnavailableError("an answer that is not Gmail's")
        return raw_message(doc)

    def raw_messages(self, ids: Sequence[str]) -> Iterator[tuple[str, Got]]:
        """Whole messages in the order of `ids`, read in batches.

        One that is gone, refused or unreadable comes as its error, and the rest goes on. What
        concerns the account as a whole is raised, after what was read before it was yielded.
        """
        unique = list(dict.fromkeys(ids))
        for first in range(0, len(unique), MOST_IN_A_BATCH):
            chunk = unique[first : first + MOST_IN_A_BATCH]
            got = self._batches.read(self._service(), chunk)
            for message_id in chunk:
                yield message_id, got[message_id] or self._one(message_id)

    def _one(self, message_id: str) -> Got:
        try:
            return self.raw_message(message_id)
        except (NotFoundError, RefusedError, UnreadableError) as error:
            return error

    def thread(self, thread_id: str) -> Thread:
        """The thread's messages with their labels, oldest first; no contents."""
        threads = self._users().threads()
        doc = self._ask(threads.get(userId="me", id=thread_id, format="minimal"))
        return _shaped(
            lambda: Thread(
                str(doc["id"]), tuple(message_ref(entry) for entry in doc.get("messages") or ())
            )
        )

    def create_draft(self, raw: bytes, thread_id: str | None = None) -> DraftRef:
        """Put a message into Drafts, in a thread if one is named."""
        body = _draft_body(raw, thread_id)
        return self._write(self._users().drafts().create(userId="me", body=body), draft_ref)

    def update_draft(self, draft_id: str, raw: bytes, thread_id: str | None = None) -> DraftRef:
        """Replace a draft's message; the message gets a new id."""
        body = _draft_body(raw, thread_id)
        drafts = self._users().drafts()
        return self._write(drafts.update(userId="me", id=draft_id, body=body), draft_ref)

    def delete_draft(self, draft_id: str) -> None:
        """Delete a draft for good. `gmail.drafts.withdraw` is the careful way."""
        self._ask(self._users().drafts().delete(userId="me", id=draft_id), write=True)

    def draft(self, draft_id: str) -> RawDraft:
        """A draft with its whole message."""
        doc = self._ask(self._users().drafts().get(userId="me", id=draft_id, format="raw"))
        return _shaped(lambda: RawDraft(str(doc["id"]), raw_message(doc["message"])))

    def drafts(self, q: str = "", page_token: str | None = None) -> DraftPage:
        """One page of drafts, all or those a search finds."""
        _check_query(q)
        drafts = self._users().drafts()
        request = drafts.list(userId="me", q=q or None, pageToken=page_token, maxResults=100)
        doc = self._ask(request)
        return _shaped(
            lambda: DraftPage(
                tuple(draft_ref(entry) for entry in doc.get("drafts") or ()),
                doc.get("nextPageToken") or None,
            )
        )

    def labels(self) -> tuple[Label, ...]:
        """All labels, Gmail's and the person's."""
        doc = self._ask(self._users().labels().list(userId="me"))
        return _shaped(lambda: tuple(_label(entry) for entry in doc.get("labels") or ()))

    def insert_message(self, raw: bytes) -> MessageRef:
        """Put a message into the inbox, unread; nothing is sent (opt-in)."""
        body = {"raw": to_base64url(raw), "labelIds": ["INBOX", "UNREAD"]}
        return self._write(self._users().messages().insert(userId="me", body=body), message_ref)

    def create_label(self, name: str) -> Label:
        """Make a label (opt-in). Raises RefusedError where the name is taken."""
        return self._write(self._users().labels().create(userId="me", body={"name": name}), _label)

    def modify_thread(
        self, thread_id: str, *, add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> None:
        """Put label ids on a thread's messages and take others off (opt-in)."""
        body = {"addLabelIds": list(add), "removeLabelIds": list(remove)}
        threads = self._users().threads()
        self._ask(threads.modify(userId="me", id=thread_id, body=body), write=True)

    def send_as(self) -> tuple[SendAs, ...]:
        """The addresses this account may write from, with their signatures."""
        doc = self._ask(self._users().settings().sendAs().list(userId="me"))
        return _shaped(lambda: tuple(send_as(entry) for entry in doc.get("sendAs") or ()))

    def _service(self) -> Any:
        """This thread's service: neither it nor its connection may be shared."""
        service = getattr(self._local, "service", None)
        if service is None:
            door = Door(self._shared, Wire(self._root, self._timeout))
            service = build_from_document(self._document, http=door)
            self._local.door, self._local.service = door, service
            self._doors.add(door)
        return service

    def _users(self) -> Any:
        return self._service().users()

    def _ask(self, request: Any, *, write: bool = False) -> Any:
        """Send a request; the library itself never repeats it."""
        try:
            return request.execute(num_retries=0)
        except (LibraryError, ValueError) as fault:
            words = f"an answer that is not Gmail's ({type(fault).__name__})"
            raise (DoubtfulWriteError if write else UnavailableError)(words) from fault

    def _write(self, request: Any, shape: Callable[[Any], T]) -> T:
        doc = self._ask(request, write=True)
        return _shaped(lambda: shape(doc), DoubtfulWriteError)


def _shaped(build: Callable[[], T], otherwise: type[GmailError] = UnavailableError) -> T:
    """Build a value from an answer; an answer of another shape is `otherwise`."""
    try:
        return build()
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise otherwise(f"an answer that is not Gmail's ({type(fault).__name__})") from fault


def _check_query(q: str) -> None:
    size = len(quote_plus(q))
    if size > LONGEST_QUERY:
        raise ValueError(f"a search of {size} encoded bytes: split it ({LONGEST_QUERY} at most)")


def _draft_body(raw: bytes, thread_id: str | None) -> dict[str, Any]:
    message = {"raw": to_base64url(raw)}
    if thread_id is not None:
        message["threadId"] = thread_id
    return {"message": message}


def _label(doc: Any) -> Label:
    return Label(str(doc["id"]), str(doc["name"]), doc.get("type") != "system")
