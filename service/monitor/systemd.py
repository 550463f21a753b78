"""Tells systemd that the service is ready, lives and stops (sd_notify(3), its documented protocol).

Without NOTIFY_SOCKET in the environment every word goes nowhere.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def notify(word: str, environ: Mapping[str, str]) -> None:
    """Send one word; whoever does not listen is no reason to fail."""
    address = environ.get("NOTIFY_SOCKET")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = f"\0{address[1:]}"  # Linux's abstract names
    with (
        suppress(OSError),
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as door,
    ):
        door.sendto(word.encode(), address)
