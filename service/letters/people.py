"""Names of people: what they are called, never what they might be (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nameparser import HumanName

from service.letters import clean
from service.letters.model import Correspondent

_NOT_A_PERSON = re.compile(
    r"\b(?:teams?|recruiting|recruitment|talent|hr|human resources|careers?|jobs?|hiring|"
    r"people ops|no-?reply|notifications?|personal(?:abteilung)?|bewerbung\w*|recrutement|"
    r"rrhh|selecci[oó]n|werving)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?P<title>(?:(?:Dr|Prof|Professor|Mrs?|Ms|Mx|Miss|Herr|Frau|Mme|Sra?|Dra|Ing|Dipl\.-Ing)"
    r"\b\.?\s+)+)(?=\w)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*[(\[].*|\s+(?:via|from|at|@|von|chez|bei|bij)\s.*|\s+-\s.*", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*<[^<>]*@[^<>]*>")
_DEGREE = re.compile(r"(?:ph\.?\s?d|md|mba|msc|jr|sr|i{2,3}|iv|esq)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Called:
    """What a person is called. All empty where no name of a person is known."""

    full: str = ""
    first: str = ""
    last: str = ""
    title: str = ""

    @property
    def formal(self) -> str:
        """ "Dr. Roe" where a title is known, else the whole name."""
        return f"{self.title} {self.last or self.full}" if self.title else self.full


def called(person: Correspondent) -> Called:
    """The names of a correspondent, made safe. A mailbox of a team is nobody."""
    bare = clean.phrase(_written(person.name), words=9, characters=70)
    found = _TITLE.match(bare)
    title = clean.phrase(person.title, words=3, characters=20) or (found["title"] if found else "")
    name = _ordered(bare[found.end() :] if found else bare)
    if not name or _NOT_A_PERSON.search(name) or any(map(str.isdigit, name)):
        return Called()
    if name == name.swapcase():  # a script without capitals keeps its own order of names
        return Called(full=name, last=name, title=_dotted(title))
    parsed = HumanName(_cased(name))
    full = " ".join(str(parsed).replace(",", " ").split()) or name
    return Called(
        full=clean.phrase(full, words=8, characters=60),
        first=clean.phrase(person.signs_as, words=2, characters=30),
        last=str(parsed.last) or full.split()[-1],
        title=_dotted(title),
    )


def _written(name: str) -> str:
    """The name's first line without an address behind it; "" where it holds markup."""
    first = next((line for line in name[:1000].splitlines() if line.strip()), "")
    bare = _AFTER.sub("", clean.visible(_ADDRESS.sub("", first)))
    return "" if re.search(r"[<>{}]", bare) else bare


def _ordered(name: str) -> str:
    """ "Roe, Jane" as "Jane Roe"; "Jane Roe, PhD" as "Jane Roe"."""
    parts = [part.strip() for part in name.split(",")]
    named = [part for part in parts if part and not _DEGREE.fullmatch(part)]
    if len(named) == 2:
        return f"{named[1]} {named[0]}"
    return named[0] if named else ""


def _cased(name: str) -> str:
    """JANE ROE and jane roe as Jane Roe; any other case is the person's own."""
    if not (name.isupper() or name.islower()):
        return name
    parsed = HumanName(name)
    parsed.capitalize(force=True)
    return str(parsed)


def _dotted(title: str) -> str:
    """A title as it was used; the dot that cleaning took from its end is given back."""
    title = title.strip()
    return f"{title}." if re.search(r"\b(?:Dr|Prof|Mrs?|Ms|Mx|Sra?|Dra|Ing)$", title) else title
