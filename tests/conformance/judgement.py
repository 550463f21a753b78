"""What came out of an operation on a server, held against what is known of that server."""

from __future__ import annotations

import tomllib
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

DIVERGENCES = Path(__file__).with_name("divergences.toml")


@dataclass(frozen=True, slots=True)
class Divergence:
    """A known difference: the failure of an operation, and words that its failure shows."""

    how: str
    shows: str
    reason: str
    noted: str


Known = Mapping[tuple[str, str], Divergence]
"""By (server, operation)."""


class Verdict(StrEnum):
    """The last three are news about a server, or about the product, and must be looked at."""

    OK = "ok"
    DIVERGES = "diverges"
    NOT_OFFERED = "not offered"
    FAILED = "FAILED"
    """It failed, and nothing of the kind is known."""
    OTHERWISE = "FAILED OTHERWISE"
    """It failed in another way than the known one."""
    MENDED = "MENDED"
    """It is known to fail and did not: strike it off the list."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cell of the table. `told` is a known reason, or the failure itself."""

    server: str
    operation: str
    verdict: Verdict
    told: str = ""

    @property
    def expected(self) -> bool:
        return self.verdict in (Verdict.OK, Verdict.DIVERGES, Verdict.NOT_OFFERED)

    def document(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items()}


def read_known(text: str) -> dict[tuple[str, str], Divergence]:
    """Read the table of known divergences. Raises ValueError where one is named twice."""
    known: dict[tuple[str, str], Divergence] = {}
    for entry in tomllib.loads(text)["divergence"]:
        server, operations = entry.pop("server"), entry.pop("operations")
        for operation in operations:
            if (server, operation) in known:
                raise ValueError(f"{operation!r} of {server} is listed twice")
            known[server, operation] = Divergence(**entry)
    return known


def tried(check: Callable[[], object]) -> str | None:
    """Run a check; how it failed, in words, or None."""
    try:
        check()
    # pytest's own "did not raise" is no Exception.
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:
        words = " ".join(str(fault).split()) or _line_of(fault)
        return f"{type(fault).__name__}: {words}"
    return None


def _line_of(fault: BaseException) -> str:
    """The line that failed: a bare assert says nothing else."""
    frames = traceback.extract_tb(fault.__traceback__)
    return (frames[-1].line or "") if frames else ""


def judge(server: str, operation: str, failure: str | None, known: Known) -> Finding:
    """The finding for an operation that failed so, or did not."""
    divergence = known.get((server, operation))
    if divergence is None:
        verdict = Verdict.OK if failure is None else Verdict.FAILED
        return Finding(server, operation, verdict, failure or "")
    if failure is None:
        return Finding(server, operation, Verdict.MENDED, f"no longer: {divergence.reason}")
    if divergence.shows not in failure:
        return Finding(server, operation, Verdict.OTHERWISE, failure)
    return Finding(server, operation, Verdict(divergence.how), divergence.reason)
