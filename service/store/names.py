"""The companies of an account's other applications, by the words of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from service.store.chunks import chunks
from service.store.engine import Store
from service.store.models import ApplicationRow


@dataclass(frozen=True, slots=True)
class NamesInStore:
    """What `service.letters.others.OtherNames` asks for, read by an index: many cost as few."""

    store: Store
    account_id: int
    application_id: int

    def among(self, keys: frozenset[str]) -> Iterable[str]:
        """The companies of all other applications whose key is one of these."""
        with self.store.read() as session:
            for chunk in chunks(keys):
                query = select(ApplicationRow.company).where(
                    ApplicationRow.account_id == self.account_id,
                    ApplicationRow.company_key.in_(chunk),
                    ApplicationRow.id != self.application_id,
                )
                yield from (name for name in session.scalars(query.distinct()) if name)
