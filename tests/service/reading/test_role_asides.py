# ruff: noqa: E501  # sentences in one line read better
"""What stands behind the name of a role, and whether it belongs to it."""

from __future__ import annotations

import pytest

from service.reading.view import View
from service.reading.who.role import as_tagged, clean_role
from service.reading.who.role_asides import whole_role
from tests.service.reading.mail import ME, mail


def whole(text: str, role: str, company: str | None = None) -> str:
    view = View(mail(text), frozenset({ME}), "America/New_York")
    return whole_role(view, role, company, None)


@pytest.mark.parametrize(
    ("text", "role", "named"),
    [
        ("We spoke of the Paralegal (Trusts & Estates) post.", "Paralegal", "Paralegal (Trusts & Estates)"),
        ("the Analytics Engineer (EMEA) role", "Analytics Engineer", "Analytics Engineer (EMEA)"),
        ("our Care Assistant (nights) vacancy", "Care Assistant", "Care Assistant (nights)"),
        ("as Controller (m/w/d) bei uns", "Controller", "Controller"),
        ("for Data Analyst (R-118204)", "Data Analyst", "Data Analyst"),
        ("for Data Analyst (Remote)", "Data Analyst", "Data Analyst"),
        ("for Data Analyst (0.8 FTE)", "Data Analyst", "Data Analyst"),
        ("the Modeller (Northgate Water) interview", "Modeller", "Modeller"),
    ],
)  # fmt: skip
def test_a_bracket_belongs_to_the_role_unless_it_is_a_number_or_a_mark(
    text: str, role: str, named: str
) -> None:
    assert whole(text, role, "Northgate Water") == named


def test_a_requisition_of_an_office_is_no_part_of_the_role() -> None:
    assert clean_role("ECO/1187 Building Control Surveyor") == "Building Control Surveyor"
    assert clean_role("Boatbuilder ad") == "Boatbuilder"


def test_a_tagged_role_keeps_the_words_that_mostly_stand_around_one() -> None:
    assert clean_role("second violin") == "violin"
    assert as_tagged("second violin") == "second violin"
    assert as_tagged("Analyst (nights") == "Analyst (nights)"
    assert as_tagged("R-20931 Sterile Processing Lead") == "Sterile Processing Lead"
