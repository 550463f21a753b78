"""docs/conformance.md tells the figures of the last run, and that run had nothing unexpected."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conformance.command_line import STORIES
from tests.conformance.judgement import Verdict
from tests.conformance.operations import OPERATIONS

ROOT = Path(__file__).parents[2]
RESULTS = json.loads((ROOT / "bench/results/conformance.json").read_text(encoding="utf-8"))


def test_the_figures_in_the_docs_are_those_of_the_last_run() -> None:
    text = (ROOT / "docs/conformance.md").read_text(encoding="utf-8")
    columns = (Verdict.OK, Verdict.DIVERGES, Verdict.NOT_OFFERED)
    for server, counts in RESULTS["counts"].items():
        row = " | ".join(str(counts.get(str(verdict), 0)) for verdict in columns)
        assert f"| {server} | {row} |" in text


def test_the_last_run_tried_everything_on_every_server_and_found_no_surprise() -> None:
    names = [each.name for each in (*OPERATIONS, *STORIES)]
    for server in RESULTS["servers"]:
        tried = [f["operation"] for f in RESULTS["findings"] if f["server"] == server]
        assert tried == names
    verdicts = {finding["verdict"] for finding in RESULTS["findings"]}
    assert verdicts <= {Verdict.OK, Verdict.DIVERGES, Verdict.NOT_OFFERED}
