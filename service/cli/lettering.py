"""`afterword letter`: what the templates make of an invented application, at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from rich.console import Console

from scheduler.policy import Stage
from service.cli import output
from service.cli.guard import MisuseError
from service.config import Settings, load
from service.letter_example import own_example
from service.letters.languages import LANGUAGES
from service.letters.model import LetterRequest
from service.letters.proofread import proofread
from service.letters.templates import Templates
from service.letters.write import write
from service.views import SCHEMA


def letter(
    config: Path | None,
    stage: str,
    language: str,
    number: int,
    *,
    example: bool,
    as_json: bool,
) -> None:
    """Print the letter to an invented interviewer, in your name and by your templates."""
    if not example:
        raise MisuseError("say --example; the letters to real people lie in your Drafts folder.")
    settings = load(config, environ=os.environ)
    request = _request(settings, stage, language, number)
    templates = Templates(settings.letters.templates)
    made = write(request, templates=templates)
    shown = {
        "schema": SCHEMA,
        "stage": stage,
        "language": language,
        "subject": made.subject,
        "text": made.text,
        "problems": [
            *map(str, templates.problems),
            *(f"not fit to be placed: {problem}" for problem in proofread(made, request)),
        ],
    }
    if output.wants_data(as_json):
        output.data(shown)
    else:
        _print(shown)


def _request(settings: Settings, stage: str, language: str, number: int) -> LetterRequest:
    if stage not in tuple(Stage):
        raise MisuseError(f"no stage is called {stage!r}; there are {', '.join(Stage)}.")
    if language not in LANGUAGES:
        raise MisuseError(
            f"no letters are written in {language!r}, only in {', '.join(LANGUAGES)}."
        )
    return own_example(settings, stage, language, number)


def _print(shown: dict[str, Any]) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"Subject: {shown['subject']}\n")
    console.print(shown["text"].rstrip("\n"))
    for problem in shown["problems"]:
        output.warn(problem)
