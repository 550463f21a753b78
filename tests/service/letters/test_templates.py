"""A person's own templates: used where they work, told with file and line where they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.policy import Stage
from service.letters.example import example_request
from service.letters.proofread import proofread
from service.letters.templates import BUILT_IN, Templates
from service.letters.write import write

REQUEST = example_request(Stage.THANK_YOU)
OWN = """Subject: Thanks

{{ salutation }}

Thank you for {{ talk }} at {{ company }}.
This line belongs to the same paragraph.

{{ signoff }}
"""


def own(folder: Path, text: str, name: str = "en/thank_you.j2") -> Templates:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Templates(folder)


def test_an_override_is_used_for_its_stage_and_language_alone(tmp_path: Path) -> None:
    templates = own(tmp_path, OWN)
    assert templates.problems == ()
    letter = write(REQUEST, templates=templates)
    assert "at Initech. This line belongs" in letter.text
    other = replace(REQUEST, stage=Stage.STATUS_CHECK)
    assert write(other, templates=templates) == write(other)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("{{ salutation }}\n\n{% if %}\n", 3, "Expected an expression"),
        ("{{ salutation }}\n\n{{ hobby }}\n", 3, "'hobby' is undefined"),
        ("{{ salutation }}\n{{ 1 / 0 }}\n", 2, "ZeroDivisionError"),
        ("one\ntwo\n{{ ''.__class__.__mro__ }}\n", 3, "unsafe"),
        ('{% vary "x" %}a{% or %}b\n', 1, "endvary"),
        ('a\n{% vary "x" if not role %}a{% endvary %}\n', 2, "no wording"),
        ('{% include "en/final_check.j2" %}', 1, "no loader"),
    ],
)
def test_a_broken_override_is_told_and_ours_is_used(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    templates = own(tmp_path, text)
    (problem,) = templates.problems
    assert (problem.path, problem.line) == (tmp_path / "en/thank_you.j2", line)
    assert reason in problem.reason
    assert f"thank_you.j2:{line}: " in str(problem)
    assert write(REQUEST, templates=templates) == write(REQUEST)


def test_a_file_that_is_no_template_of_ours_is_told(tmp_path: Path) -> None:
    (problem,) = own(tmp_path, "Hello", "en/thankyou.j2").problems
    assert problem.line is None
    assert "en/thank_you.j2" in problem.reason


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en/thank_you.j2").write_bytes(b"\xff\xfe\x00")
    assert len(Templates(tmp_path).problems) == 1


def test_a_missing_folder_is_no_problem(tmp_path: Path) -> None:
    assert Templates(tmp_path / "none").problems == ()


def test_an_override_that_fails_only_for_one_letter_is_replaced_there(tmp_path: Path) -> None:
    templates = own(tmp_path, OWN + '{% if company == "Globex" %}{{ nothing }}{% endif %}\n')
    assert not templates.problems
    request = replace(REQUEST, company="Globex")
    assert write(request, templates=templates) == write(request)
    assert [problem.reason for problem in templates.problems] == ["'nothing' is undefined"]


def test_an_override_passes_the_same_proofreading(tmp_path: Path) -> None:
    letter = write(REQUEST, templates=own(tmp_path, OWN))
    assert {problem.rule for problem in proofread(letter, REQUEST)} == {"length"}


def test_facts_never_become_template_code() -> None:
    request = replace(REQUEST, company="{{ 7 * 7 }} {% raw %}", role="{{ salutation }}")
    letter = write(request)
    assert "49" not in letter.text
    assert "{" not in letter.text


def test_the_html_may_be_overridden_and_stays_escaped(tmp_path: Path) -> None:
    lines = "{% for line in lines %}<p>{{ line }}</p>{% endfor %}"
    markup = "{% autoescape true %}" + lines + "{% endautoescape %}"
    request = replace(REQUEST, company="A & B")
    html = write(request, templates=own(tmp_path, markup, "html.j2")).html
    assert html is not None
    assert html.startswith("<p>Dear Dr. Roe,</p>")
    assert "A &amp; B" in html


def test_every_language_has_every_stage() -> None:
    names = {path.relative_to(BUILT_IN).as_posix() for path in BUILT_IN.rglob("*.j2")}
    stages = {stage.value for stage in Stage}
    expected = {f"{code}/{s}.j2" for code in ("en", "de", "fr", "es", "nl") for s in stages}
    assert names == expected | {"html.j2"}
