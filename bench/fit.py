"""Fit the weights by which one of several readings of a fact is chosen, that there is none too.

An encoder's word on what it was trained on is too sure: so each group of texts is read by one that
has not seen it. A group is written FOLDER=FILE,FILE with the folder of that encoder, or =FILE,FILE
for the one that ships; FILE names texts of bench/data/training. People, names and promises were
fitted on d103 to d108, d110 and d147 to d162, by the mean of the two encoders that the one that
ships went on from, and on d121 to d136 and d138 to d141 by the one from which those went on (see
train_encoder.py). The guard is older: d103 to d110, d113 and d114 by an encoder before that; only
the weight of what the thread is about was added, for fits on more let more ordinary mail through.

The chance of a reading is its share of the exponentials of all scores of its mail (a conditional
logit); the weights make what is right likeliest, kept small by a penalty.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bench.training_mail import DATA, message_of
from service.reading.encoder.encoder import Encoder, Opinion, encoder, load
from service.reading.kind.features import features_of
from service.reading.quoted import Quoted, quoted_in
from service.reading.view import View

STRENGTH, ROUNDS, FOLDS = 3.0, 300, 5


@dataclass(frozen=True, slots=True)
class Text:
    """A text, as the reader sees it, and what an encoder says of it."""

    name: str
    raw: dict[str, Any]
    view: View
    opinion: Opinion
    quoted: Quoted | None


def unseen(groups: Sequence[str]) -> Iterator[Text]:
    """The texts of groups ("FOLDER=FILE,FILE"), each with the word of an encoder new to it."""
    for group in groups:
        folder, _, files = group.partition("=")
        reads: Encoder = load(Path(folder)) if folder else encoder()
        for file in files.split(","):
            lines = (DATA / f"training/{file}.jsonl").read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines):
                raw = json.loads(line)
                view = View(message_of(raw), frozenset({raw["me"]}), raw["time_zone"])
                opinion = reads.reads(view, features_of(view).marks)
                quoted = quoted_in(view, reads)
                yield Text(f"{file}#{number}", raw, view, opinion, quoted)


@dataclass(frozen=True, slots=True)
class Question:
    """The readings of one mail by their features, and which of them are right."""

    readings: Sequence[Mapping[str, float]]
    right: Sequence[bool]


def fit(questions: Sequence[Question]) -> dict[str, float]:
    """A weight for each feature that any reading has."""
    names = sorted({name for one in questions for reading in one.readings for name in reading})
    asked = [one for one in questions if any(one.right)]
    tables = [_table(one, names) for one in asked]
    scale = np.vstack(tables).std(axis=0) + 1e-6
    tables = [table / scale for table in tables]
    rights = [np.array(one.right, dtype=float) for one in asked]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.5 * STRENGTH * float(weights @ weights), STRENGTH * weights
        for table, right in zip(tables, rights, strict=True):
            scores = table @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            both = shares * right
            total -= float(np.log(both.sum() + 1e-12))
            slope = slope - table.T @ (both / (both.sum() + 1e-12) - shares)
        return total, slope

    found = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    ).x
    return {name: float(w) for name, w in zip(names, found / scale, strict=True)}


def held_apart(questions: Sequence[Question]) -> list[bool]:
    """Whether each question is answered rightly by weights fitted on others."""
    order = np.random.RandomState(1).permutation(len(questions))
    rightly = [False] * len(questions)
    for fold in range(FOLDS):
        apart = set(order[fold::FOLDS])
        weights = fit([one for at, one in enumerate(questions) if at not in apart])
        for at in apart:
            one = questions[at]
            scores = [sum(weights.get(k, 0.0) * v for k, v in r.items()) for r in one.readings]
            rightly[at] = bool(one.right[int(np.argmax(scores))])
    return rightly


def write(path: Path, weights: Mapping[str, float]) -> None:
    """Write the weights as the program reads them (service/reading/fitted.py)."""
    rounded = {name: round(weight, 4) for name, weight in weights.items()}
    path.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")


def _table(one: Question, names: Sequence[str]) -> np.ndarray:
    return np.array([[reading.get(name, 0.0) for name in names] for reading in one.readings])
