"""Writes the word lists by which the reader tells names from other words.

    python -m bench.name_words FOLDER_OF_NAMES FOLDER_OF_FAKER

FOLDER_OF_NAMES is the `names` package (MIT) with the first names of the US Census of 1990 (public
domain); FOLDER_OF_FAKER the providers/person folder of `faker` (MIT). Neither is a dependency: they
are unpacked once, and what is taken from them ships as service/reading/who/first_names.txt.
service/reading/who/plain_words.txt holds the words of bench/data/training, as mail writes them.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import textwrap
import zoneinfo
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from service.reading.kind.language import not_names, role_nouns
from service.reading.who.person_words import in_plain_letters

ROOT = Path(__file__).parent.parent
WHO = ROOT / "service/reading/who"
TRAINING = Path(__file__).parent / "data/training"
_LOWER = re.compile(r"(?<![\w@./'’-])[a-zà-ÿœßşğı]{2,20}(?![\w@/'’-]|\.\w)")  # noqa: RUF001
_NOUN = re.compile(
    r"\b(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|zum|zur|im|am|ins|Ihre?[rnms]?|unser\w*"
    r"|dein\w*|mein\w*|kein\w*|\w+(?:en|er|es|em)) ([A-ZÄÖÜ][a-zäöüß]{2,24})\b"
)
_SHORT = frozenset("al bo ed jo ty ai yu li mo wei xiu".split())  # noqa: SIM905
_PLACES = frozenset(
    "dallas austin boston houston brooklyn orlando memphis berlin milan verona vienna ireland"  # noqa: SIM905
    " england israel india china germany france virginia carolina georgia montana nevada dakota"
    " texas florida arizona lancaster".split()
)
_COMMON = 220
"""Up to this rank in the census a first name stays one though it is a word as well ("mark")."""


def main() -> None:
    """Write both lists."""
    census, faker = Path(sys.argv[1]), Path(sys.argv[2])
    ranks = dict(_census(census))
    added = frozenset((Path(__file__).parent / "data/more_first_names.txt").read_text().split())
    words, nouns = _training_words()
    first = {
        name
        for name in {*ranks, *_of_faker(faker), *added}
        if name in added or _is_name(name, ranks, words)
    }
    plain = {word for word in words if word not in first and len(word) > 1} | (nouns - first)
    _write("first_names.txt", first)
    _write("plain_words.txt", plain)


def _census(folder: Path) -> Iterator[tuple[str, int]]:
    """Each first name with its rank, the better one of the two lists last."""
    for file in ("dist.male.first", "dist.female.first"):
        for rank, line in enumerate((folder / file).read_text().splitlines()):
            yield line.split()[0].lower(), rank


def _of_faker(folder: Path) -> Iterator[str]:
    """The strings of all variables called `first_names...`, read without running the files."""
    for file in sorted(folder.glob("*/__init__.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and "first_name" in ast.unparse(node.targets[0]):
                strings = (n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant))
                for name in (n for n in strings if isinstance(n, str)):
                    words = in_plain_letters(name).split()
                    yield from (w for w in words if re.fullmatch(r"[a-z]{2,14}(-[a-z]+)?", w))


def _is_name(name: str, ranks: dict[str, int], words: Counter[str]) -> bool:
    rank = ranks.get(name, 9999)
    if len(name) < 3 and name not in _SHORT:
        return False
    if name in {in_plain_letters(word) for word in (not_names() | role_nouns())}:
        return False
    if name in _places() and rank >= 300:
        return False
    return not words[name] or (rank < _COMMON and words[name] <= 20)


def _places() -> set[str]:
    zones = (zone.lower() for zone in zoneinfo.available_timezones())
    return {word for zone in zones for word in re.findall(r"[a-z]+", zone)} | _PLACES


def _training_words() -> tuple[Counter[str], set[str]]:
    """(words in lower case by the number of mails, German nouns behind an article)."""
    words: Counter[str] = Counter()
    nouns: set[str] = set()
    for file in sorted(TRAINING.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            mail = json.loads(line)
            text = f"{mail['subject']} {mail['body']}"
            words.update(set(_LOWER.findall(text)))
            if mail["language"] == "de":
                nouns |= {noun.lower() for noun in _NOUN.findall(text)} - {"frau", "herr"}
    return words, nouns


def _write(file: str, words: set[str]) -> None:
    lines = textwrap.wrap(
        " ".join(sorted(words)), 99, break_on_hyphens=False, break_long_words=False
    )
    (WHO / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
