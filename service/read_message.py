"""A message as the service remembers it: who, when, where and what was read; never its body."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict

from gmail.message.model import Address, Automatic, Message
from service.reading.model import Facts, Kind

ANCHOR_KINDS = frozenset(Kind) - {Kind.OTHER, Kind.JOB_MARKETING, Kind.OUTREACH}
"""Kinds that by themselves show that an application exists."""


class MailAddress(BaseModel):
    """One address of a header: `email` lower-cased, `name` as written."""

    model_config = ConfigDict(frozen=True)

    email: str
    name: str = ""

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]


class ReadMessage(BaseModel):
    """One read message. `sent_at` is Gmail's internal date, UTC. `outbound`: the candidate's own.

    `id` and `thread_id` are Gmail's; `message_id`, `in_reply_to`, `references` are the headers'.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    thread_id: str
    sent_at: AwareDatetime
    message_id: str = ""
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    sender: MailAddress | None = None
    reply_to: tuple[MailAddress, ...] = ()
    to: tuple[MailAddress, ...] = ()
    cc: tuple[MailAddress, ...] = ()
    subject: str = ""
    outbound: bool = False
    failed_recipients: tuple[str, ...] = ()
    facts: Facts

    @property
    def anchor(self) -> bool:
        """Whether this message by itself shows that an application exists."""
        return (
            not self.outbound
            and self.facts.kind in ANCHOR_KINDS
            and self.facts.automatic not in (Automatic.AUTO_REPLY, Automatic.BOUNCE)
        )

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(address.email for address in (*self.to, *self.cc))


def remember(message: Message, facts: Facts, *, outbound: bool) -> ReadMessage:
    """What is kept of a message once it has been read."""
    return ReadMessage(
        id=message.id,
        thread_id=message.thread_id,
        sent_at=message.received_at,
        message_id=message.message_id,
        in_reply_to=message.in_reply_to,
        references=message.references,
        sender=_address(message.sender) if message.sender else None,
        reply_to=tuple(_address(address) for address in message.reply_to),
        to=tuple(_address(address) for address in message.to),
        cc=tuple(_address(address) for address in message.cc),
        subject=message.subject,
        outbound=outbound,
        failed_recipients=message.failed_recipients,
        facts=facts,
    )


def _address(address: Address) -> MailAddress:
    return MailAddress(email=address.email, name=address.name)
