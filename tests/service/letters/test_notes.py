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
        ("talked with Dr. Roe about incident reviews", "discussed", "incident reviews"),
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


def test_a_talk_with_somebody_else_is_not_told_as_one_with_the_reader() -> None:
    note = "talked with Tom about incident reviews"
    assert read(note) == []
    assert read(note, others=(Correspondent("Tom Park"),)) == [("discussed", "incident reviews")]


@pytest.mark.parametrize(
    ("note", "points"),
    [
        ("spoke w Jane abt the roadmap, she liked my work on search",
         [("discussed", "the roadmap"), ("discussed", "my work on search")]),
        ("my forklift cert came up, need to stress that i can do night shifts",
         [("discussed", "my forklift certification"), ("stressed", "that I can do night shifts")]),
        ("they think im overqualified",
         [("concern", "the question of whether I am overqualified for the role")]),
        ("main concern seemed to be that I have no agency experience",
         [("concern", "the question of my agency experience")]),
        ("she was worried I'd find it dull",
         [("concern", "the question of whether I would find it dull")]),
        ("Forgot to say: fluent in Portuguese", [("stressed", "that I am fluent in Portuguese")]),
        ("tell them i can start in april", [("stressed", "that I can start in April")]),
        ("stress: 8 yrs of B2B sales", [("stressed", "my eight years of B2B sales")]),
        ("Topics: intake, triage, nights", [("discussed", "intake, triage, and nights")]),
        ("1) talked about testing 2) stress my Urdu",
         [("discussed", "testing"), ("stressed", "my Urdu")]),
        ("I liked that engineers talk to customers",
         [("liked", "that engineers talk to customers")]),
        ("talked about the migraton and stress my expereince with Helm",
         [("discussed", "the migration"), ("stressed", "my experience with Helm")]),
    ],
)  # fmt: skip
def test_notes_typed_on_a_phone(note: str, points: list[tuple[str, str]]) -> None:
    assert read(note) == points


@pytest.mark.parametrize(
    "note",
    [
        "they asked about my notice period",
        "talked about on call pay",
        "stress calm",
        "stress it",
        "mention I has led a team",
        "discussed the custmer portel",
    ],
)
def test_what_would_read_badly_is_left_to_the_person(note: str) -> None:
    assert read(note) == []


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
        ("de", "Gutes Gespräch, viel über das Team geredet; erwähnen, dass ich Urdu spreche",
         [("discussed", "das Team"), ("stressed", "dass ich Urdu spreche")]),
        ("de", "Sie waren unsicher wegen meiner fehlenden SAP-Kenntnisse",
         [("concern", "meine SAP-Kenntnisse")]),
        ("fr", "j'ai bien aimé leur façon de travailler; point faible : pas de permis",
         [("liked", "votre façon de travailler"), ("concern", "la question « permis »")]),
        ("es", "me gustó cómo organizan las guardias; les preocupa que no tengo experiencia en SAP",
         [("liked", "cómo organizan las guardias"), ("concern", "mi experiencia con SAP")]),
        ("nl", "vond hun aanpak sterk; ze twijfelen of ik genoeg ervaring heb met Java",
         [("liked", "uw aanpak"), ("concern", "mijn ervaring met Java")]),
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


def test_only_the_first_concern_is_taken_up_and_the_other_is_told() -> None:
    request = noted("concern: no Go; concern: relocation")
    said = read_notes(request)
    assert len(said.of(Kind.CONCERN)) == 1
    assert said.unused == ("concern: relocation",)
    assert "relocation" not in write(request).text
