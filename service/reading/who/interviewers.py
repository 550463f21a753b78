# ruff: noqa: E501, RUF001, SIM905  # patterns of real mail: its own dashes and quotes
"""Which of the people whom a text names will talk with the candidate, by their sentences (pure).

A sentence or a line of a list is judged as a whole: words of meeting before a name, verbs of taking
part behind it, a label or heading above it. Words of arranging, replacing or being away speak
against it. The words are data (meeting_words.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from service.reading.kind.language import role_nouns
from service.reading.kind.phrases import level
from service.reading.who.mentions import Mention

_ABBREVIATIONS = frozenset(
    "dr mr ms mrs mx st jr sr di ir lt no nr ca vs mag col sgt rev ing drs dra mme sra dhr ave mtra mtro prof capt"
    " mevr mlle dipl cllr hon lic z.b z.hd bzw inkl approx e.g i.e a.m p.m tel ext min dept".split()
)
_STOP = re.compile(r"([\w.]*)[.!?…][\"'”)]*\s+(?=[^a-z\s])")
_WRAPPED = 58
"""Characters from which on a line that ends without a stop is taken to go on in the next."""
_APART_LINES = 5
"""Lines below a heading such as "Previous schedule" that belong to it."""
_NEW = re.compile(r"[^\w]*(?:new|now|updated|revised|neu|neuer|nouve\w+|nuev\w+|nieuwe?)\b")
_LABEL = r"^[ \t>*•·_|-]*(?:{})[ \t]*(?::|\t|[–—-] |[ ]{{3,}}|$)"
_AWAY = r"^[^\w]*(?:{})\b[^\n]{{0,30}}$"
_JOB = r"(?:[ ]?\([^()\n]{1,90}\)|,[ ][^,.;\n]{2,70}?,|[ ][-–—][^,.;\n–—]{2,60}[-–—])?"
_GLUE = re.compile(
    r"(?:[ ]?\([^()\n]{1,60}\))?(?:,[^.;\n]{0,60}?)?[\s,;)]*(?:,|;|&|\+|/|\band\b|\bund\b|\bsowie\b|\bet\b|\by\b|\be\b"
    r"|\ben\b|\bplus\b|\bas well as\b)[\s,]*(?:(?:and|und|et|y|en|with|mit|de|of course|our|my|the|der|die|dem|den|le|la|el|ihre?|unsere?\w?"
    r"|sa|son|su|onze?|ons|frau|herr|seine?r?)[ ])*(?:[^.;()\n]{0,50}[ (])?"
)
_OUR = r"\b(?:my|our|mein\w*|unser\w*|ma|mon|notre|mi|nuestr\w|mijn|onze?)"
_OUR_COLLEAGUE = re.compile(rf"{_OUR} [\w-]+(?: [\w-]+)?\s$")
_LEADS_IN = re.compile(r"(?:w/|\b(?:with|mit|con|avec|met))\s*$")
_ASIDE = re.compile(r"[ ]?\(([^()]{2,70})\)|(?:,| [-–—|])[ ]([^,.;()]{2,60})")
_WHO = frozenset(
    "who he she they die der qui quien que our my unser unsere notre nuestro nuestra onze mgr vp svp evp cto ceo coo cfo"
    " cpo cmo hr hrbp eng dir swe pm em sre".split()
)
"""Words that begin what is said of a person beside the name, or stand for a job in it."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence or line: `start` to `end` of the text, under a heading or not."""

    start: int
    end: int
    headed: bool
    apart: bool


@dataclass(frozen=True)
class MeetingWords:
    """The patterns of one language, compiled."""

    before: re.Pattern[str]
    near: re.Pattern[str]
    after: re.Pattern[str]
    label: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    apart: re.Pattern[str]
    joins: re.Pattern[str]
    weak: re.Pattern[str]
    me: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention with what its sentence says: positive takes part, negative does not."""

    mention: Mention
    weight: float
    joins: bool
    line: tuple[int, int]
    doubt: float = 0.0
    """How far the words of the name themselves speak against one, in weight."""


def judged(text: str, mentions: list[Mention], language: str) -> list[Judged]:
    """The mentions with their weight; nothing is said of those that no word tells of."""
    low = level(text)
    words = [meeting_words(code) for code in dict.fromkeys((language, "en")) if code in _data()]
    units = list(_units(text, low, words))
    at = 0
    found: list[Judged] = []
    for mention in mentions:
        while at + 1 < len(units) and units[at].end <= mention.start:
            at += 1
        found.append(_judge(low, units[at], mention, words, mentions))
    return _listed(low, found)


def _listed(low: str, found: list[Judged]) -> list[Judged]:
    """The weights, shared among the names of one list: what is said of one is said of all."""
    shared = list(found)
    for order in (range(len(shared) - 1), range(len(shared) - 2, -1, -1)):
        for at in order:
            one, other = shared[at], shared[at + 1]
            if one.line != other.line or not joined(low[one.mention.end : other.mention.start]):
                continue
            best = max(one.weight, other.weight)
            for index in (at, at + 1):
                poor = shared[index]
                doubt = min(poor.doubt, 0.4) if " " in poor.mention.name else poor.doubt
                if poor.weight + poor.doubt >= 0.0 and poor.weight < best - doubt:
                    both = one.joins and other.joins
                    shared[index] = replace(poor, weight=best - doubt, joins=both)
    return shared


def joined(between: str) -> bool:
    """Whether what stands between two names makes them one enumeration; in lower case."""
    return len(between) <= 80 and _GLUE.fullmatch(between) is not None


def writer_takes_part(text: str, language: str) -> bool:
    """Whether the writer says that they are there too ("Frau Seidel und ich", "with me")."""
    low = level(text)
    codes = dict.fromkeys((language, "en"))
    return any(meeting_words(code).me.search(low) for code in codes if code in _data())


def asked_for(text: str, mention: Mention, language: str) -> bool:
    """Whether the candidate is to ask for this person on arrival, which tells a little."""
    left = level(text[max(0, mention.start - 40) : mention.start])
    codes = dict.fromkeys((language, "en"))
    return any(meeting_words(code).weak.search(left) for code in codes if code in _data())


def _judge(
    low: str, unit: _Unit, mention: Mention, words: list[MeetingWords], mentions: list[Mention]
) -> Judged:
    left = low[max(unit.start, mention.start - 220) : mention.start]
    right = low[mention.end : min(unit.end, mention.end + 140)]
    beside = _beside(low, unit, mention, mentions)
    weight = 1.5 if unit.headed else 0.0
    joins = False
    for each in words:
        weight += 1.0 if each.before.search(left) else 0.0
        weight += 0.9 if each.near.search(left[-60:]) else 0.0
        weight += 1.2 if each.after.match(right) else 0.0
        tail = left[-70:].rpartition(". ")[2]
        weight -= 2.5 if each.not_before.search(tail) else 0.0
        weight -= 2.5 if each.not_after.match(right) else 0.0
        joins = joins or bool(each.joins.search(right[:60]) or each.joins.search(left[-40:]))
    if unit.apart:
        weight -= 4.0
    doubt = 0.0
    if not mention.sure:
        doubt = _doubt(low, mention, beside=beside)
    return Judged(mention, weight - doubt, joins, (unit.start, unit.end), doubt)


def _doubt(low: str, mention: Mention, *, beside: bool) -> float:
    """How far an unknown word or two may be no name: what is said beside of a job tells."""
    if _job_beside(low, mention):
        return 0.2
    if " " in mention.name:
        return 1.2
    if _OUR_COLLEAGUE.search(low, max(0, mention.start - 34), mention.start):
        return 0.3
    return 0.9 if beside else 2.5


def _job_beside(low: str, mention: Mention) -> bool:
    aside = _ASIDE.match(low, mention.end)
    said = aside.group(1) or aside.group(2) if aside else ""
    words = re.findall(r"[^\W\d_]+", said)
    return bool(words) and (
        words[0] in _WHO or not role_nouns().isdisjoint(words) or not _WHO.isdisjoint(words[1:4])
    )


def _beside(low: str, unit: _Unit, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether a surer name stands in the same sentence, joined by a comma or "and"."""
    before = low[max(unit.start, mention.start - 34) : mention.start]
    joined = re.search(
        r"(?:&|\+|/|\band|\bund|\bet|\by|\ben|w/|\bwith|\bmit|\bcon|\bavec|\bmet)\s*$", before
    )
    others = any(
        other.sure and unit.start <= other.start < unit.end
        for other in mentions
        if other is not mention
    )
    return bool(joined) and (others or bool(_LEADS_IN.search(before)))


def _units(text: str, low: str, words: list[MeetingWords]) -> Iterator[_Unit]:
    """The sentences and lines of a text, with the headings they stand under."""
    lined = "".join(
        char if char in "\t\n" else plain for char, plain in zip(text, low, strict=True)
    )
    headed, apart = False, 0
    blank_since = 0
    position = 0
    lines = _logical_lines(text)
    for start, end in lines:
        line = lined[start:end]
        if not line.strip():
            blank_since += 1
            if blank_since > 1 or (headed and position > 0):
                headed = False
            continue
        labelled = any(each.label.search(line) for each in words)
        away = any(each.apart.search(line) for each in words) and len(line) < 60
        if away:
            apart, headed = _APART_LINES, False
        elif _NEW.match(line):
            apart = 0
        if labelled:
            headed, position = True, 0
            rest = re.sub(r"^[^:\t]*[:\t]", "", line).strip()
            position = 1 if rest else 0
        elif headed:
            indented = bool(re.match(r"[ \t]{3,}|[ \t]*[-–—*•·]", text[start:end]))
            if (
                re.match(r"[^\n:]{2,24}:(?:\s|$)|[^\n\t]{2,24}\t", line)
                or (position > 0 and blank_since)
                or (position > 6 and not indented)
            ):
                headed = False
            position += 1
        blank_since = 0
        yield from _sentences(text, start, end, headed=headed, apart=apart > 0)
        apart -= apart > 0


def _logical_lines(text: str) -> list[tuple[int, int]]:
    """Lines, wrapped ones put together."""
    lines: list[tuple[int, int]] = []
    last_start = 0
    for match in re.finditer(r"[^\n]*(?:\n|$)", text):
        if match.start() == match.end():
            break
        raw = match.group().rstrip("\n")
        begin = match.start()
        goes_on = (
            lines
            and _WRAPPED <= begin - 1 - last_start <= 100
            and raw.strip()
            and not re.match(r"[ \t]*(?:[-–—*•·>◦▪‣]|\d{1,2}[.):]|\([a-z]\))", raw)
            and not re.search(r"[.!?:]\s*$", text[lines[-1][0] : begin])
        )
        if goes_on:
            lines[-1] = (lines[-1][0], begin + len(raw))
        else:
            lines.append((begin, begin + len(raw)))
        last_start = begin
    return lines


def _sentences(text: str, start: int, end: int, *, headed: bool, apart: bool) -> Iterator[_Unit]:
    at = start
    for match in _STOP.finditer(text, start, end):
        word = match.group(1).lower()
        if word in _ABBREVIATIONS or len(word) == 1:
            continue
        yield _Unit(at, match.end(), headed, apart)
        at = match.end()
    if at < end:
        yield _Unit(at, end, headed, apart)


@cache
def meeting_words(code: str) -> MeetingWords:
    """The words of one language."""
    raw = _data()[code]

    def joined(key: str) -> str:
        return "|".join(line.strip() for line in raw[key].splitlines() if line.strip())

    def anywhere(key: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{joined(key)})(?!\w)")

    return MeetingWords(
        before=anywhere("before"),
        near=re.compile(rf"(?<!\w)(?:{joined('near')})(?!\w)[^.;:()]{{0,45}}$"),
        after=re.compile(rf"{_JOB},?[ ]?(?:{joined('after')})(?!\w)"),
        label=re.compile(_LABEL.format(joined("label"))),
        not_before=re.compile(rf"(?<!\w)(?:{joined('not_before')})(?!\w)[^.;]{{0,40}}$"),
        not_after=re.compile(rf"{_JOB},?[ ]?(?:{joined('not_after')})(?!\w)"),
        apart=re.compile(_AWAY.format(joined("apart"))),
        joins=anywhere("joins"),
        weak=re.compile(rf"(?<!\w)(?:{joined('weak')})[ ]?:?[ ]?$"),
        me=re.compile(rf"(?<!\w)(?:{joined('me')})", re.MULTILINE),
    )


@cache
def _data() -> dict[str, dict[str, str]]:
    file = resources.files("service.reading.who") / "meeting_words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
