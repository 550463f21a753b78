"""Small fitted models: a weight for each feature, as bench/ writes them (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import exp, log


@cache
def weights(package: str, file: str) -> Mapping[str, float]:
    """The weights of a model that ships with the program, by the features' names."""
    text = (resources.files(package) / file).read_text(encoding="utf-8")
    loaded: dict[str, float] = json.loads(text)
    return loaded


def score(known: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The sum of the features by their weights; what was never fitted weighs nothing."""
    return sum(known.get(name, 0.0) * value for name, value in features.items())


def probability(known: Mapping[str, float], features: Mapping[str, float]) -> float:
    """What a logistic model, which has a bias, makes of the features: between 0 and 1."""
    return 1 / (1 + exp(-known["bias"] - score(known, features)))


def logit(chance: float, *, least: float) -> float:
    """A probability as a feature; kept `least` away from 0 and 1, so that no single one decides."""
    kept = min(max(chance, least), 1 - least)
    return log(kept / (1 - kept))
