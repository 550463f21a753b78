# ruff: noqa: RUF001  # patterns of real mail: its own dashes and quotes
"""People's names as mail writes them: found in a text, read from an address, compared (pure)."""

from __future__ import annotations

import re

from service.reading.kind.language import not_names

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĘĚĞĢĪĮİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_WORD = rf"(?:(?:O'|O’|Mc|Mac|d'|d’|L'|al-|Al-)?[{_UP}][\w'’]+(?:-[{_UP}]?[\w'’]+)*)"
_INITIAL = rf"[{_UP}]\."
_PARTICLE = r"(?:van|von|de|der|den|da|del|della|di|du|la|le|bin|al|el|ten|ter|y|zu|dos|st\.)"
TITLE = (
    r"(?:(?:Prof(?:essor)?\.?|Dr\.?|Dra\.?|Mrs?\.?|Ms\.?|Mx\.?|Miss|Sir|Dame|Herr|Herrn|Frau"
    r"|Mme|M\.|Mlle|Sra?\.|Hr\.|Mevr\.|Mevrouw|mevrouw|Meneer|meneer|Dhr\.|Señora?|Madame|Monsieur|Dipl\.-Ing\.|Ing\.|Rev\.|Judge)(?=\s))"
)
NAME = (
    rf"(?:{TITLE}\s+){{0,3}}(?:{_WORD}|{_INITIAL})"
    rf"(?:[ ](?:{_PARTICLE}[ ]){{0,2}}(?:{_WORD}|{_INITIAL})){{0,3}}"
)
"""A run of capitalised words that may be a name; `plausible` says whether it is one."""

_TITLES = re.compile(rf"^(?:{TITLE}\s*)+")
_STATED = re.compile(
    r"^(?:Herrn?|Frau|Mme|M\.|Mlle|Madame|Monsieur|Mevr\.|Dhr\.|Hr\.|[mM]evrouw|[mM]eneer)\s+"
)
_CONTRACTED = re.compile(r"(?:I|You|We|They|He|She|It|That|There)['’]", re.IGNORECASE)
_ALSO_NAMES = frozenset({"jun", "jan", "april", "may", "june", "august", "mark", "will", "grant"})
"""Words of other sorts that are first names as well, where a last name follows."""
_ACADEMIC = re.compile(r"\b(?:Prof|Dr|Dra)\b")


def clean_name(name: str) -> str:
    """The name in one line, without quotes, role in brackets or a tail such as "via Greenhouse"."""
    name = re.sub(r"\s*[(\[|].*$", "", " ".join(name.replace('"', "").split()))
    name = re.sub(r"\s+(?:via|at|from|@|-|–|—)\s.*$", "", name, flags=re.IGNORECASE)
    if re.fullmatch(rf"{_WORD}, {_WORD}(?: {_INITIAL})?", name):
        last, _, first = name.partition(", ")
        name = f"{first} {last}"
    return name.strip(" ,;:.'") if not re.search(r"\b[A-Z]\.$", name) else name.strip(" ,;:'")


def title_of(name: str) -> str | None:
    """The title with which a name is given ("Prof. Dr."), or None."""
    match = _TITLES.match(name)
    return match.group().strip() if match else None


def without_title(name: str) -> str:
    return _TITLES.sub("", name).strip()


def plain_form(name: str) -> str:
    """A name under which a person is printed: "Frau Dr. Seidel" is "Dr. Seidel"."""
    shorter = _STATED.sub("", name)
    return shorter if _ACADEMIC.match(shorter) or " " in shorter else name


def plausible(name: str, *, single: bool = False) -> bool:
    """Whether a run of capitalised words can be a person's name. `single`: one word will do."""
    bare = without_title(name)
    words = bare.split()
    if not words or len(words) > 5 or any(char.isdigit() or char in "@/:&" for char in bare):
        return False
    if len(words) == 1 and not (single or title_of(name)):
        return False
    if any(_CONTRACTED.match(word) for word in words):
        return False
    rest = words[1:] if len(words) > 1 and words[0].lower() in _ALSO_NAMES else words
    return not any(word.strip(".,'").lower() in not_names() for word in rest)


def words_of(name: str) -> frozenset[str]:
    """The words by which two spellings of a name are compared."""
    return frozenset(re.findall(r"[^\W\d_]{2,}", without_title(name).casefold()))


def same_person(one: str, other: str) -> bool:
    """Whether one of two names contains the other ("Jane", "Jane Roe")."""
    first, second = words_of(one), words_of(other)
    return bool(first and second) and (first <= second or second <= first)
