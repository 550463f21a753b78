"""Fit the weights of employers and roles: `python -m bench.train_names GROUP...` (bench/fit.py).

Writes service/reading/who/likely_company.json and likely_role.json.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.fit import Question, fit, held_apart, unseen, write
from service.reading.who import company, likely_company, likely_role, role
from service.reading.who.employers import company_key, role_key

FOLDER = Path(company.__file__).parent
NEVER = ("other", "job_marketing")


def main() -> None:
    """Fit, say how many mails are read rightly when held apart, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="+")
    parser.add_argument("--mean", action="store_true", help="with the weights that are there")
    options = parser.parse_args()
    for name, file, asked in zip(
        ("company", "role"),
        (likely_company.FILE, likely_role.FILE),
        questions(options.groups),
        strict=True,
    ):
        rightly = np.mean(held_apart(asked))
        print(f"{name}: {len(asked)} mails, read rightly when held apart: {rightly:.3f}")
        write(FOLDER / file, fit(asked), mean=options.mean)


def questions(groups: Sequence[str]) -> tuple[list[Question], list[Question]]:
    """A question a mail with gold facts: which name is the employer's, which the role's."""
    companies, roles = [], []
    for text in unseen(groups):
        gold, view, tagged = text.raw.get("gold"), text.view, text.opinion.tagged
        if gold is None or text.raw["kind"] in NEVER or tagged is None:
            continue
        firms = company.named(view, view.prose, tagged)
        wanted = company_key(gold.get("company"))
        if firms and wanted:
            found = likely_company.features(view, view.prose, firms)
            companies.append(Question(found, [company_key(one.name) == wanted for one in firms]))
        firm = company.company_of(view, view.prose, tagged)
        employer = firm[0] if firm else None
        named = role.named(view, view.prose, employer, tagged)
        wanted = role_key(gold.get("role"))
        right = [one.key == wanted for one in named]
        found = likely_role.features(view, view.prose, named)
        roles.append(Question(found, [*right, not wanted]))
    return companies, roles


if __name__ == "__main__":
    main()
