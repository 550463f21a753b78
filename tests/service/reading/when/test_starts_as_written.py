# ruff: noqa: E501  # sentences in one line read better
"""When an interview begins, in the words of many writers; the mail is of Monday, 2 March 2026."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from service.reading.when import find_times
from service.reading.when.choose import KindHint, choose_interview_time

SENT = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
SENT_IN_LONDON = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(0)))


def start(
    text: str,
    *,
    hint: KindHint = "confirmation",
    language: str = "en",
    zone: str = "America/New_York",
    sent: datetime = SENT,
) -> str | None:
    found = find_times(text, reference=sent, default_zone=zone, language=language)
    chosen = choose_interview_time(found, reference=sent, kind_hint=hint).mention
    return f"{chosen.start:%m-%d %H:%M %z}" if chosen else None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Thurs 5th March, 2pm GMT", "03-05 14:00 +0000"),
        ("You're on for 3/5 @ 2 PT", "03-05 14:00 -0800"),
        ("Thursday from half past two", "03-05 14:30 -0500"),
        ("Interview: Thursday 14h30", "03-05 14:30 -0500"),
        ("wed 4 march, all on zoom\n- 1:00-1:45 ET design\n- 1:45-2:15 ET coding\n", "03-04 13:00 -0500"),
        ("Your interview is set for 1330 EST, Monday, 9 March 2026", "03-09 13:30 -0400"),
        ("come thru sunday after we close, 6:15", "03-08 18:15 -0400"),
        ("Thursday, March 5 at 2:00 PM ET / 11:00 AM PT", "03-05 14:00 -0500"),
        ("Please arrive at 9:45 for your 10:00 interview on March 5.", "03-05 10:00 -0500"),
        ("Tue, Mar 10, 2026 2:30-3:15pm ET", "03-10 14:30 -0400"),
        ("Thank you for confirming your availability.\n\nTuesday, March 10, 2026\n9:00 AM - 9:45 AM\tA\n9:45 AM - 10:30 AM\tB\n10:45 AM - 11:15 AM\tC\n", "03-10 09:00 -0400"),
        ("Schedule for March 6:\n- 10:00 Dana\n- 11:00 Sam\n- 12:00 end of your visit\n", "03-06 10:00 -0500"),
        ("See you tomorrow at noon.", "03-03 12:00 -0500"),
        ("Friday the 6th works, 9am sharp.", "03-06 09:00 -0500"),
        ("Friday at two.", "03-06 14:00 -0500"),
        ("Works. Friday the 6th, 8 sharp, dock C.", "03-06 08:00 -0500"),
        ("You're down for 1015 tmrw on the phone", "03-03 10:15 -0500"),
        ("Wednesday at ten minutes past eleven, after chapel", "03-04 11:10 -0500"),
        ("Report 0900 Tuesday 3 March", "03-03 09:00 -0500"),
        ("good for wed 830am. yard", "03-04 08:30 -0500"),
        ("Half 11 Thursday with Niamh", "03-05 11:30 -0500"),
        ("See you the 10th at 2, ask for Carys", "03-10 14:00 -0400"),
        ("Come Wednesday at ten in the morning, at the barn", "03-04 10:00 -0500"),
        ("Perfect, tomorrow 17.00. Bring your reel.", "03-03 17:00 -0500"),
        ("You are third on, 11.50 to 12.35 on Friday 6 March.", "03-06 11:50 -0500"),
        ("Instead of the morning, we'd see you from 2.15 to 3.45 on Friday.", "03-06 14:15 -0500"),
        ("Thursday 05.03 at 14.00 in our office", "03-05 14:00 -0500"),
        ("They will be held on Thursday 5 March and your new time is 11.30.", "03-05 11:30 -0500"),
        ("Your oral interview is on Thursday 5 March, 1400, at the Port Authority.", "03-05 14:00 -0500"),
        ("You are called for Friday the sixth at eight thirty in the morning.", "03-06 08:30 -0500"),
        ("You're down for half seven on Wednesday evening", "03-04 19:30 -0500"),
        ("Thurs night, 7:15, in the break room", "03-05 19:15 -0500"),
        ("Date..........Tuesday, March 10, 2026\nTime..........1020 hours\n", "03-10 10:20 -0400"),
        ("Tuesday, the tenth day of March 2026, at five past three in the afternoon", "03-10 15:05 -0400"),
        ("Date: Tuesday 10 March 2026. The clocks go forward on the Sunday before.\nTime: 3pm, for 45 minutes", "03-10 15:00 -0400"),
        ("Position applied for: Process Engineer\nYour day: Tuesday, 10 March 2026\n\n10:45  Interview with the head of the shop\n11:45  Walk through the line\n14:30  End\n", "03-10 10:45 -0400"),
        ("She can see you Wednesday evening when she comes on, so quarter past eight.", "03-04 20:15 -0500"),
        ("Tomorrow then? He is out all morning. Quarter past four is cooler as well.", "03-03 16:15 -0500"),
        ("Friday fortnight at nine thirty, at the yard", "03-20 09:30 -0400"),
        ("The board sees you on the second Tuesday of March at 2pm", "03-10 14:00 -0400"),
        ("THURSDAY, MARCH 5\n 8:15 am  Pickup at the inn\n 8:30  Breakfast with the chair\n 9:30  Teaching\n10:45  Dr. Roe\n", "03-05 08:30 -0500"),
        ("Wednesday, March 4, 2026\n10:20 AM | (UTC-07:00) Pacific Time", "03-04 10:20 -0500"),
        ("Your talk on Thursday March 5 begins at 8:40, NOT 9:40.", "03-05 08:40 -0500"),
        ("Monday March 9 (not Thurs. 5) at 9:30", "03-09 09:30 -0400"),
        ("Thursday 5 March, 18.30 for 19.00", "03-05 19:00 -0500"),
        ("REPORT DATE .... 03/05/2026 (THU)\nREPORT TIME .... 1:40 PM\nORAL BEGINS .... 2:00 PM\n", "03-05 14:00 -0500"),
        ("The programme for Thursday 5 March.\n\n8.45 Lesson observation\n9.45 Pupil tour\n11.00 Formal interview\n", "03-05 08:45 -0500"),
    ],
)  # fmt: skip
def test_a_fixed_time(text: str, when: str) -> None:
    assert start(text) == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("We have had to shift you from tomorrow to Fri 6th, 11.30am.", "03-06 11:30 -0500"),
        ("Earlier: 05-Mar-2026 (Thu) 04:00 PM\nRevised: 09-Mar-2026 (Mon) 05:30 PM", "03-09 17:30 -0400"),
        ("Could we do 3.45 this afternoon instead of 10?", "03-02 15:45 -0500"),
        ("Old time: Thursday 2pm\nNew time: Friday 11am", "03-06 11:00 -0500"),
        ("Might you manage nine thirty on Friday rather than eleven fifteen?", "03-06 09:30 -0500"),
        ("Could we push Tuesday to Thursday at 3?", "03-05 15:00 -0500"),
    ],
)  # fmt: skip
def test_a_new_time_goes_before_the_old(text: str, when: str) -> None:
    found = find_times(text, reference=SENT, default_zone="America/New_York")
    chosen = choose_interview_time(found, reference=SENT, kind_hint="reschedule").mention
    assert chosen is not None
    assert f"{chosen.start:%m-%d %H:%M %z}" == when


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("de", "lade ich Sie ein am\n\nDienstag, dem 10. März 2026, um 10:15 Uhr\nim Dienstgebäude, Raum 117", "03-10 10:15 +0100"),
        ("de", "Donnerstag, 5. März um 14 Uhr", "03-05 14:00 +0100"),
        ("de", "am Donnerstag um halb neun", "03-05 08:30 +0100"),
        ("de", "Er ruft dich am Dienstag um halb elf am Vormittag an", "03-03 10:30 +0100"),
        ("de", "am Dienstag um zehn Uhr dreißig am Vormittag", "03-03 10:30 +0100"),
        ("fr", "jeudi 5 mars 2026 à 10 h 40", "03-05 10:40 +0100"),
        ("es", "la entrevista de hoy a las 12:30", "03-02 12:30 +0100"),
        ("nl", "dinsdag 10 maart om 13.45 uur", "03-10 13:45 +0100"),
        ("nl", "Zaterdag acht uur is goed hoor.", "03-07 08:00 +0100"),
        ("nl", "om acht uur op zaterdag", "03-07 08:00 +0100"),
        ("fr", "samedi à neuf heures", "03-07 09:00 +0100"),
        ("de", "montag 7.15 passt", "03-09 07:15 +0100"),
        ("de", "Das Gespräch heute 12.30", "03-02 12:30 +0100"),
        ("de", "Freitag, 6. März, 6:00 bis 10:00", "03-06 06:00 +0100"),
        ("fr", "Le lundi 9 mars à quatorze heures", "03-09 14:00 +0100"),
        ("fr", "mercredi 11 mars à dix-huit heures trente", "03-11 18:30 +0100"),
        ("es", "El martes a las cuatro y media", "03-03 16:30 +0100"),
        ("es", "lunes 9 de marzo a las once menos cuarto", "03-09 10:45 +0100"),
        ("de", "Das Gespräch findet nicht wie geplant am 05.03. statt, sondern am Montag, 9. März 2026, 14.00 Uhr.", "03-09 14:00 +0100"),
        ("de", "Dieses findet statt am Montag, 09.03.2026, im Rathaus. Ihr Gespräch beginnt um 9:20 Uhr.", "03-09 09:20 +0100"),
        ("de", "EG 9a, am Donnerstag um zehn nach neun", "03-05 09:10 +0100"),
        ("fr", "Pouvez-vous venir jeudi à 17h à la place ?", "03-05 17:00 +0100"),
        ("nl", "dinsdag om tien over negen kan", "03-03 09:10 +0100"),
        ("nl", "Zoals beloofd het programma voor vrijdag 6 maart a.s.:\n\n10:00  ontvangst\n10:45  typetest\n", "03-06 10:00 +0100"),
    ],
)  # fmt: skip
def test_a_fixed_time_elsewhere(language: str, text: str, when: str) -> None:
    sent = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=1)))
    assert start(text, language=language, zone="Europe/Berlin", sent=sent) == when


@pytest.mark.parametrize(
    "text",
    [
        "Would Thursday at 2pm or Friday at 10am work for you?",
        "Please reply by Friday, March 6 at 5pm.",
        "Applications close on March 20 at noon.",
        "Our office is open Monday to Friday, 9am-5pm.",
    ],
)
def test_no_fixed_time(text: str) -> None:
    assert start(text, hint="invitation") is None


def test_a_move_from_a_day_to_a_time_of_another() -> None:
    text = "We have moved your interview from Tuesday, March 10 to Friday, March 13, 2026, 2:00 p.m. to 2:50 p.m."
    assert start(text, hint="reschedule") == "03-13 14:00 -0400"


def test_a_day_comes_first_in_london() -> None:
    text = "in the Card Room on 11/8/26 at 7.15 p.m. prompt"
    assert start(text, zone="Europe/London", sent=SENT_IN_LONDON) == "08-11 19:15 +0100"
