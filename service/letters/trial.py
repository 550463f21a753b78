"""Example facts on which a person's own template is tried as soon as it is read (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.letters.example import example_request, sparse_request
from service.letters.material import context_of, gather
from service.letters.vary import Lots

_LOTS = 12


def trial_contexts(name: str) -> Iterator[Mapping[str, object]]:
    """Rich and sparse facts, each under several lots, for the template of this name."""
    if "/" not in name:
        yield {"lines": ["Dear Dr. Roe,", "", "Thank you."]}
        return
    language, _, file = name.partition("/")
    stage = file.removesuffix(".j2")
    for request in (example_request(stage, language), sparse_request(stage, language)):
        for number in range(_LOTS):
            yield context_of(gather(request, "Kind regards,"), Lots(str(number)))
