"""Fit the weights by which one of several readings of a fact is chosen, that there is none too.

An encoder's word on what it was trained on is too sure: so each group of texts is read by one that
has not seen it. A group is written FOLDER=FILE,FILE with the folder of that encoder, or =FILE,FILE
for the one that ships; FILE names texts of bench/data/training. Roles were fitted on texts that the
encoder in question (train_encoder.py) had not seen: d187 to d190 by G, d103 to d108, d110, d163 to
d170 and d172 to d186 by E, d147 to d162 by the mean of B and C, d121 to d136 and d138 to d141 by A.
Promises were fitted on d191 to d193 by the encoder that ships, d187 to d190 by F, d103 to d108,
d110, d163 to d170 and d172 to d186 by D, d147 to d162 by B; people and employers are the mean
(--mean) of a fit on these and of one on the former. The guard is older: d103 to d110, d113 and d114
by an encoder before that; only the weight of what the thread is about was added, for fits on more
let more ordinary mail through.

The chance of a reading is its share of the exponentials of all scores of its mail (a conditional
logit); the weights make what is right likeliest, kept small by a penalty.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags

from bench.training_mail import DATA, message_of
from service.reading.encoder.encoder import Encoder, Opinion, encoder, load
from service.reading.kind.features import features_of
from service.reading.quoted import Quoted, quoted_in
from service.reading.view import View

STRENGTH, ROUNDS, FOLDS = 3.0, 300, 5
FEWEST = 15
"""Readings beside which a word must stand to be weighed."""


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
    """A weight for each feature that any reading has, and for the words that stand often."""
    asked = [one for one in questions if any(one.right)]
    names = weighed_names([reading for one in asked for reading in one.readings])
    table = table_of([reading for one in asked for reading in one.readings], names)
    scale = scales_of(table, names)
    table = table @ diags(1 / scale)
    right = np.array([flag for one in asked for flag in one.right], dtype=float)
    mail = np.repeat(np.arange(len(asked)), [len(one.readings) for one in asked])
    begins = np.concatenate([[0], np.cumsum([len(one.readings) for one in asked])[:-1]])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        shares = np.exp(scores - np.maximum.reduceat(scores, begins)[mail])
        shares /= np.add.reduceat(shares, begins)[mail]
        both = shares * right
        kept = np.add.reduceat(both, begins) + 1e-12
        total = 0.5 * STRENGTH * float(weights @ weights) - float(np.log(kept).sum())
        return total, STRENGTH * weights - table.T @ (both / kept[mail] - shares)

    found = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    ).x
    return {name: float(w) for name, w in zip(names, found / scale, strict=True)}


def weighed_names(readings: Sequence[Mapping[str, float]]) -> list[str]:
    """The features of readings, of the words beside a name those that stand often; sorted."""
    counts = Counter(name for reading in readings for name in reading)
    return sorted(name for name in counts if not is_word(name) or counts[name] >= FEWEST)


def is_word(name: str) -> bool:
    """Whether a feature is a word beside a name (service/reading/words_beside.py)."""
    return name.startswith(("<", ">"))


def table_of(readings: Sequence[Mapping[str, float]], names: Sequence[str]) -> csr_matrix:
    """A row a reading, a column a feature."""
    numbers = {name: number for number, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, reading in enumerate(readings):
        for name, value in reading.items():
            if value and name in numbers:
                rows.append(row)
                columns.append(numbers[name])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(readings), len(names)))


def scales_of(table: csr_matrix, names: Sequence[str]) -> np.ndarray:
    """What each column is divided by: how far it spreads; words are as they are."""
    means = np.asarray(table.mean(axis=0)).ravel()
    squares = np.asarray(table.multiply(table).mean(axis=0)).ravel()
    spread = np.sqrt(np.maximum(squares - means**2, 0)) + 1e-6
    return np.where([is_word(name) for name in names], 1.0, spread)


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


def write(path: Path, weights: Mapping[str, float], *, mean: bool = False) -> None:
    """Write the weights as the program reads them (service/reading/fitted.py).

    With `mean` the mean with those that are there, which were fitted on other mail; what one of
    both does not weigh counts nothing in it.
    """
    if mean:
        there = json.loads(path.read_text(encoding="utf-8"))
        names = sorted({*weights, *there})
        weights = {name: (weights.get(name, 0.0) + there.get(name, 0.0)) / 2 for name in names}
    rounded = {name: round(weight, 4) for name, weight in weights.items()}
    path.write_text(json.dumps(rounded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
