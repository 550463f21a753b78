"""`{% vary "name" %} … {% or %} … {% or if … %} … {% endvary %}`: one of several wordings.

Which one is chosen hangs on the follow-up's key and the name, so that the same letter is always
built again the same. It does not hang on the order in which conditions fail or on other places:
each wording draws a lot of its own and the highest that may stand here wins (rendezvous hashing).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jinja2 import nodes
from jinja2.exceptions import TemplateRuntimeError
from jinja2.ext import Extension
from jinja2.parser import Parser

Choose = Callable[[str, Sequence[object]], int]
"""Takes a place's name and the conditions of its wordings; gives the index of one that is true."""


class Vary(Extension):
    """The tag. It compiles to a call of `choose` and an if-chain over its answer."""

    tags = {"vary"}  # noqa: RUF012 - jinja2 declares it a plain class attribute

    def parse(self, parser: Parser) -> list[nodes.Node]:
        lineno = next(parser.stream).lineno
        name = parser.parse_primary()
        conditions, bodies = [self._condition(parser)], [self._body(parser)]
        while parser.stream.next_if("name:or"):
            conditions.append(self._condition(parser))
            bodies.append(self._body(parser))
        parser.stream.expect("name:endvary")
        answer = parser.free_identifier(lineno)
        call = nodes.Call(
            nodes.Name("choose", "load"), [name, nodes.List(conditions)], [], None, None
        )
        assign = nodes.Assign(nodes.Name(answer.name, "store"), call)
        branches = [self._branch(answer.name, index, body) for index, body in enumerate(bodies)]
        branches[0].elif_ = branches[1:]
        return [assign.set_lineno(lineno), branches[0].set_lineno(lineno)]

    def _condition(self, parser: Parser) -> nodes.Expr:
        return parser.parse_expression() if parser.stream.skip_if("name:if") else nodes.Const(True)

    def _body(self, parser: Parser) -> list[nodes.Node]:
        return parser.parse_statements(("name:or", "name:endvary"))

    def _branch(self, answer: str, index: int, body: list[nodes.Node]) -> nodes.If:
        test = nodes.Compare(nodes.Name(answer, "load"), [nodes.Operand("eq", nodes.Const(index))])
        return nodes.If(test, body, [], [])


@dataclass(frozen=True, slots=True)
class Lots:
    """Chooses wordings for one letter.

    `rank` is the recipient's place among the interviewers of a panel and `table` what they share:
    their letters then differ at every place that has wordings enough.
    """

    key: str
    table: str = ""
    rank: int = 0

    def __call__(self, place: str, conditions: Sequence[object]) -> int:
        open_to = [index for index, true in enumerate(conditions) if true]
        if not open_to:
            raise TemplateRuntimeError(f'no wording of {{% vary "{place}" %}} may stand here')
        seed = self.table or self.key
        drawn = sorted(open_to, key=lambda index: self._lot(seed, place, index))
        return drawn[self.rank % len(drawn)]

    @staticmethod
    def _lot(seed: str, place: str, index: int) -> bytes:
        return hashlib.sha256(f"{seed}\n{place}\n{index}".encode()).digest()
