"""Words from mail made safe to stand in a sentence: one line, no markup, no hidden marks (pure).

Everything a letter takes from outside passes here first. A value that nothing sensible remains of
becomes the empty string, and the templates then do without it.
"""

from __future__ import annotations

import re
import unicodedata

MOST_SUBJECT = 900
"""Characters of a subject; RFC 5322, 2.1.1 folds lines at 998, and Gmail threads by the whole."""

_LONGEST_WORD = 40
_MARKUP = str.maketrans(dict.fromkeys("{}<>[]|\\`*_~^#%$=", " ") | dict.fromkeys("!¡?¿", ""))
_LINK = re.compile(r"(?:\w+://|www\.)\S*|\S+@\S+", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:none|null|nil|undefined|unknown|n/?a|tb[ad]|todo|x{2,}|-+|name|company|role|nobody)",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r"[{}]|\[[^\]]*\]|<[^>]*>|%\w|__+|\b(?:TODO|TBD|X{3,}|lorem ipsum|None|null|undefined|NaN)\b"
    r"|\b(?:your|company|first|last|hiring manager's|interviewer's|insert) name\b",
)
"""What templates and forms leave behind where a value was missing."""

_EDGE = " ,;:-\u2013\u2014/\"'(&+"
_QUOTES = str.maketrans("\u2019\u2018\u00b4\u201c\u201d", "'''\"\"")


def visible(text: str) -> str:
    """The text on one line without control, format (bidi, zero-width) and unassigned characters.

    Format characters are general category Cf of Unicode, chapter 4.5.
    """
    normal = unicodedata.normalize("NFC", text)
    return " ".join("".join(map(_seen, normal)).split())


def _seen(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character)[0] == "C" else character


def phrase(text: str | None, *, words: int, characters: int) -> str:
    """A name or phrase for the middle of a sentence, or "" if there is none to be had.

    At most `words` words and `characters` characters: what is longer is cut at a word.
    """
    bare = _LINK.sub(" ", visible(text or "")[: 20 * characters]).translate(_MARKUP)
    kept = [word for word in bare.translate(_QUOTES).split() if len(word) <= _LONGEST_WORD]
    while kept and (len(kept) > words or len(" ".join(kept)) > characters):
        kept.pop()
    joined = re.sub(r"\s+(?=[,;:])|([,;:.])(?=\1)", "", " ".join(kept))
    result = joined.lstrip(_EDGE).rstrip(_EDGE + ".")
    if result.count("(") < result.count(")"):
        result = result.rstrip(") ")
    if (
        _NOTHING.fullmatch(result)
        or PLACEHOLDER.search(result)
        or not any(map(str.isalnum, result))
    ):
        return ""
    return result


def company(text: str | None) -> str:
    """The employer's name. A trailing dot of "Inc." goes, so that a sentence may end with it."""
    return _calm(phrase(text, words=7, characters=60))


_GENDER_MARK = re.compile(
    r"[(\[]\s*(?:[mwfdxihg]\s*[/|*,]\s*){1,3}[mwfdxihgna]\s*[)\]]|\(all genders?\)"
    r"|\b[mwf]/[mwf]/[dx]\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s+[-\u2013\u2014|]\s+.*|\s*[(\[].*")
_ROLE_WORD = re.compile(
    r"^(?:the|die|der|das|le|la|el|de|het)\s+|\s+(?:role|position|job|opening|opportunity|vacancy)$",
    re.IGNORECASE,
)


def role(text: str | None) -> str:
    """The role's name alone: no gender marks, no place or number after a dash or in brackets."""
    bare = _ASIDE.sub("", _GENDER_MARK.sub("", visible(text or "")[:1000]))
    return _calm(_ROLE_WORD.sub("", phrase(bare, words=8, characters=70)))


_SMALL = frozenset(("AND", "AT", "DE", "DES", "DER", "DU", "FOR", "IN", "OF", "ON", "THE", "UND"))


def _calm(name: str) -> str:
    """A name of several words that is all in capitals, as a sentence has it: "IT Manager". Short
    words may be abbreviations and stay; so does a single word, which may be written that way.
    """
    words = name.split()
    if len(words) < 2 or not name.isupper():
        return name
    calm = [word if len(word) < 4 else word.capitalize() for word in words]
    return " ".join([calm[0], *(w.lower() if w in _SMALL else w for w in calm[1:])])


def subject(text: str | None) -> str:
    """A subject that is safe as a header: one visible line, of bounded length."""
    return visible((text or "")[: 4 * MOST_SUBJECT])[:MOST_SUBJECT].strip()


def block(text: str | None, *, lines: int = 12) -> str:
    """A signature: its lines as they stand, each visible and bounded, without empty line runs."""
    kept = [visible(line)[:120] for line in (text or "")[:5000].splitlines()]
    joined = "\n".join(kept[: lines * 2]).strip("\n")
    return "\n".join(re.sub(r"\n{3,}", "\n\n", joined).split("\n")[:lines]).strip()
