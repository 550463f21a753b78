"""The letters' templates: ours, and a person's own in their place.

A template is `<language>/<stage>.j2` (docs/letters.md lists what it may use). Overrides come from
a folder with the same names. One that cannot be used is told in `problems`, with file and line,
and ours is used instead.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import StrictUndefined, Template
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from service.letters.languages.english_forms import article, possessive
from service.letters.trial import trial_contexts
from service.letters.vary import Vary

BUILT_IN = Path(__file__).parent
HTML = "html.j2"

Context = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """Why an override is not used. `line` is 1-based; None where the whole file is meant."""

    path: Path
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.reason}; the built-in template is used instead"


class Templates:
    """All templates, compiled. `override` is the folder of the person's own, if there is one.

    Every override is tried at once on example facts, so that a mistake is told before a letter is
    due and not after.
    """

    def __init__(self, override: Path | None = None) -> None:
        self._built_in = _built_in()
        self._own: dict[str, tuple[Path, Template]] = {}
        self._problems: list[TemplateProblem] = []
        for path in sorted(override.rglob("*.j2")) if override and override.is_dir() else ():
            self._take(path, path.relative_to(override or path).as_posix())

    @property
    def problems(self) -> tuple[TemplateProblem, ...]:
        """Every override that is not used, or failed for a letter and was replaced."""
        return tuple(self._problems)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that may be overridden."""
        return tuple(sorted(self._built_in))

    def render(self, name: str, context: Context) -> str:
        """The rendered template; an override that fails now is told, and ours takes its place."""
        if own := self._own.get(name):
            path, template = own
            try:
                return template.render(context)
            except Exception as error:  # a person's own template may raise anything
                self._tell(_problem(path, error))
        return self._built_in[name].render(context)

    def _take(self, path: Path, name: str) -> None:
        if name not in self._built_in:
            known = ", ".join(self.names)
            self._tell(TemplateProblem(path, None, f"no template has this name (known: {known})"))
            return
        try:
            template = _environment().from_string(path.read_text("utf-8"))
        except (TemplateSyntaxError, OSError, UnicodeError) as error:
            self._tell(_problem(path, error))
            return
        template.filename = str(path)
        self._own[name] = (path, template)
        for context in trial_contexts(name):
            self.render(name, context)

    def _tell(self, problem: TemplateProblem) -> None:
        self._own = {n: own for n, own in self._own.items() if own[0] != problem.path}
        if problem not in self._problems:
            self._problems.append(problem)


def wordings(language: str) -> str:
    """All that our own templates of this language may say, one after the other, without markup."""
    sources = (path.read_text("utf-8") for path in sorted((BUILT_IN / language).glob("*.j2")))
    return re.sub(r"\{[{%#].*?[}%#]\}", " ", "\n".join(sources), flags=re.DOTALL)


@cache
def _built_in() -> dict[str, Template]:
    environment = _environment()
    return {
        path.relative_to(BUILT_IN).as_posix(): environment.from_string(path.read_text("utf-8"))
        for path in sorted(BUILT_IN.rglob("*.j2"))
    }


def _environment() -> SandboxedEnvironment:
    """Templates see plain values only, a missing name is an error, and HTML is escaped."""
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # - plain text; html.j2 escapes by its own {% autoescape %}
        extensions=[Vary],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["article"] = article
    environment.filters["possessive"] = possessive
    return environment


def _problem(path: Path, error: Exception) -> TemplateProblem:
    reason = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        return TemplateProblem(path, error.lineno, reason)
    if not isinstance(error, TemplateError):
        reason = f"{type(error).__name__}: {reason}"
    return TemplateProblem(path, _line(path, error), reason)


def _line(path: Path, error: Exception) -> int | None:
    """The template's own line, which jinja2 writes into the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename in (str(path), "<template>")]
    return lines[-1] if lines else None
