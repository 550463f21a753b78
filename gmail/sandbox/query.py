"""Reading a Gmail search: text -> a tree of conditions.

    query   := either*                            all must hold
    either  := term (OR term)*                    OR binds closer than standing side by side
    term    := -term | (query) | {query} | word | "phrase" | operator:value
    value   := word | "phrase" | (query) | {query}    the operator holds for everything inside

Operators are those of https://support.google.com/mail/answer/7190. An unknown `word:word` is
searched as a phrase, and stray brackets are overlooked, as Gmail does.
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

_TOKEN = re.compile(
    r"""(?P<open>[({])|(?P<close>[)}])|(?P<minus>-(?=\S))|"(?P<phrase>[^"]*)"?"""
    r"""|(?P<operator>[A-Za-z0-9_]+):(?=[^\s)}])|(?P<word>[^\s(){}"]+)"""
)


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
    tokens = [(m.lastgroup or "phrase", m.group(m.lastgroup or 0)) for m in _TOKEN.finditer(text)]
    reader = _Reader(tokens)
    nodes: list[Node] = []
    while reader.more():
        nodes.append(reader.group("", ""))
        reader.skip()
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))


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
            if self.peek() == ("word", "AND"):
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
        if kind == "minus":
            return Not(self.term(operator))
        if kind == "open":
            return self.group(text, operator)
        if kind == "operator":
            return self.operator_term(text)
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
