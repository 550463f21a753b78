"""The rules' names and their reasons in words, with dates in the candidate's zone (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduler.business_time import WorkingCalendar

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Rule(StrEnum):
    """What decided about a stage; docs/timing.md explains each."""

    AFTER_INTERVIEW = "after_interview"
    AFTER_LAST_WORD = "after_last_word"
    AFTER_PROMISE = "after_promise"
    AFTER_STATUS_CHECK = "after_status_check"
    MINIMUM_GAP = "minimum_gap"
    OUT_OF_OFFICE = "out_of_office"
    SNOOZED = "snoozed"
    NO_ROOM = "no_room"
    NEEDS_STATUS_CHECK = "needs_status_check"
    SENT = "sent"
    WINDOW_CLOSED = "window_closed"
    STATUS_CHECK_DUE = "status_check_due"
    NO_STATUS_CHECK = "no_status_check"
    ANSWERED = "answered"
    SUPERSEDED = "superseded"
    APPLICATION_ENDED = "application_ended"
    STOPPED = "stopped"
    DISABLED = "disabled"
    DECIDED_AGAINST = "decided_against"


@dataclass(frozen=True, slots=True)
class Words:
    """Moments as a person reads them, in English whatever the machine's language."""

    calendar: WorkingCalendar

    def when(self, moment: datetime) -> str:
        """Tue 10 March 2026, 09:00"""
        local = self.calendar.local(moment)
        return f"{self.day(local.date())}, {local:%H:%M}"

    def day(self, day: date | datetime) -> str:
        """Tue 10 March 2026"""
        if isinstance(day, datetime):
            day = self.calendar.day_of(day)
        return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
