"""The interview a message states: its time, by calendar, markup or words, and how it is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.reading.calendar import CalendarEvent
from service.reading.encoder.pieces import Part
from service.reading.encoder.tags import Tag, Tagged
from service.reading.from_thread import LIKELY, UNLIKELY, from_thread, shifted
from service.reading.kind.language import languages
from service.reading.kind.phrases import matches
from service.reading.markup import MarkupEvent
from service.reading.model import Interview, InterviewStatus, Kind, Medium
from service.reading.view import View
from service.reading.when import Cue, TimeMention, choose_interview_time
from service.reading.when.apart import joined
from service.reading.when.choose import KindHint
from service.reading.who.links import is_join_link, join_link, medium_of, place_of
from service.reading.who.phone import phone_in

_HARDLY_NEW = 0.1
"""Chance below which a move names no new time."""
_LONGEST_INTERVIEW = timedelta(hours=12)
_STATUS = {
    Kind.INTERVIEW_CONFIRMATION: InterviewStatus.CONFIRMED,
    Kind.INTERVIEW_RESCHEDULE: InterviewStatus.RESCHEDULED,
    Kind.INTERVIEW_CANCELLATION: InterviewStatus.CANCELLED,
}


_HINTS: dict[Kind, KindHint] = {
    Kind.INTERVIEW_CONFIRMATION: "confirmation",
    Kind.INTERVIEW_RESCHEDULE: "reschedule",
    Kind.INTERVIEW_CANCELLATION: "cancellation",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The interview, and by what its start is known: "when", "calendar", "markup", "history".

    `quote` is the text's own words for the time; empty where only the calendar has it.
    """

    interview: Interview
    rule: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class _Slot:
    start: datetime
    end: datetime | None
    time_zone: str | None
    rule: str
    quote: str = ""
    chance: float | None = None
    date_span: tuple[int, int] | None = None
    all_day: bool = False
    uid: str | None = None
    sequence: int | None = None
    moved_from: datetime | None = None


def interview_of(view: View, kind: Kind, tagged: Tagged | None = None) -> Chosen | None:
    """The interview that a mail of this kind states, or None where it names no time.

    The calendar's word goes before the markup's, then the text's, the subject's, the quoted mail's,
    at last a day and a time of the mail that stand apart.
    """
    if kind not in _STATUS:
        return None
    mentions = _weighed(view.mentions, tagged, Part.BODY)
    slot = _from_calendar(view, mentions) or _from_markup(view, mentions)
    if slot and slot.all_day:
        slot = _of_its_hour(view, kind, slot, mentions, tagged)
    slot = slot or _shifted(view, kind, tagged) or _told(view, kind, mentions, tagged)
    slot = slot or _from_thread(view, kind, mentions, tagged) or _from_parts(view)
    if slot is None or _no_new_time(kind, slot):
        return None
    return Chosen(_interview(view, kind, slot, mentions), slot.rule, slot.quote)


def _weighed(
    mentions: Sequence[TimeMention], tagged: Tagged | None, part: Part
) -> Sequence[TimeMention]:
    """The mentions with how likely each names the interview's time."""
    if tagged is None:
        return mentions
    return [
        replace(mention, chance=tagged.chance(Tag.WHEN, part, *mention.span))
        for mention in mentions
    ]


def _from_calendar(view: View, mentions: Sequence[TimeMention]) -> _Slot | None:
    """The first event's day: several sessions of one day are one interview."""
    if not view.events:
        return None
    first = min(view.events, key=lambda event: event.start)
    day = [event for event in view.events if event.start.date() == first.start.date()]
    ends = [event.end for event in day if event.end]
    same = [m for m in mentions if m.has_time and m.start == first.start]
    start, end, time_zone = first.start, max(ends) if ends else None, first.time_zone
    named = next((m for m in same if m.time_zone), None)
    if named is not None and time_zone in (None, "UTC"):
        # Programs write UTC for the sake of programs; the words say where the clock hangs.
        start, time_zone = named.start, named.time_zone
        end = end.astimezone(start.tzinfo) if end else None
    return _Slot(
        start=start,
        end=end,
        time_zone=time_zone,
        rule="calendar",
        quote=same[0].quote if same else "",
        all_day=first.all_day,
        uid=first.uid,
        sequence=first.sequence,
    )


def _of_its_hour(
    view: View, kind: Kind, whole: _Slot, mentions: Sequence[TimeMention], tagged: Tagged | None
) -> _Slot:
    """An event that fills its day, at the hour that the words give for that day, if they do."""
    day = whole.start.date()
    placed = [m.on(day) if m.has_time and not m.has_date else m for m in mentions]
    told = _told(view, kind, placed, tagged)
    if told is None or told.start.date() != day:
        return whole
    return replace(told, rule="calendar", uid=whole.uid, sequence=whole.sequence)


def _from_markup(view: View, mentions: Sequence[TimeMention]) -> _Slot | None:
    for event in view.markup:
        same = [m for m in mentions if m.has_time and _agree(event, m)]
        if event.floating and not same:
            continue
        return _Slot(
            start=same[0].start if event.floating else event.start,
            end=_end(event, same),
            time_zone=same[0].time_zone if same else None,
            rule="markup",
            quote=same[0].quote if same else "",
        )
    return None


def _agree(event: MarkupEvent, mention: TimeMention) -> bool:
    if event.floating:
        return mention.start.replace(tzinfo=None) == event.start.replace(tzinfo=None)
    return mention.start == event.start


def _end(event: MarkupEvent, same: Sequence[TimeMention]) -> datetime | None:
    if event.end is None:
        return same[0].end if same else None
    return same[0].start + (event.end - event.start) if event.floating else event.end


def _from_words(view: View, kind: Kind, mentions: Sequence[TimeMention]) -> _Slot | None:
    moment = view.message.date or view.message.received_at
    chosen = choose_interview_time(mentions, reference=moment, kind_hint=_HINTS[kind])
    mention = chosen.mention
    if mention is None:
        return _moved_to(mentions) if kind is Kind.INTERVIEW_RESCHEDULE else None
    if not mention.has_date:
        return None
    if kind is Kind.INTERVIEW_RESCHEDULE and mention.end and _from_one_to_another(view, mention):
        return _Slot(
            start=mention.end,
            end=None,
            time_zone=mention.time_zone,
            rule="when",
            quote=mention.quote,
            chance=mention.chance,
            moved_from=mention.start,
        )
    return _Slot(
        start=mention.start,
        end=mention.end,
        time_zone=mention.time_zone,
        rule="when",
        quote=mention.quote,
        chance=mention.chance,
        date_span=mention.date_span,
        moved_from=chosen.moved_from,
    )


def _from_one_to_another(view: View, mention: TimeMention) -> bool:
    """Whether the words are those of a move: "nudged your interview from 10:30 to 11:00"."""
    before = view.body[: mention.span[0]]
    inside = view.body[slice(*mention.span)] == mention.quote
    return inside and before.rstrip().lower().endswith((" from", "\nfrom"))


def _from_thread(
    view: View, kind: Kind, mentions: Sequence[TimeMention], tagged: Tagged | None
) -> _Slot | None:
    """The time that a short answer leaves to the mail that it quotes."""
    loose = _weighed(view.loose_mentions, tagged, Part.BODY) if tagged else mentions
    found = from_thread(view, kind, loose)
    if found is None:
        return None
    return _Slot(found.start, found.end, found.time_zone, "history", found.quote)


def _shifted(view: View, kind: Kind, tagged: Tagged | None) -> _Slot | None:
    """The time that a move states by how much it moves alone."""
    if kind is not Kind.INTERVIEW_RESCHEDULE or tagged is None:
        return None
    found = shifted(view, _weighed(view.loose_mentions, tagged, Part.BODY))
    if found is None:
        return None
    new, old = found
    return _Slot(new.start, new.end, new.time_zone, "history", new.quote, moved_from=old)


def _told(
    view: View, kind: Kind, mentions: Sequence[TimeMention], tagged: Tagged | None
) -> _Slot | None:
    """The time in words; a likely day and time that stand apart go before an unlikely whole."""
    in_subject = _weighed(view.times_in(view.subject), tagged, Part.SUBJECT)
    whole = _from_words(view, kind, mentions)
    of_another_day = whole is not None and _hardly_its_day(whole, tagged)
    whole = whole or _from_words(view, kind, in_subject)
    if whole and (whole.chance is None or whole.chance >= LIKELY) and not of_another_day:
        return whole
    return _from_likely_parts(view, kind, tagged) or whole


def _no_new_time(kind: Kind, slot: _Slot) -> bool:
    """Whether a move's time is hardly the new one: what it names is then the old one."""
    moves = kind is Kind.INTERVIEW_RESCHEDULE and slot.rule == "when"
    return moves and slot.chance is not None and slot.chance < _HARDLY_NEW


def _hardly_its_day(time: TimeMention | _Slot, tagged: Tagged | None) -> bool:
    """Whether the day that a time was given, from afar, is hardly the interview's."""
    if time.date_span is None or tagged is None:
        return False
    chance = tagged.chance(Tag.WHEN, Part.BODY, *time.date_span)
    return chance is not None and chance < UNLIKELY


def _from_likely_parts(view: View, kind: Kind, tagged: Tagged | None) -> _Slot | None:
    """A day and a time that stand apart, or hardly look like one, each likely the interview's."""
    if tagged is None:
        return None
    body = [
        replace(mention, has_date=False) if _hardly_its_day(mention, tagged) else mention
        for mention in _weighed(view.hinted_mentions(_hints(tagged, Part.BODY)), tagged, Part.BODY)
    ]
    in_subject = view.times_in(view.subject, hints=_hints(tagged, Part.SUBJECT))
    subject = _weighed(in_subject, tagged, Part.SUBJECT)
    likely = [[m for m in some if (m.chance or 0) >= LIKELY] for some in (body, subject)]
    sent = view.message.date or view.message.received_at
    found = joined(likely[0], likely[1], sent)
    if found is None:
        return _from_words(view, kind, likely[0])
    return _Slot(found.start, found.end, found.time_zone, "when", found.quote)


def _hints(tagged: Tagged, part: Part) -> list[tuple[int, int]]:
    """The places that the encoder takes for the interview's day or time."""
    return [(run.start, run.end) for run in tagged.runs(Tag.WHEN, least=LIKELY) if run.part is part]


def _from_parts(view: View) -> _Slot | None:
    """A day and a time that stand apart, each plain; read last, as it is the least sure."""
    sent = view.message.date or view.message.received_at
    found = joined(view.loose_mentions, view.times_in(view.subject, hints=()), sent)
    if found is None:
        return None
    return _Slot(found.start, found.end, found.time_zone, "when", found.quote)


def _moved_to(mentions: Sequence[TimeMention]) -> _Slot | None:
    """The second half of "from Thursday at 2 to Friday at 11", read as one long span."""
    for mention in mentions:
        if mention.has_time and mention.end and mention.end - mention.start > _LONGEST_INTERVIEW:
            return _Slot(mention.end, None, mention.time_zone, "when", mention.quote)
    return None


def _interview(view: View, kind: Kind, slot: _Slot, mentions: Sequence[TimeMention]) -> Interview:
    text = f"{view.subject}\n{view.body}"
    location = next((event.location for event in view.events if event.location), None)
    url = _join_url(view.events, text)
    place = place_of(view.body, location)
    medium = _medium(view, url, location, place)
    return Interview(
        start=slot.start,
        end=slot.end,
        time_zone=slot.time_zone,
        status=status_of(view, kind),
        medium=medium,
        place=place,
        join_url=url,
        phone=phone_in(view.body),
        all_day=slot.all_day,
        uid=slot.uid,
        sequence=slot.sequence,
        moved_from=slot.moved_from or _moved_from(mentions, slot.start),
    )


def _medium(view: View, url: str | None, location: str | None, place: str | None) -> Medium | None:
    """By the join link, the calendar's location, the words; a place alone means being there."""
    said = medium_of(location, view.language, url) if location or url else None
    if location and said is None and place:
        return Medium.ONSITE
    said = said or medium_of(f"{view.subject}\n{view.body}", view.language, None)
    return said or (Medium.ONSITE if place else None)


def _join_url(events: Sequence[CalendarEvent], text: str) -> str | None:
    found = join_link(text)
    links = [url for event in events for url in event.join_urls if is_join_link(url)]
    return found or next(iter(links), None)


def status_of(view: View, kind: Kind) -> InterviewStatus:
    """Proposed where a single fixed slot waits for the candidate's word."""
    if kind is Kind.INTERVIEW_CONFIRMATION and _asks_to_confirm(view):
        return InterviewStatus.PROPOSED
    return _STATUS[kind]


def _asks_to_confirm(view: View) -> bool:
    known = languages()
    return any(
        next(matches(known[code].signals.get("propose", ()), view.low_body), None)
        for code in dict.fromkeys((view.language, "en"))
    )


def _moved_from(mentions: Sequence[TimeMention], start: datetime) -> datetime | None:
    """The earlier start, where a move names one with its time."""
    for mention in mentions:
        if mention.cue is Cue.PREVIOUS and mention.has_time and mention.has_date:
            return mention.start if mention.start != start else None
    return None
