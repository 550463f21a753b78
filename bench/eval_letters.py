"""`make eval-letters`: sixty applications, three writers, one checklist.

Writes bench/results/letters.json and the table of docs/letters.md.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bench.free_notes import FRESH, SEEN
from bench.letter_baselines import filled_in, one_sentence
from bench.letter_cases import Application, applications
from bench.letter_checklist import ITEMS
from scheduler.policy import Stage
from service.letters.example import example_request
from service.letters.model import Letter, LetterRequest
from service.letters.notes import read_notes
from service.letters.proofread import proofread
from service.letters.write import write

Writer = Callable[[LetterRequest], Letter]

WRITERS: Mapping[str, Writer] = {
    "Afterword": write,
    "fill-in template": filled_in,
    "one sentence": one_sentence,
}
OWN_WORDS = "reads unlike the other letters of its stage and language"
ALIKE = 0.85
"""Share of equal words, facts masked, from which two letters read as one form letter."""

_ROOT = Path(__file__).parent.parent
_MARK = re.compile(r"(<!-- eval-letters:begin -->\n).*?(<!-- eval-letters:end -->)", re.DOTALL)


def main() -> None:
    cases = applications()
    scores = {name: _scored(writer, cases) for name, writer in WRITERS.items()}
    result = {
        "applications": len(cases),
        "writers": scores,
        "other_keys": _other_keys(cases),
        "notes": {"seen": _notes(SEEN), "fresh": _notes(FRESH)},
        "speed": _speed(cases),
    }
    target = _ROOT / "bench/results/letters.json"
    target.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    page = _ROOT / "docs/letters.md"
    table = _table(scores)
    page.write_text(_MARK.sub(rf"\g<1>{table}\g<2>", page.read_text("utf-8")), "utf-8")
    print(table)
    print(json.dumps({name: result[name] for name in ("other_keys", "notes", "speed")}))
    for name, score in scores.items():
        for missed in score["missed"] if name == "Afterword" else ():
            print(missed)


def _scored(writer: Writer, cases: tuple[Application, ...]) -> dict[str, Any]:
    letters = [writer(case.request) for case in cases]
    items: dict[str, list[int]] = {}
    missed: list[str] = []
    whole = [True] * len(cases)
    for item, check in ITEMS.items():
        given = [check(letter, case) for letter, case in zip(letters, cases, strict=True)]
        _count(item, given, items, missed, whole)
    _count(OWN_WORDS, _own_words(letters, cases), items, missed, whole)
    return {"items": items, "letters_without_a_miss": sum(whole), "missed": missed}


def _count(
    item: str,
    given: list[bool | None],
    items: dict[str, list[int]],
    missed: list[str],
    whole: list[bool],
) -> None:
    items[item] = [sum(g is True for g in given), sum(g is not None for g in given)]
    for number, verdict in enumerate(given):
        if verdict is False:
            whole[number] = False
            missed.append(f"application {number}: {item}")


def _own_words(letters: list[Letter], cases: tuple[Application, ...]) -> list[bool | None]:
    masked = [_masked(letter, case) for letter, case in zip(letters, cases, strict=True)]
    groups = [(case.request.stage, case.request.language) for case in cases]
    return [
        not any(
            SequenceMatcher(None, mine, other, autojunk=False).ratio() > ALIKE
            for there, other in enumerate(masked)
            if there != here and groups[there] == groups[here]
        )
        for here, mine in enumerate(masked)
    ]


def _masked(letter: Letter, case: Application) -> list[str]:
    """The body's words, with names, role and figures taken out."""
    body = "\n\n".join(letter.text.strip().split("\n\n")[1:-1])
    for fact in (case.request.company, case.request.role):
        body = body.replace(fact, "") if fact else body
    return re.findall(r"[^\W\d_]+", body)


def _other_keys(cases: tuple[Application, ...]) -> dict[str, int]:
    """The same sixty under twenty other keys each: wordings that nobody chose to look at."""
    letters = [
        (write(other.request), other)
        for case in cases
        for number in range(20)
        for other in (replace(case, request=replace(case.request, key=f"other {number}")),)
    ]
    good = sum(
        all(check(letter, case) is not False for check in ITEMS.values())
        for letter, case in letters
    )
    return {"letters": len(letters), "without_a_miss": good}


def _notes(notes: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """How many notes come to stand in a thank-you that the proofreader passes."""
    used, clauses, said = 0, 0, 0
    for language, note in notes:
        asked = replace(example_request(Stage.THANK_YOU, language), others=(), notes=(note,))
        points = read_notes(asked)
        if problems := proofread(write(asked), asked):
            raise AssertionError(f"{note}: {problems}")
        used += bool(points.points)
        said += len(points.points)
        clauses += len(points.points) + len(points.unused)
    return {"notes": len(notes), "taken_up": used, "clauses": clauses, "clauses_taken_up": said}


def _speed(cases: tuple[Application, ...]) -> dict[str, float]:
    """Median milliseconds to write and to proofread one letter, dictionaries loaded."""
    writing, reading = [], []
    for case in cases:
        began = time.perf_counter()
        letter = write(case.request)
        written = time.perf_counter()
        problems = proofread(letter, case.request)
        writing.append(written - began)
        reading.append(time.perf_counter() - written)
        if problems:
            raise AssertionError(f"{case.request.key}: {problems}")
    return {
        "write_ms": round(1000 * statistics.median(writing), 2),
        "proofread_ms": round(1000 * statistics.median(reading), 2),
    }


def _table(scores: Mapping[str, dict[str, Any]]) -> str:
    head = f"| item | {' | '.join(scores)} |\n| --- |{' ---: |' * len(scores)}\n"
    rows = [
        f"| {item} | " + " | ".join(_cell(score["items"][item]) for score in scores.values()) + " |"
        for item in (*ITEMS, OWN_WORDS)
    ]
    total = " | ".join(f"**{score['letters_without_a_miss']}/60**" for score in scores.values())
    return head + "\n".join(rows) + f"\n| **letters without a single miss** | {total} |\n"


def _cell(counts: list[int]) -> str:
    return f"{counts[0]}/{counts[1]}"


if __name__ == "__main__":
    main()
