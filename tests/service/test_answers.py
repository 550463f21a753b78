"""What counts as an answer, and what ends an application."""

from __future__ import annotations

from datetime import date

from gmail.message.model import Automatic
from service.answers import bounced, decision, failing, is_absence, is_answer, reached
from service.applications import Application, application_of, group
from service.outcomes import in_doubt
from service.read_message import ReadMessage
from service.reading.model import Kind
from tests.service.told import JANE, NO_REPLY, talk, told, wrote

REJECTION = Kind.REJECTION
TALK = told(
    "a", "2026-03-02 09:00", Kind.INTERVIEW_CONFIRMATION, interview=talk("2026-03-05 14:00")
)


def test_a_sure_rejection_ends_the_application_whoever_sends_it() -> None:
    word = told("b", "2026-03-09 09:00", REJECTION, by=NO_REPLY)
    assert is_answer(word)
    assert decision(_of(TALK, word)) == word


def test_an_unsure_rejection_of_a_persons_is_an_answer_and_the_person_is_asked() -> None:
    word = _unsure(told("b", "2026-03-09 09:00", REJECTION))
    assert is_answer(word)
    assert decision(_of(TALK, word)) is None
    assert "may be a rejection" in (in_doubt(_of(TALK, word)) or "")


def test_a_later_word_of_theirs_ends_the_doubt() -> None:
    word = _unsure(told("b", "2026-03-09 09:00", REJECTION))
    assert in_doubt(_of(TALK, word, told("c", "2026-03-10 09:00"))) is None


def test_an_unsure_rejection_of_a_machine_is_nothing() -> None:
    assert not is_answer(_unsure(told("b", "2026-03-09 09:00", REJECTION, by=NO_REPLY)))


def test_a_machine_that_asks_to_the_next_step_has_answered() -> None:
    assert is_answer(told("b", "2026-03-09 09:00", Kind.INTERVIEW_INVITATION, by=NO_REPLY))
    assert is_answer(told("b", "2026-03-09 09:00", Kind.ASSESSMENT, by=NO_REPLY))
    assert not is_answer(told("b", "2026-03-09 09:00", Kind.STATUS_UPDATE, by=NO_REPLY))


def test_the_candidates_withdrawal_outweighs_their_later_word() -> None:
    own = wrote("b", "2026-03-09 09:00")
    own = own.model_copy(update={"facts": own.facts.model_copy(update={"withdraws": True})})
    found = _of(TALK, own, told("c", "2026-03-10 09:00", REJECTION))
    assert decision(found) == own


def test_an_address_fails_until_somebody_writes_from_it() -> None:
    letter = wrote("b", "2026-03-06 09:00")
    returned = _report("c", "2026-03-06 09:05")
    bad = frozenset({JANE})
    assert failing(bad, [TALK, letter, returned]) == bad
    assert failing(bad, [TALK, letter, returned, told("d", "2026-03-09 09:00")]) == frozenset()
    assert failing(bad, [TALK, letter]) == bad, "it failed in another application"


def test_what_they_wrote_before_the_report_came_does_not_make_the_address_good() -> None:
    letter = wrote("b", "2026-03-06 09:00")
    word = told("c", "2026-03-07 09:00")
    assert failing(frozenset({JANE}), [TALK, letter, word, _report("d", "2026-03-08 09:00")]) == {
        JANE
    }


def test_a_report_that_cites_a_letter_returns_that_one_alone_whenever_it_comes() -> None:
    one, two = wrote("b", "2026-03-06 09:00"), wrote("c", "2026-03-06 10:00", thread="t2")
    report = _report("d", "2026-03-16 10:00", answers="b", thread="t3")
    messages = [TALK, one, two, report]
    assert bounced(one, messages) == {JANE}
    assert reached(two, messages)


def test_a_report_without_a_citation_returns_what_was_sent_in_the_days_before() -> None:
    letter, report = wrote("b", "2026-03-06 09:00"), _report("c", "2026-03-10 09:00", thread="t3")
    assert bounced(letter, [TALK, letter, report]) == {JANE}
    late = _report("c", "2026-03-12 09:00", thread="t3")
    assert reached(letter, [TALK, letter, late])


def test_a_late_report_in_a_thread_returns_the_last_letter_of_it() -> None:
    one, two = wrote("b", "2026-03-06 09:00"), wrote("c", "2026-03-13 09:00")
    messages = [TALK, one, two, _report("d", "2026-03-20 09:00")]
    assert reached(one, messages)
    assert bounced(two, messages) == {JANE}


def test_an_absence_is_of_one_who_is_known_or_was_written_to() -> None:
    assert _counts(_away(by=JANE)), "she confirmed the interview"
    assert _counts(_away(by="hr@initech.example")), "they were written to"
    assert _counts(_away(thread="t2")), "he answers for them in the thread"
    assert _counts(_away(answers="b"))
    assert not _counts(_away()), "his note answers a letter about something else"


def _away(
    by: str = "omar@initech.example", thread: str = "t9", answers: str | None = None
) -> ReadMessage:
    return told(
        "z",
        "2026-03-09 09:00",
        by=by,
        thread=thread,
        answers=answers,
        automatic=Automatic.AUTO_REPLY,
        away_until=date(2026, 3, 16),
    )


def _counts(note: ReadMessage) -> bool:
    """Whether a note of absence counts where Jane confirmed and the candidate wrote to HR."""
    letter = wrote("b", "2026-03-09 08:00", to="hr@initech.example", thread="t2")
    return is_absence(note, application_of([TALK, letter, note]))


def _report(id_: str, when: str, *, answers: str | None = None, thread: str = "t1") -> ReadMessage:
    """A mail system's report that a letter to Jane failed."""
    return told(
        id_,
        when,
        by="mailer-daemon@googlemail.com",
        automatic=Automatic.BOUNCE,
        failed=(JANE,),
        answers=answers,
        thread=thread,
    )


def _of(*messages: ReadMessage) -> Application:
    (found,) = group(messages)
    return found


def _unsure(message: ReadMessage) -> ReadMessage:
    return message.model_copy(update={"facts": message.facts.model_copy(update={"score": 0.4})})
