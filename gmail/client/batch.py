"""Many messages in one request, without one bad answer spoiling the others."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

from googleapiclient.errors import BatchError, HttpError

from gmail.client.values import RawMessage, raw_message
from gmail.errors import GmailError, NotFoundError, RefusedError, UnreadableError

log = logging.getLogger(__name__)

Got = RawMessage | GmailError

# What googleapiclient's reader of batch answers raises for an answer that is none.
_NO_BATCH_ANSWER = (BatchError, HttpError, LookupError, ValueError, TypeError, AttributeError)


def _as_it_came(_response: Any, content: bytes) -> bytes:
    return content


class BatchReader:
    """Reads raw messages in batches through one thread's service.

    A server without batches (404 and the like) is asked for one message at a time from then on.
    """

    def __init__(self) -> None:
        self.works = True

    def read(self, service: Any, ids: Sequence[str]) -> dict[str, Got | None]:
        """Message or error by id; None where the answer said: try this one again by itself.

        Raises what the door raises when the batch as a whole cannot be had.
        """
        if not self.works or len(ids) < 2:
            return dict.fromkeys(ids)
        results: dict[str, Got | None] = dict.fromkeys(ids)

        def keep(message_id: str, content: bytes | None, fault: HttpError | None) -> None:
            results[message_id] = _read_part(content, fault)

        batch = service.new_batch_http_request(callback=keep)
        for message_id in results:
            request = service.users().messages().get(userId="me", id=message_id, format="raw")
            # The library's own reader would let one broken part lose the whole batch.
            request.postproc = _as_it_came
            batch.add(request, request_id=message_id)
        try:
            batch.execute()
        except (NotFoundError, RefusedError):
            log.warning("this server does not answer batches: reading one by one")
            self.works = False
        except _NO_BATCH_ANSWER as fault:
            log.warning("an unreadable answer to a batch: %s", type(fault).__name__)
        return results


def _read_part(content: bytes | None, fault: HttpError | None) -> Got | None:
    if fault is not None:
        # Only "gone" is final here: a single request makes sure of all else, with retries.
        return NotFoundError("no such message") if int(fault.resp.status) == 404 else None
    try:
        return raw_message(json.loads(content or b""))
    except UnreadableError as error:
        return error
    except (ValueError, TypeError, AttributeError):
        return None
