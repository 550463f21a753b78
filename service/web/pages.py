"""Renders the pages: templates that escape all they are given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, RedirectResponse

from service.views import short
from service.web.desk import Desk
from service.web.gate import Keys
from service.web.visible import finalize, visible

_AN_HOUR, _A_DAY = 3600, 86400
_NUMBERS = (
    *("No", "One", "Two", "Three", "Four", "Five", "Six"),
    *("Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
)


class Pages:
    """All templates with what every page shows."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self._desk = desk
        self._keys = keys
        self._environment = Environment(
            loader=PackageLoader("service.web"),
            autoescape=True,
            finalize=finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {
            "when": when,
            "day": day,
            "away": away,
            "words": words,
            "soon": soon,
        }
        self._environment.filters |= {"ticked": ticked, "counted": counted}

    def page(self, name: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A whole page, with the notice of the act before it."""
        settings = self._desk.settings
        return HTMLResponse(
            self._environment.get_template(name).render(
                form_key=self._keys.form,
                now=self._desk.now().astimezone(self._desk.zone),
                notice=self._desk.take_notice(),
                config=str(self._desk.config),
                mode=settings.mode,
                config_problem=self._desk.config_problem,
                **context,
            ),
            status,
        )

    def part(self, name: str, **context: Any) -> HTMLResponse:
        """A part of a page, for a live preview."""
        text = self._environment.get_template(name).render(form_key=self._keys.form, **context)
        return HTMLResponse(text)

    def told(self, where: str, notice: str) -> RedirectResponse:
        """After an act: say what it came to on the page `where` (a path of ours)."""
        self._desk.notice = notice
        return RedirectResponse(where, 303)


def when(moment: str | datetime | None) -> str:
    """An ISO moment for people: "Thu 5 Mar 2026, 14:00"."""
    return short(moment.isoformat() if isinstance(moment, datetime) else moment)


def soon(moment: str, now: datetime) -> str:
    """The same without the year, if it is the one we write."""
    at = datetime.fromisoformat(moment)
    return f"{at:%a %-d %b, %H:%M}" if at.year == now.year else when(moment)


def day(moment: str) -> str:
    """ "Thu 5 Mar", in the moment's own zone."""
    return f"{datetime.fromisoformat(moment):%a %-d %b}"


def away(moment: str | datetime, now: datetime) -> str:
    """How far a moment is from now: "in 3 days", "2 hours ago"."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    seconds = (at - now).total_seconds()
    days = (at.astimezone(now.tzinfo).date() - now.date()).days
    if abs(seconds) < _AN_HOUR:
        length = _counted(round(abs(seconds) / 60), "minute")
    elif abs(seconds) < _A_DAY:
        length = _counted(round(abs(seconds) / _AN_HOUR), "hour")
    else:
        length = _counted(abs(days), "day")
    return f"in {length}" if seconds >= 0 else f"{length} ago"


def words(name: str | None) -> str:
    """A name of our own as words: "status check"."""
    return (name or "").replace("_", " ")


def counted(number: int) -> str:
    """A number that begins a sentence: "Four", from thirteen on "13"."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def ticked(text: str) -> Markup:
    """A text of our own in which `commands` stand as code; all of it is escaped."""
    parts = [escape(visible(part)) for part in text.split("`")]
    if len(parts) % 2 == 0:
        return escape(visible(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else part
        for place, part in enumerate(parts)
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
