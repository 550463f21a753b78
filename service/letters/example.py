"""An invented application to show what a template makes of it (`afterword letter --example`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.policy import Stage
from service.letters.model import Correspondent, LetterRequest, Signatory

_START = datetime(2026, 3, 5, 14, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
_WROTE = datetime(2026, 3, 17, 9, 30, tzinfo=ZoneInfo("America/Los_Angeles"))


def example_request(stage: Stage | str, language: str = "en") -> LetterRequest:
    """A request in which everything is known. Raises ValueError for an unknown stage."""
    return LetterRequest(
        key="example",
        stage=Stage(stage),
        candidate=Signatory(
            "Alex Morgan", "alex@example.com", strengths=_STRENGTHS.get(language, ())
        ),
        recipient=Correspondent("Jane Roe", "jane@initech.example", title="Dr."),
        interview_start=_START,
        others=(Correspondent("Sam Lee", "sam@initech.example"),),
        company="Initech",
        role="Data Engineer",
        medium="video",
        round_name="technical interview",
        promised=None if stage == Stage.FINAL_CHECK else date(2026, 3, 13),
        previous_letter_at=None if stage == Stage.THANK_YOU else _WROTE,
        thank_you_sent=stage != Stage.THANK_YOU,
        notes=_NOTES.get(language, ()),
        language=language,
        thread_subject="Your interview with Initech",
    )


def sparse_request(stage: Stage | str, language: str = "en") -> LetterRequest:
    """A request in which only the interview's time is known."""
    return replace(
        example_request(stage, language),
        candidate=Signatory("Alex Morgan", "alex@example.com"),
        recipient=Correspondent(""),
        others=(),
        company=None,
        role=None,
        medium=None,
        round_name=None,
        promised=None,
        previous_letter_at=None,
        notes=(),
        thread_subject=None,
    )


_STRENGTHS = {
    "en": ("five years of building data pipelines",),
    "de": ("fünf Jahre Erfahrung mit Datenpipelines",),
    "fr": ("cinq ans d'expérience des pipelines de données",),
    "es": ("cinco años de experiencia con canalizaciones de datos",),
    "nl": ("vijf jaar ervaring met datapijplijnen",),
}
_NOTES = {
    "en": ("talked about their Kafka migration; I'd stress on-call experience; concern: no Go",),
    "de": ("über ihre Kafka-Migration gesprochen; Bedenken: kein Go",),
    "fr": ("parlé de leur migration vers Kafka; réserve : pas de Go",),
    "es": ("hablamos de su migración a Kafka; duda: nada de Go",),
    "nl": ("gesproken over hun migratie naar Kafka; twijfel: geen Go",),
}
