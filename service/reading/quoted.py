"""The older mail that a reply quotes, read by the encoder once somebody asks (pure).

It tells what a reply is about: whether a job at all, which role, who will be there. What a reply
itself says comes before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from service.reading.encoder.encoder import Encoder, Opinion, encoder
from service.reading.model import Kind
from service.reading.view import View


@dataclass(frozen=True)
class Quoted:
    """The quoted mail, seen as a mail of nobody, and what the encoder says of it."""

    view: View
    reads: Encoder

    @cached_property
    def opinion(self) -> Opinion:
        """Its kind and what its words name."""
        return self.reads.reads(self.view, ())

    @property
    def about_a_job(self) -> float:
        """How likely it is about somebody's application or a job, between 0 and 1."""
        kinds = self.opinion.kinds
        return 1 - kinds[Kind.OTHER] - kinds[Kind.JOB_MARKETING]


def quoted_in(view: View, reads: Encoder | None = None) -> Quoted | None:
    """What a reply quotes; None for other mail, or where hardly anything is quoted."""
    if view.is_huge or not view.quotes_mail:
        return None
    return Quoted(view.below, reads or encoder())
