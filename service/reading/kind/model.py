"""The trained model: a linear one, its weights in weights.json, read without any library (pure).

bench/train_kind.py makes the weights; bench/data/README.md says from what.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import exp, sqrt

from service.reading.kind.features import Features
from service.reading.model import Kind

WORD_SHARE = 4.0
"""How much all words of a message weigh together, where one mark weighs one."""

SCALE = 1000
"""Weights are stored as whole thousandths."""


@dataclass(frozen=True)
class Model:
    """`weights[feature]` holds one weight a kind, in the order of `kinds`; so does `bias`."""

    kinds: tuple[Kind, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]] = field(hash=False)

    def scores(self, features: Features) -> dict[Kind, float]:
        """The probability of each kind; they sum to one."""
        totals = list(self.bias)
        self._add(totals, [self.weights[m] for m in features.marks if m in self.weights], 1.0)
        words = [self.weights[w] for w in features.words if w in self.weights]
        self._add(totals, words, WORD_SHARE / sqrt(len(words)) if words else 0.0)
        top = max(totals)
        raised = [exp(total - top) for total in totals]
        whole = sum(raised)
        return {kind: value / whole for kind, value in zip(self.kinds, raised, strict=True)}

    @staticmethod
    def _add(totals: list[float], rows: list[tuple[float, ...]], factor: float) -> None:
        for row in rows:
            for at, weight in enumerate(row):
                totals[at] += weight * factor


@cache
def model() -> Model:
    """The model that ships with the program."""
    file = resources.files("service.reading.kind") / "weights.json"
    raw = json.loads(file.read_text(encoding="utf-8"))
    return Model(
        kinds=tuple(Kind(kind) for kind in raw["kinds"]),
        bias=tuple(weight / SCALE for weight in raw["bias"]),
        weights={
            feature: tuple(weight / SCALE for weight in row)
            for feature, row in raw["weights"].items()
        },
    )
