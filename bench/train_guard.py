"""Fit the weights of the guard: `python -m bench.train_guard GROUP...` (groups: bench/fit.py).

Writes service/reading/kind/guard.json. A row is a text that the models take for a fixed interview,
or one of either sort that they find at all like one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.fit import unseen, write
from service.reading.kind import guard
from service.reading.kind.decide import FIXED
from service.reading.kind.features import features_of
from service.reading.kind.model import model
from service.reading.kind.opinion import INTERVIEWS, LIKE_ONE, about, weighed
from service.reading.model import Kind

WEIGHTS = Path(guard.__file__).with_name(guard.FILE)
STRENGTH = 0.03
"""Small: the few texts are by few hands, the large corpora of ordinary mail are not."""


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="+")
    known = list(rows(parser.parse_args().groups))
    names = sorted(known[0][0])
    table = np.array([[signs[name] for name in names] for signs, _ in known])
    right = np.array([is_one for _, is_one in known])
    fitted = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=5000))
    fitted.fit(table, right)
    scaler, linear = fitted[0], fitted[1]
    weights = linear.coef_[0] / scaler.scale_
    bias = float(linear.intercept_[0] - (weights * scaler.mean_).sum())
    print(f"{len(known)} texts, {right.mean():.2f} of them interviews")
    write(WEIGHTS, {"bias": bias, **dict(zip(names, map(float, weights), strict=True))})


def rows(groups: Sequence[str]) -> Iterator[tuple[dict[str, float], bool]]:
    """(signs, whether it is an interview) of the texts."""
    for text in unseen(groups):
        features = features_of(text.view)
        opinions = weighed(text.view, features, model().scores(features), text.opinion)
        kinds = opinions.kinds
        if about(kinds) >= LIKE_ONE and text.quoted:
            opinions = replace(opinions, thread=text.quoted.about_a_job)
        is_one = Kind(text.raw["kind"]) in INTERVIEWS
        like = (is_one or text.raw["kind"] == Kind.OTHER) and about(kinds) >= LIKE_ONE
        if max(kinds, key=lambda kind: kinds[kind]) in FIXED or like:
            yield guard.signs(features, opinions), is_one


if __name__ == "__main__":
    main()
