"""Events that mail carries as schema.org markup, JSON-LD or microdata (pure).

Gmail's own format for reservations and events (developers.google.com/workspace/gmail/markup):
EventReservation with `reservationFor`, Event, BusinessEvent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ANY = re.compile(r"ld\+json|schema\.org", re.IGNORECASE)
_SCRIPT = re.compile(
    r"<script[^>]{0,200}ld\+json[^>]{0,200}>(.{0,60000}?)</script", re.IGNORECASE | re.DOTALL
)
_STRUCK = re.compile(r"<(?:del|s|strike)\b|line-through", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(?!(?:br|img|hr|meta|link|input|area|col|wbr|p|li)\b)[a-z]", re.IGNORECASE)
_DEEPEST_TREE = 1_000
_LONGEST = 400_000
_DEEPEST = 12
_CANCELLED = ("cancelled", "canceled", "eventcancelled", "reservationcancelled")


@dataclass(frozen=True, slots=True)
class MarkupEvent:
    """An event of the markup. `start` and `end` are aware; where the markup gives no offset they
    carry UTC and `floating` is True: the wall clock is right, the zone is for the reader to find.
    """

    name: str | None
    start: datetime
    end: datetime | None
    floating: bool
    place: str | None
    url: str | None
    organizer: str | None
    cancelled: bool = False


def read_markup(html: str | None) -> tuple[MarkupEvent, ...]:
    """The events of a message's HTML, each once, in order; () at little cost where it has none."""
    if not html or not _ANY.search(html, 0, _LONGEST):
        return ()
    html = html[:_LONGEST]
    events = [*_from_json(html), *_from_microdata(html)]
    return tuple(dict.fromkeys(events))


def read_struck(html: str | None) -> tuple[str, ...]:
    """The texts that the HTML shows struck through (<del>, <s>, <strike>, text-decoration).

    Calendars and tracking systems strike the old time of a move; plain text loses the line.
    """
    if not html or not _STRUCK.search(html, 0, _LONGEST) or _too_deep(html[:_LONGEST]):
        return ()
    nodes = LexborHTMLParser(html[:_LONGEST]).css("del, s, strike, [style*='line-through']")
    texts = (" ".join(node.text(separator=" ").split()) for node in nodes[:40])
    return tuple(dict.fromkeys(text for text in texts if 2 < len(text) <= 200))


def _too_deep(html: str) -> bool:
    """Whether elements nest deeper than any real mail's: the tree's cost grows with the square."""
    depth = 0
    for tag in _TAG.finditer(html):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST_TREE:
            return True
    return False


def _from_json(html: str) -> Iterator[MarkupEvent]:
    for script in _SCRIPT.findall(html)[:10]:
        try:
            data = json.loads(script.strip().removeprefix("<!--").removesuffix("-->"))
        except (ValueError, RecursionError):
            continue
        for item in _items(data, 0):
            event = _event(item)
            if event:
                yield event


def _items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for entry in data[:100]:
            yield from _items(entry, depth + 1)
    elif isinstance(data, dict):
        inner = data.get("reservationFor") or data.get("@graph")
        if inner:
            status = {"eventStatus": data.get("reservationStatus")}
            for item in _items(inner, depth + 1):
                yield {**status, **item}
        elif "Event" in str(data.get("@type", "")):
            yield data


def _event(item: dict[str, Any]) -> MarkupEvent | None:
    start = _moment(item.get("startDate"))
    if start is None:
        return None
    end = _moment(item.get("endDate"))
    return MarkupEvent(
        name=_text(item.get("name")),
        start=start[0],
        end=end[0] if end and end[0] > start[0] else None,
        floating=start[1],
        place=_place(item.get("location")),
        url=_text(item.get("url")) or _url(item.get("location")),
        organizer=_text(item.get("organizer") or item.get("performer")),
        cancelled=_cancelled(item.get("eventStatus")),
    )


def _moment(value: Any) -> tuple[datetime, bool] | None:
    """(instant, whether it floats) of an ISO 8601 text."""
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return (moment, False) if moment.tzinfo else (moment.replace(tzinfo=UTC), True)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return (" ".join(value.split())[:300] or None) if isinstance(value, str) else None


def _place(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return _text(value)
    address = value.get("address")
    if isinstance(address, dict):
        keys = ("streetAddress", "postalCode", "addressLocality", "addressRegion")
        address = ", ".join(str(address[key]) for key in keys if address.get(key))
    parts = [part for part in (value.get("name"), address) if isinstance(part, str) and part]
    return _text(", ".join(dict.fromkeys(parts)))


def _url(value: Any) -> str | None:
    return _text(value.get("url")) if isinstance(value, dict) else None


def _cancelled(value: Any) -> bool:
    return isinstance(value, str) and value.rpartition("/")[2].lower() in _CANCELLED


def _from_microdata(html: str) -> Iterator[MarkupEvent]:
    if "itemscope" not in html.lower() or _too_deep(html):
        return
    for node in LexborHTMLParser(html).css("[itemtype*='Event']")[:20]:
        if "reservation" in (node.attributes.get("itemtype") or "").lower():
            continue
        event = _event({name: _content(node, name) for name in _FIELDS})
        if event:
            yield event


_FIELDS = ("name", "startDate", "endDate", "location", "url", "organizer", "eventStatus")


def _content(node: LexborNode, name: str) -> Any:
    found = node.css_first(f"[itemprop='{name}']")
    if found is None:
        return None
    attributes = found.attributes
    if "itemscope" in attributes:
        return {key: _content(found, key) for key in ("name", "address", "url")}
    for key in ("content", "datetime", "href"):
        if attributes.get(key):
            return attributes[key]
    return found.text(strip=True)
