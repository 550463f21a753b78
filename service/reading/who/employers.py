"""Which employer an address or a name stands for: keys that match across messages (pure)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import tldextract

from gmail.message.addresses import is_no_reply
from service.reading.systems import Role, system_of

_LEGAL = re.compile(
    r"[,\s]+(inc|incorporated|llc|l\.l\.c|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|se|kg|"
    r"gmbh & co\.? kg|ohg|ug|e\.?v|sa|s\.a|sas|sarl|s\.a\.r\.l|sl|s\.l|s\.l\.u|bv|b\.v|nv|n\.v|oy|"
    r"ab|as|a/s|aps|pty ltd|\(?pty\)?|p\.c|pllc|s\.r\.o|d\.o\.o|sp\. z o\.o|a\.s|clg|s\.a\.s|srl|"
    r"s\.r\.l|s\.p\.a|oyj|vof|\(?pvt\)?\.? ?(?:ltd)?|ggmbh|\(?private\)? limited|"
    r"l\.l\.p|llp|lp|pbc|p\.a|sdn\.? bhd|bhd|bvba|holdings?|"
    r"pte\.?(?: ltd)?|kft|s\.?a\.?c|k\.k|sat|partg(?: mbb)?|scp|slu|gbr|e\.?k|e\.?g|asbl|vzw|"
    r"sprl|srls|kgaa|zrt|a\.?b|ltda|s\.a\.b\.?|de c\.v|cic|cio|c\.i\.c|n\.a|"
    r"ges\.?m\.?b\.?h|e\.u|asa)\.?$"
)
_OFFICE = re.compile(
    r"(?:hr|rrhh|rh|jobs?|careers?|karriere|recruit\w*|recrutement|talents?|talento|hiring|staffing|"
    r"interviews?|people|bewerbung\w*|seleccion|info|office|hello|contact|team|direktion|"
    r"applications?|notifications?|coordination|scheduling|personal|vacatures?)[\d._+-]*@",
    re.IGNORECASE,
)
_SENIORITY = {
    "sr": "senior", "jr": "junior", "snr": "senior", "mgr": "manager", "eng": "engineer",
    "engr": "engineer", "dev": "developer", "swe": "software engineer", "pm": "product manager",
    "sde": "software engineer", "ml": "machine learning", "vp": "vice president",
    "front-end": "frontend", "back-end": "backend", "full-stack": "fullstack",
}  # fmt: skip
_WORD = re.compile(r"[\w+#.&-]+")
_NOISE_WORDS = "the a an of for in at and role position job opening remote hybrid m w f d x"
_ROLE_NOISE = frozenset(_NOISE_WORDS.split())


@cache
def _suffixes() -> tldextract.TLDExtract:
    """The public suffix list that ships with the library: never the network, never the disk."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4096)
def registrable(host: str) -> str | None:
    """ "mail.initech.co.uk" -> "initech.co.uk"; None where the host has no registrable name."""
    parts = _suffixes()(host)
    return f"{parts.domain}.{parts.suffix}".lower() if parts.domain and parts.suffix else None


@lru_cache(maxsize=4096)
def employer_domain(email: str) -> str | None:
    """The registrable domain of an address that can stand for an employer.

    None for free mail and for the domains of tracking, scheduling, calendar and job-board systems.
    Domains reserved for examples (RFC 2606) count: "jane@initech.example" -> "initech.example".
    """
    host = email.rpartition("@")[2].strip("> ").lower()
    if not host or system_of(email) is not None:
        return None
    labels = host.split(".")
    if labels[-1] in {"example", "test"} and len(labels) >= 2:
        return ".".join(labels[-2:])
    if len(labels) > 2 and labels[-2] == "example" and labels[-1] in {"com", "org", "net"}:
        return ".".join(labels[-3:])
    return registrable(host)


def is_office(email: str) -> bool:
    """Whether an address is an office's or a machine's, not a person's: "hr@", "no-reply@"."""
    return is_no_reply(email) or _OFFICE.match(email) is not None


def is_relay(email: str) -> bool:
    """Whether mail to this address reaches a person through a known system of others.

    Tracking and scheduling systems hand out such addresses ("reply+abc@ashbyhq.com").
    """
    system = system_of(email)
    return system is not None and system.role in {Role.TRACKING, Role.SCHEDULING}


def company_key(name: str | None) -> str:
    """What two spellings of one company's name share ("Initech, Inc." and "INITECH"); "" of none.

    Whole names are compared: "Meta" is not "Metaverse".
    """
    return "".join(name_words(name))


def name_words(name: str | None) -> tuple[str, ...]:
    """The words of a company's name that tell it from others: no legal form, no article."""
    text = re.sub(r"\s*[&+]\s*", " and ", _plain(name))
    while (shorter := _LEGAL.sub("", text).removesuffix(" and")) != text:
        text = shorter
    words = text.removeprefix("the ").split()
    return tuple(word for each in words if (word := re.sub(r"[^\w]+", "", each)))


def role_key(role: str | None) -> str:
    """What two spellings of one role share ("Sr. Data Engineer", "Senior data engineer")."""
    words = [word.strip(".") for word in _WORD.findall(_plain(role))]
    whole = [_SENIORITY.get(word, word) for word in words if word]
    return " ".join(word for word in whole if word not in _ROLE_NOISE)


def _plain(text: str | None) -> str:
    decomposed = unicodedata.normalize("NFKD", text or "")
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.casefold().strip()
