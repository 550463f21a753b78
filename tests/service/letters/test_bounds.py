"""Every combination of wordings keeps the length of its stage and passes the proofreader."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.policy import Stage
from service.letters.example import example_request, sparse_request
from service.letters.model import Correspondent, LetterRequest, Signatory
from service.letters.proofread import proofread
from service.letters.shape import BOUNDS
from tests.service.letters.wordings import every_wording_once, extremes

LANGUAGES = ("en", "de", "fr", "es", "nl")
FRIEND = Correspondent("Jane Roe", "jane@initech.example", signs_as="Jane")
LONG = {
    "role": "Senior Principal Staff Site Reliability Engineer for Things",
    "company": "The Very Long Company Name Of Springfield",
}


_SHORT_POINT = {
    "en": ("stress Go",),
    "de": ("betonen: die IT",),
    "fr": ("souligner le Go",),
    "es": ("destacar el Go",),
    "nl": ("benadrukken de IT",),
}
_SHORT_CONCERN = {
    "en": ("concern: Go",),
    "de": ("Bedenken: Go",),
    "fr": ("doute : Go",),
    "es": ("duda: Go",),
    "nl": ("twijfel: Go",),
}


def kinds_of_request(stage: Stage, language: str) -> dict[str, LetterRequest]:
    rich, sparse = example_request(stage, language), sparse_request(stage, language)
    wrote, promised = rich.previous_letter_at, rich.promised
    return {
        "everything known": rich,
        "nothing known": sparse,
        "only an earlier letter": replace(sparse, previous_letter_at=wrote),
        "only a promise": replace(sparse, promised=promised),
        "no notes": replace(rich, notes=()),
        "no notes, no profile": replace(rich, notes=(), candidate=sparse.candidate),
        "long names": replace(
            rich, notes=(), candidate=sparse.candidate, role=LONG["role"], company=LONG["company"]
        ),
        "a short strength": replace(
            sparse, candidate=replace(sparse.candidate, strengths=("Kafka, Go",))
        ),
        "a short point": replace(sparse, notes=_SHORT_POINT[language]),
        "a short concern": replace(sparse, notes=_SHORT_CONCERN[language]),
        "familiar": replace(rich, informal=True, recipient=FRIEND),
        "formal": replace(rich, candidate=Signatory("A. Morgan", "a@example.com", tone="formal")),
        "no letter yet": replace(rich, thank_you_sent=False),
    }


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_combination_is_too_short_or_too_long(stage: Stage, language: str) -> None:
    fewest, most = BOUNDS[stage]
    for kind, request in kinds_of_request(stage, language).items():
        shortest, longest = extremes(request)
        assert fewest <= shortest, kind
        assert longest <= most, kind


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_passes_the_proofreader(stage: Stage, language: str) -> None:
    for kind, request in kinds_of_request(stage, language).items():
        for letter in every_wording_once(request):
            assert proofread(letter, request) == (), (kind, letter.text)
