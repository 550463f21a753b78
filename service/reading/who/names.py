"""People's names as mail writes them: found in a text, read from an address, compared (pure)."""

from __future__ import annotations

import re

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĘĚĞĢĪĮİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_WORD = rf"(?:(?:O'|O’|Mc|Mac|d'|d’|L'|al-|Al-)?[{_UP}][\w'’]+(?:-[{_UP}]?[\w'’]+)*)"
_INITIAL = rf"[{_UP}]\."
_PARTICLE = r"(?:van|von|de|der|den|da|del|della|di|du|la|le|bin|al|el|ten|ter|y|zu|dos|st\.)"
TITLE = (
    r"(?:(?:Prof(?:essor)?\.?|Dr\.?|Dra\.?|Mrs?\.?|Ms\.?|Mx\.?|Miss|Sir|Dame|Herr|Herrn|Frau"
    r"|Mme|M\.|Mlle|Sra?\.|Hr\.|Mevr\.|Dhr\.|Dipl\.-Ing\.|Ing\.|Rev\.|Judge)(?=\s))"
)
NAME = (
    rf"(?:{TITLE}\s+){{0,3}}(?:{_WORD}|{_INITIAL})"
    rf"(?:[ \t](?:{_PARTICLE}[ \t]){{0,2}}(?:{_WORD}|{_INITIAL})){{0,3}}"
)
"""A run of capitalised words that may be a name; `plausible` says whether it is one."""

_TITLES = re.compile(rf"^(?:{TITLE}\s*)+")
_STATED = re.compile(rf"^(?:Herrn?|Frau|Mme|M\.|Mlle|Mevr\.|Dhr\.|Hr\.)\s+")
_ACADEMIC = re.compile(r"\b(?:Prof|Dr|Dra)\b")
_NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december mon tue tues wed thu thur thurs fri sat sun jan
    feb mar apr jun jul aug sep sept oct nov dec today tomorrow am pm gmt utc est edt cst cdt mst
    mdt pst pdt pt et ct mt bst cet cest ist hi hello dear hey thanks thank best regards kind sincerely
    cheers please the a an our your my you we i it this that they he she his her their its if when
    where what who how why which there here these those let join click zoom teams google microsoft
    meet webex skype phone video onsite interview interviews interviewer interviewers panel team
    hiring manager recruiter recruiting recruitment talent acquisition human resources hr people
    office department engineering product design marketing sales finance operations round technical
    final screen screening call meeting calendar invite invitation link location date time duration
    format agenda schedule position role job title company department director head senior junior
    lead staff vp ceo cto cfo coo president officer engineer developer analyst designer scientist
    architect consultant specialist coordinator partner principal associate assistant intern
    lunch break wrap coffee tour welcome introduction intro presentation coding system behavioral
    culture values case study portfolio review q&a questions re fw fwd subject from to cc sent
    looking forward also and or but for with at in on of by as is are was will be both either no not
    yes all any one two three four five uhr am montag dienstag mittwoch donnerstag freitag
    mit und der die das ihr sie wir bei lundi mardi mercredi jeudi vendredi lunes martes miercoles
    jueves viernes maandag dinsdag woensdag donderdag vrijdag candidate applicant reception lobby
    floor building room street avenue road suite city inc llc ltd gmbh corp group university hospital
    school bank health systems solutions services technologies labs meeting id passcode password
    bonjour madame monsieur cordialement hola gracias saludos beste hallo groeten liebe lieber
    add reply getting management manage booking details join accept decline propose contact questions need still sent view open start end status event name host values culture architecture design review mobile head staff meet great good sorry congratulations note once just our further following us me my him them his guten tag frau mandanten terminbestätigung shift full stack java analytics values team learn more information about general public interested after before during once since because unless your yours eastern pacific central mountain standard daylight noon morning afternoon evening confirmed
    """.split()
)


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
    return not any(word.strip(".,'").lower() in _NOT_NAMES for word in words)


def words_of(name: str) -> frozenset[str]:
    """The words by which two spellings of a name are compared."""
    return frozenset(re.findall(r"[^\W\d_]{2,}", without_title(name).casefold()))


def same_person(one: str, other: str) -> bool:
    """Whether one of two names contains the other ("Jane", "Jane Roe")."""
    first, second = words_of(one), words_of(other)
    return bool(first and second) and (first <= second or second <= first)
