"""An application with what each of its messages says, and the words that this rests on."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from service import views
from service.store import mail
from service.store.models import ApplicationRow


def record(session: Session, row: ApplicationRow, zone: ZoneInfo) -> dict[str, Any]:
    """Why: every fact with its quote and message, in time order, and what follows from it."""
    ids = mail.application_messages(session, row.account_id, row.id)
    messages = mail.read_messages(session, row.account_id, ids)
    ordered = sorted(messages.values(), key=lambda m: (m.sent_at, m.id))
    return {
        "schema": views.SCHEMA,
        **views.application(session, row, zone),
        "messages": [
            {
                "at": views.local(m.sent_at, zone),
                "direction": "out" if m.outbound else "in",
                "from": m.sender.email if m.sender else None,
                "subject": m.subject,
                "kind": m.facts.kind.value,
                "score": m.facts.score,
                "automatic": m.facts.automatic.value if m.facts.automatic else None,
                "decision_by": m.facts.promise.last.isoformat() if m.facts.promise else None,
                "evidence": [
                    {"fact": e.fact, "part": e.part, "quote": e.quote, "rule": e.rule}
                    for e in m.facts.evidence
                ],
            }
            for m in ordered
        ],
    }
