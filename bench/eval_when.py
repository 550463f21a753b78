"""Measures the reading of dates and times, and of calendar parts, on the public corpus.

    python -m bench.eval_when [--mistakes]

Reads ../shared/corpus beside the project, prints a table and writes bench/results/when.json. Where
`dateparser` can be imported it is measured beside ours (it is no dependency of the program).
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from gmail.message.model import CalendarPart
from service.reading.calendar import read_calendar
from service.reading.when import find_times

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
RESULTS = ROOT / "bench" / "results" / "when.json"
_NUMBERS = re.compile(r"-?\d+")

Found = tuple[datetime, datetime | None]
Finder = Callable[[str, datetime], list[Found]]


@dataclass(frozen=True)
class Expression:
    """One expression with its gold. `fields` are the wall-clock fields that must agree."""

    text: str
    kind: str
    reference: datetime
    fields: dict[str, int]


def expressions() -> Iterator[Expression]:
    """The corpus's expressions that a message about a meeting could hold, by class.

    The rows of the second source carry golds taken from other assertions of its test suite in
    about a third of cases ("today 5PM" with 12:00 of the next day): they are told apart.
    Left out: holidays, seasons, open intervals, spans without a first day, and rows whose
    reference time the corpus does not tell.
    """
    for row in _rows("datetime_expressions.jsonl"):
        if "negative" in row["source"]:
            yield Expression(row["text"], "negative", datetime(2016, 10, 1, 12, tzinfo=UTC), {})
            continue
        read = _duckling(row) if isinstance(row["gold"], str) else _chrono(row)
        if read:
            source = "" if isinstance(row["gold"], str) else "second source: "
            yield replace(read, kind=source + read.kind)


def _duckling(row: dict[str, Any]) -> Expression | None:
    match = re.match(r"(datetime|datetimeInterval) \(*([\d, ]+)\).*?(\w+)\s*$", row["gold"])
    if not match:
        return None
    shape, stamp, grain = match.groups()
    values = [int(number) for number in stamp.split(",")]
    if grain not in ("Minute", "Hour", "Second", "Day"):
        return None
    keys = ("year", "month", "day", "hour", "minute")
    fields = dict(zip(keys if grain != "Day" else keys[:3], values, strict=False))
    reference = datetime.fromisoformat(row["ref"])
    if shape == "datetimeInterval":
        kind = "range of days" if grain == "Day" else "range of times"
    else:
        kind = "date" if grain == "Day" else _clock_class(row["text"])
    return Expression(row["text"], kind, reference, fields)


_A_DAY = re.compile(
    r"(?i)mon|tue|wed|thu|fri|sat|sun|today|tomor|tonight|jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec|\d[/-]\d|\dth|\dst|\dnd|\drd|yesterday"
)
_RELATIVE = re.compile(
    r"(?i)\b(?:ago|now|in \w+ |from now|hence|later|within|last|past|next \w+ min|hours?\b"
    r"|minutes?\b|half an)"
)


def _clock_class(text: str) -> str:
    if _RELATIVE.search(text) and not re.search(r"\d:\d|\d ?[ap]\.?m|at \d", text):
        return "relative to the minute"
    return "date and time" if _A_DAY.search(text) else "time alone"


def _chrono(row: dict[str, Any]) -> Expression | None:
    reference = _javascript_date(row.get("ref") or "")
    gold = row["gold"] or {}
    fields = {
        key: int(gold[key]) for key in ("year", "month", "day", "hour", "minute") if key in gold
    }
    if reference is None or "day" not in fields or "month" not in fields:
        return None
    if "hour" not in fields or not re.search(r"(?i)\d|noon|midnight", row["text"]):
        fields = {key: fields[key] for key in ("year", "month", "day") if key in fields}
        return Expression(row["text"], "date", reference, fields)
    return Expression(row["text"], _clock_class(row["text"]), reference, fields)


def _javascript_date(text: str) -> datetime | None:
    inside = re.fullmatch(r"new Date\(([\d ,-]+)\)", text)
    if not inside:
        return None
    parts = [
        sum(int(n) for n in _NUMBERS.findall(part.replace(" ", "")))
        for part in inside[1].split(",")
    ]
    year, month, day, hour, minute = (parts + [0] * 5)[:5] if len(parts) > 2 else (*parts, 1, 0, 0)
    return datetime(year, month + 1, max(day, 1), hour, minute, tzinfo=UTC)


def ours(text: str, reference: datetime) -> list[Found]:
    found = find_times(text, reference=reference, default_zone=None, day_first=False)
    return [(mention.start, mention.end) for mention in found]


def dateparsers() -> Finder | None:
    """dateparser's search_dates, set for the task, or None where it is absent."""
    try:
        search = importlib.import_module("dateparser.search")
    except ImportError:
        return None

    def find(text: str, reference: datetime) -> list[Found]:
        settings = {
            "RELATIVE_BASE": reference.replace(tzinfo=None),
            "PREFER_DATES_FROM": "future",
            "RETURN_AS_TIMEZONE_AWARE": False,
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = search.search_dates(text, languages=["en"], settings=settings) or []
        return [(moment.replace(tzinfo=reference.tzinfo), None) for _, moment in found]

    return find


def agrees(row: Expression, found: list[Found]) -> bool:
    """Whether the first time found has the gold's fields, on the reference's wall clock."""
    if row.kind == "negative":
        return not found
    if not found:
        return False
    wall = found[0][0].astimezone(row.reference.tzinfo or UTC)
    return all(getattr(wall, key) == value for key, value in row.fields.items())


def measure(finder: Finder, mistakes: bool = False) -> dict[str, Any]:
    """Accuracy by class and time a text."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    spent = 0.0
    for row in expressions():
        began = time.perf_counter()
        found = finder(row.text, row.reference)
        spent += time.perf_counter() - began
        total[row.kind] += 1
        good = agrees(row, found)
        right[row.kind] += good
        if mistakes and not good:
            got = [start.isoformat() for start, _ in found]
            print(f"  {row.kind}: {row.text!r} gold {row.fields} got {got}")
    classes = {kind: [right[kind], total[kind]] for kind in sorted(total)}
    everything = sum(total.values())
    return {
        "classes": classes,
        "all": [sum(right.values()), everything],
        "microseconds_per_text": round(spent / everything * 1e6),
    }


def measure_calendars() -> dict[str, Any]:
    """How many of the corpus's calendars are read, and how long one takes; the library beside."""
    library = importlib.import_module("icalendar")
    parts = [row["ics"] for row in _rows("calendar.jsonl")]
    with_start = [text for text in parts if _valid_start(text)]
    ours_read = [
        bool(read_calendar([CalendarPart(text)], default_zone="UTC")) for text in with_start
    ]
    library_read = [_library_reads(library, text) for text in with_start]
    return {
        "calendars_with_a_start": len(with_start),
        "read": sum(ours_read),
        "read_by_icalendar_alone": sum(library_read),
        "median_microseconds": _median(
            [_timed(partial(read_calendar, [CalendarPart(t)], default_zone="UTC")) for t in parts]
        ),
        "median_microseconds_icalendar": _median(
            [_timed(partial(_library_reads, library, t)) for t in parts]
        ),
    }


def _valid_start(text: str) -> bool:
    event = re.search(r"BEGIN:VEVENT(.*)", text, re.DOTALL)
    return bool(
        event and re.search(r"\nDTSTART[^:\n]*:\s*\d{8}", re.sub(r"\r?\n[ \t]", "", event[1]))
    )


def _library_reads(library: Any, text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calendars = library.Calendar.from_ical(text, multiple=True)
            events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
            return any(event.get("DTSTART") is not None and event.start for event in events)
    except Exception:
        return False


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1e6


def _median(values: list[float]) -> int:
    return round(sorted(values)[len(values) // 2])


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (CORPUS / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> int:
    """Measure, print, write."""
    if not CORPUS.is_dir():
        print("skipped: ../shared/corpus is not here")
        return 0
    result: dict[str, Any] = {"ours": measure(ours, "--mistakes" in sys.argv)}
    other = dateparsers()
    if other:
        result["dateparser"] = measure(other)
    else:
        print("dateparser is not installed: no comparison")
    result["calendars"] = measure_calendars()
    _print(result)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def _print(result: dict[str, Any]) -> None:
    readers = [name for name in ("ours", "dateparser") if name in result]
    print(f"{'class':26}" + "".join(f"{name:>20}" for name in readers))
    for kind in [*result["ours"]["classes"], "all"]:
        cells = []
        for name in readers:
            right, total = result[name]["classes"].get(kind) or result[name]["all"]
            cells.append(f"{right:>6}/{total:<5}{right / total:7.3f}")
        print(f"{kind:26}" + "".join(f"{cell:>20}" for cell in cells))
    for name in readers:
        print(f"{name}: {result[name]['microseconds_per_text']} microseconds a text")
    print("calendars:", json.dumps(result["calendars"]))


if __name__ == "__main__":
    raise SystemExit(main())
