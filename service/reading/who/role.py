"""For which role: phrases of the language files, subjects, labels; cleaned (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from service.reading.kind.language import languages
from service.reading.kind.phrases import spaced
from service.reading.view import View
from service.reading.who.employers import company_key, role_key

_END = (
    r"(?=\s+(?:role|position|job|opening|vacancy|post|opportunity|at|with|here|in our|within|interview|"
    r"on|that|which|who|is|has|was|for|we|you|and (?:we|our|the|i|would|are|wanted|for|to|your|will|have)|as|to|bei|chez|en|bij|"
    r"am|le|el|op|um|mit|avec|con|met|from|team|based|located|has|have|starting|reporting|when|so|but|this|next|today|tomorrow)\b"
    r"|\s*[.,;:!?\n()|<>\"”*\[\]]|\s+[-–—@]|\s*$)"
)
_ROLE = rf"[\"“*]*(?P<role>[^\W\d_][\w/&+#.'’,-]*(?:[ /](?:&|[\w(][\w/&+#.'’)-]*)){{0,8}}?,?)[\"”*]*{_END}"
_NOISE = re.compile(
    r"\s*(?:[\[(#][^\])]*(?:\d|remote|hybrid|m/w|w/m|f/m|m/f|h/f|f/h|all genders|gn|contract|full|part|x\b)[^\])]*[\])]?"
    r"|\b(?:req(?:uisition)?|job|id|ref(?:erence)?)\b[ .:#-]*[A-Z]{0,4}-?_?\d[\w-]*|#\s?\d+|\bR-?\d{3,}\b|\b[A-Z]{1,4}-?\d{4,}\b|\bJR\d+"
    r"|\b\d{4,}\b|\((?:m|w|f|d|x|h|/|\*|:|div)+\))",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"^(?:the|an?|our|your|my|new|open|this|that|following|position of|role of|post of|de|als|a|of|as|for|exciting|current|advertised)\s+|"
    r"\s+(?:role|position|job|opening|vacancy|post|opportunity|interview|application|with|at|in|on|for|and|the|stelle|team|candidate|candidates)$",
    re.IGNORECASE,
)
_NOT_ROLES = frozenset(
    """
    interview interviews phone call screen screening video technical final first second round next step
    steps position role job time application your you us our the team company process opportunity
    this that candidate candidates update status date details confirmation invitation availability
    schedule meeting chat conversation onsite on-site panel virtual initial hr recruiter manager
    hiring offer letter assessment test more it discussion review consideration employment work
    reminder question questions week today tomorrow interest start future other another any open
    """.split()
)
_SPLIT = re.compile(
    r"\s+[-–—|/:@•·]+\s+|\s*[:|()\[\]]\s*|,\s+|\s+(?:at|with|for|bei|chez|bij|en|@|x|<>)\s+"
)


def role_of(view: View, text: str, company: str | None) -> tuple[str, str] | None:
    """The role with the quote that names it, or None. Subject and text vote; a job's noun counts."""
    votes: dict[str, float] = {}
    first: dict[str, tuple[str, str]] = {}
    for weight, raw, quote in _candidates(view, text):
        role = clean_role(raw)
        key = role_key(role)
        if not role or not key or key in company_key(company) or not _sound(role, company):
            continue
        votes[key] = votes.get(key, 0.0) + weight + (2.0 if _has_noun(role, view.language) else 0.0)
        first.setdefault(key, (role, quote))
    if not votes:
        return None
    best = max(votes, key=lambda key: (votes[key], len(key)))
    return first[best] if votes[best] >= 2 else None


def clean_role(raw: str) -> str:
    """The role without requisition numbers, gender marks and words around it."""
    role = _NOISE.sub(" ", raw)
    role = " ".join(role.split()).strip(" -–—|:,.;\"'“”*")
    while (shorter := _EDGE.sub("", role).strip(" -–—,")) != role:
        role = shorter
    return role


def _candidates(view: View, text: str) -> Iterator[tuple[float, str, str]]:
    for code in dict.fromkeys((view.language, "en")):
        for pattern in _patterns(code):
            for match in pattern.finditer(view.subject):
                yield 1.5, match.group("role"), match.group("role")
            for match in pattern.finditer(text):
                yield 1.0, match.group("role"), match.group("role")
    for piece in _SPLIT.split(view.subject):
        if _has_noun(clean_role(piece), view.language):
            yield 0.7, piece, piece


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for line in languages()[code].role_patterns:
        before, _, after = line.partition("{r}")
        expression = rf"(?:\b{spaced(before)})"
        tail = spaced(after)
        end = rf"[\"”*]*{tail}\b" if tail else ""
        role = _ROLE if not tail else _ROLE.removesuffix(_END)
        compiled.append(re.compile(f"{expression}{role}{end}", re.IGNORECASE))
    return tuple(compiled)


def _has_noun(role: str, language: str) -> bool:
    known = languages()
    words = re.findall(r"[\w-]+", role.lower())
    nouns = known["en"].role_nouns | known[language].role_nouns
    return any(word in nouns for word in words)


def _sound(role: str, company: str | None) -> bool:
    words = [word.strip(".,'").lower() for word in role.split()]
    if not words or len(words) > 9 or len(role) < 2 or len(role) > 80:
        return False
    if company and company_key(role) == company_key(company):
        return False
    return not all(word in _NOT_ROLES for word in words) and not re.fullmatch(r"[\d\W]+", role)
