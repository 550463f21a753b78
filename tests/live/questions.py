"""What nobody could settle about Gmail without a live account, settled step by step with a person.

Only drafts are made, each addressed to the account itself; what is sent, the person sends.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gmail import drafts, mailbox
from gmail.client import GmailClient, RawMessage
from gmail.drafts import FoundDraft, OutgoingDraft, PlacedDraft, Withdrawal
from gmail.drafts.compose import compose, fingerprint
from gmail.errors import NotFoundError
from gmail.message.model import Address
from tests.live.sight import MARK, Sight, compared, records

SKIPPED = "not tried"
LOOKS = 3
"""How often the person is asked to wait for a letter that does not show yet."""


class Tester(Protocol):
    """The person at the mailbox. `step` names what is asked, for a script that stands in."""

    def do(self, step: str, words: str) -> bool:
        """Ask for something to be done; False where the person skips it."""

    def yes(self, step: str, words: str) -> bool | None:
        """Ask what the person sees; None where they skip it."""

    def say(self, words: str) -> None:
        """Tell something."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the outcome."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft of the check's own, and how it looked when it was placed."""

    placed: PlacedDraft
    subject: str
    sight: Sight


class LiveCheck:
    """One run. `token` makes its subjects like no other; `now` is for the letters' dates."""

    def __init__(
        self,
        client: GmailClient,
        address: str,
        tester: Tester,
        *,
        token: str,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._address = address
        self._tester = tester
        self._token = token
        self._now = now
        self._letters: list[Letter] = []

    def run(self) -> Iterator[Answer]:
        """Ask and look; answers come as they are found, and what is left over is taken away."""
        try:
            first = self._place(f"Afterword check {self._token}", None)
            yield Answer("headers after drafts.create", self._kept_at_first(first))
            yield from self._after_an_edit(first)
            parent = yield from self._after_a_send(first)
            if parent is not None:
                yield from self._in_a_thread(parent)
        finally:
            self._tidy()

    # --- a letter of its own ---

    def _kept_at_first(self, letter: Letter) -> str:
        wanted = self._message_id(1)
        message_id = "kept" if letter.sight.message_id == wanted else "replaced"
        return f"Message-ID {message_id}, X- header {'kept' if letter.sight.mark else 'gone'}"

    def _after_an_edit(self, letter: Letter) -> Iterator[Answer]:
        done = self._tester.do(
            "edit",
            f"In Gmail in a browser, open the draft {letter.subject!r}, add a word to its text, "
            "and close its window (it saves itself).",
        )
        found = self._find(letter) if done else None
        yield Answer("draft id after a composer edit", _id_fate(letter, found, done))
        yield Answer("headers after a composer edit", self._headers(letter, found))

    def _after_a_send(self, letter: Letter) -> Generator[Answer, None, RawMessage | None]:
        cursor = mailbox.cursor_now(self._client)
        done = self._tester.do(
            "send", f"Open {letter.subject!r} again and press Send; it goes to yourself."
        )
        sent = self._sent(cursor, letter) if done else None
        if sent is None:
            told = "no sent letter was found" if done else SKIPPED
            yield Answer("headers after a send from Gmail's page", told)
            return None
        yield Answer("headers after a send from Gmail's page", compared(letter.sight, _sight(sent)))
        yield Answer("draft id after a send", self._wrapper(letter))
        yield Answer(
            "history records of a send", records(self._client, cursor, letter.placed.thread_id)
        )
        return sent

    def _wrapper(self, letter: Letter) -> str:
        try:
            left = self._client.draft(letter.placed.draft_id)
        except NotFoundError:
            return "gone"
        return f"still there, around a message with {','.join(sorted(left.message.label_ids))}"

    # --- a letter in a thread ---

    def _in_a_thread(self, parent: RawMessage) -> Iterator[Answer]:
        letter = self._place(f"Afterword check {self._token}", parent)
        where = "browser", "Gmail app on an Android phone (skip if you have none)"
        for step, place in zip(("opens", "opens_phone"), where, strict=True):
            seen = self._tester.yes(
                step,
                f"Open the conversation {letter.subject!r} in the {place}: is there a draft below "
                "the mail, and does it show its text when opened?",
            )
            told = SKIPPED if seen is None else "with its text" if seen else "EMPTY"
            yield Answer(f"a threaded draft opens in the {place.partition(' (')[0]}", told)
        undone = self._tester.do(
            "undo", "In the browser, open that draft, press Send, and at once press Undo."
        )
        found = self._find(letter) if undone else None
        yield Answer("draft id after undo-send", _id_fate(letter, found, undone))
        yield Answer("headers after undo-send", self._headers(letter, found))
        edited = self._tester.do(
            "phone", "On an Android phone, open that draft, add a word, and go back (it saves)."
        )
        found = self._find(letter) if edited else None
        yield Answer("draft id after an edit on Android", _id_fate(letter, found, edited))
        yield Answer("headers after an edit on Android", self._headers(letter, found))

    # --- looking ---

    def _place(self, subject: str, parent: RawMessage | None) -> Letter:
        number = len(self._letters) + 1
        me = Address(self._address, "")
        outgoing = OutgoingDraft(
            thread_id=parent.thread_id if parent else None,
            in_reply_to=_sight(parent).message_id if parent else None,
            references=(),
            subject=subject,
            sender=me,
            to=(me,),
            text=f"A letter to yourself, number {number} of a check of Gmail's ways.\n",
            message_id=self._message_id(number),
            date=self._now(),
        )
        raw = f"{MARK}: 1\r\n".encode() + compose(outgoing)
        made = self._client.create_draft(raw, outgoing.thread_id)
        there = self._client.draft(made.draft_id).message
        sight = _sight(there)
        placed = PlacedDraft(
            made.draft_id, there.id, there.thread_id, sight.message_id, fingerprint(there.raw)
        )
        self._letters.append(Letter(placed, subject, sight))
        return self._letters[-1]

    def _message_id(self, number: int) -> str:
        return f"<{self._token}.{number}@{self._address.partition('@')[2]}>"

    def _find(self, letter: Letter) -> FoundDraft | None:
        placed = letter.placed
        return drafts.find(
            self._client,
            draft_id=placed.draft_id,
            rfc_message_id=placed.rfc_message_id,
            thread_id=placed.thread_id,
            fingerprint=placed.fingerprint,
        )

    def _headers(self, letter: Letter, found: FoundDraft | None) -> str:
        if found is None:
            return SKIPPED
        return compared(letter.sight, _sight(self._client.draft(found.draft_id).message))

    def _sent(self, cursor: str, letter: Letter) -> RawMessage | None:
        for _ in range(LOOKS):
            added = mailbox.changes(self._client, cursor).added
            for ref in added:
                if "SENT" in ref.label_ids:
                    raw = self._client.raw_message(ref.id)
                    if self._token.encode() in raw.raw:
                        return raw
            if not self._tester.do("wait", f"{letter.subject!r} is not in Sent yet: wait a bit."):
                break
        return None

    def _tidy(self) -> None:
        for letter in self._letters:
            left = drafts.withdraw(self._client, letter.placed)
            if left in (Withdrawal.KEPT_EDITED, Withdrawal.KEPT_SENT):
                self._tester.say(f"Left as it is, delete it yourself: {letter.subject!r}.")
        self._tester.say("What you sent to yourself lies in your mailbox: delete it if you like.")


def _sight(raw: RawMessage) -> Sight:
    return Sight.of(raw)


def _id_fate(letter: Letter, found: FoundDraft | None, done: bool) -> str:
    if not done:
        return SKIPPED
    if found is None:
        return "the draft was not found again"
    if found.draft_id == letter.placed.draft_id:
        same = found.message_id == letter.placed.message_id
        return f"kept, its message id {'too' if same else 'is new'}"
    return f"new; the draft was found by its {found.by}"
