"""From a due follow-up to the draft as it will lie in Gmail (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from gmail.drafts import OutgoingDraft
from gmail.drafts.quote import Quoted
from gmail.message.model import Address, Message
from service.applications import Application
from service.follow_up import draft_message_id, follow_up_key
from service.letter_request import letter_request
from service.letters.model import Letter, LetterRequest, Signatory
from service.letters.others import OtherNames
from service.letters.proofread import proofread
from service.letters.quote import attribution
from service.letters.templates import Templates
from service.letters.write import write
from service.mailbox import SendAs
from service.plan import FollowUp

Polish = Callable[[Letter, LetterRequest, Templates], Letter]
"""Puts a letter into better words; what it gives has been proofread."""


@dataclass(frozen=True, slots=True)
class NotWritten:
    """The letter failed proofreading; `problem` says why, for the person."""

    problem: str


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the letters of one account. `send_as` are the addresses it may write from."""

    account: str
    signatory: Signatory
    zone: ZoneInfo
    send_as: Sequence[SendAs]
    templates: Templates | None = None
    polish: Polish | None = None
    strengths_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: frozenset[str] | None = None
    quote_original: bool = False

    def quoting(
        self, draft: OutgoingDraft, follow_up: FollowUp, original: Message | None
    ) -> OutgoingDraft:
        """The draft with the message it answers below it; `original` has its text."""
        parent = follow_up.destination.parent if follow_up.destination else None
        if original is None or parent is None or not original.text.strip():
            return draft
        sender = parent.sender
        line = attribution(
            parent.facts.language,
            sender.name if sender else "",
            sender.email if sender else "",
            parent.sent_at.astimezone(self.zone),
        )
        return replace(draft, quoted=Quoted(line, original.text))

    def draft(
        self,
        application: Application,
        follow_up: FollowUp,
        *,
        interview_key: str,
        end: datetime,
        others_names: OtherNames,
        notes: Sequence[str],
        now: datetime,
    ) -> OutgoingDraft | NotWritten:
        """The draft of a due follow-up; NotWritten where the letter would embarrass.

        `notes` are the candidate's own of this round.
        """
        destination = follow_up.destination
        if destination is None:
            raise ValueError("only a follow-up with a destination can be written")
        sender = self._sender(destination.sender)
        request = self._by(
            letter_request(
                application,
                follow_up,
                account=self.account,
                interview_key=interview_key,
                end=end,
                signatory=sender,
                zone=self.zone,
                others_names=others_names,
            ),
            notes,
        )
        letter = write(request, templates=self.templates)
        problems = proofread(letter, request)
        if problems:
            return NotWritten("The letter was not placed: " + "; ".join(str(p) for p in problems))
        if self.polish:
            letter = self.polish(letter, request, self.templates or Templates())
        parent, first = destination.parent, destination.recipients.first
        answered = (parent.message_id or None) if parent else None
        key = follow_up_key(self.account, interview_key, follow_up.stage, first.email or "")
        return OutgoingDraft(
            thread_id=parent.thread_id if parent else None,
            in_reply_to=answered,
            references=(*parent.references, answered) if parent and answered else (),
            subject=letter.subject,
            sender=Address(email=sender.email, name=sender.name),
            to=(Address(email=first.email or "", name=first.name),),
            cc=(),
            text=letter.text,
            html=letter.html,
            message_id=draft_message_id(key, sender.email),
            date=now,
        )

    def _by(self, request: LetterRequest, notes: Sequence[str]) -> LetterRequest:
        """The request as this candidate would write it: their notes, their strengths for the
        role, their languages."""
        fitting = _fitting(self.strengths_for, request.role)
        writes = self.languages is None or request.language in self.languages
        return replace(
            request,
            candidate=replace(
                request.candidate, strengths=(*fitting, *request.candidate.strengths)
            ),
            notes=tuple(notes),
            language=request.language if writes else "en",
        )

    def _sender(self, email: str) -> Signatory:
        """The candidate under the send-as address the invitation came to, where it is verified."""
        known = {alias.email: alias for alias in self.send_as}
        default = next((alias for alias in self.send_as if alias.default), None)
        alias = known.get(email) or default
        if alias is None:
            return self.signatory
        return _as(self.signatory, alias)


def _as(signatory: Signatory, alias: SendAs) -> Signatory:
    return Signatory(
        name=signatory.name or alias.name,
        email=alias.email,
        signature=alias.signature or signatory.signature,
        tone=signatory.tone,
        spelling=signatory.spelling,
        strengths=signatory.strengths,
    )


def _fitting(strengths_for: Mapping[str, tuple[str, ...]], role: str | None) -> tuple[str, ...]:
    """The strengths whose word stands in the role's name; the longest word says most."""
    named = f" {' '.join((role or '').casefold().split())} "
    words = sorted(strengths_for, key=len, reverse=True)
    fits = (word for word in words if re.search(rf"\b{re.escape(word.casefold())}\b", named))
    return tuple(line for word in fits for line in strengths_for[word])
