"""`make conformance`: every operation on every server, as a table and as bench/results data.

Exit codes: 0 all as it is known to be, 1 something is not, 2 a server could not be installed.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.conformance.command_line import STORIES, Serve
from tests.conformance.judgement import (
    DIVERGENCES,
    Finding,
    Known,
    Verdict,
    judge,
    read_known,
    tried,
)
from tests.conformance.mail import MAILBOX, VISIBLE, Seed
from tests.conformance.operations import OPERATIONS
from tests.conformance.sandbox import sandbox_target
from tests.conformance.servers.backlot import backlot_target
from tests.conformance.servers.emulate import emulate_target
from tests.conformance.servers.install import (
    BACKLOT,
    EMULATE,
    ROOT,
    InstallError,
    install_backlot,
    install_emulate,
)
from tests.conformance.target import Bench, Operation, Target

RESULTS = ROOT / "bench" / "results" / "conformance.json"


@dataclass(frozen=True, slots=True)
class Server:
    """A column of the table."""

    name: str
    version: str
    serve: Serve
    seeds: tuple[Seed, ...] = MAILBOX


SERVERS = (
    Server("sandbox", "ours", lambda seeds: sandbox_target(lambda: datetime.now(UTC), seeds)),
    Server("emulate", EMULATE, emulate_target),
    # It has no spam folder.
    Server("backlot", BACKLOT, backlot_target, VISIBLE),
)


def findings(server: Server, known: Known) -> Iterator[Finding]:
    """All operations on one running server, then the program's own stories, each on a new one."""
    with server.serve(server.seeds) as target:
        for operation in OPERATIONS:
            failure = _tried(operation, target)
            yield judge(server.name, operation.name, failure, known)
    for story in STORIES:
        with tempfile.TemporaryDirectory(prefix="afterword-conformance-") as folder:
            home = Path(folder) / "home"
            failure = tried(lambda: story.check(server.serve, home))  # noqa: B023  called at once
            yield judge(server.name, story.name, failure, known)


def _tried(operation: Operation, target: Target) -> str | None:
    bench = Bench(target)
    try:
        return tried(lambda: operation.check(bench))
    finally:
        bench.close()


def _table(found: Sequence[Finding]) -> Table:
    table = Table(title="operation \N{MULTIPLICATION SIGN} server")
    table.add_column("operation")
    for server in SERVERS:
        table.add_column(f"{server.name} {server.version}", overflow="fold")
    cells = {(finding.operation, finding.server): finding for finding in found}
    for name in dict.fromkeys(finding.operation for finding in found):
        table.add_row(name, *(_cell(cells[name, server.name]) for server in SERVERS))
    return table


def _cell(finding: Finding) -> str:
    told = f"{finding.verdict}: {finding.told}" if finding.told else str(finding.verdict)
    # Square brackets are rich's marks.
    return told.replace("[", r"\[")


def _document(found: Sequence[Finding]) -> str:
    counts = {
        server.name: dict(
            sorted(Counter(str(f.verdict) for f in found if f.server == server.name).items())
        )
        for server in SERVERS
    }
    document = {
        "schema": 1,
        "servers": {server.name: server.version for server in SERVERS},
        "counts": counts,
        "findings": [finding.document() for finding in found],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Install, run, print, write; returns the exit code."""
    # What the client says of each refusal is in the table.
    logging.disable(logging.WARNING)
    shown, told = Console(), Console(stderr=True)
    if not shown.is_terminal:
        shown = Console(width=160)
    try:
        install_emulate()
        install_backlot()
    except InstallError as error:
        told.print(str(error), markup=False)
        return 2
    known = read_known(DIVERGENCES.read_text(encoding="utf-8"))
    found = [finding for server in SERVERS for finding in findings(server, known)]
    shown.print(_table(found))
    RESULTS.write_text(_document(found), encoding="utf-8")
    news = [finding for finding in found if not finding.expected]
    for finding in news:
        told.print(
            f"{finding.server}: {finding.operation}: {finding.verdict}: {finding.told}",
            markup=False,
        )
    good = sum(finding.verdict is Verdict.OK for finding in found)
    shown.print(
        f"{good} of {len(found)} as in Gmail, {len(found) - good - len(news)} known to differ,"
        f" {len(news)} unexpected; written to {RESULTS.relative_to(ROOT)}"
    )
    return 1 if news else 0


if __name__ == "__main__":
    sys.exit(main())
