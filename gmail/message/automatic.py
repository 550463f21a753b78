"""Whether a person wrote a message, by its headers first (RFC 3834 and common practice).

The order matters: a bounce may carry Auto-Submitted, an out-of-office note may carry
Precedence: bulk. "Auto-Submitted: auto-generated" alone is no reply: notices of scheduling and
tracking systems carry it, and so do List-Unsubscribe and Feedback-ID; whoever knows that such a
notice is about the reader's own affairs clears `bulk`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gmail.message import bounces
from gmail.message.data import load
from gmail.message.model import Address, Automatic, CalendarPart

_WORDS = load("automatic")
_SUBJECTS = tuple(_WORDS["auto_reply"]["subjects"])
_DECLARED = tuple(_WORDS["auto_reply"]["declared"])
_AWAY = tuple(_WORDS["auto_reply"]["away"])
_FUTURE = tuple(_WORDS["auto_reply"]["future"])
_SUBJECTS_AWAY = tuple(_WORDS["auto_reply"]["subjects_away"])
_HINTS = tuple(_WORDS["auto_reply"]["hints"])
_KEYS = tuple(_WORDS["auto_reply"]["keys"])
_DECORATION = re.compile(
    r"\A(?:\s*(?:(?:re|aw|sv|fwd?|wg)\s*:|\[[^\]]{1,60}\]|[*(]{1,5})){0,4}\s*", re.IGNORECASE
)
_CALENDAR_REPLIES = frozenset(["REPLY", "COUNTER", "DECLINECOUNTER"])
_BODY_REACH = 1500
_SHORT_NOTE = 800
_OPENING = 250
_REPLY_MARKS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "auto-replied",
    "x-auto-reply-from",
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What the decision rests on. `headers`: lower-cased names to decoded values.

    `report_type` is that of a multipart/report, else "" ("-" where it has none); `status` the text
    of its message/delivery-status part; `returned` the headers of the message that came back.
    """

    headers: Mapping[str, tuple[str, ...]]
    subject: str
    sender: Address | None
    text: str
    new_text: str = ""
    calendars: tuple[CalendarPart, ...] = ()
    report_type: str = ""
    status: str = ""
    returned: str = ""

    @property
    def topic(self) -> str:
        """The subject in lower case without "Re:", "[list]" and other decoration before it."""
        return _DECORATION.sub("", self.subject[:300], count=1).lower()

    def first(self, name: str) -> str:
        values = self.headers.get(name)
        return values[0].strip() if values else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The decision with its reason in words. `failed` are the addresses a bounce names."""

    automatic: Automatic | None = None
    reason: str | None = None
    failed: tuple[str, ...] = ()


def judge(signals: Signals) -> Judgement:
    """Which kind of automatic mail this is, if any, and by which sign."""
    reason = bounces.reason(signals)
    if reason:
        return Judgement(Automatic.BOUNCE, reason, bounces.failed_recipients(signals))
    for kind, find in (
        (Automatic.CALENDAR_REPLY, _calendar_reply),
        (Automatic.AUTO_REPLY, _auto_reply),
        (Automatic.BULK, _bulk),
    ):
        reason = find(signals)
        if reason:
            return Judgement(kind, reason)
    return Judgement()


def _calendar_reply(signals: Signals) -> str | None:
    """ "Accepted: ..." in a subject is not enough: people write that too."""
    for calendar in signals.calendars:
        if calendar.method in _CALENDAR_REPLIES:
            return f"calendar METHOD:{calendar.method}"
    return None


def _auto_reply(signals: Signals) -> str | None:
    submitted = signals.first("auto-submitted").lower()
    if submitted.startswith(("auto-replied", "auto-notified")):
        return f"Auto-Submitted: {submitted[:40]}"
    if signals.report_type == "disposition-notification":
        return "multipart/report of a disposition notification (read receipt)"
    return _reply_header(signals) or _away_wording(signals)


def _reply_header(signals: Signals) -> str | None:
    for name in _REPLY_MARKS:
        if signals.first(name).lower() not in ("", "no", "none", "false", "0"):
            return f"header {name}"
    precedence = signals.first("precedence").lower()
    if precedence in ("auto_reply", "auto-reply"):
        return f"Precedence: {precedence}"
    if signals.first("x-precedence").lower() == "auto_reply":
        return "X-Precedence: auto_reply"
    if signals.first("delivered-to").lower() == "autoresponder":
        return "Delivered-To: Autoresponder"
    if signals.first("x-ms-exchange-inbox-rules-loop") and signals.first(
        "x-auto-response-suppress"
    ):
        return "X-MS-Exchange-Inbox-Rules-Loop with X-Auto-Response-Suppress"
    if signals.first("x-mailer").lower().startswith(("vacation", "vacation_msg")):
        return "X-Mailer: vacation"
    return None


def _away_wording(signals: Signals) -> str | None:
    """Out-of-office words where the headers are silent: the subject, or the text's beginning."""
    if _from_list(signals):
        return None
    if signals.topic.startswith(_SUBJECTS):
        return f'subject says "{signals.topic[:40]}"'
    lowered = signals.new_text[:_BODY_REACH].lower()
    machine = signals.first("auto-submitted").lower() not in ("", "no") or _empty_path(signals)
    if not machine and not any(key in lowered for key in _KEYS):
        return None
    lowered = " ".join(lowered.replace("\u2019", "'").split())
    phrase = _first_of(_DECLARED, lowered)
    if not phrase and (machine or signals.topic.startswith(_SUBJECTS_AWAY)):
        phrase = _first_of(_AWAY + _FUTURE + _HINTS, lowered)
    return f'text says "{phrase}"' if phrase else _spoken(signals, lowered)


def _spoken(signals: Signals, lowered: str) -> str | None:
    """A short text without a question that opens with an absence and speaks of the meantime.

    "I will be out of the office" alone is an announcement; as an answer it is an automatic one.
    """
    if "?" in lowered or len(signals.new_text) >= _SHORT_NOTE:
        return None
    answers = signals.first("in-reply-to") or signals.subject[:3].lower() == "re:"
    away = _first_of(_AWAY + _FUTURE if answers else _AWAY, lowered[:_OPENING])
    hint = _first_of(_HINTS, lowered.replace(away, "")) if away else ""
    return f'text says "{away}" and "{hint}"' if away and hint else None


def _first_of(phrases: tuple[str, ...], text: str) -> str:
    return next((phrase for phrase in phrases if phrase in text), "")


def _empty_path(signals: Signals) -> bool:
    return signals.first("return-path") == "<>"


def _from_list(signals: Signals) -> bool:
    return bool(signals.first("list-id") or signals.first("list-post"))


def _bulk(signals: Signals) -> str | None:
    for name in ("list-id", "list-unsubscribe", "list-post", "feedback-id", "x-campaign-id"):
        if signals.first(name):
            return f"header {name}"
    for name in ("precedence", "x-precedence"):
        value = signals.first(name).lower()
        if value in ("bulk", "list", "junk"):
            return f"{name}: {value}"
    return None
