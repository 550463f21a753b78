# ruff: noqa: E501, RUF001, S105  # patterns of real mail: its own dashes and quotes
"""The signs of the employer's name: tags, phrases, the sender, signature, domain, calendar (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice

from service.reading.encoder.tags import Tag, Tagged
from service.reading.kind.language import company_words, languages, role_nouns
from service.reading.kind.phrases import matches, spaced
from service.reading.systems import Role
from service.reading.view import View
from service.reading.who import names
from service.reading.who.domain_names import parted, spelled_in
from service.reading.who.employers import employer_domain, is_office
from service.reading.who.tagged_names import tagged_names

WITH = re.compile(rf"\b(?:with|mit|avec|con|met) ({names.NAME})")
_TOKEN = (
    r"(?:(?:St|Dr|Mt|Co|Inc|Corp|Ltd|Bros)\.|[A-ZÀ-ÖØ-Þ0-9](?:[\w&'’+-]|\.(?=\w))*|[a-z]+[A-Z]\w*)"
)
_LINK = r"(?:&|and|of|the|de|du|des|del|la|van|für|und|et|y|en|l'|for|\+)"
COMPANY = rf"(?P<company>{_TOKEN}(?:[ ](?:{_LINK}[ ]){{0,2}}{_TOKEN}){{0,4}})"
_AT = re.compile(
    r"(?:\s+(?:at|from|of|@|bei|chez|de|bij|with|for|w/)\s+|\s*[(|,–—]\s*|\s-\s)([^()|,–—]+?)\)?\s*$"
)
_LINKED = re.compile(r"[^\W\d_] (?:at|from|@|for|bei|chez|bij|w/) ")
VIA = re.compile(r"\s+(?:via|on behalf of|through)\s+.*$", re.IGNORECASE)
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
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
OF_TAG, _LEAST_TAGGED, _SURELY_TAGGED, _MOST_TAGGED = 6.0, 0.3, 0.9, 4
"""What a certain word of the encoder weighs; how likely a run must be to count, and to stand as it
is; how many runs are heard."""

_SIGNATURE = 800
"""Characters below the new text in which a signature stands."""


class Source(StrEnum):
    """Where a sign of the employer's name stands."""

    TAG = "tag"
    PHRASE = "phrase"
    PHRASE_IN_SUBJECT = "phrase_in_subject"
    CLIENT = "client"
    SENDER = "sender"
    SENDER_AT = "sender_at"
    SIGNATURE = "signature"
    DOMAIN_WHOLE = "domain_whole"
    DOMAIN_SPELLED = "domain_spelled"
    DOMAIN_PARTED = "domain_parted"
    LEGAL_FORM = "legal_form"
    AGENCY_CLIENT = "agency_client"
    SUBJECT = "subject"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Witness:
    """One sign of the employer's name: how much it weighs and the words that give it."""

    weight: float
    name: str
    quote: str
    source: Source
    exact: bool = False
    """Whether the name stands as it is, since the domain confirms it."""


def witnesses(view: View, text: str, tagged: Tagged | None) -> Iterator[Witness]:
    """Signs in falling order of how directly they name the employer."""
    if tagged:
        yield from _of_tags(view, tagged)
    for code in dict.fromkeys((view.language, "en")):
        for pattern in _patterns(code):
            for match in pattern.finditer(view.subject):
                yield _of_phrase(2.0, match, Source.PHRASE_IN_SUBJECT)
            for match in islice(pattern.finditer(text), 12):
                yield _of_phrase(1.5, match, Source.PHRASE)
        for pattern in _client_patterns(code):
            for match in islice(pattern.finditer(text), 4):
                yield Witness(3.0, match.group("company"), match.group("company"), Source.CLIENT)
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
    found = tagged_names(view, tagged, Tag.COMPANY, least=_LEAST_TAGGED, most=_MOST_TAGGED)
    for name, score in found:
        exact = score > _SURELY_TAGGED
        yield Witness(OF_TAG * score, name, name, Source.TAG, exact=exact)


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
        yield Witness(1.5, name, name, Source.LEGAL_FORM, exact=True)
    for match in list(_PLACED.finditer(text))[:6]:
        name = match.group("company")
        yield Witness(0.3 if names.plausible(name) else 0.6, name, name, Source.LEGAL_FORM)


def _of_phrase(weight: float, match: re.Match[str], source: Source) -> Witness:
    """A phrase's word for the employer; "with Jane Roe" more likely names a person."""
    name = match.group("company")
    before = match.string[: match.start("company")].rstrip().lower()
    person = names.plausible(name) and name.split()[-1].lower() not in company_words().trades
    if person and name.count(" ") == 1 and before.endswith((" with", " by", " mit", " avec")):
        weight *= 0.3
    return Witness(weight, name, name, source)


def _of_sender(view: View) -> Iterator[Witness]:
    """The display name: "Initech Recruiting", "Jane at Initech", "Jane via Greenhouse"."""
    sender = view.message.sender
    if sender is None or not sender.name or (view.system and view.system.role is Role.BOARD):
        return
    name = VIA.sub("", sender.name).strip(" \"'")
    match = None if names.plausible(name) and not _LINKED.search(name) else _AT.search(name)
    if match:
        yield Witness(2.5, match.group(1), match.group(1), Source.SENDER_AT)
        return
    words = {word.lower() for word in name.split()}
    if len(words) == 1 and words & set(re.split(r"[^\w]", sender.email.partition("@")[0])):
        return
    if not words & company_words().after and is_office(sender.email):
        yield Witness(1.1, name, name, Source.SENDER)
    elif words & company_words().after:
        yield Witness(2.5, name, name, Source.SENDER_AT)
    elif not names.plausible(name) or (view.system and not VIA.search(sender.name)):
        yield Witness(1.2, name, name, Source.SENDER)


def _of_signature(view: View) -> Iterator[Witness]:
    """ "The Initech Team", "lark @ Initech", and the lines under the sender's name."""
    text = view.whole[: len(view.message.new_text) + 800]
    for pattern in (_TEAM, _SIGNED):
        for match in pattern.finditer(text):
            yield Witness(1.5, match.group("company"), match.group("company"), Source.SIGNATURE)
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
            if re.fullmatch(COMPANY, piece.strip()) and not is_job(piece):
                yield Witness(0.9, piece, piece, Source.SIGNATURE)


def _of_domain(view: View, text: str) -> Iterator[Witness]:
    """The employer's domain, as the text spells it, else with its last word set apart.

    An agency's domain says little of the employer, so that a client named anywhere goes before.
    """
    for domain in domains_of(view):
        label = domain.partition(".")[0].lower()
        agency = _is_agency(label)
        spelled = spelled_in(label, text)
        if spelled:
            weight = 0.8 if agency else 4.0 if spelled.whole else 2.5
            source = Source.DOMAIN_WHOLE if spelled.whole else Source.DOMAIN_SPELLED
            yield Witness(weight, spelled.name, spelled.name, source, exact=spelled.whole)
        else:
            weight = 0.5 if agency else 1.6
            yield Witness(weight, parted(label, text), domain, Source.DOMAIN_PARTED)


def _of_client(view: View) -> Iterator[Witness]:
    """Whose mail an agency passes on: the domains of the addresses in it that are not its own."""
    own = domains_of(view)
    for email in _ADDRESS.findall(view.whole[:6000])[:8]:
        domain = employer_domain(email)
        if email.lower() in view.me or not domain or domain in own or _reserved(domain):
            continue
        label = domain.partition(".")[0].lower()
        spelled = spelled_in(label, _all_said(view, ""))
        name = spelled.name if spelled else parted(label)
        yield Witness(2.0, name, name if spelled else domain, Source.AGENCY_CLIENT)


def from_agency(view: View) -> bool:
    """Whether the sender's domain is a staffing agency's."""
    return any(_is_agency(domain.partition(".")[0]) for domain in domains_of(view))


def writes_as_agency(view: View) -> bool:
    """Whether the words of the mail or of its signature are a staffing agency's."""
    codes = dict.fromkeys((view.language, "en"))
    signs = [languages()[code].signals["agency"] for code in codes]
    low = f"{view.low_body}\n{view.quoted[:_SIGNATURE]}"
    return any(next(matches(each, low), None) for each in signs)


def _is_agency(label: str) -> bool:
    return any(word in label for word in company_words().agencies)


def domains_of(view: View) -> list[str]:
    message = view.message
    addresses = [*([message.sender] if message.sender else []), *message.reply_to]
    emails = [address.email for address in addresses]
    emails += [e.organizer.email for e in view.events[:1] if e.organizer and e.organizer.email]
    if view.system:
        emails += _ADDRESS.findall(view.prose[:6000])[:4]
    found = [employer_domain(email) for email in emails if email.lower() not in view.me]
    return list(dict.fromkeys(domain for domain in found if domain and not _reserved(domain)))


def own_of(key: str, labels: Sequence[str]) -> bool:
    """Whether a name is that of one of the domains, whose labels these are."""
    return any(key[:5] == label[:5] for label in labels)


def _reserved(domain: str) -> bool:
    return domain in {"example.com", "example.org", "example.net"}


def _of_subject(view: View) -> Iterator[Witness]:
    """The parts of a subject between dashes: one of them is often the employer."""
    for piece in re.split(r"\s+[-–—|/:•·<>x&]+\s+|\s*[:|()\[\]]\s*", view.subject):
        if re.fullmatch(COMPANY, piece.strip()) and not is_job(piece):
            yield Witness(0.6, piece, piece, Source.SUBJECT)


def _of_calendar(view: View) -> Iterator[Witness]:
    for event in view.events[:2]:
        for code in dict.fromkeys((view.language, "en")):
            for pattern in _patterns(code):
                said = f"{event.summary or ''}\n{(event.description or '')[:2000]}"
                for match in list(pattern.finditer(said))[:4]:
                    yield Witness(
                        1.2, match.group("company"), match.group("company"), Source.CALENDAR
                    )


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


def is_job(piece: str) -> bool:
    return any(word.lower().strip(".,") in role_nouns() for word in piece.split())
