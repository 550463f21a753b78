"""docs/sandbox.md promises nothing that is not there."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from gmail.sandbox import Faults, Person, Quirks, Quota, Sandbox
from tests.gmail.sandbox.helpers import Clock

DOCS = (Path(__file__).parents[3] / "docs" / "sandbox.md").read_text(encoding="utf-8")


def test_every_name_in_the_docs_exists() -> None:
    named = set(re.findall(r"(?<!gmail\.)\bsandbox\.(?!md|quirks)(\w+)", DOCS))
    assert {"person", "faults", "expire_history"} <= named
    with Sandbox(Clock()) as sandbox:
        assert [name for name in sorted(named) if not hasattr(sandbox, name)] == []
    person = re.search(r"`sandbox\.person\(email\)`: ([^|]*)", DOCS)
    assert person
    assert all(hasattr(Person, name) for name in re.findall(r"`(\w+)`", person[1]))
    faults = re.search(r"sandbox\.faults\.([\w /]+)\(", DOCS)
    assert faults
    assert all(hasattr(Faults, name) for name in faults[1].split(" / "))


def test_every_switch_in_the_docs_exists() -> None:
    quirks = re.findall(r"Quirks\((\w+)=", DOCS)
    assert quirks
    assert set(quirks) <= {field.name for field in fields(Quirks)}
    limits = set(re.findall(r"Quota\((\w+)=", DOCS))
    assert limits <= {field.name for field in fields(Quota)}
