"""Spanish. "Usted" is the rule, "tú" only on familiar terms; no form that would show a gender."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from service.letters.languages.base import Language, Round
from service.letters.languages.cues import Cues, whole
from service.letters.languages.points import Point, Reader


class Spanish(Language):
    code = "es"
    conjunction = "y"
    weekdays = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
    months = (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    )
    polite_closings = ("Atentamente,", "Reciba un cordial saludo,")
    warm_closings = ("Un cordial saludo,", "Saludos cordiales,", "Atentamente,")
    familiar_closings = ("Un saludo,", "Saludos cordiales,", "Un cordial saludo,")
    cue_inside = re.compile(
        r", (?:y |pero )?(?=(?:hablamos|conversamos|destacar|quiero|quisiera|me gustó|"
        r"les preocupa)\b)",
        re.IGNORECASE,
    )
    talks: ClassVar[Mapping[Round, str]] = {
        Round.DESIGN: "entrevista sobre diseño de sistemas",
        Round.CODING: "entrevista de programación",
        Round.TECHNICAL: "entrevista técnica",
        Round.CASE: "entrevista sobre el caso práctico",
        Round.PANEL: "entrevista con el panel",
        Round.FINAL: "entrevista final",
        Round.SECOND: "segunda entrevista",
        Round.ONSITE: "entrevista presencial",
        Round.PHONE: "conversación telefónica",
        Round.VIDEO: "videollamada",
        Round.PLAIN: "conversación",
    }

    def day(self, day: date, *, british: bool) -> str:
        del british
        return f"{self.weekdays[day.weekday()]} {day.day} de {self.months[day.month - 1]}"

    def position(self, role: str, company: str) -> str:
        name = f"puesto de {role}" if role else "puesto"
        return f"{name} en {company}" if company else name

    def greet(self, *, formal: str, first: str, company: str) -> str:
        if first:
            return f"Hola, {first}:"
        if formal:
            return f"Buenos días, {formal}:"
        return f"Buenos días, equipo de {company}:" if company else "Buenos días:"

    def joined(self, items: Sequence[str]) -> str:
        """With "e" before the sound of i."""
        last = items[-1].lower() if items else ""
        sounds_i = re.match(r"h?[iíy](?![aeou])", last)
        joined = super().joined(items)
        return re.sub(r" y (?=[^,]*$)", " e ", joined) if sounds_i else joined

    def point(self, clause: str, reader: Reader) -> Point | None:
        return _CUES.read(clause, reader)

    def offer(self, strength: str) -> tuple[str, str]:
        if re.match(
            r"(?:he|tengo|hablo|llevo|sé|trabajo|trabajé|dirigí) ", strength, re.IGNORECASE
        ):
            return "", strength[0].upper() + strength[1:]
        return _CUES.offer(strength[0].lower() + strength[1:]), ""

    def flip(self, topic: str) -> str:
        said = r"\b(?:su|sus|usted|nos|nosotros|yo|mi|mis|me|tú|te|ti|vuestr\w+)\b"
        if re.search(said, topic, re.IGNORECASE):
            return ""
        return re.sub(r"^nuestr[oa]\b", "su", re.sub(r"^nuestr[oa]s\b", "sus", topic))


def _turned(words: str, reader: Reader) -> str:
    """ "de su migración" serves as it is for "usted"; on familiar terms it is "de tu migración"."""
    return re.sub(r"\bsu(s?)\b", r"tu\1", words) if reader.familiar else words


def _missing(words: str) -> str:
    name = re.sub(r"^experiencia (?:con|en) ", "", words)
    sure = name != words or re.match(r"[A-Z]|\w*\d", name)
    return f"mi experiencia con {name}" if sure else ""


_CUES = Cues(
    discussed=whole(
        r"(?:hablamos|hemos hablado|conversamos|charlamos|hablado) (?:mucho |sobre todo )?"
        r"(?P<what>(?:de|del|sobre|acerca de) .+)"
    ),
    liked=whole(
        r"(?:me )?(?:gustó|gustaron|encantó|encantaron|interesó|interesaron)(?: mucho)? "
        r"(?P<what>(?:su|sus|el|la|los|las|cómo) .+)",
    ),
    stressed=whole(
        r"(?:quiero |quisiera |me gustaría )?(?:destacar|subrayar|recalcar|mencionar|insistir en)"
        r" ?:? ?(?P<what>.+)",
        r"(?:punto fuerte|fortaleza)s? ?:? (?P<what>.+)",
    ),
    concern=whole(
        r"(?:su |una |única )?(?:duda|preocupación|reserva|inquietud|objeción|punto débil|laguna)s?"
        r"(?: sobre| era| con)? ?:? (?P<what>.+)",
        r"(?:les|le) preocupa(?:ba|n)?(?: que)? (?P<what>.+)",
    ),
    lacking=re.compile(
        r"(?:nada de|sin|(?:mi )?falta de|poca|poco|no tengo|no) (?P<what>.+)", re.IGNORECASE
    ),
    turned=_turned,
    refused=re.compile(
        r"\b(?:ellos|ellas|él|ella|les|nos|nosotros|usted|tú|te|ti|yo)\b", re.IGNORECASE
    ),
    owned=re.compile(r"(?:mi|mis|el|la|los|las|un|una)\b"),
    clause=re.compile(r"que (?:he|tengo|hablo|llevo|sé|trabajo|trabajé|dirigí|puedo) .+"),
    bare_own=re.compile(r"experiencia\b"),
    my="mi",
    missing=_missing,
    aside=re.compile(r", [^,]*\b(?:es|está|fue|son|están|ha|han|era|quieren|quiere)\b.*$"),
    point="el punto «{}»",
)
SPANISH = Spanish()
