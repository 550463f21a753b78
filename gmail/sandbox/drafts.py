"""Drafts and sending: what happens to the messages underneath.

A draft's id is stable; its message is replaced by every update and gets a new id. Sending removes
the draft with its message and leaves a new message with SENT (drafts guide). Deleting a draft
deletes whatever message its id names, for ever: with a leftover wrapper, one that was sent.
"""

from __future__ import annotations

from datetime import datetime
from email.utils import formataddr

from gmail.sandbox.mailbox import SPAM_OR_TRASH, Mailbox, Stored
from gmail.sandbox.mime import Mail, base_subject
from gmail.sandbox.problems import bad_request, not_found
from gmail.sandbox.rewrite import completed, drop_headers, set_header


def draft_message(mailbox: Mailbox, draft_id: str) -> Stored:
    """The message a draft id names; ApiError 404 if there is no such draft."""
    message_id = mailbox.drafts.get(draft_id)
    if message_id is None or message_id not in mailbox.messages:
        raise not_found()
    return mailbox.messages[message_id]


def create_draft(
    mailbox: Mailbox, raw: bytes, thread_id: str | None, now: datetime, *, keep_id: bool = True
) -> str:
    """A new draft; returns its id. `keep_id`: whether the client's Message-ID survives."""
    draft_id = mailbox.new_draft_id()
    _put(mailbox, draft_id, raw, thread_id, now, keep_id=keep_id, old=None)
    return draft_id


def update_draft(
    mailbox: Mailbox,
    draft_id: str,
    raw: bytes,
    thread_id: str | None,
    now: datetime,
    *,
    keep_id: bool = True,
) -> None:
    """Replace a draft's message; 400 if the message has already been sent."""
    old = draft_message(mailbox, draft_id)
    if "DRAFT" not in old.labels:
        raise bad_request("Message not a draft", "failedPrecondition")
    _check_thread(mailbox, thread_id)
    # The new message first: the draft may be the only message of its thread.
    _put(mailbox, draft_id, raw, thread_id, now, keep_id=keep_id, old=old)
    mailbox.remove(old.id)


def delete_draft(mailbox: Mailbox, draft_id: str) -> None:
    """Delete the draft and the message under it, for ever and whatever that message is by now."""
    message_id = draft_message(mailbox, draft_id).id
    del mailbox.drafts[draft_id]
    mailbox.remove(message_id)


def send_draft(
    mailbox: Mailbox,
    draft_id: str,
    now: datetime,
    *,
    keep_id: bool = False,
    leave_wrapper: bool = False,
) -> Stored:
    """Send a draft: it goes, a new message with SENT comes.

    `leave_wrapper` keeps the draft's id around the sent message, as has been seen of Gmail.
    """
    draft = draft_message(mailbox, draft_id)
    if "DRAFT" not in draft.labels:
        raise bad_request("Message not a draft", "failedPrecondition")
    sent = _sent(mailbox, draft.mail.raw, draft.thread_id, now, keep_id=keep_id)
    del mailbox.drafts[draft_id]
    mailbox.remove(draft.id)
    if leave_wrapper:
        mailbox.drafts[draft_id] = sent.id
    return sent


def send_message(
    mailbox: Mailbox, raw: bytes, thread_id: str | None, now: datetime, *, keep_id: bool = False
) -> Stored:
    """Send mail that was no draft."""
    _check_thread(mailbox, thread_id)
    mail = Mail(raw)
    fits = thread_id is not None and mailbox.refers_into(mail, thread_id)
    where = thread_id if fits else mailbox.thread_for(mail)
    return _sent(mailbox, raw, where, now, keep_id=keep_id)


def parent_visible(mailbox: Mailbox, draft: Stored) -> bool:
    """False for a ghost: a reply to a message in trash or spam, or to another draft."""
    parents = [
        stored
        for stored in mailbox.thread(draft.thread_id)
        if stored.mail.message_id in draft.mail.references
    ]
    hidden = SPAM_OR_TRASH | {"DRAFT"}
    return not parents or any(not parent.labels & hidden for parent in parents)


def _put(
    mailbox: Mailbox,
    draft_id: str,
    raw: bytes,
    thread_id: str | None,
    now: datetime,
    *,
    keep_id: bool,
    old: Stored | None,
) -> None:
    _check_thread(mailbox, thread_id)
    whole = _completed(mailbox, raw, now)
    if not keep_id:
        whole = set_header(whole, "Message-ID", mailbox.new_header_id())
    mail = Mail(whole)
    stays = old is not None and old.thread_id == thread_id and _same_subject(old.mail, mail)
    fits = stays or (thread_id is not None and mailbox.refers_into(mail, thread_id))
    stored = mailbox.add(mail, {"DRAFT"}, now, thread_id if fits else None)
    mailbox.drafts[draft_id] = stored.id


def _same_subject(one: Mail, other: Mail) -> bool:
    return base_subject(one.subject) == base_subject(other.subject)


def _sent(
    mailbox: Mailbox, raw: bytes, thread_id: str | None, now: datetime, *, keep_id: bool
) -> Stored:
    whole = _completed(mailbox, raw, now)
    if Mail(whole).sender not in mailbox.own_addresses():
        whole = set_header(whole, "From", _own_from(mailbox))
    if not keep_id:
        whole = set_header(whole, "Message-ID", mailbox.new_header_id())
    mail = Mail(whole)
    recipients = {address for _, address in mail.addresses("to", "cc", "bcc")}
    if not recipients:
        raise bad_request("Recipient address required")
    to_self = recipients & mailbox.own_addresses()
    stored = mailbox.add(mail, {"SENT", *(("INBOX", "UNREAD") if to_self else ())}, now, thread_id)
    mailbox.post(drop_headers(whole, lambda name: name == "bcc"), recipients, now)
    return stored


def _completed(mailbox: Mailbox, raw: bytes, now: datetime) -> bytes:
    return completed(raw, sender=_own_from(mailbox), now=now, message_id=mailbox.new_header_id())


def _own_from(mailbox: Mailbox) -> str:
    return formataddr((mailbox.name, mailbox.email))


def _check_thread(mailbox: Mailbox, thread_id: str | None) -> None:
    if thread_id is not None and thread_id not in mailbox.threads:
        raise bad_request("Invalid thread_id value")
