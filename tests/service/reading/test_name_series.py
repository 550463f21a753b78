"""Names beside each other in one form: what is true of most of them is likely true of all."""

from __future__ import annotations

import pytest

from service.reading.who.name_series import series


def numbers(text: str, *names: str) -> list[int]:
    return series(text, [(text.index(name), text.index(name) + len(name)) for name in names])


@pytest.mark.parametrize(
    "text",
    [
        "You will meet Ann Lee, Bo Diaz and Cy Roth.",
        "Panel:\nAnn Lee, Head of Care\nBo Diaz, Ward Sister\nCy Roth, HR",
        "- Ann Lee (chair)\n- Bo Diaz\n- External: Cy Roth",
        "10:00 - Ann Lee\n10:30 - Bo Diaz\n11:00 - Cy Roth",
    ],
)
def test_names_of_one_list_are_one_series(text: str) -> None:
    assert len(set(numbers(text, "Ann Lee", "Bo Diaz", "Cy Roth"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee will see you. Bo Diaz from our office books the room.",
        "You will meet Ann Lee on Tuesday.\n\nBo Diaz\nRecruiter",
        "Ann Lee leads the team that you would join.\nBo Diaz wrote to you last week about it.",
    ],
)
def test_names_of_several_sentences_are_none(text: str) -> None:
    first, second = numbers(text, "Ann Lee", "Bo Diaz")
    assert first != second
