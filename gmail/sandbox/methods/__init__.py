"""The API's methods, each a function of a Call; keyed by Google's own method ids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gmail.sandbox.call import Call
from gmail.sandbox.methods import account, drafts, labels, messages, threads

Handler = Callable[[Call], dict[str, Any] | None]

HANDLERS: dict[str, Handler] = {
    f"gmail.users.{name}": handler
    for table in (
        account.METHODS,
        drafts.METHODS,
        labels.METHODS,
        messages.METHODS,
        threads.METHODS,
    )
    for name, handler in table.items()
}
