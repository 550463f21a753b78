"""The regular expressions of a language's times of day, built from its words (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from service.reading.when.date_patterns import BLANK
from service.reading.when.lexicon import Lexicon, alternation, lexicon


@dataclass(frozen=True)
class ClockPatterns:
    """Compiled patterns of one language.

    `point` has the groups h, sep, m, word (o'clock), unit (h), half (past a unit), mer; `worded`
    has half_past, half_before, quarter_past, quarter_to, number, noon, led and whole with more.
    """

    point: re.Pattern[str]
    military: re.Pattern[str]
    military_range: re.Pattern[str]
    iso: re.Pattern[str]
    worded: re.Pattern[str]
    range_gap: re.Pattern[str]
    for_gap: re.Pattern[str]
    and_gap: re.Pattern[str]
    or_word: re.Pattern[str]
    label_before: re.Pattern[str]
    at_before: re.Pattern[str]
    ends_here: re.Pattern[str]
    counts: re.Pattern[str]
    link_gap: re.Pattern[str]
    closing_gap: re.Pattern[str]
    opener: re.Pattern[str]
    part_before: re.Pattern[str]
    part_after: re.Pattern[str]
    evening: re.Pattern[str]
    denied: re.Pattern[str]
    hour_led: re.Pattern[str]
    am: re.Pattern[str]
    moved_from: re.Pattern[str]
    same_time: re.Pattern[str]
    four_digits: re.Pattern[str]
    bare_digits: re.Pattern[str]
    bare_hour: re.Pattern[str]
    packed: re.Pattern[str]
    zone_label: re.Pattern[str]
    time_led: re.Pattern[str]
    row: re.Pattern[str]


@cache
def clock_patterns(code: str) -> ClockPatterns:
    """The patterns of a language code."""
    words = lexicon(code)
    meridiem = words.pattern("am", "pm")
    until = words.pattern("until")
    link = words.pattern("link", "at", "the", "open")
    number = alternation(words.numbers)
    part = alternation(words.day_parts)
    before = words.words("half_before")
    half_past = alternation(word for word in words.words("half_past") if word not in before)
    moved = "|".join(words.cues("before", "moved_from")) or "(?!)"
    return ClockPatterns(
        point=re.compile(
            rf"(?<![\w:+\\=&?%])(?<!\d[.,/])(?<![$€£#])(?<!utc-)(?<!gmt-){_POINT.format(**_point_words(code))}"
        ),
        military=re.compile(
            r"(?<![\w:/.,+#$-])(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?:[ ]?(?:hrs|hours|h|uhr)"
            r"(?!\w)|(?=[ ]?(?:z|utc|gmt|[ecmp][sd]t|ak[sd]t|bst|ces?t|ist|ae[sd]t|nz[sd]t)(?!\w)))"
        ),
        # "0900-0945", unless both are years.
        military_range=re.compile(
            r"(?<![\w:/.,+#$-])(?!(?:19|20)\d\d)(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)[ ]?-[ ]?"
            r"(?P<h2>[01]\d|2[0-3])(?P<m2>[0-5]\d)(?![\w/-]|\.\d)"
        ),
        iso=re.compile(
            r"(?<=\x01)t(?P<h>[01]\d|2[0-3]):?(?P<m>[0-5]\d)(?::?[0-5]\d(?:[.,]\d{1,9})?)?"
            r"(?P<offset>z|[+-][01]\d:?[0-5]\d)?(?!\w)"
        ),
        worded=re.compile(
            rf"(?:{_with_minutes(words)}|(?<!\w)(?:(?:(?P<half_past>{half_past})|"
            rf"(?P<half_before>{words.pattern('half_before')})"
            rf"|(?P<quarter_past>{words.pattern('quarter_past')})|"
            rf"(?P<quarter_to>{words.pattern('quarter_to')})"
            rf"|(?P<minutes>{number}|\d{{1,2}})[ ](?:{words.pattern('minutes_past')})"
            rf"|(?<!\bfrom[ ])(?P<lacking>{alternation(words.minutes_to_hour)})"
            rf"[ ](?:{words.pattern('minutes_to')})(?=[ ][^\W\d]))"
            rf"[ ](?P<hour>{number}|\d{{1,2}})(?:[ ]?(?P<mer2>{meridiem}))?"
            rf"|(?P<clock>{alternation(words.clock_words)})"
            rf"|(?P<number>{number})[ ](?:(?:{words.pattern('hour_words')})(?:[ ]?"
            rf"(?P<mer>{meridiem}))?|(?P<mer3>{meridiem}))"
            rf"|(?:(?<=\s)|^)(?:{words.pattern('at_hour')})[ ](?P<bare>{number})"
            rf"(?=[ ]?(?:[,;.!?)]|\n|$|-[ ])|[ ]\x01|[ ](?:{words.pattern('hour_goes_on')})(?!\w))"
            rf"|(?:(?<=\x01)[ ,]{{1,2}}|(?<!\w)(?:{words.pattern('at')})[ ])(?P<said>{number})[ ]"
            rf"(?:{words.pattern('hour_said')})(?![ ](?:{words.pattern('and')}|{number}))))(?!\w)"
            r"(?![ -]?min)"
        ),
        # "830am"
        packed=re.compile(
            rf"(?<![\w:/.,+#$-])(?P<h>1[0-2]|0?[1-9])(?P<m>[0-5]\d)[ ]?(?P<mer>{meridiem})(?!\w)"
        ),
        # "0900 Tuesday", "@ 0745": four digits are a time where "at" or a date says so.
        four_digits=re.compile(
            r"(?:(?<=(?:\bat|.@)[ ])|(?<=\x01[ ])|(?<=\x01,[ ])"
            r"|(?<![\w:/.,+#$-])(?=\d{4}[ ](?:on[ ])?\x01))"
            r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?![\w:/-]|[.,]\d)"
        ),
        bare_digits=re.compile(
            r"(?<![\w:/.,+#$-])(?P<h>[01]\d|2[0-3]|[1-9])(?P<m>[0-5][05])(?P<mer>[ap])?"
            r"(?![\w:/-]|[.,]\d)"
        ),
        bare_hour=re.compile(rf"(?<![\w-])(?:{number})(?![\w-])"),
        # "0930   Technical interview", "10.45 - Dr. Marsh", "8.20 Arrival": a line of a programme.
        row=re.compile(
            r"^[ \t>*-]{0,4}(?P<h>\d{1,2})(?P<dot>\.)?(?P<m>[0-5]\d)"
            r"(?=[ \t]{2,}[^\W\d]|(?(dot)[ ](?:[-:|][ ])?[^\W\d]{3}))",
            re.MULTILINE,
        ),
        for_gap=re.compile(rf"[ ](?:{words.pattern('for_hour')})[ ]"),
        # A dash that begins a line is a bullet.
        range_gap=re.compile(
            rf"(?:[ ]{{0,3}}[-~→]|{BLANK}(?<!\w)(?:{until})(?!\w)(?:[ ]?:[ ]*)?)"
            rf"{BLANK}(?:(?:{link})(?!\w)[ ]?)?"
        ),
        and_gap=re.compile(rf"\s*(?:{words.pattern('and')})\s*"),
        or_word=re.compile(rf"(?<!\w)(?:{words.pattern('or')})(?!\w)"),
        label_before=re.compile(
            rf"(?<!\w)(?:{words.pattern('date_labels', 'time_labels')})[\s:|]{{0,6}}$"
        ),
        at_before=re.compile(rf"(?<!\w)(?:{words.pattern('at', 'open')})[ ]{{0,2}}$"),
        counts=re.compile(
            r"[ ]?(?:%|€|\$|\d|min|sec|people|person|tag|jour|dia|dag|day|week|year)"
        ),
        ends_here=re.compile(
            rf"[ ]{{0,2}}(?:[,;!?)\]|·]|\.(?!\d)|\n|$|-[ ])|[ ](?:on|this|next|instead|then"
            rf"|{words.pattern('link')})(?!\w)"
        ),
        link_gap=re.compile(
            rf"(?:[\s,;:|@()\[\]\-·•>.\u2022#]|^'s(?=[ ])"
            rf"|(?<!\w)(?:{link}|{part}"
            rf"|{words.pattern('date_labels', 'time_labels')})(?!\w)){{0,24}}"
        ),
        closing_gap=re.compile(
            rf"(?:[ ,)]{{0,6}}[-~→|]|[\s,)|]{{0,6}}(?<!\w)(?:{until}|{words.pattern('end_labels')})"
            rf"(?![^\W\d]))[\s|]{{0,6}}"
            rf"(?:\x01+[\s,|]{{0,6}}(?:(?:{link})(?!\w)[ ]?)?)?"
        ),
        opener=re.compile(rf"(?<!\w)(?:{words.pattern('open')})[ ]{{0,2}}$"),
        part_before=re.compile(
            rf"(?<!\w)(?P<part>{part})(?!\w),?[ ]?(?:(?:{words.pattern('at')})[ ])?$"
        ),
        denied=re.compile(rf"(?:{words.regexes('denied_re')})(?![\w:%/]|[.]\d)"),
        evening=re.compile(rf"(?<!\w)(?:{words.pattern('evenings')})(?!\w)[^.!?;\n\d]*$"),
        part_after=re.compile(rf"[ ](?:(?:{link})[ ])?\x01+,?[ ](?P<part>{part})(?!\w)"),
        hour_led=re.compile(rf"(?<!\w)(?:{words.pattern('at_hour')})[ ]$"),
        am=re.compile(rf"(?:{words.pattern('am')})"),
        moved_from=re.compile(rf"(?:{moved})\s$"),
        same_time=re.compile(
            rf"(?<!\w)(?:{'|'.join(words.words('same_time_re')) or '(?!)'})(?!\w)"
        ),
        zone_label=re.compile("|".join(words.cues("anywhere", "zone_label")) or "(?!)"),
        time_led=re.compile(rf"(?<!\w)(?:{words.regexes('time_led_re')})[ ]$"),
    )


def _with_minutes(words: Lexicon) -> str:
    """An hour whose minutes are told in words behind it: "at eight thirty", "las diez y media"."""
    hour = rf"(?:{alternation(words.numbers)}|\d{{1,2}})"
    said = rf"(?:{words.pattern('hour_words', 'hour_units', 'hour_said')})"
    led = rf"(?:(?<=\x01)[ ,]{{1,2}}|(?<!\w)(?:{words.pattern('at', 'open')})[ ])"
    return (
        rf"(?:{led}(?P<led>{hour})(?:[ ]?{said})?|(?<!\w)(?P<whole>{hour})[ ]?{said}"
        rf"|(?<![\w-])(?P<plain>{alternation(words.numbers)})"
        rf"(?=[ -](?:{words.pattern('minutes_alone')})(?![\w-])))"
        rf"[ -](?P<more>{alternation(words.minutes_after)})(?![ -]?min)(?:[ ]?(?P<mer4>"
        rf"{words.pattern('am', 'pm')}))?"
    )


_POINT = (
    r"(?P<h>\d{{1,2}})"
    r"(?:(?P<sep>[:.])(?P<m>[0-5]\d)(?::[0-5]\d)?(?!\d)|(?P<hsep>{half_units})(?P<hm>[0-5]\d)"
    r"(?!\d))?"
    r"(?:[ ]?(?:(?P<word>{hour_words})(?:[ ](?P<wm>[0-5]\d)(?![\d:.]))?|(?P<unit>{hour_units}))"
    r"(?!\w))?"
    r"(?:[ ]?(?P<mer>{meridiem})(?!\w)|(?P<letter>[ap])(?![\w']))?(?![\w%°€$])(?![:/]\d)(?![.,]\d)"
)


def _point_words(code: str) -> dict[str, str]:
    words = lexicon(code)
    half = "|".join(rf"[ ]?(?:{re.escape(unit)})[ ]?" for unit in words.words("half_units"))
    return {
        "half_units": half or "[ ]?h[ ]?",
        "hour_words": words.pattern("hour_words"),
        "hour_units": words.pattern("hour_units"),
        "meridiem": words.pattern("am", "pm"),
    }
