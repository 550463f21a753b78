"""What the encoder makes of a mail: the probability of each kind, and what its words name (pure).

bench/train_encoder.py makes the weights; docs/reading.md says from what, and what they bought.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO

import numpy as np
from threadpoolctl import ThreadpoolController

from service.reading.encoder.network import Array, Dense, Network, network, softmax
from service.reading.encoder.pieces import MOST, MOST_OF_HUGE, Encoded, Part, Vocabulary
from service.reading.encoder.tags import Run, Tagged, tagged
from service.reading.model import Kind
from service.reading.view import View

WEIGHTS, PIECES = "weights.npz", "pieces.txt"
_EDGES = " \n\t,;:-–—|·•*\"'“”"  # noqa: RUF001 - as mail has them
SCALE_OF = ".scale"
"""A table of signed bytes stands beside the scale of each of its rows, under its name and this."""


@dataclass(frozen=True)
class Opinion:
    """What is thought of one mail; the probabilities of the kinds sum to one.

    `tagged` is what its words name, None where the encoder was not asked.
    """

    kinds: Mapping[Kind, float]
    tagged: Tagged | None


@dataclass(frozen=True)
class Encoder:
    """The network; what its rows' mean and the message's marks say of each kind, a row of tags."""

    vocabulary: Vocabulary
    network: Network
    kinds: tuple[Kind, ...]
    head: Dense
    marks: Mapping[str, Array]
    tags: Dense

    def reads(self, view: View, marks: Iterable[str]) -> Opinion:
        """Kind and tags of a mail, of one pass over its words."""
        read = encoded(self.vocabulary, view)
        with _threads().limit(limits=1):  # more gain little, and spin while others want the machine
            rows = self.network(read.pieces, read.shapes)
            chances = softmax(self.says(rows, marks))
            first = rows[[word.piece for word in read.words]]
            tags = self.tags(first)
        kinds = {kind: float(chance) for kind, chance in zip(self.kinds, chances, strict=True)}
        return Opinion(kinds, tagged(read.words, tags))

    def says(self, rows: Array, marks: Iterable[str]) -> Array:
        """One number a kind, the higher the likelier, of the network's rows."""
        said = self.head(rows.mean(axis=0))
        for mark in sorted(marks):
            if mark in self.marks:
                said = said + self.marks[mark]
        return said


def encoded(vocabulary: Vocabulary, view: View) -> Encoded:
    """The parts of a message that the encoder reads; its calendar's words end the body."""
    texts = texts_of(view)
    body = texts[Part.BODY]
    body = f"{body}\n{view.calendar_text}" if view.calendar_text else body
    whole = MOST_OF_HUGE if view.is_huge else MOST
    return vocabulary.encode(texts[Part.NAME], texts[Part.SUBJECT], body, whole=whole)


def texts_of(view: View) -> dict[Part, str]:
    """The texts in which a run's characters are counted."""
    sender = view.message.sender
    return {
        Part.NAME: sender.name if sender else "",
        Part.SUBJECT: view.subject,
        Part.BODY: view.prose,
    }


def words_of(view: View, run: Run) -> str:
    """The words of a run, without marks at its ends; empty where the calendar alone has them."""
    text = texts_of(view)[run.part]
    return text[run.start : run.end].strip(_EDGES) if run.end <= len(text) else ""


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@cache
def encoder() -> Encoder:
    """The encoder that ships with the program."""
    return load(resources.files(__package__))


def load(folder: Traversable) -> Encoder:
    """The encoder whose files stand in a folder."""
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
        network=network(tensors, sum(name.endswith(".query.weight") for name in tensors)),
        kinds=tuple(Kind(str(kind)) for kind in named["kinds"]),
        head=Dense(tensors["head.weight"], tensors["head.bias"]),
        marks=dict(zip((str(mark) for mark in named["marks"]), tensors["mark_rows"], strict=True)),
        tags=Dense(tensors["tags.weight"], tensors["tags.bias"]),
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
