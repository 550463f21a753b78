"""When: dates and times in plain words, as instants with their evidence (pure)."""

from service.reading.when.choose import ChosenTime, choose_interview_time, day_span
from service.reading.when.find import find_times
from service.reading.when.model import Cue, TimeMention

__all__ = ["ChosenTime", "Cue", "TimeMention", "choose_interview_time", "day_span", "find_times"]
