"""Who appears in the scenarios: by one short name each, on reserved domains."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formataddr


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who writes. `company` and `role` are what their form letters speak of."""

    name: str
    email: str
    title: str = ""
    company: str = "Initech"
    role: str = "Data Engineer"
    reply_to: str | None = None

    @property
    def header(self) -> str:
        return formataddr((self.name, self.email))

    @property
    def signature(self) -> str:
        return "\n".join(line for line in (self.name, self.title) if line)


ALEX = "alex.morgan@example.com"
ALIAS = "alex@morgan.example"

_GLOBEX = {"company": "Globex", "role": "Platform Engineer"}

_PINECREST = {"company": "Pinecrest Public Library", "role": "Data Librarian"}

CAST = {
    "alex": Player("Alex Morgan", ALEX),
    "alias": Player("Alex Morgan", ALIAS),
    "jane": Player("Jane Roe", "jane.roe@initech.example", "Engineering Manager, Initech"),
    "tom": Player("Tom Hill", "tom.hill@initech.example", "Recruiter, Initech"),
    "ana": Player("Ana Sol", "ana.sol@initech.example", "Staff Engineer, Initech"),
    "li": Player("Li Wei", "li.wei@initech.example", "Data Engineer, Initech"),
    "carl": Player("Carl Berg", "carl.berg@globex.example", "Head of Platform, Globex", **_GLOBEX),
    "maya": Player(
        "Maya Lind", "maya.lind@initech.example", "Head of Tax, Initech", role="Tax Adviser"
    ),
    "sam": Player("Sam Field", "sam.field@searchwell.example", "Searchwell Recruiting"),
    "odd": Player(
        "Jane Roe",
        "jane.roe@initech.example",
        "Engineering Manager, Initech",
        reply_to="jane.roe@initech-careers.example",
    ),
    "noreply": Player("Initech Careers", "no-reply@initech.example", "The Initech Careers Team"),
    "ats": Player("Initech", "no-reply@us.greenhouse-mail.io", "The Initech Talent Team"),
    "workday": Player("Initech", "initech@myworkday.com", "Initech Talent Acquisition"),
    "eva": Player("Eva Voss", "evoss@pinecrestlibrary.example", "Director", **_PINECREST),
    "pinecrest": Player("Pinecrest Public Library", "no-reply@us.greenhouse-mail.io", **_PINECREST),
    "meta": Player("Meta Careers", "no-reply@us.greenhouse-mail.io", company="Meta"),
    "verse": Player("Vera Lund", "vera.lund@metaverse.example", "Metaverse", company="Metaverse"),
    "relay": Player(
        "Jane Roe (Initech)",
        "notifications@ashbyhq.com",
        "Initech",
        reply_to="reply+q7w2e9@ashbyhq.com",
    ),
    "relayed": Player("Jane Roe (Initech)", "reply+q7w2e9@ashbyhq.com"),
    "news": Player("Initech News", "news@initech.example"),
    "mailer": Player("Mail Delivery Subsystem", "mailer-daemon@googlemail.com"),
    "weekly": Player("Career Weekly", "news@careers.example.org", "Career Weekly"),
    "mum": Player("Rosa Morgan", "rosa.morgan@example.net"),
}
