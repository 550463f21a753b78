"""Text from mail as it can be shown safely: what is invisible or turns text around is spelled out.

A mail may hide an order of letters (bidirectional controls, CVE-2021-42574) or nothing at all
(control and zero-width characters) in a name; the person is to see that something stands there.
"""

from __future__ import annotations

import unicodedata

from markupsafe import Markup

_PLAIN = frozenset("\n\t")
_JOINS = frozenset("\u200c\u200d\ufeff\u00ad")
"""Joiners in Persian, Indic scripts and emoji, and soft hyphens: they show or hide nothing else."""


def visible(text: str) -> str:
    """The text with each control, format or private character written as [U+202E]."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _PLAIN or character in _JOINS:
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"):
        return f"[U+{ord(character):04X}]"
    return character


def finalize(value: object) -> object:
    """What a template writes for a value: nothing for None; text made visible, then escaped."""
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    return visible(str(value))
