"""The page on this machine to which Google sends the browser back (RFC 8252, section 7.3)."""

from __future__ import annotations

import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from gmail.errors import ConsentError, ConsentTimeoutError

_SLOWEST_BROWSER_SECONDS = 5

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Afterword</title>
<body style="font-family: sans-serif; margin: 4em"><p>{}</p></body></html>"""


class _Server(ThreadingHTTPServer):
    """Keeps the first answer that has the expected state."""

    allow_reuse_address = False
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, _Handler)
        self.state = ""
        self.query: dict[str, str] = {}
        self.answered = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no matter; its request may hold a code and is not printed."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _SLOWEST_BROWSER_SECONDS

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path != "/" or not ({"code", "error"} & query.keys()):
            # A browser asks for its favicon too.
            self._show(404, "There is nothing here.")
        elif not hmac.compare_digest(query.get("state", "").encode(), self.server.state.encode()):
            self._show(400, "This answer belongs to another attempt. Go on in the newest tab.")
        else:
            given = "code" in query
            done = "Thank you." if given else "Afterword was not connected."
            self._show(200, f"{done} You may close this page and go back.")
            self.server.query = query
            self.server.answered.set()

    def _show(self, status: int, text: str) -> None:
        body = _PAGE.format(text).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Nothing: the request line holds the code."""


class Waiting:
    """A listening page. Only an answer with the expected state counts."""

    def __init__(self, server: _Server) -> None:
        self._server = server

    @property
    def redirect_uri(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def expect(self, state: str) -> None:
        self._server.state = state

    def answer(self, timeout: timedelta) -> dict[str, str]:
        """The query of the answer. Raises ConsentTimeoutError."""
        if not self._server.answered.wait(timeout.total_seconds()):
            raise ConsentTimeoutError("nobody answered on Google's page in time")
        return self._server.query


@contextmanager
def wait_for_answer(port: int) -> Iterator[Waiting]:
    """Listen on this machine alone; `port` 0 takes a free one.

    Raises ConsentError where the port is taken.
    """
    try:
        server = _Server(("127.0.0.1", port))
    except OSError as fault:
        raise ConsentError(f"port {port} cannot be used: {fault.strerror}") from fault
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Waiting(server)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
