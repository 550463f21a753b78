"""Reading a Gmail search: text -> a tree of conditions.

    query   := either*                            all must hold
    either  := term (OR term)*                    OR binds closer than standing side by side
    term    := -term | NOT term | (query) | {query} | word | "phrase" | operator:value
    value   := word | "phrase" | (query) | {query}    the operator holds for everything inside

Operators are those of https://support.google.com/mail/answer/7190. An unknown `word:word` is
searched as a phrase, and stray brackets are overlooked, as Gmail does. NOT in capitals negates as
- does. What a space behind a colon means follows measurements published with `backlot` (PyPI).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# fmt: off
OPERATORS = frozenset({
    "from", "to", "cc", "bcc", "deliveredto", "list", "subject", "label", "in", "is", "has",
    "category", "filename", "rfc822msgid", "after", "before", "newer", "older", "newer_than",
    "older_than", "larger", "smaller", "size",
})
# fmt: on

# These read the next word as their value even after a space, and hold for all mail without one.
SPACED = frozenset({"from", "to", "cc", "bcc", "subject", "label", "in"})
DATES = frozenset({"after", "before", "newer", "older"})

_TOKEN = re.compile(
    r"""(?P<open>[({])|(?P<close>[)}])|(?P<minus>-(?=\S))|"(?P<phrase>[^"]*)"?"""
    r"""|(?P<operator>[A-Za-z0-9_]+):(?P<gap>(?=\s|$|[)}]))?|(?P<word>[^\s(){}"]+)"""
)
_EVERYTHING_WORDS = {("word", "AND"), ("word", "-")}


@dataclass(frozen=True)
class Term:
    """One condition: `operator` is empty for bare words; `exact` for a quoted phrase."""

    operator: str
    value: str
    exact: bool = False


@dataclass(frozen=True)
class Not:
    """The condition must not hold."""

    node: Node


@dataclass(frozen=True)
class All:
    """Every condition must hold; without any, it holds."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Any:
    """One condition must hold at least."""

    nodes: tuple[Node, ...]


Node = Term | Not | All | Any


def parse_query(text: str) -> Node:
    """The tree for a search text; any text can be read."""
    reader = _Reader([_token(match) for match in _TOKEN.finditer(text)])
    nodes: list[Node] = []
    while reader.more():
        nodes.append(reader.group("", ""))
        reader.skip()
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))


def _token(match: re.Match[str]) -> tuple[str, str]:
    if match["operator"] is not None:
        return ("operator" if match["gap"] is None else "gapped"), match["operator"]
    kind = match.lastgroup or "word"
    return kind, match[kind]


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.position = 0

    def more(self) -> bool:
        return self.position < len(self.tokens)

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.position] if self.more() else ("end", "")

    def skip(self) -> tuple[str, str]:
        token = self.peek()
        self.position += 1
        return token

    def group(self, bracket: str, operator: str) -> Node:
        """Everything up to the closing bracket, which is consumed when `bracket` was opened."""
        found: list[Node] = []
        while self.more() and self.peek()[0] != "close":
            if self.peek() in _EVERYTHING_WORDS:
                self.skip()
                continue
            found.append(self.either(operator))
        if bracket:
            self.skip()
        if bracket == "{":
            return Any(tuple(found))
        return found[0] if len(found) == 1 else All(tuple(found))

    def either(self, operator: str) -> Node:
        nodes = [self.term(operator)]
        while self.peek() in {("word", "OR"), ("word", "|")}:
            self.skip()
            if self.peek()[0] in {"end", "close"}:
                break
            nodes.append(self.term(operator))
        return nodes[0] if len(nodes) == 1 else Any(tuple(nodes))

    def term(self, operator: str) -> Node:
        kind, text = self.skip()
        if kind == "minus" or (kind, text) == ("word", "NOT"):
            return Not(self.term(operator)) if self.more() else All(())
        if kind == "open":
            return self.group(text, operator)
        if kind == "operator":
            return self.operator_term(text)
        if kind == "gapped":
            return self.gapped_term(text)
        return Term(operator, text, exact=kind == "phrase")

    def operator_term(self, name: str) -> Node:
        if name.lower() in OPERATORS:
            return self.term(name.lower())
        # Not an operator: `foo:bar` is a phrase of two words.
        kind, text = self.peek()
        if kind in {"word", "phrase"}:
            self.skip()
            return Term("", f"{name} {text}", exact=True)
        return Term("", name)

    def gapped_term(self, name: str) -> Node:
        """An operator with a space, or nothing, behind its colon."""
        lower = name.lower()
        follows = self.peek()[0] in {"word", "phrase", "minus"}
        if lower in SPACED:
            return self.term(lower) if follows else All(())
        if lower in DATES and follows:
            return self.term(lower)
        if lower in OPERATORS - DATES:
            return Any(())
        return Term("", name)
