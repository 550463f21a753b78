# ruff: noqa: RUF001  # patterns of real mail: its own dashes and quotes
"""How a text spells the name that a domain runs together ("mesaverdetile") (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from service.reading.kind.language import company_words, role_nouns

_STARTS = re.compile(r"(?<![@./\w-])[^\W_][\w&.'’+-]*")
_NEXT = re.compile(r"[ ]((?:[^\W_][\w.'’+-]*|&|\+)[^\s\w]?)")
_PUNCTUATION = " .,;:!?-–—'\"*“”’|/()"
_LINKS = frozenset({"and", "und", "et", "y", "en", "e"})
_BEFORE = re.compile(
    r"((?:National|Royal|Federal|City|County|Town|University|College|State|Bank|Port|Gemeente|Stadt|Ville|Ayuntamiento)"
    r" (?:of |de |von )?)$"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_TRANSCRIBED = re.compile(r"([aou])e")
"""How domains write the German umlauts: "braendli" is Brändli."""
_SHORTEST = 3
"""Letters of a word that may stand for all of it in a domain ("vet", "sys")."""
_MOST_STARTS = 400


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name as the text writes it; `whole` says whether it accounts for the whole domain."""

    name: str
    whole: bool


def spelled_in(label: str, text: str) -> Spelled | None:
    """The name in `text` whose words compose a domain's label, or None.

    Words may be left out ("Pinecrest Public Library" is "pinecrestlibrary") or cut short ("High
    Plains Veterinary" is "highplainsvet"); letters at the label's end that the text lacks make
    it less sure ("Glidepath" in "glidepathav"). Of several spellings the closest wins. Umlauts
    may be transcribed in the label ("pfaelzer-tagblatt").
    """
    wanted = _letters(label)
    found = _spelled(wanted, text)
    plain = _TRANSCRIBED.sub(r"\1", wanted)
    if plain != wanted and not (found and found.whole):
        transcribed = _spelled(plain, text)
        found = transcribed if transcribed and transcribed.whole else found
    return found


def _spelled(wanted: str, text: str) -> Spelled | None:
    if len(wanted) < 2:
        return None
    scores: dict[str, float] = {}
    seen: Counter[str] = Counter()
    for words in _runs(wanted, text):
        for name, score in _readings(wanted, words):
            scores[name] = max(score, scores.get(name, 0.0))
            seen[name] += 1
    if not scores:
        return None
    scores = {_with_trade(name, wanted): score for name, score in scores.items()}
    best = max(scores, key=lambda name: (scores[name], name[0].isupper(), len(name), seen[name]))
    return Spelled(best, whole=scores[best] >= 2.0)


def _with_trade(name: str, wanted: str) -> str:
    """ "Duskfield" as "Duskfield Media" where that is what the domain says."""
    rest = wanted.removeprefix(_letters(name))
    known = rest != wanted and len(rest) > 3 and rest in company_words().trades
    return f"{name} {rest.capitalize()}" if known else name


def parted(label: str, text: str = "") -> str:
    """ "sextantrobotics" as "Sextant Robotics": a trade's word at the end is a word of its own.

    "luedemann-saaten" is "Lüdemann Saaten" where the text has a Lüdemann.
    """
    words = label.split("-")
    last = words[-1]
    for trade in _trades():
        if last.endswith(trade) and len(last) - len(trade) >= 3:
            words[-1:] = [last[: -len(trade)], trade]
            break
    return " ".join(_as_said(word, text).capitalize() for word in words)


def _as_said(word: str, text: str) -> str:
    """The word with the umlauts with which the text writes it."""
    plain = _TRANSCRIBED.sub(r"\1", word)
    if plain == word:
        return word
    said = (each for each in re.findall(r"\w*[äöüÄÖÜ]\w*", text) if _letters(each) == plain)
    return next(said, word)


@cache
def _trades() -> tuple[str, ...]:
    return tuple(sorted(company_words().trades, key=len, reverse=True))


@cache
def _extensions() -> frozenset[str]:
    """Trades that go on a name which the domain leaves short ("Cascade Parks District")."""
    words = company_words()
    return words.trades - words.after - words.agencies


def _runs(wanted: str, text: str) -> Iterator[list[str]]:
    """Up to seven words of one line from each word with which the label may begin."""
    for count, first in enumerate(_likely(wanted, text)):
        if count >= _MOST_STARTS:
            return
        words = [first.group()]
        end = first.end()
        while len(words) < 7 and (following := _NEXT.match(text, end)):
            words.append(following.group(1))
            end = following.end()
        before = _BEFORE.search(text[max(0, first.start() - 24) : first.start()])
        yield [f"{before.group(1)}{words[0]}", *words[1:]] if before else words


def _likely(wanted: str, text: str) -> Iterator[re.Match[str]]:
    for first in _STARTS.finditer(text):
        letters = _letters(first.group())
        if letters and wanted.startswith(letters[:_SHORTEST]):
            yield first


def _readings(wanted: str, words: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The names that begin with the first word and account for the label, with how well."""
    for size in range(1, len(words) + 1):
        plain = [_letters(_POSSESSIVE.sub("", word.rpartition(" ")[2])) for word in words[:size]]
        raw = " ".join(words[:size]).strip(_PUNCTUATION)
        raw = _POSSESSIVE.sub("", raw)
        capital = [word for word in words[:size] if word[0].isupper() or word[0].isdigit()]
        if not raw or (size > 1 and words[size - 1].lower() in {*_LINKS, "&", "+"}):
            continue
        score = _fit(wanted, plain, extended=not _opens_a_role(words[size - 1 : size + 1]))
        if score is not None and (capital or size > 1):
            yield raw, score + (0.2 if len(capital) == len(words[:size]) else 0.0)
        if len(plain) == 1 and len(plain[0]) >= 4 and wanted.startswith(plain[0]) and capital:
            yield raw, 1.0 + len(plain[0]) / 100
        if any(word[-1] in ".,;:!?)" for word in words[size - 1 : size]):
            return


def _opens_a_role(pair: Sequence[str]) -> bool:
    """The "Data" of "Initech Data Engineer" is the role's, whatever trade it names."""
    return len(pair) == 2 and pair[1].strip(_PUNCTUATION).casefold() in role_nouns()


def _fit(wanted: str, plain: Sequence[str], *, extended: bool = True) -> float | None:
    """How well words compose the label: 4 exactly; less where words are cut or left out."""
    exact = "".join(word for word in plain)
    if wanted in (exact, "".join(word for word in plain if word not in _LINKS)):
        return 4.0
    if extended and len(plain) > 1 and plain[-1] in _extensions():
        shorter = _fit(wanted, plain[:-1])
        if shorter is not None and shorter >= 4.0:
            return 4.1
    return _cut(wanted, plain)


def _cut(wanted: str, plain: Sequence[str], *, first: bool = True) -> float | None:
    """As `_fit`, by whole words, words cut after three letters, and words left out inside."""
    if not plain:
        return 3.0 if not wanted else None
    word, rest = plain[0], plain[1:]
    found: list[float] = []
    for size in range(len(word), 0 if word in _LINKS else _SHORTEST - 1, -1):
        if word[:size] and wanted.startswith(word[:size]):
            tail = _cut(wanted[size:], rest, first=False)
            if tail is not None:
                found.append(tail - 0.2 * (size < len(word)))
    if not first and rest and (tail := _cut(wanted, rest, first=False)) is not None:
        found.append(tail - (0.0 if word in _LINKS else 0.3))
    return max(found, default=None)


def _letters(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.replace("&", "and").casefold())
    return re.sub(r"[^a-z0-9]", "", decomposed)
