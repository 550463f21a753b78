# ruff: noqa: E501  # sentences in one line read better
"""Promises in the words of many writers, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from service.reading.promise import find_promise
from tests.service.reading.when.told import SENT

INTERVIEW = date(2026, 3, 10)
"""A Tuesday; the mail is of Monday 2 March."""


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("You'll hear from us either way by Friday the 13th.", (3, 13), (3, 13)),
        ("We aim to get back to everyone within ten business days.", (3, 16), (3, 16)),
        ("Expect an update early next week.", (3, 10), (3, 11)),
        ("A decision will be made by the end of the month.", (3, 31), (3, 31)),
        ("You should know where you stand in the next two to three weeks.", (3, 16), (3, 23)),
        ("We'll make the call by close of business Friday the 13th.", (3, 13), (3, 13)),
        ("Successful candidates will be notified no later than March 20.", (3, 20), (3, 20)),
        ("Dr. Osei makes her pick by the following Friday.", (3, 13), (3, 13)),
        ("I'll ring you on Thursday the 12th either way.", (3, 12), (3, 12)),
        ("Either Dana or I will telephone you no later than noon on Monday, March 16.", (3, 16), (3, 16)),
        ("We're seeing three people and will ring everybody by Wednesday 11 March.", (3, 11), (3, 11)),
        ("Results will be posted within 5 working days of the interview.", (3, 17), (3, 17)),
        ("Result of the round shall be intimated within 3 working days thereof.", (3, 13), (3, 13)),
        ("All candidates will be informed of the outcome in writing by 27 March 2026.", (3, 27), (3, 27)),
        ("A yes or no by March 20 is the plan.", (3, 20), (3, 20)),
        ("After your screen, you'll hear from us within 3 business days.", (3, 13), (3, 13)),
        ("The board sits on Tuesday, 17 March, and you will hear our decision within three working days of that meeting.", (3, 20), (3, 20)),
        ("You'll hear from me the week after Easter.", (4, 10), (4, 10)),
        ("You will hear the outcome not later than twenty-one days after the interview.", (3, 31), (3, 31)),
        ("Candidates will be told the outcome same day.", (3, 10), (3, 10)),
        ("everyone hears back on 13 march", (3, 13), (3, 13)),
        ("The committee votes on Thursday, March 12, and I'll call you the day after.", (3, 13), (3, 13)),
        ("Candidates are advised of the outcome the same evening.", (3, 10), (3, 10)),
        ("We want this settled by March 18.", (3, 18), (3, 18)),
        ("We'll decide over the weekend and tell you Monday.", (3, 16), (3, 16)),
        ("We tell all of the candidates the outcome the week after.", (3, 20), (3, 22)),
        ("The decision will be communicated by post in the week following.", (3, 20), (3, 22)),
        ("Our feedback will reach you a week after you've been in.", (3, 17), (3, 17)),
        ("You'll have our decision by 2nd week of April.", (4, 10), (4, 12)),
        ("We'll decide the week after and let you know by the end of the month.", (3, 31), (3, 31)),
        ("Feedback is normally shared within 5 business days of the final conversation.", (3, 17), (3, 17)),
        ("Someone will get back to you within 10 business days, whether or not we'd like to schedule an interview.", (3, 16), (3, 16)),
        ("Hoping to wrap this up by the 20th and will drop you a line then.", (3, 20), (3, 20)),
        ("You can expect our answer a week from Friday.", (3, 13), (3, 13)),
        ("The hiring manager will make her choice by the last day of March.", (3, 31), (3, 31)),
        ("Offers go out the week of March 23.", (3, 27), (3, 29)),
        ("Figure on hearing by Mar 13 at the outside.", (3, 13), (3, 13)),
        ("Turnaround on applications is usually 2-3 weeks, and everyone gets a reply.", (3, 23), (3, 23)),
        ("I promise you an answer inside of a week after we meet.", (3, 17), (3, 17)),
        ("Successful candidates are phoned within 48 hours.", (3, 12), (3, 12)),
        ("You'll have our answer within 48hrs of that call.", (3, 12), (3, 12)),
        ("The outcome will be notified within ten working days of interview.", (3, 24), (3, 24)),
        ("The test is on March 12 and we will tell you two days after the test.", (3, 14), (3, 14)),
        ("We decide in the first week of April.", (4, 3), (4, 5)),
        ("We decide in the second week of April.", (4, 10), (4, 12)),
        ("We would write to you in the first days of April, not sooner.", (4, 1), (4, 5)),
        ("A decision should be made by month end.", (3, 31), (3, 31)),
        ("We'll be in touch with a decision before the weekend.", (3, 13), (3, 13)),
        ("We will let you know our decision right after Easter.", (4, 6), (4, 10)),
        ("We'll have picked the crew and will tell everyone by Memorial Day.", (5, 25), (5, 25)),
        ("I'll call you with the outcome no later than the 21st.", (3, 21), (3, 21)),
        ("Offers go out around March 20 or 21.", (3, 21), (3, 21)),
        ("I'll have an answer for you by the Friday after.", (3, 13), (3, 13)),
        ("You will hear our decision Friday week.", (3, 13), (3, 13)),
        ("You should have our decision by the first Friday in April.", (4, 3), (4, 3)),
        ("All candidates get told our decision before the month is out.", (3, 31), (3, 31)),
    ],
)  # fmt: skip
def test_what_employers_promise(
    text: str, earliest: tuple[int, int], latest: tuple[int, int]
) -> None:
    found = find_promise(text, sent=SENT, interview=INTERVIEW)

    assert found is not None
    last = found.promise.last
    assert date(2026, *earliest) <= last <= date(2026, *latest)


@pytest.mark.parametrize(
    ("language", "text", "earliest", "latest"),
    [
        ("de", "Über das Ergebnis werden Sie binnen zwei Wochen nach dem Gespräch unterrichtet.", (3, 24), (3, 24)),
        ("de", "Mit einer Entscheidung dürfen Sie bis Mitte März rechnen.", (3, 15), (3, 17)),
        ("de", "Wir geben allen bis zum 20. März Bescheid.", (3, 20), (3, 20)),
        ("de", "Gib uns bitte bis zu drei Wochen Zeit, dann melden wir uns.", (3, 23), (3, 23)),
        ("de", "In KW 12 treffen wir die Entscheidung und rufen Sie an.", (3, 20), (3, 22)),
        ("de", "Wir geben Ihnen bis Ende der Folgewoche Bescheid.", (3, 20), (3, 22)),
        ("de", "Bis Monatsende sagen wir Ihnen, wie wir uns entscheiden.", (3, 31), (3, 31)),
        ("de", "In der zweiten Aprilwoche hören Sie von uns, wie wir uns entschieden haben.", (4, 10), (4, 12)),
        ("es", "Los resultados se comunicarán dentro de los cinco días hábiles posteriores a la entrevista.", (3, 17), (3, 17)),
        ("es", "Te daremos una respuesta la última semana del mes.", (3, 27), (3, 31)),
        ("nl", "In de week daarna hoor je onze beslissing.", (3, 20), (3, 22)),
        ("nl", "Voor het weekend laten we je weten wat we besluiten.", (3, 13), (3, 13)),
        ("fr", "Nous prendrons notre décision dans les dix jours qui suivent l'entretien.", (3, 20), (3, 20)),
        ("fr", "Les résultats seront connus au plus tard le 27 mars.", (3, 27), (3, 27)),
        ("fr", "Nous tranchons le 12 mars et je vous appelle le lendemain.", (3, 12), (3, 13)),
        ("es", "Nos comprometemos a darle respuesta en un plazo máximo de diez días naturales desde la visita.", (3, 20), (3, 20)),
        ("es", "Sabrás algo antes del 20 de marzo.", (3, 19), (3, 19)),
        ("nl", "Uiterlijk 24 maart hoor je of je door bent.", (3, 24), (3, 24)),
        ("nl", "Begin april hakken we de knoop door.", (4, 1), (4, 12)),
        ("nl", "We bellen je uiterlijk vrijdag 13 maart met de uitslag.", (3, 13), (3, 13)),
        ("de", "In der Woche vom 23. März fällt die Entscheidung, dann rufen wir Sie an.", (3, 27), (3, 27)),
        ("de", "Gleich nach Ostern geben wir Ihnen Bescheid über unsere Entscheidung.", (4, 6), (4, 10)),
        ("nl", "In de eerste week van april hoor je onze beslissing.", (4, 3), (4, 5)),
        ("nl", "Voor Pasen laten we je weten wat we besluiten.", (4, 3), (4, 4)),
        ("fr", "Vous aurez notre réponse dans la semaine du 23 mars.", (3, 27), (3, 27)),
        ("fr", "Nous vous donnerons une réponse dans la semaine suivant l'entretien.", (3, 17), (3, 17)),
        ("es", "Le daremos una respuesta antes de que termine marzo.", (3, 31), (3, 31)),
        ("es", "Te diremos nuestra decisión después de Semana Santa.", (4, 6), (4, 10)),
    ],
)  # fmt: skip
def test_what_employers_promise_elsewhere(
    language: str, text: str, earliest: tuple[int, int], latest: tuple[int, int]
) -> None:
    found = find_promise(text, sent=SENT, interview=INTERVIEW, language=language)

    assert found is not None
    assert date(2026, *earliest) <= found.promise.last <= date(2026, *latest)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Please confirm by Thursday so that we can tell the panel."),
        ("en", "Applications close on March 20."),
        ("en", "We'll call you at 3 pm on Thursday for the interview."),
        ("en", "Tell us which morning by Wednesday and we'll send a confirmation."),
        ("en", "The voucher is good until March 13."),
        ("en", "Let me know your availability for next week."),
        ("en", "You can reach out to me until Friday if you have questions."),
        ("en", "We may reach out later this year if something that fits comes up."),
        ("en", "The post is advertised until 20 March."),
        ("en", "Your references will be contacted next week."),
        ("en", "The successful candidate will start on April 1."),
        ("en", "We need your decision by Friday."),
        ("de", "Ich bitte um Rückmeldung bis zum 12. März, ob Sie den Termin wahrnehmen."),
        ("de", "Die Bewerbungsfrist endet am 20. März."),
        ("fr", "Merci de confirmer votre présence avant le 12 mars."),
        ("es", "Necesitamos tu respuesta antes del viernes."),
        ("nl", "Laat je het ons voor vrijdag weten?"),
    ],
)
def test_what_is_no_promise(language: str, text: str) -> None:
    assert find_promise(text, sent=SENT, interview=INTERVIEW, language=language) is None
