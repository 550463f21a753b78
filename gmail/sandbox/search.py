"""Whether a message answers a search: the conditions of `query` against a mailbox.

Words match as whole words, in any case, as in Gmail; Gmail's own word forms and spelling help are
not imitated. Dates without a time mean midnight Pacific time (filtering guide of the API).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from gmail.sandbox.mailbox import SPAM_OR_TRASH, Mailbox, Stored
from gmail.sandbox.query import All, Any, Node, Not, Term, parse_query

PACIFIC = ZoneInfo("America/Los_Angeles")
_WORD = re.compile(r"\w+")
_AGE = re.compile(r"(\d+)([hdwmy])$", re.IGNORECASE)
_SIZE = re.compile(r"(\d+)([km]?)b?$", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+\.[^@\s]+")
_PEOPLE = {
    "from": ("from",),
    "to": ("to", "cc", "bcc"),
    "cc": ("cc",),
    "bcc": ("bcc",),
    "deliveredto": ("delivered-to",),
    "list": ("list-id",),
}
_FOLDERS = {"drafts": "draft", "bin": "trash", "junk": "spam", "chats": "chat"}
_STATES = {"read": ("UNREAD", False), "unread": ("UNREAD", True)}


def words(text: str) -> str:
    """The words of a text, folded, between single spaces, so that a phrase is a substring."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


class Search:
    """One search on one mailbox at one moment; `matches` tells of a message."""

    def __init__(self, mailbox: Mailbox, text: str, now: datetime) -> None:
        self.mailbox = mailbox
        self.now = now
        self.tree = parse_query(text)
        self.includes_hidden = _asks_for_hidden(self.tree)

    def matches(self, stored: Stored) -> bool:
        """Whether the message answers the search, spam and trash apart."""
        return self._holds(self.tree, stored)

    def _holds(self, node: Node, stored: Stored) -> bool:
        if isinstance(node, Not):
            return not self._holds(node.node, stored)
        if isinstance(node, All):
            return all(self._holds(below, stored) for below in node.nodes)
        if isinstance(node, Any):
            return any(self._holds(below, stored) for below in node.nodes)
        return self._term(node, stored)

    def _term(self, term: Term, stored: Stored) -> bool:
        matcher = _person if term.operator in _PEOPLE else _MATCHERS[term.operator]
        return matcher(self, term, stored)


def _person(search: Search, term: Term, stored: Stored) -> bool:
    headers = _PEOPLE[term.operator]
    if term.value.lower() == "me":
        found = {address for _, address in stored.mail.addresses(*headers)}
        return bool(found & search.mailbox.own_addresses())
    if _ADDRESS.fullmatch(term.value):
        found = {address for _, address in stored.mail.addresses(*headers)}
        return term.value.lower() in found
    people = _people_words(stored, headers)
    return any(not one.strip() or one in people for one in _spellings(term))


def _spellings(term: Term) -> list[str]:
    """A name as words, and where it holds a hyphen also joined: no-reply finds noreply too."""
    joined = "-" in term.value and "--" not in term.value and "." not in term.value
    found = [words(term.value)]
    return [*found, words(term.value.replace("-", ""))] if joined and not term.exact else found


def _text(_search: Search, term: Term, stored: Stored) -> bool:
    wanted = words(term.value)
    return not wanted.strip() or wanted in _all_words(stored)


def _subject(_search: Search, term: Term, stored: Stored) -> bool:
    return words(term.value) in words(stored.mail.subject)


def _label(search: Search, term: Term, stored: Stored) -> bool:
    name = _FOLDERS.get(term.value.lower(), term.value)
    return bool(search.mailbox.labels.named(name) & stored.labels)


def _in(search: Search, term: Term, stored: Stored) -> bool:
    if term.value.lower() == "anywhere":
        return True
    if term.value.lower() in {"archive", "archived"}:
        return not stored.labels & {"INBOX", "DRAFT", *SPAM_OR_TRASH}
    return _label(search, term, stored)


def _is(search: Search, term: Term, stored: Stored) -> bool:
    if state := _STATES.get(term.value.lower()):
        label, wanted = state
        return (label in stored.labels) is wanted
    return _label(search, term, stored)


def _category(_search: Search, term: Term, stored: Stored) -> bool:
    name = {"primary": "PERSONAL"}.get(term.value.lower(), term.value.upper())
    return f"CATEGORY_{name}" in stored.labels


def _has(_search: Search, term: Term, stored: Stored) -> bool:
    wanted = term.value.lower()
    own = {la for la in stored.labels if la.startswith("Label_")}
    checks = {
        "attachment": bool(stored.mail.filenames),
        "userlabels": bool(own),
        "nouserlabels": not own,
    }
    return checks.get(wanted, False)


def _filename(_search: Search, term: Term, stored: Stored) -> bool:
    return any(words(term.value) in words(name) for name in stored.mail.filenames)


def _message_id(_search: Search, term: Term, stored: Stored) -> bool:
    return stored.mail.message_id.strip("<>") == term.value.strip("<>")


def _after(_search: Search, term: Term, stored: Stored) -> bool:
    moment = None if term.exact else date_ms(term.value)
    return moment is not None and stored.date_ms >= moment


def _before(_search: Search, term: Term, stored: Stored) -> bool:
    moment = None if term.exact else date_ms(term.value)
    return moment is not None and stored.date_ms < moment


def _newer_than(search: Search, term: Term, stored: Stored) -> bool:
    age = _AGE.match(term.value)
    return age is not None and stored.date_ms >= _ms(search.now - _span(age))


def _older_than(search: Search, term: Term, stored: Stored) -> bool:
    age = _AGE.match(term.value)
    return age is not None and stored.date_ms < _ms(search.now - _span(age))


def _larger(_search: Search, term: Term, stored: Stored) -> bool:
    return len(stored.mail.raw) > _bytes(term.value)


def _smaller(_search: Search, term: Term, stored: Stored) -> bool:
    return len(stored.mail.raw) < _bytes(term.value)


_MATCHERS: dict[str, Callable[[Search, Term, Stored], bool]] = {
    "": _text,
    "subject": _subject,
    "label": _label,
    "in": _in,
    "is": _is,
    "category": _category,
    "has": _has,
    "filename": _filename,
    "rfc822msgid": _message_id,
    "after": _after,
    "newer": _after,
    "before": _before,
    "older": _before,
    "newer_than": _newer_than,
    "older_than": _older_than,
    "larger": _larger,
    "size": _larger,
    "smaller": _smaller,
}


def date_ms(text: str) -> int | None:
    """Epoch milliseconds of `after:`'s value: epoch seconds, or a date at midnight Pacific.

    Dates are tried as year, month, day, then month, day, year, then day, month, year; None (which
    no message answers) for anything else. As measured by the authors of `backlot` (PyPI).
    """
    text = text.rstrip("/.,:")
    if re.fullmatch(r"0*[1-9][0-9]{0,11}", text):
        return int(text) * 1000
    found = re.fullmatch(r"([0-9]+)([/-])([0-9]+)\2([0-9]+)", text)
    if found is None:
        return None
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    orders = ((first, second, third), (third, first, second), (third, second, first))
    return next((ms for order in orders if (ms := _midnight_ms(*order)) is not None), None)


def _midnight_ms(year: int, month: int, day: int) -> int | None:
    if 0 < year < 100:
        year += 2000
    try:
        return _ms(datetime(year, month, day, tzinfo=PACIFIC))
    except (ValueError, OverflowError):
        return None


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _span(age: re.Match[str]) -> relativedelta | timedelta:
    number, unit = int(age[1]), age[2].lower()
    if unit == "h":
        return timedelta(hours=number)
    if unit == "d":
        return timedelta(days=number)
    if unit == "w":
        return timedelta(weeks=number)
    return relativedelta(months=number) if unit == "m" else relativedelta(years=number)


def _bytes(text: str) -> int:
    found = _SIZE.match(text)
    if not found:
        return 0
    return int(found[1]) * {"": 1, "k": 1024, "m": 1024 * 1024}[found[2].lower()]


def _people_words(stored: Stored, headers: tuple[str, ...]) -> str:
    cache = stored.mail.word_cache
    key = "people:" + ",".join(headers)
    if key not in cache:
        people = stored.mail.addresses(*headers)
        cache[key] = " \0 ".join(words(part) for person in people for part in person)
    return cache[key]


def _all_words(stored: Stored) -> str:
    cache = stored.mail.word_cache
    if "all" not in cache:
        mail = stored.mail
        people = _people_words(stored, ("from", "to", "cc"))
        cache["all"] = "\0".join([words(mail.subject), words(mail.text), people])
    return cache["all"]


def _asks_for_hidden(node: Node) -> bool:
    if isinstance(node, Term):
        return node.operator in {"in", "label", "is"} and (
            node.value.lower() in {"anywhere", "trash", "spam", "bin", "junk"}
        )
    if isinstance(node, Not):
        return False
    return any(_asks_for_hidden(below) for below in node.nodes)
