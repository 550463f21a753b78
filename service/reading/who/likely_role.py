"""Which of the names that may be the role's is likeliest, if any (pure).

A small fitted model (likely_role.json) weighs where each name stands, the words beside it, the
votes that the rules count, and the encoder's tags. bench/train_names.py fits it on mail that the
encoder was not trained on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from service.reading.fitted import logit, score, weights
from service.reading.kind.language import role_words
from service.reading.view import View
from service.reading.words_beside import VALUE, words_near

FILE = "likely_role.json"
OF_TAG = 4.0
"""Votes of a certain word of the encoder."""
_FROM, _UNTAGGED = 0.02, 0.05
_SURE = 0.9
_LONG = 6
"""Words from which on a name is long for a role."""
_MOST_SEEN = 6


class Source(StrEnum):
    """Where a name of a role stands."""

    TAG = "tag"
    AS_TAGGED = "as_tagged"
    """A tagged name with the words that mostly stand around one."""
    ASIDE = "aside"
    """A name with an aside; its weight is the chance that the encoder gives to that."""
    SUBJECT = "subject"
    RUN = "run"
    CALENDAR = "calendar"
    PHRASE = "phrase"
    LED_IN = "led_in"
    WHOLE_PART = "whole_part"


_OF_ENCODER = (Source.TAG, Source.AS_TAGGED)


@dataclass(frozen=True, slots=True)
class Named:
    """A name, the votes of each place where it stands; `votes`: with those of other forms."""

    key: str
    name: str
    quote: str
    own: float
    votes: float
    heard: tuple[tuple[Source, float], ...]

    @property
    def tag(self) -> float:
        """How sure the encoder is of its surest mention; 0 where it tags none."""
        tagged = (weight / OF_TAG for source, weight in self.heard if source in _OF_ENCODER)
        return max(tagged, default=0.0)


def likeliest(view: View, text: str, known: Sequence[Named]) -> Named | None:
    """The likeliest of the names; None where that no role is named is likelier still."""
    fitted = weights(__package__, FILE)
    *scores, none = (score(fitted, one) for one in features(view, text, known))
    best = max(range(len(known)), key=lambda at: scores[at], default=None)
    return None if best is None or scores[best] <= none else known[best]


def features(view: View, text: str, known: Sequence[Named]) -> list[Mapping[str, float]]:
    """What speaks for each of the names, and at last for there being none."""
    said = f"{view.subject}\n{text}"
    low = said.lower()
    english = float(view.language == "en")
    most = max((one.votes for one in known), default=0.0)
    surest = max((one.tag for one in known), default=0.0)
    found: list[Mapping[str, float]] = []
    for one in known:
        leads, behind = float(one.votes == most), one.tag - surest
        found.append(
            _of_places(one)
            | _of_name(one, low, english)
            | _beside(one, known)
            | dict.fromkeys(words_near(said, one.name), VALUE)
            | {
                "share_of_votes": one.votes / (most + 0.01),
                "most_votes": leads,
                "most_votes_english": leads * english,
                "tag_below_best": behind,
                "tag_below_best_english": behind * english,
            }
        )
    none = {"none": 1.0, "none_surest": surest, "none_votes": log(1 + most)}
    return [*found, none | {"none_english": english}]


def _of_places(one: Named) -> dict[str, float]:
    found: dict[str, float] = {}
    times: dict[str, int] = {}
    for source, weight in one.heard:
        found[source] = max(found.get(source, 0.0), weight)
        times[source] = times.get(source, 0) + 1
    found |= {f"{source}_times": log(1 + count) for source, count in times.items()}
    return found | {
        "votes": log(1 + one.votes),
        "own_votes": log(1 + one.own),
        "tag_logit": logit(one.tag or _UNTAGGED, least=_FROM),
        "untagged": float(one.tag == 0),
        "surely_tagged": float(one.tag > _SURE),
    }


def _of_name(one: Named, low: str, english: float) -> dict[str, float]:
    words = one.name.lower().split()
    nouns = role_words().nouns
    return {
        "words": float(len(words)),
        "words_english": len(words) * english,
        "many_words": float(len(words) >= _LONG),
        "has_a_noun": float(any(word.strip(".,()") in nouns for word in words)),
        "ends_with_a_noun": float(words[-1].strip(".,()") in nouns),
        "capital": float(one.name[:1].isupper()),
        "comma": float("," in one.name),
        "dash": float(" - " in one.name or " \u2013 " in one.name),
        "times_seen": log(1 + min(low.count(one.name.lower()), _MOST_SEEN)),
    }


def _beside(one: Named, known: Sequence[Named]) -> dict[str, float]:
    """How the name stands to others: whether it holds one, or is a part of one."""
    holds = [o for o in known if o.key != one.key and o.key in one.key]
    within = [o for o in known if o.key != one.key and one.key in o.key]
    return {
        "holds": float(bool(holds)),
        "holds_tagged": max((o.tag for o in holds), default=0.0),
        "within": float(bool(within)),
        "within_tagged": max((o.tag for o in within), default=0.0),
    }
