"""The checklist for a follow-up letter, item by item, by rules of its own.

Nothing here is taken from service.letters: names, days, rounds and word lists are written down
again, so that a slip there is not repeated here. An item gives None where it does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from bench.letter_cases import Application
from scheduler.policy import Stage
from service.letters.model import Letter
from service.letters.others import keys_in

Item = Callable[[Letter, Application], bool | None]

_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    "nl": ("januari", "februari", "maart", "april", "mei", "juni"),
}
_SMALL_WORDS = {
    "en": "the of and for to with you would that our",
    "de": "die der ich und sie ihnen für mit über zu",
    "fr": "le la de vous je du et que pour votre",
    "es": "el la de que por mi con en le nuestra",
    "nl": "de het ik van en voor op ons dat graag",
}
_ROUND_WORDS = {
    "phone": ("phone", "telefon", "téléphon", "telefón", "telefoon"),
    "technical": ("technical", "fachgespräch", "technique", "técnica", "technisch"),
    "panel": ("panel", "größerer runde", "collégial"),
    "final": ("final", "abschluss", "afsluitend"),
    "video": ("video", "vidéo", "visioconférence"),
}
_THANKS = r"\bthank|grateful|\bdank|merci|remerci|gracias|agrade[cz]|bedank"
_INTEREST = (
    r"interest|appeal|drawn to|excited|like to (?:do|take)|wish to do|gladly|aufgabe|gern tun|"
    r"int[eé]r[eéê][st]|volontiers|con gusto|"
    r"attire|envie|interés|atrae|gustaría|belangstelling|spreekt|graag zou"
)
_READY = (
    r"question|anything (?:else|further|that i)|need any|further from me|know more|fragen|"
    r"benötig|brauchst|précision|éléments|complément|pregunta|algo más|aclaraci|vragen|nodig heb"
)
_AHEAD = (
    r"look forward|continue|hear(?:ing)? (?:from|about)|next steps|timing|news|freue mich|fortsetz|"
    r"gespannt|entgegen|nachricht|rahmen|nouvelles|poursuiv|décision|calendrier|suite|noticias|"
    r"continuar|espero|plazos|zie (?:er|uit)|voortzetten|planning|horen"
)
_OPEN_DOOR = (
    r"still (?:be )?(?:open|to be filled)|nothing has been decided|noch offen|"
    r"noch nichts entschieden|reste à pourvoir|rien n'est encore|sigue abierto|todavía no hay|"
    r"nog open|nog niets beslist"
)
_TIRED = (
    r"just (?:checking|following|wanted)|checking in|circl\w+ back|touch\w* base|finds you well|"
    r"perfect fit|very excited|dream job|reach\w* out|amazing|!"
)
_SLOTS = (
    r"[{}<>\[\]]|\bNone\b|\bnull\b|Hiring Manager|your company|\bopen position\b|Hi there|  | ,| \."
)


def _flat(letter: Letter) -> str:
    return " ".join(letter.text.split())


def _body(letter: Letter) -> str:
    return "\n\n".join(letter.text.strip().split("\n\n")[1:-1])


def _day_forms(day: date, language: str) -> tuple[str, ...]:
    month = _MONTHS[language][day.month - 1]
    first = "1er" if day.day == 1 else str(day.day)
    return (
        f"{month} {day.day}", f"{day.day} {month}", f"{day.day}. {month}", f"{first} {month}",
        f"{day.day} de {month}",
    )  # fmt: skip


def _names_day(letter: Letter, day: date, language: str) -> bool:
    text = _flat(letter)
    return any(re.search(rf"\b{re.escape(form)}(?!\d)", text) for form in _day_forms(day, language))


def greeted(letter: Letter, case: Application) -> bool | None:
    line = letter.text.split("\n", 1)[0]
    if not case.greeted:
        return not re.search(r"Hiring Manager|there|Sir|Madam|None", line)
    return any(re.search(rf"{re.escape(name)}[,:]$", line) for name in case.greeted)


def company(letter: Letter, case: Application) -> bool | None:
    return case.request.company in _flat(letter) if case.request.company else None


def role(letter: Letter, case: Application) -> bool | None:
    return case.request.role in _flat(letter) if case.request.role else None


def interview_day(letter: Letter, case: Application) -> bool | None:
    return _names_day(letter, case.request.interview_start.date(), case.request.language)


def round_named(letter: Letter, case: Application) -> bool | None:
    """In a thank-you: the kind of conversation, where one is known."""
    if case.request.stage is not Stage.THANK_YOU:
        return None
    known = f"{case.request.round_name or ''} {case.request.medium or ''}"
    kind = next((k for k in ("panel", "technical", "final", "phone", "video") if k in known), None)
    return any(word in _flat(letter).lower() for word in _ROUND_WORDS[kind]) if kind else None


def thanks(letter: Letter, case: Application) -> bool | None:
    if case.request.stage is Stage.STATUS_CHECK:
        return None
    return bool(re.search(_THANKS, _body(letter), re.IGNORECASE))


def interest(letter: Letter, case: Application) -> bool | None:
    del case
    return bool(re.search(_INTEREST, _body(letter), re.IGNORECASE))


def why_this_person(letter: Letter, case: Application) -> bool | None:
    """The stressed point of the note, or else a strength, where either is known."""
    if case.request.stage is Stage.FINAL_CHECK or not (case.note.stressed or case.strength):
        return None
    if case.request.stage is Stage.STATUS_CHECK and case.note.discussed:
        return None
    return (case.note.stressed or case.strength) in _flat(letter)


def discussed(letter: Letter, case: Application) -> bool | None:
    if case.request.stage is Stage.FINAL_CHECK or not case.note.discussed:
        return None
    return case.note.discussed in _flat(letter)


def concern(letter: Letter, case: Application) -> bool | None:
    if case.request.stage is not Stage.THANK_YOU or not case.note.concern:
        return None
    return bool(re.search(rf"\b{re.escape(case.note.concern)}\b", _body(letter)))


def not_pasted(letter: Letter, case: Application) -> bool | None:
    """No clause of the note stands in the letter as it was typed, third person and all."""
    if not case.note.text:
        return None
    clauses = [c.strip(" .") for c in re.split(r"[;.]| - ", case.note.text)]
    return not any(clause and clause in _flat(letter) for clause in clauses)


def promise(letter: Letter, case: Application) -> bool | None:
    if case.request.stage is not Stage.STATUS_CHECK or not case.request.promised:
        return None
    return _names_day(letter, case.request.promised, case.request.language)


def no_invented_day(letter: Letter, case: Application) -> bool | None:
    moments = (case.request.interview_start, case.request.promised, case.request.previous_letter_at)
    days = {str(moment.day) for moment in moments if moment}
    return set(re.findall(r"\d+", _body(letter))) <= days


def panel(letter: Letter, case: Application) -> bool | None:
    if not case.request.others or case.request.stage is not Stage.THANK_YOU:
        return None
    return "Tom Baker" in _flat(letter) and "Sato" in _flat(letter)


def readiness(letter: Letter, case: Application) -> bool | None:
    if case.request.stage is Stage.FINAL_CHECK:
        return None
    return bool(re.search(_READY, _body(letter), re.IGNORECASE))


def look_ahead(letter: Letter, case: Application) -> bool | None:
    if case.request.stage is Stage.FINAL_CHECK:
        return bool(re.search(_OPEN_DOOR, _body(letter), re.IGNORECASE))
    return bool(re.search(_AHEAD, _body(letter), re.IGNORECASE))


def length(letter: Letter, case: Application) -> bool | None:
    fewest, most = {"thank_you": (80, 160), "status_check": (50, 110), "final_check": (40, 90)}[
        case.request.stage.value
    ]
    return fewest <= len(_body(letter).split()) <= most


def plain_words(letter: Letter, case: Application) -> bool | None:
    del case
    return not re.search(_TIRED, _body(letter), re.IGNORECASE)


def no_empty_slot(letter: Letter, case: Application) -> bool | None:
    del case
    return not re.search(_SLOTS, letter.text)


def language(letter: Letter, case: Application) -> bool | None:
    words = re.findall(r"[^\W\d_]+", _body(letter).lower())
    counts = {
        code: sum(words.count(w) for w in small.split()) for code, small in _SMALL_WORDS.items()
    }
    return max(counts, key=counts.__getitem__) == case.request.language


def thread_kept(letter: Letter, case: Application) -> bool | None:
    subject = case.request.thread_subject
    return letter.subject == f"Re: {subject}" if subject else None


def only_this_application(letter: Letter, case: Application) -> bool | None:
    text = f"{letter.subject}\n{letter.text}"
    names = case.request.others_names.among(keys_in(text))
    return not any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


ITEMS: Mapping[str, Item] = {
    "greets the right person in the right form": greeted,
    "names the company": company,
    "names the role": role,
    "names the day of the interview": interview_day,
    "names the round (thank-you)": round_named,
    "thanks for the time": thanks,
    "says that the interest is there": interest,
    "says why this person fits, from notes or profile": why_this_person,
    "takes up what was talked about": discussed,
    "takes up the concern (thank-you)": concern,
    "does not paste the note": not_pasted,
    "names the promise (status check)": promise,
    "names no day or figure that no fact holds": no_invented_day,
    "thanks the panel by name": panel,
    "is ready for questions": readiness,
    "looks ahead, or leaves the door open (final check)": look_ahead,
    "has the right length": length,
    "no worn phrases, flattery or exclamation marks": plain_words,
    "no empty slot or stand-in": no_empty_slot,
    "is in the thread's language": language,
    "keeps the thread's subject": thread_kept,
    "names nothing of another application": only_this_application,
}
