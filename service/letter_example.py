"""The invented interview, with the letter signed by the person of this config (pure)."""

from __future__ import annotations

from dataclasses import replace

from scheduler.policy import Stage
from service.config import Settings
from service.letters.example import example_request
from service.letters.model import LetterRequest, Signatory


def own_example(
    settings: Settings, stage: Stage | str, language: str, number: int
) -> LetterRequest:
    """A request for the letter to an invented interviewer; each `number` words it another way.

    Raises ValueError for an unknown stage.
    """
    example = example_request(stage, language)
    return replace(
        example,
        key=f"example {number}",
        candidate=_signatory(settings, example.candidate),
        thread_subject=None,
    )


def _signatory(settings: Settings, example: Signatory) -> Signatory:
    """The person as the config has them; the example's where it says nothing."""
    mine = settings.candidate
    return Signatory(
        name=mine.name or example.name,
        email=mine.email or example.email,
        signature=mine.signature,
        tone=mine.tone,
        spelling=mine.spelling,
        strengths=mine.strengths or example.strengths,
    )
