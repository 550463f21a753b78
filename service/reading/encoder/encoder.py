"""What the encoder makes of a mail: the probability of each kind (pure).

bench/train_encoder.py makes the weights; docs/reading.md says from what, and what they bought.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
from threadpoolctl import ThreadpoolController

from service.reading.kind.encoder.network import Array, Dense, Network, network, softmax
from service.reading.kind.encoder.pieces import Encoded, Vocabulary
from service.reading.model import Kind
from service.reading.view import View

LAYERS = 3
WEIGHTS, PIECES = "weights.npz", "pieces.txt"
SCALE_OF = ".scale"
"""A table of signed bytes stands beside the scale of each of its rows, under its name and this."""


@dataclass(frozen=True)
class Encoder:
    """The network, and what its rows' mean and the message's marks say of each kind."""

    vocabulary: Vocabulary
    network: Network
    kinds: tuple[Kind, ...]
    head: Dense
    marks: Mapping[str, Array]

    def scores(self, view: View, marks: Iterable[str]) -> dict[Kind, float]:
        """The probability of each kind; they sum to one."""
        read = encoded(self.vocabulary, view)
        with _threads().limit(limits=1):  # more gain little, and spin while others want the machine
            chances = softmax(self.says(read, marks))
        return {kind: float(chance) for kind, chance in zip(self.kinds, chances, strict=True)}

    def says(self, read: Encoded, marks: Iterable[str]) -> Array:
        """One number a kind, the higher the likelier."""
        said = self.head(self.network(read.pieces, read.shapes).mean(axis=0))
        for mark in sorted(marks):
            if mark in self.marks:
                said = said + self.marks[mark]
        return said


def encoded(vocabulary: Vocabulary, view: View) -> Encoded:
    """The parts of a message that the encoder reads."""
    sender = view.message.sender
    body = f"{view.body}\n{view.calendar_text}" if view.calendar_text else view.body
    return vocabulary.encode(sender.name if sender else "", view.subject, body)


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@cache
def encoder() -> Encoder:
    """The encoder that ships with the program."""
    folder = resources.files(__package__)
    pieces = (folder / PIECES).read_text(encoding="utf-8").split("\n")
    with np.load(BytesIO((folder / WEIGHTS).read_bytes()), allow_pickle=False) as raw:
        named = {name: raw[name] for name in raw.files}
    return unpacked(pieces, named)


def unpacked(pieces: list[str], named: Mapping[str, np.ndarray]) -> Encoder:
    """An encoder from its file: tables of signed bytes become numbers again, row by row."""
    tensors = {
        name: _numbers(table, named.get(name + SCALE_OF))
        for name, table in named.items()
        if not name.endswith(SCALE_OF) and table.dtype.kind != "U"
    }
    return Encoder(
        vocabulary=Vocabulary(pieces),
        network=network(tensors, LAYERS),
        kinds=tuple(Kind(str(kind)) for kind in named["kinds"]),
        head=Dense(tensors["head.weight"], tensors["head.bias"]),
        marks=dict(zip((str(mark) for mark in named["marks"]), tensors["mark_rows"], strict=True)),
    )


def packed(name: str, table: np.ndarray) -> dict[str, np.ndarray]:
    """A table of two dimensions as signed bytes and a scale a row; any other as it is."""
    if table.ndim != 2:
        return {name: table.astype(np.float32)}
    scale = np.abs(table).max(axis=1, keepdims=True) / 127
    scale[scale == 0] = 1
    whole = np.rint(table / scale).astype(np.int8)
    return {name: whole, name + SCALE_OF: scale.astype(np.float32)}


def _numbers(table: np.ndarray, scale: np.ndarray | None) -> Array:
    numbers: Array = table.astype(np.float32)
    return numbers if scale is None else numbers * scale
