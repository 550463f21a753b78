"""Stories of our letters in a person's Drafts folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gmail.client import GmailClient
from gmail.drafts import (
    DraftState,
    Withdrawal,
    compose,
    find,
    fingerprint,
    look,
    place,
    state,
    withdraw,
)
from gmail.errors import DoubtfulWriteError, UnavailableError
from gmail.sandbox import Person, Quirks
from tests.gmail.door_world import ALEX, World, letter, world


@pytest.fixture
def home() -> Iterator[World]:
    with world() as made:
        yield made


def person(home: World) -> Person:
    return home.sandbox.person(ALEX)


def test_a_letter_lies_in_the_right_thread_as_the_person_sees_it(home: World) -> None:
    thread = home.deliver()
    placed = place(home.client(), letter(thread))
    (seen,) = person(home).drafts()
    assert (seen.draft_id, seen.message_id) == (placed.draft_id, placed.message_id)
    assert seen.thread_id == placed.thread_id == thread
    assert seen.to == ("jane@initech.example",)
    assert seen.subject == "Re: Interview"
    assert not placed.strayed
    assert placed.rfc_message_id == letter(thread).message_id
    assert home.sandbox.sends == []


def test_a_message_id_that_gmail_replaced_is_noted() -> None:
    with world(quirks=Quirks(draft_keeps_message_id=False)) as home:
        thread = home.deliver()
        placed = place(home.client(), letter(thread))
        assert placed.rfc_message_id != letter(thread).message_id
        assert state(home.client(), placed) is DraftState.UNTOUCHED


def test_a_letter_that_gmail_put_elsewhere_says_so(home: World) -> None:
    thread = home.deliver(subject="Something else")
    placed = place(home.client(), letter(thread))
    assert placed.strayed == (placed.thread_id != thread)
    assert placed.strayed


def test_a_new_letter_is_found_by_its_id_its_message_id_and_its_words(home: World) -> None:
    thread = home.deliver()
    client = home.client()
    placed = place(client, letter(thread))
    words = placed.fingerprint
    by = [
        find(client, draft_id=placed.draft_id),
        find(client, draft_id="r0", rfc_message_id=placed.rfc_message_id),
        find(client, rfc_message_id="<other@example.com>", thread_id=thread, fingerprint=words),
    ]
    assert [found.by for found in by if found] == ["draft id", "message id", "words"]
    assert {found.draft_id for found in by if found} == {placed.draft_id}


def test_another_threads_same_words_are_not_taken_for_ours(home: World) -> None:
    thread = home.deliver()
    client = home.client()
    placed = place(client, letter(thread))
    assert find(client, thread_id="19c0000000000001", fingerprint=placed.fingerprint) is None
    assert find(client, thread_id=thread, fingerprint="0" * 64) is None
    assert find(client, draft_id="r0") is None


def test_a_letter_is_found_where_the_search_of_the_server_is_wrong(home: World) -> None:
    thread = home.deliver()
    client = home.client()
    other = place(client, letter(None, in_reply_to=None, message_id="<other@example.com>"))
    placed = place(client, letter(thread))

    class WrongSearch(GmailClient):
        """As a server that takes rfc822msgid: for words: it finds the wrong draft."""

        def drafts(self, q: str = "", page_token: str | None = None):  # type: ignore[no-untyped-def]
            page = super().drafts("", page_token)
            if not q:
                return page
            wrong = tuple(ref for ref in page.drafts if ref.draft_id == other.draft_id)
            return type(page)(wrong, None)

    searching = WrongSearch(home.keys(), home.endpoint, now=home.now, sleep=home.nap)
    found = find(searching, rfc_message_id=placed.rfc_message_id)
    searching.close()
    assert found is not None
    assert found.draft_id == placed.draft_id


@pytest.mark.parametrize("quirks", [Quirks(), Quirks(draft_keeps_message_id=False)])
def test_a_letter_placed_though_its_answer_was_lost_is_found_and_not_doubled(
    quirks: Quirks,
) -> None:
    with world(quirks=quirks) as home:
        thread = home.deliver()
        home.sandbox.faults.drop("POST", "/drafts", acts=True)
        placed = place(home.client(), letter(thread))
        assert [seen.draft_id for seen in person(home).drafts()] == [placed.draft_id]
        assert state(home.client(), placed) is DraftState.UNTOUCHED


def test_a_letter_that_never_arrived_stays_doubtful(home: World) -> None:
    thread = home.deliver()
    home.sandbox.faults.drop("POST", "/drafts", acts=False)
    with pytest.raises(DoubtfulWriteError):
        place(home.client(), letter(thread))
    assert person(home).drafts() == []


def test_a_letter_that_cannot_be_read_back_is_placed_all_the_same(home: World) -> None:
    thread = home.deliver()
    home.sandbox.faults.refuse("GET", "/drafts/", status=400, reason="badRequest")
    placed = place(home.client(), letter(thread))
    assert placed.fingerprint == fingerprint(compose(letter(thread)))
    assert state(home.client(), placed) is DraftState.UNTOUCHED


def test_an_untouched_letter_is_withdrawn(home: World) -> None:
    placed = place(home.client(), letter(home.deliver()))
    assert withdraw(home.client(), placed) is Withdrawal.WITHDRAWN
    assert person(home).drafts() == []
    assert withdraw(home.client(), placed) is Withdrawal.ALREADY_GONE


def test_a_letter_saved_anew_with_our_words_is_still_ours(home: World) -> None:
    placed = place(home.client(), letter(home.deliver()))
    person(home).edit_draft(placed.draft_id, text=letter(None).text.replace("\n", "\n "))
    assert withdraw(home.client(), placed) is Withdrawal.WITHDRAWN


@pytest.mark.parametrize("keeps_id", [True, False])
@pytest.mark.parametrize("keeps_message_id", [True, False])
def test_a_letter_the_person_touched_is_theirs(keeps_id: bool, keeps_message_id: bool) -> None:
    quirks = Quirks(page_edit_keeps_draft_id=keeps_id, page_edit_keeps_message_id=keeps_message_id)
    with world(quirks=quirks) as home:
        placed = place(home.client(), letter(home.deliver()))
        person(home).edit_draft(placed.draft_id, text="Dear Jane, thanks!")
        outcome = withdraw(home.client(), placed)
        assert len(person(home).drafts()) == 1
        known = keeps_id or keeps_message_id
        assert outcome is (Withdrawal.KEPT_EDITED if known else Withdrawal.ALREADY_GONE)


def test_a_letter_whose_subject_the_person_changed_is_theirs(home: World) -> None:
    placed = place(home.client(), letter(home.deliver()))
    person(home).edit_draft(placed.draft_id, subject="Thank you")
    assert withdraw(home.client(), placed) is Withdrawal.KEPT_EDITED
    assert state(home.client(), placed) is DraftState.EDITED


def test_a_draft_id_that_changed_without_a_change_of_words_is_followed() -> None:
    with world(quirks=Quirks(page_edit_keeps_draft_id=False)) as home:
        placed = place(home.client(), letter(home.deliver()))
        new_id = person(home).edit_draft(placed.draft_id, text=letter(None).text)
        now, found = look(home.client(), placed)
        assert now is DraftState.UNTOUCHED
        assert found is not None
        assert found.draft_id == new_id != placed.draft_id
        assert withdraw(home.client(), placed) is Withdrawal.WITHDRAWN


def test_the_shell_around_a_sent_letter_is_never_deleted(home: World) -> None:
    placed = place(home.client(), letter(home.deliver()))
    sent = person(home).send_draft(placed.draft_id, leave_wrapper=True)
    assert state(home.client(), placed) is DraftState.SENT_WRAPPER
    assert withdraw(home.client(), placed) is Withdrawal.KEPT_SENT
    assert sent.message_id in [seen.message_id for seen in person(home).messages("SENT")]
    assert home.asked("DELETE", "/drafts") == 0


@pytest.mark.parametrize("deed", ["send", "delete"])
def test_a_letter_sent_or_thrown_away_is_gone(home: World, deed: str) -> None:
    placed = place(home.client(), letter(home.deliver()))
    if deed == "send":
        person(home).send_draft(placed.draft_id)
    else:
        person(home).delete_draft(placed.draft_id)
    assert state(home.client(), placed) is DraftState.GONE
    assert withdraw(home.client(), placed) is Withdrawal.ALREADY_GONE


def test_a_deletion_whose_answer_was_lost_is_looked_after(home: World) -> None:
    placed = place(home.client(), letter(home.deliver()))
    home.sandbox.faults.drop("DELETE", "/drafts", acts=False, times=2)
    with pytest.raises(UnavailableError):
        withdraw(home.client(), placed)
    assert len(person(home).drafts()) == 1
    home.sandbox.faults.clear()
    home.sandbox.faults.drop("DELETE", "/drafts", acts=True)
    assert withdraw(home.client(), placed) is Withdrawal.WITHDRAWN
    assert person(home).drafts() == []


def test_a_deletion_that_never_arrived_is_asked_for_once_more(home: World) -> None:
    placed = place(home.client(), letter(home.deliver()))
    home.sandbox.faults.drop("DELETE", "/drafts", acts=False)
    assert withdraw(home.client(), placed) is Withdrawal.WITHDRAWN
    assert person(home).drafts() == []


def test_a_draft_edited_between_look_and_look_again_is_kept(home: World) -> None:
    """The look is fresh: what was true when the letter was placed does not count."""
    client = home.client()
    placed = place(client, letter(home.deliver()))
    assert state(client, placed) is DraftState.UNTOUCHED
    person(home).edit_draft(placed.draft_id, text="mine now")
    assert withdraw(client, placed) is Withdrawal.KEPT_EDITED


def test_an_update_keeps_the_draft_and_changes_the_message(home: World) -> None:
    client = home.client()
    thread = home.deliver()
    placed = place(client, letter(thread))
    again = client.update_draft(placed.draft_id, compose(letter(thread, text="New")), thread)
    assert again.draft_id == placed.draft_id
    assert again.message_id != placed.message_id
    assert person(home).drafts()[0].text.strip() == "New"
