"""What is new in a message, and what is history or signature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail.message.quotes import is_attribution, is_forward_subject, new_regions, new_text

HEADERS = (
    "From: Jane Roe <jane@initech.example>\nSent: Monday, March 2, 2026 10:00 AM\n"
    "To: Alex\nSubject: Interview\n"
)


@pytest.mark.parametrize(
    "history",
    [
        "On Mon, Mar 2, 2026 at 10:00 AM Jane Roe <jane@initech.example> wrote:\n> old\n> words",
        "On Mon, Mar 2, 2026 at 10:00 AM Jane Roe <\njane@initech.example> wrote:\n\n> old",
        "Le lun. 2 mars 2026 à 10:00, Jane Roe <jane@initech.example> a écrit :\n> vieux",
        "Am Mo., 2. März 2026 um 10:00 Uhr schrieb Jane Roe <jane@initech.example>:\n> alt",
        "Am 02.03.26 um 10:00 schrieb Jane Roe:\n> alt",
        "El lun, 2 mar 2026 a las 10:00, Jane Roe (<jane@initech.example>) escribió:\n> viejo",
        "Op ma 2 mrt 2026 om 10:00 schreef Jane Roe <jane@initech.example>:\n> oud",
        "Il giorno lun 2 mar 2026 alle 10:00 Jane Roe <j@initech.example> ha scritto:\n> vecchio",
        "Em seg., 2 de mar. de 2026 às 10:00, Jane Roe <jane@initech.example> escreveu:\n> velho",
        "Den mån 2 mars 2026 kl 10:00 skrev Jane Roe <jane@initech.example>:\n> gammal",
        "Jane Roe <jane@initech.example> wrote:\n> old",
        "---- On Mon, 02 Mar 2026 10:00:00 -0800 Jane <jane@initech.example> wrote ----\nold",
        "-----Original Message-----\n" + HEADERS + "\nold words",
        "________________________________\n" + HEADERS + "\nold words",
        HEADERS + "\nold words",
        "*From:* Jane\n*Sent:* Monday\n*Subject:* Interview\n\nold words",
        "Von: Jane Roe\nGesendet: Montag, 2. März 2026\nAn: Alex\nBetreff: Gespräch\n\nalte Worte",
        "De : Jane Roe\nEnvoyé : lundi 2 mars 2026\nÀ : Alex\nObjet : Entretien\n\nvieux",
        "-----Ursprüngliche Nachricht-----\nalte Worte",
    ],
)
def test_history_below_an_answer_falls_away(history: str) -> None:
    assert new_text(f"Thursday works.\n\n{history}\n", subject="Re: Interview") == "Thursday works."


def test_answers_between_quoted_lines_stay() -> None:
    text = "> Thursday?\nYes.\n\n> By phone?\nVideo, please.\n"
    assert new_text(text) == "Yes.\n\nVideo, please."


def test_an_answer_below_the_quotation_stays() -> None:
    text = "On Mon, Mar 2, 2026 Jane Roe wrote:\n> Thursday?\n\nYes, gladly.\n"
    assert new_text(text) == "Yes, gladly."


def test_a_signature_and_a_phones_line_fall_away() -> None:
    assert new_text("See you.\n-- \nJane Roe\nInitech\n") == "See you."
    assert new_text("See you.\n\nSent from my iPhone\n") == "See you."
    assert new_text("Bis dann.\n\nVon meinem iPhone gesendet\n") == "Bis dann."


def test_a_long_text_below_two_dashes_is_no_signature() -> None:
    agenda = "\n".join(f"{hour}:00 session {hour}" for hour in range(1, 20))
    assert agenda in new_text(f"Schedule\n--\n{agenda}\n")


def test_a_pure_forward_keeps_what_was_forwarded_without_its_headers() -> None:
    text = (
        "---------- Forwarded message ---------\n" + HEADERS + "\nThe interview is on Thursday.\n"
    )
    assert new_text(text, subject="Fwd: Interview") == "The interview is on Thursday."


def test_a_forward_with_a_note_keeps_both_and_drops_the_older_history() -> None:
    text = (
        "See below.\n\n---------- Forwarded message ---------\n"
        + HEADERS
        + "\nThursday at 2 PM.\n\nOn Sun, Mar 1, 2026 Bob <bob@example.com> wrote:\n> When?\n"
    )
    assert new_text(text, subject="Fwd: Interview") == "See below.\n\nThursday at 2 PM."


def test_an_outlook_forward_is_known_by_its_subject() -> None:
    text = "FYI\n\n" + HEADERS + "\nThursday at 2 PM.\n"
    assert "Thursday" in new_text(text, subject="FW: Interview")
    assert new_text(text, subject="RE: Interview") == "FYI"


def test_apple_mails_quoted_forward_is_unquoted() -> None:
    text = (
        "> Begin forwarded message:\n> \n> From: Jane <j@example.com>\n"
        "> Subject: x\n> Date: 2 March\n> \n> Thursday.\n"
    )
    assert new_text(text) == "Thursday."


@pytest.mark.parametrize(
    "text",
    [
        "Date: March 5\nFrom: 2:00 PM\nTo: 3:00 PM\nSubject: Interview",
        "We wrote: the report is due.",
        "On this day\n\nI wrote something very interesting.",
        "Please bring:\n- your passport\n- a pen",
        "From: the whole team, welcome!",
    ],
)
def test_prose_that_only_looks_like_history_stays(text: str) -> None:
    assert new_text(text) == text


def test_an_empty_answer_is_empty() -> None:
    assert new_text("On Mon, Mar 2, 2026 Jane Roe wrote:\n> Thursday?\n") == ""


@pytest.mark.parametrize("subject", ["Fwd: x", "FW: x", "WG: x", "TR : x", "[ext] Fwd: x", "RV: x"])
def test_forward_subjects(subject: str) -> None:
    assert is_forward_subject(subject)
    assert not is_forward_subject(f"Re: {subject}")


def test_a_sentence_with_a_verb_of_writing_is_no_attribution() -> None:
    assert is_attribution("On 2 March Jane wrote:")
    assert not is_attribution("We wrote:")


LINES = st.sampled_from(
    ["", "Hello", "> quoted", ">", "On 2 March 2026 Jane wrote:", "-- ", "____________",
     "From: a@example.com",
     "Sent: 2 March", "Subject: x", "Sent from my iPhone", "---------- Forwarded message ---------",
     "> Begin forwarded message:", "| piped", "2026-03-02 10:00 GMT+01:00 Jane <j@example.com>:"]
)  # fmt: skip


@given(st.lists(LINES, max_size=25), st.sampled_from(["Re: x", "Fwd: x", ""]))
def test_the_regions_are_the_new_text(lines: list[str], subject: str) -> None:
    text = "\n".join(lines)
    regions = new_regions(text, subject=subject)
    assert "\n".join(text[start:end] for start, end in regions).rstrip() == new_text(
        text, subject=subject
    )
    assert all(0 <= start <= end <= len(text) for start, end in regions)
