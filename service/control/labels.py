"""Labels on threads in Gmail: what Afterword shows, and what the person says with them. Opt-in.

    Afterword/Waiting, /Ready, /Closed   shown on the threads of each application
    Afterword/Stop, /Snooze              read as commands; taken off again, they are undone

Gmail is compared with what should be, so that a pass missed or done twice is harmless. Labels are
known by their id: one that the person renames stays ours under the new name, one that they delete
is made anew. No other label is ever touched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from gmail.errors import NotFoundError
from service.control.model import Act, Control, Decision, Purpose
from service.mailbox import Labels
from service.store import decisions, labels
from service.store.engine import Store
from service.store.models import DecisionRow

log = logging.getLogger(__name__)


SHOWN = (Purpose.WAITING, Purpose.READY, Purpose.CLOSED)
COMMANDS = {Purpose.STOP: Act.STOP, Purpose.SNOOZE: Act.SNOOZE}
_PURPOSE_OF = {act.value: purpose for purpose, act in COMMANDS.items()}

Ids = Mapping[Purpose, str]
Shown = dict[str, frozenset[Purpose]]
"""Which of our labels lie on which thread."""

UntilWhen = Callable[[datetime], datetime]


class LabelKeeper:
    """Keeps one account's labels. `until` says how long the label Snooze means, from a moment.

    `open_labels` may raise ScopeMissingError, and every method any GmailError.
    """

    def __init__(
        self,
        store: Store,
        account_id: int,
        open_labels: Callable[[], Labels],
        until: UntilWhen,
    ) -> None:
        self._store = store
        self._account_id = account_id
        self._open = open_labels
        self._until = until
        self._open_labels: Labels | None = None
        self._shown: Shown | None = None

    def obey(self, now: datetime) -> None:
        """Turn labels that the person put on or took off into decisions; take off what is over."""
        box = self._box()
        ids = self._ids(box)
        for purpose, act in COMMANDS.items():
            there = box.threads(ids[purpose])
            with self._store.write() as session:
                known = {
                    row.thread_id or "": row
                    for row in decisions.labelled(session, self._account_id)
                    if row.act == act
                }
                for thread_id in sorted(there - known.keys()):
                    application = labels.application_of(session, self._account_id, thread_id)
                    if application is not None:
                        until = self._until(now) if act is Act.SNOOZE else None
                        word = Decision(act, now, until=until, by="label")
                        decisions.note(session, application, word, label_on=thread_id)
                for thread_id, row in known.items():
                    if thread_id not in there:
                        decisions.label_gone(session, row, now)
        self._take_off(box, ids, now)

    def show(self, now: datetime, planned: Collection[int]) -> None:
        """Put the state of each application on its threads.

        The first time all of them are compared with Gmail, then only those `planned` in this pass
        with what we showed last: a wake-up costs what is due, not what exists.
        """
        if self._shown is not None and not planned:
            return
        box = self._box()
        ids = self._ids(box)
        everything = self._shown is None
        with self._store.read() as session:
            wanted = labels.wanted(session, self._account_id, None if everything else planned)
        shown = _listed(box, ids) if self._shown is None else self._shown
        for thread_id, purpose in sorted(wanted.items()):
            there = shown.get(thread_id, frozenset())
            add = [ids[purpose]] if purpose and purpose not in there else []
            remove = [ids[other] for other in SHOWN if other is not purpose and other in there]
            if add or remove:
                _change(box, thread_id, add, remove)
            shown[thread_id] = frozenset({purpose} if purpose else ())
        self._shown = shown
        log.debug("labels compared on %d threads at %s", len(wanted), now)

    def open_anew(self) -> None:
        """Read the token anew at the next pass: after a refusal the person may connect again."""
        self._open_labels = self._shown = None

    def _box(self) -> Labels:
        if self._open_labels is None:
            self._open_labels = self._open()
        return self._open_labels

    def _ids(self, box: Labels) -> dict[Purpose, str]:
        """The id of each label; what is missing in Gmail is made."""
        there = box.all()
        by_name = {name.casefold(): id_ for id_, name in there.items()}
        with self._store.read() as session:
            known = labels.known(session, self._account_id)
        ids = {}
        for purpose in Purpose:
            ids[purpose] = known.get(purpose, "")
            if ids[purpose] not in there:
                ids[purpose] = by_name.get(purpose.label.casefold()) or box.make(purpose.label)
                self._made(box, purpose, ids[purpose])
        return ids

    def _made(self, box: Labels, purpose: Purpose, id_: str) -> None:
        """A new label: what the deleted one said is said again with it."""
        self._shown = None
        with self._store.read() as session:
            rows = decisions.labelled(session, self._account_id)
        for row in rows:
            if row.act == COMMANDS.get(purpose) and row.thread_id and row.undone_at is None:
                _change(box, row.thread_id, [id_], [])
        with self._store.write() as session:
            labels.remember(session, self._account_id, purpose, id_)

    def _take_off(self, box: Labels, ids: Ids, now: datetime) -> None:
        """Labels of decisions that are no longer in force: undone, lifted, or over."""
        with self._store.read() as session:
            over = [
                row
                for row in decisions.labelled(session, self._account_id)
                if not _in_force(
                    row,
                    decisions.control_of(session, row.account_id, row.application_id),
                    now,
                )
            ]
        for row in over:
            _change(box, row.thread_id or "", [], [ids[_PURPOSE_OF[row.act]]])
            with self._store.write() as session:
                session.get_one(DecisionRow, row.id).label_on = False


def _listed(box: Labels, ids: Ids) -> Shown:
    """What Gmail shows of our labels now."""
    shown: Shown = {}
    for purpose in SHOWN:
        for thread_id in box.threads(ids[purpose]):
            shown[thread_id] = shown.get(thread_id, frozenset()) | {purpose}
    return shown


def _in_force(row: DecisionRow, control: Control, now: datetime) -> bool:
    if row.undone_at is not None:
        return False
    if row.act == Act.STOP:
        return control.stopped_at is not None
    ours = [s for s in control.snoozes if (s.at, s.until) == (row.at, row.until)]
    return any(snooze.until > now for snooze in ours)


def _change(box: Labels, thread_id: str, add: list[str], remove: list[str]) -> None:
    try:
        box.change(thread_id, add=add, remove=remove)
    except NotFoundError:
        log.info("a thread to be labelled is gone")
