# ruff: noqa: E501  # one message a line
"""Words that a talk was not held, and that the candidate withdraws."""

from __future__ import annotations

import pytest

from service.reading.model import Kind
from tests.service.reading.mail import ME, facts

OWN = f"Alex Morgan <{ME}>"


@pytest.mark.parametrize(
    "words",
    [
        "Sorry that I missed our interview today. I was held up. Let us find a new time.",
        "You did not join our interview at 2 PM. Please let us know if you would like another time.",
        "We waited for you in the video call for the Data Engineer interview, but you were not there.",
        "I am so sorry, I was unable to attend our scheduled interview this morning.",
        "Leider habe ich unser Vorstellungsgespräch heute verpasst. Wir melden uns mit einem neuen Termin.",
        "Désolée, j'ai manqué notre entretien de ce matin. Je vous propose une autre date pour l'entretien.",
        "Lo siento, no pude asistir a nuestra entrevista de hoy. Le propongo otra fecha para la entrevista.",
        "Sorry, ik heb ons sollicitatiegesprek van vandaag gemist. Ik stuur u een nieuw voorstel.",
    ],
)
def test_a_talk_that_was_not_held(words: str) -> None:
    assert facts(words, subject="Interview with Initech: Data Engineer").not_held


@pytest.mark.parametrize(
    "words",
    [
        "Thank you for our interview today. It was good to meet you, and we will be in touch.",
        "Sorry that I missed your call about the interview. I will call back tomorrow.",
        "We are looking forward to our interview on Thursday. Please join at 2 PM.",
        "Danke für das gute Vorstellungsgespräch heute. Wir melden uns nächste Woche.",
    ],
)
def test_a_talk_that_was_held_or_lies_ahead(words: str) -> None:
    assert not facts(words, subject="Interview with Initech: Data Engineer").not_held


@pytest.mark.parametrize(
    "words",
    [
        "Thank you for everything, but I would like to withdraw my application.",
        "I have accepted another offer and would like to be taken out of consideration.",
        "Please remove me from the process.",
        "Vielen Dank für das Gespräch. Hiermit ziehe ich meine Bewerbung als Ingenieurin zurück.",
        "Merci pour votre temps. Je vous écris pour vous dire que je souhaite retirer ma candidature.",
        "Muchas gracias por la entrevista. Quisiera retirar mi candidatura del proceso.",
        "Bedankt voor het gesprek. Hierbij wil ik mijn sollicitatie bij u intrekken.",
    ],
)
def test_the_candidate_withdraws(words: str) -> None:
    found = facts(words, sender=OWN)
    assert found.withdraws
    assert found.kind is Kind.OTHER


@pytest.mark.parametrize(
    "words",
    [
        "Thank you for the interview. I remain very interested in the role.",
        "I hope to hear from you about my application soon.",
        "I have received another offer, and must answer it by Friday. Can you say when you decide?",
        "Ich freue mich auf Ihre Antwort zu meiner Bewerbung.",
    ],
)
def test_the_candidate_stays(words: str) -> None:
    assert not facts(words, sender=OWN).withdraws


def test_only_the_candidate_can_withdraw() -> None:
    words = "We had to withdraw my application form from the site. Your interview stays as it is."
    assert not facts(words, subject="Interview with Initech").withdraws


def test_an_interviewers_address_may_stand_in_the_text_alone() -> None:
    found = facts(
        "Your interview for the Data Engineer role at Initech is confirmed for Thursday, March 5 at "
        "2:00 PM ET. You will meet Raj Patel (raj.patel@initech.example), our Engineering Manager.",
        subject="Interview confirmation",
    )
    assert [person.email for person in found.interviewers] == ["raj.patel@initech.example"]


def test_a_promised_call_without_a_time_is_no_interview() -> None:
    found = facts(
        "Thank you for your note about the interview. I will call you next week to talk about the "
        "next steps for the Data Engineer role.",
        subject="Re: Interview with Initech: Data Engineer",
    )
    assert found.phone_call_requested
    assert found.interview is None


def test_an_all_day_entry_lasts_the_day() -> None:
    entry = "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:day@initech.example",
         "DTSTAMP:20260302T090000Z", "DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260311",
         "SUMMARY:Interview day at Initech", "ORGANIZER;CN=Jane Roe:mailto:jane@initech.example",
         "END:VEVENT", "END:VCALENDAR", ""]
    )  # fmt: skip
    found = facts(
        entry, subject="Interview day at Initech", content_type="text/calendar; method=REQUEST"
    ).interview
    assert found is not None
    assert found.all_day
    assert found.start.isoformat() == "2026-03-10T00:00:00-04:00"
