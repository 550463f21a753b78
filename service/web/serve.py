"""Serves the page on loopback until it is told to stop."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from service.web.app import web_app
from service.web.desk import Desk
from service.web.gate import Keys

HOST = "127.0.0.1"
"""Loopback, and never another: what is shown is the person's mail."""

QUICK = 3
"""Seconds that requests under way have when the server stops."""


def serve(desk: Desk, port: int, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `announce` gets the start link once the port is ours.

    Port 0 finds a free one. OSError where the port is taken.
    """
    with _listening(port) as listener:
        keys = Keys(listener.getsockname()[1])
        announce(keys.start_link)
        _server(desk, keys).run(sockets=[listener])


@contextmanager
def serving(desk: Desk, port: int = 0) -> Iterator[Keys]:
    """Serve in a thread while the block runs; yields the keys with the start link."""
    with _listening(port) as listener:
        keys = Keys(listener.getsockname()[1])
        server = _server(desk, keys)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="page", daemon=True
        )
        thread.start()
        try:
            yield keys
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
        yield listener


def _server(desk: Desk, keys: Keys) -> uvicorn.Server:
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        web_app(desk, keys),
        log_config=None,
        access_log=False,  # a path names a message, and the start link holds the token
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=QUICK,
    )
    return uvicorn.Server(config)
