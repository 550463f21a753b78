"""The mean of encoders of one origin: `python -m bench.mean_encoder INTO FOLDER=SHARE ...`.

Encoders that went on from one beginning with other mail, in another order, read new mail better in
the mean of their weights than any of them does (Wortsman et al. 2022,
https://arxiv.org/abs/2203.05482), at no cost. docs/reading.md has the figures.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from service.reading.encoder.encoder import PIECES, SCALE_OF, WEIGHTS, packed


def main() -> None:
    """Write the mean of the encoders that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("into", type=Path)
    parser.add_argument("shares", nargs="+", metavar="FOLDER=SHARE")
    options = parser.parse_args()
    pairs = [one.rpartition("=") for one in options.shares]
    shares = {Path(folder): float(share) for folder, _, share in pairs}
    options.into.mkdir(exist_ok=True)
    np.savez(options.into / WEIGHTS, **mean(shares))  # type: ignore[arg-type]
    pieces = (next(iter(shares)) / PIECES).read_text(encoding="utf-8")
    (options.into / PIECES).write_text(pieces, encoding="utf-8")


def mean(shares: Mapping[Path, float]) -> dict[str, np.ndarray]:
    """The tables of a file of weights, each the weighed mean; an error where pieces differ."""
    if len({(folder / PIECES).read_bytes() for folder in shares}) != 1:
        raise SystemExit("these encoders have different pieces: train one from the other")
    raws = [(dict(np.load(folder / WEIGHTS)), share) for folder, share in shares.items()]
    whole = sum(shares.values())
    first = raws[0][0]
    found: dict[str, np.ndarray] = {}
    for name, table in first.items():
        if table.dtype.kind == "U":
            found[name] = table
        elif not name.endswith(SCALE_OF):
            numbers = sum(share / whole * _numbers(raw, name) for raw, share in raws)
            found |= packed(name, np.asarray(numbers))
    return found


def _numbers(raw: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    table = raw[name].astype(np.float32)
    scale = raw.get(name + SCALE_OF)
    return table if scale is None else table * scale


if __name__ == "__main__":
    main()
