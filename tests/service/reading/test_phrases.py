"""The little language in which phrases are written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.reading.kind.language import language_of, languages
from service.reading.kind.phrases import Phrase, level


@given(st.text())
def test_leveling_keeps_every_character_in_its_place(text: str) -> None:
    assert len(level(text)) == len(text)


def test_a_blank_is_any_white_space_and_a_tilde_a_gap() -> None:
    phrase = Phrase("invite you ~interview")
    assert phrase.search(level("We INVITE  you\nto a first interview."))
    assert not phrase.search(level("We invite you. The interview is over."))


def test_anchors_are_letters_that_every_match_holds() -> None:
    assert Phrase("(is|has been) (confirmed|scheduled)").anchors == ("confirmed", "scheduled")
    assert Phrase("(a|b)").anchors == ()


def test_no_anchor_hides_a_match() -> None:
    text = level("Please let us know if this time works; your interview has been confirmed.")
    for language in languages().values():
        for found in language.signals.values():
            for phrase in found:
                if phrase.pattern.search(text):
                    assert phrase.search(text)


def test_each_language_knows_itself() -> None:
    assert language_of("vielen dank für ihre bewerbung wir melden uns bei ihnen") == "de"
    assert language_of("nous vous remercions pour votre candidature et notre échange") == "fr"
    assert language_of("muchas gracias por tu interés en nuestra empresa y por el tiempo") == "es"
    assert language_of("bedankt voor je sollicitatie wij nemen graag contact met je op") == "nl"
    assert language_of("thank you for your application") == "en"


def test_every_language_file_knows_the_same_signals() -> None:
    wanted = {"interview", "confirm", "reschedule", "cancel", "reject", "offer", "ack"}
    for language in languages().values():
        assert wanted <= language.signals.keys(), language.code
