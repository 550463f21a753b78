"""Python runs this at its start when this folder is on PYTHONPATH: nothing beyond loopback.

An audit hook (PEP 578) sees every look-up and connection of the process, in C code too, and cannot
be taken off again. Each is written down in the file that AFTERWORD_TEST_REACHED names; one that
would leave the machine is refused.
"""

from __future__ import annotations

import os
import sys
from typing import Any

LOOPBACK = ("127.0.0.1", "::1", "localhost")
LOOKED_AT = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


def _host(event: str, arguments: tuple[Any, ...]) -> str | None:
    """Where an event leads: None for a Unix socket, which leads nowhere else."""
    where = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
    if event in ("socket.connect", "socket.sendto"):
        return str(where[0]) if isinstance(where, tuple) else None
    return where.decode() if isinstance(where, bytes) else str(where)


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in LOOKED_AT:
        return
    host = _host(event, arguments)
    if host is None:
        return
    with open(os.environ["AFTERWORD_TEST_REACHED"], "a", encoding="utf-8") as reached:  # noqa: PTH123  early in the start
        reached.write(f"{event} {host}\n")
    if host not in LOOPBACK:
        raise PermissionError(f"something tried to reach {host}")


sys.addaudithook(_guard)
