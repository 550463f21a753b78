"""The person's own labels on threads: opt-in, needs a grant of gmail.modify."""

from __future__ import annotations

from collections.abc import Iterable

from gmail.client import GmailClient, Label
from gmail.errors import RefusedError, UnavailableError


def own_labels(client: GmailClient) -> tuple[Label, ...]:
    """The labels that the person or Afterword made; Gmail's own are left out."""
    return tuple(label for label in client.labels() if label.own)


def ensure(client: GmailClient, name: str) -> Label:
    """The label of that name (letter case aside, as in Gmail), made if there is none."""
    found = _named(client, name)
    if found is not None:
        return found
    try:
        return client.create_label(name)
    except RefusedError:
        # Another program may have made it meanwhile.
        found = _named(client, name)
        if found is None:
            raise
        return found


def _named(client: GmailClient, name: str) -> Label | None:
    wanted = name.casefold()
    return next((label for label in own_labels(client) if label.name.casefold() == wanted), None)


def label_thread(
    client: GmailClient, thread_id: str, *, add: Iterable[Label] = (), remove: Iterable[Label] = ()
) -> None:
    """Put labels on a thread and take others off; doing it again changes nothing.

    Raises ValueError for one of Gmail's own labels: those move mail to the trash or out of sight.
    """
    added, removed = list(add), list(remove)
    if any(not label.own for label in [*added, *removed]):
        raise ValueError("only the person's own labels may be put on a thread or taken off")
    client.modify_thread(
        thread_id, add=[label.id for label in added], remove=[label.id for label in removed]
    )


def threads_with(client: GmailClient, label_id: str) -> frozenset[str]:
    """The threads in which a message has this label; spam and trash are left out.

    Raises UnavailableError where Gmail turns no page.
    """
    found: set[str] = set()
    token: str | None = None
    seen: set[str] = set()
    while True:
        page = client.message_ids(page_token=token, label_id=label_id)
        found.update(ref.thread_id for ref in page.refs)
        token = page.next_page
        if token is None:
            return frozenset(found)
        if token in seen:
            raise UnavailableError("Gmail gave the same page twice")
        seen.add(token)
