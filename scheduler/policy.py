"""The timing policy: what opens when, in words a person edits (pure)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """The follow-up's stage, in the order in which they may become due."""

    THANK_YOU = "thank_you"
    STATUS_CHECK = "status_check"
    FINAL_CHECK = "final_check"
