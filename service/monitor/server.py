"""`/healthz` and `/metrics` on loopback, for whoever watches the service."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"

log = logging.getLogger(__name__)

Healthy = Callable[[], bool]
Figures = Callable[[], bytes]


@contextmanager
def monitor(port: int, healthy: Healthy, figures: Figures) -> Iterator[int]:
    """Serve while the block runs; yields the port. OSError where the port is taken."""
    server = ThreadingHTTPServer((HOST, port), _handler(healthy, figures))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="monitor", daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(healthy: Healthy, figures: Figures) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "afterword", ""

        def do_GET(self) -> None:
            if not self._from_here():
                self._answer(HTTPStatus.FORBIDDEN, b"this page is for this machine\n")
            elif self.path == "/healthz":
                well = healthy()
                status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
                self._answer(status, json.dumps({"healthy": well}).encode(), "application/json")
            elif self.path == "/metrics":
                self._answer(HTTPStatus.OK, figures(), "text/plain; version=0.0.4; charset=utf-8")
            else:
                self._answer(HTTPStatus.NOT_FOUND, b"there are /healthz and /metrics\n")

        def _from_here(self) -> bool:
            """A page elsewhere may point its own name at this address (DNS rebinding)."""
            name = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host")
            return name in {HOST, "localhost", "[::1]"}

        def _answer(self, status: HTTPStatus, body: bytes, kind: str = "text/plain") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Who asks, and how often, is nobody's business."""

    return Handler
