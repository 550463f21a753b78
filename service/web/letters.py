"""The letters' templates with what they make of an invented interview, while one writes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from scheduler.policy import Stage
from service.config import ConfigError, Settings
from service.config.edit import edited, write
from service.letter_example import own_example
from service.letters.languages import LANGUAGES
from service.letters.proofread import proofread
from service.letters.templates import BUILT_IN, Templates
from service.letters.write import write as write_letter
from service.web.site import Site, form_of

OWN_FOLDER = "templates"
"""The folder beside the config in which own templates begin to live."""

_NAMES = {"de": "German", "en": "English", "es": "Spanish", "fr": "French", "nl": "Dutch"}
_WORDINGS = 9
"""How many wordings the page turns through: the same template says things in several ways."""

Row = dict[str, Any]


def show(site: Site, request: Request) -> Response:
    """One template, and the letter it makes."""
    return _page(site, _chosen(request.query_params), None)


def preview(site: Site, request: Request) -> Response:
    """The letter that an edited template makes; nothing is written. A part for htmx."""
    form = form_of(request)
    chosen = _chosen(form)
    if request.headers.get("hx-request"):
        letter = _letter(site.desk.settings, chosen, form.get("source"))
        return site.pages.part("letter_preview.html", letter=letter)
    return _page(site, chosen, form.get("source", ""))


def save(site: Site, request: Request) -> Response:
    """Keep an own template, or go back to ours. One that cannot be used is not kept."""
    form, desk = form_of(request), site.desk
    chosen = _chosen(form)
    where = f"/letters?stage={chosen['stage']}&language={chosen['language']}"
    path = _own(desk.settings, chosen)
    if form.get("act") == "ours":
        if path is not None:
            path.unlink(missing_ok=True)
        return site.pages.told(where, "Our own template is used again.")
    source = form.get("source", "")
    letter = _letter(desk.settings, chosen, source)
    if letter["problems"]:
        return _page(site, chosen, source)
    try:
        path = path or _first_own(site, chosen)
    except (ConfigError, ValueError) as error:
        return site.pages.told(where, f"Not kept: {error}")
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, source if source.endswith("\n") else f"{source}\n")
    return site.pages.told(where, "Kept; the letters from now on are made from it.")


def _page(site: Site, chosen: Row, source: str | None) -> Response:
    settings = site.desk.settings
    own = _own(settings, chosen)
    kept = own is not None and own.is_file()
    text = source if source is not None else _source(settings, chosen)
    letter = _letter(settings, chosen, text)
    return site.pages.page(
        "letters.html",
        status=422 if source is not None and letter["problems"] else 200,
        chosen=chosen,
        stages=list(Stage),
        languages=[(each, _NAMES.get(each, each)) for each in sorted(LANGUAGES)],
        source=text,
        own=str(own) if own is not None and kept else None,
        letter=letter,
        following=chosen["number"] % _WORDINGS + 1,
    )


def _chosen(given: Mapping[str, str]) -> Row:
    """Which template; HTTPException 404 for one that does not exist."""
    stage, language = given.get("stage", Stage.THANK_YOU.value), given.get("language", "en")
    if stage not in set(Stage) or language not in LANGUAGES:
        raise HTTPException(404, "There is no such template.")
    number = given.get("number", "1")
    wording = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 1
    return {"stage": Stage(stage), "language": language, "number": wording}


def _name(chosen: Row) -> str:
    return f"{chosen['language']}/{chosen['stage'].value}.j2"


def _own(settings: Settings, chosen: Row) -> Path | None:
    """Where the person's own template lies or would lie; None without a folder for them."""
    folder = settings.letters.templates
    return folder / _name(chosen) if folder is not None else None


def _first_own(site: Site, chosen: Row) -> Path:
    """The same, once the config names a folder."""
    desk = site.desk
    text = desk.config.read_text(encoding="utf-8-sig") if desk.config.exists() else ""
    write(desk.config, edited(text, {("letters", "templates"): OWN_FOLDER}))
    path = _own(desk.settings, chosen)
    if path is None:
        raise ValueError("the config has mistakes; mend them first.")
    return path


def _source(settings: Settings, chosen: Row) -> str:
    own = _own(settings, chosen)
    path = own if own is not None and own.is_file() else BUILT_IN / _name(chosen)
    return path.read_text(encoding="utf-8")


def _letter(settings: Settings, chosen: Row, source: str | None) -> Row:
    """What a template's text makes of the invented interview, and what is wrong with either."""
    request = own_example(settings, chosen["stage"], chosen["language"], chosen["number"])
    with tempfile.TemporaryDirectory(prefix="afterword-template-") as folder:
        path = Path(folder) / _name(chosen)
        path.parent.mkdir()
        path.write_text(source or "", encoding="utf-8")
        templates = Templates(Path(folder))
        made = write_letter(request, templates=templates)
    problems = [
        f"line {each.line}: {each.reason}" if each.line else each.reason
        for each in templates.problems
    ]
    unfit = [] if problems else [str(problem) for problem in proofread(made, request)]
    return {
        "subject": made.subject,
        "text": made.text,
        "problems": problems,
        "unfit": unfit,
        "to": f"{request.recipient.name} <{request.recipient.email}>",
    }
