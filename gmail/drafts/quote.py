"""The original below an answer, in the form that Gmail gives it, so that mail programs fold it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

LONGEST = 20_000
"""Characters of an original that are quoted; a longer one is cut at a line's end."""

_CUT = "[...]"


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message answered to: the line that says whose it is, and its text (LF line ends)."""

    attribution: str
    text: str


def below_text(text: str, quoted: Quoted) -> str:
    """A plain letter with the original below it, each line marked."""
    marked = (f">{line}" if line[:1] in {">", ""} else f"> {line}" for line in _lines(quoted))
    return f"{text.rstrip()}\n\n{quoted.attribution}\n\n" + "\n".join(marked) + "\n"


def below_html(html: str, quoted: Quoted) -> str:
    """An HTML letter with the original below it."""
    original = "<br>\n".join(escape(line, quote=False) for line in _lines(quoted))
    return (
        f'{html.rstrip()}\n<br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{escape(quoted.attribution, quote=False)}<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;'
        'border-left:1px solid rgb(204,204,204);padding-left:1ex">\n'
        f"{original}\n</blockquote></div>\n"
    )


def _lines(quoted: Quoted) -> list[str]:
    text = quoted.text.strip("\n")
    if len(text) > LONGEST:
        text = text[: text.rfind("\n", 0, LONGEST) + 1 or LONGEST].rstrip("\n") + f"\n{_CUT}"
    return [line.rstrip() for line in text.split("\n")]
