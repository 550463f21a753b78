"""How well the encoder's tags stand where they should, run by run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from bench.encoder_rows import Shown
from service.reading.encoder.tags import TAGS, Run, Tag, Tagged, tagged


def report_tags(read: Iterable[tuple[Shown, np.ndarray]]) -> None:
    """Print precision and recall of whole runs, where all words of a mail were judged."""
    hits: Counter[Tag] = Counter()
    wanted: Counter[Tag] = Counter()
    found: Counter[Tag] = Counter()
    for shown, said in read:
        theirs, gold = tagged(shown.encoded.words, said), _gold(shown)
        for column, tag in enumerate(TAGS):
            if not shown.judged[:, column].any():
                continue
            read_runs, gold_runs = _places(theirs.runs(tag)), _places(gold.runs(tag))
            hits[tag] += len(read_runs & gold_runs)
            wanted[tag] += len(gold_runs)
            found[tag] += len(read_runs)
    for tag in TAGS:
        precision, recall = hits[tag] / max(found[tag], 1), hits[tag] / max(wanted[tag], 1)
        print(f"  {tag:26} {precision:.3f} {recall:.3f} of {wanted[tag]}")


def _gold(shown: Shown) -> Tagged:
    columns = len(TAGS)
    return Tagged(shown.encoded.words, shown.tags[:, :columns], shown.tags[:, columns:])


def _places(runs: Iterable[Run]) -> set[tuple[int, int, int]]:
    return {(run.part, run.start, run.end) for run in runs}
