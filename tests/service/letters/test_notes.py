"""The candidate's notes: what becomes of them, and what is left to the person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.policy import Stage
from service.letters.example import sparse_request
from service.letters.languages.points import Kind
from service.letters.model import Correspondent, LetterRequest
from service.letters.notes import read_notes
from service.letters.others import Listed
from service.letters.proofread import proofread
from service.letters.write import write

ROE = Correspondent("Jane Roe", "jane@initech.example", title="Dr.")


def noted(note: str, language: str = "en", **facts: object) -> LetterRequest:
    request = replace(sparse_request(Stage.THANK_YOU, language), recipient=ROE, notes=(note,))
    return replace(request, **facts)  # type: ignore[arg-type]  # any field, by name


def read(note: str, language: str = "en", **facts: object) -> list[tuple[str, str]]:
    points = read_notes(noted(note, language, **facts)).points
    return [(point.kind.value, point.text) for point in points]


def test_the_note_of_the_handbook_becomes_three_points() -> None:
    note = "talked about their Kafka migration; I'd stress on-call experience; concern: no Go"
    assert read(note) == [
        ("discussed", "your Kafka migration"),
        ("stressed", "my on-call experience"),
        ("concern", "the question of my experience with Go"),
    ]


@pytest.mark.parametrize(
    ("note", "kind", "text"),
    [
        ("We discussed how they do on-call.", "discussed", "how you do on-call"),
        ("talked with Sam about incident reviews", "discussed", "incident reviews"),
        ("discussed Dr. Roe's plans", "discussed", "your plans"),
        ("talked about her team", "discussed", "your team"),
        ("We discussed the legacy jobs and how they fail", "discussed", "the legacy jobs"),
        ("they asked about my time at Acme", "discussed", "my time at Acme"),
        ("Liked their review culture!", "liked", "your review culture"),
        ("stress Python and SQL", "stressed", "my experience with Python and SQL"),
        ("mention mentoring juniors", "stressed", "my experience in mentoring juniors"),
        ("I should mention I led a team of five", "stressed", "that I led a team of five"),
        ("highlight that I've run on-call", "stressed", "that I have run on-call"),
        ("stress: fluent in German", "stressed", "that I am fluent in German"),
        ("I want to stress team player", "stressed", "that I am a team player"),
        ("concern: too junior", "concern",
         "the question of whether I am too junior for the role"),
        ("they worried about my lack of people management", "concern",
         "the question of my experience with people management"),
        ("concern that I haven't managed people", "concern",
         "the fact that I have not managed people"),
        ("concerns: no degree", "concern", "the question of a degree"),
        ("concern was relocation", "concern", "the question of relocation"),
        ("worried about my notice period", "concern", "the question of my notice period"),
    ],
)  # fmt: skip
def test_clauses_turn_into_words_for_the_reader(note: str, kind: str, text: str) -> None:
    assert read(note) == [(kind, text)]


@pytest.mark.parametrize(
    "note",
    [
        "great vibe, nice people",
        "interview went well",
        "promised to send the link to my repo",
        "Dr. Roe said they decide by Friday",
        "impressed by how calm the team is",
        "stress led team of 5",
        "talked about {{ 7*7 }} and <b>x</b>",
        "talked about https://example.com/x",
        "discussed the system and she asked why I left",
        "talked about " + "very " * 30 + "much",
    ],
)
def test_what_fits_no_sentence_is_left_out_and_told(note: str) -> None:
    said = read_notes(noted(note))
    assert said.points == ()
    assert said.unused


def test_her_and_his_are_not_guessed_on_a_panel() -> None:
    others = (Correspondent("Sam Lee"),)
    assert read("talked about her team", others=others) == []


def test_a_note_about_another_application_stays_out() -> None:
    note = "stress that I have an offer from Globex; talked about their rota"
    assert read(note, others_names=Listed(("Globex",))) == [("discussed", "your rota")]


@pytest.mark.parametrize(
    ("language", "note", "points"),
    [
        ("de", "über ihre Kafka-Migration gesprochen; Bedenken: kein Go",
         [("discussed", "Ihre Kafka-Migration"), ("concern", "meine Erfahrung mit Go")]),
        ("de", "betonen: Erfahrung mit Kafka. Bedenken: Umzug",
         [("stressed", "meine Erfahrung mit Kafka"), ("concern", "das Thema „Umzug“")]),
        ("fr", "parlé de leur migration; souligner mon expérience de Kafka; réserve : pas d'Ada",
         [("discussed", "à propos de votre migration"), ("stressed", "mon expérience de Kafka"),
          ("concern", "mon expérience d'Ada")]),
        ("es", "hablamos del equipo de datos; destacar experiencia con Kafka; duda: nada de Go",
         [("discussed", "del equipo de datos"), ("stressed", "mi experiencia con Kafka"),
          ("concern", "mi experiencia con Go")]),
        ("nl", "over hun migratie gesproken; benadrukken dat ik drie talen spreek",
         [("discussed", "uw migratie"), ("stressed", "dat ik drie talen spreek")]),
    ],
)  # fmt: skip
def test_notes_in_the_letters_own_language(
    language: str, note: str, points: list[tuple[str, str]]
) -> None:
    assert read(note, language) == points


def test_a_note_in_another_language_than_the_letter_is_left_out() -> None:
    assert read("talked about their plans for the data team", "de") == []


def test_a_letter_says_the_notes_in_whole_sentences_and_passes() -> None:
    request = noted("talked about their rota; I'd stress that I led a team; concern: no Go")
    letter = write(request)
    assert "your rota" in letter.text
    assert "that I led a team" in letter.text
    assert "my experience with Go" in letter.text
    assert proofread(letter, request) == ()


def test_only_the_first_concern_is_taken_up() -> None:
    request = noted("concern: no Go; concern: relocation")
    assert len(read_notes(request).of(Kind.CONCERN)) == 2
    assert "relocation" not in write(request).text
