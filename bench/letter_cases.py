"""Sixty invented applications with what a good letter to each must say: gold for eval_letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.policy import Stage
from service.letters.model import Correspondent, LetterRequest, Signatory
from service.letters.others import Listed


@dataclass(frozen=True, slots=True)
class Note:
    """A note as a candidate types it, and the words that must come back from it."""

    text: str
    discussed: str = ""
    stressed: str = ""
    concern: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """One request, the greeting names that are right for it, and its note's gold."""

    request: LetterRequest
    greeted: tuple[str, ...]
    note: Note
    strength: str


_PEOPLE = (
    (Correspondent("Jane Roe", "roe@{}", title="Dr."), ("Dr. Roe", "dr. Roe")),
    (Correspondent("Samuel Lee", "lee@{}", signs_as="Sam"), ("Sam",)),
    (Correspondent("Priya Nair", "priya@{}"), ("Priya Nair",)),
    (Correspondent("OKAFOR, NGOZI", "ngozi@{}"), ("Ngozi Okafor",)),
    (
        Correspondent("Lena van der Berg", "lena@{}", title="Prof."),
        ("Prof. van der Berg", "prof. van der Berg"),
    ),
    (Correspondent("", "office@{}"), ()),
)
_COMPANIES = (
    *("Initech", "Globex", "Umbrella", "Hooli", "Vandelay Industries", "Fenwick & Sons"),
    *("Stark & Wayne", "Acme", "Wonka", "Tyrell"),
)
_ROLES = (
    *("Data Engineer", "Staff Nurse", "Finance Manager", "UX Designer", "Head of Operations"),
    *("Site Reliability Engineer", "Account Executive"),
)
_ROUNDS = (
    *(("phone screen", "phone"), ("technical interview", "video"), ("panel", "onsite")),
    *((None, "video"), ("final round", None), (None, None)),
)
_NOTES = {
    "en": (
        Note(""),
        Note("talked about their Kafka migration; I'd stress on-call experience; concern: no Go",
             "Kafka migration", "on-call experience", "Go"),
        Note("We discussed how they plan the ward rota. They worried about my notice period.",
             "ward rota", "", "notice period"),
        Note("I should mention that I led a team of eight", "", "led a team of eight"),
        Note("went over the quarterly forecast - they seemed worried that I'm too junior",
             "quarterly forecast", "", "junior"),
        Note("nice people, good coffee"),
    ),
    "de": (
        Note("über ihre Kafka-Migration gesprochen; Bedenken: kein Go",
             "Kafka-Migration", "", "Go"),
        Note("betonen: meine Erfahrung im Einkauf", "", "Erfahrung im Einkauf"),
    ),
    "fr": (
        Note("parlé de leur migration vers Kafka; réserve : pas de Go",
             "migration vers Kafka", "", "Go"),
        Note("souligner mon expérience du terrain", "", "expérience du terrain"),
    ),
    "es": (
        Note("hablamos de su migración a Kafka; duda: nada de Go", "migración a Kafka", "", "Go"),
        Note("destacar mi experiencia con proveedores", "", "experiencia con proveedores"),
    ),
    "nl": (
        Note("gesproken over hun migratie naar Kafka; twijfel: geen Go",
             "migratie naar Kafka", "", "Go"),
        Note(""),
    ),
}  # fmt: skip
_STRENGTHS = ((), ("five years of building data pipelines",), ())
_LANGUAGES = ("en", "en", "de", "en", "fr", "en", "en", "es", "en", "nl", "en", "en")
_STAGES = (
    *(Stage.THANK_YOU, Stage.STATUS_CHECK, Stage.THANK_YOU, Stage.FINAL_CHECK, Stage.THANK_YOU),
)
_FIRST = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("America/New_York"))


def applications() -> tuple[Application, ...]:
    """The same sixty each time: the tables above, walked at different paces."""
    return tuple(_application(number) for number in range(60))


def _application(number: int) -> Application:
    stage, language = _STAGES[number % 5], _LANGUAGES[(number * 5 + number // 12) % 12]
    person, greeted = _PEOPLE[(number + number // 6) % 6]
    company = _COMPANIES[number % 10] if number % 11 != 3 else None
    note = _NOTES[language][(number // 2) % len(_NOTES[language])]
    strengths = _STRENGTHS[number % 3] if language == "en" else ()
    start = _FIRST + timedelta(days=number % 15 // 5 * 7 + number % 5)
    round_name, medium = _ROUNDS[(number * 5 + number // 6) % 6]
    request = LetterRequest(
        key=f"application {number}",
        stage=stage,
        candidate=Signatory("Alex Morgan", "alex@example.com", strengths=strengths,
                            spelling="GB" if number % 4 == 1 else "US"),
        recipient=person,
        interview_start=start,
        others=_others(number, person),
        company=company,
        role=_ROLES[number % 7] if number % 13 != 5 else None,
        medium=medium,
        round_name=round_name,
        promised=_promised(number, stage, start),
        previous_letter_at=start + timedelta(days=11) if stage is Stage.FINAL_CHECK else None,
        thank_you_sent=stage is not Stage.THANK_YOU,
        notes=(note.text,) if note.text else (),
        language=language,
        informal=person.signs_as is not None,
        thread_subject=f"Interview with {company}" if company and number % 2 else None,
        others_names=Listed(tuple(name for name in _COMPANIES if name != company)),
    )  # fmt: skip
    return Application(request, greeted, note, strengths[0] if strengths else "")


def _others(number: int, person: Correspondent) -> tuple[Correspondent, ...]:
    if number % 6 != 2 or not person.name:
        return ()
    return (Correspondent("Tom Baker"), Correspondent("Mina Sato", title="Dr."))


def _promised(number: int, stage: Stage, start: datetime) -> date | None:
    promised = number % 2 == 0 and stage is not Stage.FINAL_CHECK
    return (start + timedelta(days=8)).date() if promised else None
