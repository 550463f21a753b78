"""Everything the product does with a Gmail server, one operation after the other."""

from tests.conformance.operations import consent, drafts, history, labels, reading, search

OPERATIONS = (
    *consent.OPERATIONS,
    *reading.OPERATIONS,
    *search.OPERATIONS,
    *history.OPERATIONS,
    *labels.OPERATIONS,
    *drafts.OPERATIONS,
)

__all__ = ["OPERATIONS"]
