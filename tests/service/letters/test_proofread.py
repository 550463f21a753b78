"""The proofreader finds each kind of damage in an otherwise good letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from scheduler.policy import Stage
from service.letters.example import example_request
from service.letters.model import Letter, LetterRequest
from service.letters.others import Listed
from service.letters.proofread import proofread
from service.letters.spelling import mended, misspelled, unknown_words
from service.letters.write import write

REQUEST = replace(example_request(Stage.STATUS_CHECK), notes=(), others_names=Listed(("Globex",)))
GOOD = write(REQUEST)
Damage = Callable[[str], str]


def said(text: str) -> Damage:
    """The letter with one more sentence at the end of its second paragraph."""

    def damage(letter: str) -> str:
        first, second, rest = letter.split("\n\n", 2)
        return "\n\n".join((first, f"{second} {text}", rest))

    return damage


def rules(letter: Letter, request: LetterRequest = REQUEST) -> set[str]:
    return {problem.rule for problem in proofread(letter, request)}


def test_the_good_letter_has_no_problem() -> None:
    assert proofread(GOOD, REQUEST) == ()


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (said("I like {{ company }}."), "placeholder"),
        (said("I like [Company]."), "placeholder"),
        (said("I like <company>."), "placeholder"),
        (said("I like None."), "placeholder"),
        (said("I am am glad."), "doubled word"),
        (said("I will recieve it."), "spelling"),
        (said("I am glad , too."), "punctuation"),
        (said("i am glad."), "sentence"),
        (said("I am glad!"), "exclamation"),
        (said("I am just checking in."), "phrase"),
        (said("I hope this email finds you well."), "phrase"),
        (said("I also spoke with Globex."), "other application"),
        (said("We meet on Sunday."), "date"),
        (said("I have 12 years of it."), "figure"),
        (said("word " * 70 + "end."), "length"),
        (lambda text: "\n\n".join([text.split("\n\n")[0], "Yes.", text.split("\n\n")[-1]]),
         "length"),
        (lambda text: text.split("\n\n", 1)[1], "interviewer"),
        (lambda text: text.replace("Dear Dr. Roe,", "Dear Dr. Poe,"), "interviewer"),
        (lambda text: text.replace("Dear Dr. Roe,", "Thank you, Dr. Roe. So."), "salutation"),
        (lambda text: text.replace("Alex Morgan", "Alex Norman"), "closing"),
        (lambda text: text.rsplit("\n\n", 1)[0] + "\n", "closing"),
        (lambda text: text.replace("Initech", "Initrode"), "company"),
        (lambda text: text.replace("\n\n", "\n\n\n", 1), "empty lines"),
        (lambda text: text.replace(".\n\n", "\n\n", 1), "sentence"),
    ],
)  # fmt: skip
def test_damage_is_found(damage: Damage, rule: str) -> None:
    assert rule in rules(replace(GOOD, text=damage(GOOD.text)))


@pytest.mark.parametrize(
    "subject", ["", "Two\nlines", "Two\r\nBcc: x@example.org", "Hidden\u202e mark", "x" * 2000]
)
def test_a_subject_must_be_a_header(subject: str) -> None:
    assert "subject" in rules(replace(GOOD, subject=subject))


def test_a_promise_nobody_made_is_found() -> None:
    unpromised = replace(REQUEST, promised=None)
    assert "promise" in rules(GOOD, unpromised)
    wrong_day = replace(REQUEST, promised=date(2026, 3, 20))
    assert "figure" in rules(GOOD, wrong_day)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "nl"])
def test_in_every_language_a_promise_needs_evidence(language: str) -> None:
    for stage in (Stage.THANK_YOU, Stage.STATUS_CHECK):
        for key in range(8):
            request = replace(example_request(stage, language), key=str(key))
            letter = write(request)
            assert rules(letter, request) == set()
            assert "promise" in rules(letter, replace(request, promised=None)), letter.text


def test_a_signature_is_the_persons_own_and_is_not_judged() -> None:
    who = replace(REQUEST.candidate, signature="Ask me about recieving 99 parcels!\n[Portfolio]")
    request = replace(REQUEST, candidate=who)
    assert proofread(write(request), request) == ()


def test_a_name_that_is_also_a_word_or_a_month_does_not_block() -> None:
    names = ("May", "Indeed", "Target", "March", "Hope")
    request = replace(REQUEST, others_names=Listed(names))
    for key in range(20):
        asked = replace(request, key=str(key))
        assert "other application" not in rules(write(asked), asked)
    told = replace(GOOD, text=said("I also spoke with Target last week.")(GOOD.text))
    assert "other application" in rules(told, request)


def test_a_name_shared_with_this_application_is_not_foreign() -> None:
    shared = replace(REQUEST, others_names=Listed(("Initech", "Jane Roe", "Sam Lee", "Alex")))
    assert proofread(write(shared), shared) == ()


def test_doubled_words_that_a_name_brings_are_right() -> None:
    request = replace(REQUEST, company="Duran Duran")
    assert "doubled word" not in rules(write(request), request)


@pytest.mark.parametrize(
    "sentence",
    [
        "I would bring a experience of five years.",
        "I has often thought about it.",
        "I am confident that I can closing that gap.",
        "He do the work of two people.",
    ],
)
def test_slips_of_grammar_are_found(sentence: str) -> None:
    assert "grammar" in rules(replace(GOOD, text=said(sentence)(GOOD.text)))


def test_a_name_makes_no_slip_of_grammar() -> None:
    for company in ("A Honest Co", "The The", "I Has It"):
        request = replace(REQUEST, company=company)
        assert "grammar" not in rules(write(request), request)


def test_spanish_is_spelled_with_all_its_forms() -> None:
    right = "Muchas gracias por decírmelo; quisiera ayudarte y pudiéramos hablar antes."
    assert misspelled(right, "es", ()) == ()
    assert misspelled("Fue un placer y muchas grasias por la entrebista.", "es", ()) == (
        "grasias",
        "entrebista",
    )


def test_a_slip_of_the_finger_is_mended_only_where_one_word_can_be_meant() -> None:
    assert mended("my expereince with a migraton", "en", ()) == "my experience with a migration"
    assert (
        mended("our terraform, airbyte and Kafak", "en", ()) == "our terraform, airbyte and Kafak"
    )
    assert mended("la entrebista", "es", ()) == "la entrevista"
    assert mended("talked to initeck", "en", ("initeck",)) == "talked to initeck"


def test_names_of_things_are_not_spelling_mistakes() -> None:
    assert misspelled("I used Kubernetes and terraform at Acme.", "en", ()) == ()
    assert unknown_words("I used Kubernetes.", "en") == ("Kubernetes",)
    assert misspelled("The programme's colour was realised.", "en", ()) == ()
    assert misspelled("Ich habe eine Entschiedung erwartet und vielen dnak.", "de", ()) == ("dnak",)
    assert misspelled("anything gose in a languige without dictionary", "it", ()) == ()
