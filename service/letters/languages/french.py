"""French. Always "vous", and no first-person form that would show a gender."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from service.letters.languages.base import Language, Round
from service.letters.languages.cues import Cues, whole
from service.letters.languages.points import Point, Reader


class French(Language):
    code = "fr"
    conjunction = "et"
    weekdays = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    months = (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    )
    polite_closings = ("Bien cordialement,", "Avec mes respectueuses salutations,")
    warm_closings = ("Bien cordialement,", "Cordialement,", "Avec mes meilleures salutations,")
    familiar_closings = ("Bien cordialement,", "Cordialement,", "Bien à vous,")
    cue_inside = re.compile(
        r", (?:et |mais )?(?=(?:on a|nous avons|parlé|discuté|souligner|j'aimerais|je voudrais|ils|"
        r"elles)\b)",
        re.IGNORECASE,
    )
    talks: ClassVar[Mapping[Round, str]] = {
        Round.DESIGN: "entretien sur la conception de systèmes",
        Round.CODING: "entretien de programmation",
        Round.TECHNICAL: "entretien technique",
        Round.CASE: "entretien sur l'étude de cas",
        Round.PANEL: "entretien avec l'équipe",
        Round.FINAL: "entretien final",
        Round.SECOND: "deuxième entretien",
        Round.ONSITE: "entretien dans vos locaux",
        Round.PHONE: "entretien téléphonique",
        Round.VIDEO: "entretien en visioconférence",
        Round.PLAIN: "entretien",
    }

    def day(self, day: date, *, british: bool) -> str:
        del british
        number = "1er" if day.day == 1 else str(day.day)
        return f"{self.weekdays[day.weekday()]} {number} {self.months[day.month - 1]}"

    def position(self, role: str, company: str) -> str:
        name = f"poste {of(role)}" if role else "poste"
        return f"{name} chez {company}" if company else name

    def greet(self, *, formal: str, first: str, company: str) -> str:
        if first or formal:
            return f"Bonjour {first or formal},"
        return f"Bonjour à l'équipe {of(company)}," if company else "Bonjour,"

    def point(self, clause: str, reader: Reader) -> Point | None:
        return _CUES.read(clause, reader)

    def offer(self, strength: str) -> tuple[str, str]:
        if re.match(r"(?:je |j')\w+", strength, re.IGNORECASE):
            return "", strength[0].upper() + strength[1:]
        return _CUES.offer(strength[0].lower() + strength[1:]), ""

    def flip(self, topic: str) -> str:
        if re.search(
            r"\b(?:votre|nous|vous|je|mon|ma|mes|me|tu|ton|ta|tes)\b|j'", topic, re.IGNORECASE
        ):
            return ""
        mine = re.sub(r"\bvos\b", "mes", topic)
        return re.sub(r"^notre\b", "votre", mine) if mine == topic else mine


def of(name: str) -> str:
    """ "de" before the name, "d'" before a vowel."""
    return f"d'{name}" if re.match(r"[aeiouyàâäéèêëîïôöùûü]", name, re.IGNORECASE) else f"de {name}"


def _turned(words: str, reader: Reader) -> str:
    """ "de leur migration" as "à propos de votre migration"; other words only with "votre"."""
    del reader
    said = re.sub(r"^((?:de|d'|sur|à propos de) ?)?leur(s?)\b", _yours, words, flags=re.IGNORECASE)
    return f"à propos {said}" if re.match(r"(?:de |du |des |d')", said) else said


def _yours(found: re.Match[str]) -> str:
    return (found[1] or "") + ("vos" if found[2] else "votre")


def _missing(words: str) -> str:
    name = re.sub(r"^expérience (?:de |d'|en |avec )", "", words)
    if re.fullmatch(r"[A-Z][\w+#.-]*", name):
        return f"mon expérience {of(name)}"
    return f"mon {words}" if re.fullmatch(r"expérience en [\w ]+", words) else ""


_CUES = Cues(
    discussed=whole(
        r"(?:nous avons |on a |avons )?(?:surtout |longuement |beaucoup )?"
        r"(?:parlé|discuté|échangé) "
        r"(?:longuement |surtout |beaucoup )?(?P<what>(?:de|du|des|sur) .+|d'.+)"
    ),
    liked=whole(
        r"(?:j'ai |j')?(?:bien |beaucoup |vraiment |particulièrement )*(?:aimé|apprécié|adoré)"
        r"(?: bien| beaucoup)? (?P<what>(?:leurs?|les?|la|un|une) .+|l'.+)",
    ),
    stressed=whole(
        r"(?:je voudrais |j'aimerais |je veux )?(?:souligner|insister sur|mettre en avant|"
        r"mentionner|rappeler) ?:? ?(?P<what>.+)",
        r"(?:point fort|atout)s? ?:? (?P<what>.+)",
    ),
    concern=whole(
        r"(?:leur |seule? )?(?:réserve|doute|crainte|inquiétude|objection|point faible|lacune)s?"
        r"(?: sur| concernant| à propos de| était| :)? ?:? (?P<what>.+)",
        r"(?:ils|elles) (?:s'inquiètent|s'inquiétaient|doutent|hésitent)(?: un peu)? "
        r"(?:de|du|à cause de|sur) (?P<what>.+)",
    ),
    lacking=re.compile(
        r"(?:(?:je n'ai )?pas d'|(?:je n'ai )?pas de |aucune? |peu d'|peu de |"
        r"(?:mon )?manque d'|(?:mon )?manque de |sans )(?P<what>.+)",
        re.IGNORECASE,
    ),
    turned=_turned,
    refused=re.compile(
        r"\b(?:leurs?|ils?|elles?|eux|lui|nous|on|tu|te|ton|ta|tes|nos|notre)\b", re.IGNORECASE
    ),
    owned=re.compile(r"(?:mon|ma|mes|le|la|les|un|une)\b|l'"),
    clause=re.compile(r"que j(?:e |').+"),
    bare_own=re.compile(r"expérience\b"),
    my="mon",
    missing=_missing,
    aside=re.compile(r", [^,]*\b(?:est|était|sont|étaient|a|ont|sera|veulent|veut)\b.*$"),
    point="la question « {} »",
)
FRENCH = French()
