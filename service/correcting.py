"""The person sets right what was read in a message; everything that rests on it is planned anew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from service.corrections import Correction
from service.store import corrections, mail


def correct(
    session: Session, account_id: int, message_id: str, said: Correction, now: datetime
) -> None:
    """Keep the person's word on a read message. KeyError if no such message was read.

    A running service finds the message's application anew at its next pass. An empty correction
    lets the reader's word stand again.
    """
    if message_id not in mail.read_messages(session, account_id, [message_id]):
        raise KeyError(message_id)
    corrections.put(session, account_id, message_id, said, now)
    mail.tell_again(session, account_id, message_id, now)
