"""Which employer: the text, the sender's name, the tracking system's template, the domain (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from service.reading.kind.language import languages
from service.reading.kind.phrases import spaced
from service.reading.systems import system_of
from service.reading.view import View
from service.reading.who import names
from service.reading.who.employers import company_key, employer_domain

_TOKEN = r"[A-Z0-9À-ÖØ-Þ][\w&.'’+-]*"
_COMPANY = rf"(?P<company>{_TOKEN}(?:[ ](?:(?:&|and|of|the|de|du|des|del|van|für|und|et|y|en|for|l'|la|at)[ ]){{0,2}}{_TOKEN}){{0,4}})"
_TAIL = re.compile(
    r"\s+(?:Recruiting|Recruitment|Recruiters?|Talent(?: Acquisition| Team| Community| Partner)?|Careers?|Jobs?|Hiring(?: Team)?|People(?: Team| Ops| Operations)?|"
    r"HR|Human Resources|Team|Scheduling|Staffing Team|Interviews?|University Recruiting|Graduate Recruitment|Candidate Experience|"
    r"Onboarding|Recruiting Team|Notifications?|Employer|Bewerbermanagement|Karriere|Personalabteilung|via .*|\(.*\))$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?:The|Team|Recruiting at|Recruiting|Talent at|Careers at|People at|Hiring at|Équipe|Equipe|Recrutement|Jobs at|HR)\s+(?=[A-Z0-9])",
    re.IGNORECASE,
)
_FROM_NAME = re.compile(
    r"\b(?:at|from|of|@|bei|chez|de|bij|with)\s+(.+)$|[(|,–-]\s*([^()|,–-]+)\)?$", re.IGNORECASE
)
_VIA = re.compile(r"\s+via\s+.*$", re.IGNORECASE)
_BAD = names._NOT_NAMES - {
    "global",
    "labs",
    "health",
    "bank",
    "university",
    "hospital",
    "school",
    "systems",
    "solutions",
    "services",
    "technologies",
    "group",
    "city",
    "design",
    "company",
    "partners",
    "marketing",
    "finance",
}  # noqa: SLF001  # one list of words that begin sentences


def company_of(view: View, text: str, *, hints: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """The employer's name and the quote that gives it, or None. Several witnesses vote."""
    votes: dict[str, float] = {}
    forms: dict[str, tuple[str, str]] = {}
    for weight, raw, quote in _witnesses(view, text, hints):
        name = clean_company(raw)
        key = company_key(name)
        if not key or not _sound(name, view):
            continue
        votes[key] = votes.get(key, 0.0) + weight
        forms.setdefault(key, (name, quote))
    _lend_to_longer(votes, text)
    if not votes:
        return _from_domain(view, text)
    best = max(votes, key=lambda key: votes[key])
    return forms[best]


def clean_company(raw: str) -> str:
    """The name without the words around it ("The Initech Recruiting Team" is "Initech")."""
    name = " ".join(raw.split()).strip(" .,;:!-–—'\"*")
    name = re.sub(r"['’]s?$", "", name)
    while (shorter := _HEAD.sub("", _TAIL.sub("", name)).strip(" .,;:-–—")) != name:
        name = shorter
    words = name.split()
    while words and words[-1].strip(".,").lower() in _BAD | {
        "and",
        "of",
        "the",
        "for",
        "at",
        "en",
        "y",
        "et",
    }:
        words.pop()
    return " ".join(words)


def _witnesses(view: View, text: str, hints: tuple[str, ...]) -> Iterator[tuple[float, str, str]]:
    yield from ((4.0, hint, hint) for hint in hints)
    for code in dict.fromkeys((view.language, "en")):
        for pattern in _patterns(code):
            for match in pattern.finditer(view.subject):
                yield 2.0, match.group("company"), match.group("company")
            for match in list(pattern.finditer(text))[:12]:
                yield 1.5, match.group("company"), match.group("company")
    yield from _sender_witnesses(view)
    yield from _signature_witnesses(view)
    if (domain := _domain(view)) and (known := _spelled(domain, text + "\n" + view.subject)):
        yield 2.5, known, known


def _sender_witnesses(view: View) -> Iterator[tuple[float, str, str]]:
    sender = view.message.sender
    if sender is None or not sender.name:
        return
    name = _VIA.sub("", sender.name).strip(" \"'")
    match = _FROM_NAME.search(name)
    part = next((group for group in match.groups() if group), "") if match else ""
    if part:
        yield 2.5, part, part
    if clean_company(name) != name.strip():
        yield 2.5, name, name
    elif not part and (view.system is not None or not names.plausible(name)):
        if not (view.system and company_key(name) == view.system.name.replace("_", "")):
            yield 1.5, name, name


def _signature_witnesses(view: View) -> Iterator[tuple[float, str, str]]:
    """Lines under the sender's name, and "The Initech Team"."""
    tail = view.message.text[: len(view.message.new_text) + 1500]
    for match in re.finditer(
        rf"(?:^|\n)\W{{0,3}}(?:The |Your |Team )?{_COMPANY} (?:Recruiting|Talent|Hiring|People|HR|Careers|Recruitment|Team)\b",
        tail,
    ):
        yield 1.5, match.group("company"), match.group("company")
    sender = view.message.sender
    if sender and (person := names.clean_name(sender.name)):
        first = re.escape(person.split()[0])
        sign = re.search(
            rf"\n\W{{0,3}}{first}[^\n]{{0,40}}\n+([^\n]{{2,90}})(?:\n([^\n]{{2,60}}))?",
            tail[-1500:],
        )
        for line in sign.groups() if sign else ():
            for piece in re.split(r"\s*[|,•·@–—]\s*| - | at ", line or ""):
                if re.fullmatch(_COMPANY, piece.strip()) and not _is_title(piece):
                    yield 0.8, piece, piece


def _is_title(piece: str) -> bool:
    nouns = languages()["en"].role_nouns
    return any(word.lower().strip(".") in nouns for word in piece.split())


def _domain(view: View) -> str | None:
    sender = view.message.sender
    addresses = [*([sender] if sender else []), *view.message.reply_to]
    return next(
        (d for a in addresses if a.email not in view.me and (d := employer_domain(a.email))), None
    )


def _spelled(domain: str, text: str) -> str | None:
    """How the text writes the name that the domain runs together ("mesaverdetile")."""
    label = re.sub(r"[^a-z0-9]", "", domain.partition(".")[0].lower())
    if len(label) < 3:
        return None
    for match in re.finditer(
        rf"{_TOKEN}(?:[ ]?(?:&|and|of|the|de|[A-Za-z0-9À-ÿ][\w&.'’-]*)){{0,4}}", text
    ):
        words = match.group().split()
        for size in range(len(words), 0, -1):
            if company_key(" ".join(words[:size])) == label:
                return " ".join(words[:size])
    return None


def _from_domain(view: View, text: str) -> tuple[str, str] | None:
    domain = _domain(view)
    if domain is None:
        return None
    label = domain.partition(".")[0]
    return (" ".join(part.capitalize() for part in label.split("-")), domain)


def _lend_to_longer(votes: dict[str, float], text: str) -> None:
    """A short form ("Halden") lends half its votes to the longer one ("Halden Systems")."""
    for short in list(votes):
        longer = [key for key in votes if key != short and key.startswith(short)]
        for key in longer:
            votes[key] += votes[short] * 0.5


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for line in languages()[code].company_patterns:
        before, _, _ = line.partition("{c}")
        compiled.append(re.compile(rf"(?i:\b{spaced(before)}){_COMPANY}"))
    return tuple(compiled)


def _sound(name: str, view: View) -> bool:
    words = name.split()
    if (
        not words
        or len(name) < 2
        or len(words) > 7
        or all(w.strip(".,").lower() in _BAD for w in words)
    ):
        return False
    if system_of(f"{company_key(name)}.com") and (view.system or company_key(name) in _TOOLS):
        return False
    if words[0].lower() in _BAD or re.fullmatch(r"[\d\W]+", name) or _is_title(words[-1]):
        return False
    return company_key(name) not in _TOOLS


_TOOLS = frozenset(
    "zoom teams microsoftteams microsoft googlemeet google meet webex skype calendly greenhouse lever "
    "workday ashby linkedin indeed zoomus goodtime modernloop icims taleo docusign slack outlook "
    "smartrecruiters bamboohr personio teamtailor recruitee workable hirevue hackerrank gmail".split()
)
