"""What the person said a message really is; it outweighs what the reader made of it (pure)."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from service.read_message import ANCHOR_KINDS, ReadMessage
from service.reading.model import Evidence, Facts, Interview, InterviewStatus, Kind

RULE = "corrected by you"
PART = "you"
"""The part that stands in the evidence of a corrected fact: no part of the message says it."""

SPEAK_OF_ONE = frozenset(
    {
        Kind.INTERVIEW_INVITATION,
        Kind.INTERVIEW_CONFIRMATION,
        Kind.INTERVIEW_RESCHEDULE,
        Kind.INTERVIEW_CANCELLATION,
    }
)
"""Kinds whose messages may name an interview's time."""

_FIX_ONE = frozenset({Kind.INTERVIEW_CONFIRMATION, Kind.INTERVIEW_RESCHEDULE})


class Correction(BaseModel):
    """The facts the person set right; None leaves one as it was read.

    An empty `company` or `role` says that there is none. `start` is the interview's, aware.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind | None = None
    company: str | None = None
    role: str | None = None
    start: AwareDatetime | None = None

    @property
    def empty(self) -> bool:
        return not self.model_dump(exclude_none=True)


def corrected(message: ReadMessage, said: Correction) -> ReadMessage:
    """The message with the person's word in place of the reader's."""
    return message.model_copy(update={"facts": _facts(message.facts, said)})


def _facts(facts: Facts, said: Correction) -> Facts:
    changes: dict[str, Any] = {}
    kind = _kind(facts, said)
    if kind is not facts.kind or said.kind is not None:
        changes |= {"kind": kind, "score": 1.0}
        changes |= {"automatic": None} if kind in ANCHOR_KINDS else {}
    if kind not in SPEAK_OF_ONE:
        changes |= {"interview": None, "not_held": False}
    elif said.start is not None:
        changes["interview"] = _moved(facts.interview, said)
    if said.company is not None:
        changes["company"] = said.company or None
    if said.role is not None:
        changes["role"] = said.role or None
    changes["evidence"] = _evidence(facts, said, kind)
    return facts.model_copy(update=changes)


def _kind(facts: Facts, said: Correction) -> Kind:
    """A time that the person gives fixes an interview, whatever was read."""
    kind = said.kind or facts.kind
    if said.start is not None and kind not in _FIX_ONE | {Kind.INTERVIEW_CANCELLATION}:
        return (
            kind
            if said.kind not in (None, Kind.INTERVIEW_INVITATION)
            else (Kind.INTERVIEW_CONFIRMATION)
        )
    return kind


def _moved(interview: Interview | None, said: Correction) -> Interview | None:
    """The same conversation at the corrected time; it lasts as long as it did."""
    if said.start is None:
        return interview
    if interview is None:
        return Interview(start=said.start)
    end = interview.end and said.start + (interview.end - interview.start)
    proposed = interview.status is InterviewStatus.PROPOSED
    status = InterviewStatus.CONFIRMED if proposed else interview.status
    return interview.model_copy(
        update={"start": said.start, "end": end, "status": status, "all_day": False}
    )


def _evidence(facts: Facts, said: Correction, kind: Kind) -> tuple[Evidence, ...]:
    """The reader's evidence of what stands, and the person's word for what does not."""
    told = said.model_dump(exclude_none=True, mode="json")
    mine = {"interview.start" if name == "start" else name: text for name, text in told.items()}
    if kind is not facts.kind:
        mine.setdefault("kind", kind.value)
    kept = [
        each
        for each in facts.evidence
        if each.fact not in mine and (kind in SPEAK_OF_ONE or not each.fact.startswith("interview"))
    ]
    words = [
        Evidence(fact=fact, part=PART, quote=str(text), span=(0, 0), rule=RULE, score=1.0)
        for fact, text in mine.items()
    ]
    return (*words, *kept)
