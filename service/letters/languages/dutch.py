"""Dutch. "U" is the rule, "je" only on familiar terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from service.letters.languages.base import Language, Round
from service.letters.languages.cues import Cues, whole
from service.letters.languages.points import Point, Reader


class Dutch(Language):
    code = "nl"
    conjunction = "en"
    weekdays = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
    months = (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    )
    polite_closings = ("Met vriendelijke groet,", "Hoogachtend,")
    warm_closings = ("Met vriendelijke groet,", "Vriendelijke groet,", "Met hartelijke groet,")
    familiar_closings = ("Hartelijke groet,", "Groet,", "Met vriendelijke groet,")
    cue_inside = re.compile(
        r", (?:en |maar )?(?=(?:vooral over|gesproken|gepraat|we hebben|ik|ze twijfel\w+|"
        r"benadrukken)\b)",
        re.IGNORECASE,
    )
    talks: ClassVar[Mapping[Round, str]] = {
        Round.DESIGN: "gesprek over systeemontwerp",
        Round.CODING: "gesprek over programmeren",
        Round.TECHNICAL: "technische gesprek",
        Round.CASE: "gesprek over de casus",
        Round.PANEL: "panelgesprek",
        Round.FINAL: "afsluitende gesprek",
        Round.SECOND: "tweede gesprek",
        Round.ONSITE: "gesprek op locatie",
        Round.PHONE: "telefoongesprek",
        Round.VIDEO: "videogesprek",
        Round.PLAIN: "gesprek",
    }

    def day(self, day: date, *, british: bool) -> str:
        del british
        return f"{self.weekdays[day.weekday()]} {day.day} {self.months[day.month - 1]}"

    def position(self, role: str, company: str) -> str:
        name = f"functie van {role}" if role else "functie"
        return f"{name} bij {company}" if company else name

    def greet(self, *, formal: str, first: str, company: str) -> str:
        if first:
            return f"Beste {first},"
        if formal:
            return f"Geachte {_lower_title(formal)},"
        return f"Beste team van {company}," if company else "Goedendag,"

    def point(self, clause: str, reader: Reader) -> Point | None:
        return _CUES.read(clause, reader)

    def offer(self, strength: str) -> tuple[str, str]:
        if re.match(r"ik \w+ \S", strength, re.IGNORECASE):
            return "", strength[0].upper() + strength[1:]
        return _CUES.offer(strength[0].lower() + strength[1:]), ""

    def flip(self, topic: str) -> str:
        said = r"\b(?:wij|we|ik|mij|me|mijn|jij|jouw|je|u|jullie)\b"
        if re.search(said, topic, re.IGNORECASE):
            return ""
        mine = re.sub(r"^uw\b", "mijn", topic)
        return re.sub(r"^(?:ons|onze)\b", "uw", mine) if mine == topic else mine


def _lower_title(formal: str) -> str:
    """Dutch writes titles before a name in lower case: "Geachte dr. Roe"."""
    return re.sub(r"^(?:(?:Dr|Prof|Ir|Ing|Drs|Mr)\. ?)+", lambda t: t[0].lower(), formal)


def _turned(words: str, reader: Reader) -> str:
    return re.sub(r"^hun\b", "jullie" if reader.familiar else "uw", words, flags=re.IGNORECASE)


def _missing(words: str) -> str:
    name = re.sub(r"^ervaring (?:heb )?(?:met|in) ", "", words)
    sure = name != words or re.match(r"[A-Z]|\w*\d", name)
    return f"mijn ervaring met {name}" if sure else ""


_CUES = Cues(
    discussed=whole(
        r"(?:we hebben |wij hebben )?(?:het )?(?:lang |veel |vooral )*over (?P<what>.+?) "
        r"(?:gesproken|gepraat|gehad)",
        r"(?:veel |vooral )?(?:gesproken|gepraat) over (?P<what>.+)",
        r"(?:het )?(?:ging )?vooral over (?P<what>.+)",
    ),
    liked=whole(
        r"(?:ik )?(?:vond|vind) (?P<what>(?:hun|de|het) .+?) "
        r"(?:erg |heel )?(?:goed|leuk|mooi|interessant|boeiend|sterk|fijn)",
    ),
    stressed=whole(
        r"(?:ik )?(?:wil |zou )?(?:graag )?(?:benadrukken|onderstrepen|noemen) ?:? ?(?P<what>.+)",
        r"(?P<what>mijn .+) (?:benadrukken|noemen)",
        r"(?:sterk punt|sterke punten) ?:? (?P<what>.+)",
    ),
    concern=whole(
        r"(?:hun |enige )?(?:twijfel|zorg|bedenking|aandachtspunt|zwak punt|bezwaar)(?:s|en)?"
        r"(?: over| was)? ?:? (?P<what>.+)",
        r"(?:ze|zij) (?:twijfelen|twijfelden|vragen zich af) (?:over |aan |of )"
        r"(?P<what>.+)",
    ),
    lacking=re.compile(
        r"(?:(?:ik (?:heb )?)?(?:geen|weinig|te weinig|genoeg|voldoende)|"
        r"(?:mijn )?gebrek aan|zonder|nooit) (?P<what>.+)",
        re.IGNORECASE,
    ),
    turned=_turned,
    refused=re.compile(
        r"\b(?:hun|zij|ze|hij|hem|haar|wij|we|ons|onze|jij|jouw|u)\b", re.IGNORECASE
    ),
    owned=re.compile(r"(?:mijn|de|het|een)\b"),
    clause=re.compile(r"dat ik .+"),
    bare_own=re.compile(r"ervaring\b"),
    my="mijn",
    missing=_missing,
    aside=re.compile(r", [^,]*\b(?:is|was|zijn|waren|heeft|hebben|kan|wil|willen)\b.*$"),
    point="het punt \u2018{}\u2019",
)
DUTCH = Dutch()
