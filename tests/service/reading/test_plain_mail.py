# ruff: noqa: E501  # a mail on one line is read as a mail
"""The plainest mails of all, as hiring systems and busy people write them: none of them is missed."""

from __future__ import annotations

import pytest

from service.reading.model import Kind
from tests.service.reading.mail import facts

CONFIRMED, MOVED, CANCELLED = (
    Kind.INTERVIEW_CONFIRMATION, Kind.INTERVIEW_RESCHEDULE, Kind.INTERVIEW_CANCELLATION
)  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Interview", "Hi Alex,\n\nYour phone interview with Initech is scheduled for Friday, March 6 at 10am ET.\nWe will decide by March 13.\n\nJane", CONFIRMED),
        ("Interview", "Hi Alex,\n\nThis confirms your interview with Dana Lee on Friday, March 6 at 10am ET.\n\nBest,\nJane Roe\nInitech", CONFIRMED),
        ("Interview confirmed", "Hi Alex,\n\nYour interview is confirmed for March 6 at 10am.\n\nBest,\nJane", CONFIRMED),
        ("Interview schedule", "Dear Alex,\n\nThank you for your interest in Initech. Your interview is scheduled for March 9, 2026 at 1:00 PM.\n\nJane Roe", CONFIRMED),
        ("Your interview", "Hi Alex, your interview with Initech for the Data Engineer role is confirmed for Thursday, March 5, 2026, 2:00 PM - 3:00 PM ET.", CONFIRMED),
        ("Re: Interview", "Great, see you Thursday at 2pm then!\n\nJane", CONFIRMED),
        ("Interview", "Hi Alex,\n\nyour interview has been moved to Wednesday, March 11 at 2 pm. Sorry for the change.\n\nJane", MOVED),
        ("Your interview", "Hi Alex,\n\nunfortunately we must cancel your interview on Friday. We will be in touch with a new date.\n\nJane", CANCELLED),
        ("Vorstellungsgespräch", "Guten Tag Alex Morgan,\n\nIhr Vorstellungsgespräch bei Initech findet am Montag, 9. März 2026, um 13 Uhr statt.\n\nMit freundlichen Grüßen\nJane Roe", CONFIRMED),
        ("Terminbestätigung", "Guten Tag Alex Morgan,\n\nhiermit bestätigen wir Ihnen den Termin für das Vorstellungsgespräch am 9. März 2026 um 13:00 Uhr in unserem Büro. Wir freuen uns auf Sie.\n\nMit freundlichen Grüßen\nJane Roe", CONFIRMED),
        ("Verschiebung", "Guten Tag,\n\nIhr Vorstellungsgespräch am Montag müssen wir leider auf Mittwoch, 11. März, 14 Uhr verschieben.\n\nMit freundlichen Grüßen\nJane Roe", MOVED),
        ("Entretien", "Bonjour Alex,\n\nJe vous confirme notre entretien du lundi 9 mars à 14h pour le poste d'analyste.\n\nCordialement,\nJane Roe", CONFIRMED),
        ("Confirmation d'entretien", "Bonjour,\n\nVotre entretien avec Dana Lee est confirmé pour le mardi 10 mars 2026 à 10 h 30 dans nos locaux.\n\nCordialement,\nJane Roe", CONFIRMED),
        ("Entrevista", "Hola Alex:\n\nTe confirmamos la entrevista para el puesto de analista el lunes 9 de marzo a las 16:00.\n\nUn saludo,\nJane Roe", CONFIRMED),
        ("Confirmación de entrevista", "Estimado Alex:\n\nSu entrevista está programada para el 10 de marzo a las 10:30 h en nuestras oficinas.\n\nSaludos cordiales,\nJane Roe", CONFIRMED),
        ("Sollicitatiegesprek", "Beste Alex,\n\nHierbij bevestig ik je sollicitatiegesprek op maandag 9 maart om 13.00 uur bij Initech.\n\nMet vriendelijke groet,\nJane Roe", CONFIRMED),
        ("Uitnodiging gesprek", "Beste Alex,\n\nWe nodigen je graag uit voor een gesprek op dinsdag 10 maart 2026 om 10.30 uur over de functie van analist.\n\nMet vriendelijke groet,\nJane Roe", CONFIRMED),
    ],
)  # fmt: skip
def test_plain_words_are_understood(subject: str, text: str, kind: Kind) -> None:
    assert facts(text, subject=subject).kind is kind


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Interview", "Hi Alex, the podcast interview with Dana is confirmed for Friday, March 6 at 10am. Send me your questions before then."),
        ("Confirmed", "Your table for two is confirmed for Friday, March 6 at 7pm."),
        ("Re: Friday", "Friday at 10 works for me, see you at the office. Bring the budget sheets."),
        ("Appointment", "This is to confirm your appointment with Dr. Lee on March 9 at 1:00 PM."),
        ("Visa interview", "Your visa interview is scheduled for March 9, 2026 at 8:00 AM. Bring your passport."),
    ],
)  # fmt: skip
def test_plain_words_of_other_meetings_are_left_alone(subject: str, text: str) -> None:
    assert facts(text, subject=subject).kind not in {CONFIRMED, MOVED, CANCELLED}


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("CONFIRMATION: Forklift refresher", "Hello all!\n\nAs a final confirmation for Friday's course: when: Friday, March 6, 8:30am start; where: the Oregon room, second floor. Please bring your certificate.\n\nSee you there,\nPat"),
        ("Mixer tomorrow", "Hi everyone,\n\nDon't forget to meet us tomorrow evening from 5 to 8 p.m. at the Blue Bar. Bring a new member with you and your first drink is free!\n\nThe Young Engineers Club"),
        ("Position report 5 March", "POSREP 05-MAR 12:00 UTC\nPosition at noon: N 14 54 E 051 16\nETA next port 7 March 0900 LT\n\nBrgds\nMaster"),
        ("Call with Mr. Alvarez", "Dear Alex,\n\nI write on behalf of Luis Alvarez, who looks forward to your telephone call about the quarterly dinner on Thursday, March 5 at 10:00 am. He will call your office.\n\nKim Osei\nAssistant to Luis Alvarez"),
    ],
)  # fmt: skip
def test_announcements_and_other_meetings_are_no_interviews(subject: str, text: str) -> None:
    assert facts(text, subject=subject).interview is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Hi Alex, Thursday at 3 works for the second round, see you then. Bring your portfolio.\n\nDana Lee\nHead of Design", "03-05 15:00"),
        ("Hi Alex, still good for tomorrow 11 to talk about the estimator job? Just me and my dad.\n\nPia", "03-03 11:00"),
        ("Alex, the hiring manager can see you Friday, 10.45, for the analyst role. Ask for me.\n\nTom Hill\nHR", "03-06 10:45"),
    ],
)  # fmt: skip
def test_short_words_of_people_are_understood(text: str, start: str) -> None:
    interview = facts(text, subject="Re: interview").interview

    assert interview is not None
    assert f"{interview.start:%m-%d %H:%M}" == start
