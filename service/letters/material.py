"""What a letter says, made ready for its template: every value safe, worded and short (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from scheduler.policy import Stage
from service.letters import clean
from service.letters.forbidden import forbidden_in
from service.letters.languages import language_of
from service.letters.languages.base import Language, round_of
from service.letters.languages.points import MOST_WORDS, Kind, Point, in_language
from service.letters.model import Correspondent, LetterRequest
from service.letters.notes import read_notes
from service.letters.people import called
from service.letters.salutation import by_first_name, salutation
from service.letters.vary import Choose

LINE = "\ue000"
"""Stands for a line break inside a value, which the folding of a template's own lines keeps."""

_AHEAD = timedelta(days=2)
"""A decision promised for the day after the interview may have come before the thanks are read."""

_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Material:
    """The names a template may use (docs/letters.md). A text is "" where nothing is known."""

    stage: str
    salutation: str
    signoff: str
    day: str
    talk: str
    position: str
    brief_position: str
    role: str
    company: str
    thanked: bool = False
    others: str = ""
    promised: str = ""
    previous: str = ""
    topic: str = ""
    discussed: str = ""
    liked: str = ""
    brings: str = ""
    claims: str = ""
    stressed: str = ""
    concern: str = ""
    concern_is_gap: bool = False
    general: bool = True
    room: bool = False
    formal: bool = False
    informal: bool = False
    familiar: bool = False
    british: bool = False


def gather(request: LetterRequest, closing: str) -> Material:
    """All that the request allows a letter to say."""
    language = language_of(request.language)
    british = request.candidate.spelling.upper() in {"GB", "UK", "BRITISH", "EN-GB"}
    role, company = clean.role(request.role), clean.company(request.company)
    talk = language.talks[round_of(request.round_name, request.medium)]
    said = read_notes(request)
    brings, claims = _offers(request, language)
    concerns = said.of(Kind.CONCERN)
    return Material(
        stage=request.stage.value,
        salutation=salutation(request),
        signoff=signoff(request, closing).replace("\n", LINE),
        day=language.day(request.interview_start.date(), british=british),
        talk=talk,
        position=language.position(role, company),
        brief_position=language.position("", company),
        role=role,
        company=company,
        thanked=request.thank_you_sent,
        others=_others(request.others, language),
        promised=_promised(request, language, british=british),
        previous=_day(request.previous_letter_at, language, british=british),
        topic=_topic(request, language),
        discussed=_listed(said.of(Kind.DISCUSSED), language),
        liked=_listed(said.of(Kind.LIKED), language),
        stressed=_listed(said.of(Kind.STRESSED), language),
        concern=concerns[0].text if concerns else "",
        concern_is_gap=bool(concerns) and concerns[0].gap,
        brings=brings,
        claims=claims,
        formal=request.candidate.tone == "formal",
        informal=request.informal,
        familiar=by_first_name(request),
        british=british,
    )


def context_of(material: Material, choose: Choose) -> Mapping[str, object]:
    """What a template sees: the material, `choose` behind its `vary`, and `you`, which picks
    between the polite and the familiar form of a word.
    """

    def you(polite: str, familiar: str) -> str:
        return familiar if material.familiar else polite

    return {**asdict(material), "choose": choose, "you": you}


def signoff(request: LetterRequest, closing: str) -> str:
    """The closing line, the name and the signature, as a careful person ends a mail.

    Gmail's own signature stands in the name's place where it begins with the name, else below it
    after the usual dashes (RFC 3676, 4.3).
    """
    name = candidate_name(request)
    signature = clean.block(request.candidate.signature)
    lines = [line for line in signature.split("\n") if line]
    if lines and lines[0].casefold().startswith(name.casefold()):
        return "\n".join([closing, *lines])
    if len(lines) > 1 and lines[0].endswith(",") and name.casefold() in lines[1].casefold():
        return "\n".join(lines)  # the signature has a closing of its own
    return f"{closing}\n{name}" + (f"\n\n-- \n{signature}" if signature else "")


def candidate_name(request: LetterRequest) -> str:
    """The candidate's name as it is signed; the address's local part where there is none."""
    name = clean.phrase(request.candidate.name, words=8, characters=60)
    return (
        name
        or clean.phrase(
            request.candidate.email.partition("@")[0].replace(".", " "), words=4, characters=60
        ).title()
    )


def lighter(material: Material) -> Iterator[Material]:
    """The same material with ever less in it, the least important first, for a letter too long."""
    yield material
    yield (material := replace(material, liked=""))
    yield (material := replace(material, general=False))
    yield (material := replace(material, brings="", claims=""))
    yield (material := replace(material, topic=""))
    yield (material := replace(material, thanked=True))
    yield (material := replace(material, others=""))
    yield (material := replace(material, discussed=""))
    yield (material := replace(material, stressed=""))
    yield (material := replace(material, concern=""))
    yield replace(material, position=material.brief_position)


def _others(others: Sequence[Correspondent], language: Language) -> str:
    names = [who.formal for who in map(called, others[:40]) if who.full]
    distinct = list(dict.fromkeys(names))
    return language.joined(distinct) if len(distinct) <= _MOST_NAMES else ""


def _listed(points: Sequence[Point], language: Language) -> str:
    return language.joined([point.text for point in points])


def _offers(request: LetterRequest, language: Language) -> tuple[str, str]:
    """The first line of the profile that can be said in this letter, in one of its two forms."""
    for strength in request.candidate.strengths[:20]:
        text = clean.phrase(strength, words=MOST_WORDS, characters=90)
        whole = text == clean.visible(strength).strip(" .")
        if (
            " " in text
            and whole
            and in_language(text, language.code)
            and not forbidden_in(text, request)
        ):
            offered = language.offer(text)
            if any(offered):
                return offered
    return "", ""


def _topic(request: LetterRequest, language: Language) -> str:
    text = clean.phrase(request.topic, words=8, characters=60)
    whole = text == clean.visible(request.topic or "").strip(" .\"'")
    usable = text and whole and in_language(text, language.code) and not forbidden_in(text, request)
    return language.flip(text) if usable else ""


def _promised(request: LetterRequest, language: Language, *, british: bool) -> str:
    if request.promised is None or request.stage is Stage.FINAL_CHECK:
        return ""
    soonest = _AHEAD if request.stage is Stage.THANK_YOU else timedelta(0)
    if request.promised < request.interview_start.date() + soonest:
        return ""
    return language.day(request.promised, british=british)


def _day(moment: date | None, language: Language, *, british: bool) -> str:
    return language.day(moment, british=british) if moment else ""
