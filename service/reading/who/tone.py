# ruff: noqa: RUF001  # patterns of real mail: its own dashes and quotes
"""How a mail speaks to the candidate: its signature, its form of address, its matter (pure)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from service.reading.view import View
from service.reading.who import names, senders

_LONGEST = 8000
_SIGNATURE = 900
"""Characters from the new text's end in which its writer signs."""


def signed_as(view: View) -> str | None:
    """The first name alone, where the sender signs with it ("Best, Nora"); else None."""
    sender = senders.human(view.message.sender)
    words = names.without_title(sender.name).split() if sender else []
    if not words or len(words[0].rstrip(".")) < 2:
        return None
    first = re.escape(words[0])
    new = view.message.new_text
    text = new[-_SIGNATURE:] + view.history[:200]
    alone = rf"(?:^|\n|[,!.] ?|[–—-] ?)[ \t>*_-]*({first})[ \t]*[x.!*_:)]{{0,3}}[ \t]*(?=\n|$)"
    signed = re.search(alone, text)
    whole = re.search(rf"\n[ \t>*_-]*{first} [^\n]{{2,40}}(?=\n|$)", text)
    before = signed is not None and (whole is None or signed.start() < whole.start())
    return signed.group(1) if signed and before else None


def is_informal(view: View) -> bool:
    """Whether the mail greets by first name and speaks informally ("du", "tú", "je").

    In English, which has one form of address, the writer must also sign with the first name.
    """
    form = _forms().get(view.language)
    greeting = form.greeting.match(view.prose.lstrip()[:200]) if form else None
    if form is None or greeting is None:
        return False
    named = names.words_of(greeting.group("name") or "")
    if not greeting.group("word") and not named & senders.addressed(view):
        return False
    if form.close is None or form.distant is None:
        return signed_as(view) is not None
    close = len(form.close.findall(view.prose[:_LONGEST]))
    distant = len(form.distant.findall(view.prose[:_LONGEST]))
    return close > 2 * distant


def topic_of(view: View) -> str | None:
    """A matter that the mail itself names for the talk ("our data platform migration"), or None.

    Only words that begin with "our" and go on for two to six words to the end of a clause.
    """
    form = _forms().get(view.language)
    if form is None:
        return None
    for match in form.talk.finditer(view.prose[:_LONGEST]):
        topic = " ".join(match.group("topic").split())
        words = {word.lower().strip(".,") for word in topic.split()[1:]}
        if words and not words & form.plain and topic.count(" ") >= 2:
            return topic
    return None


_ENDS = r"(?=[.,;!?)]|\n\n|$|[ \n](?:and|with|which|that|when|next|on|at|before|und|et|y|en)\b)"


@dataclass(frozen=True, slots=True)
class _Form:
    """One language's words; `close` and `distant` are None where it has one form of address."""

    greeting: re.Pattern[str]
    close: re.Pattern[str] | None
    distant: re.Pattern[str] | None
    talk: re.Pattern[str]
    plain: frozenset[str]


@cache
def _forms() -> dict[str, _Form]:
    file = resources.files("service.reading.who") / "tone.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    return {code: _form(words) for code, words in raw.items()}


def _form(words: dict[str, str]) -> _Form:
    name = rf"(?P<word>(?i:{words['greeting']})(?:[ ,]+|(?=[!,\n])))?(?P<name>{names.NAME})"
    titled = rf"(?!(?:(?i:{words['greeting']})[ ,]+)?{names.TITLE})"
    return _Form(
        greeting=re.compile(rf"{titled}{name}?[ \t]*[,!.:–—-]*[ \t]*(?:\n|[,!–—-])"),
        close=_words(words["close"]),
        distant=_words(words["distant"]),
        talk=re.compile(
            rf"(?<!\w)(?i:{words['talk']})[ \n]"
            rf"(?P<topic>(?:{words['our']})(?:[ \n][\w&'’-]+){{2,6}}?){_ENDS}"
        ),
        plain=frozenset(words["plain"].split()),
    )


def _words(listed: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE) if listed else None
