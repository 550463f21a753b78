"""Notes in English: cues, and how the candidate's words turn into the letter's."""

from __future__ import annotations

import re

from service.letters.languages.english_forms import article, full_forms, phrase, to_reader
from service.letters.languages.points import Kind, Point, Reader

_I_WOULD = (
    r"(?:i (?:would|will|want|wanted|should|must|need)? ?(?:like |love )?(?:to )?)?(?:also )?"
)
_STRESS = r"(?:stress|emphasi[sz]e|highlight|mention|underline|point out|play up|bring up|add)"
_WORRY = r"(?:concern|worry|worrie|doubt|hesitation|reservation|objection|weakness|weak spot|gap)"

CUE_INSIDE = re.compile(
    r",? (?:and |but )?(?=(?:I'd|I would|I want to|I should|I'd like to) (?:also |like to )?"
    rf"{_STRESS}\b)"
    rf"|,? (?:and |but |with )?(?=(?:(?:the|their|one|main|only) )*{_WORRY}s?(?: was)?:)"
    rf"|,? (?:and |but )(?=their {_WORRY}s? (?:about|over)\b)"
    r"|, (?:and |but )?(?=(?:they|she|he) (?:was|were|seemed|had) (?:a bit )?"
    r"(?:worried|concerned|doubts))"
    r"|, (?:and |but )?(?=(?:I |we )?(?:talked|discussed|liked|stress|mention|concern|worried)\b)",
    re.IGNORECASE,
)
"""Where a new cue begins inside a sentence."""

_DISCUSSED = re.compile(
    r"(?:(?:we|i|she|he|they) )?(?:also |mostly |mainly |briefly |then )?"
    r"(?:(?:talked|spoke|chatted|talk|talking|conversation|discussion)"
    r"(?: (?:with|to) [\w.'-]+(?: [\w'-]+)?)?"
    r"(?: a lot| mostly| mainly| briefly| at length| for a while| a bit)? (?:about|on|over)"
    r"|discussed|discussing|went over|went through|covered|dug into|walked through|touched on"
    r"|asked (?:me )?about|focus(?:ed)? on|(?:topics?|discussed|talked about|about) ?:)"
    r"(?: mostly| mainly| briefly)? ?:? +(?P<what>.+)",
    re.IGNORECASE,
)
_LIKED = re.compile(
    r"(?:i )?(?:was |am |really |especially |particularly )*(?:liked|loved|enjoyed|impressed "
    r"(?:by|with)|appreciated|interested in|curious about|excited about|keen on) +(?P<what>.+)",
    re.IGNORECASE,
)
_STRESSED = re.compile(
    rf"(?:{_I_WOULD}{_STRESS}(?:ing)?(?: more| again| once more| especially)?"
    r"|(?:my )?(?:main |key )?(?:strengths?|selling points?|plus)(?: is| are| was)?)"
    r" ?:? +(?P<what>.+)",
    re.IGNORECASE,
)
_CONCERN = re.compile(
    rf"(?:(?:the|their|her|his|one|main|only|biggest|possible|a) )*(?:{_WORRY}s?)"
    r"(?: (?:was|is|were|are|raised|came up|they had|they raised))*"
    r"(?: (?:about|over|with|on|in|that|whether|if))? ?[:,]? +(?P<what>.+)"
    r"|(?:(?:they|she|he|i) )?(?:(?:was|were|is|are|seemed|sounded|looked|had) )?"
    r"(?:a bit |a little |somewhat |slightly )?(?:worried|concerned|unsure|sceptical|skeptical|"
    r"hesitant|doubts|worries|concerns) (?:about|that|whether|if|over) +(?P<worry>.+)",
    re.IGNORECASE,
)


def point_of(clause: str, reader: Reader) -> Point | None:
    """The clause as a point of the letter, or None where that cannot be done safely."""
    clause = full_forms(clause)
    if found := _CONCERN.fullmatch(clause):
        return _concern(found["what"] or found["worry"], reader)
    for kind, cue in (
        (Kind.STRESSED, _STRESSED),
        (Kind.DISCUSSED, _DISCUSSED),
        (Kind.LIKED, _LIKED),
    ):
        if found := cue.fullmatch(clause):
            words = to_reader(found["what"], reader)
            text = offering(words) if kind is Kind.STRESSED else phrase(words)
            return Point(kind, text) if text else None
    return None


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
    r"available|willing|ready|happy|keen|eager|good|strong|flexible|new) "
    r"(?:in|with|at|on|to|as|by|from)\b.+",
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
    return f"my experience {'in' if re.match(r'[a-z]+ing [a-z]', text) else 'with'} {text}"


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


def _short(statement: str) -> str:
    fits = len(statement.split()) <= 16
    third = re.search(r"\b(?:they|them|she|he|him|her|their|you|we)\b", statement, re.IGNORECASE)
    return statement if fits and not third else ""


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
_FACT = re.compile(
    r"i (?:have|am|do|did|can|could|lack|need|live|was|would|will) .+", re.IGNORECASE
)


def _concern(words: str, reader: Reader) -> Point | None:
    words = re.sub(
        r"^(?:they|she|he) (?:think|thinks|feel|feels|fear|fears|said|say|says)(?: that)? ",
        "",
        words.strip(" ,.;:"),
        flags=re.IGNORECASE,
    )
    words = to_reader(words, reader)
    if found := _LACKING.fullmatch(words):
        matter = _missing(found["what"])
        gap = "experience" in matter
        return Point(Kind.CONCERN, f"the question of {matter}", gap) if matter else None
    if found := _STATE.fullmatch(words):
        fitting = "" if " for " in found[1] else " for the role"
        state = _short(f"I am {found[1]}{fitting}")
        return Point(Kind.CONCERN, f"the question of whether {state}") if state else None
    if _FACT.fullmatch(words):
        fact = _short("I" + words[1:])
        return Point(Kind.CONCERN, f"the fact that {fact}") if fact else None
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
