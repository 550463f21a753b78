"""iCalendar text to properties, forgiving what programs break (pure).

RFC 5545 3.1 asks for folded lines, each a name, parameters and a value. Mail brings blank lines
inside a property, continuations without their blank, and components that never end; none of these
may cost the event. `icalendar` refuses such texts or takes milliseconds for a zone table that is
not needed here (docs/reading-times.md has the measurement), so the lines are read here and the
library is asked only for what is its own: recurrence and custom zones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAME = re.compile(r"(?:[A-Z0-9][A-Z0-9._-]*\.)?([A-Z][A-Z0-9-]{1,60})(?=[;:])", re.IGNORECASE)
_PARAMETER = re.compile(
    r';\s*([A-Z0-9-]{1,60})\s*=\s*((?:"[^"]*"|[^";:,])*(?:,(?:"[^"]*"|[^";:,])*)*)', re.IGNORECASE
)
_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
LONGEST = 400_000
"""Characters of a calendar that are read."""

_MOST_COMPONENTS = 2000


@dataclass(frozen=True, slots=True)
class Property:
    """One content line: upper-case name, parameters (upper-case names, unquoted values), value."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value with the escapes of TEXT undone (RFC 5545 3.3.11)."""
        return _ESCAPED.sub(
            lambda m: "\n" if m.group(1) in "nN" else m.group(1), self.value
        ).strip()


@dataclass(slots=True)
class Component:
    """A VEVENT or VTIMEZONE: its own properties (not an inner alarm's) and its lines."""

    kind: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str | None:
        found = self.first(name)
        return found.text or None if found else None


@dataclass(slots=True)
class Calendar:
    """The events and zone tables of one calendar text, and what was mended."""

    method: str | None = None
    zone: str | None = None
    events: list[Component] = field(default_factory=list)
    zones: list[Component] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_lines(text: str) -> Calendar:
    """The calendar of a text; whatever cannot be read is left out and named in `problems`."""
    calendar = Calendar()
    stack: list[Component] = []
    for line in _unfold(text[:LONGEST], calendar.problems):
        name = _NAME.match(line)
        if not name:
            continue
        _take(line, name.group(1).upper(), calendar, stack)
        if len(calendar.events) > _MOST_COMPONENTS:
            break
    if any(component.kind == "VEVENT" for component in stack):
        calendar.problems.append("an event never ends")
    return calendar


def _take(line: str, name: str, calendar: Calendar, stack: list[Component]) -> None:
    value = line.rpartition(":")[2].strip().upper()
    if name == "BEGIN":
        _begin(value, calendar, stack)
    if stack:
        stack[0].lines.append(line)
    if name == "END" and stack:
        _end(value, stack)
    elif name not in ("BEGIN", "END"):
        prop = parse_property(line)
        if not stack:
            _of_calendar(prop, calendar)
        elif len(stack) == 1:
            stack[0].properties.setdefault(prop.name, []).append(prop)


def _begin(kind: str, calendar: Calendar, stack: list[Component]) -> None:
    if kind == "VCALENDAR":
        stack.clear()
        return
    if kind in ("VEVENT", "VTIMEZONE") and stack:
        calendar.problems.append(f"a {stack[0].kind} never ends")
        stack.clear()
    component = Component(kind)
    if not stack and kind == "VEVENT":
        calendar.events.append(component)
    elif not stack and kind == "VTIMEZONE":
        calendar.zones.append(component)
    stack.append(component)


def _end(kind: str, stack: list[Component]) -> None:
    kinds = [component.kind for component in stack]
    if kind == "VCALENDAR":
        stack.clear()
    elif kind in kinds:
        del stack[kinds.index(kind) :]


def _of_calendar(prop: Property, calendar: Calendar) -> None:
    if prop.name == "METHOD":
        calendar.method = prop.value.strip().upper() or None
    elif prop.name == "X-WR-TIMEZONE":
        calendar.zone = prop.value.strip() or None


def _unfold(text: str, problems: list[str]) -> Iterator[str]:
    """Whole content lines. A line that names no property continues the one before."""
    current: list[str] = []
    for raw in re.split(r"\r\n|\n|\r", _FOLD.sub("", text.lstrip("\ufeff"))):
        if not raw.strip():
            continue
        elif _NAME.match(raw) and not _open_quote(current):
            if current:
                yield "".join(current)
            current = [raw]
        elif current:
            problems.append("a line was broken without a blank")
            glue = " " if _open_quote(current) else ""
            current.append(glue + raw if len(current) < 500 else "")
    if current:
        yield "".join(current)


def _open_quote(current: list[str]) -> bool:
    """Whether the last line breaks inside a quoted parameter (an ATTENDEE cut by a blank line)."""
    if (
        len(current) != 1
        or '"' not in current[0]
        or not current[0].startswith(("ATTENDEE", "ORGANIZER"))
    ):
        return False
    return current[0].count('"') % 2 == 1 and ":" not in current[0].rpartition('"')[2]


def parse_property(line: str) -> Property:
    """The property of a content line that names one."""
    name = _NAME.match(line)
    position = name.end() if name else 0
    parameters = {}
    while match := _PARAMETER.match(line, position):
        parameters[match.group(1).upper()] = match.group(2).strip().strip('"')
        position = match.end()
    rest = line[position:]
    value = rest[rest.find(":") + 1 :] if ":" in rest else ""
    return Property(name.group(1).upper() if name else "", parameters, value)
