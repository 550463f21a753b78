"""English grammar by Harper: in process, without a network, loaded when first needed.

It knows some nine hundred rules, most of them of style or for mistakes of a single phrase. Those
taken here are the ones of grammar that name no mistake in any wording of ours; a rule that is wrong
once in a hundred letters would keep good letters back.
"""

from __future__ import annotations

import threading
from functools import cache

from harper import Dialect, Language, Lint, Linter

RULES = frozenset(
    (
        *("AnA", "CapitalizePersonalPronouns", "DidPast", "DoubleModal", "HavePronoun"),
        *("InflectedVerbAfterTo", "InterestedIn", "ItsContraction", "ItsPossessive", "MissingTo"),
        *("ModalBeAdjective", "ModalOf", "ModalSeem", "NounVerbConfusion", "OneOfTheSingular"),
        *("PossessiveYour", "ProgressiveNeedsBe", "PronounContraction", "PronounInflectionBe"),
        *("PronounVerbAgreement", "RepeatedWords", "SimplePastToPastParticiple", "SinceDuration"),
        *("SingleBe", "TheirToThere", "TheMy", "ThereIsAgreement", "TheyToThem", "WillNonLemma"),
    )
)
"""Left out: LookingForwardTo, which writes to standard output whatever it finds."""

_SPELLING = "SpellCheck"
_one_at_a_time = threading.Lock()


def slips(text: str) -> tuple[tuple[str, str], ...]:
    """Each mistake of grammar in an English text: the words, and what is wrong with them."""
    return tuple(
        (lint.problem_text, lint.message)
        for rule, lints in _found(text).items()
        for lint in lints
        if rule in RULES
    )


def is_term(word: str) -> bool:
    """Whether Harper's dictionary has the word, with or without a capital: it knows trades and
    software that a list of common words does not.
    """
    return not _found(word)[_SPELLING] or not _found(word.capitalize())[_SPELLING]


def _found(text: str) -> dict[str, list[Lint]]:
    with _one_at_a_time:  # a linter serves one thread
        return _linter().organized_lints(text, language=Language.PLAINTEXT)


@cache
def _linter() -> Linter:
    linter = Linter(Dialect.AMERICAN)
    wanted = RULES | {_SPELLING}
    linter.set_lint_config({name: name in wanted for name in linter.get_default_lint_config()})
    return linter
