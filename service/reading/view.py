"""What the reader looks at: one message, its words leveled once, its texts capped (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from gmail.message.addresses import is_no_reply
from gmail.message.model import Message
from service.reading.calendar import CalendarEvent, read_calendar
from service.reading.kind.glance import glance
from service.reading.kind.language import interview_words, language_of, languages
from service.reading.kind.phrases import level, matches
from service.reading.kind.words import words_of
from service.reading.markup import MarkupEvent, read_markup, read_struck
from service.reading.model import Evidence
from service.reading.systems import System, system_of
from service.reading.when import TimeMention, find_times

TEXT_LIMIT = 8_000
"""Characters of a body that are read: longer mail says what matters before."""
HUGE, HEAD_OF_HUGE = 40_000, 1_800
"""Characters of a text that no person writes, and how many of such a text are read."""

SHORT = 800
"""Characters up to which a mail counts as short: people say little of what both know."""
_TIMES_LIMIT = 8_000
SAID_LIMIT = 8_000
"""Characters of a body in which a person says the news of a talk."""
_SHORTEST_HISTORY = 60
"""Characters from which on quoted mail tells what its thread is about."""
QUOTE_MARKS = re.compile(r"^[> ]+", re.MULTILINE)
_PREFIX = re.compile(r"^\s*(?:\[[^\]]{1,40}\]\s*)?([a-zA-Z]{1,4})(?:\[\d+\])?\s?:\s*")
_LONG_WORD = re.compile(r"([^\s/:?=%]{80})[^\s/:?=%]+")
_FOOTER = re.compile(
    r"\n(?:-- ?\n|[^\n]{0,80}(?:unsubscribe|manage (?:your )?preferences"
    r"|you (?:are receiving|received) this|this (?:e-?mail|message)[^\n]{0,40}"
    r"(?:confidential|intended|sent to|was sent)"
    r"|privacy (?:policy|notice)|all rights reserved|equal opportunity employer|powered by"
    r"|abmelden|impressum|se désabonner|darse de baja|uitschrijven))",
    re.IGNORECASE,
)
_TELL_A_FOOTER = (
    "unsubscribe", "preferences", "you are receiving", "you received this", "confidential",
    "intended", "was sent", "sent to", "privacy", "all rights reserved", "powered by",
    "equal opportunity employer", "abmelden", "impressum", "se désabonner", "darse de baja",
    "uitschrijven", "--\n", "-- \n",
)  # fmt: skip
"""Of which every footer holds one: most mail has none, and `in` is many times faster."""


def without_long_words(text: str) -> str:
    """The text with every run of more than 80 characters without a break cut to 80.

    Patterns that try each character of a word would else take the square of its length.
    """
    return _LONG_WORD.sub(r"\1", text)


@dataclass(frozen=True)
class View:
    """A message as the reader sees it.

    `me` are the candidate's addresses, lower-case; `time_zone` is their IANA zone.
    """

    message: Message
    me: frozenset[str] = frozenset()
    time_zone: str | None = None

    @cached_property
    def events(self) -> tuple[CalendarEvent, ...]:
        """The events of the calendar parts."""
        return read_calendar(self.message.calendars, default_zone=self.time_zone)

    @cached_property
    def markup(self) -> tuple[MarkupEvent, ...]:
        """The events of the HTML's markup."""
        return read_markup(self.message.html)

    @cached_property
    def subject(self) -> str:
        """The subject without its reply and forward marks."""
        subject = self.message.subject[:500]
        marks = {mark for language in languages().values() for mark in language.reply_prefixes}
        while (match := _PREFIX.match(subject)) and match.group(1).lower() in marks:
            subject = subject[match.end() :]
        return subject.strip()

    @property
    def is_reply(self) -> bool:
        return bool(self.message.in_reply_to) or self.subject != self.message.subject.strip()

    @cached_property
    def body(self) -> str:
        """The new text, without the footer that a list or a lawyer set under it, capped."""
        text = self.message.new_text[: _limit(self.message.new_text)]
        low = text.lower()
        if not any(told in low for told in _TELL_A_FOOTER):
            return text
        footer = _FOOTER.search(text, min(200, len(text) // 2))
        return text[: footer.start()] if footer else text

    @cached_property
    def prose(self) -> str:
        """The new text, its overlong words cut: no name of anybody is that long."""
        return without_long_words(self.body)

    @cached_property
    def whole(self) -> str:
        """New text, signature and history together, capped, overlong words cut."""
        return without_long_words(self.message.text[: _limit(self.message.text)])

    @cached_property
    def mentions(self) -> tuple[TimeMention, ...]:
        """The times named in the new text."""
        return self.times_in(self.body[:_TIMES_LIMIT])

    @cached_property
    def loose_mentions(self) -> tuple[TimeMention, ...]:
        """The same with bare numbers taken for times ("come at 11")."""
        return self.times_in(self.body[:_TIMES_LIMIT], hints=())

    def hinted_mentions(self, hints: Sequence[tuple[int, int]]) -> tuple[TimeMention, ...]:
        """The same with whatever may be a day or a time in these places taken for one."""
        return self.times_in(self.body[:_TIMES_LIMIT], hints=hints)

    def times_in(
        self,
        text: str,
        *,
        hints: Sequence[tuple[int, int]] | None = None,
        sent: datetime | None = None,
    ) -> tuple[TimeMention, ...]:
        """The times named in a text of this message; `hints` as in find_times.

        `sent` is when the text was written, aware, where that is not when the message was.
        """
        message = self.message
        return find_times(
            text,
            reference=sent or message.date or message.received_at,
            default_zone=self.time_zone,
            language=self.language,
            sender_zone_known=self._sender_zone_known,
            struck=self._struck,
            hints=hints,
        )

    @property
    def _sender_zone_known(self) -> bool:
        """Machines date their mail in UTC, wherever the people are for whom they write."""
        sent = self.message.date
        if sent is None:
            return False
        sender = self.message.sender
        machine = self.system is not None or bool(sender and is_no_reply(sender.email))
        return not (machine and not sent.utcoffset())

    @cached_property
    def _struck(self) -> tuple[str, ...]:
        """What the HTML shows struck through: times that no longer hold."""
        return tuple(read_struck(self.message.html))

    @cached_property
    def low_subject(self) -> str:
        return level(self.subject)

    @cached_property
    def low_body(self) -> str:
        return level(self.body)

    @cached_property
    def quoted(self) -> str:
        """What stands under or around the new text: history, signature; leveled, capped.

        It tells what the mail is about, never what it says.
        """
        return level(self.history)

    @cached_property
    def history(self) -> str:
        """The same as it stands there."""
        text, new = self.message.text[: 2 * TEXT_LIMIT], self.message.new_text
        rest = text[len(new) :] if text.startswith(new) else text.replace(new, " ", 1)
        return rest[:4000]

    @property
    def quotes_mail(self) -> bool:
        """Whether it is a reply with enough under it to tell what its thread is about."""
        return self.is_reply and len(self.history.strip()) >= _SHORTEST_HISTORY

    @cached_property
    def below(self) -> View:
        """What is quoted or signed below, as a mail of nobody under the same subject."""
        text = QUOTE_MARKS.sub("", self.history)
        bare = replace(self.message, text=text, new_text=text, sender=None, html=None, calendars=())
        return View(bare, self.me, self.time_zone)

    @cached_property
    def calendar_text(self) -> str:
        """What the calendar's events say, leveled: summary, description, place."""
        said = (
            text
            for event in self.events[:3]
            for text in (event.summary, event.location, event.description)
            if text
        )
        return level(" . ".join(said)[:4000])

    @cached_property
    def language(self) -> str:
        return language_of(f"{self.low_subject} {self.low_body}")

    @cached_property
    def system(self) -> System | None:
        """The known system that sent the message, if one did."""
        return system_of(self.message.sender.email) if self.message.sender else None

    @property
    def is_huge(self) -> bool:
        """Whether no person writes so much anew; only its head is read. Threads may grow long."""
        return len(self.message.new_text) > HUGE

    @property
    def is_own(self) -> bool:
        return self.message.sender is not None and self.message.sender.email in self.me

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words of subject, new text and calendar."""
        body = self.low_body[:SAID_LIMIT]
        said = f"{body} . {self.calendar_text}" if self.calendar_text else body
        return words_of(self.low_subject, said)

    @property
    def may_concern_a_job(self) -> bool:
        """A cheap look by whole words.

        Whatever holds a calendar, markup or a word for an interview is read, and a short reply
        where the mail that it quotes would be.
        """
        if self.events or self.markup or glance().may_concern_a_job(self.words):
            return True
        return not self.words.isdisjoint(interview_words()) or self._answers_mail_about_a_job

    @property
    def _answers_mail_about_a_job(self) -> bool:
        if len(self.message.new_text) >= SHORT or not self.quotes_mail:
            return False
        return glance().may_concern_a_job(words_of("", self.below.low_body[:SAID_LIMIT]))

    def says(self, signal: str) -> bool:
        """Whether the new text shows a signal, in its own language or in English."""
        known, text = languages(), self.low_body[:SAID_LIMIT]
        return any(
            next(matches(known[code].signals.get(signal, ()), text), None)
            for code in dict.fromkeys((self.language, "en"))
        )

    def evidence(
        self, fact: str, quote: str, rule: str, score: float | None = None
    ) -> Evidence | None:
        """Evidence from the first part that holds the quote: text, subject, sender, calendar.

        The quote is what stands there, letter for letter; None where no part holds it.
        """
        quote = quote.strip()
        for part, text in self._parts():
            at = text.lower().find(quote.lower()) if quote else -1
            if at >= 0:
                end = at + len(quote)
                return Evidence(
                    fact=fact, part=part, quote=text[at:end], span=(at, end), rule=rule, score=score
                )
        return None

    def _parts(self) -> Iterator[tuple[str, str]]:
        message = self.message
        yield message.text_part, message.text[: 2 * TEXT_LIMIT]
        yield "subject", message.subject
        for name in ("from", "reply-to"):
            yield f"header:{name}", message.header(name) or ""
        for calendar in message.calendars[:3]:
            yield "text/calendar", calendar.text[: 2 * TEXT_LIMIT]


def _limit(text: str) -> int:
    return HEAD_OF_HUGE if len(text) > HUGE else TEXT_LIMIT
