"""The timing rules in words, and an edit of them: first what it would change, then the change."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from service.config import ConfigError, Settings, data_folder
from service.config.edit import Place, edited, write
from service.config.files import parsed
from service.explain.meaning import letter_facts, meaning
from service.explain.policy_words import in_words
from service.web.pages import when, words
from service.web.site import Site, form_of

_TEXT, _CHECK, _DAYS = "text", "check", "days"


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the config as the form shows it. `kind`: text, check or days."""

    place: Place
    label: str
    hint: str = ""
    kind: str = _TEXT

    @property
    def name(self) -> str:
        return ".".join(self.place)


def _stage(name: str, *more: Field) -> tuple[Field, ...]:
    at = ("policy", name)
    return (
        Field((*at, "enabled"), "Write this letter", kind=_CHECK),
        Field((*at, "opens"), "Opens after", "24h, 7d, 5 working days"),
        Field((*at, "closes"), "Closes after", "48h, 14d"),
        *more,
        Field((*at, "hours"), "Hours of your day", "09:00-17:00"),
        Field((*at, "days"), "On", kind=_DAYS),
    )


GROUPS: tuple[tuple[str, str, tuple[Field, ...]], ...] = (
    ("Thank-you", "Counted from the interview's end.", _stage("thank_you")),
    (
        "Status check",
        "Counted from the interview's end, or from their last word.",
        _stage(
            "status_check",
            Field(
                ("policy", "status_check", "promise_grace"), "After a promised day", "1 working day"
            ),
            Field(("policy", "status_check", "promise_window"), "and open for", "7d"),
        ),
    ),
    ("Final check", "Counted from the moment you sent the status check.", _stage("final_check")),
    (
        "Closing",
        "Counted from your last letter, or from the last window that closed unused.",
        (
            Field(("policy", "close", "enabled"), "Close what nobody answers", kind=_CHECK),
            Field(("policy", "close", "opens"), "After", "14d"),
        ),
    ),
    (
        "Always",
        "",
        (
            Field(("policy", "minimum_gap"), "Between two letters, at least", "7d"),
            Field(("policy", "pauses"), "Days away", "2026-07-01 to 2026-07-14, 2026-12-24"),
        ),
    ),
)

FIELDS = tuple(field for _, _, fields in GROUPS for field in fields)

Row = dict[str, Any]


def show(site: Site, _request: Request) -> Response:
    """The rules in words with the form to edit them."""
    return _page(site, {}, None)


def preview(site: Site, request: Request) -> Response:
    """What the edit would change; nothing is written. A part of the page for htmx."""
    form = form_of(request)
    effect = _effect(site, form)
    if request.headers.get("hx-request"):
        return site.pages.part("policy_effect.html", effect=effect)
    return _page(site, form, effect)


def save(site: Site, request: Request) -> Response:
    """Write the edit into the config file, if it is valid and still the same file."""
    form, desk = form_of(request), site.desk
    effect = _effect(site, form)
    if effect["problems"] or not effect["diff"]:
        return _page(site, form, effect)
    if form.get("seen") != effect["seen"]:
        told = (
            "The config was edited elsewhere meanwhile: look at what would change, and save again."
        )
        return _page(site, form, {**effect, "problems": [told]})
    write(desk.config, effect["text"])
    told = f"Saved to {desk.config.name}. A running service takes it over in a few seconds."
    return site.pages.told("/policy", told)


def _page(site: Site, form: Mapping[str, str], effect: Row | None) -> Response:
    settings = site.desk.settings
    values = {field.name: value_of(settings, field) for field in FIELDS}
    if form:
        values |= {field.name: form.get(field.name, "") for field in FIELDS}
    return site.pages.page(
        "policy.html",
        status=422 if effect and effect["problems"] else 200,
        rules=in_words(settings),
        groups=GROUPS,
        values=values,
        effect=effect,
    )


def value_of(settings: Settings, field: Field) -> str:
    """What the form shows for a field: "on" or "" for a check."""
    value: Any = settings
    for name in field.place:
        value = getattr(value, name)
    if field.kind == _CHECK:
        return "on" if value else ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def changes_of(settings: Settings, form: Mapping[str, str]) -> dict[Place, object]:
    """The keys that the form sets to something else than they are."""
    return {
        field.place: _written(field, form.get(field.name, ""))
        for field in FIELDS
        if form.get(field.name, "").strip() != value_of(settings, field)
    }


def _written(field: Field, text: str) -> object:
    """A form's text as TOML has it."""
    if field.kind == _CHECK:
        return text == "on"
    if field.place == ("policy", "pauses"):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text.strip()


def _effect(site: Site, form: Mapping[str, str]) -> Row:
    """What an edit comes to: problems in words, else the lines and the windows it changes."""
    desk = site.desk
    settings, before = desk.settings, _text(site)
    found: Row = {
        "problems": [],
        "diff": [],
        "shifts": [],
        "text": before,
        "seen": hashlib.sha256(before.encode()).hexdigest(),
        "form": {field.name: form.get(field.name, "") for field in FIELDS},
    }
    try:
        found["text"] = edited(before, changes_of(settings, form))
        after = parsed(found["text"], desk.config, data_folder(desk.environ))
    except ConfigError as error:
        lines = [
            f"{each.key}: found {each.found}, expected {each.expected}" for each in error.problems
        ]
        return {**found, "problems": lines}
    except ValueError as error:
        return {**found, "problems": [str(error)]}
    found["diff"] = diff_of(before, found["text"])
    with desk.store.read() as session:
        seen = meaning(session, settings, desk.now(), instead=after)
    changed = [(each["company"], shifts(each)) for each in seen["applications"]]
    found["shifts"] = [(company, lines) for company, lines in changed if lines]
    return found


def shifts(application: Row) -> list[str]:
    """What another policy changes for one application of `meaning`, a line each."""
    after, lines = application["after"], []
    for old, new in zip(application["letters"], after["letters"], strict=True):
        if letter_facts(old) != letter_facts(new):
            lines += _letter_shifts(words(old["stage"]).capitalize(), old, new)
    if application["outcome"] != after["outcome"]:
        ends = f"closed as {after['outcome']}" if after["outcome"] else "open again"
        lines.append(f"It would be {ends}.")
    elif application["silent_at"] != after["silent_at"]:
        lines.append(_shift("Closed as silent", application["silent_at"], after["silent_at"]))
    return lines


def _letter_shifts(name: str, old: Row, new: Row) -> list[str]:
    dated = [each["verdict"] in ("waiting", "open") and each["opens_at"] for each in (old, new)]
    if not all(dated):
        return [f"{name}: {new['reason']}"]
    edges = [(edge, old[f"{edge}_at"], new[f"{edge}_at"]) for edge in ("opens", "closes")]
    return [_shift(f"{name} {edge}", a, b) for edge, a, b in edges if a != b]


def _shift(what: str, before: str | None, after: str | None) -> str:
    return f"{what}: {when(before)} → {when(after)}"


def diff_of(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that change: ("-" or "+", line)."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [(line[0], line[1:]) for line in list(lines)[2:] if line[:1] in ("-", "+")]


def _text(site: Site) -> str:
    """The config file as it stands; "" where there is none yet."""
    path = site.desk.config
    return path.read_text(encoding="utf-8-sig") if path.exists() else ""
