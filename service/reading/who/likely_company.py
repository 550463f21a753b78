"""Which of the names that may be the employer's is likeliest (pure).

A small fitted model (likely_company.json) weighs the witnesses of each name, the votes that the
rules count, and the encoder's tags. bench/train_names.py fits it on mail that the encoder was not
trained on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from service.reading.fitted import logit, score, weights
from service.reading.kind.language import company_words
from service.reading.view import View
from service.reading.who import names
from service.reading.who.company_witnesses import (
    OF_TAG,
    Source,
    Witness,
    domains_of,
    from_agency,
    own_of,
    writes_as_agency,
)
from service.reading.who.person_words import is_first_name, is_plain_word

FILE = "likely_company.json"
_FROM, _UNTAGGED = 0.02, 0.05
_SURE = 0.9
_LONG, _SHORT = 4, 3
"""Letters of a key from which on it may be a part of another; of one that is tagged."""
_MOST_SEEN = 6


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its witnesses: their votes, and the same with those lent by other forms.

    `extends` is the shorter name that the mail's edges complete to this one, else empty.
    """

    key: str
    name: str
    quote: str
    own: float
    votes: float
    witnesses: tuple[Witness, ...]
    extends: str = ""
    itself: float = 0.0
    """How sure the encoder is of a longer form that the mail itself names, too."""

    @property
    def tag(self) -> float:
        """How sure the encoder is of its surest mention; 0 where it tags none."""
        tagged = (w.weight / OF_TAG for w in self.witnesses if w.source is Source.TAG)
        return max(tagged, default=0.0)


def likeliest(view: View, text: str, known: Sequence[Named]) -> Named:
    """The likeliest of the names."""
    fitted = weights(__package__, FILE)
    scores = [score(fitted, one) for one in features(view, text, known)]
    return known[max(range(len(known)), key=lambda at: scores[at])]


def features(view: View, text: str, known: Sequence[Named]) -> list[Mapping[str, float]]:
    """What speaks for each of the names."""
    low = f"{view.subject}\n{text}".lower()
    labels = [domain.partition(".")[0] for domain in domains_of(view)]
    agency = float(from_agency(view))
    agent = float(writes_as_agency(view))
    english = float(view.language == "en")
    most = max(one.votes for one in known)
    surest = max(one.tag for one in known)
    found: list[Mapping[str, float]] = []
    for one in known:
        own = float(own_of(one.key, labels))
        leads, behind = float(one.votes == most), one.tag - surest
        found.append(
            _of_witnesses(one)
            | _of_name(one, low)
            | _beside(one, known)
            | {
                "share_of_votes": one.votes / (most + 0.01),
                "most_votes": leads,
                "most_votes_english": leads * english,
                "tag_below_best": behind,
                "tag_below_best_english": behind * english,
                "own_domain": own,
                "own_domain_of_agency": own * agency,
                "own_domain_of_agent": own * agent,
                "client_of_agent": (1 - own) * one.tag * agent,
            }
        )
    return found


def _of_witnesses(one: Named) -> dict[str, float]:
    found: dict[str, float] = {}
    for witness in one.witnesses:
        found[witness.source] = 1.0
        found[f"{witness.source}_times"] = found.get(f"{witness.source}_times", 0.0) + 1.0
    return found | {
        "votes": log(1 + one.votes),
        "own_votes": log(1 + one.own),
        "tag_chance": one.tag,
        "tag_logit": logit(one.tag or _UNTAGGED, least=_FROM),
        "untagged": float(one.tag == 0),
        "surely_tagged": float(one.tag > _SURE),
    }


def _of_name(one: Named, low: str) -> dict[str, float]:
    name, single = one.name, " " not in one.name
    return {
        "words": log(1 + name.count(" ")),
        "plain_word": float(single and is_plain_word(name)),
        "first_name": float(single and is_first_name(name)),
        "like_a_person": float(names.plausible(name)),
        "like_an_agency": float(any(part in one.key for part in company_words().agencies)),
        "trade": float(not company_words().trades.isdisjoint(name.lower().split())),
        "times_seen": log(1 + min(low.count(name.lower()), _MOST_SEEN)),
        **_of_extension(one, low),
    }


def _of_extension(one: Named, low: str) -> dict[str, float]:
    """How a longer form of a name stands to the shorter one."""
    if not one.extends:
        return {}
    more = [word for word in one.name.lower().split() if word not in one.extends.lower().split()]
    front = one.name.lower().partition(" ")[0]
    shorter = low.count(one.extends.lower()) - low.count(one.name.lower())
    return {
        "extended": 1.0,
        "extended_itself_tagged": one.itself,
        "extended_itself_named": float(one.name.lower() in low),
        "extended_by_one": float(len(more) == 1),
        "extended_by_trade": float(not company_words().trades.isdisjoint(more)),
        "extended_by_front": float(front in more and front in company_words().fronts),
        "extended_though_seen": log(1 + min(max(shorter, 0), _MOST_SEEN)),
    }


def _beside(one: Named, known: Sequence[Named]) -> dict[str, float]:
    """How the name stands to others: whether it holds one, or is a part of one."""
    holds = [o for o in known if o.key != one.key and o.key in one.key]
    within = [o for o in known if o.key != one.key and one.key in o.key]
    return {
        "holds_tagged": max((o.tag for o in holds if len(o.key) >= _SHORT), default=0.0),
        "within_tagged": max((o.tag for o in within), default=0.0) * (len(one.key) >= _SHORT),
        "holds": float(any(len(o.key) >= _LONG for o in holds)),
        "within": float(bool(within) and len(one.key) >= _LONG),
    }
