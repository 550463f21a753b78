"""How likely each person whom a mail names will talk with the candidate (pure).

Neither the rules of sentences (interviewers.py) nor the encoder's tags alone know it well: a small
logistic model (takes_part.json) weighs what both say of all sightings of a person, the words
beside them, and what is known of the writer. bench/train_people.py fits it on mail that the encoder
was not trained on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.reading.fitted import logit, probability, weights
from service.reading.who import names
from service.reading.who.interviewers import Judged
from service.reading.words_beside import VALUE

FILE = "takes_part.json"
ENOUGH, BEST_ALONE = 0.5, 0.3
"""How likely somebody must be to be taken, and the likeliest where nobody is."""
RULES_SUFFICE = 0.7
"""Weight of the rules from which on a sighting counts where the encoder was not asked."""
_OF_PHRASE, _OF_PHRASE_UNSURE = 1.2, 0.4
"""What a phrase that introduces people, or a plan's row, adds to a name; to what may be none."""
_FROM = 0.02
"""How far chances are kept from 0 and 1."""
_UNSEEN, _NOBODY = -2.0, -4.0
"""What stands for the chance of somebody never seen, and for the strength of nobody else."""
_FIRST_PART = 0.75
"""Share of the text behind which the writer's name is taken for the signature."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a person stands: what the rules say, what the encoder does (None: not asked)."""

    name: str
    judged: Judged
    chance: float | None
    phrased: bool
    in_row: bool
    early: bool
    group: int = 0
    """The list, sentence or table in which it stands: names of one share a number."""
    series: int | None = None
    """The series in which it stands (name_series.py): names of one share a number."""
    words: frozenset[str] = frozenset()
    """What stands beside it (words_beside.py)."""

    @property
    def weight(self) -> float:
        """What the rules make of it, with phrases that introduce people and rows of a plan."""
        sure = self.judged.mention.sure
        in_row = self.in_row and (sure or " " in self.judged.mention.name)
        phrase = _OF_PHRASE if sure else _OF_PHRASE_UNSURE
        return self.judged.weight + phrase * self.phrased + _OF_PHRASE * in_row


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: whether they say that they take part, recruit, and what the encoder says."""

    name: str
    says_so: bool
    recruits: bool
    chance: float | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with what speaks for and against their taking part; `features` by name.

    `below` are sightings in the older mail that is quoted.
    """

    name: str
    sightings: tuple[Sighting, ...]
    below: tuple[Sighting, ...]
    is_writer: bool
    features: Mapping[str, float]

    @property
    def is_named(self) -> bool:
        """Whether the mail or the one that it quotes names them."""
        return bool(self.sightings or self.below)

    @property
    def chance(self) -> float:
        """The probability that they take part, between 0 and 1.

        Where the encoder saw no sighting, as in a calendar's description, the rules decide.
        """
        if self.sightings and all(sighting.chance is None for sighting in self.sightings):
            return float(any(sighting.weight >= RULES_SUFFICE for sighting in self.sightings))
        return probability(weights(__package__, FILE), self.features)


def candidates(
    people: Sequence[str],
    sightings: Sequence[Sighting],
    writer: Writer | None,
    quoted: Sequence[Sighting] = (),
) -> list[Candidate]:
    """One for each of the people, and the writer at last if they are not among them."""
    everybody = list(people)
    if writer and not any(names.same_person(writer.name, name) for name in people):
        everybody.append(writer.name)
    own = {
        name: tuple(p for p in sightings if names.same_person(p.name, name)) for name in everybody
    }
    below = {
        name: tuple(p for p in quoted if names.same_person(p.name, name)) for name in everybody
    }
    strength = {name: _tag(own[name]) + _words(own[name]) for name in everybody}
    best_here = max((_tag(own[name]) for name in everybody), default=_UNSEEN)
    found = []
    for name in everybody:
        best_other = max((strength[n] for n in everybody if n != name), default=_NOBODY)
        is_writer = writer is not None and names.same_person(writer.name, name)
        features = _features(name, own[name], writer if is_writer else None)
        features |= _beside(own[name], sightings)
        features |= _kin(name, own, sightings, strength)
        features |= {word: VALUE for sighting in own[name] for word in sighting.words}
        features |= _below(own[name], below[name], best_here)
        features |= {
            "best_other": best_other,
            "alone": float(len(everybody) == 1),
            "writer_beside": best_other if is_writer else 0.0,
        }
        found.append(Candidate(name, own[name], below[name], is_writer, features))
    return found


def _features(name: str, sightings: Sequence[Sighting], writer: Writer | None) -> dict[str, float]:
    chances = [sighting.chance for sighting in sightings if sighting.chance is not None]
    weights = [sighting.weight for sighting in sightings]
    signs_only = not any(sighting.early for sighting in sightings)
    return {
        "tag": _tag(sightings),
        "mean_tag": logit(sum(chances) / len(chances), least=_FROM) if chances else _UNSEEN,
        "words": max(weights, default=0.0),
        "least_words": min(weights, default=0.0),
        "words_suffice": float(max(weights, default=0.0) >= RULES_SUFFICE),
        "single_word": float(" " not in name),
        "surely_a_name": float(any(sighting.judged.mention.sure for sighting in sightings)),
        "titled": float(names.title_of(name) is not None),
        "phrased": float(any(sighting.phrased for sighting in sightings)),
        "in_row": float(any(sighting.in_row for sighting in sightings)),
        "joins": float(any(sighting.judged.joins for sighting in sightings)),
        "several_sightings": float(len(sightings) > 1),
        "writer": float(writer is not None),
        "writer_says_so": float(writer is not None and writer.says_so),
        "writer_recruits": float(writer is not None and writer.recruits),
        "writer_tag": logit(writer.chance, least=_FROM)
        if writer and writer.chance is not None
        else 0.0,
        "writer_signs_only": float(writer is not None and signs_only),
        "writer_sighting_tag": _tag(sightings) if writer and chances else 0.0,
        "writer_unnamed": float(not sightings),
    }


def _beside(own: Sequence[Sighting], everybody: Sequence[Sighting]) -> dict[str, float]:
    """What the encoder says of those who stand in one list with somebody."""
    groups = {sighting.group for sighting in own}
    beside = [each for each in everybody if each.group in groups and each not in own]
    chances = [logit(p.chance, least=_FROM) for p in beside if p.chance is not None]
    return {
        "beside": float(bool(chances)),
        "beside_best": max(chances, default=0.0),
        "beside_least": min(chances, default=0.0),
        "beside_several": float(len(chances) > 1),
    }


def _kin(
    name: str,
    own: Mapping[str, Sequence[Sighting]],
    everybody: Sequence[Sighting],
    strength: Mapping[str, float],
) -> dict[str, float]:
    """What the encoder says of those who stand beside somebody in one form, as in a list."""
    series = {sighting.series for sighting in own[name]} - {None}
    kin = [each for each in everybody if each.series in series and each not in own[name]]
    chances = [logit(p.chance, least=_FROM) for p in kin if p.chance is not None]
    strangers = [
        strength[other]
        for other, theirs in own.items()
        if other != name and not any(each in kin for each in theirs)
    ]
    return {
        "kin": float(bool(chances)),
        "kin_mean": sum(chances) / len(chances) if chances else 0.0,
        "kin_best": max(chances, default=0.0),
        "kin_least": min(chances, default=0.0),
        "best_stranger": max(strangers, default=_NOBODY),
    }


def _below(
    own: Sequence[Sighting], quoted: Sequence[Sighting], best_here: float
) -> dict[str, float]:
    """What the quoted mail says of somebody, and whether the new text names others."""
    only = float(bool(quoted) and not own)
    tag = _tag(quoted) if quoted else 0.0
    return {
        "below": float(bool(quoted)),
        "below_tag": tag,
        "below_words": _words(quoted),
        "below_only": only,
        "below_only_tag": only * tag,
        "below_only_best_here": only * best_here,
    }


def _tag(sightings: Sequence[Sighting]) -> float:
    return max(
        (logit(p.chance, least=_FROM) for p in sightings if p.chance is not None), default=_UNSEEN
    )


def _words(sightings: Sequence[Sighting]) -> float:
    return max((sighting.weight for sighting in sightings), default=0.0)


def is_early(start: int, text: str) -> bool:
    """Whether a sighting stands before where a mail is signed."""
    return start < _FIRST_PART * len(text)
