"""Every wording of a letter within reach: a chooser that a test steers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.letters.model import Letter, LetterRequest
from service.letters.shape import body_words
from service.letters.templates import Templates
from service.letters.write import compose


@dataclass
class Steered:
    """Chooses what `picks` says for a place, else the first wording that may stand there."""

    picks: dict[str, int] = field(default_factory=dict)
    seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def __call__(self, place: str, conditions: Sequence[object]) -> int:
        open_to = tuple(index for index, true in enumerate(conditions) if true)
        self.seen[place] = open_to
        pick = self.picks.get(place, open_to[0])
        return pick if pick in open_to else open_to[0]


def letter_with(request: LetterRequest, picks: dict[str, int]) -> Letter:
    return compose(request, Templates(), Steered(dict(picks)))


def places(request: LetterRequest) -> dict[str, tuple[int, ...]]:
    """Every place of the letter with the wordings that may stand there."""
    steered = Steered()
    compose(request, Templates(), steered)
    return steered.seen


def every_wording_once(request: LetterRequest) -> list[Letter]:
    """Letters that together show each wording of each place."""
    found = places(request)
    most = max(len(open_to) for open_to in found.values())
    return [
        letter_with(request, {place: o[turn % len(o)] for place, o in found.items()})
        for turn in range(most)
    ]


def extremes(request: LetterRequest) -> tuple[int, int]:
    """Fewest and most words of the body over all combinations of wordings.

    The places add up independently, so that the best wording of each makes the extreme letter.
    """
    shortest: dict[str, int] = {}
    longest: dict[str, int] = {}
    for place, open_to in places(request).items():
        words = {pick: _count(request, {place: pick}) for pick in open_to}
        shortest[place] = min(open_to, key=words.__getitem__)
        longest[place] = max(open_to, key=words.__getitem__)
    return _count(request, shortest), _count(request, longest)


def _count(request: LetterRequest, picks: dict[str, int]) -> int:
    return len(body_words(letter_with(request, picks).text))
