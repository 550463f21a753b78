"""The encoder's forward pass: a BERT of few layers, with numpy alone (pure).

The architecture is that of Devlin et al. (2019), https://arxiv.org/abs/1810.04805, with a table of
shapes beside that of pieces (see pieces.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
HEADS = 12
_EPSILON = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Dense:
    """A layer: `weight[out, in]` and `bias[out]`."""

    weight: Array
    bias: Array

    def __call__(self, rows: Array) -> Array:
        found: Array = rows @ self.weight.T + self.bias
        return found


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalization."""

    gain: Array
    bias: Array

    def __call__(self, rows: Array) -> Array:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _EPSILON)
        found: Array = centred / spread * self.gain + self.bias
        return found


@dataclass(frozen=True, slots=True)
class Block:
    """Attention and what follows it, each added to what came in."""

    query: Dense
    key: Dense
    value: Dense
    joined: Dense
    after_attention: Norm
    wide: Dense
    narrow: Dense
    after_wide: Norm

    def __call__(self, rows: Array) -> Array:
        rows = self.after_attention(rows + self.joined(self._attended(rows)))
        return self.after_wide(rows + self.narrow(_gelu(self.wide(rows))))

    def _attended(self, rows: Array) -> Array:
        length, width = rows.shape
        each = width // HEADS

        def heads(layer: Dense) -> Array:
            return layer(rows).reshape(length, HEADS, each).transpose(1, 0, 2)

        scores = heads(self.query) @ heads(self.key).transpose(0, 2, 1) / np.float32(sqrt(each))
        mixed = softmax(scores) @ heads(self.value)
        found: Array = mixed.transpose(1, 0, 2).reshape(length, width)
        return found


@dataclass(frozen=True, slots=True)
class Network:
    """From numbers of pieces and shapes to one row of `width` numbers for each piece."""

    pieces: Array
    shapes: Array
    places: Array
    first: Norm
    blocks: tuple[Block, ...]

    def __call__(self, pieces: Sequence[int], shapes: Sequence[int]) -> Array:
        rows = self.pieces[list(pieces)] + self.shapes[list(shapes)] + self.places[: len(pieces)]
        rows = self.first(rows)
        for block in self.blocks:
            rows = block(rows)
        return rows


def network(tensors: Mapping[str, Array], layers: int) -> Network:
    """A network of named tensors, as bench/train_encoder.py names them."""

    def dense(name: str) -> Dense:
        return Dense(tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    def norm(name: str) -> Norm:
        return Norm(tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    def block(at: int) -> Block:
        return Block(
            query=dense(f"{at}.query"),
            key=dense(f"{at}.key"),
            value=dense(f"{at}.value"),
            joined=dense(f"{at}.joined"),
            after_attention=norm(f"{at}.after_attention"),
            wide=dense(f"{at}.wide"),
            narrow=dense(f"{at}.narrow"),
            after_wide=norm(f"{at}.after_wide"),
        )

    return Network(
        pieces=tensors["pieces"],
        shapes=tensors["shapes"],
        places=tensors["places"],
        first=norm("first"),
        blocks=tuple(block(at) for at in range(layers)),
    )


def softmax(scores: Array) -> Array:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found: Array = raised / raised.sum(axis=-1, keepdims=True)
    return found


def _gelu(rows: Array) -> Array:
    """x times about the normal distribution's share below x.

    Sigmoid form of Hendrycks and Gimpel (2016), https://arxiv.org/abs/1606.08415: a fourth of the
    cost of the exact one, and trained with.
    """
    found: Array = rows / (1 + np.exp(np.float32(-1.702) * rows))
    return found
