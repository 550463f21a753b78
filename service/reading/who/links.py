# ruff: noqa: E501, RUF001  # patterns of real mail: its own dashes and quotes
"""Where an interview happens: the join link, the medium, the place (pure)."""

from __future__ import annotations

import re

from service.reading.kind.language import languages
from service.reading.kind.phrases import Phrase, level, matches
from service.reading.model import Medium

_URL = re.compile(
    r"https?://[^\s<>\"')\]}]+|\b(?:meet\.google\.com|[\w-]+\.zoom\.us)/[^\s<>\"')\]}]+"
)
_JOIN = re.compile(
    r"(?:^https?://)?(?:[\w.-]*zoom\.(?:us|com)/(?:j|s|my|w|wc)/|meet\.google\.com/[a-z]"
    r"|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet|dl/launcher)|[\w-]*\.?webex\.com/\S"
    r"|join\.skype\.com|meet\.jit\.si/|whereby\.com/|chime\.aws/|bluejeans\.com/|gotomeet\.me/"
    r"|(?:global\.)?gotomeeting\.com/join|app\.hirevue\.com/|meet\.goto\.com/|[\w.-]*ringcentral\.com/"
    r"|8x8\.vc/|around\.co/|app\.gather\.town|coderpad\.io/|hangouts\.google\.com|facetime\.apple\.com"
    r"|meet\.[\w-]+\.[\w.]+/|video\.[\w-]+\.[\w.]+/|[\w.-]+/(?:join|meeting|meet|room|video-?call)/)",
    re.IGNORECASE,
)
_NOT_JOIN = re.compile(
    r"resched|cancel|calendly|unsubscri|/support|/test|download|zoom\.us/(?:test|zoomconference)"
    r"|/u/|find-local|privacy|terms|dialin|meetingoptions|preferences|survey|feedback",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^[ \t>*•·-]*(?:📍\s*)?(?:interview )?(?:location|where|place|venue|address|office|ort|adresse|lieu|lugar|"
    r"ubicación|locatie|adres|wo|où|dónde|waar|treffpunkt)\b[^:\n]{0,20}[:：]\s*\**[ \t]*(?:\n[ \t]*)?(\S[^\n]{2,120})",
    re.IGNORECASE | re.MULTILINE,
)
_STREET = re.compile(
    r"(?:\bat |\bin |\bto |: |\n)((?:our (?:office|offices|headquarters|hq)s? (?:at|in|on) )?"
    r"\d{1,5}[A-Za-z]? (?:[A-Z][\w.'-]+ ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|"
    r"Way|Square|Sq|Place|Pl|Court|Ct|Parkway|Pkwy|Quay|Wharf|Highway|Hwy|Row|Terrace|Close)\b\.?"
    r"(?:,? (?:Suite|Ste|Floor|Fl|Unit|Level|#)\.? ?\w+)?(?:, [A-Z][\w.' -]{2,30}){0,3}(?: \d{4,5})?)"
)


def join_link(text: str) -> str | None:
    """The first link by which the candidate joins a call; never one to move or cancel it."""
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,;:!?*")
        if is_join_link(url):
            return url if url.startswith("http") else f"https://{url}"
    return None


def is_join_link(url: str) -> bool:
    return bool(_JOIN.search(url)) and not _NOT_JOIN.search(url)


def medium_of(text: str | None, language: str, url: str | None) -> Medium | None:
    """How the interview is held. A join link says video; else what most phrases say.

    Of equal counts the phone wins over video (a call may name both), and a place over the phone.
    """
    if url:
        return Medium.VIDEO
    leveled = level((text or "")[:6000])
    known = languages()
    places = [known[code].places for code in dict.fromkeys((language, "en"))]
    votes = {
        medium: sum(1 for found in places for _ in matches(found.get(medium.value, ()), leveled))
        for medium in Medium
    }
    counts = {
        medium: _mentions(leveled, places, medium) if votes[medium] else 0 for medium in Medium
    }
    best = max(counts.values())
    order = (Medium.ONSITE, Medium.PHONE, Medium.VIDEO)
    return next((medium for medium in order if counts[medium] == best), None) if best else None


def _mentions(leveled: str, places: list[dict[str, tuple[Phrase, ...]]], medium: Medium) -> int:
    return sum(
        len(phrase.pattern.findall(leveled))
        for found in places
        for phrase in found.get(medium.value, ())
    )


def place_of(text: str, location: str | None = None) -> str | None:
    """The place: the calendar's, after a label ("Location:"), or a street address in the text."""
    if location and not _URL.search(location) and not _says_remote(location):
        return " ".join(location.split())
    for match in _PLACE.finditer(text):
        place = match.group(1).strip(" *.")
        if not _URL.search(place) and not _says_remote(place):
            return place
    street = _STREET.search(text)
    return street.group(1).strip(" .,") if street else None


def _says_remote(place: str) -> bool:
    return bool(
        re.search(
            r"zoom|teams|meet\b|webex|video|phone|virtual|online|remote|skype|telefon",
            place,
            re.IGNORECASE,
        )
    )
