# ruff: noqa: E501, RUF001  # patterns of real mail: its own dashes and quotes
"""The whole name of an employer that a mail also calls by a short one (pure).

"Maasgaard" is signed "Recruiter Maasgaard Ziekenhuis", "Halles Vertes" stands as "Les Halles Vertes":
a line of the signature, a part of the display name or the words right before a name complete it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.reading.kind.language import company_words, role_nouns
from service.reading.view import View
from service.reading.who import names
from service.reading.who.employers import is_office, name_words
from service.reading.who.person_words import is_first_name

_PIECES = re.compile(
    r"\s*[|•·–—/()<>\t]+\s*|\s+-\s+|, |(?<=[^\W\d_]{4})\. |\s+(?:at|@|bei|chez|bij)\s+|\s*~\s*"
)
_PART = r"(?:[^\W\d_a-z][\w&'’.-]*|&|of|de|du|des|del|la|les|le|van|der|für|am|im|and|und|et|y|en|for|the)"
_NAME = re.compile(rf"{_PART}(?: {_PART}){{1,6}}")
_OFFICE = re.compile(
    r"(?:l['’])?(?:recruit|recrut|équipe|equipo|team|\w*portal|bewerb|karriere|careers?|talent|hr|rh|rrhh|jobs?|staffing|hiring|people|personal|selec|nursing|education|human)\w*(?:-\w+)?$",
    re.IGNORECASE,
)
_MORE = r"(?: (?:(?:&|and|und|et|y|en|of) )?[^\W\d_a-z][\w'’-]+(?!\.\w))"
_FRONT = (
    r"(?<![\w-])(?P<front>[^\W\d_a-z][^\W\d_]{2,}) "
    r"(?P<small>(?:(?:de la|de|du|des|del|la|le|les|of|am|im|an der|zum|zur|van de|van|het|the) |d['’]|l['’])?)"
)
_LITTLE = frozenset(
    {"of", "de", "du", "des", "del", "der", "van", "für", "voor", "am", "im", "at", "and", "&"}
)
_LAST_LINES = 9
_ARTICLE = r"(?:Les|Le|La|L'|El|Los|Las|Het|De)"
_LONGEST = 7


def whole_name(view: View, name: str) -> str:
    """The longer form in which the mail's own edges give the name, else the name."""
    wanted = name_words(name)
    best = name
    for piece in _edges(view):
        words = name_words(piece)
        if len(words) <= len(name_words(best)) or len(words) > _LONGEST:
            continue
        if _holds(words, wanted) and not _is_person(piece):
            best = piece
    if best == name:
        best = _gone_on(view.prose[:6000], name)
    if (fronted := _fronted(view, best)) != best:
        return fronted
    if best == name:
        article = re.search(
            rf"(?<![\w.!?] )(?<!^)\b({_ARTICLE}) {re.escape(name)}\b", view.whole[:6000]
        )
        return f"{article.group(1)} {name}" if article else name
    return best


def _fronted(view: View, name: str) -> str:
    """The name with the word of a trade that stands before it ("Hotel Seeblick"), if one does."""
    sender = view.message.sender.name if view.message.sender else ""
    said = f"{sender}\n{view.whole[:6000]}"
    for match in re.finditer(rf"{_FRONT}{re.escape(name)}(?!\w)", said):
        if match["front"].lower() in company_words().fronts:
            return " ".join(f"{match['front']} {match['small'] or ''}{name}".split())
    return name


def _gone_on(text: str, name: str) -> str:
    """The name with the words that always follow it in the text ("Iron Range Credit Union")."""
    said = re.compile(rf"(?<![\w@./-]){re.escape(name)}(?![\w@]|\.\w)(?P<more>{_MORE}{{0,3}})")
    forms = {match["more"] for match in said.finditer(text)}
    said_more = forms.pop() if len(forms) == 1 else ""
    if any(word.lower() in role_nouns() for word in said_more.split()):
        return name  # "the Initech Data Engineer role"
    longer = _without_jobs(name + said_more)
    more = longer[len(name) :].split()
    known = company_words()
    asides = known.after | known.never | known.before | known.tools
    if any(_is_aside(word) or word.lower().strip(".,") in asides for word in more):
        return name
    return longer if longer.startswith(name) and not is_first_name("".join(more[:1])) else name


def _edges(view: View) -> Iterator[str]:
    """Parts of the signature's lines and of the display name that may be a company's name."""
    text = view.whole[: len(view.message.new_text) + 800]
    lines = [line.strip(" *_>") for line in text.splitlines() if line.strip()][-_LAST_LINES:]
    sender = view.message.sender
    if sender and (is_office(sender.email) or not names.plausible(sender.name)):
        lines.append(sender.name)
    for line in lines:
        if len(line) > 110:
            continue
        for piece in _PIECES.split(line):
            trimmed = _without_jobs(piece.strip(" .,;:!\"'"))
            if _NAME.fullmatch(trimmed):
                yield trimmed


def _without_jobs(piece: str) -> str:
    """The piece without jobs and offices before it and a team's word behind it."""
    words = piece.split()
    edges = company_words()
    last_job = max((at for at, word in enumerate(words[:-1]) if _is_aside(word)), default=-1)
    words = words[last_job + 1 :]
    while len(words) > 1 and (_is_aside(words[0]) or words[0].lower() in edges.before | _LITTLE):
        words.pop(0)
    while len(words) > 1 and (
        _OFFICE.match(words[-1]) or words[-1].lower().strip(".,") in edges.after
    ):
        words.pop()
    return " ".join(words)


def _is_aside(word: str) -> bool:
    return word.lower() in role_nouns() or _OFFICE.match(word) is not None


def _holds(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return bool(wanted) and any(
        words[at : at + size] == wanted for at in range(len(words) - size + 1)
    )


def _is_person(piece: str) -> bool:
    first = piece.partition(" ")[0]
    return bool(names.title_of(piece)) or (is_first_name(first) and piece.count(" ") == 1)
