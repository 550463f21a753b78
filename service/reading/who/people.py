# ruff: noqa: E501, RUF001  # patterns of real mail: its own dashes and quotes
"""Who will talk with the candidate: names in the text, people of the calendar, the sender (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from gmail.message.model import Address
from service.reading.encoder.pieces import Part
from service.reading.encoder.tags import Tag, Tagged
from service.reading.kind.language import role_nouns
from service.reading.model import Person
from service.reading.quoted import Quoted
from service.reading.view import QUOTE_MARKS, View
from service.reading.who import names
from service.reading.who.employers import company_key
from service.reading.who.interviewers import asked_for, judged, writer_takes_part
from service.reading.who.introduced import introduced
from service.reading.who.mentions import Mention, find_mentions
from service.reading.who.name_series import series
from service.reading.who.senders import candidate_words, human, person_at, recruits, writer
from service.reading.who.tagged_people import chance_of, with_tagged
from service.reading.who.takes_part import (
    BEST_ALONE,
    ENOUGH,
    RULES_SUFFICE,
    Candidate,
    Sighting,
    Writer,
    candidates,
    is_early,
)
from service.reading.words_beside import words_beside

_ROW = re.compile(
    r"^[^\n]{0,36}?\b\d{1,2}(?:[:.h]\d{2}| ?[ap]\.?m)[^\n]{0,120}(?<![.!?])$",
    re.MULTILINE | re.IGNORECASE,
)
_ENTRY = re.compile(rf"^[ \t>*•·👤-]*{names.NAME}(?:,| -| –| \(| \|) ?[^\n]{{0,60}}$", re.MULTILINE)
"""A line of its own that begins with a name: "Tobias Ek, Staff Engineer"."""
_WRITER = re.compile(
    r"^[> ]*\**(?:From|Von|De|Van):\**[ ]*([^<\n@]{3,60})<(?:mailto:)?([\w.+-]+@[\w.-]+\w)",
    re.MULTILINE,
)


_APART = re.compile(
    r"[.!?][\"')]?\s+(?=[^a-z\s])(?<!Mr\.\s)(?<!Ms\.\s)(?<!Mrs\.\s)(?<!Dr\.\s)|\n[ \t>]*\n"
)
_LONGEST_GAP = 90
"""Characters between two names of one list at most."""
_MOST_MENTIONS = 120


@dataclass(frozen=True, slots=True)
class Found:
    """People with the words that name them; `rule` says how they were found."""

    people: tuple[Person, ...]
    quote: str = ""
    rule: str = ""


def named(
    view: View,
    text: str,
    company: str | None,
    by: Person | None = None,
    tagged: Tagged | None = None,
    quoted: Quoted | None = None,
) -> Found:
    """The people whom the text says the candidate will meet; `by` wrote it, else the sender.

    Where `tagged` is given, the text begins with the subject, two line ends and the body. `quoted`
    is the older mail below, which may name them in full, or them alone.
    """
    there = list(sightings(view, text, company, tagged))
    if tagged:
        return _likely(view, text, there, tagged, quoted, company)
    taken = [sighting for sighting in there if sighting.weight >= RULES_SUFFICE]
    if not taken:
        taken = [p for p in there if asked_for(text, p.judged.mention, view.language)]
    return _found(view, text, taken, by or writer(view))


def sightings(
    view: View, text: str, company: str | None, tagged: Tagged | None
) -> Iterator[Sighting]:
    """Everywhere that a person is named, with what the rules and the encoder say of it."""
    mentions = [m for m in _mentions(view, text) if _acceptable(m.name, view, company)]
    fits = partial(_acceptable, view=view, company=company)
    mentions = with_tagged(view, text, mentions, tagged, fits) if tagged else mentions
    phrased = set(introduced(text, view.language, fits))
    rows = [match.span() for match in _ROW.finditer(text)]
    rows += [m.span() for m in _ENTRY.finditer(text) if _names_a_job(m.group())] if rows else []
    group, last = 0, 0
    spans = [(mention.start, mention.end) for mention in mentions]
    beside = words_beside(text, spans)
    rank = series(text, spans)
    for each, words, series_of in zip(
        judged(text, mentions, view.language), beside, rank, strict=True
    ):
        mention = each.mention
        group += not _together(text[last : mention.start])
        last = mention.end
        yield Sighting(
            name=names.plain_form(names.without_job(names.plain_form(mention.name))),
            judged=each,
            chance=chance_of(view, mention, tagged) if tagged else None,
            phrased=any(mention.start <= at < mention.end for at in phrased),
            in_row=any(start <= mention.start < end for start, end in rows),
            early=is_early(mention.start, text),
            group=group,
            series=series_of,
            words=words,
        )


def _together(between: str) -> bool:
    """Whether what stands between two names leaves them in one list, sentence or table."""
    return len(between) <= _LONGEST_GAP and not _APART.search(between)


def likely_people(
    view: View,
    text: str,
    there: Sequence[Sighting],
    tagged: Tagged,
    quoted: Sequence[Sighting] = (),
) -> list[Candidate]:
    """The people of the sightings, each once under the fullest name, and the writer.

    `quoted` are the sightings in the older mail below.
    """
    known = [
        *_known_names(view),
        *(sighting.name for sighting in (*there, *quoted) if sighting.judged.mention.sure),
    ]
    known += names.of_initials(known, view.language)
    fullest = [replace(sighting, name=_fullest(sighting.name, known)) for sighting in there]
    below = [replace(sighting, name=_fullest(sighting.name, known)) for sighting in quoted]
    sender = writer(view)
    named_in = view.message.sender.name if view.message.sender else ""
    written_by = None
    if sender:
        written_by = Writer(
            name=sender.name,
            says_so=writer_takes_part(text, view.language),
            recruits=recruits(view, sender),
            chance=tagged.chance(Tag.INTERVIEWER, Part.NAME, 0, len(named_in)),
        )
    everybody = _merged([sighting.name for sighting in (*fullest, *below)])
    return candidates(everybody, fullest, written_by, below)


def in_quoted(quoted: Quoted | None, company: str | None) -> list[Sighting]:
    """Everywhere that the older mail below names a person."""
    if quoted is None:
        return []
    view = quoted.view
    said = f"{view.subject}\n\n{view.prose}"
    start = len(view.subject)  # the subject is the new mail's too
    found = sightings(view, said, company, quoted.opinion.tagged)
    return [sighting for sighting in found if sighting.judged.mention.start > start]


def _likely(
    view: View,
    text: str,
    there: Sequence[Sighting],
    tagged: Tagged,
    quoted: Quoted | None,
    company: str | None,
) -> Found:
    """Those who likely take part; where nobody does, the likeliest if they well may."""
    everybody = likely_people(view, text, there, tagged, in_quoted(quoted, company))
    taken = [one for one in everybody if one.chance >= ENOUGH]
    best = max(everybody, key=lambda one: one.chance, default=None)
    if not taken and best and best.is_named and best.chance >= BEST_ALONE:
        taken = [best]
    if not any(one.is_named for one in taken):
        return Found(())
    sender = writer(view)
    people = tuple(
        sender
        if sender and one.is_writer and not one.is_named
        else Person(name=one.name, title=names.title_of(one.name))
        for one in taken
    )
    first = next((one for one in taken if one.sightings), None)
    if first is None:
        return Found(people, next(one.below for one in taken if one.below)[0].name, "history")
    return Found(people, _quote(text, max(first.sightings, key=_strength)), "named")


def _strength(sighting: Sighting) -> float:
    return sighting.weight + (sighting.chance or 0.0)


def _quote(text: str, sighting: Sighting) -> str:
    """The name with what stands before it in its line."""
    mention = sighting.judged.mention
    return text[max(0, mention.start - 30) : mention.start].rpartition("\n")[2] + mention.name


def _found(view: View, text: str, taken: Sequence[Sighting], sender: Person | None) -> Found:
    """The people of the sightings, with the writer where they say that they take part."""
    written = _merged([sighting.name for sighting in taken])
    fuller = [*_known_names(view), *(m.name for m in _mentions(view, view.whole) if m.sure)]
    written = _merged([_fullest(name, fuller) for name in written])
    people = tuple(Person(name=name, title=names.title_of(name)) for name in written)
    if not people:
        return Found(())
    if sender:
        only_join = all(sighting.judged.joins for sighting in taken) and not recruits(view, sender)
        fresh = not any(names.same_person(sender.name, person.name) for person in people)
        if fresh and (only_join or writer_takes_part(text, view.language)):
            people = (sender, *people)
    return Found(people, _quote(text, taken[0]), "named")


def _known_names(view: View) -> list[str]:
    """The names of people that the headers and the calendar give."""
    message = view.message
    addresses = [message.sender, *message.reply_to, *message.cc]
    people = [known for address in addresses if (known := person_at(address))]
    people += invited(view)
    return [person.name for person in people]


def _fullest(name: str, known: list[str]) -> str:
    """The one longer form under which the mail names the same person, else the name."""
    mine = names.words_of(name)
    longer = {
        names.words_of(other): names.plain_form(other)
        for other in known
        if len(names.words_of(other)) <= 4
        and (
            mine < names.words_of(other)
            or names.short_for(name, other)
            or names.nickname_of(name, other)
        )
    }
    if len(longer) != 1 or not mine:
        return name
    title = names.title_of(names.plain_form(name))
    form = next(iter(longer.values()))
    return f"{title} {form}" if title and not names.title_of(form) else form


def _mentions(view: View, text: str) -> list[Mention]:
    message = view.message
    known: set[str] = set()
    for address in (message.sender, *message.reply_to, *message.cc):
        if address and (behind := person_at(address)):
            known |= names.words_of(behind.name)
    for event in view.events:
        guests = [attendee.person for attendee in event.attendees if not attendee.is_resource]
        for guest in (*guests, *([event.organizer] if event.organizer else [])):
            if names.plausible(guest.name):
                known |= names.words_of(guest.name)
    never = candidate_words(view)
    found = find_mentions(text, frozenset(known) - never, never)
    return list(islice(found, _MOST_MENTIONS))


def forwarded_by_agency(view: View) -> Found:
    """Whom the client's mail that an agency passes on names, else its writer."""
    text = view.whole[:12_000]
    for match in _WRITER.finditer(text):
        by = human(Address(match.group(2).lower(), match.group(1).strip(' "')))
        mine = view.message.sender.email.rpartition("@")[2] if view.message.sender else ""
        email = by.email if by and by.email else ""
        if by and email not in view.me and email.rpartition("@")[2] != mine:
            passed_on = QUOTE_MARKS.sub("", text[match.end() :])
            named_there = named(view, passed_on, None, by=by).people
            return Found(named_there or (by,), by.name, "forwarded")
    return Found(())


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


def _names_a_job(line: str) -> bool:
    return any(word in role_nouns() for word in re.findall(r"[a-z]+", line.lower()))


def _acceptable(name: str, view: View, company: str | None) -> bool:
    if not names.plausible(name, single=True):
        return False
    words = names.words_of(name)
    bare = {word.lower() for word in names.without_title(name).split()}
    if name.isupper() or not bare.isdisjoint(role_nouns()):
        return False
    candidate = candidate_words(view)
    if any(_fits(name, "", own) for own in view.me):
        return False
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
        elif _size(name) > _size(people[same]) or (
            names.title_of(name)
            and not names.title_of(people[same])
            and " " in names.without_title(name)
        ):
            people[same] = name
    return people


def _size(name: str) -> tuple[int, int]:
    """How full a form of a name is: by its words, then by their letters."""
    words = names.words_of(name)
    return len(words), sum(len(word) for word in words)
