"""Which zone a time without one is in, and which day "today" is for its writer (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from service.reading.when.clock_patterns import ClockPatterns
from service.reading.when.clocks import ClockPiece
from service.reading.when.dates import DatePiece
from service.reading.when.model import ZoneSource
from service.reading.zones import UTC_ZONE, Zone, ZoneContext, fixed_zone, read_zone, zone_named

_BRACKET = re.compile(r"\([^()\n]{1,40}\)[\s:|-]{0,4}$")


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """`plain` is the zone of times that name none, with its source."""

    context: ZoneContext
    sender_known: bool
    plain: tuple[Zone, ZoneSource]
    default: Zone

    @property
    def moment(self) -> datetime:
        return self.context.moment

    @property
    def today(self) -> date:
        """The writer's day: in the sender's offset, or in the plain zone where that is unknown."""
        return self.moment.astimezone(self.plain[0].tz).date()

    def of(self, clock: ClockPiece) -> tuple[Zone, ZoneSource]:
        if clock.zone_named:
            return (clock.zone, "text") if clock.zone else (self.default, "default")
        return self.plain

    def shifted(self, day: date, zone: Zone, source: ZoneSource) -> date:
        """A relative day ("tomorrow") for a sender whose offset tells nothing (a server in UTC)."""
        if source != "text" or self.moment.utcoffset() != timedelta(0):
            return day
        return day + (self.moment.astimezone(zone.tz).date() - self.today)

    def fill(
        self,
        blanked: str,
        original: str,
        dates: list[DatePiece],
        clocks: list[ClockPiece],
        patterns: ClockPatterns,
    ) -> list[ClockPiece]:
        """The clocks with zones written elsewhere: behind the date, in the label, for all."""
        filled = [
            clock if clock.zone_named else self._beside(blanked, original, dates, clock)
            for clock in clocks
        ]
        if all(clock.zone_named for clock in filled):
            return filled
        named, zone = self._for_all(blanked, original, filled, patterns)
        if not named:
            return filled
        return [
            clock if clock.zone_named else replace(clock, zone=zone, zone_named=True)
            for clock in filled
        ]

    def _beside(
        self, blanked: str, original: str, dates: list[DatePiece], clock: ClockPiece
    ) -> ClockPiece:
        for piece in dates:
            if 0 <= piece.start - clock.end <= 12 or 0 <= clock.start - piece.end <= 20:
                found = read_zone(blanked, original, piece.end, self.context)
                if found and found[1] != piece.end:
                    return replace(clock, zone=found[0], zone_named=True)
        label = _BRACKET.search(blanked, max(0, clock.start - 46), clock.start)
        found = read_zone(blanked, original, label.start(), self.context) if label else None
        return replace(clock, zone=found[0], zone_named=True) if found else clock

    def _for_all(
        self, blanked: str, original: str, clocks: list[ClockPiece], patterns: ClockPatterns
    ) -> tuple[bool, Zone | None]:
        """(found, zone) that the text gives for all its times, or the only one named."""
        for match in patterns.zone_label.finditer(blanked):
            found = read_zone(blanked, original, match.end(), self.context)
            if found:
                return True, found[0]
        named = {clock.zone for clock in clocks if clock.zone_named}
        return (True, named.pop()) if len(named) == 1 else (False, None)


def zone_choice(context: ZoneContext, *, sender_zone_known: bool) -> ZoneChoice:
    """The zones for a message: the sender's offset before the candidate's own (DESIGN.md 8).

    Where the candidate's zone has the sender's offset, it is taken to be the sender's too: that
    keeps summer time right for dates beyond a change of clocks. An offset of zero is no zone
    where nobody who writes this language keeps it at that time: it is a server's clock.
    """
    own = zone_named(context.own) if context.own else None
    offset = context.moment.utcoffset() or timedelta(0)
    if not offset and not _lives_in_utc(context):
        sender_zone_known = False
    if own and own.offset_at(context.moment) == offset:
        plain: tuple[Zone, ZoneSource] = (own, "sender" if sender_zone_known else "default")
    elif own and not sender_zone_known:
        plain = (own, "default")
    else:
        plain = (fixed_zone(offset), "sender")
    return ZoneChoice(context, sender_zone_known, plain, own or UTC_ZONE)


def _lives_in_utc(context: ZoneContext) -> bool:
    """Whether a person may really have UTC on the wall: in English, in London's winter."""
    london = zone_named("Europe/London")
    winter = london is not None and not london.offset_at(context.moment)
    return winter and context.language == "en"
