"""The table of known divergences is true to its form, and hides nothing."""

from __future__ import annotations

import pytest

from tests.conformance.command_line import STORIES
from tests.conformance.judgement import DIVERGENCES, Verdict, judge, read_known, tried
from tests.conformance.operations import OPERATIONS

TABLE = """
[[divergence]]
server = "other"
operations = ["search: OR"]
how = "diverges"
shows = "found []"
reason = "it does not know OR"
noted = ""
"""
KNOWN = read_known(TABLE)


def test_a_known_divergence_is_told_with_its_reason() -> None:
    finding = judge("other", "search: OR", "AssertionError: found []", KNOWN)
    assert (finding.verdict, finding.told) == (Verdict.DIVERGES, "it does not know OR")
    assert finding.expected


def test_a_failure_that_nobody_knows_is_no_divergence() -> None:
    assert judge("other", "search: braces", "found []", KNOWN).verdict is Verdict.FAILED
    assert judge("sandbox", "search: OR", "found []", KNOWN).verdict is Verdict.FAILED


def test_a_known_divergence_that_fails_in_another_way_is_news() -> None:
    finding = judge("other", "search: OR", "UnavailableError: 500", KNOWN)
    assert finding.verdict is Verdict.OTHERWISE
    assert not finding.expected


def test_a_divergence_that_was_mended_is_news() -> None:
    finding = judge("other", "search: OR", None, KNOWN)
    assert finding.verdict is Verdict.MENDED
    assert not finding.expected


def test_what_is_listed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        read_known(TABLE + TABLE)


def test_a_failure_without_words_shows_its_line() -> None:
    def check() -> None:
        raise ValueError

    assert tried(check) == "ValueError: raise ValueError"
    assert tried(lambda: None) is None


def test_the_table_names_only_what_is_tried() -> None:
    names = {operation.name for operation in OPERATIONS} | {story.name for story in STORIES}
    assert len(names) == len(OPERATIONS) + len(STORIES)
    for (server, operation), divergence in read_known(DIVERGENCES.read_text("utf-8")).items():
        assert server in ("emulate", "backlot")  # the sandbox has none
        assert operation in names
        assert divergence.how in (Verdict.DIVERGES, Verdict.NOT_OFFERED)
        assert divergence.reason
        assert divergence.shows
