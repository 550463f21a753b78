"""Time zones as mail names them: IANA names, Windows names, abbreviations, offsets, places (pure).

The data lies in languages/zones.toml. Windows names come from icalendar's copy of the Unicode
CLDR table windowsZones. Offsets read as ISO 8601 has them: UTC+2 is two hours east.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_AREAS = (
    "africa|america|antarctica|arctic|asia|atlantic|australia|brazil|canada|etc|europe|indian"
    "|mexico|pacific|us"
)
_IANA = re.compile(
    rf"(?:{_AREAS})/[a-z]+(?:[_+-][a-z0-9]+)*(?:/[a-z]+(?:[_-][a-z]+)*)?", re.IGNORECASE
)
_OFFSET_WORD = re.compile(
    r"(?:utc|gmt)\s?([+-])(0?\d|1[0-4])(?::?([0-5]\d))?(?!\d|[ ]?[ap]\.?m|[ ]?(?:utc|gmt))"
)
_BARE_OFFSET = re.compile(r"[ ]?([+]|(?<=[ ])-)(0\d|1[0-4]):?(00|15|30|45)(?![\d:]|[ ]?[ap]m)")
_TIME_WORD = r"(?:standard |daylight |summer |\(?(?:us|u\.s\.)\)? )?(?:time\b|zeit\b|tijd\b)"
_YOURS = re.compile(r"[ ,(]{1,3}your time\b(?! ?zone)")
_LEAD = re.compile(
    r"[ \t]{0,3}\n?[ \t]{0,3}(?:[,/]|\.(?=[ ]?\())?[ \t]?(?P<open>[(\[])?[ \t]?(?:in |your time )?"
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone: `name` is the IANA name, or None where only an offset is known."""

    name: str | None
    tz: tzinfo

    def at(self, day: date, clock: time) -> datetime:
        """The instant at which this zone's clocks show `clock` on `day`.

        A time that a switch to summer time skips is read as the clock that was not turned; of a
        time that comes twice the first is meant (PEP 495, fold=0).
        """
        wall = datetime.combine(day, clock, self.tz)
        return wall.astimezone(UTC).astimezone(self.tz)

    def offset_at(self, moment: datetime) -> timedelta | None:
        return moment.astimezone(self.tz).utcoffset()


@dataclass(frozen=True, slots=True)
class ZoneContext:
    """What decides between the meanings of a zone's name.

    `moment` is the message's own time with its sender's offset, `own` the candidate's zone,
    `text` the folded text (for place names).
    """

    moment: datetime
    own: str | None
    language: str
    text: str


UTC_ZONE = Zone("UTC", UTC)


@cache
def zone_named(name: str) -> Zone | None:
    """The zone of an IANA name in its exact spelling, or None."""
    if name.upper() in ("UTC", "ETC/UTC", "GMT", "Z", "ETC/GMT"):
        return UTC_ZONE
    name = _data()["aliases"].get(name, name)
    try:
        return Zone(name, ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return None


def offset_zone(text: str) -> Zone | None:
    """The zone of an ISO 8601 offset: "z", "+01:00", "-0800"; None of anything else."""
    match = re.fullmatch(r"([+-])(\d\d):?(\d\d)", text)
    if match:
        return fixed_zone(_delta(*match.groups()))
    return UTC_ZONE if text.lower() == "z" else None


def fixed_zone(offset: timedelta) -> Zone:
    """A zone of which only the offset is known."""
    return Zone(None, timezone(offset) if offset else UTC)


@cache
def zone_of_calendar(tzid: str) -> Zone | None:
    """The zone of an iCalendar TZID: IANA, Windows, with a vendor's prefix ("/mozilla.org/..."),
    an offset ("(UTC-03:00) Brasilia"), a place or zone in words; None if it names none we know.
    """
    plain = tzid.strip().strip('"').strip()
    found = _exact(plain)
    if found:
        return found
    iana = _IANA.search(plain)
    if iana and (zone := _iana(iana.group())):
        return zone
    folded = plain.lower()
    offset = _OFFSET_WORD.search(folded)
    if offset:
        return fixed_zone(_delta(*offset.groups()))
    return _zone_in_words(folded)


def _exact(plain: str) -> Zone | None:
    if plain in WINDOWS_TO_OLSON:
        return zone_named(WINDOWS_TO_OLSON[plain])
    return zone_named(plain) if plain and re.fullmatch(r"[\w+\-/]{1,60}", plain) else None


def _zone_in_words(folded: str) -> Zone | None:
    for word, meaning in _data()["names"].items():
        if folded.startswith(word):
            return zone_named(_data()["abbreviations"].get(meaning, [meaning])[0])
    for name, words in _data()["places"].items():
        if any(re.search(rf"\b{re.escape(word)}\b", folded) for word in words):
            return zone_named(name)
    return None


def read_zone(
    folded: str, original: str, position: int, context: ZoneContext
) -> tuple[Zone | None, int] | None:
    """The zone written at `position`, just after a time: (zone, end of its text), or None.

    The zone is None where the text says "your time" or "your local time". `folded` is `original`
    in lower case without accents, character for character.
    """
    lead = _LEAD.match(folded, position)
    start = lead.end() if lead else position
    bracketed = bool(lead and lead.group("open"))
    found = (
        _read_offset(folded, start, context)
        or _read_iana(original, start)
        or _read_words(folded, start, context, bracketed=bracketed)
        or _read_abbreviation(folded, original, start, context)
    )
    if not found:
        found = _read_bare_offset(folded, position)
    if found is None:
        yours = _YOURS.match(folded, position)
        return (None, yours.end()) if yours else None
    zone, end = found
    if bracketed:
        end = _close(folded, end)
    return zone, end


def _close(folded: str, end: int) -> int:
    closing = re.compile(r"[^()\n]{0,40}[)\]]").match(folded, end)
    return closing.end() if closing else end


def _read_offset(folded: str, start: int, context: ZoneContext) -> tuple[Zone | None, int] | None:
    match = _OFFSET_WORD.match(folded, start)
    if not match:
        return None
    zone, end = fixed_zone(_delta(*match.groups())), match.end()
    tail = re.compile(r"\)?[ ]?").match(folded, end)
    after = tail.end() if tail else end
    words = _read_words(folded, after, context, bracketed=True) or _read_iana(folded, after)
    if words and words[0] and zone.tz.utcoffset(None) in _offsets(words[0], context.moment):
        return words
    return zone, end


def _offsets(zone: Zone, moment: datetime) -> set[timedelta | None]:
    return {zone.offset_at(moment.replace(month=month, day=1)) for month in (1, 7)}


def _read_iana(original: str, start: int) -> tuple[Zone | None, int] | None:
    match = _IANA.match(original, start)
    zone = _iana(match.group()) if match else None
    return (zone, match.end()) if match and zone else None


def _iana(name: str) -> Zone | None:
    return zone_named(name) or zone_named("/".join(part.title() for part in name.split("/")))


def _read_words(
    folded: str, start: int, context: ZoneContext, *, bracketed: bool
) -> tuple[Zone | None, int] | None:
    local = _patterns()["local"].match(folded, start)
    if local:
        return None, local.end()
    words = _patterns()["names"].match(folded, start)
    if words:
        return _mean(_data()["names"][words.group("name")], context), words.end()
    place = _patterns()["places"].match(folded, start)
    named = place and (place.group("time") or place.group("of") or place.group("alone") is not None)
    if place and (bracketed or named):
        return zone_named(_place_of()[place.group("place")]), place.end()
    return None


def _read_abbreviation(
    folded: str, original: str, start: int, context: ZoneContext
) -> tuple[Zone | None, int] | None:
    match = _patterns()["abbreviations"].match(folded, start)
    if not match:
        return None
    word = match.group()
    if not original[start : match.end()].isupper() and word not in _data()["lower_case"]:
        return None
    return _mean(word, context), match.end()


def _read_bare_offset(folded: str, start: int) -> tuple[Zone | None, int] | None:
    match = _BARE_OFFSET.match(folded, start)
    return (fixed_zone(_delta(*match.groups())), match.end()) if match else None


def _delta(sign: str, hours: str, minutes: str | None) -> timedelta:
    size = timedelta(hours=min(int(hours), 14), minutes=int(minutes or 0))
    return -size if sign == "-" else size


def _mean(word: str, context: ZoneContext) -> Zone | None:
    """The zone an abbreviation means here: by places, language, sender, candidate, use."""
    choices = _data()["abbreviations"].get(word)
    if choices is None:
        return zone_named(word)
    if word == "gmt":
        return _greenwich(context)
    if len(choices) == 1:
        return zone_named(choices[0])
    if context.own in choices and _same_clock(context.own, choices[0], context.moment):
        return zone_named(context.own)
    return zone_named(_by_place(choices, context.text) or _by_clock(choices, context) or choices[0])


def _greenwich(context: ZoneContext) -> Zone | None:
    """GMT is London's clock while London keeps it; in summer it is what it says."""
    london = zone_named("Europe/London")
    return london if london and not london.offset_at(context.moment) else UTC_ZONE


def _same_clock(one: str | None, other: str, moment: datetime) -> bool:
    first, second = zone_named(one or ""), zone_named(other)
    return bool(first and second and first.offset_at(moment) == second.offset_at(moment))


def _by_place(choices: list[str], text: str) -> str | None:
    for name in choices:
        words = _data()["places"].get(name, ())
        if any(word in text and re.search(rf"\b{re.escape(word)}\b", text) for word in words):
            return name
    return None


def _by_clock(choices: list[str], context: ZoneContext) -> str | None:
    home = _data()["languages"].get(context.language)
    if home in choices:
        return str(home)
    offset = context.moment.utcoffset()
    same = [name for name in choices if _offset_of(name, context.moment) == offset]
    if same and offset:
        return context.own if context.own in same else same[0]
    return context.own if context.own in choices else None


def _offset_of(name: str, moment: datetime) -> timedelta | None:
    zone = zone_named(name)
    return zone.offset_at(moment) if zone else None


@cache
def _data() -> dict[str, Any]:
    text = resources.files("service.reading").joinpath("languages/zones.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _place_of() -> dict[str, str]:
    return {word: name for name, words in _data()["places"].items() for word in words}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    def words(items: Any) -> str:
        return "|".join(sorted((re.escape(item) for item in items), key=len, reverse=True))

    us = r"(?:[ -]{1,3}\(?us ?(?:& ?|and )canada\)?)?"
    return {
        "local": re.compile(
            r"(?:(?:in )?(?:your|candidate'?s?) (?:own )?(?:local )?time ?zone|"
            r"(?:your )?local time\b"
            r"|ortszeit\b|heure locale\b|hora local\b|lokale tijd\b)"
        ),
        "names": re.compile(
            rf"(?:us[/ ])?(?P<name>{words(_data()['names'])})\b(?:[ ]{_TIME_WORD})?{us}"
        ),
        "places": re.compile(
            rf"(?P<of>(?:hora|heure|horario|uhrzeit)(?: de)? )?(?P<place>{words(_place_of())})"
            rf"(?![\w-])(?:(?P<time>[ ](?:local )?{_TIME_WORD})|(?P<alone>(?=[ ]?(?:[=/;()]|$))))?"
        ),
        "abbreviations": re.compile(rf"(?:{words(_data()['abbreviations'])})(?![\w'])"),
    }
