"""Invented applications, one for each golden letter in golden/<name>.txt.

Renew the letters after a change of wording with `python -m tests.service.letters.renew`, then
read every changed one aloud.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.policy import Stage
from service.letters.model import Correspondent, LetterRequest, Signatory

NEW_YORK, BERLIN = ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
LONDON, MADRID = ZoneInfo("Europe/London"), ZoneInfo("Europe/Madrid")

ALEX = Signatory("Alex Morgan", "alex@example.com")
ROE = Correspondent("Jane Roe", "jane.roe@initech.example", title="Dr.")
LEE = Correspondent("Sam Lee", "sam.lee@initech.example", signs_as="Sam")
NAIR = Correspondent("Priya Nair", "priya@initech.example")
HR = Correspondent("Initech Recruiting Team", "jobs@initech.example")

Case = tuple[str, LetterRequest]


def thanks(name: str, to: Correspondent = ROE, **facts: Any) -> Case:
    return _case(name, Stage.THANK_YOU, to, facts)


def status(name: str, to: Correspondent = ROE, **facts: Any) -> Case:
    return _case(name, Stage.STATUS_CHECK, to, {"thank_you_sent": True, **facts})


def final(name: str, to: Correspondent = ROE, **facts: Any) -> Case:
    wrote = datetime(2026, 3, 17, 9, 30, tzinfo=NEW_YORK)
    return _case(name, Stage.FINAL_CHECK, to, {"previous_letter_at": wrote, **facts})


def _case(name: str, stage: Stage, to: Correspondent, facts: dict[str, Any]) -> Case:
    start = datetime(2026, 3, 5, 14, 0, tzinfo=NEW_YORK)
    known = {"candidate": ALEX, "company": "Initech", "role": "Data Engineer", **facts}
    known.setdefault("interview_start", start)
    return name, LetterRequest(key=name, stage=stage, recipient=to, **known)


def person(**facts: Any) -> Signatory:
    return Signatory(**{"name": "Alex Morgan", "email": "alex@example.com", **facts})


def on(day: int, month: int = 3, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime(2026, month, day, 10, 0, tzinfo=zone)


PIPELINES = ("five years of building data pipelines",)
BRITON = person(name="Robin Hale", email="robin@example.co.uk", spelling="GB")
MEYER = Correspondent("Katharina Meyer", "k.meyer@globex.example")
JANA = Correspondent("Jana Winter", "jana@globex.example", signs_as="Jana")
DUBOIS = Correspondent("Camille Dubois", "camille@umbrella.example")
GARCIA = Correspondent("Lucía García", "lucia@hooli.example", signs_as="Lucía")
VISSER = Correspondent("Sanne de Vries", "sanne@vandelay.example", signs_as="Sanne")
KIM = person(name="Kim Berger", email="kim@example.org")

ENGLISH = (
    thanks("en_thanks_titled_video", medium="video"),
    thanks("en_thanks_phone_screen_informal", LEE, informal=True, round_name="phone screen"),
    thanks(
        "en_thanks_notes_in_full",
        notes=(
            "talked about their Kafka migration; I'd stress on-call experience; concern: no Go",
        ),
        round_name="technical interview",
    ),
    thanks("en_thanks_strength", candidate=person(strengths=PIPELINES), medium="onsite"),
    thanks("en_thanks_panel_to_lead", others=(LEE, NAIR), round_name="panel"),
    thanks("en_thanks_panel_to_second", LEE, others=(ROE, NAIR), round_name="panel"),
    thanks("en_thanks_panel_to_third", NAIR, others=(ROE, LEE), round_name="panel"),
    thanks("en_thanks_promise", promised=date(2026, 3, 13), round_name="final round"),
    thanks("en_thanks_no_company", company=None),
    thanks("en_thanks_no_role", role=None, medium="phone"),
    thanks("en_thanks_nothing_known", Correspondent(""), company=None, role=None),
    thanks("en_thanks_to_a_team", HR, thread_subject="Interview with Initech"),
    thanks("en_thanks_formal", candidate=person(tone="formal"), round_name="on-site interview"),
    thanks(
        "en_thanks_british",
        Correspondent("Oliver Marsh", "oliver@fenwick.example"),
        candidate=BRITON,
        company="Fenwick & Sons",
        role="Finance Manager",
        promised=date(2026, 3, 13),
        interview_start=on(5, zone=LONDON),
    ),
    thanks("en_thanks_topic", topic="our data platform", round_name="system design"),
    thanks(
        "en_thanks_liked_and_deed",
        LEE,
        informal=True,
        notes=("Liked their code review culture. I should mention that I led a team of five.",),
    ),
    thanks("en_thanks_concern_seniority", notes=("They seemed worried that I'm too junior.",)),
    thanks(
        "en_thanks_concern_relocation", role="Nurse Practitioner", notes=("concern: relocation",)
    ),
    thanks(
        "en_thanks_how_they_work",
        notes=("we talked about how they run incident reviews and the on-call rota",),
        round_name="hiring manager",
    ),
    thanks(
        "en_thanks_internship",
        LEE,
        role="Data Science Internship",
        candidate=person(strengths=("I have written my thesis on time series",)),
    ),
    thanks(
        "en_thanks_signature",
        candidate=person(signature="Alex Morgan\nData engineer\n+1 555 0100"),
        thread_subject="Re: Interview on Thursday",
    ),
    thanks(
        "en_thanks_unusable_notes",
        notes=("great vibe, nice people; promised to send the link to my repo",),
    ),
    status("en_status_promise", promised=date(2026, 3, 13)),
    status("en_status_promise_british", candidate=BRITON, promised=date(2026, 3, 13)),
    status("en_status_no_promise", LEE, informal=True),
    status("en_status_notes", notes=("discussed Dr. Roe's plans for the data platform",)),
    status("en_status_strength", candidate=person(strengths=PIPELINES), promised=date(2026, 3, 13)),
    status("en_status_no_company", company=None, promised=date(2026, 3, 20)),
    status("en_status_nothing_known", Correspondent(""), company=None, role=None),
    status("en_status_stressed", NAIR, notes=("I'd like to stress my work on GDPR audits",)),
    final("en_final"),
    final("en_final_informal", LEE, informal=True, medium="video"),
    final("en_final_no_role", NAIR, role=None),
    final(
        "en_final_nothing_known",
        Correspondent(""),
        company=None,
        role=None,
        previous_letter_at=None,
    ),
)

GERMAN = (
    thanks("de_thanks_formal", MEYER, language="de", company="Globex", candidate=KIM),
    thanks(
        "de_thanks_doctor_panel",
        ROE,
        language="de",
        candidate=KIM,
        others=(LEE, NAIR),
        role="Softwareentwicklung",
        promised=date(2026, 3, 13),
    ),
    thanks(
        "de_thanks_du_notes",
        JANA,
        language="de",
        company="Globex",
        candidate=KIM,
        informal=True,
        round_name="Fachgespräch",
        notes=("über ihre Kafka-Migration gesprochen; Bedenken: kein Go",),
    ),
    thanks(
        "de_thanks_notes_formal",
        MEYER,
        language="de",
        company="Globex",
        candidate=KIM,
        notes=("betonen: meine Erfahrung im Bereitschaftsdienst. Bedenken: Umzug",),
    ),
    status(
        "de_status_promise",
        MEYER,
        language="de",
        company="Globex",
        candidate=KIM,
        promised=date(2026, 3, 13),
    ),
    status(
        "de_status_nothing_known",
        Correspondent(""),
        language="de",
        company=None,
        role=None,
        candidate=KIM,
    ),
    final("de_final_du", JANA, language="de", company="Globex", candidate=KIM, informal=True),
)
FRENCH = (
    thanks("fr_thanks", DUBOIS, language="fr", company="Umbrella", role="Analyste financier"),
    thanks(
        "fr_thanks_notes",
        DUBOIS,
        language="fr",
        company="Umbrella",
        round_name="technique",
        notes=("parlé de leur migration vers Kafka; réserve : pas de Go",),
    ),
    status(
        "fr_status_promise", DUBOIS, language="fr", company="Umbrella", promised=date(2026, 4, 1)
    ),
    final("fr_final", DUBOIS, language="fr", company="Umbrella", role="Ingénieur qualité"),
)
SPANISH = (
    thanks(
        "es_thanks_usted",
        GARCIA,
        language="es",
        company="Hooli",
        medium="phone",
        interview_start=on(5, zone=MADRID),
    ),
    thanks(
        "es_thanks_tu_panel",
        GARCIA,
        language="es",
        company="Hooli",
        informal=True,
        others=(NAIR, Correspondent("Íñigo Ruiz")),
    ),
    status(
        "es_status_notes",
        GARCIA,
        language="es",
        company="Hooli",
        notes=("hablamos de su migración a Kafka",),
    ),
    final("es_final", GARCIA, language="es", company="Hooli"),
)
DUTCH = (
    thanks("nl_thanks_u", ROE, language="nl", company="Vandelay", medium="video"),
    thanks(
        "nl_thanks_je_notes",
        VISSER,
        language="nl",
        company="Vandelay",
        informal=True,
        notes=("gesproken over hun migratie naar Kafka; twijfel: geen Go",),
    ),
    status(
        "nl_status_promise", VISSER, language="nl", company="Vandelay", promised=date(2026, 3, 13)
    ),
    final("nl_final", VISSER, language="nl", company="Vandelay", informal=True),
)
OTHER = (thanks("it_thread_in_english", Correspondent("Giulia Conti"), language="it"),)
EDGES = (
    thanks(
        "en_thanks_notes_from_a_phone",
        notes=(
            "Great chat abt their move to AWS, she liked my work on search",
            "forgot to mention i led a similiar migration in 2024. they think im overqualified",
        ),
    ),
    thanks(
        "en_thanks_panel_of_six",
        others=(LEE, NAIR, *map(Correspondent, ("Tom Park", "Ana Ruiz", "Li Wei"))),
        round_name="panel",
    ),
    thanks("en_thanks_all_in_capitals", company="INITECH SOLUTIONS LLC", role="HEAD OF DATA"),
    thanks(
        "en_thanks_other_scripts",
        Correspondent("山田 太郎"),
        others=(Correspondent("Ольга Иванова"),),
        company="株式会社イニテック",
    ),
    status("en_status_promise_before_interview", promised=date(2026, 3, 4)),
    thanks(
        "de_thanks_liked_and_deed",
        MEYER,
        language="de",
        company="Globex",
        candidate=KIM,
        notes=("fand ihre Fehlerkultur super; vergessen zu sagen, dass ich Polnisch spreche",),
    ),
    thanks(
        "fr_thanks_liked",
        DUBOIS,
        language="fr",
        company="Umbrella",
        notes=("j'ai bien aimé leur façon de travailler en binôme",),
    ),
    thanks(
        "es_thanks_liked",
        GARCIA,
        language="es",
        company="Hooli",
        notes=(
            "me gustó cómo organizan las guardias; les preocupa que no tengo experiencia en SAP",
        ),
    ),
    thanks(
        "nl_thanks_liked",
        VISSER,
        language="nl",
        company="Vandelay",
        notes=(
            "vond hun aanpak van duurzaamheid sterk",
            "ze twijfelen of ik genoeg ervaring heb met Java",
        ),
    ),
)

CASES: tuple[Case, ...] = (*ENGLISH, *GERMAN, *FRENCH, *SPANISH, *DUTCH, *OTHER, *EDGES)
