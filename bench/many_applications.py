"""100,000 applications against 1,000: what a wake-up, a restart and an edit of the policy cost.

    python -m bench.many_applications [--write] [--sizes 1000 100000] [--edit-sizes 1000 100000]

Each figure is taken in a process of its own, on a copy of the same database, so that its peak of
memory is its own. A wake-up should cost what is due, not what exists: so the ratios of one run
count, not the times, and no test waits for them.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bench.many_rows import FIRST_DUE, NOW, SECOND_DUE, fill, settings_of
from bench.quiet_mailbox import QuietMailbox
from service.app import App
from service.mailbox import Mailbox
from service.store.engine import Store
from tests.story.clock import StandingClock

RESULT = Path(__file__).parent / "results" / "applications.json"

EDIT = '[policy]\nminimum_gap = "8d"\n'

Figures = dict[str, float]


def main() -> int:
    asked = _asked()
    if asked.one:
        print(json.dumps(WHAT[asked.one](Path(asked.folder))))
        return 0
    found = {str(size): _of_size(size, LOOKS) for size in asked.sizes}
    edits = {str(size): _of_size(size, [EDITED]) for size in asked.edit_sizes}
    result = {"figures": found, "ratios": _ratios(found)}
    result |= {"edits": edits, "edit_ratios": _ratios(edits)}
    print(json.dumps(result, indent=2))
    if asked.write:
        RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


def _ratios(found: dict[str, dict[str, Figures]]) -> dict[str, Figures]:
    """The largest number of applications against the smallest."""
    sizes = sorted(found, key=int)
    small, large = found[sizes[0]], found[sizes[-1]]
    return {
        name: {what: round(large[name][what] / small[name][what], 2) for what in COMPARED}
        for name in small
    }


def _of_size(size: int, names: list[str]) -> dict[str, Figures]:
    """These figures for one number of applications."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        whole.mkdir()
        fill(whole, size)
        found = {}
        for name in names:
            copy = Path(folder) / "copy"
            shutil.copytree(whole, copy)
            found[name] = _apart(name, copy)
            shutil.rmtree(copy)
            print(f"{size} {name}: {found[name]}", flush=True)
    return found


def _apart(name: str, folder: Path) -> Figures:
    """Measured in a process of its own."""
    line = [sys.executable, "-m", "bench.many_applications", "--one", name, "--folder", str(folder)]
    done = subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True)
    found: Figures = json.loads(done.stdout)
    return found


class _Service:
    """The service on one database, its clock standing at `NOW`."""

    def __init__(self, folder: Path, extra: str = "") -> None:
        self.clock = StandingClock(NOW)
        self.store = Store.open(f"sqlite:///{folder / 'afterword.db'}")
        settings = settings_of(folder, extra)
        self.app = App(self.store, settings, self.clock, self._mailbox)

    def _mailbox(self, address: str) -> Mailbox:
        return QuietMailbox(address)


def _tick(folder: Path) -> Figures:
    """The look every few seconds, nothing due."""
    service = _running(folder)
    return _measured(service.app._tick, times=20)  # noqa: SLF001  what the timer calls


def _wake_up(folder: Path) -> Figures:
    """A whole pass, nothing due."""
    return _measured(_running(folder).app.work, times=5)


def _one_due(folder: Path) -> Figures:
    """A whole pass in which one letter is written and placed."""
    service = _running(folder)
    service.clock.set(FIRST_DUE)
    (done,) = service.app.work()  # word lists and templates are loaded with the first letter
    assert done.planned == 1
    service.clock.set(SECOND_DUE)
    return _measured(service.app.work, expected=1)


def _restart(folder: Path) -> Figures:
    """From opening the database to the end of the first pass, nothing due."""

    def opened_and_worked() -> object:
        return _Service(folder).app.work()

    return _measured(opened_and_worked)


def _first_pass(folder: Path) -> Figures:
    """The first pass after an edit of the policy: what is due, and a share of what it concerns."""
    return _measured(_Service(folder, EDIT).app.work)


def _edit(folder: Path) -> Figures:
    """An edited policy: all its passes, until every application is planned anew."""
    return _measured(_Service(folder, EDIT).app.run_once)


WHAT: dict[str, Callable[[Path], Figures]] = {
    "tick": _tick,
    "wake-up, nothing due": _wake_up,
    "wake-up, one due": _one_due,
    "restart": _restart,
    "first pass after an edit": _first_pass,
    "policy edit": _edit,
}
EDITED = "policy edit"
LOOKS = [name for name in WHAT if name != EDITED]
COMPARED = ("seconds", "peak_mb")


def _running(folder: Path) -> _Service:
    """A service that has made its first pass, and one letter's time has not come."""
    service = _Service(folder)
    (done,) = service.app.work()
    assert (done.planned, done.problem) == (0, None)
    service.clock.set(NOW + timedelta(minutes=5))
    return service


def _measured(
    work: Callable[[], object], *, times: int = 1, expected: int | None = None
) -> Figures:
    """Seconds of one call (the mean of `times`), and the peak of the process."""
    before = _peak()
    began = time.perf_counter()
    for _ in range(times):
        result = work()
    seconds = (time.perf_counter() - began) / times
    planned = sum(done.planned for done in result) if isinstance(result, list) else 0
    assert expected is None or planned == expected, f"{planned} were planned"
    peak = _peak()
    return {
        "seconds": round(seconds, 6),
        "peak_mb": round(peak, 1),
        "more_mb": round(peak - before, 1),
        "planned": planned,
    }


def _peak() -> float:
    """The most memory this process has held, in megabytes.

    From /proc, where Linux counts from the start of the program; getrusage counts from the fork.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--write", action="store_true", help="write the figures down")
    parser.add_argument("--edit-sizes", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--one", choices=list(WHAT), help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    raise SystemExit(main())
