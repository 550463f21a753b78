"""Small fitted models: a weight for each feature, as bench/ writes them (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def weights(package: str, file: str) -> Mapping[str, float]:
    """The weights of a model that ships with the program, by the features' names."""
    text = (resources.files(package) / file).read_text(encoding="utf-8")
    loaded: dict[str, float] = json.loads(text)
    return loaded


def score(known: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The sum of the features by their weights; what was never fitted weighs nothing."""
    return sum(known.get(name, 0.0) * value for name, value in features.items())
