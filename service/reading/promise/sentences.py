"""The spans of days that sentences name, with what the words around say of each (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from service.reading.when.dates import DatePiece, Days, blank, find_dates
from service.reading.when.lexicon import Lexicon, lexicon
from service.reading.when.scene import Anchor, DaySpan
from service.reading.when.span_patterns import promise_data
from service.reading.when.spans_of_days import find_spans
from service.reading.words_beside import words_around

_MOST_DATES = 150
_STOP = re.compile(
    r"(?:[!?]+|(?<!\d)\.+|(?<=\d)\.(?=\s+[^\d\s\x01]))(?=\s|$)(?<!\be\.g\.)(?<!\bapprox\.)"
    r"|\n[ >]*\n|\n(?=[ ]*[-·\d])"
)
SIGNS = ("answer", "ask", "subject", "scheduling", "inform", "never", "talk")
"""What a clause or sentence may show: each is a list of patterns in languages/dates_*.toml."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A span of days with what its clause and its sentence say.

    `weight` is the rules' word: 0 no promise, 3 the clause tells of telling, 2 of an answer, 1 its
    sentence does. `in_clause` and `in_sentence` are the SIGNS that show, `beside` the words around
    (words_beside.py). `sent` is the day of the message, `interview` that of the interview, if
    known; `shifted`: the days were counted from it.
    """

    span: DaySpan
    clause: tuple[int, int]
    weight: int
    arranges: bool
    is_the_talk: bool
    shifted: bool
    sent: date
    interview: date | None
    in_clause: frozenset[str] = field(default_factory=frozenset)
    in_sentence: frozenset[str] = field(default_factory=frozenset)
    beside: frozenset[str] = field(default_factory=frozenset)

    @property
    def promises(self) -> bool:
        """Whether the rules take it for a promise."""
        return self.weight > 0


def said_in(
    folded: str,
    original: str,
    words: Lexicon,
    anchor: Anchor,
    *,
    day_first: bool,
    every: bool,
) -> list[Spoken]:
    """The spans of days to come of a text, in order; unless `every`, those in sentences alone
    that speak of an answer.
    """
    if not every and not _patterns(words.code)["answer"].search(folded):
        return []
    reader = _Reader(folded, original, words, anchor, day_first=day_first)
    return [
        spoken
        for start, end in _sentences(reader.blanked)
        for spoken in reader.spoken(start, end, every=every)
    ]


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
        self._words = words
        self._anchor = anchor
        self._patterns = _patterns(words.code)
        self._known: dict[str, frozenset[str]] = {}
        self._weighed: dict[tuple[str, str], int] = {}
        days = Days(anchor.sent, day_first)
        self._dates: list[DatePiece] = find_dates(folded, original, words, days)[:_MOST_DATES]
        self.blanked = blank(folded, self._dates)

    def spoken(self, start: int, end: int, *, every: bool) -> Iterator[Spoken]:
        """The spans of the sentence at start..end."""
        sentence = self._folded[start:end]
        if not every and not self._patterns["answer"].search(sentence):
            return
        for span, shifted in self._spans(start, end, every=every):
            if span.last < self._anchor.sent:
                continue
            clause = self._clause(start, end, span.start, span.end)
            said = self._folded[slice(*clause)]
            yield Spoken(
                span=span,
                clause=clause,
                weight=self._weight(said, sentence),
                arranges=self._arranges(said, sentence),
                is_the_talk=self._is_the_talk(span),
                shifted=shifted,
                sent=self._anchor.sent,
                interview=self._anchor.interview,
                in_clause=self._signs(said) if every else frozenset(),
                in_sentence=self._signs(sentence) if every else frozenset(),
                beside=words_around(self._folded, span.start, span.end) if every else frozenset(),
            )

    def _signs(self, said: str) -> frozenset[str]:
        if said not in self._known:
            plain = self._patterns["aside"].sub(" ", said)
            shown = (name for name in SIGNS if self._patterns[name].search(plain))
            self._known[said] = frozenset(shown)
        return self._known[said]

    def _is_the_talk(self, span: DaySpan) -> bool:
        """Whether the day named is the interview's own ("your interview on March 10")."""
        return self._anchor.interview is not None and any(
            piece.day == self._anchor.interview and span.start <= piece.start < span.end
            for piece in self._dates
        )

    def _spans(self, start: int, end: int, *, every: bool) -> Iterator[tuple[DaySpan, bool]]:
        """The spans of days of a sentence, and whether they were counted from the interview.

        A decision on a talk to come is not due before it. With `every` all readings are given,
        also those that pass over the days named before.
        """
        bounds = (start, end)
        anchor = self._anchor
        read = (self._folded, bounds, self._dates, self._words)
        found = list(find_spans(*read, anchor, weak=every))
        decides = self._patterns["talk"].search(self._folded, start, end)
        if anchor.interview is None or not (decides or every):
            yield from ((span, False) for span in found)
            return
        later = Anchor(anchor.interview, anchor.interview)
        moved = {each.start: each for each in find_spans(*read, later, weak=every)}
        if every:
            alone = find_spans(self._folded, bounds, [], self._words, later)
            passed_over = {each.start: each for each in alone}
        for span in found:
            shifted = span
            if span.last < anchor.interview and span.weekday:
                weeks = timedelta(weeks=(anchor.interview - span.last).days // 7 + 1)
                first = min(span.first, span.last) + weeks
                shifted = replace(span, first=first, last=span.last + weeks)
            elif span.last < anchor.interview:
                shifted = moved.get(span.start, span)
            if every or shifted is span:
                yield span, False
            if shifted is not span:
                yield shifted, True
            other = passed_over.get(span.start) if every else None
            if other and other.end == span.end and other.last not in (span.last, shifted.last):
                yield other, True

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
        key = clause, sentence
        if key not in self._weighed:
            self._weighed[key] = self._weigh(*key)
        return self._weighed[key]

    def _weigh(self, clause: str, sentence: str) -> int:
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


@cache
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    words = lexicon(code)

    def joined(key: str) -> re.Pattern[str]:
        entries: list[Any] = [e for data in promise_data(words) for e in data.get(key, ())]
        return re.compile(rf"(?<!\w)(?:{'|'.join(entries) or '(?!)'})")

    clauses = [data["clause_re"] for data in promise_data(words) if data.get("clause_re")]
    found = {name: joined(f"{name}_re") for name in (*SIGNS, "aside")}
    return {**found, "clause": re.compile("|".join(clauses) or "(?!)")}
