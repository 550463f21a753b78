"""Bytes to text when the charset label is missing, wrong or made up.

Labels follow the WHATWG Encoding Standard where mail practice does too: "iso-8859-1" and
"us-ascii" mean windows-1252, "gb2312" means gb18030, "ks_c_5601-1987" means cp949.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_ALIASES = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "x-cp1252": "cp1252",
    "windows1252": "cp1252",
    "iso-8859-1-windows-3.1-latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "chinesebig5": "big5hkscs",
    "big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "tis-620": "cp874",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
}

# A sender chooses the label, so only names that can be a charset reach the codec registry:
# "idna", "punycode" or "unicode_escape" are codecs too, slow or surprising ones.
_PLAUSIBLE = re.compile(
    r"(?:utf|iso|cp|windows|ibm|koi8|mac|big5|gb|hz|euc|shift|johab|cp_|tis|hp)[\w.:-]{0,30}\Z",
)
_VAGUE = frozenset({"", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown", "unknown-8bit"})
_LOSS = "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=256)
def codec_for(label: str) -> str | None:
    """The Python codec for a charset label as found in mail; None where the label says nothing."""
    name = label.strip().strip("\"'").lower()
    if name in _VAGUE:
        return None
    name = _ALIASES.get(name, name)
    if not _PLAUSIBLE.match(name):
        return None
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def decode(data: bytes, label: str = "") -> str:
    """Text of `data`, never failing: the label if it holds, UTF-8 if it fits, else a best guess.

    What no charset explains becomes U+FFFD, so that the rest of the text can still be read.
    """
    if data.isascii() and not _escapes(label):
        return data.decode("ascii")
    codec = codec_for(label)
    if codec is not None:
        try:
            return data.decode(codec)
        except (UnicodeError, ValueError):
            return _second_best(data, codec)
    return guess(data)


def guess(data: bytes) -> str:
    """Text of unlabelled bytes: UTF-8 where it fits, else windows-1252."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _western(data)


def _escapes(label: str) -> bool:
    """Whether ASCII bytes under this label may stand for something else (ISO-2022-JP, UTF-7)."""
    codec = codec_for(label) or ""
    return codec.startswith(("iso2022", "utf-7", "hz", "utf-16", "utf-32"))


def _second_best(data: bytes, codec: str) -> str:
    """The label does not hold for every byte: another charset that does, or the label with loss."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        lossy = data.decode(codec, "replace")
    if codec == "utf-8" and lossy.count(_LOSS) * 10 > len(lossy):
        return _western(data)
    return _western(data) if codec == "cp1252" else lossy


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 that was cut or damaged in a place or two is still UTF-8."""
    text = data.decode("utf-8", "replace")
    multibyte = len(data) - len(text)
    return text if text.count(_LOSS) * 4 < multibyte else None


def _western(data: bytes) -> str:
    """windows-1252; the five bytes it leaves undefined are read as Latin-1 controls."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
