"""One story: Alex, their Gmail, those who write to them, and the service that may die.

Each method is one thing that happens. The clock moves on a minute at each, so that no two words
are said at once; nothing is looked at until a pass is made (`look`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from gmail.drafts import fingerprint
from gmail.message.model import Message
from gmail.oauth import credentials
from gmail.sandbox import Person, SeenMail
from gmail.sandbox.mailbox import Mailbox
from service.account import AccountWorker, Pass
from service.gmail_mailbox import GmailMailbox
from service.reading.model import Facts
from service.reading.reader import read
from service.store.engine import Store
from service.wiring import worker_for
from tests.model import cast
from tests.model.cast import ALEX, ALIAS, ROLES, Mail, Thread
from tests.model.ledger import Fate, Ledger, Placed, View, view
from tests.model.near import Death, DirectWire, HttpWire, Killed, MortalStore, NearClient
from tests.model.theatre import QUIRKS, MemoryTokens, Theatre, endpoint, grant
from tests.model.truth import INTERVIEWS, POLICIES, Letter, Policy, Truth

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class World:
    """A story as it is told. `truth` and `ledger` are the model's; `look` makes one pass."""

    def __init__(
        self,
        theatre: Theatre,
        quirks: str = "as reported",
        account: str = ALEX,
        *,
        over_http: bool = False,
    ) -> None:
        self.theatre, self.account, self.over_http = theatre, account, over_http
        self.clock = theatre.clock
        self.sandbox = theatre.enter(quirks)
        # Where an edit gives a draft a new id and new words, nobody can tell that it was ours.
        self.ids_stay = QUIRKS[quirks].page_edit_keeps_draft_id
        self.truth = Truth()
        self.threads = {
            name: Thread(f"Interview with {role.company}: {role.role}", [])
            for name, role in ROLES.items()
        }
        self.tokens, self.death = MemoryTokens(), Death()
        self.policy_name = "usual"
        self.ledger = Ledger(self.mailbox, self.clock.now, lambda: self.policy_name)
        self.mine: set[str] = set()
        self.freed_at: datetime | None = None
        self.broken = False
        self.passes = 0
        self._count = 0
        self.connects()
        self._start()

    # -- the house --------------------------------------------------------------------------

    def mailbox(self) -> Mailbox:
        return self.sandbox.mailbox(self.account)

    @property
    def person(self) -> Person:
        return self.sandbox.person(self.account)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def policy(self) -> Policy:
        return POLICIES[self.policy_name]

    def _start(self) -> None:
        """A new process: nothing is left of the one before but the database and the token."""
        self.death.countdown = None
        self.store: Store = MortalStore(self.theatre.store, self.death)
        self._worker: AccountWorker | None = None

    def worker(self) -> AccountWorker:
        if self._worker is None:
            self._worker = self.new_worker(self.store)
        return self._worker

    def new_worker(self, store: Store, *, preview: bool = False) -> AccountWorker:
        """A worker on a database, under the story's present policy; a preview places nothing."""
        where = endpoint(self.sandbox)
        keys = credentials(self.account, self.tokens, where)
        wire: DirectWire = DirectWire(self.sandbox, self.death, self.ledger.watch)
        if self.over_http:
            wire = HttpWire(self.sandbox, self.death, self.ledger.watch)
        mailbox = GmailMailbox(self.account, NearClient(keys, where, wire, self.clock.now))
        settings = self.theatre.previews if preview else self.theatre.settings
        return worker_for(store, mailbox, lambda: settings[self.policy_name], _understood)

    def tick(self, length: timedelta = MINUTE) -> None:
        self.clock.set(self.now + length)
        self.mailbox()  # what was on its way arrives

    # -- the other side ---------------------------------------------------------------------

    def says(
        self,
        kind: str,
        role: str = "data",
        *,
        number: int = 0,
        start: datetime | None = None,
        until: date | None = None,
        calendar: bool = True,
        age: timedelta = timedelta(0),
        later: timedelta = timedelta(0),
    ) -> Mail:
        """Mail of a role's people: written `age` ago, or arriving `later`; now if neither."""
        self.tick()
        self._count += 1
        # Seconds keep two mails apart that were written a round number of hours ago.
        at = self.now - age + later + timedelta(seconds=self._count % 60 if age or later else 0)
        entry = calendar and kind in INTERVIEWS
        sender = cast.writer(ROLES[role], kind, calendar=entry)
        message_id = f"<mail-{self._count}@mail.example>"
        mail = Mail(
            kind, role, at, message_id, number, start, until, human=bool(sender), sender=sender
        )
        raw = self._written(mail, calendar)
        self.truth.mails.append((mail, max(self.now, at)))
        self.sandbox.deliver(self.account, raw, at)
        return mail

    def _written(self, mail: Mail, calendar: bool) -> bytes:
        role, thread = ROLES[mail.role], self.threads[mail.role]
        match mail.kind:
            case "confirm":
                raw = cast.confirmation(role, mail, thread, calendar=calendar)
            case "move":
                raw = cast.move(role, mail, thread, calendar=calendar)
            case "cancel":
                raw = cast.cancellation(role, mail, thread, calendar=calendar)
            case "newsletter":
                return cast.newsletter(mail)
            case "colleague":
                return cast.colleague(role, mail)
            case "away":
                return cast.away(role, mail, thread)
            case kind:
                write = {
                    "postpone": cast.postponement,
                    "answer": cast.answer,
                    "promise": cast.promise,
                    "call": cast.call,
                    "rejection": cast.rejection,
                    "offer": cast.offer,
                }[kind]
                raw = write(role, mail, thread)
        thread.ids.append(mail.message_id)
        return raw

    def bounces(self, letter: Letter) -> None:
        """The candidate's letter comes back."""
        self.tick()
        self._count += 1
        (failed, *_) = sorted(letter.to)
        message_id = f"<mail-{self._count}@mail.example>"
        mail = Mail(
            "bounce",
            letter.role,
            self.now,
            message_id,
            failed=failed,
            human=False,
            returns=letter.header_id,
        )
        raw = cast.bounce(mail, self.threads[letter.role], letter.header_id)
        self.truth.mails.append((mail, self.now))
        self.sandbox.deliver(self.account, raw)

    # -- the candidate ----------------------------------------------------------------------

    def sends(self, placed: Placed, *, wrapper: bool = False) -> None:
        """Press Send on one of our drafts, touched or not."""
        self.tick()
        sent = self.person.send_draft(placed.draft_id, leave_wrapper=wrapper)
        self.ledger.ended(placed, Fate.SENT)
        self._wrote(sent, placed.role, placed)

    def edits(self, placed: Placed, *, subject: str | None = None) -> None:
        """Change its words, or its subject: then it moves to another thread."""
        self.tick()
        text = None if subject else f"In my own words, {self.now:%H:%M}."
        placed.draft_id = self.person.edit_draft(placed.draft_id, text=text, subject=subject)
        placed.fate = Fate.TOUCHED

    def opens(self, placed: Placed) -> None:
        """Open it in the composer and close it: saved anew, word for word the same."""
        self.tick()
        placed.draft_id = self.person.edit_draft(placed.draft_id)

    def discards(self, placed: Placed) -> None:
        self.tick()
        self.person.delete_draft(placed.draft_id)
        self.ledger.ended(placed, Fate.DISCARDED)

    def begins(self, role: str) -> str:
        """Begin a letter of their own in the newest thread of a role."""
        self.tick()
        thread = self._newest(role).thread_id
        draft_id = self.person.compose_draft(thread, "Dear all, I was thinking")
        self.mine.add(draft_id)
        return draft_id

    def drops(self, draft_id: str) -> None:
        """Throw the own draft away."""
        self.tick()
        self.person.delete_draft(draft_id)
        self.mine.discard(draft_id)
        self.freed_at = self.now

    def finishes(self, draft_id: str, role: str) -> None:
        """Send the own draft."""
        self.tick()
        self._wrote(self.person.send_draft(draft_id), role)
        self.mine.discard(draft_id)

    def writes(self, role: str, *, new_thread: bool = False, alias: bool = False) -> None:
        """A letter of the candidate's own to who leads the role."""
        self.tick()
        name, email = ROLES[role].people[0]
        text = "Dear all,\n\nthank you again for the talk.\n\nAlex"
        subject = f"Thank you ({ROLES[role].role})"
        if alias:
            self._count += 1
            thread = self.threads[role]
            answers = [] if new_thread or not thread.ids else thread.ids[-1:]
            topic = f"Re: {thread.subject}" if answers else subject
            message_id = f"<own-{self._count}@morgan.example>"
            to = f"{name} <{email}>"
            raw = cast.own(to, self.now, message_id, topic, answers)
            sent = self.person.send(raw)
        elif new_thread:
            sent = self.person.send(to=email, subject=subject, text=text)
        else:
            parent = self._newest(role).message_id
            sent = self.person.send(to=email, text=text, in_reply_to=parent)
        self._wrote(sent, role)

    def _wrote(self, sent: SeenMail, role: str, placed: Placed | None = None) -> None:
        header_id = self.mailbox().messages[sent.message_id].mail.message_id
        letter = Letter(self.now, role, frozenset(sent.to), header_id)
        if placed is not None:
            letter = replace(letter, stage=placed.stage, number=placed.number)
        self.truth.letters.append(letter)

    def _newest(self, role: str) -> SeenMail:
        """The newest mail of a role in the mailbox; KeyError if there is none."""
        ids = {m.message_id: m for m in self.truth.said(role, self.now) if m.kind != "bounce"}
        for stored in self.mailbox().newest_first():
            if stored.mail.message_id in ids and ids[stored.mail.message_id].human:
                (seen,) = [s for s in self.person.thread(stored.thread_id)
                           if s.message_id == stored.id]  # fmt: skip
                return seen
        raise KeyError(role)

    # -- the house's troubles ---------------------------------------------------------------

    def edits_config(self, policy: str) -> None:
        self.tick()
        self.policy_name = policy

    def forgets_history(self) -> None:
        self.sandbox.expire_history(self.account)

    def revokes(self) -> None:
        self.sandbox.revoke(self.account)

    def connects(self) -> None:
        """`afterword connect`, then the service reads the token anew."""
        self.tokens.save(self.account, grant(self.sandbox, self.account).to_json())
        self._worker = None

    # -- passes -----------------------------------------------------------------------------

    def look(self, *, dies_at: int | None = None) -> Pass | None:
        """One pass; None where the process died at that point of it, and a new one began.

        What was on its way arrives before. Faults that were planned strike in this pass alone.
        """
        self.tick()
        self.passes += 1
        self.broken = True  # until what it did has been checked
        before = view(self.mailbox())
        self.death.countdown = dies_at
        try:
            return self.worker().work(self.now)
        except Killed:
            self._start()
            return None
        finally:
            self.death.countdown = None
            self.sandbox.faults.clear()
            self.check_mailbox(before)

    def check_mailbox(self, before: View) -> None:
        """A pass has changed nothing in Gmail but drafts of its own that nobody touched."""
        assert not self.ledger.faults, self.ledger.faults
        assert not self.sandbox.sends
        after, drafts = view(self.mailbox()), self.mailbox().drafts
        own = {drafts[p.draft_id] for p in self.ledger.live() if p.draft_id in drafts}
        gone = before.keys() - after.keys()
        for id_ in gone:
            _thread, labels, raw = before[id_]
            assert labels == {"DRAFT"}, f"a pass deleted {labels}"
            assert any(
                p.fate is Fate.WITHDRAWN and p.ended_at == self.now and p.words == fingerprint(raw)
                for p in self.ledger.placed
            ), "a pass deleted a draft that is not in the book"
        for id_ in after.keys() - before.keys():
            assert id_ in own, "a pass made a message that is no draft of ours"
            assert after[id_][1] == {"DRAFT"}
        for id_ in before.keys() & after.keys():
            assert before[id_] == after[id_], "a pass changed a message"


def _understood(message: Message) -> Facts:
    return read(message, me=frozenset({ALEX, ALIAS}), time_zone="America/New_York")
