"""The encoder: what it takes in of a mail, and that its word counts where it should."""

from __future__ import annotations

import numpy as np
import pytest

from service.reading.encoder.encoder import encoder, packed, unpacked
from service.reading.encoder.pieces import MOST, SHAPES, Vocabulary, shape
from service.reading.kind.features import features_of
from service.reading.kind.model import model
from service.reading.kind.opinion import WORD_OF_THE_ENCODER, opinion_of
from service.reading.model import Kind
from service.reading.view import View
from tests.service.reading.mail import mail

PIECES = ["[CLS]", "[SEP]", "[UNK]", "inter", "##view", "muller", "on", "friday", "b", "##y", "."]
SAID = "Hi Alex, your interview for the Data Engineer role is confirmed for Thursday at 2 PM."


def vocabulary() -> Vocabulary:
    return Vocabulary(PIECES)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Interview", ["inter", "##view"]),
        ("MÜLLER", ["muller"]),
        ("by", ["b", "##y"]),
        ("interim", ["[UNK]"]),
        ("x" * 100, ["[UNK]"]),
    ],
)
def test_a_word_becomes_the_longest_pieces_that_are_known(word: str, pieces: list[str]) -> None:
    assert [PIECES[at] for at in vocabulary().pieces_of(word)] == pieces


@pytest.mark.parametrize(
    ("word", "written"),
    [("interview", 0), ("Interview", 1), ("I", 1), ("IBM", 2), ("McKay", 3), ("2pm", 4), (".", 0)],
)
def test_a_word_keeps_how_it_is_written_and_whether_it_begins_a_line(
    word: str, written: int
) -> None:
    assert shape(word, begins_line=False) == written
    assert shape(word, begins_line=True) == written + SHAPES // 2


def test_a_line_begins_after_a_break_alone() -> None:
    found = vocabulary().encode("", "", "on Friday\nby Friday")
    assert [at >= SHAPES // 2 for at in found.shapes] == [
        *(False, False, False),  # before and between sender, subject and body
        *(True, False, True, True, False),  # "by" is two pieces
        False,
    ]


def test_of_a_long_mail_the_head_and_the_end_are_read() -> None:
    found = vocabulary().encode("", "Interview", f"friday {'on ' * 500}\nMüller")
    assert len(found.pieces) == len(found.shapes) == MOST
    assert PIECES[found.pieces[5]] == "friday"
    assert PIECES[found.pieces[-2]] == "muller"


@pytest.mark.parametrize("text", ["", " \n", "\x00\ud83d", "ß" * 9_000, "日本語 " * 4_000])
def test_any_text_can_be_read(text: str) -> None:
    found = encoder().vocabulary.encode(text, text, text)
    assert 4 <= len(found.pieces) <= MOST


def test_what_is_packed_comes_back_to_within_a_step_of_its_row() -> None:
    table = np.array([[0.5, -1.27, 0.003], [0.0, 0.0, 0.0], [100.0, 12.0, -7.0]])
    stored = packed("head.weight", table)
    back = stored["head.weight"].astype(float) * stored["head.weight.scale"]
    assert stored["head.weight"].dtype == np.int8
    assert np.abs(back - table).max(axis=1) == pytest.approx([0, 0, 0], abs=100 / 254)
    assert np.abs(back - table)[0].max() <= 1.27 / 254 + 1e-9


def test_the_encoder_tells_apart_what_differs_in_the_order_of_its_words_alone() -> None:
    one = View(mail("We met Anna, not you, for the interview. We hire you, not Anna."))
    other = View(mail("We met you, not Anna, for the interview. We hire Anna, not you."))
    assert one.words == other.words
    assert model().scores(features_of(one)) == model().scores(features_of(other))
    assert encoder().reads(one, ()).kinds != encoder().reads(other, ()).kinds


def test_probabilities_sum_to_one() -> None:
    view = View(mail(SAID))
    assert sum(encoder().reads(view, features_of(view).marks).kinds.values()) == pytest.approx(1)
    assert sum(opinion_of(view, features_of(view)).kinds.values()) == pytest.approx(1)


def test_in_english_both_have_a_word() -> None:
    view = View(mail(SAID))
    features = features_of(view)
    nets, read = model().scores(features), encoder().reads(view, features.marks).kinds
    both = opinion_of(view, features).kinds
    kind = Kind.INTERVIEW_CONFIRMATION
    assert both[kind] == pytest.approx(
        (1 - WORD_OF_THE_ENCODER) * nets[kind] + WORD_OF_THE_ENCODER * read[kind]
    )


def test_the_nets_are_alone_where_they_are_sure_of_nothing() -> None:
    body = (
        "Grow your business with our low rates! This offer is for a limited time, order today "
        "and save. To be removed from our list, reply with remove."
    )
    view = View(mail(body, subject="Re: [users] build fails"))
    features = features_of(view)
    opinion = opinion_of(view, features)
    assert opinion.kinds == model().scores(features)
    assert opinion.tagged is None


def test_a_signal_of_another_language_goes_before_the_encoder() -> None:
    view = View(
        mail("Guten Tag, wir bestätigen Ihnen das Vorstellungsgespräch am Donnerstag um 14 Uhr.")
    )
    features = features_of(view)
    opinion = opinion_of(view, features)
    nets, read = model().scores(features), encoder().reads(view, features.marks).kinds
    kind = Kind.INTERVIEW_CONFIRMATION
    assert opinion.kinds[kind] == pytest.approx(0.7 * nets[kind] + 0.3 * read[kind], abs=1e-6)
    assert opinion.tagged is not None


def test_the_shipped_file_holds_each_kind_once() -> None:
    assert sorted(encoder().kinds) == sorted(Kind)


def test_a_file_that_lacks_a_table_is_refused() -> None:
    with pytest.raises(KeyError):
        unpacked(PIECES, packed("head.weight", np.zeros((2, 2))))
