# ruff: noqa: E501, RUF001  # patterns of real mail: its own dashes and quotes
"""For which role: runs of words around a job's noun, and phrases that name one; they vote (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, islice

from service.reading.encoder.encoder import texts_of
from service.reading.encoder.tags import Tag, Tagged
from service.reading.kind.language import languages, role_words
from service.reading.kind.phrases import spaced
from service.reading.view import View
from service.reading.who import names
from service.reading.who.employers import company_key, role_key
from service.reading.who.likely_role import OF_TAG, Named, Source, likeliest
from service.reading.who.role_asides import whole_role
from service.reading.who.role_leads import led_in, whole_parts
from service.reading.who.role_runs import CAPITALS, Run, begins_a_job, runs
from service.reading.who.tagged_names import tagged_names

_PHRASE = r"(?P<role>[^\W\d_][\w/&+#'’-]*(?:[ ][\w/&+#'’(][\w/&+#'’)-]*){0,6}?)"
_END = r"(?=[ ]*(?:[.,;:!?\n()|<>\"”*\[\]]|[-–—@][ ]|$)|[ ](?:at|with|here|in|on|and|is|has|was|we|you|that|will|would|scheduled|held|to|as|be|are|have|had|can|if|which|who|please|this|bei|chez|en|bij|vom|am|le|wird|ist|hat|est|sera|será|wordt|staat|nous|und wir)\b)"
_NOISE = re.compile(
    r"\s*(?:[\[(][^\])]*(?:\d{3}|remote|hybrid|m/|w/|f/|h/|/d|/x|all genders|gn\b)[^\])]*[\])]?"
    r"|\b(?:req(?:uisition)?|job|ref(?:erence)?)\b\.?(?: ?(?:id|no|number|nr))?[ .:#-]*[A-Z]{0,4}[-_]?\d[\w-]*"
    r"|#\s?\d+|\b[A-Z]{1,4}-?\d{3,}[\w-]*|\b[A-Z]{1,5}(?:/\d{2,})+\b|\b\d{4,}\b|\((?:m|w|f|d|x|h|/|\*|:|div| )+\)|\b[mwfhd]/[mwfhd](?:/[mwfhdx])?\b)",
    re.IGNORECASE,
)
_OPEN_ASIDE = re.compile(r"[ ]?\([^()]*$")
"""What is cut off within an aside: "Technician (JR" """
_SHARE = re.compile(r"[ ,]+(?:\d{2,3}(?: ?[-–] ?\d{2,3})?|\d[.,]\d) ?(?:%|fte)?\s*$", re.IGNORECASE)
"""How much of a full week: "Comptable 80-100 %"."""
_BEFORE_TITLE = re.compile(
    r"\b(?:our|my|his|her|their|a fellow|hiring|the team's|i'm the|i am the)\s*$",
    re.IGNORECASE,
)
_APART = re.compile(r"([^\s,(|–-]+(?: [^\s,(|–-]+)?)\)?\s*[,(|–-]\s*$")
_AS_A_JOB = re.compile(
    r"(?<=[^\W\d_]{3})-(?:stelle|position|posten|functie|vacature)$", re.IGNORECASE
)
"""What German and Dutch put behind a job to make it a post: "Physiotherapeuten-Stelle"."""
_LED_IN = re.compile(
    r"^.*\b(?:about|for|as|regarding|on|to|interest in) (?:the|an?|our|your|this|that) (?=\S)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:role|position|job|title|stelle|poste|puesto|functie|vacature|vacancy|opening|for)\s*[:–-]\s*$",
    re.IGNORECASE,
)


_LEAST_TAGGED, _MOST_TAGGED = 0.3, 4
"""How likely a run must be to count, and how many do."""
_ENOUGH = 0.7
"""Votes that a role needs where the encoder was not asked."""
_SURE = 2.0
"""From this weight on a mail says that it is about the role, whatever its sender's own title."""


def role_of(
    view: View, text: str, company: str | None, tagged: Tagged | None = None
) -> tuple[str, str] | None:
    """The role with the quote that names it, or None where none is named well enough.

    Where the encoder was asked a small fitted model weighs what speaks for each name.
    """
    known = named(view, text, company, tagged)
    best = max(known, key=lambda one: one.votes, default=None)
    if tagged is not None:
        best = likeliest(view, text, known)
    elif best is not None and best.votes < _ENOUGH:
        best = None
    if best is not None and tagged is None:
        return whole_role(view, best.name, company, None), best.quote
    return (best.name, best.quote) if best else None


def named(view: View, text: str, company: str | None, tagged: Tagged | None) -> list[Named]:
    """All names that may be the role's."""
    own: dict[str, float] = {}
    forms: dict[str, tuple[str, str]] = {}
    heard: dict[str, list[tuple[Source, float]]] = {}
    for source, weight, raw in (*_tagged(view, tagged), *_candidates(view, text, company)):
        whole = source is Source.AS_TAGGED
        role = raw if whole else clean_role(raw)
        key = role_key(role)
        if not key or not _sound(role, company, sure=weight >= _SURE, whole=whole):
            continue
        own[key] = own.get(key, 0.0) + weight
        heard.setdefault(key, []).append((source, weight))
        forms.setdefault(key, (role, raw.strip()))
    votes = dict(own)
    _lend_to_longer(votes)
    found = [
        Named(key, role, quote, own[key], votes[key], tuple(heard[key]))
        for key, (role, quote) in forms.items()
    ]
    return [*found, *_with_asides(view, found, company, tagged)] if tagged else found


def _with_asides(
    view: View, known: list[Named], company: str | None, tagged: Tagged
) -> Iterator[Named]:
    """The names with what stands in brackets or behind a comma, where that may belong to them."""
    keys = {one.key for one in known}
    for one in known:
        whole = whole_role(view, one.name, company, tagged)
        key = role_key(whole)
        if key not in keys:
            keys.add(key)
            aside = (Source.ASIDE, _chance(view, tagged, whole, len(one.name)))
            yield replace(one, key=key, name=whole, heard=(*one.heard, aside))


def _chance(view: View, tagged: Tagged, whole: str, at: int) -> float:
    """How surely the words of a name behind its first `at` characters are tagged as a role."""
    best = 0.0
    pattern = re.compile(r"\s+".join(map(re.escape, whole.split())))
    for part, text in texts_of(view).items():
        for match in pattern.finditer(text):
            chance = tagged.chance(Tag.ROLE, part, match.start() + at, match.end())
            best = max(best, chance or 0.0)
    return best


def _tagged(view: View, tagged: Tagged | None) -> Iterator[tuple[Source, float, str]]:
    """What the encoder takes for the role, in any place."""
    if tagged is None:
        return
    found = tagged_names(view, tagged, Tag.ROLE, least=_LEAST_TAGGED, most=_MOST_TAGGED)
    for name, score in found:
        yield Source.TAG, OF_TAG * score, name
        whole = as_tagged(name)
        if role_key(whole) != role_key(clean_role(name)):
            yield Source.AS_TAGGED, OF_TAG * score, whole


def as_tagged(name: str) -> str:
    """A tagged name with all its words, an open bracket closed, but without numbers and marks."""
    closed = f"{name})" if name.count("(") > name.count(")") else name
    return " ".join(_NOISE.sub(" ", closed).split()).strip(" -–—|:,.;\"'“”*/")


def clean_role(raw: str) -> str:
    """The role without requisition numbers, gender marks and words around it."""
    role = _LED_IN.sub("", _SHARE.sub("", _NOISE.sub(" ", _OPEN_ASIDE.sub("", raw))))
    words = " ".join(role.split()).strip(" -–—|:,.;\"'“”*/").split()
    edges = role_words()
    while (
        len(words) > 1
        and words[0] not in CAPITALS
        and words[0].lower().strip(".,:") in edges.before
        and not (begins_a_job(words[0]) and words[1].lower() not in edges.before | edges.after)
    ):
        words.pop(0)
    while len(words) > 1 and words[-1].lower().strip(".,:") in edges.after:
        words.pop()
    return _AS_A_JOB.sub("", " ".join(words).strip(" -–—,"))


def _candidates(view: View, text: str, company: str | None) -> Iterator[tuple[Source, float, str]]:
    for run in runs(view.subject, view.language, in_subject=True):
        yield Source.SUBJECT, 2.0, run.text
    for run in islice(runs(text[:8000], view.language, in_subject=False), 40):
        if weight := _weight(text, run, company):
            yield Source.RUN, weight, run.text
    yield from _of_calendar(view)
    for pattern in chain.from_iterable(_patterns(c) for c in dict.fromkeys((view.language, "en"))):
        for match in [*pattern.finditer(view.subject), *list(pattern.finditer(text))[:6]]:
            yield Source.PHRASE, 1.0, match.group("role")
    for weight, words in led_in(view, text):
        yield Source.LED_IN, weight, words
    for weight, words in whole_parts(view):
        yield Source.WHOLE_PART, weight, words


def _of_calendar(view: View) -> Iterator[tuple[Source, float, str]]:
    for event in view.events[:2]:
        for run in runs(event.summary or "", view.language, in_subject=True):
            yield Source.CALENDAR, 1.5, run.text
        described = (event.description or "")[:2000]
        for run in islice(runs(described, view.language, in_subject=False), 8):
            yield Source.CALENDAR, 1.0, run.text


def _weight(text: str, run: Run, company: str | None) -> float:
    """What the words around a run in the text make of it: a role, or somebody's title."""
    before = text[max(0, run.start - 40) : run.start]
    after = text[run.end : run.end + 30].lower()
    if _LABEL.search(before):
        return 2.5
    edges = role_words()
    next_word = re.match(r"\W{0,3}([^\W\d_]+)", after)
    last = re.search(r"([^\W\d_]+)\W{0,3}$", before.lower())
    near = bool(next_word and next_word.group(1) in edges.follows)
    led = bool(last and last.group(1) in edges.leads)
    if not near and (_BEFORE_TITLE.search(before) or _of_somebody(text, run, before, company)):
        return 0.0
    alone = not before.rpartition("\n")[2].strip(" *>•·-") and re.match(
        r"[ *]*(?:\n|[-–·|(,]|$)", after
    )
    return 0.4 + 1.2 * near + 0.8 * led + 0.3 * run.text[:1].isupper() + 0.8 * bool(alone)


def _of_somebody(text: str, run: Run, before: str, company: str | None) -> bool:
    """Whether a name stands before: "Helen Abara, Finance Director", "Raj (Staff Engineer)".

    What stands before a comma or dash may also be a sort of interview or the employer. A line of
    its own is somebody's title only in the mail's second half, where signatures stand.
    """
    match = re.search(rf"({names.NAME})\s*[,(|–-]?\s*(?:the |our |a )?$", before)
    apart = _APART.search(before)
    words = [word.lower() for word in apart.group(1).split()] if apart else []
    if words and (words[-1] in role_words().after or _is_employer(apart, company)):
        return "|" in before[-3:] and run.start > len(text) / 2
    if match and names.plausible(match.group(1), single=True):
        own_line = before.rstrip(" *").endswith("\n")
        return not _is_employer(match, company) and (not own_line or run.start > len(text) / 2)
    return bool(apart and apart.group(1).split()[-1][:1].isupper())


def _is_employer(match: re.Match[str] | None, company: str | None) -> bool:
    said = company_key(match.group(1)) if match and company else ""
    return bool(said) and company_key(company).startswith(said)


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for line in languages()[code].role_patterns:
        before, _, after = line.partition("{r}")
        tail = rf"{spaced(after)}\b" if after else _END
        compiled.append(re.compile(rf"(?i:\b{spaced(before)}){_PHRASE}(?i:{tail})"))
    return tuple(compiled)


def _lend_to_longer(votes: dict[str, float]) -> None:
    """A short form ("engineer") lends its votes to a longer one that ends or begins with it."""
    for short in list(votes):
        for longer in votes:
            if longer != short and (longer.endswith(f" {short}") or longer.startswith(f"{short} ")):
                votes[longer] += 0.8 * votes[short]


def _sound(role: str, company: str | None, *, sure: bool, whole: bool) -> bool:
    words = [word.strip(".,'():").lower() for word in role.split()]
    edges = role_words()
    if not words or len(words) > 9 or not 2 <= len(role) <= 80:
        return False
    if company and company_key(role) == company_key(company):
        return False
    if whole:
        return True
    said = " ".join(words)
    first = role.split(maxsplit=1)[0]
    job = len(words) > 1 and begins_a_job(first)
    if first not in CAPITALS and words[0] in edges.never and not job:
        return False
    if said in edges.titles and not (sure and len(words) > 1):
        return False
    return not all(word in edges.before | edges.after | edges.never for word in words)
