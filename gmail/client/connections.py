"""HTTP connections that tell the truth about what was sent, and never send a request twice.

httplib2 by itself sends a request again, a POST too, when the server hangs up without an answer:
one drafts.create could make two drafts.
"""

from __future__ import annotations

import http.client
from typing import Any

import httplib2

from gmail.endpoint import is_loopback


class NotConnectedError(OSError):
    """No connection could be made: nothing was sent."""


class AnswerLostError(OSError):
    """The request went out and the server hung up without an answer."""


class _PlainConnection(httplib2.HTTPConnectionWithTimeout):  # type: ignore[misc]  # untyped library
    def connect(self) -> None:
        _connect(super().connect)

    def getresponse(self) -> http.client.HTTPResponse:
        return _answer(super().getresponse)


class _SecureConnection(httplib2.HTTPSConnectionWithTimeout):  # type: ignore[misc]  # untyped
    def connect(self) -> None:
        _connect(super().connect)

    def getresponse(self) -> http.client.HTTPResponse:
        return _answer(super().getresponse)


def _connect(connect: Any) -> None:
    try:
        connect()
    except (OSError, httplib2.HttpLib2Error) as fault:
        raise NotConnectedError(type(fault).__name__) from fault


def _answer(getresponse: Any) -> http.client.HTTPResponse:
    try:
        response: http.client.HTTPResponse = getresponse()
    except (http.client.BadStatusLine, http.client.ResponseNotReady) as fault:
        # httplib2 takes these two as leave to send the request again.
        raise AnswerLostError(type(fault).__name__) from fault
    return response


class Wire:
    """One httplib2.Http for one thread: no redirects, no cache, no second tries, a timeout.

    `timeout` is in seconds, for connecting and for each read.
    """

    def __init__(self, root: str, timeout: float) -> None:
        self._timeout = timeout
        self._root = root
        self._http: Any = self._new()

    def _new(self) -> Any:
        # A proxy from the environment has no business between us and this machine.
        direct = {"proxy_info": None} if is_loopback(self._root) else {}
        http_object = httplib2.Http(timeout=self._timeout, **direct)
        http_object.follow_redirects = False
        return http_object

    def send(
        self,
        method: str,
        uri: str,
        headers: dict[str, str],
        body: str | bytes | None,
        *,
        fresh: bool = False,
    ) -> tuple[int, dict[str, str], bytes]:
        """One request, sent at most once; returns (status, headers, body).

        `fresh` opens a new connection: a kept one may have died, which leaves it in doubt whether
        the request arrived. Raises NotConnectedError when nothing was sent, another OSError or
        http.client.HTTPException when the answer was lost.
        """
        if fresh:
            self.reset()
        secure = uri.startswith("https:")
        try:
            response, content = self._http.request(
                uri,
                method,
                body=body,
                headers=headers,
                connection_type=_SecureConnection if secure else _PlainConnection,
            )
        except httplib2.HttpLib2Error as fault:
            self.reset()
            raise AnswerLostError(type(fault).__name__) from fault
        except (OSError, http.client.HTTPException):
            # After a read timeout httplib2 keeps the socket: the late answer would be taken for
            # the answer to the next request.
            self.reset()
            raise
        return int(response.status), {str(k).lower(): str(v) for k, v in response.items()}, content

    def reset(self) -> None:
        """Throw away all connections."""
        self._http.close()
        self._http = self._new()

    def close(self) -> None:
        """Close all connections; the next request opens one again."""
        self._http.close()

    def __del__(self) -> None:
        # A thread that ends leaves its wire behind.
        self._http.close()
