"""The service's mailbox, answered by Gmail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from gmail import drafts, labels, mailbox
from gmail.client import DraftRef, GmailClient
from gmail.drafts import DraftState, FoundDraft, OutgoingDraft, PlacedDraft, Withdrawal
from gmail.errors import GmailError, NotFoundError, ScopeMissingError
from gmail.message.html_text import html_to_text
from gmail.message.model import Message
from service.follow_up import SeenDraft
from service.mailbox import Inbox, Labels, News, Ref, SendAs, Unread

JUNK = frozenset({"SPAM", "TRASH"})

READ_OR_UNREAD = "{is:read is:unread}"
"""Finds any message at all where alternatives in braces are understood."""


class NoDraftsError(GmailError):
    """A server that only imitates Gmail and has no Drafts folder."""

    advice = "Point AFTERWORD_GMAIL_ENDPOINT at a server with drafts; what was read is kept."


class GmailMailbox:
    """A `service.mailbox.Mailbox` over one account's client."""

    def __init__(
        self, address: str, client: GmailClient, open_wider: Callable[[], GmailClient] | None = None
    ) -> None:
        self.address = address
        self._client = client
        self._open_wider = open_wider
        self._opened: list[GmailClient] = []

    def close(self) -> None:
        for client in (self._client, *self._opened):
            client.close()

    def cursor(self) -> str:
        try:
            return mailbox.cursor_now(self._client)
        except NotFoundError:
            # Gmail always has a profile; a server that only imitates it may not. The newest
            # message's own history id is older than "now", so nothing is missed.
            newest = self._client.message_ids().refs[:1]
            return self._client.raw_message(newest[0].id).history_id if newest else "1"

    def news(self, cursor: str) -> News:
        """What came, and what came back from junk; drafts are looked at on their own."""
        changes = mailbox.changes(self._client, cursor)
        rescued = [c.message for c in changes.labels_changed if c.removed & JUNK]
        refs = tuple(Ref(ref.id, ref.thread_id) for ref in (*changes.added, *rescued))
        return News(refs, changes.new_cursor)

    def search(self, query: str, after: datetime) -> Iterator[Sequence[Ref]]:
        """What the query finds; all mail where the server does not understand alternatives.

        A server that only imitates Gmail may take braces for words, and find nothing.
        """
        found = False
        for page in mailbox.search(self._client, query, after):
            found = found or bool(page)
            yield [Ref(ref.id, ref.thread_id) for ref in page]
        if not found and "{" in query and not self._client.message_ids(READ_OR_UNREAD).refs:
            for page in mailbox.search(self._client, "", after):
                yield [Ref(ref.id, ref.thread_id) for ref in page]

    def thread(self, thread_id: str) -> Sequence[Ref]:
        return [
            Ref(ref.id, ref.thread_id)
            for ref in self._client.thread(thread_id).messages
            if "DRAFT" not in ref.label_ids
        ]

    def fetch(self, ids: Sequence[str]) -> Iterator[Message | Unread]:
        for item in mailbox.fetch(self._client, ids):
            match item:
                case mailbox.Read(message=message):
                    yield message
                case mailbox.Missing(id=id_):
                    yield Unread(id_, "Gmail has it no more", gone=True)
                case mailbox.Unreadable(id=id_, reason=reason):
                    yield Unread(id_, reason)

    def send_as(self) -> Sequence[SendAs]:
        return [
            SendAs(
                email=alias.email.lower(),
                name=alias.name,
                signature=html_to_text(alias.signature_html).strip(),
                default=alias.is_default,
            )
            for alias in self._client.send_as()
            if alias.verified or alias.is_primary
        ]

    def drafts(self) -> Mapping[str, SeenDraft]:
        return {
            ref.draft_id: SeenDraft(ref.message_id, ref.thread_id) for ref in self._listed_drafts()
        }

    def _listed_drafts(self) -> Iterator[DraftRef]:
        token: str | None = None
        while True:
            try:
                page = self._client.drafts(page_token=token)
            except NotFoundError as error:
                raise NoDraftsError("this server has no drafts: no letter can lie there") from error
            yield from page.drafts
            token = page.next_page
            if token is None:
                return

    def place(self, draft: OutgoingDraft) -> PlacedDraft:
        return drafts.place(self._client, draft)

    def find(self, message_id: str, thread_id: str, fingerprint: str) -> FoundDraft | None:
        return drafts.find(
            self._client,
            rfc_message_id=message_id,
            thread_id=thread_id,
            fingerprint=fingerprint,
        )

    def look(self, placed: PlacedDraft) -> tuple[DraftState, FoundDraft | None]:
        return drafts.look(self._client, placed)

    def withdraw(self, placed: PlacedDraft) -> Withdrawal:
        return drafts.withdraw(self._client, placed)

    def labels(self) -> Labels:
        return GmailLabels(self._wider())

    def inbox(self) -> Inbox:
        return GmailInbox(self._wider())

    def _wider(self) -> GmailClient:
        """The client of what the person opted in to."""
        if self._open_wider is None:
            raise ScopeMissingError("this mailbox was opened for reading and drafts alone")
        client = self._open_wider()
        self._opened.append(client)
        return client


class GmailLabels:
    """A `service.mailbox.Labels` over a client that was opened for them."""

    def __init__(self, client: GmailClient) -> None:
        self._client = client

    def all(self) -> Mapping[str, str]:
        return {label.id: label.name for label in labels.own_labels(self._client)}

    def make(self, name: str) -> str:
        return labels.ensure(self._client, name).id

    def threads(self, label_id: str) -> frozenset[str]:
        return labels.threads_with(self._client, label_id)

    def change(self, thread_id: str, *, add: Sequence[str], remove: Sequence[str]) -> None:
        self._client.modify_thread(thread_id, add=add, remove=remove)


class GmailInbox:
    """A `service.mailbox.Inbox` over a client that may do what was opted in to."""

    def __init__(self, client: GmailClient) -> None:
        self._client = client

    def insert(self, raw: bytes) -> Ref:
        ref = self._client.insert_message(raw)
        return Ref(ref.id, ref.thread_id)
