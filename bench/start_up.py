"""How long the program takes to answer, as ratios measured in one run.

    python -m bench.start_up

`afterword --help` and `afterword status` beside `python -c pass` and `import sqlalchemy`,
each as a whole process, taken in turn so that a busy moment hits all alike.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "start_up.json"
ROUNDS = 15
ALLOWED = 0.3
"""Seconds that `--help` may take (the bar); the ratios say what of it is ours."""

PYTHON = [sys.executable, "-c"]
PROGRAM = [*PYTHON, "from service.cli import main; main()"]
COMMANDS = {
    "python -c pass": [*PYTHON, "pass"],
    "import sqlalchemy": [*PYTHON, "import sqlalchemy"],
    "afterword --help": [*PROGRAM, "--help"],
    "afterword status": [*PROGRAM, "status"],
}


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "AFTERWORD_HOME": home}
        environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for command in COMMANDS.values():
            _seconds(command, environ)  # once unmeasured: compiled files, the empty database
        for _ in range(ROUNDS):
            for name, command in COMMANDS.items():
                taken[name].append(_seconds(command, environ))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    found = {
        "rounds": ROUNDS,
        "ratios": {
            name: {
                "to python -c pass": round(medians[name] / medians["python -c pass"], 2),
                "to import sqlalchemy": round(medians[name] / medians["import sqlalchemy"], 2),
            }
            for name in ("afterword --help", "afterword status")
        },
        "help_within_bar": medians["afterword --help"] < ALLOWED,
    }
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2))


def _seconds(command: list[str], environ: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
