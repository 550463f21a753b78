"""The languages a letter can be written in: one module each, and `language_of` to choose."""

from __future__ import annotations

from service.letters.languages.base import Language
from service.letters.languages.dutch import DUTCH
from service.letters.languages.english import ENGLISH
from service.letters.languages.french import FRENCH
from service.letters.languages.german import GERMAN
from service.letters.languages.spanish import SPANISH

LANGUAGES: dict[str, Language] = {
    language.code: language for language in (ENGLISH, GERMAN, FRENCH, SPANISH, DUTCH)
}


def language_of(code: str) -> Language:
    """The language for a code like "de" or "de-AT"; English where there is no template."""
    return LANGUAGES.get(code.strip().lower().replace("_", "-").partition("-")[0], ENGLISH)
