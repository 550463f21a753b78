"""Tells many more stories than the tests do (tests/model), each share with a seed of its own.

    python -m bench.model_stories --stories 50000 --seed 1000 --minutes 25

With --write the figures go to bench/results/model.json. A failure is told as the shortest story
that shows it; the seed of its share tells it again: `--again SEED ...` tells these shares and,
with --write, keeps the figures beside the old ones.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.machine import Story
from tests.model.stage import theatre_in
from tests.model.theatre import Theatre

RESULT = Path(__file__).parent / "results" / "model.json"
SHARE = 250
"""Stories told with one seed."""


@dataclass
class Figures:
    """What was told. `failures` by the seed of the share: the last lines of what went wrong."""

    first_seed: int
    steps: int
    stories: int = 0
    passes: int = 0
    letters: int = 0
    seconds: float = 0.0
    shares: int = 0
    failures: dict[int, list[str]] = field(default_factory=dict)


def main() -> int:
    asked = _asked()
    logging.disable(logging.CRITICAL)
    figures = Figures(asked.again[0] if asked.again else asked.seed, asked.steps)
    end = time.monotonic() + asked.minutes * 60
    for number in asked.again or _seeds(asked.seed):
        if figures.stories >= asked.stories or time.monotonic() >= end:
            break
        with tempfile.TemporaryDirectory() as folder, theatre_in(Path(folder)) as theatre:
            _share(theatre, number, figures, shrink=asked.shrink)
        told = f"{figures.stories} stories, {len(figures.failures)} failures"
        print(f"seed {number}: {told}", flush=True)
        if asked.write:  # after each share: a run that is stopped leaves its figures
            _keep(asdict(figures), asked.again)
        if figures.failures and asked.stop:
            break
    return 1 if figures.failures else 0


def _keep(told: dict[str, Any], again: list[int] | None) -> None:
    if again:
        before = json.loads(RESULT.read_text(encoding="utf-8"))
        told = before | {"told_again": told | {"seeds": again}}
    RESULT.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def _share(theatre: Theatre, number: int, figures: Figures, *, shrink: bool) -> None:
    started = time.monotonic()

    class Told(Counted):
        def __init__(self) -> None:
            super().__init__(theatre, figures)

    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    profile = settings(
        max_examples=SHARE,
        stateful_step_count=figures.steps,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(number)(Told), settings=profile)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        figures.failures[number] = _words(error)
        print("\n".join(figures.failures[number]), file=sys.stderr, flush=True)
    figures.shares += 1
    figures.seconds = round(figures.seconds + time.monotonic() - started, 1)


class Counted(Story):
    """A story that says how much happened in it; one that was cut short counts too."""

    def __init__(self, theatre: Theatre, figures: Figures) -> None:
        super().__init__(theatre)
        self._figures = figures

    def teardown(self) -> None:
        super().teardown()
        if hasattr(self, "world"):
            self._figures.stories += 1
            self._figures.passes += self.world.passes
            self._figures.letters += len(self.world.ledger.placed)


def _words(error: BaseException) -> list[str]:
    lines = traceback.format_exception_only(error)
    notes = getattr(error, "__notes__", [])
    where = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
             if "tests/model" in frame.filename]  # fmt: skip
    return [line for text in (*lines, *notes) for line in text.splitlines()] + where[-6:]


def _seeds(first: int) -> Iterator[int]:
    while True:
        yield first
        first += 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--again", type=int, nargs="+", metavar="SEED", help="these shares alone")
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--shrink", action="store_true", help="find the shortest failing story")
    parser.add_argument("--stop", action="store_true", help="stop at the first failure")
    parser.add_argument("--write", action="store_true", help="write the figures down")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
