"""The employer's own word on when they decide or answer (pure): DESIGN.md 8, `decision_by`.

A promise is a sentence in which the employer says that they will decide, answer or be in touch,
with a time. What the candidate is asked to do by a time is none; nor is when a meeting will be
arranged or a link sent: that says nothing of a decision. The days count from what the sentence
names: another date, the interview, else the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from service.reading.model import Promise
from service.reading.when.dates import DatePiece, Days, blank, find_dates
from service.reading.when.day_order import day_comes_first
from service.reading.when.fold import fold, mask
from service.reading.when.lexicon import Lexicon, lexicon
from service.reading.when.span_patterns import promise_data
from service.reading.when.spans_of_days import Anchor, DaySpan, find_spans
from service.reading.when.zone_choice import zone_choice
from service.reading.zones import ZoneContext

_LONGEST = 20_000
_MOST_DATES = 150
_SURE, _TOLD, _UNTOLD = 0.5, 4, -2
"""How sure a model must be of a promise; what its word for one weighs, and its silence."""
_KNOWN_WELL = frozenset({"en"})
"""Languages in which a model's silence tells something."""
_STOP = re.compile(
    r"(?:[!?]+|(?<!\d)\.+|(?<=\d)\.(?=\s+[^\d\s\x01]))(?=\s|$)(?<!\be\.g\.)(?<!\bapprox\.)"
    r"|\n[ >]*\n|\n(?=[ ]*[-·\d])"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A place in the text that a model takes for the words of a promise, and how surely."""

    start: int
    end: int
    score: float


def find_promise(
    text: str,
    *,
    sent: datetime,
    interview: date | None,
    language: str = "en",
    time_zone: str | None = None,
    told: Sequence[Told] | None = None,
) -> tuple[Promise, tuple[int, int]] | None:
    """The promise of `text` and the span of its sentence's clause in it, or None.

    `sent` is the message's time, aware; days are those of its own offset, or of `time_zone` where
    one is given. `interview` is the day of the interview the message is about, if known: "within
    a week of your interview" counts from it. `told` are the places that a model, where one was
    asked, takes for the words of a promise. Of several promises theirs win, then the one about a
    decision, then the first.
    """
    text = text[:_LONGEST]
    words = lexicon(language)
    folded = mask(fold(text))
    if not told and not _patterns(words.code)["answer"].search(folded):
        return None
    day = (sent.astimezone(ZoneInfo(time_zone)) if time_zone else sent).date()
    context = ZoneContext(sent, time_zone, words.code, folded)
    choice = zone_choice(context, sender_zone_known=True)
    first = day_comes_first(folded, text, words, context, choice)
    reader = _Reader(folded, text, words, Anchor(day, interview), day_first=first)
    found = [
        promise
        for start, end in _sentences(reader.blanked)
        for promise in reader.promises(start, end, told)
    ]
    return max(found, key=lambda each: each[2])[:2] if found else None


def _sentences(blanked: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _STOP.finditer(blanked):
        if match.end() - start > 12:
            yield start, match.end()
            start = match.end()
    if len(blanked) - start > 5:
        yield start, len(blanked)


class _Reader:
    """Reads the sentences of one text; dates are found once, for all of it."""

    def __init__(
        self, folded: str, original: str, words: Lexicon, anchor: Anchor, *, day_first: bool
    ) -> None:
        self._folded = folded
        self._original = original
        self._words = words
        self._anchor = anchor
        self._patterns = _patterns(words.code)
        days = Days(anchor.sent, day_first)
        self._dates: list[DatePiece] = find_dates(folded, original, words, days)[:_MOST_DATES]
        self.blanked = blank(folded, self._dates)

    def promises(
        self, start: int, end: int, told: Sequence[Told] | None
    ) -> Iterator[tuple[Promise, tuple[int, int], float]]:
        """(promise, span, weight) of the sentence at start..end."""
        sentence = self._folded[start:end]
        here = [place for place in told or () if place.start < end and place.end > start]
        if not here and not self._patterns["answer"].search(sentence):
            return
        sure = any(place.score >= _SURE for place in here)
        for span in self._spans(start, end, told=sure):
            low, high = self._clause(start, end, span.start, span.end)
            clause = self._folded[low:high]
            weight = float(self._weight(clause, sentence))
            if weight or not self._arranges(clause, sentence):
                asked = told is not None and self._words.code in _KNOWN_WELL
                weight += _said_of(span, here, asked=asked)
            if weight > 0 and span.last >= self._anchor.sent and not self._is_the_talk(span):
                while low < high and self._folded[low] in " \n,;:-·>":
                    low += 1
                quote = self._original[low:high].strip()
                promise = Promise(first=span.first, last=span.last, quote=quote)
                yield promise, (low, low + len(quote)), weight

    def _is_the_talk(self, span: DaySpan) -> bool:
        """Whether the day named is the interview's own ("your interview on March 10")."""
        return self._anchor.interview is not None and any(
            piece.day == self._anchor.interview and span.start <= piece.start < span.end
            for piece in self._dates
        )

    def _spans(self, start: int, end: int, *, told: bool = False) -> Iterator[DaySpan]:
        """The spans of days of a sentence. A decision on a talk to come is not due before it."""
        bounds = (start, end)
        anchor = self._anchor
        found = find_spans(self._folded, bounds, self._dates, self._words, anchor)
        decides = told or self._patterns["talk"].search(self._folded, start, end)
        if anchor.interview is None or not decides:
            yield from found
            return
        later = Anchor(anchor.interview, anchor.interview)
        moved = {
            s.start: s for s in find_spans(self._folded, bounds, self._dates, self._words, later)
        }
        for span in found:
            if span.last >= anchor.interview:
                yield span
            elif span.weekday:
                weeks = timedelta(weeks=(anchor.interview - span.last).days // 7 + 1)
                yield replace(
                    span, first=min(span.first, span.last) + weeks, last=span.last + weeks
                )
            else:
                yield moved.get(span.start, span)

    def _clause(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        """The clause around a time: cut where another one with its own subject begins."""
        low, high = start, end
        for match in self._patterns["clause"].finditer(self._folded, start, end):
            if match.end() <= first:
                low = match.end()
            elif match.start() >= last:
                high = match.start()
                break
        return low, high

    def _arranges(self, clause: str, sentence: str) -> bool:
        """Whether a call or a meeting is promised, and no word on the decision."""
        arranged = self._patterns["scheduling"].search(clause)
        return bool(arranged) and not self._patterns["talk"].search(sentence)

    def _weight(self, clause: str, sentence: str) -> int:
        """0: no promise; 3: the clause tells of telling; 2: of an answer; 1: its sentence does."""
        clause = self._patterns["aside"].sub(" ", clause)
        sentence = self._patterns["aside"].sub(" ", sentence)
        asks = self._patterns["ask"].search(clause)
        answers = self._patterns["answer"].search(clause)
        subject = self._patterns["subject"].search(clause)
        if self._patterns["scheduling"].search(clause) or self._patterns["never"].search(clause):
            return 0
        if asks and not (
            answers
            and subject
            and answers.start() != asks.start()
            and subject.start() < asks.start()
        ):
            return 0
        if self._patterns["inform"].search(clause) and self._patterns["subject"].search(sentence):
            return 3
        if answers and subject:
            return 2
        return 0 if self._patterns["ask"].search(sentence) or not subject else 1


def _said_of(span: DaySpan, here: Sequence[Told], *, asked: bool) -> float:
    """What a model's word on a span weighs: nothing where it was not asked, or is unsure."""
    scores = [place.score for place in here if place.start < span.end and place.end > span.start]
    if not scores:
        return _UNTOLD if asked else 0
    return _TOLD + max(scores) if max(scores) >= _SURE else 0


@cache
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    words = lexicon(code)

    def joined(key: str) -> re.Pattern[str]:
        entries: list[Any] = [e for data in promise_data(words) for e in data.get(key, ())]
        return re.compile(rf"(?<!\w)(?:{'|'.join(entries) or '(?!)'})")

    clauses = [data["clause_re"] for data in promise_data(words) if data.get("clause_re")]
    names = ("answer", "ask", "subject", "scheduling", "inform", "never", "talk", "aside")
    found = {name: joined(f"{name}_re") for name in names}
    return {**found, "clause": re.compile("|".join(clauses) or "(?!)")}
