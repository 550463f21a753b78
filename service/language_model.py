"""Asks the language model that the person has named for better words; off unless they name one.

Any server that speaks the OpenAI chat protocol (POST <endpoint>/chat/completions): a local one such
as Ollama or llama.cpp, or one elsewhere. It never gets more than `service.letters.polish.prompt`
shows. Whatever goes wrong, the letter stays as our templates wrote it.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

import requests

from service.config.settings import PolishSettings
from service.letters.model import Letter, LetterRequest
from service.letters.polish import Unpolished, polished, prompt
from service.letters.templates import Templates

log = logging.getLogger(__name__)

_MOST_BYTES = 200_000


class LanguageModelError(Exception):
    """The model gave no usable answer; the text says why, without anything of the letter."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """One model on one server. `timeout` is in seconds, for connecting and for each wait."""

    endpoint: str
    model: str
    timeout: float
    key: str | None = field(default=None, repr=False)

    def ask(self, messages: list[dict[str, str]]) -> str:
        """The answer's text. Raises LanguageModelError."""
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        question = {"model": self.model, "messages": messages, "temperature": 0.3}
        try:
            # No redirect is followed: a letter goes to the server in the config, or nowhere.
            with requests.post(
                f"{self.endpoint.rstrip('/')}/chat/completions",
                data=json.dumps(question),
                headers=headers,
                timeout=self.timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code != requests.codes.ok:
                    raise LanguageModelError(f"it answered with status {response.status_code}")
                return _content(response)
        except requests.RequestException as error:
            raise LanguageModelError(f"it was not reached: {type(error).__name__}") from error


def _content(response: requests.Response) -> str:
    data = response.raw.read(_MOST_BYTES, decode_content=True)
    try:
        choice = json.loads(data)["choices"][0]
        content, end = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise LanguageModelError("its answer is not of the chat protocol") from error
    if not isinstance(content, str) or not content.strip() or end not in {None, "stop"}:
        raise LanguageModelError("it gave no whole answer")
    return content


@dataclass(frozen=True, slots=True)
class Polisher:
    """Puts letters into better words, or leaves them as they are."""

    model: LanguageModel

    def __call__(self, letter: Letter, request: LetterRequest, templates: Templates) -> Letter:
        """The letter in the model's words if they pass every check, else the letter itself."""
        try:
            answer = self.model.ask(prompt(letter, request))
        except LanguageModelError as error:
            log.warning("the language model did not help: %s; the letter stays as it was", error)
            return letter
        result = polished(letter, request, answer, templates=templates)
        if isinstance(result, Unpolished):
            log.info("the model's wording failed %d checks; ours stays", len(result.reasons))
            return letter
        return result


def polisher_of(
    settings: PolishSettings, environ: Mapping[str, str] = os.environ
) -> Polisher | None:
    """The polisher that the config names, or None where it names none."""
    if settings.endpoint is None:
        return None
    key = environ.get(settings.key_from) if settings.key_from else None
    timeout = settings.timeout.nominal.total_seconds()
    return Polisher(LanguageModel(settings.endpoint, settings.model, timeout, key))
