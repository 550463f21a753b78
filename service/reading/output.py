"""Facts as the JSON that other programs rely on (DESIGN section 8; docs/reading.md)."""

from __future__ import annotations

from typing import Any

from gmail.message.model import Message
from service.reading.model import Evidence, Facts, Interview, Person

SCHEMA = 1


def to_json(source: str, message: Message, facts: Facts) -> dict[str, Any]:
    """One message's facts as plain JSON values. `source` is where the message was found."""
    return {
        "schema": SCHEMA,
        "source": source,
        "message_id": message.message_id,
        "kind": facts.kind.value,
        "score": facts.score,
        "automatic": facts.automatic.value if facts.automatic else None,
        "interview": _interview(facts.interview) if facts.interview else None,
        "company": facts.company,
        "role": facts.role,
        "interviewers": [_person(person) for person in facts.interviewers],
        "decision_by": facts.promise.last.isoformat() if facts.promise else None,
        "evidence": [_evidence(one) for one in facts.evidence],
    }


def error_json(source: str, error: BaseException) -> dict[str, Any]:
    """What is printed for a message that cannot be read."""
    return {"schema": SCHEMA, "source": source, "error": str(error) or type(error).__name__}


def _interview(interview: Interview) -> dict[str, Any]:
    return {
        "start": interview.start.isoformat(),
        "end": interview.end.isoformat() if interview.end else None,
        "time_zone": interview.time_zone,
        "status": interview.status.value,
        "medium": interview.medium.value if interview.medium else None,
        "place": interview.place,
        "join_url": interview.join_url,
    }


def _person(person: Person) -> dict[str, Any]:
    return {"name": person.name, "email": person.email, "title": person.title}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "fact": evidence.fact,
        "part": evidence.part,
        "quote": evidence.quote,
        "span": list(evidence.span),
    }
