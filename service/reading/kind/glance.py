"""A first look at a message by its whole words: a tenth of the work of reading it (pure).

bench/train_kind.py makes the weights (glance.json) together with the model's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import sqrt


@dataclass(frozen=True)
class Glance:
    """Whole thousandths: a weight for each known word, a bias, and what is enough to read on."""

    weights: dict[str, int] = field(hash=False)
    bias: int
    enough: int

    def may_concern_a_job(self, words: frozenset[str]) -> bool:
        """False only where the words known speak clearly against it.

        A text of which few words are known, as in a language never trained on, is let through.
        """
        known = [self.weights[word] for word in self.weights.keys() & words]
        if 2 * len(known) < len(words):
            return True
        return self.bias + sum(known) / sqrt(len(known) or 1) >= self.enough


@cache
def glance() -> Glance:
    """The weights that ship with the program."""
    file = resources.files("service.reading.kind") / "glance.json"
    raw = json.loads(file.read_text(encoding="utf-8"))
    return Glance(weights=raw["weights"], bias=raw["bias"], enough=raw["enough"])
