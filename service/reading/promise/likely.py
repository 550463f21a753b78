"""Which of the spans of days that a mail names is the employer's promise, if any (pure).

Neither the rules of words (sentences.py) nor the encoder's tags alone know it well: a small fitted
model (likely.json) weighs what both say. bench/train_promises.py fits it on mail that the encoder
was not trained on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from service.reading.encoder.pieces import Part
from service.reading.encoder.tags import Tag, Tagged
from service.reading.fitted import logit, score, weights
from service.reading.model import Kind
from service.reading.promise.sentences import SIGNS, Spoken
from service.reading.words_beside import VALUE

FILE = "likely.json"
_FROM, _UNSEEN, _FEW = 0.01, 0.05, -2.5
"""The least chance that counts, the chance where none is told, and a hardly likely one (logit)."""
_FAR = 60
"""Days ahead from which a promise is seldom meant."""


def likeliest(
    spoken: Sequence[Spoken], tagged: Tagged, kind: Kind, *, english: bool
) -> Spoken | None:
    """The likeliest promise, or None where that there is none is likelier still."""
    known = weights(__package__, FILE)
    *each, none = features(spoken, tagged, kind, english=english)
    scores = [score(known, one) for one in each]
    best = max(range(len(scores)), key=lambda at: scores[at], default=None)
    if best is None or scores[best] <= score(known, none):
        return None
    return spoken[best]


def features(
    spoken: Sequence[Spoken], tagged: Tagged, kind: Kind, *, english: bool
) -> list[Mapping[str, float]]:
    """What speaks for each of the spans, and at last for there being no promise."""
    chances = [_chance(tagged, Tag.PROMISE, one) for one in spoken]
    best = max(chances, default=logit(0.0, least=_FROM))
    found: list[Mapping[str, float]] = []
    for at, (one, chance) in enumerate(zip(spoken, chances, strict=True)):
        said = {
            "tag": chance,
            "tag_low": float(chance < _FEW),
            "tag_below_best": chance - best,
            "tag_elsewhere": 0.0 if english else chance,
            "when": _chance(tagged, Tag.WHEN, one),
            "first": float(at == 0),
        }
        found.append(said | _of_words(one) | _of_days(one))
    none = {"none": 1.0, "none_best": best, "none_english": float(english), f"none_{kind}": 1.0}
    return [*found, none]


def _of_words(one: Spoken) -> dict[str, float]:
    signs = {f"clause_{name}": float(name in one.in_clause) for name in SIGNS}
    signs |= {f"sentence_{name}": float(name in one.in_sentence) for name in SIGNS}
    signs |= {f"weight_{one.weight}": 1.0, "arranges": float(one.arranges)}
    return signs | dict.fromkeys(one.beside, VALUE)


def _of_days(one: Spoken) -> dict[str, float]:
    span = one.span
    ahead = (span.last - one.sent).days
    return {
        "weekday": float(span.weekday),
        "weak": float(span.weak),
        "is_the_talk": float(one.is_the_talk),
        "shifted": float(one.shifted),
        "today": float(ahead == 0),
        "ahead": log(1 + ahead),
        "far": float(ahead > _FAR),
        "before_the_talk": float(one.interview is not None and span.last < one.interview),
        "length": log(1 + span.end - span.start),
        "several_days": float(span.first != span.last),
        "later_in_text": log(1 + span.start),
    }


def _chance(tagged: Tagged, tag: Tag, one: Spoken) -> float:
    chance = tagged.chance(tag, Part.BODY, one.span.start, one.span.end)
    return logit(_UNSEEN if chance is None else chance, least=_FROM)
