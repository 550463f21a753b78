# ruff: noqa: E501, RUF001  # patterns of real mail: its own dashes and quotes
"""Where a text names people: runs of capitals, judged word by word (pure).

A run of capitals ("Artistic Director Ottavio Bellini") holds a name where a title, a known first
name or an initial begins one; words of jobs, of the calendar and of everyday mail end it. A run of
unknown words alone is a name only on better evidence, which the caller has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.reading.kind.language import company_words, not_names, role_nouns
from service.reading.who import names
from service.reading.who.person_words import is_first_name, is_plain_word

_TOKEN = re.compile(
    rf"{names.TITLE}|{names.INITIAL}(?!\w)|(?:Ó|Ní|Mac) {names.WORD}|{names.WORD}"
    rf"|\b{names.PARTICLE}(?= (?:{names.PARTICLE} )?[{names.UP}])"
)
_LONGEST_NAME = 4
_SHORTEST_IN_CAPITALS = 4
"""Letters of a last name in capitals; shorter ones are mostly degrees and jobs (KC, MBA)."""
_TURNED = re.compile(
    rf"(?:^|(?<=[\t;:/|])|(?<=[:;|-] ))[ ]{{0,3}}(?P<last>{names.WORD}), (?P<first>{names.WORD})"
    r"(?=[ ]?(?:[;/|(\t]|$))",
    re.MULTILINE,
)
_LABEL_OF_PEOPLE = re.compile(
    r"(?:interviewer|panel(?:list)?|recruiter|manager|organi[sz]er|gesprächspartner)"
    r"(?:in|s|\(s\)|\(innen\))?:[ ]{0,3}$",
    re.IGNORECASE,
)
_BEFORE_PLACE = re.compile(
    r"(?:\b(?:at|in|from|near|via|on|of|(?<!ask )(?<!asking )(?<!look )for|bei|im|am|aus|chez|au|aux|dans|sur|à|in der|in het|bij|über|"
    r"your|our|the|this|unser\w*|notre|nuestr\w|onze?) |[#@/\d]|\d )$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\s(?:st|street|rd|road|ave|avenue|lane|ln|drive|dr|blvd|way)\b", re.IGNORECASE
)
_ENDS_IN_STREET = re.compile(r"\s(?:Rd|Ave|Blvd|Hwy|Pkwy)\.?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. `sure`: a title, a first name, an initial or the headers vouch for it."""

    name: str
    start: int
    end: int
    sure: bool


def find_mentions(text: str, known: frozenset[str], never: frozenset[str]) -> Iterator[Mention]:
    """The people whom `text` names, in order.

    `known` are words of names that the headers give, `never` words that name nobody here (the
    candidate's own name, the employer's); both folded by `str.casefold`.
    """
    turned = [each for each in _last_name_first(text) if not _words(each.name) & never]
    for each in turned:
        blank = "." * (each.end - each.start)
        text = text[: each.start] + blank + text[each.end :]
    found = [*turned, *_in_order(text, known, never)]
    yield from sorted(found, key=lambda mention: mention.start)


def _last_name_first(text: str) -> Iterator[Mention]:
    """Names that lists and forms turn around: "Nakamura, Reiko; OSEI, ADWOA"."""
    for match in _TURNED.finditer(text):
        first, last = match["first"], match["last"]
        labelled = _LABEL_OF_PEOPLE.search(text, 0, match.start("last"))
        if labelled or is_first_name(first.partition("-")[0].casefold()):
            parts = (part.title() if part.isupper() else part for part in (first, last))
            yield Mention(" ".join(parts), match.start("last"), match.end("first"), sure=True)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split())


def _in_order(text: str, known: frozenset[str], never: frozenset[str]) -> Iterator[Mention]:
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if run and text[run[-1].end() : token.start()] not in (" ", ""):
            yield from _in_run(text, run, known, never)
            run = []
        run.append(token)
    if run:
        yield from _in_run(text, run, known, never)


def _in_run(
    text: str, run: list[re.Match[str]], known: frozenset[str], never: frozenset[str]
) -> Iterator[Mention]:
    words = [token.group() for token in run]
    sort_of = {word: _sort(word, known, never) for word in set(words)}
    sorts = [sort_of[word] for word in words]
    for index, sort in enumerate(sorts):
        if sort == "also":
            follows = sorts[index + 1] if index + 1 < len(sorts) else ""
            sorts[index] = "first" if follows in ("other", "first", "known", "plain") else "no"
    for index in range(1, len(words)):
        sorts[index] = _in_capitals(words[index], sorts[index - 1]) or sorts[index]
        if words[index - 1].casefold() in _AT_TIMES_TITLES and sorts[index] in (*_FIRST, "other"):
            sorts[index - 1] = "title"
        if words[index - 1] == "y" and sorts[index] == "first":
            sorts[index - 1] = "no"  # "Raquel y Dani" are two, "Ortega y Gasset" is one
    at = 0
    while at < len(run):
        size = _length(sorts, at)
        follows = sorts[at + size] if at + size < len(run) else ""
        if size and follows != "company":
            mention = _mention(text, run[at : at + size], sorts[at : at + size])
            if mention:
                yield mention
        at += max(size, 1)


def _in_capitals(word: str, before: str) -> str | None:
    """What a word in capitals is behind another: a last name ("Claire DUBOIS"), or a degree."""
    if not word.isupper() or len(word) < 2 or re.fullmatch(names.INITIAL, word):
        return None
    low = word.casefold()
    ordinary = low in not_names() or low in role_nouns() or is_plain_word(low)
    long = len(word) >= _SHORTEST_IN_CAPITALS
    return "other" if long and before in ("first", "known") and not ordinary else "no"


def _sort(word: str, known: frozenset[str], never: frozenset[str]) -> str:
    """What a word of a run is to a name: title, initial, first, known, other, plain, particle."""
    for sort, pattern in _SORTS:
        if pattern.fullmatch(word):
            return sort
    bare = re.sub(r"['’]s$", "", word.strip(".,'’").casefold())
    if bare in never or bare in known:
        return "never" if bare in never else "known"
    firm = company_words()
    if bare in firm.after or bare in firm.trades or bare in firm.fronts:
        return "company"
    if bare in names.ALSO_NAMES:
        return "also"
    if bare in not_names() or bare in role_nouns() or _CAPITALS.match(word):
        return "no"
    if is_first_name(bare):
        return "first"
    return "plain" if is_plain_word(bare) else "other"


_SORTS = (
    ("title", re.compile(names.TITLE_WORD)),
    ("initial", re.compile(names.INITIAL)),
    ("particle", re.compile(names.PARTICLE)),
)
_CAPITALS = re.compile(r"[^\W\d_a-z]{3}")
_FIRST = ("first", "known", "initial")
_AT_TIMES_TITLES = frozenset(
    {
        "canon",
        "chef",
        "chief",
        "coach",
        "commissioner",
        "baroness",
        "baron",
        "dean",
        "lady",
        "lord",
        "matron",
        "mdm",
        "pr",
        "principal",
        "skipper",
        "whaea",
    }
)
"""What stands before a name like a title, but alone is a job or a plain word."""
_FAR = 20
"""Words after which a name that follows no longer belongs to the words before."""
_LATER = ("first", "known", "initial", "other", "plain", "company")


def _length(sorts: list[str], at: int) -> int:
    """How many words from `at` on are one name; 0 where none begins there."""
    size, titles = 0, 0
    while at + size < len(sorts) and sorts[at + size] == "title":
        size, titles = size + 1, titles + 1
    begin = at + size
    if begin >= len(sorts) or not (
        sorts[begin] in (*_FIRST, "other") or (titles and sorts[begin] == "plain")
    ):
        return 0
    if sorts[begin] == "other" and not titles and _named_later(sorts, begin):
        return 0
    count = 1
    while begin + count < len(sorts) and count < _LONGEST_NAME + 1:
        word = sorts[begin + count]
        if (
            word == "particle"
            and begin + count + 1 < len(sorts)
            and sorts[begin + count + 1] in _LATER
        ):
            count += 1
        elif (
            word not in _LATER
            or (word == "plain" and count > 1)
            or (word == "company" and count > 1)
        ):
            break
        else:
            count += 1
    return size + count


def _named_later(sorts: list[str], begin: int) -> bool:
    """Whether after unknown words a first name follows with a last name of its own, or a title."""
    for at in range(begin + 1, min(len(sorts), begin + _FAR)):
        if sorts[at] == "title":
            return True
        if sorts[at] in ("first", "initial"):
            return at + 1 < len(sorts) and sorts[at + 1] in (*_LATER, "particle")
        if sorts[at] not in ("other", "plain"):
            return False
    return False


def _is_street(text: str, name: str, end: int) -> bool:
    return bool(_ENDS_IN_STREET.search(name) or _STREET.match(text, end))


def _mention(text: str, run: list[re.Match[str]], sorts: list[str]) -> Mention | None:
    start, end = run[0].start(), run[-1].end()
    name = (
        re.sub(r"['’]s$", "", text[start:end]).strip(" .,'’")
        if sorts[-1] != "initial"
        else text[start:end]
    )
    name = names.without_degrees(name) if name.count(" ") > 1 else name
    parts = (
        part.title() if part.isupper() and len(part) >= _SHORTEST_IN_CAPITALS else part
        for part in name.split(" ")
    )
    name = " ".join(parts) if sorts[-1] != "initial" else name
    bare = [sort for sort in sorts if sort not in ("title", "particle")]
    if not bare or bare == ["initial"] or _is_street(text, name, end) or names.contracted(name):
        return None
    if len(bare) > 1 and "company" in bare and bare[0] not in ("first", "known", "initial"):
        return None
    sure = "title" in sorts or "known" in bare or (bare[0] in _FIRST)
    if (
        not sure or (len(bare) == 1 and "title" not in sorts and "known" not in bare)
    ) and _BEFORE_PLACE.search(text[max(0, start - 12) : start]):
        return None
    return Mention(name, start, start + len(name), sure)
