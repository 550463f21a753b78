"""Fit the weights of who takes part: `python -m bench.train_people GROUP...` (bench/fit.py).

Writes service/reading/who/takes_part.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.fit import unseen
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
    known = list(rows(parser.parse_args().groups))
    names = sorted(known[0].features)
    table = np.array([[row.features[name] for name in names] for row in known])
    right = np.array([row.takes_part for row in known])
    groups = np.array([row.text for row in known])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2000))
    hits = []
    for seen, apart in GroupKFold(FOLDS).split(table, right, groups):
        model.fit(table[seen], right[seen])
        hits += list(model.predict(table[apart]) == right[apart])
    print(f"{len(known)} persons, {right.mean():.2f} of whom take part")
    print(f"judged rightly when held apart: {np.mean(hits):.3f}")
    model.fit(table, right)
    scaler, linear = model[0], model[1]
    weights = linear.coef_[0] / scaler.scale_
    bias = float(linear.intercept_[0] - (weights * scaler.mean_).sum())
    written = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    whole = {"bias": round(bias, 4), **written}
    WEIGHTS.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


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
