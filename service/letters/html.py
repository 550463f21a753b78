"""A letter's text as the simple HTML that Gmail's own composer writes."""

from __future__ import annotations

from service.letters.templates import HTML, Templates


def html_of(text: str, *, templates: Templates) -> str:
    """The text as HTML: one <div> a line, <br> in an empty one, all else escaped."""
    return templates.render(HTML, {"lines": text.rstrip("\n").split("\n")}).strip()
