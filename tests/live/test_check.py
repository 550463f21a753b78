"""The live check's own logic, on the sandbox with a scripted person: it answers what is so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from gmail.client import GmailClient
from gmail.endpoint import Endpoint
from gmail.oauth import Grant, credentials
from gmail.sandbox import Person, Quirks, Sandbox
from gmail.tokens import FileTokens
from service.home import Home
from service.store.accounts import account_for
from tests.gmail.door_world import MemoryTokens
from tests.live.check import Terminal, check
from tests.live.questions import LiveCheck

ALEX = "alex@example.com"
NOW = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)


@dataclass
class Script:
    """A person who does as they are told, but for the steps in `skips`; `says` collects."""

    person: Person
    skips: frozenset[str] = frozenset()
    leave_wrapper: bool = False
    undo_makes_anew: bool = False
    sees_text: bool = True
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def do(self, step: str, words: str) -> bool:
        self.asked.append(step)
        if step in self.skips:
            return False
        if step == "wait":
            return True
        draft_id = self.person.drafts()[0].draft_id or ""
        match step:
            case "edit" | "phone":
                self.person.edit_draft(draft_id, text=f"A word more ({step}).")
            case "send":
                self.person.send_draft(draft_id, leave_wrapper=self.leave_wrapper)
            case "undo" if self.undo_makes_anew:
                self._undo(draft_id)
        return True

    def _undo(self, draft_id: str) -> None:
        """The letter comes back as another draft with the same words."""
        draft = next(each for each in self.person.drafts() if each.draft_id == draft_id)
        self.person.delete_draft(draft_id)
        self.person.compose_draft(
            draft.thread_id, draft.text, to=", ".join(draft.to), subject=draft.subject
        )

    def yes(self, step: str, words: str) -> bool | None:
        self.asked.append(step)
        return None if step in self.skips else self.sees_text

    def say(self, words: str) -> None:
        self.said.append(words)


@dataclass
class Account:
    """A sandbox with one account, and a client of it."""

    sandbox: Sandbox
    client: GmailClient

    @property
    def person(self) -> Person:
        return self.sandbox.person(ALEX)

    def answers(self, script: Script) -> dict[str, str]:
        live = LiveCheck(self.client, ALEX, script, token="7f3a", now=lambda: NOW)
        found = list(live.run())
        assert len({answer.question for answer in found}) == len(found)
        return {answer.question: answer.answer for answer in found}


@pytest.fixture
def open_account() -> Iterator[Callable[[Quirks], Account]]:
    opened: list[Account] = []

    def open_it(quirks: Quirks) -> Account:
        sandbox = Sandbox(lambda: NOW, quirks=quirks).start()
        sandbox.add_account(ALEX)
        tokens = MemoryTokens()
        document = sandbox.authorized_user(ALEX)
        tokens.save(ALEX, Grant.from_authorized_user(document, from_google=False).to_json())
        endpoint = Endpoint(sandbox.url, sandbox.url)
        keys = credentials(ALEX, tokens, endpoint, now=lambda: NOW)
        opened.append(Account(sandbox, GmailClient(keys, endpoint, now=lambda: NOW)))
        return opened[-1]

    yield open_it
    for account in opened:
        account.client.close()
        account.sandbox.stop()


def test_each_open_question_gets_an_answer(open_account: Callable[[Quirks], Account]) -> None:
    account = open_account(Quirks())
    told = account.answers(Script(account.person))
    assert told == {
        "headers after drafts.create": "Message-ID kept, X- header kept",
        "draft id after a composer edit": "kept, its message id is new",
        "headers after a composer edit": "Message-ID kept, X- header gone, parts text/plain became "
        "multipart/alternative+text/plain+text/html",
        "headers after a send from Gmail's page": "Message-ID replaced, X- header gone, parts "
        "text/plain became multipart/alternative+text/plain+text/html",
        "draft id after a send": "gone",
        "history records of a send": "messagesAdded[INBOX,SENT,UNREAD]; messagesDeleted[DRAFT]",
        "a threaded draft opens in the browser": "with its text",
        "a threaded draft opens in the Gmail app on an Android phone": "with its text",
        "draft id after undo-send": "kept, its message id too",
        "headers after undo-send": "Message-ID kept, X- header kept, In-Reply-To kept, "
        "References kept",
        "draft id after an edit on Android": "kept, its message id is new",
        "headers after an edit on Android": "Message-ID kept, X- header gone, In-Reply-To kept, "
        "References kept, parts text/plain became multipart/alternative+text/plain+text/html",
    }


def test_another_gmail_gets_other_answers(open_account: Callable[[Quirks], Account]) -> None:
    other = Quirks(
        draft_keeps_message_id=False,
        page_send_keeps_message_id=True,
        page_edit_keeps_x_headers=True,
        page_edit_keeps_draft_id=False,
        page_edit_writes_html=False,
    )
    account = open_account(other)
    script = Script(account.person, leave_wrapper=True, undo_makes_anew=True, sees_text=False)
    told = account.answers(script)
    assert told["headers after drafts.create"] == "Message-ID replaced, X- header kept"
    assert told["draft id after a composer edit"] == "new; the draft was found by its message id"
    assert told["headers after a composer edit"] == "Message-ID kept, X- header kept"
    assert told["a threaded draft opens in the browser"] == "EMPTY"
    assert told["draft id after undo-send"] == "new; the draft was found by its words"


def test_a_wrapper_around_sent_mail_is_told_and_left(
    open_account: Callable[[Quirks], Account],
) -> None:
    account = open_account(Quirks())
    script = Script(account.person, leave_wrapper=True)
    told = account.answers(script)
    assert told["draft id after a send"].startswith("still there, around a message with")
    assert "SENT" in told["draft id after a send"]
    assert len(account.person.messages("SENT")) == 1
    assert any("delete it yourself" in words for words in script.said)


def test_every_letter_goes_to_the_account_itself_and_none_is_sent_by_the_check(
    open_account: Callable[[Quirks], Account],
) -> None:
    account = open_account(Quirks())
    account.answers(Script(account.person))
    assert account.sandbox.sends == []
    for mail in account.person.messages():
        assert mail.to == (ALEX,)
        assert message_from_bytes(mail.raw)["Cc"] is None


def test_what_is_skipped_is_said_and_untouched_drafts_are_taken_away(
    open_account: Callable[[Quirks], Account],
) -> None:
    account = open_account(Quirks())
    steps = frozenset({"edit", "opens", "opens_phone", "undo", "phone"})
    told = account.answers(Script(account.person, skips=steps))
    assert told["headers after a composer edit"] == "not tried"
    assert told["a threaded draft opens in the browser"] == "not tried"
    assert told["draft id after undo-send"] == "not tried"
    assert account.person.drafts() == []


def test_without_a_sent_letter_there_is_no_thread_to_answer_in(
    open_account: Callable[[Quirks], Account],
) -> None:
    account = open_account(Quirks())
    told = account.answers(Script(account.person, skips=frozenset({"send"})))
    assert told["headers after a send from Gmail's page"] == "not tried"
    assert not any("thread" in question for question in told)


# --- the command around it ---


@pytest.fixture
def home(tmp_path: Path) -> Iterator[tuple[Home, Sandbox]]:
    with Sandbox(lambda: NOW) as sandbox:
        sandbox.add_account(ALEX)
        environ = {
            "AFTERWORD_HOME": str(tmp_path),
            "AFTERWORD_GMAIL_ENDPOINT": sandbox.url,
            "AFTERWORD_OAUTH_ENDPOINT": sandbox.url,
        }
        found = Home.open(None, environ)
        tokens = FileTokens(tmp_path / "tokens")
        yield (
            Home(found.config, found.settings, found.store, lambda: tokens, found.endpoint),
            sandbox,
        )
        found.store.close()


def connected(home: Home, sandbox: Sandbox) -> None:
    grant = Grant.from_authorized_user(sandbox.authorized_user(ALEX), from_google=False)
    home.tokens.save(ALEX, grant.to_json())
    with home.store.write() as session:
        account_for(session, ALEX)


def typing(*replies: str) -> tuple[Terminal, list[str]]:
    """A terminal at which these lines are typed, and what it shows."""
    shown: list[str] = []
    left = iter(replies)

    def ask(words: str) -> str:
        shown.append(words)
        return next(left)

    return Terminal(ask, shown.append), shown


def test_nothing_is_done_before_the_person_agrees(home: tuple[Home, Sandbox]) -> None:
    installed, sandbox = home
    connected(installed, sandbox)
    terminal, shown = typing("?", "n")
    assert check(installed, None, terminal, "7f3a") == (0, ())
    assert "test account" in "".join(shown)
    assert sandbox.requests == []


def test_an_account_that_is_not_connected_is_told(home: tuple[Home, Sandbox]) -> None:
    terminal, shown = typing()
    assert check(home[0], None, terminal, "7f3a") == (2, ())
    assert "afterword connect" in "".join(shown)


def test_answers_come_one_a_line_as_they_are_found(home: tuple[Home, Sandbox]) -> None:
    installed, sandbox = home
    connected(installed, sandbox)
    terminal, shown = typing("y", "s", "s")
    code, answers = check(installed, ALEX, terminal, "7f3a")
    assert code == 0
    assert len(answers) == 4
    assert "  headers after drafts.create: Message-ID kept, X- header kept\n" in shown


def test_a_lost_grant_ends_it_in_words(home: tuple[Home, Sandbox]) -> None:
    installed, sandbox = home
    connected(installed, sandbox)
    sandbox.revoke(ALEX)
    terminal, shown = typing("y")
    assert check(installed, None, terminal, "7f3a") == (1, [])
    assert "afterword connect" in shown[-1]
