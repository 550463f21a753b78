"""The fixtures are what their gold says: parseable, complete, consistent in their dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import getaddresses, parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest

from tests.mail.gold import FOLDER, SETS, Case, cases, decoded_text

CASES = tuple(cases())
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)

_DAYS = (
    "monday montag lundi lunes maandag mon",
    "tuesday dienstag mardi martes dinsdag tue tues",
    "wednesday mittwoch mercredi miércoles woensdag wed",
    "thursday donnerstag jeudi jueves donderdag thu thur thurs",
    "friday freitag vendredi viernes vrijdag fri fr",
    "saturday samstag samedi sábado zaterdag sat",
    "sunday sonntag dimanche domingo zondag sun",
)
_MONTHS = (
    "january januar janvier enero januari jan",
    "february februar février febrero februari feb",
    "march märz mars marzo maart mar",
    "april avril abril apr",
    "may mai mayo mei",
    "june juni juin junio jun",
    "july juli juillet julio jul",
    "august août agosto augustus aug",
    "september septembre septiembre sep sept",
    "october oktober octobre octubre oct",
    "november novembre noviembre nov",
    "december dezember décembre diciembre dec",
)


def _numbers(rows: tuple[str, ...], first: int) -> dict[str, int]:
    return {word: number for number, row in enumerate(rows, first) for word in row.split()}


DAY_NUMBER = _numbers(_DAYS, 0)
MONTH_NUMBER = _numbers(_MONTHS, 1)
_DAY = "|".join(sorted(DAY_NUMBER, key=len, reverse=True))
_MONTH = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))
_DATED = re.compile(
    rf"\b(?P<day>{_DAY})\b[.,]?\s*(?:the |den |dem |le |el |dem )?(?:"
    rf"(?P<m1>{_MONTH})\b\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y1>20\d\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de |of )?(?P<m2>{_MONTH})\b"
    rf"(?:\.?,?\s+(?:de )?(?P<y2>20\d\d))?"
    rf"|(?P<a>\d{{1,2}})(?P<mark>[./])(?P<b>\d{{1,2}})\b(?:[./](?P<y3>\d\d\d\d))?)",
    re.IGNORECASE,
)


def possible_dates(found: re.Match[str], sent: date) -> Iterator[date]:
    """Every calendar day the matched words can mean, in a year near the message where none is."""
    year = found["y1"] or found["y2"] or found["y3"]
    years = [int(year)] if year else [sent.year - 1, sent.year, sent.year + 1]
    if found["a"]:
        pairs = [(int(found["b"]), int(found["a"]))]
        if found["mark"] == "/":
            pairs.append((int(found["a"]), int(found["b"])))
    else:
        month = (found["m1"] or found["m2"]).lower()
        pairs = [(MONTH_NUMBER[month], int(found["d1"] or found["d2"]))]
    for month_number, day in pairs:
        for one in years:
            try:
                found_date = date(one, month_number, day)
            except ValueError:
                continue
            if year or abs(found_date - sent) < timedelta(days=190):
                yield found_date


def test_a_weekday_that_contradicts_its_date_is_noticed() -> None:
    sent = date(2026, 6, 8)
    wrong = _DATED.search("see you on Thursday, June 19 at noon")
    right = _DATED.search("Rendez-vous vendredi 19 juin 2026")
    assert wrong is not None
    assert right is not None
    assert [day.weekday() for day in possible_dates(wrong, sent)] == [4]
    assert list(possible_dates(right, sent)) == [date(2026, 6, 19)]


@each_case
def test_it_parses_and_carries_what_any_message_carries(case: Case) -> None:
    message = case.parsed()
    assert message["From"]
    assert parsedate_to_datetime(str(message["Date"])).tzinfo is not None
    assert message["Message-ID"]
    assert decoded_text(message)


@each_case
def test_weekdays_match_their_dates(case: Case) -> None:
    if case.gold.notes and "wrong weekday" in case.gold.notes:
        pytest.skip("the wrong weekday is this fixture's trap")
    message = case.parsed()
    sent = parsedate_to_datetime(str(message["Date"])).date()
    for found in _DATED.finditer(decoded_text(message)):
        days = list(possible_dates(found, sent))
        named = DAY_NUMBER[found["day"].lower()]
        assert not days or named in {day.weekday() for day in days}, found[0]


@each_case
def test_the_gold_agrees_with_itself(case: Case) -> None:
    gold = case.gold
    ZoneInfo(gold.time_zone)
    if gold.interview:
        start, end, zone = gold.interview.start, gold.interview.end, gold.interview.time_zone
        assert end is None or start < end
        assert zone is None or start.utcoffset() == start.astimezone(ZoneInfo(zone)).utcoffset()
        assert gold.kind in {
            "interview_confirmation",
            "interview_reschedule",
            "interview_cancellation",
        }
    if gold.kind == "interview_confirmation":
        assert gold.interview is not None
        assert gold.interview.status in {"confirmed", "proposed"}
    assert (gold.decision_by is None) == (gold.decision_range is None)
    if gold.decision_by and gold.decision_range:
        first, last = gold.decision_range
        assert first <= gold.decision_by <= last
    if gold.automatic in {"auto_reply", "bounce", "calendar_reply"}:
        assert gold.kind == "other"
    assert gold.away_until is None or gold.automatic == "auto_reply"


@each_case
def test_promises_and_absences_lie_after_the_message(case: Case) -> None:
    sent = parsedate_to_datetime(str(case.parsed()["Date"])).date()
    for day in (case.gold.decision_by, case.gold.away_until):
        assert day is None or sent <= day < sent + timedelta(days=200)


@each_case
def test_evidence_stands_in_the_message(case: Case) -> None:
    text = decoded_text(case.parsed())
    for fact, quote in case.gold.evidence.items():
        assert " ".join(quote.split()) in text, fact


@each_case
def test_people_are_invented(case: Case) -> None:
    reserved = re.compile(r"@([\w-]+\.)*([\w-]+\.example|example\.(com|org|net)|[\w-]+\.test)$")
    wanted = [case.gold.me, *(one.email for one in case.gold.interviewers if one.email)]
    for address in wanted:
        assert reserved.search(address), address


@each_case
def test_the_candidate_is_the_reader_or_the_writer(case: Case) -> None:
    message = case.parsed()
    fields = [
        str(value)
        for name in ("To", "Cc", "From", "Delivered-To")
        for value in message.get_all(name, [])
    ]
    assert case.gold.me in {address.lower() for _, address in getaddresses(fields)}


def test_there_are_enough_of_every_kind_and_a_fifth_is_kept_apart() -> None:
    kinds: Counter[str] = Counter(case.gold.kind for case in CASES)
    apart: Counter[str] = Counter(case.gold.kind for case in CASES if case.held_out)
    assert len(CASES) >= 280
    assert sum(apart.values()) >= len(CASES) / 5.2
    for kind, least in LEAST.items():
        assert kinds[kind] >= least, kind
        assert apart[kind] >= 1, kind


LEAST = {
    "interview_confirmation": 60,
    "interview_invitation": 25,
    "interview_reschedule": 20,
    "interview_cancellation": 14,
    "rejection": 22,
    "offer": 10,
    "acknowledgement": 16,
    "assessment": 12,
    "status_update": 16,
    "outreach": 14,
    "job_marketing": 12,
    "other": 50,
}


@pytest.mark.parametrize("language", ["de", "fr", "es", "nl"])
def test_every_other_language_has_eight(language: str) -> None:
    assert sum(case.gold.language == language for case in CASES) >= 8


@pytest.mark.parametrize("name", SETS)
def test_no_message_without_gold_and_no_gold_without_message(name: str) -> None:
    messages = {path.stem for path in (FOLDER / name).glob("*.eml")}
    golds = {path.stem for path in (FOLDER / name).glob("*.json")}
    assert messages == golds


def test_no_message_twice() -> None:
    texts = Counter(decoded_text(case.parsed()) for case in CASES)
    assert not [text[:60] for text, count in texts.items() if count > 1]
    slugs = Counter(case.slug for case in CASES)
    assert max(slugs.values()) == 1
