"""What a scenario came to, in one form for both ways of running it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """`document` is in the form of `afterword preview --json`; `reminders` by company and role."""

    document: dict[str, Any]
    reminders: dict[tuple[str | None, str | None], str]

    @property
    def follow_ups(self) -> list[dict[str, Any]]:
        """In order of interview, stage and recipient, with the draft's words in plain form."""
        found = [{**each, "draft": _plain(each["draft"])} for each in self.document["follow_ups"]]
        return sorted(found, key=_order)

    @property
    def applications(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.document["applications"]
        return sorted(found, key=lambda each: (each["company"] or "", each["role"] or ""))


def _order(each: dict[str, Any]) -> tuple[str, ...]:
    stages = {"thank_you": "1", "status_check": "2", "final_check": "3"}
    draft = each["draft"] or {"placed_at": "", "to": [""]}
    start, stage = each["interview_start"], stages[each["stage"]]
    return (start, each["role"] or "", stage, draft["placed_at"], *draft["to"])


def _plain(draft: dict[str, Any] | None) -> dict[str, Any] | None:
    if draft is None:
        return None
    lines = [line.rstrip() for line in draft["body"].replace("\r\n", "\n").strip().split("\n")]
    parent = draft["in_reply_to"] or ""
    own = parent.endswith(
        ("@example.com>", "@mail.sandbox.example>")
    )  # Gmail names what it sends anew
    return {**draft, "body": "\n".join(lines), "in_reply_to": "<own letter>" if own else parent}
