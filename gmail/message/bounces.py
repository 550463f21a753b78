"""Bounces: delivery status notifications (RFC 3464), and the plain-text ones of older systems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gmail.message.data import any_of, load

if TYPE_CHECKING:
    from gmail.message.automatic import Signals

_WORDS = load("automatic")["bounce"]
_SUBJECTS = tuple(_WORDS["subjects"])
_BODY = re.compile(any_of(_WORDS["bodies"]), re.IGNORECASE)
_DELAY = re.compile(
    r"delay|warning|\b(?:will|we) (?:continue|keep) (?:to )?(?:try|retry)|still trying"
    r"|not yet been delivered"
    r"|verzögert|retard[ée]|retras|vertraag",
    re.IGNORECASE,
)
_DAEMON = re.compile(
    r"(?:.*[._-])?(?:mailer[-_.]?daemon|postmaster|mail[-_.]?daemon|mdaemon|mailerdaemon"
    r"|bounces?|mail-delivery.*|delivery"
    r"|maildelivery|mmdf|uucp|smtp|mailadm.*|mail|mta|no-reply-bounce)\Z"
)
_DAEMON_NAME = re.compile(
    r"mail delivery|mailer[- ]?daemon|mail administrator|postmaster|delivery subsystem|mail system"
    r"|delivery system",
    re.IGNORECASE,
)
_STATUS_RECIPIENT = re.compile(
    r"^(?:Final|Original)-Recipient:[ \t]*(?:[\w-]+[ \t]*;)?[ \t]*<?([^\s<>;,]+@[^\s<>;,]+)",
    re.MULTILINE | re.IGNORECASE,
)
_STATUS_ACTION = re.compile(r"^Action:[ \t]*([\w-]+)", re.MULTILINE | re.IGNORECASE)
_EMAIL = re.compile(
    r"(?<![\w.+=-])[\w.+=/-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62}\.){1,8}[a-z]{2,24}\b", re.IGNORECASE
)
_RETURNED = re.compile(
    r"^[ \t>|]*-{2,}.{0,40}"
    r"(?:original|returned|copy|included|message|header|transcript|unsent).{0,60}$"
    r"|^[ \t>|]*Received: from |^[ \t>|]*(?:Return-Path|Message-ID): ?<|^-+ ?Below this line",
    re.MULTILINE | re.IGNORECASE,
)
_REACH = 4000
_MAX_FAILED = 50
_POSITIVE = frozenset(["delivered", "relayed", "expanded"])


def reason(signals: Signals) -> str | None:
    """The sign by which this is a bounce, in words; None if it is none."""
    if signals.report_type == "delivery-status" or signals.status:
        return _status_reason(signals)
    if signals.first("x-failed-recipients"):
        return "header X-Failed-Recipients"
    return _by_sender(signals) or _by_words(signals)


def _status_reason(signals: Signals) -> str | None:
    """A notice of success is a report too, and no bounce."""
    actions = {action.lower() for action in _STATUS_ACTION.findall(signals.status)}
    if actions and actions <= _POSITIVE:
        return None
    if actions and "failed" not in actions:
        return "delivery status report: delayed, not failed"
    return "delivery status report"


def _by_sender(signals: Signals) -> str | None:
    sender = signals.sender
    if sender is None:
        return None
    local = sender.email.partition("@")[0]
    if "daemon" in local and _DAEMON.match(local[:80]):
        return f"sender {local[:40]}"
    daemon = _DAEMON.match(local[:80]) or (sender.name and _DAEMON_NAME.search(sender.name[:200]))
    if daemon and (signals.topic.startswith(_SUBJECTS) or _speaks_of_failure(signals.text)):
        return f"sender {local[:40]}"
    return None


def _by_words(signals: Signals) -> str | None:
    """Systems that write under a person's or a product's name: subject and text must agree."""
    empty_path = signals.first("return-path") == "<>"
    subject = signals.topic.startswith(_SUBJECTS)
    if not (subject or empty_path):
        return None
    failure = _speaks_of_failure(signals.text)
    if subject and (empty_path or failure):
        return f'subject says "{signals.topic[:40]}"'
    return "empty Return-Path and the words of a failed delivery" if failure else None


def _speaks_of_failure(text: str) -> bool:
    return bool(_BODY.search(text[:_REACH]))


def failed_recipients(signals: Signals) -> tuple[str, ...]:
    """The addresses that could not be reached, lower-cased, without repetition.

    Empty for a delay: the message may still arrive.
    """
    if _is_delay(signals):
        return ()
    named = signals.first("x-failed-recipients")
    found = _EMAIL.findall(named[:5000]) or _status_recipients(signals.status[:100_000])
    if not found:
        head = signals.text[:_REACH]
        returned = _RETURNED.search(head)
        head = head[: returned.start()] if returned else head
        found = [address for address in _EMAIL.findall(head) if not _is_daemon(address)]
        found = _of_the_letter(found, signals.returned)
    return tuple(dict.fromkeys(address.lower().rstrip(".") for address in found))[:_MAX_FAILED]


def _is_delay(signals: Signals) -> bool:
    actions = {action.lower() for action in _STATUS_ACTION.findall(signals.status)}
    if actions:
        return "failed" not in actions
    return bool(_DELAY.search(f"{signals.subject[:200]}\n{signals.text[:1000]}"))


def _status_recipients(status: str) -> list[str]:
    """The recipients of a delivery status (RFC 3464) that were not reached for good."""
    found: list[str] = []
    for block in re.split(r"\n[ \t]*\n", status):
        action = _STATUS_ACTION.search(block)
        if action is None or action[1].lower() == "failed":
            found.extend(_STATUS_RECIPIENT.findall(block))
    return found


def _of_the_letter(found: list[str], returned: str) -> list[str]:
    """Of the addresses in the text, those the returned message was addressed to, if any are."""
    addressed = {address.lower() for address in _EMAIL.findall(returned)}
    matching = [address for address in found if address.lower() in addressed]
    return matching or found[:1] or sorted(addressed)


def _is_daemon(address: str) -> bool:
    return bool(_DAEMON.match(address.lower().partition("@")[0]))
