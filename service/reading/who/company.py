# ruff: noqa: E501, RUF001, S105  # patterns of real mail: its own dashes and quotes
"""Which employer: the text, the sender's name, the signature and the domain vote (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from service.reading.encoder.encoder import words_of
from service.reading.encoder.tags import Tag, Tagged
from service.reading.kind.language import company_words, languages, role_nouns
from service.reading.kind.phrases import spaced
from service.reading.systems import Role
from service.reading.view import View
from service.reading.who import names
from service.reading.who.domain_names import parted, spelled_in
from service.reading.who.employers import company_key, employer_domain, is_office
from service.reading.who.full_names import whole_name
from service.reading.who.person_words import is_first_name, is_plain_word

_TOKEN = (
    r"(?:(?:St|Dr|Mt|Co|Inc|Corp|Ltd|Bros)\.|[A-ZÀ-ÖØ-Þ0-9](?:[\w&'’+-]|\.(?=\w))*|[a-z]+[A-Z]\w*)"
)
_LINK = r"(?:&|and|of|the|de|du|des|del|la|van|für|und|et|y|en|l'|for|\+)"
COMPANY = rf"(?P<company>{_TOKEN}(?:[ ](?:{_LINK}[ ]){{0,2}}{_TOKEN}){{0,4}})"
_AT = re.compile(
    r"(?:\s+(?:at|from|of|@|bei|chez|de|bij|with|for|w/)\s+|\s*[(|,–—]\s*|\s-\s)([^()|,–—]+?)\)?\s*$"
)
_VIA = re.compile(r"\s+(?:via|on behalf of|through)\s+.*$", re.IGNORECASE)
_TEAM = re.compile(
    rf"(?:^|\n|, |– )[ \t]{{0,3}}(?:The |Your |Team |Your friends at |Team at |[A-Z]\w+ (?:at|from|@) )?{COMPANY}"
    r"['’]?s? (?:Recruiting|Talent|Hiring|People|HR|Human Resources|Careers?|Recruitment|Team|Recruiters|Crew)\b"
)
_SIGNED = re.compile(
    rf"\n[ \t]{{0,3}}(?:-|–|—|~)?[ \t]?\w+(?: [\w.]+)? ?(?:@|at|from|,|\||/) ?{COMPANY}[ \t]*(?:\n|$)"
)
_WITH_FORM = re.compile(
    rf"(?P<company>{_TOKEN}(?:[ ](?:(?:&|und|and|et)[ ])?{_TOKEN}){{0,3}}?),?[ ]"
    r"(?:Inc|LLC|Ltd|Limited|PLC|Corp|GmbH|AG|SE|KG|SARL|SAS|S\.A|S\.L|B\.?V|N\.?V|Oy|AB|ApS)\b\.?"
)
_PLACED = re.compile(rf"(?<![\w@])(?:at|bei|chez|bij)[ ](?=[^\W\d_]){COMPANY}")
_ADDRESSED = re.compile(rf"({names.NAME})[\s,(<:]{{1,3}}([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_WITH = re.compile(rf"\b(?:with|mit|avec|con|met) ({names.NAME})")
_OPENERS = frozenset({"unfortunately", "sadly", "however", "today", "leider", "malheureusement"})
"""Words that may open a sentence before the employer's name."""
_THE_ROLE = r"\b(?:the|an?|our|this|your) {} (?:role|position|job|vacancy|post|opening)\b"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_US_STATE = re.compile(
    r" (?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]"
    r"|T[NX]|UT|V[AT]|W[AIVY])$"
)
_OFFICES = frozenset({"services", "support", "unit", "office", "department", "centre", "center"})
_OF_TAG, _LEAST_TAGGED, _SURELY_TAGGED, _MOST_TAGGED = 6.0, 0.3, 0.9, 4
"""What a certain word of the encoder weighs; how likely a run must be to count, and to stand as it
is; how many runs are heard."""
_OWN, _OF_TAIL = 1.2, 0.9
"""Votes of its own from which a longer name that ends so ("Hôtel Bellerive") is lent a share."""
_PUNCTUATION = " .,;:!?-–—'\"*“”’|/"


@dataclass(frozen=True, slots=True)
class Witness:
    """One sign of the employer's name: how much it weighs and the words that give it."""

    weight: float
    name: str
    quote: str
    exact: bool = False
    """Whether the name stands as it is, since the domain confirms it."""


def company_of(view: View, text: str, tagged: Tagged | None = None) -> tuple[str, str] | None:
    """The employer's name and the quote that gives it, or None. Several witnesses vote."""
    votes: dict[str, float] = {}
    forms: dict[str, Witness] = {}
    persons = _persons(view)
    for witness in _witnesses(view, text, tagged):
        name = witness.name if witness.exact else clean_company(witness.name)
        key = company_key(name)
        if not key or not _sound(name, view, persons, known=witness.exact):
            continue
        votes[key] = votes.get(key, 0.0) + witness.weight * _trust(name, exact=witness.exact)
        if key not in forms or name.count(" ") > forms[key].name.count(" "):
            forms[key] = Witness(witness.weight, name, witness.quote)
    if not votes:
        return None
    _share(votes)
    if from_agency(view):
        _step_back(votes, view)
    best = max(votes, key=lambda key: votes[key])
    return whole_name(view, forms[best].name), forms[best].quote


def _trust(name: str, *, exact: bool) -> float:
    """One word that is an everyday word or a first name is seldom an employer's."""
    doubtful = " " not in name and (is_plain_word(name) or is_first_name(name))
    people = name.count(" ") in (1, 2) and is_first_name(name.partition(" ")[0])
    firm = not company_words().trades.isdisjoint(name.lower().split())
    return 0.4 if not exact and (doubtful or (people and not firm)) else 1.0


def clean_company(raw: str) -> str:
    """The name without the words around it ("The Initech Recruiting Team" is "Initech")."""
    name = " ".join(raw.split()).strip(_PUNCTUATION)
    name = re.sub(r"(?:['’]s|['’])$", "", name)
    name = re.split(r"(?<!\bSt)(?<!\bDr)(?<!\bMt)\. ", name)[0]
    name = re.sub(r"\s*\((?!\w+\)\w).*$", "", name)
    name = re.split(r" (?:for|in|of) (?:the|a|an|our|your) (?=.*[a-z])", name)[0]
    name = re.split(r" [-–—|] ", name)[0]
    words = name.split()
    edges = company_words()
    while len(words) > 1 and words[0].lower().strip(".,") in edges.before | _OPENERS:
        words.pop(0)
    while len(words) > 1 and _is_office_of(words, edges.after):
        words.pop()
    name = " ".join(words).strip(_PUNCTUATION.replace(".", ""))
    name = re.sub(r"(?:['’]s|['’])$", "", name)
    return name if re.search(r"\b(?:Co|Inc|Ltd|St|Corp|e\.V)\.$", name) else name.rstrip(".")


def _is_office_of(words: list[str], after: frozenset[str]) -> bool:
    """Whether the last word is a team's ("Recruiting"), or an office's behind one."""
    last, before = (word.lower().strip(".,'’") for word in (words[-1], words[-2]))
    return last in after or (len(words) > 2 and last in _OFFICES and before in after)


def _witnesses(view: View, text: str, tagged: Tagged | None) -> Iterator[Witness]:
    """Signs in falling order of how directly they name the employer."""
    if tagged:
        yield from _of_tags(view, tagged)
    for code in dict.fromkeys((view.language, "en")):
        for pattern in _patterns(code):
            for match in pattern.finditer(view.subject):
                yield _of_phrase(2.0, match)
            for match in islice(pattern.finditer(text), 12):
                yield _of_phrase(1.5, match)
        for pattern in _client_patterns(code):
            for match in islice(pattern.finditer(text), 4):
                yield Witness(3.0, match.group("company"), match.group("company"))
    yield from _of_sender(view)
    yield from _of_signature(view)
    yield from _of_domain(view, _all_said(view, text))
    yield from _of_legal_form(view, text)
    if from_agency(view):
        yield from _of_client(view)
    yield from _of_subject(view)
    yield from _of_calendar(view)


def _of_tags(view: View, tagged: Tagged) -> Iterator[Witness]:
    """What the encoder takes for the employer's name, in any place."""
    for run in tagged.runs(Tag.COMPANY, least=_LEAST_TAGGED)[:_MOST_TAGGED]:
        name = words_of(view, run)
        yield Witness(_OF_TAG * run.score, name, name, exact=run.score > _SURELY_TAGGED)


def _all_said(view: View, text: str) -> str:
    """Everything that may spell the employer's name: also display names and the calendar."""
    message = view.message
    said = [view.subject, text, view.whole[:6000]]
    said += [message.sender.name] if message.sender else []
    for event in view.events[:2]:
        said += [event.summary or "", (event.description or "")[:2000], event.location or ""]
        said += [event.organizer.name] if event.organizer else []
    return "\n".join(said)


def _of_legal_form(view: View, text: str) -> Iterator[Witness]:
    """A name with its legal form ("Solvenda AG", "Orbit Resourcing Inc.") is a company's."""
    sender = view.message.sender.name if view.message.sender else ""
    for match in list(_WITH_FORM.finditer(f"{view.subject}\n{sender}\n{text}"))[:6]:
        name = match.group("company")
        yield Witness(1.5, name, name, exact=True)
    for match in list(_PLACED.finditer(text))[:6]:
        name = match.group("company")
        yield Witness(0.3 if names.plausible(name) else 0.6, name, name)


def _of_phrase(weight: float, match: re.Match[str]) -> Witness:
    """A phrase's word for the employer; "with Jane Roe" more likely names a person."""
    name = match.group("company")
    before = match.string[: match.start("company")].rstrip().lower()
    person = names.plausible(name) and name.split()[-1].lower() not in company_words().trades
    if person and name.count(" ") == 1 and before.endswith((" with", " by", " mit", " avec")):
        weight *= 0.3
    return Witness(weight, name, name)


def _of_sender(view: View) -> Iterator[Witness]:
    """The display name: "Initech Recruiting", "Jane at Initech", "Jane via Greenhouse"."""
    sender = view.message.sender
    if sender is None or not sender.name or (view.system and view.system.role is Role.BOARD):
        return
    name = _VIA.sub("", sender.name).strip(" \"'")
    match = None if names.plausible(name) else _AT.search(name)
    if match:
        yield Witness(2.5, match.group(1), match.group(1))
        return
    words = {word.lower() for word in name.split()}
    if len(words) == 1 and words & set(re.split(r"[^\w]", sender.email.partition("@")[0])):
        return
    if not words & company_words().after and is_office(sender.email):
        yield Witness(1.1, name, name)
    elif words & company_words().after:
        yield Witness(2.5, name, name)
    elif not names.plausible(name) or (view.system and not _VIA.search(sender.name)):
        yield Witness(1.2, name, name)


def _of_signature(view: View) -> Iterator[Witness]:
    """ "The Initech Team", "lark @ Initech", and the lines under the sender's name."""
    text = view.whole[: len(view.message.new_text) + 800]
    for pattern in (_TEAM, _SIGNED):
        for match in pattern.finditer(text):
            yield Witness(1.5, match.group("company"), match.group("company"))
    sender = view.message.sender
    first = names.clean_name(sender.name).partition(" ")[0] if sender else ""
    if len(first) < 2:
        return
    sign = re.search(
        rf"\n\W{{0,3}}{re.escape(first)}\b[^\n]{{0,40}}\n+([^\n]{{2,90}})(?:\n([^\n]{{2,60}}))?",
        text,
    )
    for line in sign.groups() if sign else ():
        for piece in re.split(r"\s*[|,•·@–—/]\s*| - | at ", line or ""):
            if re.fullmatch(COMPANY, piece.strip()) and not _is_job(piece):
                yield Witness(0.9, piece, piece)


def _of_domain(view: View, text: str) -> Iterator[Witness]:
    """The employer's domain, as the text spells it, else with its last word set apart.

    An agency's domain says little of the employer, so that a client named anywhere goes before.
    """
    for domain in _domains(view):
        label = domain.partition(".")[0].lower()
        agency = _is_agency(label)
        spelled = spelled_in(label, text)
        if spelled:
            weight = 4.0 if spelled.whole else 2.5
            yield Witness(
                0.8 if agency else weight, spelled.name, spelled.name, exact=spelled.whole
            )
        else:
            yield Witness(0.5 if agency else 1.6, parted(label, text), domain)


def _of_client(view: View) -> Iterator[Witness]:
    """Whose mail an agency passes on: the domains of the addresses in it that are not its own."""
    own = _domains(view)
    for email in _ADDRESS.findall(view.whole[:6000])[:8]:
        domain = employer_domain(email)
        if email.lower() in view.me or not domain or domain in own or _reserved(domain):
            continue
        label = domain.partition(".")[0].lower()
        spelled = spelled_in(label, _all_said(view, ""))
        name = spelled.name if spelled else parted(label)
        yield Witness(2.0, name, name if spelled else domain)


def from_agency(view: View) -> bool:
    """Whether the sender's domain is a staffing agency's."""
    return any(_is_agency(domain.partition(".")[0]) for domain in _domains(view))


def _is_agency(label: str) -> bool:
    return any(word in label for word in company_words().agencies)


def _domains(view: View) -> list[str]:
    message = view.message
    addresses = [*([message.sender] if message.sender else []), *message.reply_to]
    emails = [address.email for address in addresses]
    emails += [e.organizer.email for e in view.events[:1] if e.organizer and e.organizer.email]
    if view.system:
        emails += _ADDRESS.findall(view.prose[:6000])[:4]
    found = [employer_domain(email) for email in emails if email.lower() not in view.me]
    return list(dict.fromkeys(domain for domain in found if domain and not _reserved(domain)))


def _reserved(domain: str) -> bool:
    return domain in {"example.com", "example.org", "example.net"}


def _of_subject(view: View) -> Iterator[Witness]:
    """The parts of a subject between dashes: one of them is often the employer."""
    for piece in re.split(r"\s+[-–—|/:•·<>x&]+\s+|\s*[:|()\[\]]\s*", view.subject):
        if re.fullmatch(COMPANY, piece.strip()) and not _is_job(piece):
            yield Witness(0.6, piece, piece)


def _of_calendar(view: View) -> Iterator[Witness]:
    for event in view.events[:2]:
        for code in dict.fromkeys((view.language, "en")):
            for pattern in _patterns(code):
                said = f"{event.summary or ''}\n{(event.description or '')[:2000]}"
                for match in list(pattern.finditer(said))[:4]:
                    yield Witness(1.2, match.group("company"), match.group("company"))


def _step_back(votes: dict[str, float], view: View) -> None:
    """An agency's own name counts little where another company is named: that is its client."""
    labels = [re.sub(r"[^a-z0-9]", "", d.partition(".")[0]) for d in _domains(view)]
    if max((w for key, w in votes.items() if not _own(key, labels)), default=0.0) < 1.0:
        return
    for key in list(votes):
        if _own(key, labels):
            votes[key] *= 0.25


def _own(key: str, labels: list[str]) -> bool:
    return any(key[:5] == label[:5] for label in labels)


def _share(votes: dict[str, float]) -> None:
    """A short form ("Halden") lends its votes to the longer one that has some ("Halden Systems")."""
    for short, weight in list(votes.items()):
        for longer, own in list(votes.items()):
            if longer != short and len(short) >= 4 and longer.startswith(short):
                votes[longer] += weight * (0.9 if own >= 1.2 else 0.4)
            elif longer != short and len(short) >= 4 and longer.endswith(short) and own >= _OWN:
                votes[longer] += weight * _OF_TAIL


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(line) for line in languages()[code].company_patterns)


@cache
def _client_patterns(code: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(line) for line in languages()[code].client_patterns)


def _compiled(line: str) -> re.Pattern[str]:
    before, _, after = line.partition("{c}")
    head = rf"(?i:\b{spaced(before)})" if before else r"(?<![\w@./])"
    tail = rf"(?i:{spaced(after)})\b" if after else ""
    return re.compile(f"{head}{COMPANY}{tail}")


def _is_job(piece: str) -> bool:
    return any(word.lower().strip(".,") in role_nouns() for word in piece.split())


def _sound(name: str, view: View, persons: list[frozenset[str]], *, known: bool = False) -> bool:
    words = [word.lower().strip(".,'’") for word in name.split()]
    edges = company_words()
    if not name[:1].isalpha() and not re.match(
        r"\d+[A-Za-z]{2,}(?<!th)(?<!st)(?<!nd)(?<!rd)", name
    ):
        return False
    if not words or not 2 <= len(name) <= 60 or len(words) > 7 or re.fullmatch(r"[\d\W]+", name):
        return False
    if company_key(name) in edges.tools or _is_job(words[-1]):
        return False
    if words[0] in edges.never and not known:
        return False
    if all(word in edges.never | edges.before | edges.after for word in words):
        return False
    if _US_STATE.search(name):
        return False
    if not known and re.search(_THE_ROLE.format(re.escape(name)), f"{view.subject}\n{view.prose}"):
        return False
    return known or not any(names.words_of(name) <= person for person in persons)


def _persons(view: View) -> list[frozenset[str]]:
    """The words of the names of people that the headers and the calendar name."""
    message = view.message
    said = [address.name for address in (*message.to, *message.cc, *message.reply_to)]
    sender = message.sender
    if sender and (view.system is None or _VIA.search(sender.name)):
        said += [] if is_office(sender.email) else [_VIA.sub("", sender.name)]
    if view.system and view.system.role is Role.SCHEDULING:
        said += _WITH.findall(view.subject)
    for name, local, _ in _ADDRESSED.findall(view.whole[:6000])[:12]:
        if any(word in local.lower() for word in names.words_of(name)):
            said.append(name)
    said += [a.person.name for event in view.events for a in event.attendees]
    machine = company_words().after | company_words().trades
    known = [
        names.clean_name(name)
        for name in said
        if "@" not in name and machine.isdisjoint(name.lower().split())
    ]
    own = {company_key(parted(domain.partition(".")[0])) for domain in _domains(view)}
    return [
        names.words_of(name)
        for name in known
        if names.plausible(name) and company_key(name) not in own
    ]
