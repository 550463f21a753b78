"""The trained model: small nets over marks and pieces of words, read without any library (pure).

bench/train_kind.py makes the weights (weights.json); bench/data/README.md says from what. Marks and
words are first folded into a few numbers that stand for what they have in common, a net then tells
the kinds apart by those; the nets differ only in the lot they began with, and their mean is more
even than any. What a word adds is the sum of its pieces' weights and is kept, for words recur from
message to message; the words of a message together are divided by the root of their number.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from math import exp, sqrt, tanh
from struct import unpack

from service.reading.kind.features import Features
from service.reading.kind.words import pieces_of
from service.reading.model import Kind

Row = tuple[float, ...]
SCALE = 1000
"""Weights are stored as whole thousandths, those of pieces coarser: see `Fold.piece_scale`."""


@dataclass(frozen=True)
class Net:
    """What one net makes of its share of the folded numbers: `weights[number][kind]`, `bias`."""

    bias: Row
    weights: tuple[Row, ...]

    def scores(self, folded: Sequence[float]) -> list[float]:
        """The probability of each kind."""
        rows = (
            [at * weight for weight in row] for at, row in zip(folded, self.weights, strict=True)
        )
        totals = _sum([self.bias, *rows], len(self.bias))
        top = max(totals)
        raised = [exp(total - top) for total in totals]
        whole = sum(raised)
        return [value / whole for value in raised]


class Fold:
    """Marks and words to a few numbers, those of all nets in one row.

    `marks[mark]` holds one weight a number; `pieces[piece]` the same as one signed byte each, in
    base 85, to be divided by `piece_scale`.
    """

    def __init__(
        self, bias: Row, marks: dict[str, Row], pieces: dict[str, str], piece_scale: float
    ) -> None:
        self._bias = bias
        self._marks = marks
        self._pieces = pieces
        self._piece_scale = piece_scale
        self._row_of = lru_cache(maxsize=20_000)(self._sum_of_pieces)

    def __call__(self, features: Features) -> list[float]:
        width = len(self._bias)
        words = [row for word in features.words if (row := self._row_of(word))]
        share = sqrt(len(words)) * self._piece_scale or 1.0
        said = _sum(words, width)
        shown = _sum((self._marks[m] for m in features.marks if m in self._marks), width)
        parts = zip(self._bias, shown, said, strict=True)
        return [tanh(bias + mark + word / share) for bias, mark, word in parts]

    def _sum_of_pieces(self, word: str) -> Row:
        """What a word adds; empty for a word no piece of which is known."""
        known = [self._pieces[piece] for piece in pieces_of(word) if piece in self._pieces]
        width = len(self._bias)
        rows = [unpack(f"{width}b", base64.b85decode(code)) for code in known]
        return tuple(_sum(rows, width)) if rows else ()


@dataclass(frozen=True)
class Model:
    """The fold and the nets that read it, each its own part in turn."""

    kinds: tuple[Kind, ...]
    fold: Fold
    nets: tuple[Net, ...]

    def scores(self, features: Features) -> dict[Kind, float]:
        """The probability of each kind; they sum to one."""
        folded = self.fold(features)
        width = len(folded) // len(self.nets)
        each = [
            net.scores(folded[number * width : (number + 1) * width])
            for number, net in enumerate(self.nets)
        ]
        means = [total / len(each) for total in _sum(each, len(self.kinds))]
        return dict(zip(self.kinds, means, strict=True))


def _sum(rows: Iterable[Sequence[float]], width: int) -> list[float]:
    columns = list(zip(*rows, strict=True))
    return [sum(column) for column in columns] if columns else [0.0] * width


@cache
def model() -> Model:
    """The model that ships with the program."""
    file = resources.files("service.reading.kind") / "weights.json"
    raw = json.loads(file.read_text(encoding="utf-8"))
    fold = Fold(
        bias=_row(raw["fold"]),
        marks={mark: _row(row) for mark, row in raw["marks"].items()},
        pieces=raw["pieces"],
        piece_scale=raw["piece_scale"],
    )
    nets = tuple(
        Net(_row(net["bias"]), tuple(_row(row) for row in net["weights"])) for net in raw["nets"]
    )
    return Model(tuple(Kind(kind) for kind in raw["kinds"]), fold, nets)


def _row(whole: Sequence[int]) -> Row:
    return tuple(weight / SCALE for weight in whole)
