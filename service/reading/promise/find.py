"""The promise of a mail: by rules alone, or by a small fitted model where the encoder was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.reading.encoder.tags import Tagged
from service.reading.model import Kind, Promise
from service.reading.promise.likely import likeliest
from service.reading.promise.sentences import Spoken, said_in
from service.reading.when.day_order import day_comes_first
from service.reading.when.fold import fold, mask
from service.reading.when.lexicon import lexicon
from service.reading.when.scene import Anchor
from service.reading.when.zone_choice import zone_choice
from service.reading.zones import ZoneContext

_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """A promise, and where the clause that makes it stands in the text."""

    promise: Promise
    span: tuple[int, int]


def find_promise(
    text: str,
    *,
    sent: datetime,
    interview: date | None,
    language: str = "en",
    time_zone: str | None = None,
) -> Found | None:
    """The promise of `text` by rules of its words, or None.

    `sent` is the message's time, aware; days are those of its own offset, or of `time_zone` where
    one is given. `interview` is the day of the interview the message is about, if known: "within
    a week of your interview" counts from it. Of several promises the one about a decision wins,
    then the first.
    """
    spoken = _spoken(text, sent, interview, language, time_zone)
    fit = [each for each in spoken if each.promises and not each.is_the_talk]
    return _found(text, max(fit, key=lambda each: each.weight)) if fit else None


def likely_promise(
    text: str,
    tagged: Tagged,
    kind: Kind,
    *,
    sent: datetime,
    interview: date | None,
    language: str = "en",
) -> Found | None:
    """The same where the encoder has read the words and the mail's kind is known."""
    spoken = spans_spoken_of(text, sent, interview, language)
    best = likeliest(spoken, tagged, kind, english=language == "en")
    return _found(text, best) if best else None


def spans_spoken_of(
    text: str, sent: datetime, interview: date | None, language: str
) -> list[Spoken]:
    """All spans of days to come that a text names, for a model to choose from."""
    return _spoken(text, sent, interview, language, None, every=True)


def _spoken(
    text: str,
    sent: datetime,
    interview: date | None,
    language: str,
    time_zone: str | None,
    *,
    every: bool = False,
) -> list[Spoken]:
    text = text[:_LONGEST]
    words = lexicon(language)
    folded = mask(fold(text))
    day = (sent.astimezone(ZoneInfo(time_zone)) if time_zone else sent).date()
    context = ZoneContext(sent, time_zone, words.code, folded)
    choice = zone_choice(context, sender_zone_known=True)
    first = day_comes_first(folded, text, words, context, choice)
    return said_in(folded, text, words, Anchor(day, interview), day_first=first, every=every)


def _found(text: str, spoken: Spoken) -> Found:
    low, high = spoken.clause
    while low < high and text[low] in " \n,;:-·>":
        low += 1
    quote = text[low:high].strip()
    promise = Promise(first=spoken.span.first, last=spoken.span.last, quote=quote)
    return Found(promise, (low, low + len(quote)))
