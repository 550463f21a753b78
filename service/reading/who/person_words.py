# ruff: noqa: RUF001  # apostrophes of real mail
"""Words that are first names, and words that mail writes in lower case (pure data).

`first_names.txt`: the US Census of 1990 (public domain; as in the `names` package, MIT) and the
name lists of `faker` (MIT) for all its countries, in plain letters, without the common words among
them. `plain_words.txt`: the words of bench/data/training, as they stand there in lower case, or in
German behind an article. `python -m bench.name_words` writes both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

_OTHER_LETTERS = str.maketrans("øØłŁı", "oOlLi")


@lru_cache(maxsize=4096)
def is_first_name(word: str) -> bool:
    """Whether a word, or the first half of a double name, is known as a first name."""
    plain = in_plain_letters(word.strip(".,'’"))
    return plain in _words("first_names.txt") or plain.partition("-")[0] in _words(
        "first_names.txt"
    )


@lru_cache(maxsize=4096)
def is_plain_word(word: str) -> bool:
    """Whether mail writes the word in lower case, or so that a capital tells nothing."""
    low = word.lower().strip(".,'’")
    plain = _words("plain_words.txt")
    return low in plain or (len(low) > 4 and re.sub(r"(?:s|ed|ing|ly|er|en)$", "", low) in plain)


def in_plain_letters(word: str) -> str:
    """The word in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", word.translate(_OTHER_LETTERS))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.casefold()


@cache
def _words(file: str) -> frozenset[str]:
    text = (resources.files("service.reading.who") / file).read_text(encoding="utf-8")
    return frozenset(text.split())
