"""Text made easy to search, every character in its place: lower case, no accents (pure)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final


def _table() -> dict[int, str]:
    table = {}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1:
            table[code] = base
    signs = {
        " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202c\u202f\u205f\u2060\u3000\ufeff",
        "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
        "'": "\u2018\u2019\u02bc\u00b4`",
        "·": "\u22c5\u2022\u2219\u25cf\u25aa\u25e6",
        ":": "\uff1a\ua789",
        "@": "\uff20",
        "o": "ºø",
    }
    for plain, variants in signs.items():
        table.update(dict.fromkeys(map(ord, variants), plain))
    table.update({ord("ß"): "s", ord("*"): " ", ord("_"): " ", ord("\r"): " ", ord("\t"): " "})
    return table


_TABLE: Final = _table()
_MASKED = re.compile(
    r"https?://[^\s<>\"]+|www\.[^\s<>\"]+|(?<![^\s<(:\"'])[\w.+-]{1,80}@[\w-]{1,80}"
    r"(?:\.[\w-]{1,60}){1,5}"
    r"|(?<![\w/.:])(?:\+|00)\d[\d ().-]{6,18}\d(?![\d:/])"
    r"|(?<![\w/.:])\(\d{3}\) ?\d{3}[- .]\d{4}(?!\d)|(?<![\w/.:-])\d{3}[-.]\d{3}[-.]\d{4}(?!\d)"
    r"|\b(?:meeting id|webinar id|conference id|pass ?code|passwort|kenncode|pin|access code"
    r"|job id|req(?:uisition)?(?: id)?|ref(?:erence)?(?: no)?"
    r"|id)\b[:#. ]{1,4}[#\w-]*\d[\d -]{2,20}\d"
)

_LEADERS = re.compile(r"(?<=[a-z])[ ]?\.{4,}")


def fold(text: str) -> str:
    """`text` in lower case, no accents, plain dashes and blanks; no character moves."""
    if text.isascii():
        return text.lower().translate(_TABLE)
    folded = text.translate(_TABLE).lower()
    if len(folded) == len(text):
        return folded
    return "".join(
        char.lower() if len(char.lower()) == 1 else char for char in text.translate(_TABLE)
    )


def mask(folded: str) -> str:
    """Addresses, links, telephone numbers and ids blanked out: they hold no times.

    Dots that lead from a label to what it labels ("Time......10:20") become blanks.
    """
    masked = _MASKED.sub(lambda match: "#" * len(match.group()), folded)
    return _LEADERS.sub(lambda match: ":" + " " * (len(match.group()) - 1), masked)
