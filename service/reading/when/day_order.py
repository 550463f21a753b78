"""Whether 05/03 is the fifth of March or the third of May (pure).

In order: another date of the text that leaves only one reading, a weekday beside it, the zones
named in the text, the sender's offset, the language, the candidate's zone.
"""

from __future__ import annotations

import re
from datetime import timedelta

from service.reading.when.lexicon import Lexicon
from service.reading.when.zone_choice import ZoneChoice
from service.reading.zones import ZoneContext, zone_named

_NUMERIC = re.compile(
    r"(?<![\w/.-])(\d{1,2})(?:/(\d{1,2})(?:/(?:20)?\d\d)?|-(\d{1,2})-(?:20)?\d\d)(?![\w/-])"
)
_MONTH_FIRST_PLACES = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Detroit",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Boise",
    "America/Indiana",
    "US/",
]
_US_WORDS = re.compile(
    r"(?<![A-Za-z])(?:P[SD]?T|E[SD]?T|C[SD]T|M[SD]?T|Pacific|Eastern)(?![A-Za-z])"
)
_EARLIEST, _LATEST = timedelta(hours=-10), timedelta(hours=-4)


def day_comes_first(
    folded: str, original: str, words: Lexicon, context: ZoneContext, choice: ZoneChoice
) -> bool:
    """How numeric dates of this text are meant."""
    matches = [(int(a), int(b or c)) for a, b, c in _NUMERIC.findall(folded)]
    if not matches:
        return words.day_first
    if any(12 < a <= 31 and b <= 12 for a, b in matches):
        return True
    if any(12 < b <= 31 and a <= 12 for a, b in matches):
        return False
    if words.code != "en":
        return words.day_first
    if _US_WORDS.search(original):
        return False
    offset = context.moment.utcoffset() or timedelta(0)
    if offset and choice.sender_known:
        return not _EARLIEST <= offset <= _LATEST
    return not _month_first_zone(context.own)


def _month_first_zone(name: str | None) -> bool:
    if name is None or zone_named(name) is None:
        return True
    return any(name.startswith(place) for place in _MONTH_FIRST_PLACES)
