"""Fit the weights of who takes part: `python -m bench.train_people GROUP...` (bench/fit.py).

Writes service/reading/who/takes_part.json.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import diags
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.fit import scales_of, table_of, unseen, weighed_names, write
from service.reading.fitted import probability
from service.reading.who import people, takes_part
from service.reading.who.company import company_of
from service.reading.who.names import same_person

WEIGHTS = Path(takes_part.__file__).with_suffix(".json")
FOLDS, STRENGTH = 5, 0.3


@dataclass(frozen=True, slots=True)
class Row:
    """A person whom a text names; `text` is its number, so that those of one stay together."""

    text: int
    features: dict[str, float]
    takes_part: bool


def main() -> None:
    """Fit, say how many persons are judged rightly when held apart, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="+")
    parser.add_argument("--mean", action="store_true", help="with the weights that are there")
    options = parser.parse_args()
    known = list(rows(options.groups))
    right = np.array([row.takes_part for row in known])
    groups = np.array([row.text for row in known])
    hits = np.zeros(len(known), dtype=bool)
    for seen, apart in GroupKFold(FOLDS).split(hits, right, groups):
        fitted = fit([known[at] for at in seen])
        for at in apart:
            hits[at] = (probability(fitted, known[at].features) > takes_part.ENOUGH) == right[at]
    wrong = len(set(groups[~hits]))
    print(f"{len(known)} persons, {right.mean():.2f} of whom take part")
    print(f"judged rightly when held apart: {hits.mean():.3f}")
    print(f"mails in which all are: {1 - wrong / len(set(groups)):.3f}")
    write(WEIGHTS, fit(known), mean=options.mean)


def fit(known: Sequence[Row]) -> dict[str, float]:
    """The weights of a logistic model: of its features, and of the words that stand often."""
    names = weighed_names([row.features for row in known])
    table = table_of([row.features for row in known], names)
    scale = scales_of(table, names)
    linear = LogisticRegression(C=STRENGTH, max_iter=2000)
    linear.fit(table @ diags(1 / scale), [row.takes_part for row in known])
    weights = map(float, linear.coef_[0] / scale)
    return {"bias": float(linear.intercept_[0]), **dict(zip(names, weights, strict=True))}


def rows(groups: Sequence[str]) -> Iterator[Row]:
    """The persons of the texts about interviews."""
    for number, text in enumerate(unseen(groups)):
        view, tagged = text.view, text.opinion.tagged
        gold = (text.raw.get("gold") or {}).get("interviewers")
        if gold is None or not text.raw["kind"].startswith("interview") or tagged is None:
            continue
        company = company_of(view, view.prose, tagged)
        said = f"{view.subject}\n\n{view.prose}"
        name = company[0] if company else None
        sightings = list(people.sightings(view, said, name, tagged))
        below = people.in_quoted(text.quoted, name)
        for one in people.likely_people(view, said, sightings, tagged, below):
            if not one.sightings or one.sightings[0].chance is not None:
                there = any(same_person(one.name, name) for name in gold)
                yield Row(number, dict(one.features), there)


if __name__ == "__main__":
    main()
