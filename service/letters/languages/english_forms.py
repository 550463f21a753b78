"""English words as a sentence needs them: articles, full forms, and whose "their" is."""

from __future__ import annotations

import re

from service.letters.languages.points import MOST_WORDS, Reader

_FULL = (
    *((r"\bI'd\b", "I would"), (r"\bI've\b", "I have"), (r"\bI'm\b", "I am")),
    *((r"\bI'll\b", "I will"), (r"\b(they|we|you)'re\b", r"\1 are")),
    *((r"\b(they|we|you)'ve\b", r"\1 have"), (r"\bwon't\b", "will not")),
    *(
        (r"\bcan't\b", "cannot"),
        (r"\b(\w+)n't\b", r"\1 not"),
        (r"\bid (?=stress|like)", "I would "),
    ),
)
_STARTS_LOW = re.compile(r"(?:The|A|An|My|Our|Your|Their|How|What|Why|Where|Whether|That|Which)\b")
_FINITE = re.compile(
    r"\b(?:is|was|are|were|am|has|had|have|did|does|do|can|could|will|would|should|must|went|said|"
    r"told|asked|thinks?|thought|seem(?:s|ed)?|felt|wants?|wanted|needs?|needed|got|gave|let|knows?|"
    r"cannot|loved|liked|hated|left)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:he|she|him|they|them|we|us|me|you|yours|i|hers|himself|herself)\b", re.IGNORECASE
)
_QUESTION = re.compile(
    r"(?:how|what|why|where|whether|when|which) (?:\w+ly |well |much )?(?:you|the|your|a) |how I "
)
_OWN_DEED = re.compile(
    r" (?:that |which )?I (?:built|made|ran|led|wrote|gave|did|used|created|designed|managed|"
    r"started|organi[sz]ed|developed|introduced|worked on)\b"
)
_STOPS = re.compile(r"[{}<>\[\]|\\`*_~^#=@:?!]|\.\.|://|\bwww\.|\.\s")


def full_forms(text: str) -> str:
    """Without contractions: a letter has none."""
    for short, full in _FULL:
        text = re.sub(short, full, text, flags=re.IGNORECASE)
    return text


def article(phrase_: str) -> str:
    """ "a" or "an", by the sound with which the phrase begins."""
    word = phrase_.split(" ", 1)[0]
    if re.fullmatch(r"[A-Z]{2,5}s?", word):  # spelled out: an MBA, a UX designer
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    if re.match(r"(?i)uni(?!n)|use|usu|eu|one\b|once\b|u[.-]", word):
        return "a"
    return "an" if re.match(r"(?i)[aeiou8]|11|18|hour|honest|honou?r|heir", word) else "a"


def possessive(name: str) -> str:
    """Whose: "Initech's", and "James'" for a name that ends in s."""
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"


def to_reader(words: str, reader: Reader) -> str:
    """What the note says of the reader, said to the reader: "their migration" as "your migration".

    "they" and "their" are taken for the employer only where no plural stands before them that
    they could mean; else "" is given.
    """
    words = words.strip(" ,.;:")
    for name in sorted(reader.names, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(name)}'s?(?!\w)", "your", words)
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words):
            return ""
    if reader.alone:
        words = re.sub(r"^(?:his|her)(?= )", "your", words, flags=re.IGNORECASE)
    parts = re.split(r"\b(their|they|them)\b", words, flags=re.IGNORECASE)
    for index in range(1, len(parts), 2):
        if _could_mean_others("".join(parts[:index])):
            return _without_last(words, reader)
        parts[index] = "your" if parts[index].lower() == "their" else "you"
    return "".join(parts)


def _could_mean_others(before: str) -> bool:
    words = re.findall(r"[\w-]+", before.lower())
    plural = (
        r"(?!this|was|is|has|its|as|yours|us$).{2,}s|people|team|staff|folks|children|women|men"
    )
    return any(re.fullmatch(plural, word) for word in words)


def _without_last(words: str, reader: Reader) -> str:
    """The words up to their last "and", if what is left can be said safely."""
    head, found, _ = words.rpartition(" and ")
    return to_reader(head, reader) if found else ""


def listed(words: str) -> str:
    """A bare list with its "and", which people leave out in notes; of anything else that goes on
    after a comma the beginning.
    """
    items = words.split(", ")
    if len(items) < 2 or re.search(r"\b(?:and|or|especially|including)\b", words):
        return words
    most = 2 if len(items) == 2 else 5
    if any(len(item.split()) > most or _GOES_ON.match(item) for item in items):
        return items[0]
    return f"{', '.join(items[:-1])}{',' if len(items) > 2 else ''} and {items[-1]}"


_GOES_ON = re.compile(r"(?:which|who|where|when|that|then|but|so|as|if|because|not|with|for)\b")


def phrase(words: str) -> str:
    """The words as a noun phrase or an indirect question for the middle of a sentence, or ""."""
    text = re.sub(
        r",? (?:a lot|etc\.?|too|as well|and so on|mostly|mainly|together|\([^()]*\))$",
        "",
        words.strip(" ,.;:"),
    )
    if not text or len(text.split()) > MOST_WORDS or len(text) > 90 or _STOPS.search(text):
        return ""
    if _STARTS_LOW.match(text):
        text = text[0].lower() + text[1:]
    question = _QUESTION.match(text)
    bare = text[question.end() :] if question else _OWN_DEED.sub(" ", text)
    if _PERSON.search(bare) or re.search(r"\b(?:his|her|their)\b", bare, re.IGNORECASE):
        return ""
    if not question and (
        _FINITE.search(bare) or re.match(r"(?:how|what|why|to|that|if|not) ", text)
    ):
        return ""
    return text if any(map(str.isalpha, text)) and text.count('"') % 2 == 0 else ""
