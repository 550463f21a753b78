"""The tables. They are the only truth: timers, plans and pages are derived from them.

Every row carries its account. Datetimes are UTC; a naive one is refused at the door.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


class Base(DeclarativeBase):
    type_annotation_map = {datetime: Instant, dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012


class Account(Base):
    """One connected mailbox and how far we have read it.

    `cursor` is the history id up to which changes are applied; None before the first backfill
    began. `backfilled_at` is when the whole look-back was first read. `rests_until`: Gmail asked
    us to wait. `grant_lost_at`: the person must connect again. `planned_with` is the mark of the
    settings and the program by which the plans were made: another one means to plan anew.
    `labels_problem` says why the labels in Gmail are not kept up, if they are asked for, and
    `digest_problem` why there is no digest. `digest_on` is the last day (ISO, the candidate's) of
    which a digest was made or found needless, `digest_mark` what the last one said.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    cursor: Mapped[str | None] = mapped_column(String(32))
    search_from: Mapped[datetime | None]
    search_step: Mapped[str | None] = mapped_column(String(400))
    backfilled_at: Mapped[datetime | None]
    polled_at: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]
    grant_lost_at: Mapped[datetime | None]
    planned_with: Mapped[str | None] = mapped_column(String(64))
    labels_problem: Mapped[str | None] = mapped_column(Text)
    digest_on: Mapped[str | None] = mapped_column(String(10))
    digest_mark: Mapped[str | None] = mapped_column(String(32))
    digest_problem: Mapped[str | None] = mapped_column(Text)


class Fetch(Base):
    """A message that Gmail told us of and that has not been read yet."""

    __tablename__ = "fetches"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    thread_id: Mapped[str] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(Text)


class ThreadRow(Base):
    """A thread that must be read whole; `expanded_at` is when all its messages were listed."""

    __tablename__ = "threads"
    __table_args__ = (Index("ix_threads_expanded", "account_id", "expanded_at"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    expanded_at: Mapped[datetime | None]


class MessageRow(Base):
    """A read message: `read` is a ReadMessage as JSON; None where nothing in it concerns us.

    `told`: whether the grouping has seen it; after a crash the untold ones are told again.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_application", "account_id", "application_id"),
        Index("ix_messages_thread", "account_id", "thread_id"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    thread_id: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime | None]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    read: Mapped[str | None] = mapped_column(Text)
    told: Mapped[bool] = mapped_column(default=True, index=True)
    problem: Mapped[str | None] = mapped_column(Text)


class MessageKey(Base):
    """By what a message may be joined with others: its thread, people, employer, calendar uid."""

    __tablename__ = "message_keys"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "message_id"], ["messages.account_id", "messages.id"], ondelete="CASCADE"
        ),
        Index("ix_message_keys_message", "account_id", "message_id"),
    )

    account_id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(400), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    anchor: Mapped[bool]


class CorrectionRow(Base):
    """What the person said a message really is: `said` is a service.corrections.Correction as JSON.

    What the reader made of it stays in the message's own row, so that the two can be compared.
    """

    __tablename__ = "corrections"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "message_id"], ["messages.account_id", "messages.id"], ondelete="CASCADE"
        ),
    )

    account_id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    said: Mapped[str] = mapped_column(Text)


class ApplicationRow(Base):
    """The candidate's process with one employer for one role. `next_at`: when time changes it.

    `company_key` are the words by which a text is searched for the company's name. `anew`: its plan
    was made by other settings than there are now.
    """

    __tablename__ = "applications"
    __table_args__ = (
        Index("ix_applications_next", "account_id", "next_at"),
        Index("ix_applications_next_at", "next_at"),
        Index("ix_applications_company", "account_id", "company_key"),
        Index("ix_applications_anew", "anew", "account_id", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    company: Mapped[str | None] = mapped_column(Text)
    company_key: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    reminder: Mapped[str | None] = mapped_column(Text)
    threads: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    planned_at: Mapped[datetime | None]
    anew: Mapped[bool] = mapped_column(default=False, server_default=false())


class InterviewRow(Base):
    """One scheduled conversation. `key` never changes; `keys` are all names it has had."""

    __tablename__ = "interviews"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    key: Mapped[str] = mapped_column(String(400))
    keys: Mapped[list[str]]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(20))
    medium: Mapped[str | None] = mapped_column(String(20))


class FollowUpRow(Base):
    """One follow-up: what should be true of it, and what is in Gmail.

    `turn` counts the letters of one stage: an answer begins a new wait, and a letter that came back
    leaves its stage open. `apart_for` is the panel member to whom a message of its own goes; "" is
    the letter in the thread.

    `intended_at` is set before a draft is made and `withdrawing_at` before one is deleted: after a
    crash they say that Gmail must be asked first. `reason` is the rule's word, `problem` what went
    wrong or stands in the way, both for the person to read. `notes_mark` says from which of the
    candidate's notes the letter was written (service.notes.mark_of).
    """

    __tablename__ = "follow_ups"
    __table_args__ = (
        UniqueConstraint("account_id", "interview_id", "stage", "apart_for", "turn"),
        Index("ix_follow_ups_state", "account_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interviews.id"), index=True)
    stage: Mapped[str] = mapped_column(String(20))
    apart_for: Mapped[str] = mapped_column(String(320), default="")
    turn: Mapped[int] = mapped_column(default=1)
    recipient: Mapped[str] = mapped_column(String(320), default="")
    state: Mapped[str] = mapped_column(String(20), default="planned")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    rule: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    problem: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    intended_at: Mapped[datetime | None]
    rfc_message_id: Mapped[str | None] = mapped_column(String(400))
    fingerprint: Mapped[str | None] = mapped_column(String(128))
    draft_id: Mapped[str | None] = mapped_column(String(64))
    draft_message_id: Mapped[str | None] = mapped_column(String(64))
    thread_id: Mapped[str | None] = mapped_column(String(64))
    placed_at: Mapped[datetime | None]
    withdrawing_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    sent_message_id: Mapped[str | None] = mapped_column(String(64))
    notes_mark: Mapped[str] = mapped_column(String(16), default="")


class NoteRow(Base):
    """What the candidate said of an application's interviews; `said_at` tells of which.

    A note that came by mail has the message's id, thread and subject, and no application until one
    is found for it.
    """

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("account_id", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)
    said_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str | None] = mapped_column(String(64))
    thread_id: Mapped[str | None] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(Text, default="")


class DecisionRow(Base):
    """What the person decided about an application: a log of which the last may be taken back.

    `act`, `until`, `outcome`, `interview_id` and `stage` are those of service.control.Decision.
    One made by a label in Gmail has the thread it lies on, and `label_on` while it lies there.
    """

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_application", "account_id", "application_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    at: Mapped[datetime]
    act: Mapped[str] = mapped_column(String(20))
    until: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    interview_id: Mapped[int | None] = mapped_column(ForeignKey("interviews.id"))
    stage: Mapped[str | None] = mapped_column(String(20))
    thread_id: Mapped[str | None] = mapped_column(String(64))
    label_on: Mapped[bool] = mapped_column(default=False)
    undone_at: Mapped[datetime | None]


class LabelRow(Base):
    """A label of ours in Gmail by its purpose ("waiting", ...): the person may rename it."""

    __tablename__ = "labels"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    label_id: Mapped[str] = mapped_column(String(128))


class BadAddress(Base):
    """An address from which a letter bounced."""

    __tablename__ = "bad_addresses"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    email: Mapped[str] = mapped_column(String(320), primary_key=True)
    since: Mapped[datetime]
