# ruff: noqa: RUF001  # patterns of real mail: its own dashes and quotes
"""People's names as mail writes them: found in a text, read from an address, compared (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.reading.kind.language import not_names, role_ends, role_nouns

UP = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĘĚĞĢĪĮİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
WORD = rf"(?:(?:O'|O’|Mc|Mac|d'|d’|L'|al-|Al-)?[{UP}][\w'’]+(?:-[{UP}]?[\w'’]+)*)"
INITIAL = rf"(?:[{UP}]\.(?:-?[{UP}]\.)*)"
PARTICLE = r"(?:van|von|de|der|den|da|del|della|di|du|la|le|bin|al|el|ten|ter|y|zu|dos|st\.)"
TITLE_WORD = (
    r"(?:Dr\.-Ing\.|Dr\.(?:\s(?:med|phil|rer|nat|pol|jur|iur|oec|ing|sc|habil|theol|dent)\.)+"
    r"|lic\. iur\."
    r"|Prof(?:essor|essora|\.in)?\.?|prof\.|Dr\.?|dr\.|Drs?\.|drs\.|Dra\.?|Mrs?\.?|Ms\.?|Mx\.?|Miss"
    r"|Sir|Dame|Herrn?|Frau|Mmes?|M\.|Mlle|Ma[îi]tre|Sra?\.|Hr\.|Mevr\.|[mM]evrouw|[mM]eneer|[dD]hr\.|Señora?|Don|Doña|D\.|Dª|Dña\."
    r"|Madame|Monsieur|Dipl\.-Ing\.|DI|Ing\.|[iI]r\.|ing\.|mr\.|heer|don|doña|Mag\.|Judge|Capt(?:ain|\.)|Col(?:onel|\.)|Lt\.|Sgt\.|Cllr\.?"
    r"|Mtr[oa]\.|Lic\.|PD|Koll\.|Kolleg(?:e|in)|Councillors?|Professors|Profs\.|Doctors|Messrs\.?|Maj\.|Cmdr\.|Cdr\."
    r"|Supt\.|Dott\.(?:ssa)?|Avv\.|Engr?\.|Adv\.|Atty\.|Hon\.|Father|Fr\.|Sister|Pastor|Rabbi|Imam|Revd?\.?|Cllrs\.?|Ma['’]am|Madam|Shri|Smt\.?|OStD|StD(?:['’]in)?|OStR|StR)"
)
TITLE = rf"(?:(?<!\w){TITLE_WORD}(?=\s))"
NAME = (
    rf"(?:{TITLE}\s+){{0,3}}(?:{WORD}|{INITIAL})"
    rf"(?:[ ](?:{PARTICLE}[ ]){{0,2}}(?:{WORD}|{INITIAL})){{0,3}}"
)
"""A run of capitalised words that may be a name; `plausible` says whether it is one."""

_TITLES = re.compile(rf"^(?:{TITLE}\s*)+")
_STATED = re.compile(
    r"^(?:(?:Herrn?|Frau|heer|don|doña|Mmes?|M\.|Mlle|Madame|Monsieur|Mevr\.|[dD]hr\.|Hr\.|[mM]evrouw|[mM]eneer|D\.|Dª|Dña\.|Don|Doña|Kolleg(?:e|in)"
    r"|Messrs\.?)\s+)+"
)
_OF_SEVERAL = {"Professors": "Prof.", "Profs.": "Prof.", "Doctors": "Dr.", "Councillors": "Cllr."}
"""What a title that several share is for one of them."""
_DEGREE = re.compile(
    r"[A-Z]{2,3}|PharmD|[B-DF-HJ-NP-TV-Z]{4,7}|[AFM][CR]I[A-Z]{1,3}|Esq\.?"
    r"|(?!Mc|Mac|De|Di|Du|Da|La|Le|Van|Fitz|O['’])(?=.*[a-z])[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z]{0,3}"
)
"""Letters behind a name: "KC", "MRCVS", "FRICS", "PhD", "CEng"."""
_ALSO_TITLES = re.compile(
    r"(?:Abbot|Baroness|Baron|Bishop|Brother|Canon|Chef|Chief|Coach|Commissioner|Constable|Council(?:member|man|woman)"
    r"|Deacon|Dean|Inspector|Lady|Lama|Lieutenant|Lord|Madam|Maestro|Major|Matron|Mayor|Mdm|Mother|Principal|Provost"
    r"|Rector|Sergeant|Sheriff|Skipper|Superintendent|Warden|Whaea)[ ](?=\S+ \S)"
)
"""Words that stand before a whole name like a title, but are also names of their own."""
_OF_INITIAL = re.compile(rf"([{UP}])\. ((?:{PARTICLE} )*{WORD})")
_CONTRACTED = re.compile(r"(?:I|You|We|They|He|She|It|That|There)['’]", re.IGNORECASE)
ALSO_NAMES = frozenset({"jun", "jan", "april", "may", "june", "august", "mark", "will", "grant"})
"""Words of other sorts that are first names as well, where a last name follows."""
_CUT_OFF = 3
"""Letters at least that a short first name leaves out."""
_ACADEMIC = re.compile(r"\b(?:Prof|Dr|Dra)\b")


def clean_name(name: str) -> str:
    """The name in one line, without quotes, role in brackets or a tail such as "via Greenhouse"."""
    name = re.sub(r"\s*[(\[|].*$", "", " ".join(name.replace('"', "").split()))
    name = re.sub(r"\s+(?:via|at|from|@|-|–|—)\s.*$", "", name, flags=re.IGNORECASE)
    if re.fullmatch(rf"(?:{TITLE_WORD} )*{WORD}, (?:{TITLE_WORD} )*{WORD}(?: {INITIAL})?", name):
        last, _, first = name.partition(", ")
        name = f"{first} {last}"
    return name.strip(" ,;:.'") if not re.search(r"\b[A-Z]\.$", name) else name.strip(" ,;:'")


def title_of(name: str) -> str | None:
    """The title with which a name is given ("Prof. Dr."), or None."""
    match = _TITLES.match(name)
    return match.group().strip() if match else None


def without_title(name: str) -> str:
    """The name alone: "Dr. Seidel" is "Seidel", "Dean Lavinia Crouse" is "Lavinia Crouse"."""
    return _TITLES.sub("", _ALSO_TITLES.sub("", _TITLES.sub("", name))).strip()


def plain_form(name: str) -> str:
    """A name under which a person is printed: "Frau Dr. Seidel" is "Dr. Seidel"."""
    first, _, rest = name.partition(" ")
    if first in _OF_SEVERAL:
        return f"{_OF_SEVERAL[first]} {rest}"
    shorter = _STATED.sub("", name)
    return shorter if _ACADEMIC.match(shorter) or " " in shorter else name


def without_job(name: str) -> str:
    """The name without the words of a job before it: "Therapieleiter David Schäfer"."""
    words = name.split() if not title_of(name) else [name]
    while len(words) > 1 and _is_job(words[0]) and plausible(" ".join(words[1:]), single=True):
        words.pop(0)
    return " ".join(words)


def _is_job(word: str) -> bool:
    low = word.lower()
    return low in role_nouns() or any(
        low.endswith(end) and len(low) > len(end) for end in role_ends()
    )


def without_degrees(name: str) -> str:
    """The name without the letters behind it: "Beth Kilbride FRICS", "Tendai Mhlanga, SLT"."""
    words = name.split(" ")
    while len(words) > 1 and is_degree(words[-1]) and not words[0].isupper():
        words.pop()
    return " ".join(words).rstrip(" ,")


def is_degree(word: str) -> bool:
    """Whether a word behind a name is written like a degree or an honour."""
    return _DEGREE.fullmatch(word.strip(",")) is not None


def trimmed(name: str) -> str:
    """The name up to its first line end, without a trailing word that is none of a name."""
    name = name.partition("\n")[0].rstrip(" ,.'’")
    words = name.split()
    while len(words) > 1 and words[0].lower() in role_nouns() and not title_of(name):
        words.pop(0)
    while len(words) > 1 and not plausible(words[-1], single=True) and len(words[-1]) > 2:
        words.pop()
    return " ".join(words)


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
    rest = words[1:] if len(words) > 1 and words[0].lower() in ALSO_NAMES else words
    spelled = [word for word in rest if not re.fullmatch(INITIAL, word)]
    return not any(word.strip(".,'").lower() in not_names() for word in spelled)


def contracted(name: str) -> bool:
    """Whether the first word is a pronoun run together with a verb ("You'll")."""
    return _CONTRACTED.match(name) is not None


def of_initials(known: Sequence[str], language: str) -> list[str]:
    """Whole names that a first name and an initial make: "Mariska" and "M. Goosen".

    Only where one first name alone and one name with its initial fit, and no whole name does;
    "M." and "D." are titles in French and Spanish.
    """
    singles = {name for name in known if re.fullmatch(WORD, name)}
    behind = {m.group(1, 2) for name in known if (m := _OF_INITIAL.fullmatch(name))}
    behind = {
        (initial, last) for initial, last in behind if language == "en" or initial not in "MD"
    }
    found = []
    for initial, last in sorted(behind):
        firsts = {name for name in singles if name[0] == initial and name != last}
        lasts = {other for letter, other in behind if letter == initial}
        whole = any(name.endswith(f" {last}") and name[1:2] != "." for name in known)
        if len(firsts) == len(lasts) == 1 and not whole:
            found.append(f"{firsts.pop()} {last}")
    return found


def words_of(name: str) -> frozenset[str]:
    """The words by which two spellings of a name are compared."""
    return frozenset(re.findall(r"[^\W\d_]{2,}", without_title(name).casefold()))


def same_person(one: str, other: str) -> bool:
    """Whether one of two names contains the other ("Jane", "Jane Roe")."""
    first, second = words_of(one), words_of(other)
    if first and second and (first <= second or second <= first):
        return True
    return any(short_for(*pair) or nickname_of(*pair) for pair in ((one, other), (other, one)))


def short_for(short: str, name: str) -> bool:
    """Whether one word alone is the beginning of the other's first name ("Bart")."""
    word, whole = without_title(short).casefold(), without_title(name).casefold().partition(" ")
    return len(word) >= 3 and " " not in word and bool(whole[2]) and whole[0].startswith(word)


def nickname_of(short: str, name: str) -> bool:
    """Whether of two names with one last name the first name of one is short for the other's.

    "Ed Tuttle" and "Edwin Tuttle", "Nate" and "Nathaniel"; not "Mark" and "Mary".
    """
    first, second = (without_title(one).casefold().split() for one in (short, name))
    if len(first) != 2 or len(second) != 2 or first[1] != second[1]:
        return False
    nick, whole = first[0], second[0]
    if len(whole) - len(nick) < _CUT_OFF or len(nick) < 2:
        return False
    return whole.startswith(nick) or (len(nick) > _CUT_OFF and whole.startswith(nick[:-1]))
