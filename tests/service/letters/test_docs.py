"""docs/letters.md lists what a template may use."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from service.letters.material import Material

PAGE = Path(__file__).parents[3] / "docs/letters.md"


def test_every_name_a_template_may_use_is_documented() -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    documented = set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert {field.name for field in dataclasses.fields(Material)} <= documented
