"""What the model sees of a message: signals of the language files, structure, and words (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gmail.message.model import Automatic
from service.reading.kind.language import Language, languages, role_nouns
from service.reading.kind.phrases import matches
from service.reading.systems import Role, system_of
from service.reading.view import View
from service.reading.when import Cue

HEAD = 350
"""Characters of a body in which a mail mostly says what it is about."""
_SIGNAL_LIMIT = 8_000
_CLOCK = re.compile(
    r"\b(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d ?(?:am|pm|a\.m|p\.m|uhr|uur|h)?"
    r"|h\b| ?(?:am|pm|a\.m|p\.m|uhr|uur|o'clock))"
    r"|\b(?:at|@|um|om|a las|à) (?:1?\d|2[0-3])\b(?![/%$€])|\bnoon\b"
)
_DAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\.? \d{1,2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.)?"
    r" (?:jan|feb|m[aä]r|apr|ma[iyj]|jun|jul|aug|sep|o[ck]t|nov|de[cz])"
    r"|\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b|\btomorrow\b|\bmorgen\b|\bdemain\b|\bmañana\b"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|lundi|mardi|mercredi|jeudi|vendredi"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|maandag|dinsdag|woensdag|donderdag|vrijdag)\b"
)
_URL = re.compile(r"https?://([a-z0-9.-]{3,80})")
_NO_REPLY = re.compile(r"no-?_?\.?reply|donotreply|notification|automated|system@|mailer")
_CONTEXT = ("interview", "application", "to_candidate", "ask_times", "employer_side")
_SCHEDULING_WORDS = ("schedule", "booking", "availability", "calendar")


@dataclass(frozen=True, slots=True)
class Features:
    """`marks` weigh one each; of `words` the pieces weigh (see model.py)."""

    marks: frozenset[str]
    words: frozenset[str]
    quotes: dict[str, tuple[int, int]] = field(default_factory=dict, hash=False)
    """Where in the leveled body a signal was seen first."""

    def has(self, *names: str) -> bool:
        """Whether any of these signals was seen in the subject or the body."""
        return any(f"s:{name}" in self.marks or f"b:{name}" in self.marks for name in names)


def features_of(view: View) -> Features:
    """The features of a message: of its new text, subject and calendar, its form and its sender."""
    body = view.low_body[:_SIGNAL_LIMIT]
    if view.calendar_text:
        body = f"{body} . {view.calendar_text}"
    marks: set[str] = set()
    quotes: dict[str, tuple[int, int]] = {}
    for language in _languages(view):
        marks.update(_signals(language, view.low_subject, body, quotes))
        marks.update(_context(language, view.quoted))
    marks.update(_structure(view, body))
    return Features(frozenset(marks), view.words, quotes)


def _languages(view: View) -> Iterator[Language]:
    known = languages()
    yield known[view.language]
    if view.language != "en":
        yield known["en"]


def _signals(
    language: Language, subject: str, body: str, quotes: dict[str, tuple[int, int]]
) -> Iterator[str]:
    whole = f"{subject}\n{body}"
    for name, found in language.signals.items():
        likely = [phrase for phrase in found if phrase.may_match(whole)]
        if any(phrase.search(subject) for phrase in likely):
            yield f"s:{name}"
        hits = [match.span() for phrase in likely if (match := phrase.search(body))]
        if not hits:
            continue
        yield f"b:{name}"
        first = min(hits)
        quotes.setdefault(name, first)
        if first[0] < HEAD:
            yield f"h:{name}"
        if len(hits) > 1:
            yield f"b2:{name}"
        if len(hits) > 2:
            yield f"b3:{name}"


def _context(language: Language, quoted: str) -> Iterator[str]:
    """Signals of what the quoted history is about."""
    for name in _CONTEXT if quoted else ():
        if next(matches(language.signals.get(name, ()), quoted), None):
            yield f"q:{name}"


def method_of(view: View) -> str | None:
    """The calendar's METHOD, "CANCEL" too where its events' STATUS says so; None without events."""
    if not view.events:
        return None
    if all(event.is_cancelled for event in view.events):
        return "CANCEL"
    return view.events[0].method or "PUBLISH"


def _structure(view: View, body: str) -> Iterator[str]:
    clocks = len({match.group() for match in _CLOCK.finditer(body)})
    days = len({match.group() for match in _DAY.finditer(body)})
    yield f"clocks:{min(clocks, 4)}"
    yield f"days:{min(days, 4)}"
    if clocks and days:
        yield "dated"
    if _CLOCK.search(view.low_subject) or _DAY.search(view.low_subject):
        yield "s:dated"
    yield f"length:{min(len(body) // 300, 6)}"
    yield f"method:{method_of(view)}"
    if any(event.sequence for event in view.events):
        yield "sequence"
    yield f"language:{'en' if view.language == 'en' else 'other'}"
    if clocks:
        yield from _times(view)
    if any(word in role_nouns() for word in re.findall(r"[a-z]+", view.low_subject)):
        yield "s:role"
    if view.markup:
        yield "markup"
    if "?" in body:
        yield "question"
    yield from _sender(view)
    yield from _links(body)


def _links(body: str) -> Iterator[str]:
    roles = {s.role for host in set(_URL.findall(body)) if (s := system_of(host))}
    yield from (f"link:{role}" for role in roles)
    if any(word in match for match in _URL.findall(body) for word in _SCHEDULING_WORDS):
        yield f"link:{Role.SCHEDULING}"


def _times(view: View) -> Iterator[str]:
    """What the times named are said to be."""
    fixed = [m for m in view.mentions if m.has_time and m.has_date]
    yield f"times:{min(len({m.start for m in fixed}), 4)}"
    for cue in {m.cue for m in view.mentions if m.cue}:
        yield f"time:{cue}"
    moment = view.message.date or view.message.received_at
    if any(
        m.start > moment and m.cue in (None, Cue.INTERVIEW) and not m.approximate for m in fixed
    ):
        yield "time:coming"
    if any(m.labelled for m in fixed):
        yield "time:labelled"


def _sender(view: View) -> Iterator[str]:
    if view.is_reply:
        yield "reply"
    if view.message.automatic is Automatic.BULK:
        yield "bulk"
    sender = view.message.sender
    if sender is None:
        return
    yield f"sender:{view.system.role if view.system else 'own'}"
    if _NO_REPLY.search(sender.email):
        yield "sender:noreply"
