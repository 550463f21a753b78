"""Notes in English: cues, and how the candidate's words turn into the letter's."""

from __future__ import annotations

import re

from service.letters.languages.english_cues import CONCERN, DISCUSSED, LIKED, STRESSED
from service.letters.languages.english_forms import (
    article,
    full_forms,
    listed,
    phrase,
    to_reader,
)
from service.letters.languages.points import Kind, Point, Reader


def point_of(clause: str, reader: Reader) -> Point | None:
    """The clause as a point of the letter, or None where that cannot be done safely."""
    clause = full_forms(clause)
    if found := CONCERN.fullmatch(clause):
        return _concern(_said(found), reader)
    for kind, cue in (
        (Kind.STRESSED, STRESSED),
        (Kind.DISCUSSED, DISCUSSED),
        (Kind.LIKED, LIKED),
    ):
        if found := cue.fullmatch(clause):
            if kind is Kind.DISCUSSED and _with_another(found["whom"], reader):
                return None
            words = to_reader(_said(found), reader)
            text = offering(words) if kind is Kind.STRESSED else _told(kind, words)
            return Point(kind, text) if text else None
    return None


def _said(found: re.Match[str]) -> str:
    """What the cue introduces, in whichever of its groups it stands."""
    said = {name: words for name, words in found.groupdict().items() if name != "whom"}
    return next((words for words in said.values() if words), "")


def _with_another(whom: str | None, reader: Reader) -> bool:
    """Whether the talk was with somebody who, as far as we know, was not at this table."""
    at_table = {"them", "her", "him", "the", "everyone", *(n.lower() for n in reader.table)}
    bare = re.sub(r"^(?:dr|prof|mr|ms|mrs)\.? ", "", (whom or "").lower())
    return bool(whom) and bare not in at_table and bare.split()[0] not in at_table


def _told(kind: Kind, words: str) -> str:
    """A subject of the talk, or what was liked about it, as an object."""
    if kind is Kind.LIKED and re.match(r"that (?!i\b|it\b)\w+ ", words, re.IGNORECASE):
        return _short(words, _OTHERS)
    return "" if _PRIVATE.search(words) else phrase(listed(words))


_PRIVATE = re.compile(
    r"\b(?:salary|pay|compensation|benefits|bonus|notice period|visa|gaps? in my|sabbatical|"
    r"why I (?:left|quit|am leaving)|(?:my )?(?:age|health|pregnancy|divorce|illness))\b",
    re.IGNORECASE,
)
"""What nobody gives thanks for having talked about."""


_DETERMINED = re.compile(
    r"(?:my|the|a|an|our|your|this|that|these|those|all|some)\b", re.IGNORECASE
)
_OWN_HEAD = re.compile(
    r"\b(?:experience|background|work|skills?|years|months|time|training|knowledge|love|interest|"
    r"familiarity|record|degree|certifications?|ability|willingness|thesis|projects?|portfolio|"
    r"commitment|curiosity|practice|studies|research|understanding|attention|internship|"
    r"apprenticeship|doctorate|availability|eye|background)\b",
    re.IGNORECASE,
)
_QUALITY = re.compile(
    r"(?:fluent|experienced|comfortable|certified|skilled|proficient|familiar|trained|able|used|"
    r"available|willing|ready|happy|keen|eager|good|strong|flexible|new|calm|reliable|patient) "
    r"(?:in|with|at|on|to|as|by|from|under)\b.+",
    re.IGNORECASE,
)
_CHARACTER = re.compile(
    r"(?:\w+ )?(?:communicator|learner|player|leader|thinker|writer|listener|worker|organi[sz]er|"
    r"planner|mentor|teacher|speaker)",
    re.IGNORECASE,
)
_VERBS = (
    r"(?:led|ran|built|wrote|grew|shipped|managed|designed|created|launched|maintained|migrated|"
    r"mentored|taught|organi[sz]ed|developed|introduced|moved|scaled|automated|reduced|improved|"
    r"owned|worked|can|have|speak|know)"
)
_VERB = re.compile(rf"{_VERBS}\b", re.IGNORECASE)
_DEED = re.compile(
    rf"{_VERBS} (?!team\b|project\b|group\b|company\b|department\b).+", re.IGNORECASE
)


def offering(words: str) -> str:
    """What the candidate stresses, as an object: "my on-call experience", "that I ran …", or ""."""
    words = re.sub(r"^(?:that|the fact that) (?=i\b|my\b)", "", words, flags=re.IGNORECASE)
    if statement := sentence(words):
        return f"that {statement}"
    text = phrase(words.partition(",")[0])
    if not text or _DETERMINED.match(text):
        return text
    if _VERB.match(text):
        return ""
    if _OWN_HEAD.search(text) or re.match(
        r"(?:fluent|native|strong|solid|deep|broad|long)\b", text
    ):
        return f"my {text}"
    if re.fullmatch(r"[a-z]+(?:ity|ness|ience|ance|iasm|ism)", text):
        return f"my {text}"
    if re.match(r"[a-z]+ing [a-z]", text):
        return f"my experience in {text}"
    return f"my experience with {text}" if re.match(r"\w*[A-Z\d]", text) else ""


def sentence(words: str) -> str:
    """The words as a statement that begins with "I" or "my", or ""."""
    words = words.strip(" ,.;:")
    if re.match(r"i [a-z']+ \S|my .+ (?:is|was|has|are|were) ", words, re.IGNORECASE):
        start = "I" if words[:2].lower() == "i " else "my"
        return _short(start + words[len(start) :])
    lower = words[:1].lower() + words[1:]
    if _QUALITY.fullmatch(words):
        return _short(f"I am {lower}")
    if _CHARACTER.fullmatch(words):
        return _short(f"I am {article(lower)} {lower}")
    return _short(f"I {lower}") if _DEED.fullmatch(words) else ""


_OTHERS = r"\b(?:they|them|she|he|him|her|his|their|we|us)\b"


def _short(statement: str, refused: str = rf"{_OTHERS}|\byou\b") -> str:
    fits = len(statement.split()) <= 16
    return "" if not fits or re.search(refused, statement, re.IGNORECASE) else statement


_LACKING = re.compile(
    r"(?:i )?(?:(?:have|had|has) )?(?:no|not enough|not much|too little|little|limited|"
    r"(?:my )?lack of|lacking|missing|without|weak (?:on|in|at)|new to|rusty|"
    r"never (?:used|done|worked (?:with|in|on)|touched)|have not (?:used|done|"
    r"worked (?:with|in|on)))(?: any)? +(?P<what>.+?)"
    r"(?: (?:before|yet|so far|recently|though))?",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:\w+ )?(?:degree|diploma|certificate|certification|licen[cs]e|visa|permit|clearance|mba|"
    r"phd|car)",
    re.IGNORECASE,
)
_OWN_MATTER = re.compile(
    r"(?:notice period|commute|availability|seniority|age|level|salary expectations?|english|"
    r"german|french|spanish|dutch|start date|gap in (?:my )?(?:cv|resume|career))",
    re.IGNORECASE,
)
_STATE = re.compile(r"(?:i am )?((?:too|over|under|not)[ -]?\w+(?: \w+){0,4})", re.IGNORECASE)
_FACT = re.compile(r"i (?:have|am|do|did|can|lack|need|live|was) .+", re.IGNORECASE)

_RISK = re.compile(r"i (?:might|may|would|will|could) .+", re.IGNORECASE)


def _concern(words: str, reader: Reader) -> Point | None:
    words = re.sub(
        r"^(?:they|she|he) (?:think|thinks|feel|feels|fear|fears|said|say|says)(?: that)? ",
        "",
        words.strip(" ,.;:"),
        flags=re.IGNORECASE,
    )
    words = to_reader(re.sub(r" \([^()]*\)$", "", words), reader)
    if words.lower().startswith("answer "):
        answer = phrase(words)
        return Point(Kind.CONCERN, f"my {answer}") if answer else None
    if found := _LACKING.fullmatch(words):
        matter = _missing(found["what"])
        gap = "experience" in matter
        return Point(Kind.CONCERN, f"the question of {matter}", gap) if matter else None
    if found := _STATE.fullmatch(words):
        fitting = "" if " for " in found[1] else " for the role"
        state = _short(f"I am {found[1]}{fitting}")
        return Point(Kind.CONCERN, f"the question of whether {state}") if state else None
    if _RISK.fullmatch(words):
        risk = _short("I" + words.partition(",")[0][1:])
        return Point(Kind.CONCERN, f"the question of whether {risk}") if risk else None
    if _FACT.fullmatch(words):
        fact = _short("I" + words[1:])
        gap = bool(re.search(r"\b(?:no|not|never|without)\b", fact))
        return Point(Kind.CONCERN, f"the fact that {fact}", gap) if fact else None
    return _matter(phrase(words))


def _missing(words: str) -> str:
    text = phrase(words)
    if not text or _DETERMINED.match(text):
        return text
    if _PAPER.fullmatch(text):
        return f"{article(text)} {text}"
    if re.search(r"(?:experience|background|knowledge|skills)$|^experience ", text):
        return f"my {text}"
    return f"my experience {'in' if re.match(r'[a-z]+ing [a-z]', text) else 'with'} {text}"


def _matter(text: str) -> Point | None:
    if not text or len(text.split()) > 8:
        return None
    named = re.fullmatch(r"[A-Z][\w+#.]*|[a-z]+ing [a-z].*|.*experience|experience .+", text)
    if named or _PAPER.fullmatch(text):
        matter = _missing(text)
        return Point(Kind.CONCERN, f"the question of {matter}", gap="experience" in matter)
    if _OWN_MATTER.fullmatch(text):
        text = f"my {text}"
    return Point(Kind.CONCERN, f"the question of {text}")
