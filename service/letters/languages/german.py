"""German. The polite "Sie" is the rule; "du" only on familiar terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from service.letters.languages.base import Language, Round
from service.letters.languages.cues import Cues, whole
from service.letters.languages.points import Kind, Point, Reader

_FIELD = re.compile(r"(?:.*(?:ung|ik|heit|keit|schaft|ment|ing|haltung|IT)|Vertrieb|Einkauf)$")
_LOW = re.compile(
    r"(?:Zwei|Drei|Vier|Fünf|Sechs|Sieben|Acht|Neun|Zehn|Zwölf|Über|Mehr|Mehrere|Viele|Langjährige|"
    r"Mehrjährige|Breite|Tiefe|Gute|Solide|Fundierte|Umfangreiche|Praktische|Meine?|Eine?)\b"
)


class German(Language):
    code = "de"
    conjunction = "und"
    weekdays = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
    months = (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    )
    polite_closings = ("Mit freundlichen Grüßen", "Freundliche Grüße")
    warm_closings = ("Mit freundlichen Grüßen", "Freundliche Grüße", "Herzliche Grüße")
    familiar_closings = ("Viele Grüße", "Herzliche Grüße", "Beste Grüße")
    cue_inside = re.compile(
        r", (?:und |aber )?(?=(?:viel|lange|vor allem|wir|ich|haben|über|sie (?:waren|sind)|"
        r"betonen|erwähnen)\b)",
        re.IGNORECASE,
    )
    talks: ClassVar[Mapping[Round, str]] = {
        Round.DESIGN: "Gespräch zum Systemdesign",
        Round.CODING: "Coding-Interview",
        Round.TECHNICAL: "Fachgespräch",
        Round.CASE: "Gespräch zur Fallstudie",
        Round.PANEL: "Gespräch in größerer Runde",
        Round.FINAL: "Abschlussgespräch",
        Round.SECOND: "Zweitgespräch",
        Round.ONSITE: "Gespräch vor Ort",
        Round.PHONE: "Telefongespräch",
        Round.VIDEO: "Videogespräch",
        Round.PLAIN: "Gespräch",
    }

    def day(self, day: date, *, british: bool) -> str:
        del british
        return f"{self.weekdays[day.weekday()]}, den {day.day}. {self.months[day.month - 1]}"

    def position(self, role: str, company: str) -> str:
        joint = "im Bereich" if _FIELD.fullmatch(role) else "als"
        name = f"Stelle {joint} {role}" if role else "Stelle"
        return f"{name} bei {company}" if company else name

    def greet(self, *, formal: str, first: str, company: str) -> str:
        del company
        return f"Hallo {first}," if first else f"Guten Tag {formal}".strip() + ","

    def point(self, clause: str, reader: Reader) -> Point | None:
        return _CUES.read(clause, reader)

    def offer(self, strength: str) -> tuple[str, str]:
        if re.match(r"ich \w+ \S", strength, re.IGNORECASE):
            return "", "Ich" + strength[3:]
        text = strength[0].lower() + strength[1:] if _LOW.match(strength) else strength
        return _CUES.offer(text), ""

    def flip(self, topic: str) -> str:
        if re.search(
            r"\b(?:uns|wir|ich|sie|du|ihr|dein\w*|dir|dich|dem|der|zum|zur)\b", topic, re.IGNORECASE
        ):
            return ""
        mine = re.sub(r"^Ihre\b", "meine", topic)
        return re.sub(r"^unsere\b", "Ihre", mine, flags=re.IGNORECASE) if mine == topic else mine


def _turned(words: str, reader: Reader) -> str:
    """ "ihre Migration" as "Ihre Migration", or "eure Migration" on familiar terms."""
    ending = re.match(r"(?:ihr|deren)(e[nmrs]?)?\b", words, re.IGNORECASE)
    if not ending:
        return words
    end = ending[1] or ""
    yours = ("eur" + end if end else "euer") if reader.familiar else "Ihr" + end
    return yours + words[ending.end() :]


def _missing(words: str) -> str:
    """Only words that need no ending after "mit"."""
    name = re.sub(r"^Erfahrung (?:mit|in) ", "", words)
    if re.fullmatch(r"[A-ZÄÖÜ][\w-]*(?:erfahrung|[Kk]enntnisse|praxis)(?: (?:mit|in) \S+)?", name):
        return f"meine {name}"
    sure = re.fullmatch(r"[A-ZÄÖÜ][\w+#.-]*(?: und [A-ZÄÖÜ][\w+#.-]*)?", name)
    return f"meine Erfahrung mit {name}" if sure else f"das Thema „{words}“"


def _ready(kind: Kind, words: str) -> str:
    """The subject of "Thema war der Umzug" as the object of a sentence: "den Umzug"."""
    object_ = re.sub(r"^der\b", "den", re.sub(r"^ein(?= )", "einen", words))
    return object_ if kind is Kind.DISCUSSED else words


_MOSTLY = r"(?:lange |viel |auch |vor allem |hauptsächlich |kurz |noch )*"

_CUES = Cues(
    discussed=whole(
        rf"(?:wir )?(?:haben )?(?:uns )?{_MOSTLY}über (?P<what>.+?) "
        r"(?:gesprochen|geredet|diskutiert|unterhalten|ausgetauscht)",
        rf"(?:wir haben )?{_MOSTLY}(?:gesprochen|geredet|diskutiert) über (?P<what>.+)",
        r"(?:gutes |langes |nettes )?gespräch über (?P<what>.+)",
        rf"(?:es )?ging {_MOSTLY}um (?P<what>.+)",
        r"them(?:a|en)(?: war| waren)? ?:? (?P<what>.+)",
    ),
    liked=whole(
        r"(?:ich )?(?:fand|finde) (?P<what>ihre?[nr]? .+|d(?:ie|as|en) .+) "
        r"(?:sehr |richtig |echt )?(?:gut|super|toll|klasse|spannend|interessant|beeindruckend|"
        r"überzeugend)",
        r"(?P<what>ihre?[nr]? .+|d(?:ie|as|en) .+) fand ich (?:sehr |richtig |echt )?(?:gut|super|"
        r"toll|klasse|spannend|interessant|beeindruckend|überzeugend)",
    ),
    stressed=whole(
        r"(?:ich )?(?:möchte |würde |will )?(?:gern |noch )*(?:betonen|hervorheben|unterstreichen|"
        r"erwähnen|sagen),? ?:? ?(?P<what>.+)",
        r"(?:ich )?(?:habe? )?(?:vergessen|nicht gesagt|nicht erwähnt)"
        r"(?: zu (?:sagen|erwähnen))?,? ?:? ?(?P<what>dass ich .+)",
        r"(?P<what>mein.+) (?:betonen|hervorheben|erwähnen)",
        r"stärken? ?:? (?P<what>.+)",
    ),
    concern=whole(
        r"(?:ihre? |einzige[sr]? )?(?:bedenken|sorge|zweifel|einwand|schwachpunkt|lücke|"
        r"vorbehalt)e?(?: wegen| war| waren)? ?:? (?P<what>.+)",
        r"(?:sie )?(?:waren|sind|wirkten|schienen) (?:sich )?(?:noch |etwas |ein bisschen )?"
        r"(?:unsicher|skeptisch|besorgt|zögerlich)(?: wegen| bei| bezüglich)? ?:? (?P<what>.+)",
    ),
    lacking=re.compile(
        r"(?:ich (?:habe |hätte ))?(?:(?:meine[rnm]? )?(?:keine?n?|(?:zu )?wenige?|fehlende[rnm]?|"
        r"mangelnde[rnm]?|geringe[rnm]?)|noch nie|ohne) (?P<what>.+)",
        re.IGNORECASE,
    ),
    turned=_turned,
    refused=re.compile(r"\b(?:sie|ihnen|er|ihm|ihn|wir|uns|du|dein\w*|dir|ihr|ihren?)\b"),
    owned=re.compile(r"(?:meinen?|die|das|den|eine?n?)\b"),
    clause=re.compile(r"dass ich .+"),
    bare_own=re.compile(r"(?:\w+e )?(?:Erfahrung(?:en)?|Kenntnisse|Zeit|Arbeit|\w+erfahrung)\b"),
    my="meine",
    missing=_missing,
    aside=re.compile(
        r", [^,]*\b(?:war|waren|ist|sind|hat|haben|hatten?|wird|kann|will|soll|sollen)\b.*$"
    ),
    point="das Thema „{}“",
    ready=_ready,
)
GERMAN = German()
