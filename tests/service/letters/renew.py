"""`python -m tests.service.letters.renew` writes the golden letters anew: then read them."""

from __future__ import annotations

from pathlib import Path

from service.letters.model import Letter
from service.letters.write import write
from tests.service.letters.cases import CASES

GOLDEN = Path(__file__).parent / "golden"


def as_text(letter: Letter) -> str:
    return f"Subject: {letter.subject}\n\n{letter.text}"


def renew(folder: Path = GOLDEN) -> None:
    """Write every golden letter, and remove those of cases that are gone."""
    for old in folder.glob("*.txt"):
        old.unlink()
    for name, request in CASES:
        (folder / f"{name}.txt").write_text(as_text(write(request)), "utf-8")


if __name__ == "__main__":
    renew()
