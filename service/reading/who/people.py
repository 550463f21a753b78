# ruff: noqa: E501, RUF001  # patterns of real mail: its own dashes and quotes
"""Who will talk with the candidate: names in the text, people of the calendar, the sender (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from gmail.message.addresses import is_no_reply
from gmail.message.model import Address
from service.reading.kind.language import languages, role_nouns
from service.reading.kind.phrases import matches, spaced
from service.reading.model import Person
from service.reading.systems import Role, system_of
from service.reading.view import View
from service.reading.who import names
from service.reading.who.employers import company_key, is_office

_MARK = r"(?:[\s*>•·\u2022–-]|\d\.)*"
_ASIDE = r"(?:\s*\([^()\n]{1,90}\))?(?:\s*<[^<>\s]{3,80}>)?(?:\s*\[[^\[\]\n]{1,90}\])?"
_AND = (
    r"\s*(?:,|;|&|\+|/|\band\b|\bund\b|\bsowie\b|\bet\b|\by\b|\ben\b|\bplus\b|\bas well as\b|\bthen\b"
    r"|\n[\s>*•·-]*)\s*(?:and |und |et |y |en |then |later |also |with )?"
    r"(?:our [^,.\n]{2,40}?,? |the [^,.\n]{2,40}?,? )?"
)
_JOB = r"(?:,|\s[-–—|]|:)\s+[^,;.\n()@]{2,60}?(?=,|;|\sand\s|\s&|\n|\sund\s|\set\s|\sy\s|\sen\s)"
_JOINTS = (re.compile(_ASIDE + _AND), re.compile(_ASIDE + _JOB + _AND))
"""What stands between two names of a list: at first nothing but a comma or "and", then a job."""
_NAME = re.compile(names.NAME)
_ROW = re.compile(
    r"^[^\n]{0,12}?\b\d{1,2}(?:[:.h]\d{2}| ?[ap]\.?m)[^\n]{0,160}$", re.MULTILINE | re.IGNORECASE
)
_ENTRY = re.compile(rf"^[ \t>*•·👤-]*{names.NAME}(?:,| -| –| \(| \|) ?[^\n]{{0,60}}$", re.MULTILINE)
"""A line of its own that begins with a name: "Tobias Ek, Staff Engineer"."""
_I = r"(?:I|me|myself|ich|moi|moi-même|yo|ik)"
_AND_ME = re.compile(rf"({names.NAME})(?:[ ]?\([^()\n]{{1,40}}\))?,? (?:and|und|et|y|en|&) {_I}\b")
_ME_AND = re.compile(
    rf"\b(?:[Mm]e|[Mm]yself|I|[Ii]ch|[Mm]oi|[Ii]k) (?:and|und|et|y|en|&|plus)"
    rf" (?:(?:one of )?(?:my|our|meine?[nrm]?|mon|ma|mi|mijn) [^.,\n]{{2,40}}?,? )?({names.NAME})"
)
_ALSO = re.compile(
    r"\b(?:will sit in|sitting in|(?:will|'ll|is going to) (?:also )?(?:join|be joining) (?:us|me)\b"
    r"|joining us|kommt auch dazu|ist auch dabei|nimmt auch teil|sera également|nous rejoindra"
    r"|también (?:estará|asistirá)|nos acompañará|sluit (?:ook )?aan|is er ook bij)",
    re.IGNORECASE,
)
_ARRANGES = re.compile(
    r"coordinator|assistant|recruit|talent|people|staffing|\bHR\b", re.IGNORECASE
)
_WRITER = re.compile(
    r"^[> ]*\**(?:From|Von|De|Van):\**[ ]*([^<\n@]{3,60})<(?:mailto:)?([\w.+-]+@[\w.-]+\w)",
    re.MULTILINE,
)
_AFTER_CLOCK = re.compile(
    rf"\d[ ]?(?:[ap]\.?m\.?|uhr|h)?(?: [A-Z]{{2,4}})?(?:,| -| –|\t| with) ({names.NAME})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_MACHINE = re.compile(
    r"team|recruit|talent|careers?|jobs?\b|hr\b|hiring|people|human resources|notification|support|"
    r"noreply|calendly|greenhouse|scheduling|calendar|candidate|humans|office|bewerb|karriere|équipe",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\W*(?:hi|hello|dear|hey|hallo|liebe[r]?|guten tag|bonjour|hola|beste|good (?:morning|afternoon)|"
    r"sehr geehrte[r]?|cher|chère|estimad[oa]|querid[oa])\b[ ,]*((?:[^\W\d_][\w'.-]* ?){1,4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """People with the words that name them; `rule` says how they were found."""

    people: tuple[Person, ...]
    quote: str = ""
    rule: str = ""


def candidate_words(view: View) -> frozenset[str]:
    """The words of the candidate's own name, from the addresses and the greeting."""
    words = set(addressed(view))
    greeting = _GREETING.match(view.prose)
    if greeting:
        words |= names.words_of(greeting.group(1).rstrip(",:! "))
    return frozenset(words)


def addressed(view: View) -> frozenset[str]:
    """The words of the candidate's name in the addresses."""
    words: set[str] = set()
    for address in (*view.message.to, *view.message.cc):
        if address.email in view.me or (not view.me and len(view.message.to) == 1):
            words |= names.words_of(address.name)
    return frozenset(words)


def named(view: View, text: str, company: str | None) -> Found:
    """The people whom the text says the candidate will meet."""
    found: list[str] = []
    quote = ""
    for start in _starts(view, text):
        run = list(_run(text, start, view, company))
        if run and not quote:
            quote = text[max(0, start - 30) : start].rpartition("\n")[2] + run[0]
        found += run
    found += _rows(view, text, company)
    beside = [name for name in _beside_sender(text) if _acceptable(name, view, company)]
    found += beside
    if not found:
        starts = _starts(view, text, weak=True)
        found = [name for start in starts for name in _run(text, start, view, company)]
    people = tuple(Person(name=n, title=names.title_of(n)) for n in _merged(found))
    sender = human(view.message.sender)
    if people and sender and (beside or _ALSO.search(text)) and not _recruits(view, sender):
        fresh = not any(names.same_person(sender.name, person.name) for person in people)
        people = (sender, *people) if fresh else people
    return Found(people, quote, "named")


def _beside_sender(text: str) -> Iterator[str]:
    """Names that stand with the sender's "I": "Frau Dr. Seidel und ich", "me and Bernard"."""
    for pattern in (_AND_ME, _ME_AND):
        for match in pattern.finditer(text):
            yield names.plain_form(_trimmed(match.group(1)))


def _recruits(view: View, sender: Person) -> bool:
    """Whether the sender signs as somebody who only arranges interviews."""
    signed = view.whole.rpartition(sender.name)[2][:90]
    return bool(_ARRANGES.search(signed))


def forwarded_by_agency(view: View) -> tuple[Person, ...]:
    """The writer of the client's mail that an agency passes on."""
    for match in _WRITER.finditer(view.whole[:12_000]):
        person = human(Address(match.group(2).lower(), match.group(1).strip(' "')))
        mine = view.message.sender.email.rpartition("@")[2] if view.message.sender else ""
        email = person.email if person and person.email else ""
        if person and email not in view.me and email.rpartition("@")[2] != mine:
            return (person,)
    return ()


def sender_speaks(view: View) -> bool:
    """Whether the sender says that they themselves will talk with the candidate."""
    known = languages()
    return any(
        next(matches(known[code].sender_phrases, view.low_body), None)
        for code in dict.fromkeys((view.language, "en"))
    )


def invited(view: View) -> tuple[Person, ...]:
    """The calendar's other guests; its organizer where there is none. No rooms, no machines."""
    guests = [a.person for event in view.events for a in event.attendees if not a.is_resource]
    others = _persons(view, guests)
    organizers = [event.organizer for event in view.events if event.organizer]
    own = {person.email for person in organizers}
    return tuple(p for p in others if p.email not in own) or others or _persons(view, organizers)


def _persons(view: View, listed: Iterable[Person]) -> tuple[Person, ...]:
    """Those of the listed who are people and not the candidate, each once."""
    found: dict[str, Person] = {}
    candidate = candidate_words(view)
    for person in listed:
        known = human(Address(person.email or "", person.name))
        if known and known.email not in view.me and not names.words_of(known.name) <= candidate:
            found.setdefault(known.email or known.name, known)
    return tuple(found.values())


def human(address: Address | None) -> Person | None:
    """The person behind an address, where it is a person's: named, no machine, no team."""
    if address is None or is_no_reply(address.email):
        return None
    name = _trimmed(names.clean_name(address.name))
    system = system_of(address.email)
    if system is not None and system.role is not Role.FREE_MAIL:
        return None
    label = re.sub(r"[^a-z0-9]", "", address.email.rpartition("@")[2].partition(".")[0].lower())
    if is_office(address.email) and (" " not in name or company_key(name) in label):
        return None
    if " " in name and company_key(name) == label:
        return None
    if not names.plausible(name, single=True) or _MACHINE.search(name):
        return None
    return Person(name=name, email=address.email, title=names.title_of(name))


def with_addresses(
    people: Iterable[Person], known: Iterable[tuple[str, str]]
) -> tuple[Person, ...]:
    """The people, each with the address of the one known (name, email) that fits their name."""
    pairs = [(name, email) for name, email in known if email]
    done: list[Person] = []
    for person in people:
        if person.email is None:
            fits = {email for name, email in pairs if _fits(person.name, name, email)}
            email = fits.pop() if len(fits) == 1 else None
            done.append(person.model_copy(update={"email": email}) if email else person)
        else:
            done.append(person)
    return tuple(done)


def _fits(name: str, known: str, email: str) -> bool:
    if known and names.same_person(name, known):
        return True
    words = re.findall(r"[^\W\d_]+", names.without_title(name).lower())
    local = re.sub(r"[^a-z]", "", email.partition("@")[0])
    if len(words) < 2:
        return False
    first, last = words[0], words[-1]
    return local in {first + last, first[0] + last, last + first, f"{last}{first[0]}"}


@cache
def _patterns(code: str, *, weak: bool) -> tuple[re.Pattern[str], ...]:
    compiled = []
    known = languages()[code]
    for line in known.weak_people_patterns if weak else known.people_patterns:
        before, _, after = line.partition("{p}")
        head = rf"(?i:(?<!\w)(?:{spaced(before)}))" if before else ""
        tail = rf"(?i:{spaced(after)})\b" if after else ""
        compiled.append(re.compile(rf"{head}{_MARK if before else ''}(?P<p>{names.NAME}){tail}"))
    return tuple(compiled)


def _starts(view: View, text: str, *, weak: bool = False) -> Iterator[int]:
    """Where names begin that a phrase of the language files introduces."""
    for code in dict.fromkeys((view.language, "en")):
        for pattern in _patterns(code, weak=weak):
            for match in pattern.finditer(text):
                yield match.start("p")


def _run(text: str, start: int, view: View, company: str | None) -> Iterator[str]:
    """The names of one list, from `start` on."""
    at: int | None = start
    while at is not None:
        match = _NAME.match(text, at)
        name = _trimmed(match.group()) if match else ""
        if not match or not _acceptable(name, view, company):
            return
        yield names.plain_form(name)
        end = match.start() + match.group().index(name) + len(name)
        at = _next_name(text, end, view, company)


def _next_name(text: str, end: int, view: View, company: str | None) -> int | None:
    """Where the list's next name begins, or None where the list ends."""
    for joint in _JOINTS:
        match = joint.match(text, end)
        following = _NAME.match(text, match.end()) if match else None
        if match and following and _acceptable(_trimmed(following.group()), view, company):
            return match.end()
    return None


def _rows(view: View, text: str, company: str | None) -> Iterator[str]:
    """The names in the rows of a day's plan: a time and a name in one line."""
    rows = list(_ROW.finditer(text))
    for match in _AFTER_CLOCK.finditer(text):
        name = _trimmed(match.group(1))
        if " " in name and name[:1].isupper() and _acceptable(name, view, company):
            yield names.plain_form(name)
    if not rows:
        return
    titled = [m.group() for m in _ENTRY.finditer(text) if _names_a_job(m.group())]
    entries = [*(row.group() for row in rows), *titled]
    for entry in entries:
        for match in _NAME.finditer(entry):
            name = _trimmed(match.group())
            if " " in names.without_title(name) and _acceptable(name, view, company):
                yield names.plain_form(name)


def _names_a_job(line: str) -> bool:
    return any(word in role_nouns() for word in re.findall(r"[a-z]+", line.lower()))


def _trimmed(name: str) -> str:
    """The name up to its first line end, without a trailing word that is none of a name."""
    name = name.partition("\n")[0].rstrip(" ,.'’")
    words = name.split()
    while len(words) > 1 and words[0].lower() in role_nouns() and not names.title_of(name):
        words.pop(0)
    while len(words) > 1 and not names.plausible(words[-1], single=True) and len(words[-1]) > 2:
        words.pop()
    return " ".join(words)


def _acceptable(name: str, view: View, company: str | None) -> bool:
    if not names.plausible(name, single=True):
        return False
    words = names.words_of(name)
    bare = {word.lower() for word in names.without_title(name).split()}
    if name.isupper() or not bare.isdisjoint(role_nouns()):
        return False
    candidate = candidate_words(view)
    if not words or words <= candidate or (len(candidate) > 1 and candidate <= words):
        return False
    if names.title_of(name):
        return True
    return not (company and company_key(name) and company_key(name) in company_key(company))


def _merged(found: list[str]) -> list[str]:
    """Each person once, under the fullest form of the name, in order of first mention."""
    people: list[str] = []
    for name in found:
        same = next((i for i, known in enumerate(people) if names.same_person(known, name)), None)
        if same is None:
            people.append(name)
        elif len(names.words_of(name)) > len(names.words_of(people[same])) or (
            names.title_of(name)
            and not names.title_of(people[same])
            and " " in names.without_title(name)
        ):
            people[same] = name
    return people
