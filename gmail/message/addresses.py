"""Address headers as people and mailers really write them.

Groups, quoted commas, comments, encoded names, unquoted "Doe, Jane <jane@example.com>", missing
or doubled brackets. Total and linear in the length of the header.
"""

from __future__ import annotations

import re

from gmail.message.headers import decoded
from gmail.message.model import Address

MAX_ADDRESSES = 2000
_MAX_LENGTH = 200_000

_PLAIN = re.compile(
    r"\s*(?:\"?([^\"<>@,;:()\\]*?)\"?\s*)<([^\s<>@\",;:()\\]+@[^\s<>@\",;:()\\]+)>\s*\Z"
)
_BARE = re.compile(r"\s*<?([^\s<>@\",;:()\\]+@[^\s<>@\",;:()\\]+)>?\s*\Z")
_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"?|<[^<>]*>?|[(),;:]|[^\"<(),;:]+", re.DOTALL)
_EMAIL = re.compile(r"[^\s<>@\"',;:()\[\]\\]{1,128}@[^\s<>@\"',;:()\\]{1,253}")
_MAILTO = re.compile(r"mailto:", re.IGNORECASE)
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)

_NO_REPLY = re.compile(
    r"(?:.*[._+-])?(?:do[._-]?)?(?:no|not)[._-]?reply(?:[._+-].*|\d*)\Z"
    r"|(?:.*[._+-])?(?:notifications?|notify|mailer[._-]?daemon|postmaster|bounces?|unsubscribe"
    r"|automated|auto[._-]?(?:reply|mailer|confirm)|ne[._-]?pas[._-]?repondre|keine[._-]?antwort"
    r"|nicht[._-]?antworten|no[._-]?responder|noresponder|niet[._-]?(?:be)?antwoorden"
    r"|no[._-]?responda|nao[._-]?responda?)(?:[._+=-].*|\d*)\Z"
)
_REPLY_TOKEN_DOMAINS = ("unsubscribe.", "bounce.", "bounces.")


def parse_addresses(value: str, charset: str = "") -> tuple[Address, ...]:
    """The mailboxes of a raw address header value, in order; what holds no address is left out.

    Emails are lower-cased; names decoded, without quotes and without the address itself.
    """
    if len(value) < 500:
        bare = _BARE.match(value)
        if bare:
            return (Address(bare[1].lower()),)
        plain = _PLAIN.match(value)
        if plain:
            return (_address(plain[1] or "", plain[2], charset),)
    found: list[Address] = []
    for name, email in _mailboxes(value[:_MAX_LENGTH]):
        found.append(_address(name, email, charset))
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found)


def is_no_reply(address: str) -> bool:
    """Whether mail to this address reaches nobody: no-reply, notifications@, mailer-daemon, ..."""
    local, _, domain = address.strip().lower().rpartition("@")
    return bool(_NO_REPLY.match(local[:100])) or domain.startswith(_REPLY_TOKEN_DOMAINS)


def _address(name: str, email: str, charset: str) -> Address:
    clean = _clean_name(decoded(name, charset) if name else "")
    email = email.lower()
    return Address(email=email, name="" if clean.lower() == email else clean)


def _clean_name(name: str) -> str:
    name = " ".join(name.split()).strip("<> ")
    while len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1].strip()
    lone = name and name[0] in "\"'" and name.count(name[0]) == 1
    return name[1:].strip() if lone else name


class _Pending:
    """One mailbox while its tokens come in: words and comments before and after the address."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.comments: list[str] = []
        self.email = ""

    def result(self) -> tuple[str, str] | None:
        text = "".join(self.words)
        if not self.email:
            bare = _EMAIL.search(_MAILTO.sub("", text))
            if bare is None:
                return None
            self.email = bare[0].rstrip(".")
            text = text.replace(bare[0], "", 1).replace("mailto:", "").strip("[]<> ")
        return text.strip() or " ".join(self.comments).strip(), self.email


def _mailboxes(value: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    pending = _Pending()
    carried = ""
    comment = 0
    for piece in _TOKEN.findall(value):
        if piece == "(":
            comment += 1
        elif piece == ")":
            comment = max(0, comment - 1)
        elif comment:
            pending.comments.append(piece)
        elif piece in ",;":
            carried = _finish(pending, carried, found, keep=piece == ",")
            pending = _Pending()
        elif piece == ":":
            _group_or_scheme(pending)
        elif piece.startswith("<"):
            _bracketed(pending, piece)
        else:
            pending.words.append(_unquote(piece))
    _finish(pending, carried, found, keep=False)
    return found


def _finish(pending: _Pending, carried: str, found: list[tuple[str, str]], *, keep: bool) -> str:
    """Close one mailbox. Words without an address belong to the next one ("Doe, Jane <...>")."""
    result = pending.result()
    if result is None:
        words = "".join(pending.words).strip()
        return f"{carried}{words}, " if keep and words and len(carried) < 200 else ""
    name, email = result
    found.append((carried + name if name else carried.rstrip(", "), email))
    return ""


def _group_or_scheme(pending: _Pending) -> None:
    """A colon ends a group's name ("undisclosed-recipients:"), or belongs to "mailto:"."""
    if pending.words and pending.words[-1].strip().lower() == "mailto":
        pending.words.pop()
    elif not pending.email:
        pending.words.clear()


def _bracketed(pending: _Pending, token: str) -> None:
    inner = _MAILTO.sub("", token.strip("<> "))
    inner = inner.rpartition(":")[2]  # an obsolete route: <@a.example,@b.example:jane@c.example>
    match = _EMAIL.search(inner)
    if match and not pending.email:
        pending.email = match[0].rstrip(".")
    elif not match:
        pending.words.append(token.strip("<>"))


def _unquote(token: str) -> str:
    if token.startswith('"'):
        body = token[1:-1] if len(token) > 1 and token.endswith('"') else token[1:]
        return _QUOTED_PAIR.sub(r"\1", body)
    return token
