"""The rows the model of kinds is trained on, and their matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bench import demo_mail, open_mail, spam_assassin
from bench.training_mail import Sample, samples
from service.reading.kind.features import Features, features_of
from service.reading.kind.words import pieces_of
from service.reading.model import Kind
from service.reading.view import View

ORDINARY = "spam-assassin"
SHARE_OF_ORDINARY = 0.3
"""What an ordinary message weighs beside a written text."""
SHARE_WITHOUT_WORDS = 0.7
PIECE_SHARE = 0.2
"""How much a piece of a word weighs, where a mark weighs one."""
_HEAPS = 12
"""Heaps of ordinary mail, each taken for a hand."""
_FEWEST_TEXTS = 4
"""Written texts in which a piece or word must stand to count: old mail adds no words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One message as the model sees it. `voice` is the file it comes from: one hand wrote it."""

    kind: Kind
    text: str
    features: Features
    weight: float

    @property
    def is_ordinary(self) -> bool:
        """Real mail about something else, not written to train on."""
        return self.text.startswith(ORDINARY)

    @property
    def voice(self) -> str:
        return self.text.partition("#")[0].partition("_")[0]


def rows(copies: int, without: Sequence[str] = ()) -> list[Row]:
    """Each message; those in other languages also without their words, so that signals suffice.

    That is how a language of which the training mail has little still comes out right. A text
    weighs one, however many messages were made from it. `without` leaves out the texts whose name
    begins so.
    """
    known = [
        one
        for one in (*samples(copies), *open_mail.samples(1), *demo_mail.samples())
        if not one.text.startswith(tuple(without))
    ]
    made = Counter(sample.text for sample in known)
    found: list[Row] = []
    for sample in known:
        features = _features(sample)
        share = 1.0 / made[sample.text]
        found.append(Row(sample.kind, sample.text, features, share))
        if "language:other" in features.marks:
            bare = Features(features.marks, frozenset())
            found.append(Row(sample.kind, sample.text, bare, SHARE_WITHOUT_WORDS * share))
    for number, sample in enumerate(spam_assassin.ordinary()):
        name = f"{ORDINARY}{number % _HEAPS}#{number}"
        found.append(Row(Kind.OTHER, name, _features(sample), SHARE_OF_ORDINARY))
    return found


def _features(sample: Sample) -> Features:
    return features_of(View(sample.message))


@dataclass(frozen=True)
class Vocabulary:
    """The marks and pieces of words that count, found in `rows`, in a fixed order."""

    rows: Sequence[Row]

    @cached_property
    def marks(self) -> dict[str, int]:
        """Marks seen twice."""
        counts = Counter(mark for row in self.rows for mark in row.features.marks)
        known = sorted(mark for mark, count in counts.items() if count > 1)
        return {mark: number for number, mark in enumerate(known)}

    @cached_property
    def pieces(self) -> dict[str, int]:
        return {piece: number for number, piece in enumerate(sorted(self._texts_of))}

    @cached_property
    def rarity(self) -> np.ndarray:
        """How rare each piece is: the logarithm of texts by texts that hold it, and one."""
        whole = len({row.text for row in self.rows if not row.is_ordinary})
        return np.array([log((1 + whole) / (1 + self._texts_of[p])) + 1 for p in self.pieces])

    @cached_property
    def _texts_of(self) -> dict[str, int]:
        """Texts by piece, of the pieces that stand in enough of them."""
        texts_of_word: dict[str, set[str]] = {}
        for row in (row for row in self.rows if not row.is_ordinary):
            for word in row.features.words:
                texts_of_word.setdefault(word, set()).add(row.text)
        texts: dict[str, set[str]] = {}
        for word, found in texts_of_word.items():
            for piece in pieces_of(word):
                texts.setdefault(piece, set()).update(found)
        return {piece: len(found) for piece, found in texts.items() if len(found) >= _FEWEST_TEXTS}

    def matrix(self, rows: Iterable[Row]) -> csr_matrix:
        """A line for each row: its marks, then the pieces of its words."""
        rows = list(rows)
        marks = [[self.marks[m] for m in row.features.marks if m in self.marks] for row in rows]
        return hstack([of_ones(marks, len(self.marks)), self._of_pieces(rows)], format="csr")

    def _of_pieces(self, rows: Sequence[Row]) -> csr_matrix:
        """A piece weighs by its rarity, once for each different word it stands in."""
        known: dict[str, list[int]] = {}
        words_of: list[list[str]] = []
        for row in rows:
            for word in row.features.words:
                if word not in known:
                    known[word] = [self.pieces[p] for p in pieces_of(word) if p in self.pieces]
            words_of.append([word for word in row.features.words if known[word]])
        place = {word: number for number, word in enumerate(known)}
        by_word = of_ones(known.values(), len(self.pieces)).multiply(self.rarity).tocsr()
        by_row = of_ones([[place[w] for w in words] for words in words_of], len(place))
        shares = np.array([PIECE_SHARE / sqrt(len(words) or 1) for words in words_of])
        return (by_row @ by_word).multiply(shares[:, None]).tocsr()


def of_ones(lists: Iterable[Sequence[int]], width: int) -> csr_matrix:
    indices: list[int] = []
    starts = [0]
    for found in lists:
        indices += sorted(found)
        starts.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(starts) - 1, width))


def words_in_texts(rows: Iterable[Row]) -> Iterator[str]:
    """The whole words that stand in enough texts, sorted."""
    texts: dict[str, set[str]] = {}
    for row in (row for row in rows if not row.is_ordinary):
        for word in row.features.words:
            texts.setdefault(word, set()).add(row.text)
    yield from sorted(word for word, found in texts.items() if len(found) >= _FEWEST_TEXTS)
