"""Proofreading: what keeps a letter from being placed (pure).

It looks at the finished text alone, whoever worded it: our template, a person's own, or a language
model. No problem means that the letter may lie in Drafts without a second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.letters import clean
from service.letters.evidence import unproven
from service.letters.forbidden import forbidden_in
from service.letters.grammar import slips
from service.letters.known import known_text, masked, words_of
from service.letters.languages import language_of
from service.letters.languages.phrases import BANNED
from service.letters.material import candidate_name
from service.letters.model import Letter, LetterRequest
from service.letters.people import called
from service.letters.shape import BOUNDS, body_of, body_words, paragraphs
from service.letters.spelling import misspelled


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason not to place a letter. `rule` is its stable short name."""

    rule: str
    reason: str

    def __str__(self) -> str:
        return self.reason


def proofread(letter: Letter, request: LetterRequest) -> tuple[Problem, ...]:
    """Everything that must not be in this letter, or is missing from it."""
    checks = (_subject, _frame, _length, _wording, _slips, _right_letter, _spelling, _grammar)
    found = (Problem(rule, said) for check in checks for rule, said in check(letter, request))
    return tuple(dict.fromkeys((*found, *(Problem(*one) for one in unproven(letter, request)))))


Found = Iterator[tuple[str, str]]

_DOUBLED = re.compile(r"\b(\w+)[ \n]+\1\b", re.IGNORECASE)
_DOUBLED_RIGHTLY = {
    "en": frozenset({"had", "that"}),
    "de": frozenset({"der", "die", "das", "sie"}),
    "fr": frozenset({"nous", "vous"}),
}
_SLIP = re.compile(r" [,.;:?](?:\s|$)|[,;:]{2}|,\.|(?<!\.)\.\.(?!\.)|\(\s*\)|  | \n|\t")
_FRENCH_SPACE = re.compile(r" (?=[:;?])")
_START = re.compile(r"(?:^|[.?] )([^\W\d_]\S*)")


def _subject(letter: Letter, request: LetterRequest) -> Found:
    if not letter.subject.strip():
        yield "subject", "the subject is empty"
    if letter.subject != clean.subject(letter.subject):
        yield "subject", "the subject holds a line break, a hidden mark or too many characters"
    if not request.thread_subject and clean.PLACEHOLDER.search(letter.subject):
        yield "placeholder", "a placeholder is left in the subject"


def _frame(letter: Letter, request: LetterRequest) -> Found:
    parts = paragraphs(letter.text)
    if len(parts) < 3:
        yield "frame", "salutation, body and closing do not stand apart"
        return
    if not re.fullmatch(r"[^\n?]{1,160}[,:]", parts[0]):
        yield "salutation", "the letter does not begin with a salutation on a line of its own"
    lines = parts[-1].split("\n")
    named = candidate_name(request).casefold() in parts[-1].casefold()
    if len(lines) < 2 or not named or len(lines[0].split()) > 6:
        yield "closing", "the letter does not end with a closing line and the candidate's name"
    if re.search(r"\n\s*\n\s*\n", letter.text):
        yield "empty lines", "there is more than one empty line in a row"


def _length(letter: Letter, request: LetterRequest) -> Found:
    fewest, most = BOUNDS[request.stage]
    count = len(body_words(letter.text))
    if not fewest <= count <= most:
        yield "length", f"the letter has {count} words where {fewest} to {most} are right"


def _wording(letter: Letter, request: LetterRequest) -> Found:
    text = body_of(letter.text)
    if placeholder := clean.PLACEHOLDER.search(text):
        yield "placeholder", f"a placeholder is left: {placeholder[0][:40]!r}"
    if "!" in text or "¡" in text:
        yield "exclamation", "there is an exclamation mark"
    known = known_text(request).lower()
    lower = " ".join(text.lower().replace("\u2019", "'").split())
    for phrase in BANNED[language_of(request.language).code]:
        if phrase not in known and re.search(rf"\b{re.escape(phrase)}\b", lower):
            yield "phrase", f"the phrase {phrase!r} has no place in a letter"


def _slips(letter: Letter, request: LetterRequest) -> Found:
    text, code = body_of(letter.text), language_of(request.language).code
    known = known_text(request).lower()
    facts = words_of(known)
    for doubled in _DOUBLED.finditer(text):
        rightly = _DOUBLED_RIGHTLY.get(code, frozenset())
        if doubled[1].lower() not in rightly and doubled[0].lower() not in known:
            yield "doubled word", f"a word stands twice: {doubled[0]!r}"
    if _SLIP.search(_FRENCH_SPACE.sub("", text) if code == "fr" else text):
        yield "punctuation", "there is a slip in spacing or punctuation"
    for number, part in enumerate(paragraphs(letter.text)[1:-1]):
        if part[-1] not in '.?:"':
            yield "sentence", f"a paragraph ends without a full stop: {part[-30:]!r}"
        for start in filter(_low, _START.findall(part)):
            after_comma = code == "de" and number == 0 and part.startswith(start)
            if not after_comma and not facts.issuperset(words_of(start)):
                yield "sentence", f"a sentence begins in lower case: {start[:30]!r}"


def _low(word: str) -> bool:
    return word[0].islower()


def _right_letter(letter: Letter, request: LetterRequest) -> Found:
    parts = paragraphs(letter.text)
    who, company = called(request.recipient), clean.company(request.company)
    greeting = parts[0].casefold()
    if who.full and not any(n and n.casefold() in greeting for n in (who.last, who.first)):
        yield "interviewer", f"the salutation does not name {who.formal}"
    if company and company.casefold() not in body_of(letter.text).casefold():
        yield "company", f"the letter does not name {company}"
    own_subject = "" if request.thread_subject else letter.subject
    for name in forbidden_in(f"{own_subject}\n{letter.text}", request):
        yield "other application", f"the letter names {name}, which belongs to another application"


def _spelling(letter: Letter, request: LetterRequest) -> Found:
    known = words_of(known_text(request))
    for word in misspelled(body_of(letter.text), language_of(request.language).code, known):
        yield "spelling", f"{word!r} looks misspelled"


def _grammar(letter: Letter, request: LetterRequest) -> Found:
    if language_of(request.language).code == "en":
        for words, said in slips(masked(body_of(letter.text), request)):
            yield "grammar", f"{words!r} is a slip of grammar: {said}"
