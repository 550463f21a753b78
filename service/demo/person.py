"""Alex at Gmail's page: sends, edits or deletes the drafts, as script.toml tells."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes
from email.policy import SMTP, default
from email.utils import format_datetime
from typing import Any

from gmail.sandbox import Sandbox, SeenMail
from service.demo.mailbox import Act, reply, script
from service.demo.narrator import Event

OWN_WORDS = "\n\nP.S. It was good to hear about the team.\n"

PLACEHOLDER = b"the-letter@demo.example"
"""What the replies call the letter they answer, wherever they name it."""


class DemoPerson:
    """Acts on the drafts that Afterword placed, each as the script says, once."""

    def __init__(self, sandbox: Sandbox, email: str) -> None:
        self._sandbox = sandbox
        self._email = email
        self._person = sandbox.person(email)
        self._done: set[int] = set()
        self._seen: set[str] = set()
        self._script = script()

    def new_letters(self, status: dict[str, Any]) -> list[tuple[str, SeenMail]]:
        """The drafts that lie in Gmail for the first time, with whose they are."""
        drafts = {draft.draft_id: draft for draft in self._person.drafts()}
        found = []
        for follow_up in _placed(status):
            id_ = follow_up["draft_id"]
            if id_ in drafts and id_ not in self._seen:
                self._seen.add(id_)
                stage = follow_up["stage"].replace("_", " ")
                found.append((f"{follow_up['company']}, {stage}", drafts[id_]))
        return found

    def act(self, status: dict[str, Any], now: datetime) -> list[Event]:
        """Do what is due by the script; an event for each act."""
        events = []
        for follow_up in _placed(status):
            act = self._act_for(follow_up, now)
            if act is not None:
                self._done.add(follow_up["id"])
                self._do(act, follow_up["draft_id"], now)
                text = f"{follow_up['company']}: Alex {_WORDS[act.act]} in Gmail"
                events.append(Event(status["at"], "person", follow_up["application"], text))
        return events

    def _act_for(self, follow_up: dict[str, Any], now: datetime) -> Act | None:
        if follow_up["id"] in self._done:
            return None
        waited = now - datetime.fromisoformat(follow_up["placed_at"])
        for act in self._script:
            named = act.concerns(follow_up["stage"], follow_up["to"])
            if named and act.act in _WORDS and waited >= act.after:
                return act
        return None

    def _do(self, act: Act, draft_id: str, now: datetime) -> None:
        drafts = {draft.draft_id: draft for draft in self._person.drafts()}
        if draft_id not in drafts:
            return
        if act.act == "delete":
            self._person.delete_draft(draft_id)
            return
        if act.act == "edit_and_send":
            text = drafts[draft_id].text.rstrip() + OWN_WORDS
            draft_id = self._person.edit_draft(draft_id, text=text)
        sent = self._person.send_draft(draft_id)
        if act.reply is not None:
            at = now + act.delay
            self._sandbox.deliver(
                self._email, _answering(reply(act.reply), sent, at), at, thread_id=sent.thread_id
            )


_WORDS = {
    "send": "reads the draft and presses Send",
    "edit_and_send": "adds a line to the draft and sends it",
    "delete": "deletes the draft",
}


def _placed(status: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        follow_up
        for application in status["applications"]
        for follow_up in application["follow_ups"]
        if follow_up["state"] == "placed"
    ]


def _answering(raw: bytes, sent: SeenMail, at: datetime) -> bytes:
    """The reply as it comes: to this very letter, at this moment."""
    letter_id = str(message_from_bytes(sent.raw, policy=default)["Message-ID"])
    raw = raw.replace(PLACEHOLDER, letter_id.strip("<>").encode())
    message = message_from_bytes(raw, policy=default)
    for name, value in (
        ("In-Reply-To", letter_id),
        ("References", letter_id),
        ("Date", format_datetime(at)),
    ):
        del message[name]
        message[name] = str(value)
    return message.as_bytes(policy=SMTP)
